"""A churn record or flag that disagrees with the contracts is shown as such: on the page, in the list, as a filter."""

import datetime as dt
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.disagreements import About, Disagreement, disagreements
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import Condition, Group, ListQuery, Op
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample
from csops_desktop.wording.disagreements import sentence

_TODAY = dt.date(2026, 11, 24)
_DISAGREE = ListQuery(filter=Group((Condition("disagreement", Op.IS, (True,)),)))
_days = st.integers(-40, 40).map(lambda days: _TODAY + dt.timedelta(days=days))
_lengths = st.one_of(st.none(), st.integers(0, 60).map(lambda days: dt.timedelta(days=days)))


def _contract(start: dt.date, end: dt.date | None) -> Contract:
    return Contract(0, 0, start, 100, ended_on=end)


def test_a_record_of_a_day_on_which_contracts_ran_on_disagrees() -> None:
    day = dt.date(2026, 9, 30)
    runs, ended = _contract(dt.date(2026, 1, 1), None), _contract(dt.date(2026, 1, 1), day)
    assert disagreements([ended], [day], flag=True, today=_TODAY) == ()
    assert disagreements([runs, ended], [day], flag=None, today=_TODAY) == (Disagreement(About.NOTED, day, 1),)
    # It came back later, and days to come say nothing yet.
    back = _contract(dt.date(2026, 10, 15), None)
    assert disagreements([ended, back], [day, dt.date(2026, 12, 31)], flag=None, today=_TODAY) == ()


def test_a_flag_and_the_contracts_may_disagree_either_way() -> None:
    runs, ended = _contract(dt.date(2026, 1, 1), None), _contract(dt.date(2026, 1, 1), dt.date(2026, 6, 1))
    assert disagreements([runs], [], flag=True, today=_TODAY) == (Disagreement(About.FLAGGED, None, 1),)
    assert disagreements([ended], [], flag=False, today=_TODAY) == (Disagreement(About.UNFLAGGED, dt.date(2026, 6, 1)),)
    for flag, contracts in ((True, [ended]), (False, [runs]), (None, [ended]), (True, []), (False, [])):
        assert disagreements(contracts, [], flag=flag, today=_TODAY) == ()


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    spans=st.lists(st.tuples(_days, _lengths), max_size=3),
    noted=st.lists(_days, max_size=2),
    flag=st.sampled_from([True, False, None]),
)
def test_the_list_finds_whom_the_page_shows(
    services: Services,
    spans: list[tuple[dt.date, dt.timedelta | None]],
    noted: list[dt.date],
    flag: bool | None,  # noqa: FBT001 (a value of three)
) -> None:
    customer = services.customers.create({"name": "A", "churn_flag": flag}).value
    for start, length in spans:
        end = None if length is None else start + length
        services.records.create(
            Kind.CONTRACTS, {"customer_id": customer, "starts_on": start, "ended_on": end, "mrr": 100}
        )
    for day in noted:
        services.records.create(Kind.CHURN_EVENTS, {"customer_id": customer, "churned_on": day})
    shown = services.sheet.read(customer)
    assert all(sentence(each) for each in shown.disagreements)
    assert (customer in services.customers.find(_DISAGREE).ids) is bool(shown.disagreements)
    assert shown.record.values.get("disagreement", False) is bool(shown.disagreements)
    services.customers.delete([customer])


def test_the_sample_has_one(services: Services) -> None:
    build_sample(services)
    (found,) = services.customers.rows(services.customers.find(_DISAGREE).ids)
    assert found.values["name"] == "株式会社ゆずりは"


def test_ravenstack_has_its_three_answers(services: Services, cases: Path) -> None:
    folder = cases / "saas" / "ravenstack"
    for name, kind in (
        ("accounts", Kind.CUSTOMERS),
        ("subscriptions", Kind.CONTRACTS),
        ("churn_events", Kind.CHURN_EVENTS),
    ):
        table = services.imports.read(folder / f"ravenstack_{name}.csv")
        services.imports.write(services.imports.dry_run(table, services.imports.guess(table, kind).mapping))
    rows = services.customers.rows(services.customers.find(_DISAGREE).ids)
    flagged = [row for row in rows if row.values.get("churn_flag")]
    # Every account with the flag has open subscriptions.
    assert len(flagged) == 110
    assert all(row.values["contracts_open"] for row in rows)
