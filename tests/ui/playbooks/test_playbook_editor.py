"""The playbook editor as a user drives it by keyboard: from nothing to a published version and its runs."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.definition import Base, Milestone, Offset, Playbook, Proof, Step, Words
from csops_desktop.services.bundle import Services
from csops_desktop.services.runs import Start
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.playbook_editor.list_page import PlaybookListPage
from csops_desktop.ui.features.playbook_editor.page import PlaybookEditor
from csops_desktop.ui.features.playbook_editor.publish_dialog import PublishDialog
from csops_desktop.ui.features.playbook_editor.renew_dialog import RenewDialog
from csops_desktop.ui.features.playbook_editor.step_form import StepForm
from csops_desktop.ui.features.playbook_editor.triggers_form import TriggersForm
from csops_desktop.ui.features.playbook_editor.whole_form import WholeForm
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ENDS = dt.date(2027, 5, 6)
RENEWAL = Playbook(
    "renewal",
    Words("更新", "Renewal"),
    milestones=(
        Milestone(
            Words("準備", "Preparation"),
            (
                Step("review", Words("見直し", "Review"), offset=Offset(Base.RENEWAL, -60)),
                Step("sign", Words("契約", "Sign"), offset=Offset(Base.RENEWAL, -3, business=True)),
            ),
        ),
    ),
)


@pytest.fixture
def window(workbench: Workbench, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(workbench, tmp_path / "store.csops")
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def customer(services: Services) -> int:
    """A customer whose contract ends after Golden Week."""
    made = services.customers.create({"name": "Acme"}).value
    values: dict[str, int | dt.date] = {
        "customer_id": made,
        "starts_on": dt.date(2026, 5, 7),
        "term_ends_on": ENDS,
        "mrr": 100_000,
    }
    services.records.create(Kind.CONTRACTS, values)
    return made


@pytest.fixture
def playbook(services: Services) -> int:
    return services.playbooks.add(RENEWAL, publish=True).value


def _press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def _type(field: QWidget, text: str) -> None:
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.selectAll()
    QTest.keyClicks(field, text)


def _page(window: MainWindow, qtbot: QtBot) -> PlaybookEditor:
    qtbot.waitUntil(lambda: isinstance(window.page(), PlaybookEditor))
    page = window.page()
    assert isinstance(page, PlaybookEditor)
    qtbot.waitUntil(lambda: page.middle.form is not None)
    return page


def _open(window: MainWindow, playbook: int, qtbot: QtBot) -> PlaybookEditor:
    window.go(Place(PageId.PLAYBOOK_EDITOR, playbook))
    return _page(window, qtbot)


def _list(window: MainWindow, qtbot: QtBot, count: int) -> PlaybookListPage:
    window.run(ActionId.PLAYBOOK_TEMPLATES)
    page = window.page()
    assert isinstance(page, PlaybookListPage)
    qtbot.waitUntil(lambda: len(page.list.items()) == count)
    return page


def _step(page: PlaybookEditor, key: str) -> StepForm:
    page.left.outline.choose(("step", key))
    assert isinstance(page.middle.form, StepForm)
    return page.middle.form


def _kept(page: PlaybookEditor, services: Services, qtbot: QtBot) -> Playbook:
    page.draft.flush()
    qtbot.waitUntil(page.workbench.tasks.idle)
    return services.playbooks.versions(page.thing_id)[0].definition


def test_a_playbook_is_made_from_nothing_by_keyboard(window: MainWindow, services: Services, qtbot: QtBot) -> None:
    start = _list(window, qtbot, 0)
    assert start.stack.currentWidget() is start.empty
    start.begin_empty()
    page = _page(window, qtbot)
    assert "step" in page.left.state.text(), "it says what is missing"
    whole = page.middle.form
    assert isinstance(whole, WholeForm)
    _type(whole.name, "Rescue")
    outline = page.left.outline
    outline.setFocus()
    for title in ("Call", "Write"):
        _press(outline, Qt.Key.Key_Insert)
        form = page.middle.form
        assert isinstance(form, StepForm)
        assert QApplication.focusWidget() is form.name, "a new step is named at once"
        QTest.keyClicks(form.name, title)
        outline.setFocus()
    assert page.left.state.text() == "Can be published"
    _press(outline, Qt.Key.Key_Up, ALT)
    assert [step.title.en for step in page.draft.definition.steps] == ["Write", "Call"]
    _press(outline, Qt.Key.Key_Delete)
    assert [step.title.en for step in page.draft.definition.steps] == ["Call"]
    assert page.undo()
    kept = _kept(page, services, qtbot)
    assert (kept.name.en, [step.title.en for step in kept.steps]) == ("Rescue", ["Write", "Call"])


def test_a_step_says_when_it_is_due_and_the_preview_why_as_one_types(
    window: MainWindow, customer: int, playbook: int, qtbot: QtBot
) -> None:
    page = _open(window, playbook, qtbot)
    page.preview.customer.field.set_customer((customer, "Acme"))
    page.preview.day.line.setText("2026-11-24")
    form = _step(page, "sign")
    qtbot.waitUntil(lambda: "27 Apr 2027" in "".join(_texts(page)[1:]))
    assert "weekends" in page.preview.why.text()
    _press(form.timing.days, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(form.timing.days, "1")
    qtbot.waitUntil(lambda: "30 Apr 2027" in "".join(_texts(page)[1:]))
    assert form.timing.sentence.text() == "1 business day before: contract end"


def _texts(page: PlaybookEditor) -> list[str]:
    return [f"{item.text(0)} {item.text(1)}" for item in page.preview.lines.items()]


def test_a_date_counted_from_the_end_lies_before_it(window: MainWindow, playbook: int, qtbot: QtBot) -> None:
    page = _open(window, playbook, qtbot)
    form = _step(page, "review")
    box = form.timing.base
    box.setCurrentIndex(box.findData(Base.START))
    box.activated.emit(box.currentIndex())
    assert page.draft.definition.steps[0].offset == Offset(Base.START, 60)
    box.setCurrentIndex(box.findData(Base.NOTICE))
    box.activated.emit(box.currentIndex())
    assert page.draft.definition.steps[0].offset.days == -60


def test_texts_are_edited_in_both_languages(
    window: MainWindow, services: Services, playbook: int, qtbot: QtBot
) -> None:
    page = _open(window, playbook, qtbot)
    form = _step(page, "review")
    assert form.name.text() == "Review"
    page.left.language.chosen.emit("ja")
    assert form.name.text() == "見直し"
    _type(form.name, "Minaoshi")
    kept = _kept(page, services, qtbot).step("review")
    assert kept is not None
    assert kept.title == Words("Minaoshi", "Review")


def test_what_is_wrong_stands_at_its_place(window: MainWindow, playbook: int, qtbot: QtBot) -> None:
    page = _open(window, playbook, qtbot)
    page.left.language.chosen.emit("ja")
    form = _step(page, "review")
    for language in ("ja", "en"):
        page.left.language.chosen.emit(language)
        form.name.setFocus()
        form.name.selectAll()
        _press(form.name, Qt.Key.Key_Delete)
    assert "title" in form.rows["title"]._hint.text()  # noqa: SLF001 (what the user reads there)
    assert not page.buttons.can_publish()
    page.left.outline.choose(("triggers",))
    triggers = page.middle.form
    assert isinstance(triggers, TriggersForm)
    QTest.keyClick(triggers.add, Qt.Key.Key_Space)
    card = triggers.cards[0]
    _press(card.number, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(card.number, "0")
    assert "number" in triggers.rows["triggers[0]"]._hint.text()  # noqa: SLF001 (what the user reads there)


def test_triggers_are_chosen_in_words(window: MainWindow, services: Services, playbook: int, qtbot: QtBot) -> None:
    page = _open(window, playbook, qtbot)
    page.left.outline.choose(("triggers",))
    form = page.middle.form
    assert isinstance(form, TriggersForm)
    QTest.keyClick(form.add, Qt.Key.Key_Space)
    card = form.cards[0]
    assert "renewal in 120 days" in card.sentence.text()
    card.starts.setCurrentIndex(1)
    card.starts.activated.emit(1)
    _press(card.number, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(card.number, "90")
    assert card.sentence.text() == "renewal in 90 days → starts by itself"
    (trigger,) = _kept(page, services, qtbot).triggers
    assert (trigger.number, trigger.starts, trigger.on) == (90, True, True)


def test_publishing_names_the_differences_and_offers_the_new_version_to_open_runs(
    window: MainWindow, services: Services, customer: int, playbook: int, qtbot: QtBot
) -> None:
    run = services.runs.start(Start(playbook, customer, dt.date(2026, 11, 24))).value
    page = _open(window, playbook, qtbot)
    form = _step(page, "sign")
    _press(form.timing.days, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(form.timing.days, "5")
    form.proof.setCurrentIndex(form.proof.findData(Proof.NOTE))
    form.proof.activated.emit(form.proof.currentIndex())
    page.publish()
    qtbot.waitUntil(lambda: page.findChild(PublishDialog) is not None)
    dialog = page.findChild(PublishDialog)
    assert dialog is not None
    said = dialog.changes.text()
    assert "3 business days before: contract end → 5 business days before: contract end" in said
    assert "Nothing → Note" in said
    assert "1 open run" in dialog.runs.text()
    QTest.keyClicks(dialog.remark.edit, "earlier")
    _press(dialog.remark.edit, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.findChild(RenewDialog) is not None)
    renew = page.findChild(RenewDialog)
    assert renew is not None
    assert renew.list.items()[0].text(0) == "Acme"
    assert "Sign" in renew.changes.text()
    before = services.runs.run(run).steps[1].course.due
    _press(renew.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: services.runs.run(run).head.version == 2)
    after = services.runs.run(run).steps[1].course.due
    assert before is not None
    assert after is not None
    assert after < before
    qtbot.waitUntil(page.renew.isHidden)


def test_an_old_version_is_looked_at_and_never_changed(window: MainWindow, playbook: int, qtbot: QtBot) -> None:
    page = _open(window, playbook, qtbot)
    current = page.current()
    assert current is not None
    page.show_version(current.id)
    form = _step(page, "review")
    _type(form.name, "X")
    assert page.draft.definition == RENEWAL
    assert not page.left.add_step.isEnabled()


def test_the_list_copies_moves_archives_and_writes_a_file_that_reads_back(
    window: MainWindow, services: Services, playbook: int, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    services.playbooks.add(services.playbooks.starters()[0])
    page = _list(window, qtbot, 2)
    page.list.setCurrentItem(page.list.items()[0])
    page.list.setFocus()
    _press(page.list, Qt.Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: [line.id for line in services.playbooks.lines()][-1] == playbook)
    qtbot.waitUntil(page.workbench.tasks.idle)
    answers.files = [tmp_path / "out.toml"]
    page.export()
    qtbot.waitUntil((tmp_path / "out.toml").exists)
    answers.files = [tmp_path / "out.toml"]
    page.beginning.begin("file")
    read = _page(window, qtbot)
    assert read.draft.definition.milestones == RENEWAL.milestones
    again = _list(window, qtbot, 3)
    (tmp_path / "bad.toml").write_text("name = 3", encoding="utf-8")
    answers.files = [tmp_path / "bad.toml"]
    again.beginning.begin("file")
    qtbot.waitUntil(again.fault.isVisible)
    assert "cannot be read" in again.fault.text()
    again.archive()
    qtbot.waitUntil(lambda: sum(line.archived_on is not None for line in services.playbooks.lines()) == 1)


def test_enter_opens_the_editor_and_a_copy_is_a_draft_of_its_own(
    window: MainWindow, services: Services, playbook: int, qtbot: QtBot
) -> None:
    page = _list(window, qtbot, 1)
    page.list.setFocus()
    _press(page.list, Qt.Key.Key_Return)
    assert _page(window, qtbot).thing_id == playbook
    page = _list(window, qtbot, 1)
    page.duplicate()
    qtbot.waitUntil(lambda: isinstance(window.page(), PlaybookEditor))
    assert [line.latest.name.en for line in services.playbooks.lines()] == ["Renewal", "Renewal (copy)"]
