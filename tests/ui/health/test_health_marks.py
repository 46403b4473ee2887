"""The marks of health tell the bands apart without colour, and fit what they are to show."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.ui.tables import health_marks as marks
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.health_marks import BandShape, HealthPill, Sparkline


def _drawn(theme: Theme, band: Band) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    marks.draw_shape(painter, theme, band, QPointF(12, 12), 20)
    painter.end()
    return image


@pytest.mark.parametrize("pair", list(combinations(Band, 2)))
def test_bands_differ_without_colour(theme: Theme, pair: tuple[Band, Band]) -> None:
    one, other = (_drawn(theme, band) for band in pair)
    inked = [{(x, y) for x in range(24) for y in range(24) if image.pixel(x, y) & 255 < 230} for image in (one, other)]
    assert len(inked[0] ^ inked[1]) > len(inked[0] | inked[1]) / 8


@pytest.mark.parametrize("band", list(Band))
def test_a_shape_stays_in_its_box(band: Band) -> None:
    assert QRect(2, 2, 16, 16).contains(marks.shape(band, QPointF(10, 10), 16).boundingRect().toAlignedRect())


def test_letters_stand_for_bands_where_there_is_no_colour() -> None:
    assert len({marks.letter(band) for band in Band}) == len(Band)


def test_a_pill_has_room_for_a_range_and_goes_without_a_score(theme: Theme) -> None:
    pill = HealthPill(theme)
    pill.show_score(Band.RISK, "61–128")
    wide = pill.sizeHint().width()
    pill.show_score(Band.HEALTHY, "142")
    assert pill.sizeHint().width() < wide
    assert not pill.isHidden()
    assert "142" in pill.accessibleName()
    pill.show_score(None, "")
    assert pill.isHidden()


def test_a_sparkline_needs_two_points(theme: Theme) -> None:
    line = Sparkline(theme)
    line.resize(line.sizeHint())
    ground = line.grab().toImage()
    line.show_course([120], Band.WATCH)
    assert line.grab().toImage() == ground
    line.show_course([120, 90], Band.RISK)
    assert line.grab().toImage() != ground


def test_small_moves_stay_flat(theme: Theme) -> None:
    def height(values: list[int]) -> int:
        image = QImage(60, 40, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        marks.draw_sparkline(painter, theme, QRect(0, 0, 60, 40), values, Band.WATCH)
        painter.end()
        rows = [y for y in range(40) if any(image.pixel(x, y) & 255 < 200 for x in range(50))]
        return max(rows) - min(rows)

    assert height([100, 103, 100]) < height([100, 60, 100]) / 3


def test_the_shape_says_its_band(theme: Theme) -> None:
    found = BandShape(theme, Band.WATCH)
    watch = found.accessibleName()
    found.show_band(Band.RISK)
    assert found.accessibleName() not in ("", watch)
