"""Phases as a user of the services gets them: they follow every change, can be entered for a day in the past, undo."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.fields import PHASES, Kind
from csops_desktop.domain.phases import PhaseStay, current
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.services.bundle import Services
from tests.helpers.looks import assert_whole, differences, everything

TODAY = dt.date(2026, 11, 24)


def _customer(services: Services, phase: str | None = None, *products: str) -> int:
    made = services.customers.create({"name": "青葉学院", "phase": phase}).value
    for name in products or ("帳票配信",):
        known = dict((text, id_) for id_, text in services.records.names(Kind.PRODUCTS))  # noqa: C402 (turned round)
        product = known.get(name) or services.records.create(Kind.PRODUCTS, {"name": name}).value
        day = dt.date(2026, 9, 1)
        services.records.create(
            Kind.CONTRACTS, {"customer_id": made, "product_id": product, "starts_on": day, "mrr": 100}
        )
    return made


def _stays(services: Services, customer: int, at: int = 0) -> list[tuple[str, dt.date, dt.date | None]]:
    standing = services.maturity.standings(customer)[at]
    return [(stay.phase, stay.entered_on, stay.left_on) for stay in standing.phases]


def _adoption(services: Services, customer: int, at: int = 0) -> int:
    return services.maturity.standings(customer)[at].adoption_id


def test_onboarding_begins_with_the_contract_and_other_phases_are_not_guessed(services: Services) -> None:
    assert _stays(services, _customer(services, "onboarding")) == [("onboarding", dt.date(2026, 9, 1), None)]
    assert _stays(services, _customer(services, "renewal")) == []


def test_a_phase_changed_in_the_list_ends_one_stay_and_begins_the_next(services: Services) -> None:
    customer = _customer(services, "onboarding")
    look = everything(services)
    services.customers.edit([customer], "phase", "adoption")
    assert _stays(services, customer) == [("adoption", TODAY, None), ("onboarding", dt.date(2026, 9, 1), TODAY)]
    services.history.undo()
    assert differences(everything(services), look) == {}
    services.history.redo()
    assert _stays(services, customer)[0] == ("adoption", TODAY, None)
    assert_whole(services)


def test_a_slip_that_is_put_right_on_the_same_day_leaves_no_trace(services: Services) -> None:
    customer = _customer(services, "onboarding")
    services.customers.edit([customer], "phase", "renewal")
    services.customers.edit([customer], "phase", "adoption")
    assert [stay[0] for stay in _stays(services, customer)] == ["adoption", "onboarding"]
    services.customers.edit([customer], "phase", "onboarding")
    assert _stays(services, customer) == [("onboarding", dt.date(2026, 9, 1), None)]


def test_a_phase_that_is_imported_again_is_followed(services: Services) -> None:
    customer = _customer(services, "onboarding")
    path = services.path.parent / "phase.csv"
    path.write_text("顧客名,フェーズ\n青葉学院,定着\n", encoding="utf-8")
    table = services.imports.read(path)
    services.imports.write(services.imports.dry_run(table, services.imports.guess(table, Kind.CUSTOMERS).mapping))
    assert [stay[0] for stay in _stays(services, customer)] == ["adoption", "onboarding"]


def test_a_product_set_apart_keeps_its_phase_and_the_customer_follows_when_all_agree(services: Services) -> None:
    customer = _customer(services, "onboarding", "配信", "受領")
    services.phases.enter(_adoption(services, customer, 1), "adoption", dt.date(2026, 11, 1))
    assert services.customers.get(customer).values["phase"] == "onboarding"
    services.customers.edit([customer], "phase", "expansion")
    assert [_stays(services, customer, at)[0][0] for at in (0, 1)] == ["expansion", "adoption"]
    services.phases.enter(_adoption(services, customer, 1), "expansion", dt.date(2026, 11, 20))
    services.customers.edit([customer], "phase", "renewal")
    assert [_stays(services, customer, at)[0][0] for at in (0, 1)] == ["renewal", "renewal"]
    services.phases.enter(_adoption(services, customer, 0), "onboarding", TODAY)
    services.phases.enter(_adoption(services, customer, 1), "onboarding", TODAY)
    assert services.customers.get(customer).values["phase"] == "onboarding"


def test_a_phase_entered_afterwards_says_so_and_the_customer_has_it(services: Services) -> None:
    customer = _customer(services)
    services.phases.enter(_adoption(services, customer), "adoption", dt.date(2026, 10, 1))
    (stay,) = services.maturity.standings(customer)[0].phases
    assert (stay.entered_on, stay.noted_on, stay.noted_later) == (dt.date(2026, 10, 1), TODAY, True)
    assert stay.days(TODAY) == 54
    assert services.customers.get(customer).values["phase"] == "adoption"
    services.history.undo()
    assert "phase" not in services.customers.get(customer).values


def test_what_is_written_can_be_put_right_and_what_cannot_have_been_is_refused(services: Services) -> None:
    customer = _customer(services, "onboarding")
    services.customers.edit([customer], "phase", "adoption")
    adoption = _adoption(services, customer)
    later, first = services.phases.stays(adoption)
    with pytest.raises(InvalidValueError):
        services.phases.save(adoption, replace(later, entered_on=dt.date(2026, 10, 1)))
    services.phases.save(adoption, replace(first, left_on=dt.date(2026, 10, 1)))
    services.phases.save(adoption, replace(later, entered_on=dt.date(2026, 10, 1)))
    assert services.phases.stays(adoption)[0].days(TODAY) == 54
    for wrong in (
        replace(later, entered_on=TODAY + dt.timedelta(days=1)),
        replace(later, phase="nothing"),
        PhaseStay(0, "renewal", dt.date(2026, 11, 1)),
        PhaseStay(0, "renewal", dt.date(2026, 8, 1), dt.date(2026, 7, 1)),
    ):
        with pytest.raises(InvalidValueError):
            services.phases.save(adoption, wrong)
    with pytest.raises(InvalidValueError):
        services.phases.enter(adoption, "renewal", dt.date(2026, 9, 15))
    with pytest.raises(NotFoundError):
        services.phases.enter(99, "renewal", TODAY)
    services.phases.remove(adoption, later.id)
    assert [stay.phase for stay in services.phases.stays(adoption)] == ["onboarding"]


def test_phases_go_over_when_customers_are_merged(services: Services) -> None:
    from csops_desktop.domain.merged_values import proposed  # noqa: PLC0415 (only here)

    one, other = _customer(services), _customer(services, "onboarding")
    plan = services.duplicates.plan(one, [other])
    services.duplicates.merge(one, [other], proposed(plan.records))
    (stay,) = services.maturity.standings(one)[0].phases
    assert stay.phase == "onboarding"
    services.history.undo()
    assert_whole(services)


def test_roles_are_said_and_taken_back(services: Services) -> None:
    services.phases.set_role("onboarding", " 営業 ")
    services.phases.set_role("renewal", "CSM")
    assert services.phases.roles() == {"onboarding": "営業", "renewal": "CSM"}
    services.phases.set_role("onboarding", "")
    assert services.phases.roles() == {"renewal": "CSM"}
    services.history.undo()
    assert services.phases.roles() == {"onboarding": "営業", "renewal": "CSM"}


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("list"), st.sampled_from((None, *PHASES)), st.integers(0, 60)),
        st.tuples(st.just("product"), st.sampled_from(PHASES), st.integers(0, 60)),
        st.tuples(st.just("undo"), st.none(), st.just(0)),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=_STEPS)
def test_whatever_is_done_stays_never_overlap_and_the_last_is_the_phase(services: Services, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    customer = _customer(services, "onboarding")
    adoption = _adoption(services, customer)
    done = 0
    for how, phase, ago in steps:
        try:
            if how == "list":
                outcome = services.customers.edit([customer], "phase", phase)
            elif how == "product":
                outcome = services.phases.enter(adoption, phase, TODAY - dt.timedelta(days=ago))
            elif done:
                services.history.undo()
                done -= 1
                continue
            else:
                continue
        except InvalidValueError:
            continue
        done += outcome.set_id is not None
        stays = services.phases.stays(adoption)
        lasting = current(stays)
        assert services.customers.get(customer).values.get("phase") == (lasting.phase if lasting else None)
        days = sorted((stay.entered_on, stay.left_on or dt.date.max) for stay in stays)
        assert all(one[1] <= other[0] for one, other in pairwise(days))
        assert sum(stay.left_on is None for stay in stays) <= 1
    for _ in range(done):
        services.history.undo()
    assert [stay.phase for stay in services.phases.stays(adoption)] == ["onboarding"]
