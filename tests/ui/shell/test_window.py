"""The window as a person meets it: places, keys, palette, toast with undo, language, widths."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.paths import resources
from csops_desktop.services.bundle import Services
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.action_table import ACTIONS
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.commands import Commands
from csops_desktop.ui.features.settings.page import SettingsPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Banner, Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.buttons import Button, Chip, IconButton
from csops_desktop.ui.widgets.page import Page
from csops_desktop.ui.widgets.palette_list import EntriesModel, PaletteEntry


@pytest.fixture
def window(qtbot: QtBot, workbench: Workbench) -> Iterator[MainWindow]:
    workbench.services.customers.create({"name": "北稜精機株式会社", "reading": "ほくりょうせいき"})
    made = MainWindow(workbench, workbench.services.path)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.go(Place(PageId.CUSTOMERS))
    with qtbot.waitSignal(made.painted):
        made.show()
    yield made
    workbench.tasks.close()


def _shown(window: MainWindow) -> PageId:
    page = window.page()
    return next(page_id for page_id in PageId if window.load_page(page_id) is page)


def test_every_action_has_somebody_who_carries_it_out() -> None:
    assert {action.id for action in ACTIONS} == set(ActionId)
    for action in ACTIONS:
        assert bool(action.handler) != bool(action.page), action.id
        assert not action.handler or callable(getattr(Commands, action.handler)), action.id


def test_no_key_is_given_twice() -> None:
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))


def test_pages_that_do_not_exist_are_not_in_the_navigation(window: MainWindow) -> None:
    window.workbench.preferences.set(prefs.MODE, "team")
    daily = [PageId.TODAY, PageId.CUSTOMERS, PageId.PLAYBOOKS, PageId.RENEWALS, PageId.PROMISES]
    assert window.page_ids() == [*daily, PageId.MAP, PageId.HEALTH, PageId.IMPORT, PageId.SETTINGS, PageId.HELP]


@pytest.mark.parametrize("page", list(PageId))
def test_every_page_opens_and_names_itself_in_both_languages(
    qtbot: QtBot, window: MainWindow, workbench: Workbench, page: PageId
) -> None:
    window.go(Place(page))
    shown = window.page()
    assert isinstance(shown, Page)
    english = shown.title()
    workbench.language.use("ja")
    qtbot.wait(1)
    assert shown.title() != english
    workbench.language.use("en")
    assert shown.title() == english


def test_ctrl_numbers_and_alt_arrows_walk(qtbot: QtBot, window: MainWindow) -> None:
    pages = window.page_ids()
    assert pages[:2] == [PageId.TODAY, PageId.CUSTOMERS]
    for page in (PageId.TODAY, PageId.SETTINGS, PageId.HELP):
        number = Qt.Key(Qt.Key.Key_1 + pages.index(page))
        qtbot.keyClick(window, number, Qt.KeyboardModifier.ControlModifier)
        assert _shown(window) is page
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert _shown(window) is PageId.SETTINGS
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert _shown(window) is PageId.HELP


def test_ctrl_z_undoes_and_ctrl_y_does_again(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    window.go(Place(PageId.HELP))
    with qtbot.waitSignal(window.workbench.tasks.done):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert services.customers.suggest("北稜") == []
    with qtbot.waitSignal(window.workbench.tasks.done):
        qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert [name for _id, name in services.customers.suggest("北稜")] == ["北稜精機株式会社"]


def test_while_typing_ctrl_z_belongs_to_the_field(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    window.go(Place(PageId.SETTINGS))
    window.activateWindow()
    page = window.page()
    assert isinstance(page, SettingsPage)
    field = page.products.name
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert services.customers.suggest("北稜")


class _Greedy(QLineEdit):
    """A field that wants every key for itself, as those of Linux want Ctrl+E and Ctrl+K."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_keys_of_the_window_work_while_one_types_in_a_field(qtbot: QtBot, window: MainWindow) -> None:
    field = _Greedy(window)
    field.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    field.insert("北稜")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not field.text()  # that one is the field's own
    qtbot.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.open_palette().isVisible()


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    theme = window.workbench.theme
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for button in (
        Button(theme, "Go", parent=window),
        IconButton(theme, "x", parent=window),
        Chip(theme, parent=window),
    ):
        button.show()
        button.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            with qtbot.waitSignal(button.clicked):
                qtbot.keyClick(button, key)


def test_the_import_begins_on_its_button(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go(Place(PageId.IMPORT))
    focus = window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "chooseFiles"


def test_nothing_to_undo_is_said_politely(
    qtbot: QtBot, window: MainWindow, toasts: list[Toast], services: Services
) -> None:
    with qtbot.waitSignal(window.workbench.tasks.done):
        window.commands.undo()
    with qtbot.waitSignal(window.workbench.tasks.failed):
        window.commands.undo()
    assert toasts[-1].icon == "warning-circle"
    assert toasts[-1].set_id is None
    assert services.customers.suggest("北稜") == []


def test_a_toast_offers_undo(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    with qtbot.waitSignal(window.workbench.tasks.done):
        window.workbench.tasks.operate(lambda: services.customers.create({"name": "山吹化学工業株式会社"}))
    shown = window.toast.current()
    assert shown is not None
    assert "山吹化学工業株式会社" in shown.text
    with qtbot.waitSignal(window.workbench.tasks.done):
        window.toast._undo.click()  # noqa: SLF001 (the button as the user presses it)
    assert services.customers.suggest("山吹") == []


def test_the_palette_finds_customers_pages_and_commands(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.open_palette()
    assert palette.isVisible()
    palette.field.setText("北稜")
    qtbot.waitUntil(lambda: any(entry.key.startswith("customer:") for entry in palette.entries()))
    palette.field.setText("")
    for typed in ("せってい", "settei", "SETT"):
        palette.field.setText(typed)
        assert "page:settings" in [entry.key for entry in palette.entries()], typed
    palette.field.setText("settings")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert _shown(window) is PageId.SETTINGS


def test_the_palette_remembers_what_was_used_last(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.run_key("page:help")
    window.commands.run_key("action:toggle_nav")
    window.commands.show_palette()
    palette = window.open_palette()
    assert [entry.key for entry in palette.entries()][:2] == ["action:toggle_nav", "page:help"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_no_customer_is_kept_in_the_preferences(window: MainWindow, services: Services) -> None:
    number = services.customers.suggest("北稜")[0][0]
    window.commands.run_key(f"customer:{number}")
    assert window.workbench.preferences.get(prefs.RECENT_COMMANDS) == []


@pytest.mark.parametrize(("width", "narrow"), [(1300, True), (1399, True), (1700, False)])
def test_the_navigation_shrinks_with_the_window(window: MainWindow, width: int, narrow: bool) -> None:  # noqa: FBT001
    window.go(Place(PageId.HELP))
    window.resize(width, 900)
    assert window.nav.is_narrow() is narrow
    assert window.nav.width() == (52 if narrow else 192)


def test_the_user_can_collapse_the_navigation(qtbot: QtBot, window: MainWindow) -> None:
    window.go(Place(PageId.HELP))
    window.resize(1700, 900)
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window.nav.is_narrow()
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not window.nav.is_narrow()


def test_a_banner_stays_with_one_action(qtbot: QtBot, window: MainWindow) -> None:
    ran: list[int] = []
    window.workbench.messages.banner(Banner("text", "warning", "do it", lambda: ran.append(1)))
    assert window.banner.isVisible()
    qtbot.mouseClick(window.banner._run, Qt.MouseButton.LeftButton)  # noqa: SLF001 (as the user presses it)
    assert ran == [1]
    window.workbench.messages.banner(None)
    assert not window.banner.isVisible()


def test_files_can_be_dropped_on_the_window(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("顧客名\n北稜精機\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    window.dropEvent(
        QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    assert _shown(window) is PageId.IMPORT


def test_the_status_bar_marks_a_sample_and_names_me(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    me = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    bench = window.workbench
    bench.tasks.operate(lambda: services.settings.set(StoreSetting.SAMPLE, value=True))
    bench.crew.be(me)
    qtbot.waitUntil(window.status._sample.isVisible)  # noqa: SLF001 (what the user sees)
    bottom = window.nav._bottom  # noqa: SLF001
    qtbot.waitUntil(lambda: bottom.item(bottom.count() - 1).text() == "佐伯 美緒")


def test_the_language_switches_the_whole_frame(qtbot: QtBot, window: MainWindow) -> None:
    menu = window.menus.actions[ActionId.UNDO]
    english = menu.text()
    window.commands.use_japanese()
    qtbot.wait(1)
    assert menu.text() != english
    assert window.workbench.preferences.get(prefs.LANGUAGE) == "ja"
    window.commands.use_english()
    assert menu.text() == english


def test_size_and_place_of_the_window_come_back(qtbot: QtBot, window: MainWindow, workbench: Workbench) -> None:
    window.resize(1200, 720)
    window.close()
    again = MainWindow(workbench, workbench.services.path)
    qtbot.addWidget(again)
    assert again.height() == 720  # the width of the test platform's screen is smaller than any window of ours


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_help_names_every_key(language: str) -> None:
    text = (resources() / "help" / language / "keys.md").read_text(encoding="utf-8")
    arrows = {"Left": "←", "Right": "→"}
    missing = []
    for action in ACTIONS:
        for key in action.keys[:1]:
            first, _plus, last = key.rpartition("+")
            shown = f"{first}+{arrows.get(last, last)}" if first else last
            if shown not in text:
                missing.append(shown)
    assert missing == []


def test_entries_of_the_palette_are_a_proper_model(qtmodeltester: ModelTester, qapp: object) -> None:
    del qapp
    model = EntriesModel()
    model.show_entries([PaletteEntry("", "Heading"), PaletteEntry("page:help", "Help", "question")])
    assert model.first() == 1
    qtmodeltester.check(model)


def test_the_buttons_of_a_page_are_seen_on_that_page_only(
    qtbot: QtBot, window: MainWindow, workbench: Workbench
) -> None:
    scorecards = workbench.services.scorecards
    made = scorecards.add(scorecards.starters("en")[0].definition).value
    window.go(Place(PageId.SCORECARD, made))
    editor = window.page()
    assert isinstance(editor, Page)
    qtbot.waitUntil(lambda: any(button.isVisible() for button in editor.commands()))
    window.go(Place(PageId.TODAY))
    workbench.language.use("ja")
    qtbot.waitUntil(workbench.tasks.idle)
    assert not any(button.isVisible() for button in editor.commands())
    window.go(Place(PageId.SCORECARD, made))
    qtbot.waitUntil(lambda: any(button.isVisible() for button in editor.commands()))
