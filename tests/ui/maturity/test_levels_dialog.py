"""The editor of levels and how customers move, as a user drives them by keyboard."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import Assessment
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample
from csops_desktop.ui.features.settings.page import SettingsPage
from csops_desktop.ui.maturity.committed_line import CommittedLine
from csops_desktop.ui.maturity.levels_dialog import LevelsDialog
from csops_desktop.ui.maturity.moves_dialog import MovesDialog
from csops_desktop.ui.maturity.starter_dialog import StarterDialog
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import Workbench
from tests.ui.answers import Answers

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def product(services: Services) -> int:
    return services.records.create(Kind.PRODUCTS, {"name": "帳票配信", "short_name": "配"}).value


@pytest.fixture
def dialog(product: int, workbench: Workbench, toasts: list[Toast], qtbot: QtBot) -> Iterator[LevelsDialog]:
    del toasts
    workbench.tasks.done.connect(workbench.messages.outcome)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    made = LevelsDialog(workbench, product, window)
    made.open()
    qtbot.waitUntil(lambda: made.facts["name"].text() == "帳票配信")
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)
    made.reject()


def _enter(line: CommittedLine, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text) if text.isascii() else line.insert(text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_levels_and_evidence_are_written_where_they_stand(
    dialog: LevelsDialog, services: Services, product: int, toasts: list[Toast], qtbot: QtBot
) -> None:
    one = dialog.panels[1]
    _enter(one.name, "First department")
    _enter(one.meaning, "One department sends")
    for text in ("Somebody drives it", "Used every month"):
        _enter(one.add, text)
    qtbot.waitUntil(lambda: len(one.rows) == 2)
    assert one.add.text() == ""
    assert one.add.hasFocus()
    sheet = services.levels.sheet(product)
    assert (sheet.level(1).name, sheet.level(1).meaning) == ("First department", "One department sends")
    first, second = one.rows.values()
    _enter(second.text, "Used every week")
    QTest.keyClick(second.proof, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: toasts[-1].text == "帳票配信, Lv1: evidence changed (Used every week)")
    second.text.setFocus()
    QTest.keyClick(second.text, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: list(one.rows.values()) == [second, first])
    assert second.text.hasFocus()
    assert [(line.text, line.needs_proof) for line in services.levels.sheet(product).of(1)] == [
        ("Used every week", True),
        ("Somebody drives it", False),
    ]
    QTest.keyClick(first.text, Qt.Key.Key_Delete, CONTROL)
    qtbot.waitUntil(lambda: list(one.rows.values()) == [second])
    dialog.take_back.click()
    qtbot.waitUntil(lambda: [row.text.text() for row in one.rows.values()] == ["Used every week", "Somebody drives it"])


def test_escape_brings_back_what_stood_there_and_an_empty_text_is_refused(
    dialog: LevelsDialog, services: Services, product: int, qtbot: QtBot
) -> None:
    one = dialog.panels[1]
    _enter(one.add, "Used every month")
    qtbot.waitUntil(lambda: len(one.rows) == 1)
    (row,) = one.rows.values()
    row.text.setFocus()
    QTest.keyClicks(row.text, "xyz")
    QTest.keyClick(row.text, Qt.Key.Key_Escape)
    assert row.text.text() == "Used every month"
    assert dialog.isVisible()
    row.text.clear()
    QTest.keyClick(row.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.fault.isHidden())
    assert row.text.property("invalid") == "true"
    assert [line.text for line in services.levels.sheet(product).of(1)] == ["Used every month"]


def test_assessed_evidence_counts_no_more_and_is_brought_back(
    dialog: LevelsDialog, services: Services, product: int, qtbot: QtBot
) -> None:
    item = services.levels.add_evidence(product, 1, "毎月使う").value
    customer = services.customers.create({"name": "青葉学院"}).value
    day = dt.date(2026, 11, 1)
    services.records.create(
        Kind.CONTRACTS, {"customer_id": customer, "product_id": product, "starts_on": day, "mrr": 1}
    )
    services.maturity.assess(Assessment(services.maturity.standings(customer)[0].adoption_id, day, {item: ""}))
    dialog.load()
    qtbot.waitUntil(lambda: item in dialog.panels[1].rows)
    row = dialog.panels[1].rows[item]
    row.remove.click()
    qtbot.waitUntil(row.back.isVisible)
    assert row.text.isReadOnly()
    QTest.keyClick(row.back, Qt.Key.Key_Space)
    qtbot.waitUntil(row.back.isHidden)
    assert [line.retired for line in services.levels.sheet(product).of(1)] == [False]


def test_shares_say_when_they_are_not_the_whole(
    dialog: LevelsDialog, services: Services, product: int, qtbot: QtBot
) -> None:
    box = dialog.shares["tech"]
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "40")
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: services.levels.sheet(product).shares == {"tech": 40})
    qtbot.waitUntil(lambda: dialog.sum.text() == "40% in all, not 100%")


def test_levels_come_ready_or_from_a_file_and_go_into_one(
    dialog: LevelsDialog, services: Services, product: int, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    bad, good = tmp_path / "bad.toml", tmp_path / "good.toml"
    bad.write_text('name = "A"\n[[levels]]\nlevel = 7', encoding="utf-8")
    answers.files = [bad]
    dialog.from_file.click()
    qtbot.waitUntil(lambda: "levels[1].level" in dialog.fault.text())
    dialog.ready.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(StarterDialog)))
    found = dialog.findChildren(StarterDialog)
    QTest.keyClick(found[0], Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(dialog.panels[4].rows) > 0)
    assert dialog.ready.isHidden()
    answers.files = [good]
    dialog.to_file.click()
    qtbot.waitUntil(good.exists)
    services.records.save(Kind.PRODUCTS, product, {"name": "別"})
    made = services.levels.read_file(good).value
    assert len(services.levels.sheet(made).evidence) == len(services.levels.sheet(product).evidence)


def test_the_settings_lead_to_levels_movement_files_and_roles(
    workbench: Workbench, services: Services, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    build_sample(services)
    page = SettingsPage(workbench)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    section = page.products
    qtbot.waitUntil(lambda: section.list.count() > 0)
    section.list.setCurrentRow(0)
    section.list.setFocus()
    QTest.keyClick(section.list, Qt.Key.Key_Return)
    dialog = section.findChildren(LevelsDialog)[0]
    qtbot.waitUntil(lambda: len(dialog.panels[1].rows) > 0)
    dialog.reject()
    section.moves_button.click()
    qtbot.waitUntil(lambda: bool(section.findChildren(MovesDialog)))
    path = tmp_path / "製品.toml"
    first = section.current()
    assert first is not None
    services.levels.write_file(first, path)
    path.write_text(path.read_text(encoding="utf-8").replace('name = "', 'name = "新', 1), encoding="utf-8")
    n = section.list.count()
    answers.files = [path]
    section.file_button.click()
    qtbot.waitUntil(lambda: section.list.count() == n + 1)
    assert section.roles is not None
    _enter(section.roles.lines["support"], "サポート")
    qtbot.waitUntil(lambda: services.phases.roles().get("support") == "サポート")


def test_levels_and_cells_of_the_movement_show_their_customers(
    workbench: Workbench, services: Services, qtbot: QtBot
) -> None:
    build_sample(services)
    product = min(id_ for id_, _name in services.records.names(Kind.PRODUCTS))
    report = services.level_moves.report(product)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    dialog = MovesDialog(workbench, report, window)
    dialog.open()
    longest = report.stuck[0]
    assert dialog.customers.items()[0].text(0) == longest.customer
    assert dialog.customers.items()[0].text(2) == "Stuck"
    dialog.levels.setFocus()
    QTest.keyClick(dialog.levels, Qt.Key.Key_Home)
    assert len(dialog.customers.items()) == len(report.staying[0])
    dialog.month.setCurrentIndex(1)
    pair, ids = next((pair, ids) for pair, ids in report.months[1].moves.items() if None not in pair)
    rows = (None, 0, 1, 2, 3, 4)
    dialog.matrix.setCurrentItem(dialog.matrix.items()[rows.index(pair[0])], rows.index(pair[1]) + 1)
    assert {item.text(0) for item in dialog.customers.items()} == {report.customers[id_] for id_ in ids}
    item = dialog.matrix.currentItem()
    assert item is not None
    assert item.text(dialog.matrix.currentColumn()) == str(len(ids))
    dialog.customers.setCurrentItem(dialog.customers.items()[0])
    with qtbot.waitSignal(dialog.customer_wanted) as wanted:
        QTest.keyClick(dialog.customers, Qt.Key.Key_Return)
    assert wanted.args == [ids[0]]
