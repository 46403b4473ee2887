"""The import wizard as a user drives it: from a file to the list, and back again."""

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QRadioButton, QSpinBox
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import RowState, Rule, Target
from csops_desktop.domain.query import ListQuery
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.imports.page import ImportPage
from csops_desktop.ui.features.imports.stepper import Step
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers

HEADINGS = ("顧客コード", "顧客名", "月額", "契約開始日", "備考")
ROWS = (
    ("C-1", "青葉商事", "100000", "2025/01/01", "推進者は小野寺さん"),
    ("C-2", "いろは器械", "200000", "2025/02/01", ""),
    ("C-3", "うみかぜ運輸", "300000", "2025/03/01", ""),
)
WAIT = 20_000


@pytest.fixture
def page(workbench: Workbench, qtbot: QtBot) -> Iterator[ImportPage]:
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = ImportPage(workbench)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(
        rows: Sequence[Sequence[str]],
        headings: Sequence[str] = HEADINGS,
        name: str = "list.csv",
        encoding: str = "utf-8",
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([headings, *rows])
        return path

    return written


def _wait(qtbot: QtBot, page: ImportPage, step: Step) -> None:
    qtbot.waitUntil(lambda: page.stepper.step is step and not page._busy, timeout=WAIT)  # noqa: SLF001 (idle)


def _to_diff(qtbot: QtBot, page: ImportPage) -> None:
    qtbot.waitUntil(
        lambda: page.stepper.step in {Step.MAPPING, Step.DIFF} and not page._busy,  # noqa: SLF001 (idle)
        timeout=WAIT,
    )
    if page.stepper.step is Step.MAPPING:
        page.foot.go.click()
    qtbot.waitUntil(lambda: page.session is not None and page.session.preview is not None, timeout=WAIT)
    _wait(qtbot, page, Step.DIFF)


def _import(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    page.start([path])
    _to_diff(qtbot, page)
    qtbot.keyClick(page.diff.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    _wait(qtbot, page, Step.DONE)


def test_a_file_whose_meaning_is_certain_jumps_to_the_differences(
    page: ImportPage, write: Callable[..., Path], services: Services, qtbot: QtBot
) -> None:
    page.start([write(ROWS, encoding="cp932")])
    _wait(qtbot, page, Step.DIFF)
    assert page.diff.counts()[RowState.NEW] == 3
    assert page.status() == "Nothing is written yet"
    assert services.records.find(Kind.CUSTOMERS)[0] == 0
    assert page.foot.go.text() == "Import 3 rows"


def test_the_import_writes_everything_as_one_step_that_can_be_undone(
    page: ImportPage, write: Callable[..., Path], services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    _import(qtbot, page, write(ROWS))
    assert "Customers: 3 new" in page.done.text()
    assert "Contracts: 3 new" in page.done.text()
    assert services.customers.find(ListQuery()).mrr == 600_000
    assert services.records.find(Kind.CONTRACTS)[0] == 3
    assert toasts[-1].set_id is not None
    undo = page.done.findChild(QPushButton, "undoImport")
    assert undo is not None
    undo.click()
    qtbot.waitUntil(lambda: services.records.find(Kind.CUSTOMERS)[0] == 0, timeout=WAIT)
    assert services.records.find(Kind.CONTRACTS)[0] == 0


def test_after_an_import_likely_duplicates_are_told(
    page: ImportPage, write: Callable[..., Path], workbench: Workbench, services: Services, qtbot: QtBot
) -> None:
    services.customers.create({"name": "株式会社青葉商事", "external_id": "OLD-9"})
    _import(qtbot, page, write(ROWS))
    qtbot.waitUntil(page.done.look.isVisible, timeout=WAIT)
    asked: list[object] = []
    workbench.navigator.merging.connect(asked.append)
    page.done.look.click()
    assert asked == [()]


def test_changed_cells_show_old_and_new_and_one_can_be_kept(
    page: ImportPage, write: Callable[..., Path], services: Services, qtbot: QtBot
) -> None:
    _import(qtbot, page, write(ROWS))
    again = [(*ROWS[0][:2], "110000", ROWS[0][3], "推進者は田島さん"), *ROWS[1:]]
    page.start([write(again)])
    _to_diff(qtbot, page)
    counts = page.diff.counts()
    assert (counts[RowState.CHANGED], counts[RowState.SAME], counts[RowState.NEW]) == (1, 2, 0)
    plan = page.diff.panel.plan()
    assert plan is not None
    changes = {change.field: (change.old, change.new) for change in plan.changes}
    assert changes == {"mrr": (100_000, 110_000), "note": ("推進者は小野寺さん", "推進者は田島さん")}
    qtbot.waitUntil(lambda: page.diff.table.model().index(0, 0).data() == "Changed")
    texts = [page.diff.table.model().index(0, column).data() for column in range(page.diff.table.model().columnCount())]
    assert "¥100,000 → ¥110,000" in texts
    keep = page.diff.panel.findChild(QRadioButton, "keep_note")
    assert keep is not None
    keep.click()
    qtbot.waitUntil(lambda: any(change.kept for change in (page.diff.panel.plan() or plan).changes), timeout=WAIT)
    qtbot.waitUntil(page.foot.go.isEnabled, timeout=WAIT)
    page.foot.go.click()
    _wait(qtbot, page, Step.DONE)
    customer = services.customers.suggest("青葉商事")[0][0]
    assert services.customers.get(customer).values["note"] == "推進者は小野寺さん"
    assert services.customers.related(customer, Kind.CONTRACTS)[0].values["mrr"] == 110_000


def test_rows_with_errors_are_named_left_and_saved_for_correction(
    page: ImportPage, write: Callable[..., Path], answers: Answers, tmp_path: Path, services: Services, qtbot: QtBot
) -> None:
    bad = ("C-4", "えどがわ製紙", "十二万", "2025/02/30", "")
    page.start([write([*ROWS, bad])])
    _to_diff(qtbot, page)
    assert page.diff.counts()[RowState.ERROR] == 1
    assert page.foot.note.text() == "Not imported: 1 row with errors"
    model = page.diff.table.model()
    qtbot.waitUntil(lambda: model.index(3, 0).data() == "Error")
    line = [str(model.index(3, column).data()) for column in range(model.columnCount())]
    assert "えどがわ製紙" in line
    assert any("十二万" in text and "2025/02/30" in text for text in line)
    target = tmp_path / "errors.csv"
    answers.files.append(target)
    save = page.foot.side
    save.click()
    qtbot.waitUntil(target.exists, timeout=WAIT)
    saved = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert saved[0] == [*HEADINGS, "Reason"]
    assert saved[1][:2] == ["C-4", "えどがわ製紙"]
    page.foot.go.click()
    _wait(qtbot, page, Step.DONE)
    assert services.records.find(Kind.CUSTOMERS)[0] == 3
    assert "1 row with errors was left" in page.done.text()


def test_a_nearly_equal_name_waits_for_a_human(
    page: ImportPage, write: Callable[..., Path], services: Services, qtbot: QtBot
) -> None:
    services.customers.create({"name": "株式会社クルミ商事システム", "external_id": "C-9"})
    page.start([write([("クルミ商事システムズ", "175000", "2025/01/01")], ("顧客名", "月額", "契約開始日"))])
    _to_diff(qtbot, page)
    assert page.diff.counts()[RowState.DOUBT] == 1
    assert not page.foot.go.isEnabled()
    same = page.diff.panel.findChild(QPushButton, "sameCustomer")
    assert same is not None
    same.click()
    qtbot.waitUntil(lambda: page.diff.counts()[RowState.DOUBT] == 0, timeout=WAIT)
    qtbot.waitUntil(page.foot.go.isEnabled, timeout=WAIT)
    page.foot.go.click()
    _wait(qtbot, page, Step.DONE)
    assert services.records.find(Kind.CUSTOMERS)[0] == 1
    assert services.records.find(Kind.CONTRACTS)[0] == 1


def test_an_undecidable_date_order_is_asked_not_guessed(
    page: ImportPage, write: Callable[..., Path], services: Services, qtbot: QtBot
) -> None:
    rows = [("C-1", "Alpha", "100", "03/04/2025"), ("C-2", "Beta", "100", "05/06/2025")]
    page.start([write(rows, ("account_id", "account_name", "mrr_amount", "start_date"))])
    _wait(qtbot, page, Step.MAPPING)
    assert not page.foot.go.isEnabled()
    answer = page.mapping.findChild(QComboBox, "answer_date-order")
    assert answer is not None
    answer.setCurrentIndex(answer.findData("dmy"))
    answer.activated.emit(answer.currentIndex())
    assert page.foot.go.isEnabled()
    _to_diff(qtbot, page)
    page.foot.go.click()
    _wait(qtbot, page, Step.DONE)
    starts = {record.values["starts_on"] for record in services.records.find(Kind.CONTRACTS)[1]}
    assert starts == {dt.date(2025, 4, 3), dt.date(2025, 6, 5)}


def test_what_a_column_means_and_its_rule_can_be_changed(
    page: ImportPage, write: Callable[..., Path], services: Services, qtbot: QtBot
) -> None:
    rows = [("C-1", "青葉商事", "銀"), ("C-2", "いろは器械", "金")]
    page.start([write(rows, ("顧客コード", "顧客名", "会員等級"))])
    qtbot.waitUntil(lambda: page.session is not None and page.session.mapping is not None, timeout=WAIT)
    page.stepper.back_requested.emit(int(Step.MAPPING))
    page.mapping._model.edit_requested.emit(2, "target", "customers.custom")  # noqa: SLF001 (the cell editor)
    page.mapping._model.edit_requested.emit(2, "rule", Rule.BLANK.value)  # noqa: SLF001 (the cell editor)
    assert page.session is not None
    assert page.session.mapping is not None
    assert page.session.mapping.targets[2] == Target(Kind.CUSTOMERS, "custom")
    assert page.mapping.rows()[2].words == "Customers: New field of the same name"
    _to_diff(qtbot, page)
    page.foot.go.click()
    _wait(qtbot, page, Step.DONE)
    field = services.records.custom_fields(Kind.CUSTOMERS)[0]
    assert field.name == "会員等級"
    customer = services.customers.suggest("青葉商事")[0][0]
    assert services.customers.get(customer).custom[field.id] == "銀"


def test_the_reading_can_be_changed(page: ImportPage, write: Callable[..., Path], qtbot: QtBot) -> None:
    path = write([("", "合計", "", "", ""), *ROWS], ("顧客の一覧", "", "", "", ""), name="odd.csv")
    page.start([path])
    qtbot.waitUntil(lambda: page.session is not None and page.session.table is not None, timeout=WAIT)
    page.stepper.back_requested.emit(int(Step.READING))
    header = page.reading.findChild(QSpinBox, "headerRow")
    assert header is not None
    header.setValue(0)
    header.editingFinished.emit()
    qtbot.waitUntil(
        lambda: page.session is not None and page.session.table is not None and page.session.table.header_row == 0,
        timeout=WAIT,
    )
    assert page.stepper.step is Step.READING


def test_a_file_that_cannot_be_read_gets_one_sentence_and_the_way_stays_open(
    page: ImportPage, write: Callable[..., Path], tmp_path: Path, qtbot: QtBot
) -> None:
    empty = tmp_path / "empty.xlsx"
    empty.touch()
    page.start([empty])
    qtbot.waitUntil(lambda: bool(page.file.error()), timeout=WAIT)
    assert "empty.xlsx" in page.file.error()
    assert page.stepper.step is Step.FILE
    page.start([write(ROWS)])
    _to_diff(qtbot, page)


def test_several_files_come_one_after_another(
    page: ImportPage, write: Callable[..., Path], services: Services, answers: Answers, qtbot: QtBot
) -> None:
    answers.files += [
        write(ROWS, name="first.csv"),
        write([("C-7", "霞設計", "1", "2025/01/01", "")], name="second.csv"),
    ]
    page.choose()
    _to_diff(qtbot, page)
    page.foot.go.click()
    _wait(qtbot, page, Step.DONE)
    another = page.done.findChild(QPushButton, "anotherFile")
    assert another is not None
    assert another.text() == "Next file"
    another.click()
    _to_diff(qtbot, page)
    assert page.stepper.facts().startswith("second.csv")
    page.foot.go.click()
    _wait(qtbot, page, Step.DONE)
    assert services.records.find(Kind.CUSTOMERS)[0] == 4


def test_a_bad_file_does_not_hold_up_the_next_one(
    page: ImportPage, write: Callable[..., Path], tmp_path: Path, qtbot: QtBot
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    page.start([empty, write(ROWS, name="good.csv")])
    qtbot.waitUntil(lambda: bool(page.file.error()), timeout=WAIT)
    go_on = page.file.findChild(QPushButton, "nextFile")
    assert go_on is not None
    qtbot.waitUntil(go_on.isVisible, timeout=WAIT)
    go_on.click()
    _to_diff(qtbot, page)
    assert page.stepper.facts().startswith("good.csv")
    assert page.file.error() == ""


def test_cancel_leaves_the_store_as_it_was(
    page: ImportPage, write: Callable[..., Path], services: Services, qtbot: QtBot
) -> None:
    page.start([write(ROWS)])
    _to_diff(qtbot, page)
    page.foot.cancel.click()
    assert page.stepper.step is Step.FILE
    assert page.session is None
    assert services.history.operations() == []


def test_the_done_page_leads_to_the_list(
    page: ImportPage, write: Callable[..., Path], workbench: Workbench, qtbot: QtBot
) -> None:
    _import(qtbot, page, write(ROWS))
    show = page.done.findChild(QPushButton, "showList")
    assert show is not None
    with qtbot.waitSignal(workbench.navigator.requested) as asked:
        show.click()
    assert asked.args == [Place(PageId.CUSTOMERS)]


def test_a_japanese_workbook_with_merged_headings_comes_in_whole(
    page: ImportPage, cases: Path, services: Services, qtbot: QtBot
) -> None:
    _import(qtbot, page, cases / "excel" / "derived_ja_customers_merged_header.xlsx")
    assert services.records.find(Kind.CUSTOMERS)[0] == 40
    assert services.records.find(Kind.CONTRACTS)[0] == 40
    assert sum(int(str(r.values["mrr"])) for r in services.records.find(Kind.CONTRACTS)[1]) == 2_370_000
