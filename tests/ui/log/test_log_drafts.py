"""What is typed in the log is never lost: closed, ended, come back, or waiting for its turn."""

import pytest
from pytestqt.qtbot import QtBot

from csops_desktop.ui.features.log.bar import LogBar
from csops_desktop.ui.features.log.draft import Draft, from_text, to_text
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.log.hands import FRIDAY, TODAY, Hands, Key, Mod, wait_shown


def test_esc_closes_and_nothing_typed_is_lost(
    hands: Hands, bar: LogBar, window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    bar.whom.show(ids[0])
    wait_shown(bar, qtbot, ids[0])
    bar.contact.line.setFocus()
    hands.write("half a sentence")
    hands.press(Key.Key_Escape)
    assert not bar.isVisible()
    window.go(Place(PageId.SETTINGS))
    hands.press(Key.Key_L, Mod.ControlModifier)
    assert bar.isVisible()
    assert bar.contact.line.text() == "half a sentence"
    assert bar.contact.customer_ids() == (ids[0],)


def test_what_is_typed_outlives_the_program(
    hands: Hands, bar: LogBar, window: MainWindow, workbench: Workbench, ids: list[int], qtbot: QtBot
) -> None:
    bar.whom.show(ids[1])
    wait_shown(bar, qtbot, ids[1])
    bar.contact.line.setFocus()
    hands.write("half a sentence")
    bar.next.choose(FRIDAY)
    window.close()
    again = MainWindow(workbench, workbench.services.path)
    qtbot.addWidget(again)
    again.go(Place(PageId.HELP))
    with qtbot.waitSignal(again.painted):
        again.show()
    qtbot.waitUntil(workbench.tasks.idle)
    again.open_log()
    made = again.log.bar
    assert made is not None
    qtbot.waitUntil(lambda: made.contact.line.text() == "half a sentence")
    assert made.contact.customer_ids() == (ids[1],)
    assert made.next.chosen_day() == FRIDAY
    assert "half a sentence" not in workbench.profile.preferences.read_text("utf-8")


def test_a_draft_that_arrives_late_waits_for_its_turn(hands: Hands, bar: LogBar, ids: list[int], qtbot: QtBot) -> None:
    bar.pin.setChecked(True)
    bar.whom.show(ids[0])
    wait_shown(bar, qtbot, ids[0])
    bar.contact.line.setFocus()
    hands.write("new")
    bar.restore(to_text(Draft(customers=(ids[1],), name="Kaede Foods", text="older")))
    assert bar.contact.line.text() == "new"
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bar.contact.line.text() == "older")
    assert bar.contact.customer_ids() == (ids[1],)


@pytest.mark.parametrize("kept", ["", "[", "[]", "{}", '{"customers": "x"}', '{"customers": [1], "day": 3}'])
def test_a_draft_that_cannot_be_read_is_none(kept: str) -> None:
    assert from_text(kept) is None


def test_a_draft_comes_back_as_it_was() -> None:
    draft = Draft("mail", (3, 4), "", "会議の件", "本文\n二行", True, False, TODAY, "電話", FRIDAY)
    assert from_text(to_text(draft)) == draft
    assert to_text(Draft("mail", (3, 4))) == ""
