"""Usage comes from the tables that people have: a row per reading, a column per metric, a column per month."""

import datetime as dt
from pathlib import Path

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Counts, Note, Report, Target
from csops_desktop.domain.readings import FEATURE
from csops_desktop.domain.scoring.sources import How, Usage
from csops_desktop.services.bundle import Services
from csops_desktop.store import usage
from tests.helpers.looks import assert_whole, everything

_DAY = dt.date(2026, 11, 24)


@pytest.fixture
def two(services: Services) -> Services:
    services.customers.create({"name": "株式会社アルファ", "external_id": "A-1"})
    services.customers.create({"name": "Beta, Inc.", "external_id": "A-2"})
    return services


def _dry(services: Services, path: Path, kind: Kind | None = None) -> Report:
    table = services.imports.read(path)
    guess = services.imports.guess(table, kind)
    assert guess.open == ()
    return services.imports.dry_run(table, guess.mapping).report()


def _import(services: Services, path: Path, kind: Kind | None = None) -> Report:
    table = services.imports.read(path)
    guess = services.imports.guess(table, kind)
    assert guess.open == ()
    return services.imports.write(services.imports.dry_run(table, guess.mapping)).value


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _readings(services: Services) -> list[tuple[str, str, object, object]]:
    """Return customer, metric, day and value of every reading."""
    found = services.records.find(Kind.READINGS)[1]
    return sorted(
        (r.names["customer_id"], r.names["metric_id"], str(r.values["on_day"]), r.values["value"]) for r in found
    )


def test_a_row_per_reading(two: Services, tmp_path: Path) -> None:
    before = everything(two)
    path = _write(
        tmp_path / "r.csv",
        "顧客名,指標,日付,値\n"
        "アルファ,ログイン回数,2026/11/02,１２\n"
        "アルファ,ログイン回数,2026/11/03,3.5\n"
        '"Beta, Inc.",利用率,2026/11/02,80\n'
        "ガンマ,ログイン回数,2026/11/02,1\n"
        "アルファ,ログイン回数,2026/11/04,多数\n",
    )
    report = _import(two, path)
    assert report.kind is Kind.READINGS
    assert (report.read, report.counts.created, report.also) == (5, 3, {Kind.METRICS: Counts(created=2)})
    assert [(error.row, error.column, error.why) for error in report.errors] == [
        (5, "顧客名", "no_parent"),
        (6, "値", "no_number"),
    ]
    metrics = {metric.values["name"]: metric.values for metric in two.records.find(Kind.METRICS)[1]}
    assert (metrics["ログイン回数"]["unit"], metrics["ログイン回数"]["adds_up"]) == ("回", "sum")
    assert (metrics["利用率"]["unit"], metrics["利用率"]["adds_up"]) == ("%", "mean")
    assert _readings(two) == [
        ("Beta, Inc.", "利用率", "2026-11-02", 80.0),
        ("株式会社アルファ", "ログイン回数", "2026-11-02", 12.0),
        ("株式会社アルファ", "ログイン回数", "2026-11-03", 3.5),
    ]
    assert _dry(two, path).counts == Counts(same=3)
    assert_whole(two)
    two.history.undo()
    assert everything(two) == before
    assert_whole(two)


def test_a_column_per_metric(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "w.csv",
        "Customer ID,Date,Logins,Active users,Region\nA-1,2026-11-02,12,5,east\nA-2,2026-11-02,-,7,west\n",
    )
    report = _import(two, path, Kind.READINGS)
    assert (report.read, report.counts.created, report.unmapped, report.errors) == (2, 3, ("Region",), ())
    assert _readings(two) == [
        ("Beta, Inc.", "Active users", "2026-11-02", 7.0),
        ("株式会社アルファ", "Active users", "2026-11-02", 5.0),
        ("株式会社アルファ", "Logins", "2026-11-02", 12.0),
    ]
    wrong = _write(tmp_path / "x.csv", "Customer ID,Date,Logins,Active users,Region\nA-1,2026-11-03,many,6,east\n")
    error = _dry(two, wrong, Kind.READINGS).errors[0]
    assert (error.row, error.column, error.value) == (2, "Logins", "many")


def test_a_column_per_month(two: Services, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "m.csv", "顧客名,指標,2026年9月,2026年10月,2026年11月\nアルファ,帳票数,10,,30\nBeta,帳票数,1,2,3\n"
    )
    report = _import(two, path)
    assert (report.kind, report.read, report.counts.created) == (Kind.READINGS, 2, 5)
    # the month that still runs is of today
    assert [day for customer, _m, day, _v in _readings(two) if "Beta" in customer] == [
        "2026-09-30", "2026-10-31", "2026-11-24",
    ]  # fmt: skip
    later = _write(
        tmp_path / "n.csv", "顧客名,指標,2026年9月,2026年10月,2026年11月\nアルファ,帳票数,10,20,35\nBeta,帳票数,1,2,3\n"
    )
    counts = _dry(two, later).counts
    assert (counts.created, counts.updated, counts.same) == (1, 1, 4)


def test_months_in_the_rows(two: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "m.csv", "顧客名,年月,ログイン回数\nアルファ,2026-09,10\nアルファ,2026-10,12\n")
    report = _import(two, path, Kind.READINGS)
    assert (report.counts.created, report.errors) == (2, ())
    assert [(day, value) for _c, _m, day, value in _readings(two)] == [("2026-09-30", 10.0), ("2026-10-31", 12.0)]


def test_rows_of_one_day_are_added_up_as_their_metric_says(two: Services, tmp_path: Path) -> None:
    text = "customer,date,feature,logins,error rate\nA-1,2026-11-02,map,2,10\nA-1,2026-11-02,mail,3,30\n"
    path = _write(tmp_path / "f.csv", text)
    report = _import(two, path, Kind.READINGS)
    assert (report.read, report.counts.created, report.notes) == (2, 2, {Note.ADDED_UP: 1})
    assert [(metric, value) for _c, metric, _d, value in _readings(two)] == [("error rate", 20.0), ("logins", 5.0)]
    table = two.imports.read(path)
    mapping = two.imports.guess(table, Kind.READINGS).mapping
    targets = list(mapping.targets)
    targets[2] = Target(Kind.READINGS, FEATURE)
    from dataclasses import replace  # noqa: PLC0415

    preview = two.imports.dry_run(table, replace(mapping, targets=tuple(targets)))
    assert [name for _n, name, _c in preview.newcomers.wanted(Kind.METRICS)] == [
        "logins (map)", "error rate (map)", "logins (mail)", "error rate (mail)",
    ]  # fmt: skip


def test_a_metric_that_is_used_stays_when_the_import_that_made_it_is_undone(two: Services, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "customer,date,metric,value\nA-1,2026-11-02,logins,2\n")
    made = two.imports.write(
        two.imports.dry_run(table := two.imports.read(path), two.imports.guess(table, Kind.READINGS).mapping)
    )
    _import(two, _write(tmp_path / "b.csv", "customer,date,metric,value\nA-2,2026-11-03,logins,4\n"), Kind.READINGS)
    assert made.set_id is not None
    two.history.undo_set(made.set_id)
    assert _readings(two) == [("Beta, Inc.", "logins", "2026-11-03", 4.0)]
    assert_whole(two)


def test_ravenstack_usage(services: Services, cases: Path) -> None:
    folder = cases / "saas" / "ravenstack"
    for name, kind in (("accounts", Kind.CUSTOMERS), ("subscriptions", Kind.CONTRACTS)):
        _import(services, folder / f"ravenstack_{name}.csv", kind)
    report = _import(services, folder / "ravenstack_feature_usage.csv")
    assert (report.kind, report.read, report.errors) == (Kind.READINGS, 25_000, ())
    assert report.notes[Note.BEFORE_START] == 19_142
    assert report.also == {Kind.METRICS: Counts(created=3)}
    rows = [line.split(",") for line in (folder / "ravenstack_feature_usage.csv").read_text("utf-8-sig").splitlines()]
    wanted = {name: sum(float(row[at]) for row in rows[1:]) for at, name in enumerate(rows[0]) if at in {4, 5, 6}}
    with services.records.database.reading() as connection:
        for name, total in wanted.items():
            facts = usage.facts(connection, Usage(name, How.SUM, 3650), dt.date(2025, 1, 1))
            assert sum(fact.value or 0 for fact in facts.values()) == total
