"""The sample store: 120 invented customers that look alive on any day."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from csops_desktop.domain.fields import PROMISE_KINDS, REQUEST_KINDS, Kind
from csops_desktop.domain.playbooks.runs import Closing, Pace, StepState
from csops_desktop.domain.query import Condition, Group, ListQuery, Op
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.clock import Clock, fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store
from csops_desktop.services.samples import build_sample, sample_file
from tests.helpers.cadence import CADENCE_DAYS

_DAYS = (
    dt.datetime(2024, 2, 29, 3, 0, tzinfo=dt.UTC),
    dt.datetime(2025, 12, 31, 3, 0, tzinfo=dt.UTC),
    dt.datetime(2027, 3, 1, 3, 0, tzinfo=dt.UTC),
)


@pytest.fixture
def sample(services: Services) -> Services:
    build_sample(services)
    return services


def test_holds_120_customers_and_is_marked(sample: Services) -> None:
    found = sample.customers.find(ListQuery())
    assert len(found.ids) == 120
    assert found.mrr > 10_000_000
    assert sample.settings.get(StoreSetting.SAMPLE) is True
    assert sample.settings.get(StoreSetting.ME) in {name for _id, name in sample.records.names(Kind.MEMBERS)}


def test_every_customer_can_be_worked_with(sample: Services) -> None:
    rows = sample.customers.rows(sample.customers.find(ListQuery()).ids)
    assert all(row.values.get("reading") and row.values.get("last_contact_on") for row in rows)
    assert all(sample.customers.related(row.id, Kind.CONTACTS) for row in rows)
    churned = {row.id for row in rows if row.values.get("churn_flag")}
    assert all(bool(row.values["mrr"]) is (row.id not in churned) for row in rows)
    assert 3 <= len(churned) <= 12
    assert set(Counter(row.values["touch"] for row in rows)) == set(CADENCE_DAYS)


def test_two_years_of_activities_and_nothing_in_the_future(sample: Services, clock: Clock) -> None:
    n, activities = sample.records.find(Kind.ACTIVITIES)
    days = [day for each in activities if isinstance(day := each.values["happened_on"], dt.date)]
    assert n > 2000
    assert max(days) <= clock.today()
    assert dt.timedelta(days=690) < clock.today() - min(days) <= dt.timedelta(days=730)


def test_renewals_are_spread_over_the_coming_year(sample: Services, clock: Clock) -> None:
    rows = sample.customers.rows(sample.customers.find(ListQuery()).ids)
    ahead = [(day - clock.today()).days for row in rows if isinstance(day := row.values.get("renewal_on"), dt.date)]
    months = Counter(days // 31 for days in ahead if 0 <= days < 365)
    assert all(months[month] >= 2 for month in range(11))
    assert any(days < 0 for days in ahead), "some terms have passed without a decision"


@pytest.mark.parametrize("moment", _DAYS, ids=str)
def test_views_show_something_on_any_day(tmp_path: Path, profile: Profile, moment: dt.datetime) -> None:
    services = create_store(tmp_path / "day.csops", passphrase=None, profile=profile, clock=fixed(moment))
    build_sample(services)
    counts = {count.view_id: count.n for count in services.views.counts()}
    services.close()
    assert len(counts) >= 5
    assert all(0 < n < 120 for n in counts.values())


def test_same_day_gives_the_same_book(tmp_path: Path, profile: Profile, clock: Clock) -> None:
    books = []
    for name in ("one", "two"):
        services = create_store(tmp_path / f"{name}.csops", passphrase=None, profile=profile, clock=clock)
        build_sample(services)
        books.append([services.records.find(kind)[1] for kind in Kind])
        services.close()
    assert books[0] == books[1]


def test_amounts_of_a_chain_never_overlap(sample: Services) -> None:
    for row in sample.customers.rows(sample.customers.find(ListQuery()).ids):
        contracts = sample.customers.related(row.id, Kind.CONTRACTS)
        by_product: dict[object, list[tuple[str, str]]] = {}
        for contract in contracts:
            span = (str(contract.values["starts_on"]), str(contract.values.get("ended_on", "9999")))
            by_product.setdefault(contract.values["product_id"], []).append(span)
        for spans in by_product.values():
            for (_start, ended), (start, _ended) in zip(sorted(spans), sorted(spans)[1:], strict=False):
                assert ended <= start
    overdue = Group((Condition("last_contact_on", Op.OVERDUE), Condition("contracts_open", Op.AT_LEAST, (1,))))
    assert sample.customers.find(ListQuery(filter=overdue)).ids


def test_is_found_by_two_characters(sample: Services) -> None:
    assert sample.customers.find(ListQuery(text="北稜")).ids
    assert 0 < len(sample.customers.find(ListQuery(text="見積")).ids) < 120


def test_what_customers_ask_and_answer_is_there(sample: Services, clock: Clock) -> None:
    _n, requests = sample.records.find(Kind.REQUESTS)
    assert max(len(each.linked["customers"]) for each in requests) >= 10
    assert {each.values["kind"] for each in requests} == set(REQUEST_KINDS)
    rows = sample.customers.rows(sample.customers.find(ListQuery()).ids)
    assert 5 <= sum(bool(row.values["tickets_open"]) for row in rows) <= 60
    for kind, least in ((Kind.TICKETS, 100), (Kind.SURVEYS, 60), (Kind.FILES, 40), (Kind.HANDOFFS, 8)):
        assert sample.records.find(kind)[0] >= least
    talked = [each for each in sample.records.find(Kind.ACTIVITIES)[1] if each.values.get("contacts")]
    assert len(talked) > 1000
    promises = sample.records.find(Kind.PROMISES)[1]
    waiting = [promise.values for promise in promises if not promise.values.keys() & {"kept_on", "broken_on"}]
    late = [values for values in waiting if str(values["due_on"]) < clock.today().isoformat()]
    assert late
    assert {promise.values["kind"] for promise in promises} == set(PROMISE_KINDS)
    days = [
        value
        for kind in (Kind.TICKETS, Kind.SURVEYS, Kind.CHURN_EVENTS)
        for each in sample.records.find(kind)[1]
        for value in each.values.values()
        if isinstance(value, dt.date)
    ]
    assert max(days) <= clock.today()


def test_some_customers_stand_in_it_twice_and_a_member_is_leaving(sample: Services) -> None:
    rows = sample.customers.rows(sample.customers.find(ListQuery()).ids)
    sites = Counter(row.values["website"] for row in rows)
    assert sum(n == 2 for n in sites.values()) == 4
    leaving = [each for each in sample.records.find(Kind.MEMBERS)[1] if "left_on" in each.values]
    assert len(leaving) == 1
    assert any(row.values.get("owner_id") == leaving[0].id for row in rows)


def test_is_one_undo_step(sample: Services) -> None:
    sample.history.undo()
    assert not sample.customers.find(ListQuery()).ids


def test_sample_file_is_messy_japanese() -> None:
    text = sample_file().read_bytes().decode("cp932")
    lines = text.split("\r\n")
    assert lines[3].startswith("顧客コード,顧客名")
    assert any(line.startswith("合計") for line in lines)
    assert all(word in text for word in ("令和", "㈱", "髙"))


def test_sample_file_is_understood_without_help(services: Services) -> None:
    table = services.imports.read(sample_file())
    guess = services.imports.guess(table)
    assert not guess.open
    assert all(guess.certain)
    report = services.imports.write(services.imports.dry_run(table, guess.mapping)).value
    assert (report.read, report.counts.created) == (40, 38)
    assert {(error.column, error.value) for error in report.errors} == {("月額", "十二万"), ("更新日", "2027/02/30")}
    assert services.customers.find(ListQuery()).mrr == 3_658_500 - 92_000


@pytest.mark.parametrize("moment", _DAYS)
def test_runs_of_playbooks_stand_in_every_state(tmp_path: Path, profile: Profile, moment: dt.datetime) -> None:
    services = create_store(tmp_path / "day.csops", passphrase=None, profile=profile, clock=fixed(moment))
    build_sample(services)
    board, closed = services.run_board.board(), services.run_board.closed(None)
    views = [services.runs.run(line.head.id) for line in board.lines]
    ended = [services.runs.run(line.head.id) for line in closed]
    services.close()
    assert 25 <= len(board.lines) <= 35
    paces = Counter(line.course.pace for line in board.lines)
    assert set(paces) == set(Pace)
    assert paces[Pace.ON_TRACK] > paces[Pace.LATE] > paces[Pace.STALLED]
    assert len({line.head.playbook_id for line in board.lines}) == 12
    assert len({line.head.owner_id for line in board.lines}) >= 4
    assert {line.head.outcome for line in closed} == set(Closing)
    assert all(line.head.note for line in closed)
    assert {view.newer for view in views} == {None, 2}
    lines = [line for view in views for line in view.steps]
    assert any(line.by_hand for line in lines)
    assert any(line.course.state.open and line.course.due is None for line in lines)
    assert {line.course.state for line in lines} == {
        StepState.TODO,
        StepState.DOING,
        StepState.DONE,
        StepState.NOT_APPLICABLE,
    }
    today = moment.date()
    for view in (*views, *ended):
        days = [line.course.closed_on for line in view.steps if line.course.closed_on is not None]
        assert all(view.head.bases.start <= day <= (view.head.closed_on or today) for day in days)


def test_nobody_works_over_new_year(sample: Services, clock: Clock) -> None:
    calendar = sample.business_days.calendar()
    new_year = dt.date(clock.today().year, 12, 29)
    assert not any(calendar.is_open(new_year + dt.timedelta(days=at)) for at in range(6))
