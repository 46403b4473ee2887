"""The scorecard editor as a user drives it by keyboard: build one from nothing, publish it, try weights, look back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.scoring import checking, editing
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.sources import Known, KnownFact
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.scorecards.axis_form import AxisForm
from csops_desktop.ui.features.scorecards.bands_form import BandsForm
from csops_desktop.ui.features.scorecards.measure_form import MeasureForm
from csops_desktop.ui.features.scorecards.page import ScorecardPage
from csops_desktop.ui.features.scorecards.publish_dialog import PublishDialog
from csops_desktop.ui.features.settings.page import SettingsPage
from csops_desktop.ui.features.settings.scorecards import ScorecardsSection
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.versions_dialog import VersionsDialog
from tests.ui.answers import Answers

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def by_hand(services: Services) -> Definition:
    return next(each for each in services.scorecards.starters("en") if each.key == "3_by_hand").definition


@pytest.fixture
def card(services: Services, by_hand: Definition) -> int:
    """A published scorecard of six ratings, and three customers rated 6, 4 and 2 throughout."""
    made = services.scorecards.add(by_hand).value
    services.scorecards.publish(made, "first")
    for name, step in (("Ashi", 6), ("Buna", 4), ("Cocoa", 2)):
        id_ = services.customers.create({"name": name}).value
        for measure in by_hand.measures:
            services.scores.rate(id_, measure.key, step)
    return made


@pytest.fixture
def window(workbench: Workbench, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(workbench, tmp_path / "store.csops")
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def _open(window: MainWindow, card: int, qtbot: QtBot) -> ScorecardPage:
    window.go(Place(PageId.SCORECARD, card))
    page = window.page()
    assert isinstance(page, ScorecardPage)
    qtbot.waitUntil(lambda: page.middle.form is not None and page.right.pane.shown is not None)
    return page


def test_a_second_scorecard_says_why_it_scores_nobody(
    window: MainWindow, card: int, by_hand: Definition, services: Services, qtbot: QtBot
) -> None:
    second = services.scorecards.add(replace(by_hand, name="Second")).value
    page = _open(window, second, qtbot)
    assert card != second
    assert page.right.pane.headline.text() == "No customer fits this scorecard"
    assert "come first" in page.right.pane.note.text()


def test_the_settings_open_where_the_scorecards_begin(window: MainWindow, card: int, qtbot: QtBot) -> None:
    assert card
    window.go(Place(PageId.SETTINGS, "scorecards"))
    section = window.findChild(ScorecardsSection)
    assert section is not None
    qtbot.waitUntil(lambda: not section.visibleRegion().isEmpty())
    page = window.page()
    assert isinstance(page, SettingsPage)
    page.members.setFixedHeight(page.members.height() * 4)  # as when what is above turns out longer
    qtbot.waitUntil(lambda: page.members.height() == page.members.maximumHeight())
    qtbot.waitUntil(lambda: 0 <= section.mapTo(page, QPoint(0, 0)).y() < page.height() // 4)


def _settled(page: ScorecardPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.right.what_if.is_idle)


def _press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def _type(field: QWidget, text: str) -> None:
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.selectAll()
    QTest.keyClicks(field, text)


def _measure(page: ScorecardPage, key: str) -> MeasureForm:
    page.left.outline.choose(("measure", key))
    assert isinstance(page.middle.form, MeasureForm)
    return page.middle.form


def test_a_scorecard_is_built_from_nothing_and_published_by_keyboard(
    window: MainWindow, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    acme = services.customers.create({"name": "Acme"}).value
    services.customers.create({"name": "Beta"})
    window.go(Place(PageId.SETTINGS, "scorecards"))
    section = window.findChild(ScorecardsSection)
    assert section is not None
    section.begin("empty")
    qtbot.waitUntil(lambda: isinstance(window.page(), ScorecardPage))
    page = window.page()
    assert isinstance(page, ScorecardPage)
    qtbot.waitUntil(lambda: page.middle.form is not None)
    outline = page.left.outline
    for axis, name in ((0, "Quiet"), (1, "Heart")):
        outline.choose(("axis", axis))
        QTest.mouseClick(page.left.add_measure, Qt.MouseButton.LeftButton)
        form = page.middle.form
        assert isinstance(form, MeasureForm)
        assert QApplication.focusWidget() is form.name, "a new measure is named at once"
        QTest.keyClicks(form.name, name)
        _press(form.points.box, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(form.points.box, "100")
    assert "wording" in page.left.state.text()
    quiet = _measure(page, "m1")
    quiet.source.kind.setFocus()
    QTest.keyClicks(quiet.source.kind, "What the store")
    quiet.source.kind.activated.emit(quiet.source.kind.currentIndex())
    heart = _measure(page, "m2")
    for number, field in enumerate(heart.words.steps, 1):
        _type(field, f"step {number}")
    assert page.left.state.text() == "Can be published"
    assert checking.problems(page.draft.definition) == ()
    measure = page.draft.definition.measure("m1")
    assert measure is not None
    assert measure.source == Known(KnownFact.DAYS_SINCE_TWO_WAY)
    _settled(page, qtbot)
    page.commands()[-1].setFocus()
    _press(page.commands()[-1], Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PublishDialog)
    QTest.keyClicks(dialog.remark.edit, "why not")
    _press(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.current() is not None)
    current = page.current()
    assert current is not None
    assert (current.number, current.note) == (1, "why not")
    assert current.definition.measures[0].name == "Quiet"
    assert "cannot be undone" in toasts[-1].text
    row = services.customers.rows([acme])[0].values
    assert (row["band"], row["score_high"]) == ("withheld", 200)


def test_what_is_typed_is_kept_and_ctrl_z_takes_it_back_step_by_step(
    window: MainWindow, services: Services, card: int, by_hand: Definition, qtbot: QtBot
) -> None:
    page = _open(window, card, qtbot)
    key = by_hand.measures[0].key
    form = _measure(page, key)
    _type(form.name, "Another")
    form.points.slider.setFocus()
    for _step in range(3):
        _press(form.points.slider, Qt.Key.Key_Right)
    changed = page.draft.definition.measure(key)
    assert changed is not None
    assert (changed.name, changed.points) == ("Another", by_hand.measures[0].points + 3)
    qtbot.waitUntil(lambda: services.scorecards.versions(card)[0].number is None)
    qtbot.waitUntil(lambda: services.scorecards.versions(card)[0].definition == page.draft.definition)
    window.commands.undo()
    back = page.draft.definition.measure(key)
    assert back is not None
    assert (back.name, back.points) == ("Another", by_hand.measures[0].points), "a drag is one step"
    assert form.points.box.value() == back.points
    window.commands.undo()
    assert page.draft.definition == by_hand
    assert form.name.text() == by_hand.measures[0].name
    qtbot.waitUntil(lambda: services.scorecards.versions(card)[0].number == 1)
    window.commands.undo()
    assert page.draft.definition == by_hand, "no further back than the beginning"
    window.commands.redo()
    assert form.name.text() == "Another"
    assert services.customers.rows([1])[0].values["name"] == "Ashi", "operations of before are not touched"


def test_the_last_word_before_the_window_closes_is_kept_too(
    window: MainWindow, services: Services, card: int, by_hand: Definition, qtbot: QtBot
) -> None:
    page = _open(window, card, qtbot)
    form = _measure(page, by_hand.measures[0].key)
    _type(form.name, "Last")
    window.close()
    assert services.scorecards.versions(card)[0].definition.measures[0].name == "Last"


def test_scrolling_over_the_form_changes_nothing(
    window: MainWindow, card: int, by_hand: Definition, qtbot: QtBot
) -> None:
    page = _open(window, card, qtbot)
    form = _measure(page, by_hand.measures[0].key)
    page.left.outline.setFocus()
    for field in (form.points.slider, form.points.box, form.scale.kind, form.scale.knots.lines[0][1]):
        middle = QPointF(field.rect().center())
        down = QWheelEvent(
            middle, QPointF(field.mapToGlobal(middle)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, down)
    assert page.draft.definition == by_hand


def test_tab_leads_from_the_parts_through_the_form_to_what_if(window: MainWindow, card: int, qtbot: QtBot) -> None:
    page = _open(window, card, qtbot)
    page.left.outline.choose(("axis", 1))
    page.left.outline.setFocus()
    qtbot.waitUntil(lambda: page.middle.form is not None and page.middle.form.isVisible())
    places: list[QWidget] = []
    for _step in range(40):
        focused = window.focusWidget()
        assert focused is not None
        side = next(side for side in (page.left, page.middle, page.right, window) if side.isAncestorOf(focused))
        if not places or places[-1] is not side:
            places.append(side)
        if side is page.right:
            break
        _press(focused, Qt.Key.Key_Tab)
    assert places == [page.left, page.middle, page.right]


def test_without_a_scorecard_the_page_leads_to_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Place(PageId.SCORECARD))
    section = window.load_page(PageId.SETTINGS).findChild(ScorecardsSection)
    assert section is not None
    qtbot.waitUntil(lambda: window.focusWidget() is section.list)


def test_a_moved_weight_and_a_moved_band_show_at_once_who_moves(
    window: MainWindow, card: int, services: Services, qtbot: QtBot
) -> None:
    page = _open(window, card, qtbot)
    pane = page.right.pane
    assert pane.shown is not None
    assert pane.headline.text() == "0 customers change their band"
    page.left.outline.choose(("bands",))
    assert isinstance(page.middle.form, BandsForm)
    _type(page.middle.form.sliders["healthy"].box, "")
    page.middle.form.sliders["healthy"].box.selectAll()
    QTest.keyClicks(page.middle.form.sliders["healthy"].box, "110")
    qtbot.waitUntil(lambda: pane.headline.text() == "1 customer changes its band")
    top = pane.moves.topLevelItem(0)
    assert top is not None
    assert top.text(1) == "Buna"
    assert pane.ribbons.words() == "Healthy 1 → 2, Watch 1 → 0, At risk 1 → 1, Withheld 0 → 0"
    pane.moves.setFocus()
    pane.moves.setCurrentItem(top)
    _press(pane.moves, Qt.Key.Key_Return)
    _press(pane.moves, Qt.Key.Key_Down)
    _press(pane.moves, Qt.Key.Key_Return)
    assert window.page() is not page, "Enter opens the customer"
    said = {flow.after: flow.customers for flow in pane.shown.flows}
    window.go(Place(PageId.SCORECARD, card))
    qtbot.waitUntil(lambda: services.scorecards.versions(card)[0].number is None)
    services.scorecards.publish(card, "")
    book = services.scores.book()
    for band, ids in said.items():
        assert {id_ for id_, now in zip(book.ids, book.band, strict=True) if now is band} >= set(ids)


def test_a_slider_of_the_axis_moves_the_sum_and_says_what_is_missing(
    window: MainWindow, card: int, by_hand: Definition, qtbot: QtBot
) -> None:
    page = _open(window, card, qtbot)
    page.left.outline.choose(("axis", 0))
    assert isinstance(page.middle.form, AxisForm)
    row = page.middle.form.points[by_hand.axes[0].measures[0].key]
    row.slider.setFocus()
    _press(row.slider, Qt.Key.Key_Left)
    assert page.middle.form.sum.text() == "99 of 100 points, 1 still to give"
    assert not page.commands()[-1].isEnabled()
    assert "99" in page.left.state.text()
    _press(row.slider, Qt.Key.Key_Right)
    assert page.middle.form.sum.text() == "100 points"
    assert not page.commands()[-1].isEnabled(), "nothing is different from what is published"


def test_an_old_version_can_only_be_looked_at_and_a_draft_begun_from_it(
    window: MainWindow, card: int, by_hand: Definition, services: Services, qtbot: QtBot
) -> None:
    key = by_hand.measures[0].key
    draft = editing.change_measure(by_hand, key, lambda each: replace(each, name="Second"))
    services.scorecards.save_draft(card, draft)
    services.scorecards.publish(card, "second")
    page = _open(window, card, qtbot)
    page.show_versions()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, VersionsDialog)
    assert [item.text(0) for item in dialog.list.items()] == ["second", "first"]
    _press(dialog.list, Qt.Key.Key_Down)
    _press(dialog, Qt.Key.Key_Return)
    assert page.draft.read_only
    form = _measure(page, key)
    assert form.name.isReadOnly()
    _type(form.name, "Changed")
    _press(form.points.box, Qt.Key.Key_Up)
    assert page.draft.definition == by_hand
    assert form.name.text() == by_hand.measures[0].name
    assert not page.notice.isHidden()
    page.begin_from(services.scorecards.versions(card)[-1].id)
    assert not page.draft.read_only
    assert page.draft.definition == by_hand
    qtbot.waitUntil(lambda: services.scorecards.versions(card)[0].number is None)
    assert services.scorecards.versions(card)[0].definition == by_hand
    assert page.draft.undo()
    assert page.draft.definition == draft


def test_a_customer_is_tried_on_the_draft(window: MainWindow, card: int, by_hand: Definition, qtbot: QtBot) -> None:
    page = _open(window, card, qtbot)
    QTest.mouseClick(page.right.segment.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    preview = page.right.preview
    preview.customer.field.set_customer((1, "Ashi"))
    qtbot.waitUntil(lambda: "Healthy" in preview.sum.text())
    assert len(preview.lines.items()) == len(by_hand.measures)
    before = preview.lines.items()[0].text(2)
    page.left.outline.choose(("axis", 0))
    assert isinstance(page.middle.form, AxisForm)
    row = page.middle.form.points[by_hand.axes[0].measures[0].key]
    row.box.selectAll()
    QTest.keyClicks(row.box, "5")
    qtbot.waitUntil(lambda: preview.lines.items()[0].text(2) != before)


def test_a_scorecard_goes_to_a_file_and_comes_back(
    window: MainWindow,
    card: int,
    by_hand: Definition,
    answers: Answers,
    services: Services,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "card.json"
    page = _open(window, card, qtbot)
    answers.files = [path]
    page.export()
    qtbot.waitUntil(path.is_file)
    window.go(Place(PageId.SETTINGS, "scorecards"))
    section = window.findChild(ScorecardsSection)
    assert section is not None
    answers.files = [path]
    section.begin("file")
    qtbot.waitUntil(lambda: len(services.scorecards.cards()) == 2)
    made = services.scorecards.cards()[1]
    assert replace(services.scorecards.versions(made.id)[0].definition, name=by_hand.name) == by_hand
    path.write_text("{}", encoding="utf-8")
    answers.files = [path]
    section.begin("file")
    qtbot.waitUntil(lambda: not section.fault.isHidden())
    assert "missing" in section.fault.text()


def test_the_list_says_whom_it_is_for_and_orders_by_keys(
    window: MainWindow, card: int, services: Services, qtbot: QtBot
) -> None:
    other = next(each for each in services.scorecards.starters("en") if each.key == "1_saas_standard").definition
    second = services.scorecards.add(other).value
    services.scorecards.publish(second, "")
    window.commands.run(ActionId.SCORECARDS)
    section = window.findChild(ScorecardsSection)
    assert section is not None
    qtbot.waitUntil(lambda: len(section.list.items()) == 2)
    assert window.focusWidget() is section.list
    assert [item.text(3) for item in section.list.items()] == ["3", "0"]
    assert section.several_button.text() == "Several are for 3 customers"
    section.list.setCurrentItem(section.list.items()[1])
    _press(section.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: [each.id for each in services.scorecards.cards()] == [second, card])
    qtbot.waitUntil(lambda: [item.text(3) for item in section.list.items()] == ["3", "0"])
    _press(section.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page(), ScorecardPage))
    page = window.page()
    assert isinstance(page, ScorecardPage)
    assert page.thing_id == second
