"""Importing what customers ask, report, answer, and who left: tickets, survey answers, churn records, requests."""

import datetime as dt
from pathlib import Path

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Report
from csops_desktop.domain.query import ListQuery
from csops_desktop.services.bundle import Services
from tests.helpers.looks import assert_whole, everything

_DAY = dt.date(2026, 11, 24)


def _import(services: Services, path: Path, kind: Kind | None = None) -> Report:
    table = services.imports.read(path)
    guess = services.imports.guess(table, kind)
    assert guess.open == ()
    return services.imports.write(services.imports.dry_run(table, guess.mapping)).value


def _again(services: Services, path: Path, kind: Kind) -> tuple[int, int, int]:
    table = services.imports.read(path)
    counts = services.imports.dry_run(table, services.imports.guess(table, kind).mapping).report().counts
    return counts.created, counts.updated, counts.same


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def two(services: Services) -> Services:
    services.customers.create({"name": "株式会社アルファ", "external_id": "A-1"})
    services.customers.create({"name": "Beta, Inc.", "external_id": "A-2"})
    return services


def _values(services: Services, kind: Kind) -> list[dict[str, object]]:
    return [dict(record.values) for record in reversed(services.records.find(kind)[1])]


def test_tickets_are_counted_as_open_until_they_are_solved(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "t.csv",
        "Id,Organization,Requester external id,Subject,Status,Priority,Created at,Solved at,Satisfaction Score,"
        "First reply time in minutes\n"
        "11,アルファ,,Login,Open,High,2026-10-01 09:30,,Offered,12\n"
        "12,アルファ,,Print,Solved,Low,2026-10-02 09:30,2026-10-03 10:00,Good,7\n"
        '13,"Beta, Inc.",9,Mail,Closed,Normal,2026-10-04 09:30,,,\n'
        "14,Gamma,,Mail,Open,Normal,2026-10-04 09:30,,,\n",
    )
    report = _import(two, path)
    assert report.kind is Kind.TICKETS
    assert report.counts.created == 3
    assert [(error.row, error.column, error.why) for error in report.errors] == [(5, "Organization", "no_parent")]
    rows = two.customers.rows(two.customers.find(ListQuery()).ids)
    assert {row.values["name"]: row.values["tickets_open"] for row in rows} == {"株式会社アルファ": 1, "Beta, Inc.": 0}
    closed = {values["external_id"]: values.get("closed_on") for values in _values(two, Kind.TICKETS)}
    assert closed == {"11": None, "12": dt.date(2026, 10, 3), "13": _DAY}
    assert _again(two, path, Kind.TICKETS) == (0, 0, 3)
    solved = _write(path, path.read_text("utf-8").replace(",Open,High", ",Solved,High"))
    assert _again(two, solved, Kind.TICKETS) == (0, 1, 2)
    two.history.undo()
    assert two.records.find(Kind.TICKETS)[0] == 0
    assert_whole(two)


def test_answers_tell_who_answered_and_what_was_asked(two: Services, tmp_path: Path) -> None:
    before = everything(two)
    one = two.customers.find(ListQuery(text="アルファ")).ids[0]
    two.records.create(Kind.CONTACTS, {"customer_id": one, "name": "田島 亮一", "mail": "tajima@alpha.example"})
    path = _write(
        tmp_path / "s.csv",
        "タイムスタンプ,会社名,回答者,推奨度（0〜10）,自由記述\n"
        "2026/11/01 10:00,アルファ,田島亮一,9,早い\n"
        "2026/11/02 10:00,アルファ,TAJIMA@alpha.example,6,\n"
        "2026/11/03 10:00,アルファ,新しい 人,10,よい\n"
        "2026/11/03 10:00,㈱アルファ,新しい人,11x,よい\n",
    )
    report = _import(two, path)
    assert (report.kind, report.counts.created, report.also[Kind.CONTACTS].created) == (Kind.SURVEYS, 3, 1)
    assert [(error.row, error.value) for error in report.errors] == [(5, "11x")]
    answers = list(reversed(two.records.find(Kind.SURVEYS)[1]))
    assert [answer.names.get("contact_id") for answer in answers] == ["田島 亮一", "田島 亮一", "新しい 人"]
    assert {answer.values["kind"] for answer in answers} == {"nps"}
    assert _again(two, path, Kind.SURVEYS) == (0, 0, 3)
    two.history.undo()
    two.history.undo()
    assert everything(two) == before


def test_one_line_for_each_customer_of_a_request_is_one_request(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "r.csv",
        "要望内容,顧客名,種別,対応状況,受付日,伝えた日\n"
        "一覧を色で分けたい,アルファ,製品要望,検討中,2026/10/1,\n"
        '一覧を色で分けたい ,"Beta, Inc.",製品要望,検討中,2026/10/1,\n'
        "電話がつながらない,A-2、A-1,不満,対応済み,2026/10/2,2026/10/9\n"
        "競合の値下げ,,市場情報,,2026/10/3,\n"
        "月末に遅い,オメガ,不満,,2026/10/3,\n",
    )
    report = _import(two, path)
    assert (report.kind, report.counts.created) == (Kind.REQUESTS, 3)
    assert [(error.row, error.value) for error in report.errors] == [(6, "オメガ")]
    asking = {r.values["text"]: r.linked.get("customers", ()) for r in two.records.find(Kind.REQUESTS)[1]}
    assert asking == {
        "一覧を色で分けたい": ("株式会社アルファ", "Beta, Inc."),
        "電話がつながらない": ("Beta, Inc.", "株式会社アルファ"),
        "競合の値下げ": (),
    }
    assert _again(two, path, Kind.REQUESTS)[:2] == (0, 0)


def test_a_request_gets_more_customers_with_the_next_file(two: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "r.csv", "要望番号,要望,顧客名,要望元\nR-1,色で分けたい,アルファ,x\n")
    mapping = {"要望番号": "external_id", "要望": "text", "顧客名": "customers"}
    named = _write(tmp_path / "m.json", str(mapping).replace("'", '"'))

    def take() -> tuple[int, int]:
        table = two.imports.read(path)
        guess = two.imports.guess(table, Kind.REQUESTS, mapping_file=named)
        preview = two.imports.dry_run(table, guess.mapping)
        report = two.imports.write(preview).value
        return report.counts.created, report.counts.updated

    assert take() == (1, 0)
    _write(path, "要望番号,要望,顧客名,要望元\nR-1,色で分けたい,A-2,x\nR-1,,アルファ,x\n")
    assert take() == (0, 1)
    (request,) = two.records.find(Kind.REQUESTS)[1]
    assert request.linked["customers"] == ("株式会社アルファ", "Beta, Inc.")
    two.history.undo()
    (request,) = two.records.find(Kind.REQUESTS)[1]
    assert request.linked["customers"] == ("株式会社アルファ",)


def test_with_whom_one_talked_comes_with_the_activities(two: Services, tmp_path: Path) -> None:
    one = two.customers.find(ListQuery(text="アルファ")).ids[0]
    two.records.create(Kind.CONTACTS, {"customer_id": one, "name": "田島 亮一"})
    path = _write(
        tmp_path / "a.csv", "対応日,顧客名,種別,対応内容,出席者\n2026/11/1,アルファ,打ち合わせ,定例,田島亮一、黒部 修\n"
    )
    report = _import(two, path, Kind.ACTIVITIES)
    assert report.also[Kind.CONTACTS].created == 1
    (talk,) = two.records.find(Kind.ACTIVITIES)[1]
    assert talk.linked["contacts"] == ("田島 亮一", "黒部 修")
    assert _again(two, path, Kind.ACTIVITIES) == (0, 0, 1)


def test_who_left_is_noted_with_the_reason(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "c.csv",
        "顧客コード,解約日,解約理由,返金額（千円）,コメント\nA-1,2026/9/30,予算,12.5,また使いたい\nA-2,2026/9/31,,,\n",
    )
    report = _import(two, path, Kind.CHURN_EVENTS)
    assert (report.counts.created, [error.why for error in report.errors]) == (1, ["impossible_date"])
    (event,) = _values(two, Kind.CHURN_EVENTS)
    assert (event["churned_on"], event["reason"], event["refund"]) == (dt.date(2026, 9, 30), "予算", 12_500)


def test_ravenstack(services: Services, cases: Path) -> None:
    folder = cases / "saas" / "ravenstack"
    _import(services, folder / "ravenstack_accounts.csv", Kind.CUSTOMERS)
    tickets = _import(services, folder / "ravenstack_supports_ticket.csv", Kind.TICKETS)
    left = _import(services, folder / "ravenstack_churn_events.csv", Kind.CHURN_EVENTS)
    assert (tickets.counts.created, tickets.errors, left.counts.created, left.errors) == (2000, (), 600, ())
    rated = [float(str(v["satisfaction"])) for v in _values(services, Kind.TICKETS) if "satisfaction" in v]
    assert (len(rated), round(sum(rated) / len(rated), 3)) == (1175, 3.981)
    assert sum(bool(values.get("escalated")) for values in _values(services, Kind.TICKETS)) == 95
    assert len({values["customer_id"] for values in _values(services, Kind.CHURN_EVENTS)}) == 352
    # Amounts in dollars are no yen.
    assert "refund_amount_usd" in left.unmapped


def test_a_contract_that_ends_before_it_starts_is_refused(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "k.csv",
        "契約番号,顧客名,契約開始日,満了日,解約日,月額（千円）\nK-1,アルファ,2026/4/1,2026/3/31,,12\n"
        "K-2,アルファ,2026/4/1,2027/3/31,2026/3/1,12\nK-3,アルファ,2026/4/1,2027/3/31,2026/4/1,120千円\n",
    )
    report = _import(two, path, Kind.CONTRACTS)
    found = [(error.row, error.column, error.value, error.why, error.detail) for error in report.errors]
    assert found == [
        (2, "満了日", "2026/3/31", "before_start", "2026-04-01"),
        (3, "解約日", "2026/3/1", "before_start", "2026-04-01"),
    ]
    (contract,) = _values(two, Kind.CONTRACTS)
    assert contract["mrr"] == 120_000


def test_the_kind_of_a_contract_follows_from_the_one_before(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "k.csv",
        "契約番号,前の契約,顧客名,契約開始日,満了日,月額,製品,契約区分\n"
        "K-1,,アルファ,2024/4/1,2025/3/31,100,配信,新規\n"
        "K-2,K-1,アルファ,2025/4/1,2026/3/31,120,配信,\n"
        "K-3,K-2,アルファ,2025/6/1,2026/3/31,150,配信,\n"
        "K-4,K-3,アルファ,2025/9/1,2026/3/31,90,配信,\n"
        "K-5,K-3,アルファ,2025/9/1,2026/3/31,90,保管,\n"
        "K-6,K-4,アルファ,2026/4/1,,90,配信,減額\n",
    )
    _import(two, path, Kind.CONTRACTS)
    kinds = {values["external_id"]: values["kind"] for values in _values(two, Kind.CONTRACTS)}
    assert kinds == {
        "K-1": "new", "K-2": "renewal", "K-3": "upsell", "K-4": "reduction", "K-5": "cross_sell", "K-6": "reduction",
    }  # fmt: skip
    assert _again(two, path, Kind.CONTRACTS) == (0, 0, 6)
