"""Importing what belongs to customers: contracts, contacts, opportunities, activities; and members and products."""

import datetime as dt
from pathlib import Path

import pytest

from csops_desktop.domain.contracts import Contract, mrr_on
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Report
from csops_desktop.domain.query import ListQuery
from csops_desktop.services.bundle import Services
from csops_desktop.services.importing.lookup import id_key


def _import(services: Services, path: Path, kind: Kind) -> Report:
    table = services.imports.read(path)
    guess = services.imports.guess(table, kind)
    assert guess.open == ()
    return services.imports.write(services.imports.dry_run(table, guess.mapping)).value


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def two(services: Services, tmp_path: Path) -> Services:
    _import(services, _write(tmp_path / "c.csv", "account_id,account_name\nA-1,Alpha\nA-2,Beta\n"), Kind.CUSTOMERS)
    return services


def test_contracts_find_their_customer_by_id_or_name(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "k.csv",
        "subscription_id,account,start_date,mrr,product\nS-1,A-1,2024-01-15,100,Mail\nS-2,Beta,2024-02-20,50,Mail\n"
        "S-3,Gamma,2024-02-20,50,Mail\n",
    )
    report = _import(two, path, Kind.CONTRACTS)
    assert (report.counts.created, report.also[Kind.PRODUCTS].created) == (2, 1)
    assert [(error.row, error.value, error.why) for error in report.errors] == [(4, "Gamma", "no_parent")]
    assert two.customers.find(ListQuery()).mrr == 150


def test_of_two_customers_of_one_name_the_exact_spelling_is_meant(services: Services, tmp_path: Path) -> None:
    for name in ("株式会社あおば", "あおば㈱"):
        services.customers.create({"name": name})
    path = _write(tmp_path / "p.csv", "顧客名,氏名\n株式会社あおば,花子\nあおば㈱,太郎\n(株)あおば,次郎\n")
    report = _import(services, path, Kind.CONTACTS)
    assert [(error.value, error.why) for error in report.errors] == [("(株)あおば", "ambiguous_parent")]
    people = {r.names["customer_id"]: r.values["name"] for r in services.records.find(Kind.CONTACTS)[1]}
    assert people == {"株式会社あおば": "花子", "あおば㈱": "太郎"}


def test_an_ended_contract_counts_until_the_day_it_stopped(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "k.csv",
        "subscription_id,account_id,start_date,end_date,mrr\nS-1,A-1,2024-01-15,2024-06-30,100\nS-2,A-1,2024-02-20,,50\n",
    )
    _import(two, path, Kind.CONTRACTS)
    _n, records = two.records.find(Kind.CONTRACTS)
    contracts = [
        Contract(r.id, 1, r.values["starts_on"], r.values["mrr"], ended_on=r.values.get("ended_on"))  # type: ignore[arg-type]
        for r in records
    ]
    days = [dt.date(2024, 1, 14), dt.date(2024, 1, 15), dt.date(2024, 6, 29), dt.date(2024, 6, 30)]
    assert [mrr_on(contracts, day) for day in days] == [0, 100, 150, 50]


def test_contacts_are_found_again_by_their_name_under_their_customer(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "p.csv",
        "会社名,氏名,メールアドレス,役割\nAlpha,小野寺 恵,a@example.com,推進\nBeta,小野寺 恵,,決裁\n",
    )
    assert _import(two, path, Kind.CONTACTS).counts.created == 2
    again = _import(two, path, Kind.CONTACTS)
    assert (again.counts.created, again.counts.same) == (0, 2)


def test_a_repeated_id_is_refused_with_the_row_it_repeats(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "k.csv", "subscription_id,account_id,start_date,mrr\nS-1,A-1,2024-01-15,1\nS-1,A-2,2024-01-16,2\n"
    )
    report = _import(two, path, Kind.CONTRACTS)
    assert [(error.row, error.why, error.detail) for error in report.errors] == [(3, "repeated_id", "2")]
    assert report.counts.created == 1


def test_activities_members_products(two: Services, tmp_path: Path) -> None:
    day = _write(tmp_path / "a.csv", "顧客名,日付,種別,内容\nAlpha,2026/11/18,会議,定例。後任は田島課長\n")
    assert _import(two, day, Kind.ACTIVITIES).counts.created == 1
    assert two.customers.find(ListQuery(text="後任")).ids == two.customers.find(ListQuery(text="Alpha")).ids
    assert (
        _import(two, _write(tmp_path / "m.csv", "氏名,メール\n佐伯 美緒,s@example.com\n"), Kind.MEMBERS).counts.created
        == 1
    )
    assert _import(two, _write(tmp_path / "q.csv", "製品名\n帳票配信\n"), Kind.PRODUCTS).counts.created == 1


def test_salesforce_ids_of_both_lengths_are_one_id() -> None:
    long = "001x0000002xLD0AAM"
    assert id_key(long) == id_key(long[:15]) == long[:15]
    assert id_key("000000000000000001") == "000000000000000001"


def test_opportunities_of_another_program(services: Services, cases: Path, tmp_path: Path) -> None:
    path = cases / "crm" / "opportunityData.csv"
    table = services.imports.read(path)
    at = table.headings.index("ACCOUNTID")
    accounts = sorted({str(cell)[:15] for cell in table.columns[at]})
    lines = "".join(f"{account},Account {n}\n" for n, account in enumerate(accounts))
    _import(services, _write(tmp_path / "accounts.csv", f"Account ID,Account Name\n{lines}"), Kind.CUSTOMERS)
    report = _import(services, path, Kind.OPPORTUNITIES)
    _n, records = services.records.find(Kind.OPPORTUNITIES)
    assert (report.counts.created, len(accounts)) == (38, 7)
    assert sum(int(str(record.values.get("amount") or 0)) for record in records) == 6_270_000
    won = [record for record in records if record.values.get("stage") == "Closed Won"]
    assert (len(won), sum(int(str(record.values["amount"])) for record in won)) == (8, 2_200_000)


def test_ravenstack(services: Services, cases: Path) -> None:
    folder = cases / "saas" / "ravenstack"
    accounts = _import(services, folder / "ravenstack_accounts.csv", Kind.CUSTOMERS)
    contracts = _import(services, folder / "ravenstack_subscriptions.csv", Kind.CONTRACTS)
    assert (accounts.counts.created, contracts.counts.created, accounts.errors, contracts.errors) == (500, 5000, (), ())
    _n, records = services.records.find(Kind.CONTRACTS)
    rows = [
        Contract(r.id, 1, r.values["starts_on"], r.values["mrr"], ended_on=r.values.get("ended_on"))  # type: ignore[arg-type]
        for r in records
    ]
    days = {"2023-12-31": 1_262_113, "2024-06-30": 3_833_405, "2024-12-31": 10_159_608}
    assert {day: mrr_on(rows, dt.date.fromisoformat(day)) for day in days} == days
    assert sum(row.mrr for row in rows) == 11_338_747
    assert services.customers.find(ListQuery()).mrr == 10_159_608
    customers = services.records.find(Kind.CUSTOMERS)[1]
    assert sum(bool(record.values.get("churn_flag")) for record in customers) == 110
