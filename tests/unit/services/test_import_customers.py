"""Importing customers: what a user gets from a file, the first time and every month after."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.imports import CellChange, Decisions, Report, RowState, Rule, Target
from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.services.bundle import Services
from csops_desktop.services.imports import Preview


def _preview(
    services: Services, path: Path, kind: Kind = Kind.CUSTOMERS, decisions: Decisions | None = None
) -> Preview:
    table = services.imports.read(path)
    guess = services.imports.guess(table, kind)
    assert guess.open == ()
    return services.imports.dry_run(table, guess.mapping, decisions=decisions)


def _import(services: Services, path: Path, kind: Kind = Kind.CUSTOMERS) -> Report:
    return services.imports.write(_preview(services, path, kind)).value


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def _names(services: Services) -> list[str]:
    return [str(row.values["name"]) for row in services.customers.rows(services.customers.find(ListQuery()).ids)]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet as an office keeps it: one row holds the customer, its contract, its owner and what is next."""
    return _write(
        tmp_path / "顧客一覧.csv",
        "顧客コード,顧客名,月額,契約開始日,更新日,主担当,次回アクション,次回アクション日,最終接触日,状態\n"
        'C-1,㈱クルミ商事,"￥175,000",2024/1/1,2027/1/1,佐伯,見積もりを送る,2026/12/1,2026/11/13,利用中\n'
        "C-2,有限会社まるやま園芸,２８０００円,令和5年5月10日,2027/1/21,大野,,,2026/10/11,利用中\n"
        "C-3,医療法人しらかば会,180000,2023/4/1,2027/4/1,佐伯,,,,休止\n",
        "cp932",
    )


def test_one_row_fills_customer_contract_owner_action_and_contact(services: Services, sheet: Path) -> None:
    report = _import(services, sheet)
    assert (report.read, report.counts.created, report.errors) == (3, 3, ())
    assert report.also[Kind.CONTRACTS].created == 3
    assert report.also[Kind.MEMBERS].created == 2
    found = services.customers.find(ListQuery(text="クルミ"))
    (customer,) = services.customers.rows(found.ids)
    assert customer.names["owner_id"] == "佐伯"
    assert customer.values["mrr"] == 175_000
    assert customer.values["renewal_on"] == dt.date(2027, 1, 1)
    assert customer.values["last_contact_on"] == dt.date(2026, 11, 13)
    assert customer.values["next_action"] == "見積もりを送る"
    (contract,) = services.customers.related(customer.id, Kind.CONTRACTS)
    assert contract.values["term_ends_on"] == dt.date(2026, 12, 31)


def test_the_whole_import_is_one_undo_step(services: Services, sheet: Path) -> None:
    _import(services, sheet)
    services.history.undo()
    assert _names(services) == []
    assert [services.records.find(kind)[0] for kind in (Kind.CONTRACTS, Kind.MEMBERS, Kind.ACTIVITIES)] == [0, 0, 0]
    services.history.redo()
    assert services.customers.find(ListQuery()).mrr == 383_000


def test_the_same_file_again_changes_nothing(services: Services, sheet: Path) -> None:
    _import(services, sheet)
    before = len(services.history.operations())
    report = _import(services, sheet)
    assert (report.counts.created, report.counts.updated, report.counts.same, report.batch) == (0, 0, 3, None)
    assert len(services.history.operations()) == before


def test_next_months_file_shows_each_changed_cell_before_and_after(services: Services, sheet: Path) -> None:
    _import(services, sheet)
    text = sheet.read_text("cp932").replace("￥175,000", "￥180,000").replace("休止", "利用中")
    preview = _preview(services, _write(sheet, text, "cp932"))
    assert preview.counts()[RowState.CHANGED] == 2
    first, second = (preview.plan(at) for at in preview.rows(RowState.CHANGED))
    assert first.changes == (CellChange(Kind.CONTRACTS, "mrr", 175_000, 180_000),)
    assert second.changes == (CellChange(Kind.CUSTOMERS, "status", "休止", "利用中"),)
    services.imports.write(preview)
    assert services.customers.find(ListQuery()).mrr == 388_000


def test_rules_per_column_keep_what_the_user_wrote(services: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "name,note,industry\nAlpha,first,Trade\n")
    _import(services, path)
    table = services.imports.read(_write(path, "name,note,industry\nAlpha,second,Software\n"))
    guess = services.imports.guess(table, Kind.CUSTOMERS)
    mapping = replace(guess.mapping, rules={1: Rule.APPEND, 2: Rule.NEVER})
    services.imports.write(services.imports.dry_run(table, mapping))
    (alpha,) = services.customers.rows(services.customers.find(ListQuery()).ids)
    assert (alpha.values["note"], alpha.values["industry"]) == ("first\nsecond", "Trade")


def test_an_empty_cell_erases_nothing(services: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "name,industry\nAlpha,Trade\n")
    _import(services, path)
    report = _import(services, _write(path, "name,industry\nAlpha,\n"))
    assert report.counts.same == 1


def test_names_match_in_any_spelling(services: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "顧客名,業種\n株式会社 北稜精機,製造\n")
    _import(services, path)
    report = _import(services, _write(path, "顧客名,業種\n㈱北稜精機,機械\n"))
    assert (report.counts.created, report.counts.updated) == (0, 1)
    assert _names(services) == ["株式会社 北稜精機"]


def test_a_nearly_equal_name_waits_for_a_human(services: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "顧客名,業種\n株式会社クルミ商事システムズ,卸\n")
    _import(services, path)
    preview = _preview(services, _write(path, "顧客名,業種\n株式会社クルミ商事システムス,小売\n"))
    (plan,) = [preview.plan(at) for at in preview.rows(RowState.DOUBT)]
    assert plan.candidate is not None
    assert services.imports.write(preview).value.counts.skipped == 1
    same = _preview(services, path, decisions=Decisions(same={0: plan.candidate[0]}))
    assert services.imports.write(same).value.counts.updated == 1
    other = _preview(services, path, decisions=Decisions(other=frozenset({0})))
    assert other.counts()[RowState.NEW] == 1


def test_rows_with_errors_stay_out_and_are_named(services: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "a.csv", "顧客名,月額,契約開始日\nA社,100,2024/01/01\nB社,十二万,2024/01/01\nC社,5,2027/02/30\n"
    )
    report = _import(services, path)
    assert report.counts.created == 1
    assert [(error.row, error.column, error.value) for error in report.errors] == [
        (3, "月額", "十二万"),
        (4, "契約開始日", "2027/02/30"),
    ]


def test_two_rows_of_one_customer_are_one_customer_with_two_contracts(services: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "顧客名,月額,契約開始日\nA社,100,2024/01/01\nA社,50,2025/01/01\n")
    report = _import(services, path)
    assert (report.counts.created, report.also[Kind.CONTRACTS].created) == (1, 2)
    assert services.customers.find(ListQuery()).mrr == 150


def test_a_column_can_become_a_custom_field_and_is_undone_with_the_import(services: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "name,Colour\nAlpha,red\nBeta,\n")
    table = services.imports.read(path)
    guess = services.imports.guess(table, Kind.CUSTOMERS)
    mapping = replace(guess.mapping, targets=(guess.mapping.targets[0], Target(Kind.CUSTOMERS, "custom")))
    services.imports.write(services.imports.dry_run(table, mapping))
    (field,) = services.records.custom_fields(Kind.CUSTOMERS)
    assert (field.name, field.type) == ("Colour", FieldType.TEXT)
    alpha, beta = services.customers.rows(services.customers.find(ListQuery()).ids)
    assert (alpha.custom, beta.custom) == ({field.id: "red"}, {})
    remembered = services.imports.guess(services.imports.read(path), Kind.CUSTOMERS)
    assert services.imports.dry_run(table, remembered.mapping).counts()[RowState.SAME] == 2
    services.history.undo()
    assert services.records.custom_fields(Kind.CUSTOMERS) == []


def test_cancelling_leaves_nothing(services: Services, sheet: Path) -> None:
    preview = _preview(services, sheet)
    with pytest.raises(CancelledError):
        services.imports.write(preview, cancelled=lambda: True)
    assert _names(services) == []
    assert services.history.operations() == []


def test_a_cell_the_human_keeps_is_kept(services: Services, sheet: Path) -> None:
    _import(services, sheet)
    text = sheet.read_text("cp932").replace("休止", "解約")
    _write(sheet, text, "cp932")
    preview = _preview(services, sheet, decisions=Decisions(keep=frozenset({(2, Kind.CUSTOMERS, "status")})))
    assert services.imports.write(preview).value.counts.updated == 0


def test_the_merged_header_workbook(services: Services, cases: Path) -> None:
    expected = json.loads((cases / "excel" / "derived_ja_customers_expected.json").read_text("utf-8"))
    report = _import(services, cases / "excel" / "derived_ja_customers_merged_header.xlsx")
    assert (report.read, report.counts.created, report.also[Kind.CONTRACTS].created) == (40, 40, 40)
    assert services.customers.find(ListQuery()).mrr == expected["monthly_total"] == 2_370_000
    _n, contracts = services.records.find(Kind.CONTRACTS)
    found = {record.names["customer_id"]: record.values for record in contracts}
    for wanted in expected["records"]:
        values = found[wanted["name"]]
        assert values["starts_on"] == dt.date.fromisoformat(wanted["start"])
        assert values["mrr"] == wanted["monthly"]
        renewal = values["term_ends_on"]
        assert isinstance(renewal, dt.date)
        assert renewal + dt.timedelta(days=1) == dt.date.fromisoformat(wanted["renewal"])
