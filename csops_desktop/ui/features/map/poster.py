"""Draws the map of a product for the wall: A3 landscape as PDF, or SVG; always in the light colours."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from csops_desktop.domain.operation_map import MapBook
from csops_desktop.foundation.errors import CannotWriteError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.map.action_dialog import KINDS
from csops_desktop.ui.features.map.columns import Columns, spread
from csops_desktop.ui.features.map.curve_drawing import CurvePainter
from csops_desktop.ui.features.map.heads import draw_heads
from csops_desktop.ui.features.map.marks import Size
from csops_desktop.ui.features.map.matrix_drawing import ICONS, MatrixLook, MatrixPainter
from csops_desktop.ui.preferences import EXPORT_FOLDER
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import operation_map as say
from csops_desktop.wording import values as show

WIDTH, HEIGHT = 1270, 898
"""The poster in the px of the design: A3 has the same proportions."""
_MARGIN, _HEAD, _FOOT = 34, 54, 28
_MM_PER_INCH = 25.4
_A3_MM = 420
_DPI = WIDTH * _MM_PER_INCH / _A3_MM
_LINES = 9
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
PDF, SVG = ".pdf", ".svg"


def save(workbench: Workbench, book: MapBook, size: Size) -> None:
    """Ask for a place and draw the poster there; the ending of the name tells as what."""
    folder = Path(workbench.preferences.get(EXPORT_FOLDER) or str(Path.home()))
    stem = "_".join((_("Operation map"), book.product, f"{book.today:%Y%m%d}")).replace("/", "_")
    path = workbench.messages.save_file(_("Save the poster"), folder / f"{stem}{PDF}", [f"*{PDF}", f"*{SVG}"])
    if path is None:
        return
    if path.suffix.lower() not in {PDF, SVG}:
        path = path.with_name(f"{path.name}{PDF}")
    workbench.preferences.set(EXPORT_FOLDER, str(path.parent))
    try:
        write(book, size, path)
    except CannotWriteError as error:
        workbench.messages.error(error)
        return
    workbench.messages.toast(_("Poster written to {file}").format(file=path.name), icon="printer")


def write(book: MapBook, size: Size, path: Path) -> None:
    """Draw the poster into a file.

    Raises:
        CannotWriteError: the file cannot be written.
    """
    title = say.title(book)
    theme = Theme()  # never started: the light colours at 100 %
    try:
        path.touch()
    except OSError as error:
        raise CannotWriteError(path, "denied") from error
    painter = QPainter()
    device = _svg(path, title) if path.suffix.lower() == SVG else _pdf(path, title)
    if not painter.begin(device):
        raise CannotWriteError(path, "denied")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, theme, book, size)
    painter.end()
    theme.deleteLater()


def _pdf(path: Path, title: str) -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setCreator("CSOps Desktop")
    writer.setResolution(round(_DPI * 10))
    page = QPageLayout(QPageSize(QPageSize.PageSizeId.A3), QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0))
    page.setMode(QPageLayout.Mode.FullPageMode)
    writer.setPageLayout(page)
    return writer


def _svg(path: Path, title: str) -> QSvgGenerator:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setTitle(title)
    generator.setSize(QSize(WIDTH, HEIGHT))
    generator.setViewBox(QRect(0, 0, WIDTH, HEIGHT))
    return generator


def draw(painter: QPainter, theme: Theme, book: MapBook, size: Size) -> None:
    """Draw the poster on the whole of a device."""
    device = painter.device()
    painter.scale(device.width() / WIDTH, device.height() / HEIGHT)
    painter.fillRect(QRect(0, 0, WIDTH, HEIGHT), theme.color("bg.surface"))
    painter.translate(_MARGIN, _MARGIN)
    wide, tall = WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN
    before = any(each.level == 0 for each in book.placed)
    columns = spread(wide, 112, 118 if before else 0, [level.level for level in book.levels])
    matrix = MatrixPainter(theme, book, columns, most=_LINES)
    _title(painter, theme, book, QRect(0, 0, wide, _HEAD))
    draw_heads(painter, theme, book, columns, _HEAD, chosen=None)
    top = _HEAD + theme.scaled(54)
    bottom = tall - _FOOT - matrix.height
    curve = CurvePainter(theme, book, columns, QRect(0, top, wide, bottom - top), size)
    _gutter(painter, theme, book, QRect(0, top, columns.head, bottom - top))
    curve.draw(painter, lambda _mark: True)
    painter.save()
    painter.translate(0, bottom)
    painter.fillRect(QRect(0, 0, wide, 1), theme.color("line"))
    matrix.draw(painter, MatrixLook())
    painter.restore()
    _frame(painter, theme, columns, QRect(0, _HEAD, wide, tall - _HEAD - _FOOT))
    _foot(painter, theme, QRect(0, tall - _FOOT + 8, wide, _FOOT - 8))


def _title(painter: QPainter, theme: Theme, book: MapBook, box: QRect) -> None:
    painter.setFont(theme.font("display"))
    painter.setPen(theme.color("text"))
    painter.drawText(box, _LEFT, say.title(book))
    painter.setFont(theme.font("body"))
    painter.setPen(theme.color("text.2"))
    facts = [say.customers(len(book.placed)), say.work(book), show.date_with_weekday(book.today)]
    if unassessed := len(book.at(None)):
        facts.insert(1, f"{say.unassessed()} {say.customers(unassessed)}")
    painter.drawText(box, _RIGHT, "   ".join(facts))


def _gutter(painter: QPainter, theme: Theme, book: MapBook, box: QRect) -> None:
    painter.fillRect(box, theme.color("bg.header"))
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("text.3"))
    inner = box.adjusted(10, 10, -6, -10)
    said = "\n".join(filter(None, [say.over(book)]))
    painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, said)


def _frame(painter: QPainter, theme: Theme, columns: Columns, box: QRect) -> None:
    painter.setPen(theme.color("line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(box).adjusted(0, 0, -1, -1))
    painter.fillRect(QRect(columns.head, box.top(), 1, box.height()), theme.color("line"))


def _foot(painter: QPainter, theme: Theme, box: QRect) -> None:
    painter.setFont(theme.font("caption"))
    metrics, left, side = painter.fontMetrics(), box.left(), 13
    for kind in KINDS:
        icon = QRect(left, box.center().y() - side // 2, side, side)
        theme.draw_icon(painter, icon, ICONS[kind], "text.3")
        words = say.kind(kind)
        painter.setPen(theme.color("text.2"))
        painter.drawText(
            QRect(left + side + 4, box.top(), metrics.horizontalAdvance(words) + 4, box.height()), _LEFT, words
        )
        left += side + metrics.horizontalAdvance(words) + 22
    painter.setPen(theme.color("text.3"))
    painter.drawText(box, _RIGHT, _("Internal · CSOps Desktop"))
