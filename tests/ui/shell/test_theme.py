"""The look: every token is there in both themes, sizes follow the text size, icons exist."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from csops_desktop.foundation.paths import resources
from csops_desktop.ui.action_table import ACTIONS
from csops_desktop.ui.features.help.page import TOPICS as HELP_TOPICS
from csops_desktop.ui.features.settings.page import TOPICS as SETTINGS_TOPICS
from csops_desktop.ui.pages import PAGES
from csops_desktop.ui.theme import Theme, icons
from csops_desktop.ui.theme.theme import SCALES


def test_both_themes_have_the_same_tokens(theme: Theme) -> None:
    assert set(theme.tokens.colors["light"]) == set(theme.tokens.colors["dark"])


def test_switching_the_theme_changes_colours_and_tells_painters(qtbot: QtBot, theme: Theme) -> None:
    before = theme.color("bg.surface").name()
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.dark
    assert theme.color("bg.surface").name() != before
    sheet = QApplication.instance().styleSheet()  # type: ignore[union-attr]
    assert theme.tokens.colors["dark"]["bg.surface"] in sheet
    assert "@{" not in sheet


@pytest.mark.parametrize("scale", SCALES)
def test_fonts_and_rows_follow_the_text_size(theme: Theme, scale: int) -> None:
    theme.set_scale(scale)
    assert theme.px("row.normal") == round(34 * scale / 100)
    assert theme.font("body").pixelSize() == round(13 * scale / 100)
    assert theme.px("radius.md") == 6


def test_headings_are_bold_and_digits_have_one_width(theme: Theme) -> None:
    assert theme.font("h1").weight() == QFont.Weight.Bold
    assert theme.font("body").featureValue(QFont.Tag("tnum")) == 1
    assert theme.font("body").family() == "Noto Sans JP"


def test_every_picture_of_the_style_sheet_is_there() -> None:
    folder = resources() / "theme"
    names = set(re.findall(r"@\{image\.(\w+)\}", (folder / "style.qss").read_text(encoding="utf-8")))
    assert names
    missing = [f"{name}-{mode}" for name in names for mode in ("light", "dark")
               if not (folder / "images" / f"{name}-{mode}.svg").is_file()]  # fmt: skip
    assert missing == []


def test_every_icon_we_name_exists(theme: Theme) -> None:
    del theme
    named = {action.icon for action in ACTIONS} | {page.icon for page in PAGES}
    named |= {topic.icon for topic in SETTINGS_TOPICS} | {icon for _key, _name, icon in HELP_TOPICS}
    pattern = re.compile(
        r"""(?:icon=|icon\(|Icon\(theme, |EmptyState\([\w.]*theme, |IconButton\([\w.]*theme, )"([a-z-]+)\""""
    )
    for path in (resources().parent / "csops_desktop" / "ui").rglob("*.py"):
        named |= set(pattern.findall(path.read_text(encoding="utf-8")))
    assert sorted(name for name in named if not icons.exists(name)) == []


def test_icons_follow_the_theme_without_being_made_again(theme: Theme) -> None:
    icon = theme.icon("buildings", "text")
    size = QSize(32, 32)

    def ink() -> str:
        image = icon.pixmap(size).toImage()
        colors = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return max(colors, key=lambda color: color.alpha()).name()

    light = ink()
    theme.set_mode("dark")
    assert ink() != light
    disabled = icon.pixmap(size, QIcon.Mode.Disabled).toImage()
    assert not disabled.isNull()


def test_a_label_takes_its_size_from_the_theme(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("株式会社")
    label.setProperty("type", "h1")
    qtbot.addWidget(label)
    label.show()
    before = label.sizeHint().height()
    theme.set_scale(125)
    label.ensurePolished()
    assert label.sizeHint().height() > before
