"""The shared parts: questions in the house style, search box, forms, empty states, segments, progress."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.ui.messages import Banner, Question, Toast
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Chip, IconButton, Segment
from csops_desktop.ui.widgets.dialogs import Dialogs, HouseDialog
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.notices import BannerView, ToastView
from csops_desktop.ui.widgets.popover import Popover
from csops_desktop.ui.widgets.progress import ProgressPanel
from csops_desktop.ui.widgets.search import SearchBox

Act = Callable[[HouseDialog], None]


@pytest.fixture
def answer(qtbot: QtBot) -> Iterator[Callable[[Act], None]]:
    """Do something with the next dialog as soon as it stands there."""
    timer = QTimer()
    acts: list[Act] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, HouseDialog) and acts:
            acts.pop(0)(dialog)

    timer.timeout.connect(look)
    timer.start(5)
    yield acts.append
    timer.stop()
    del qtbot


def _press(text: str) -> Act:
    def act(dialog: HouseDialog) -> None:
        next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()

    return act


QUESTION = Question("Delete 37 customers?", "They go to the bin.", "Delete 37", (("A", "21"),), ("Archive",))


@pytest.mark.parametrize(("pressed", "answered"), [("Delete 37", "Delete 37"), ("Archive", "Archive"), ("Cancel", "")])
def test_a_question_returns_the_verb(theme: Theme, answer: Callable[[Act], None], pressed: str, answered: str) -> None:
    answer(_press(pressed))
    assert Dialogs(theme).ask(QUESTION, None) == answered


def test_escape_means_no(qtbot: QtBot, theme: Theme, answer: Callable[[Act], None]) -> None:
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not Dialogs(theme).ask(QUESTION, None)


def test_where_it_cannot_be_undone_enter_does_not_do_it(
    qtbot: QtBot, theme: Theme, answer: Callable[[Act], None]
) -> None:
    def act(dialog: HouseDialog) -> None:
        focused = dialog.focusWidget()
        assert isinstance(focused, QPushButton)
        assert focused.text() == "Cancel"
        qtbot.keyClick(focused, Qt.Key.Key_Space)

    answer(act)
    assert not Dialogs(theme).ask(Question("Restore?", verb="Restore", danger=True), None)


def test_enter_takes_the_verb(qtbot: QtBot, theme: Theme, answer: Callable[[Act], None]) -> None:
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert Dialogs(theme).ask(Question("Go on?", verb="Go on"), None) == "Go on"


def test_a_line_needs_text(theme: Theme, answer: Callable[[Act], None]) -> None:
    def act(dialog: HouseDialog) -> None:
        field = dialog.findChild(QLineEdit)
        button = next(made for made in dialog.findChildren(QPushButton) if made.text() == "Save")
        assert field is not None
        field.setText("   ")
        assert not button.isEnabled()
        field.setText(" 要注意 ")
        button.click()

    answer(act)
    assert Dialogs(theme).text(Question("Save the view", verb="Save"), "Name", "", None) == "要注意"


def test_a_new_passphrase_is_typed_twice_and_long_enough(theme: Theme, answer: Callable[[Act], None]) -> None:
    def act(dialog: HouseDialog) -> None:
        first, second = dialog.findChildren(QLineEdit)
        button = next(made for made in dialog.findChildren(QPushButton) if made.text() == "Set")
        for texts, good in ((("short", "short"), False), (("a" * 12, "a" * 11), False), (("a" * 12, "a" * 12), True)):
            first.setText(texts[0])
            second.setText(texts[1])
            assert button.isEnabled() is good
        assert first.echoMode() == QLineEdit.EchoMode.Password
        button.click()

    answer(act)
    asked = Question("New passphrase", verb="Set")
    assert Dialogs(theme).passphrase(asked, None, twice=True, minimum=12) == "a" * 12


@pytest.fixture
def box(qtbot: QtBot, theme: Theme) -> SearchBox:
    made = SearchBox(theme)
    qtbot.addWidget(made)
    made.resize(280, 30)
    made.show()
    made.set_words("Search names", "/", "Clear")
    return made


def test_the_search_box_tells_each_change_and_clears_by_escape(qtbot: QtBot, box: SearchBox) -> None:
    told: list[str] = []
    box.changed.connect(told.append)
    qtbot.keyClicks(box.field, "ab")
    qtbot.keyClick(box.field, Qt.Key.Key_Escape)
    assert told == ["a", "ab", ""]
    with qtbot.waitSignal(box.left):
        qtbot.keyClick(box.field, Qt.Key.Key_Down)


def test_showing_a_text_is_no_search(qtbot: QtBot, box: SearchBox) -> None:
    with qtbot.assertNotEmitted(box.changed):
        box.show_text("製造業")
    assert box.field.text() == "製造業"


def test_a_gate_leads_to_the_palette(qtbot: QtBot, box: SearchBox) -> None:
    box.set_gate(gate=True)
    with qtbot.waitSignal(box.opened):
        qtbot.mouseClick(box.field, Qt.MouseButton.LeftButton)
    box.set_gate(gate=False)
    with qtbot.assertNotEmitted(box.opened):
        qtbot.mouseClick(box.field, Qt.MouseButton.LeftButton)


def test_a_fault_stands_below_its_field_and_goes_again(qtbot: QtBot, theme: Theme) -> None:
    field = QLineEdit("2027/02/30")
    row = FormRow(theme, field)
    qtbot.addWidget(row)
    row.set_words("Renewal", "a date")
    row.show()
    row.set_fault("There is no 30 February")
    assert field.property("invalid") == "true"
    assert "There is no 30 February" in [label.text() for label in row.findChildren(QLabel) if label.isVisible()]
    assert field.text() == "2027/02/30"
    row.set_fault("")
    assert field.property("invalid") == "false"
    assert "a date" in [label.text() for label in row.findChildren(QLabel) if label.isVisible()]


def test_an_empty_state_offers_the_first_step(qtbot: QtBot, theme: Theme) -> None:
    ran: list[bool] = []
    state = EmptyState(theme, "buildings")
    qtbot.addWidget(state)
    button = state.add_button(lambda: ran.append(True), primary=True)
    state.set_words("No customers yet", "Import them", "Import…")
    button.click()
    assert ran == [True]
    assert button.text() == "Import…"


def test_a_segment_tells_only_what_the_user_chose(qtbot: QtBot) -> None:
    segment = Segment(("all", "new"))
    qtbot.addWidget(segment)
    segment.set_texts(("All 17", "R&D 3"))
    with qtbot.assertNotEmitted(segment.chosen):
        segment.choose("new")
    assert segment.current() == "new"
    with qtbot.waitSignal(segment.chosen) as told:
        qtbot.mouseClick(segment.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert told.args == ["all"]


def test_buttons_say_their_key(qtbot: QtBot, theme: Theme) -> None:
    icon = IconButton(theme, "arrow-u-up-left")
    wide = Button(theme, "New", keys="Ctrl+N", variant="primary")
    chip = Chip(theme, "Touch: High")
    for made in (icon, wide, chip):
        qtbot.addWidget(made)
    icon.describe("Undo", "Ctrl+Z")
    assert icon.toolTip() == "Undo (Ctrl+Z)"
    assert icon.accessibleName() == "Undo"
    assert [label.text() for label in wide.findChildren(QLabel)] == ["Ctrl N"]
    assert wide.sizeHint().width() > Button(theme, "New", variant="primary").sizeHint().width()
    chip.set_active(active=True)
    assert chip.property("active") == "true"


def test_one_toast_at_a_time_inside_the_window(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    toast = ToastView(theme, window)
    toast.show_toast(Toast("first", 1))
    toast.show_toast(Toast("株式会社" * 60, None))
    assert toast.current() == Toast("株式会社" * 60, None)
    assert window.rect().contains(toast.geometry())
    window.resize(500, 400)
    assert window.rect().contains(toast.geometry())
    toast.close_toast()
    assert toast.current() is None


def test_a_toast_waits_while_the_focus_is_on_it(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    toast = ToastView(theme, window)
    toast.show_toast(Toast("deleted", 1))
    window.activateWindow()
    undo = toast.findChild(QPushButton)
    assert undo is not None
    undo.setFocus()
    qtbot.waitUntil(undo.hasFocus)
    toast._on_time()  # noqa: SLF001 (as after seven seconds)
    assert toast.current() is not None
    with qtbot.waitSignal(toast.undo_requested) as told:
        qtbot.keyClick(undo, Qt.Key.Key_Space)
    assert told.args == [1]


def test_a_banner_can_be_closed(qtbot: QtBot, theme: Theme) -> None:
    banner = BannerView(theme)
    qtbot.addWidget(banner)
    banner.show_banner(Banner("text"))
    assert banner.isVisible()
    closing = next(made for made in banner.findChildren(IconButton))
    closing.click()
    assert not banner.isVisible()


def test_progress_says_how_far_and_can_be_stopped(qtbot: QtBot, theme: Theme) -> None:
    panel = ProgressPanel(theme)
    qtbot.addWidget(panel)
    panel.show()
    panel.start("Importing")
    panel.show_progress(500, 2000)
    texts = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "500 of 2,000" in texts
    with qtbot.waitSignal(panel.cancelled):
        panel.findChildren(QPushButton)[0].click()
    assert "Stopping…" in [label.text() for label in panel.findChildren(QLabel)]


def test_a_popover_stays_on_the_screen(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    del tmp_path
    popover = Popover(theme)
    qtbot.addWidget(popover)
    popover.body.addWidget(QLabel("text"))
    screen = QApplication.primaryScreen().availableGeometry()
    popover.show_at(QRect(screen.bottomRight() - QPoint(20, 20), screen.bottomRight()))
    assert popover.geometry().right() <= screen.right() + 1
    assert popover.geometry().bottom() <= screen.bottom() + popover.height()
    popover.close()


def test_a_shortened_segment_words_the_chosen_one_only(theme: Theme, qtbot: QtBot) -> None:
    segment = Segment(("call", "mail"))
    qtbot.addWidget(segment)
    segment.set_texts(("Call", "Mail"))
    segment.set_hints(("Alt+1", "Alt+2"))
    segment.set_icons([theme.icon("phone"), theme.icon("envelope-simple")])
    segment.choose("call")
    segment.shorten(short=True)
    buttons = segment.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["Call", ""]
    assert [button.toolTip() for button in buttons] == ["Call (Alt+1)", "Mail (Alt+2)"]
    buttons[1].click()
    assert [button.text() for button in buttons] == ["", "Mail"]
    segment.shorten(short=False)
    assert [button.text() for button in buttons] == ["Call", "Mail"]
    assert [button.accessibleName() for button in buttons] == ["Call", "Mail"]
