"""Levels of maturity as a user of the services gets them: ready products, assessments, falls, undo."""

import datetime as dt
from dataclasses import replace

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import LEVELS, Assessment, Standing
from csops_desktop.domain.merged_values import proposed
from csops_desktop.domain.query import ListQuery, Sort
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def customer(services: Services) -> int:
    """A customer with a product that has the levels of the first ready one."""
    starter = services.maturity.starters("ja")[0]
    product = services.maturity.add_product(starter.model).value
    made = services.customers.create({"name": "青葉学院"}).value
    services.records.create(
        Kind.CONTRACTS, {"customer_id": made, "product_id": product, "starts_on": dt.date(2026, 4, 1), "mrr": 100}
    )
    return made


def _standing(services: Services, customer: int) -> Standing:
    (found,) = services.maturity.standings(customer)
    return found


def _up_to(standing: Standing, level: int) -> dict[int, str]:
    return {item.id: "確認した" for item in standing.evidence if item.level <= level}


def _assess(services: Services, customer: int, up_to: int, **other: object) -> int:
    standing = _standing(services, customer)
    plain = Assessment(standing.adoption_id, TODAY, _up_to(standing, up_to))
    return services.maturity.assess(replace(plain, **other)).value  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_ready_product_has_four_levels_that_can_be_shown(services: Services, language: str) -> None:
    found = services.maturity.starters(language)
    assert [each.key for each in found] == ["1_paper_to_web", "2_learning_saas", "3_generic_saas"]
    for each in found:
        model = each.model
        assert tuple(level.level for level in model.levels) == LEVELS
        assert all(any(item.level == level for item in model.evidence) for level in LEVELS)
        assert all(any(action.level == level for action in model.actions) for level in LEVELS)
        assert sum(model.shares.values()) == 100
        made = services.maturity.add_product(model).value
        stored = services.maturity.model(made)
        plain = tuple(replace(item, id=0) for item in stored.evidence)
        assert replace(stored, evidence=plain) == model


def test_a_product_that_is_there_gets_levels_once_and_undo_takes_them_back(services: Services) -> None:
    product = services.records.create(Kind.PRODUCTS, {"name": "帳票配信", "short_name": "配"}).value
    model = services.maturity.starters("ja")[0].model
    assert services.maturity.add_product(model, product).value == product
    with pytest.raises(InvalidValueError):
        services.maturity.add_product(model, product)
    services.history.undo()
    assert services.maturity.model(product).levels == ()
    with pytest.raises(NotFoundError):
        services.maturity.add_product(model, 99)


def test_the_level_rises_with_the_evidence_shows_in_the_list_and_falls_again(services: Services, customer: int) -> None:
    assert _standing(services, customer).level is None
    assert _assess(services, customer, 2) == 2
    standing = _standing(services, customer)
    assert (standing.level, len(standing.missing)) == (2, 2)
    assert services.customers.rows([customer])[0].values["maturity"] == "配2"
    assert _assess(services, customer, 1) == 1
    standing = _standing(services, customer)
    assert [each.level for each in standing.history] == [1, 2]
    assert services.customers.rows([customer])[0].values["maturity"] == "配1"
    services.history.undo()
    services.history.undo()
    assert "maturity" not in services.customers.rows([customer])[0].values
    services.history.redo()
    assert services.customers.rows([customer])[0].values["maturity"] == "配2"


def test_another_level_than_the_evidence_shows_needs_a_reason_and_is_marked(services: Services, customer: int) -> None:
    with pytest.raises(InvalidValueError) as refused:
        _assess(services, customer, 1, level=3)
    assert refused.value.field == "reason"
    assert _standing(services, customer).level is None
    assert _assess(services, customer, 1, level=3, reason="先方の申告") == 3
    latest = _standing(services, customer).latest
    assert latest is not None
    assert (latest.level, latest.reached, latest.forced, latest.reason) == (3, 1, True, "先方の申告")


def test_proof_is_asked_for_and_a_day_to_come_is_refused(services: Services, customer: int) -> None:
    standing = _standing(services, customer)
    with pytest.raises(InvalidValueError) as refused:
        _assess(services, customer, 0, holding={item.id: "" for item in standing.evidence if item.level == 1})
    assert refused.value.field.startswith("note:")
    with pytest.raises(InvalidValueError):
        _assess(services, customer, 1, assessed_on=TODAY + dt.timedelta(days=1))
    assert _standing(services, customer).history == ()


def test_what_was_seen_earlier_is_written_down_without_replacing_what_is_known(
    services: Services, customer: int
) -> None:
    _assess(services, customer, 3)
    _assess(services, customer, 1, assessed_on=dt.date(2026, 6, 1))
    assert _standing(services, customer).level == 3
    assert services.customers.rows([customer])[0].values["maturity"] == "配3"


def test_time_to_value_begins_with_the_contract(services: Services, customer: int) -> None:
    standing = _standing(services, customer)
    services.maturity.set_first_value(standing.adoption_id, dt.date(2026, 5, 1))
    standing = _standing(services, customer)
    assert standing.first_value_on is not None
    assert standing.since is not None
    assert (standing.first_value_on - standing.since).days == 30
    services.history.undo()
    assert _standing(services, customer).first_value_on is None


def test_the_list_can_be_sorted_by_maturity(services: Services, customer: int) -> None:
    services.customers.create({"name": "いろは"})
    _assess(services, customer, 1)
    found = services.customers.find(ListQuery(sort=Sort("maturity", descending=True))).ids
    assert found[0] == customer


def test_the_sample_shows_every_level_and_history(services: Services) -> None:
    build_sample(services)
    ids = services.customers.find(ListQuery()).ids
    found = [standing for id_ in ids for standing in services.maturity.standings(id_)]
    assert {standing.level for standing in found} == {None, 0, 1, 2, 3, 4}
    assert any(len(standing.history) >= 5 for standing in found)
    assert any(each.forced for standing in found for each in standing.history)
    falls = [
        True for s in found for one, other in zip(s.history, s.history[1:], strict=False) if one.level < other.level
    ]
    assert falls
    assert all(each.assessed_on <= TODAY for standing in found for each in standing.history)


def test_what_was_assessed_goes_over_when_two_customers_are_merged(services: Services, customer: int) -> None:
    other = services.customers.create({"name": "青葉学園"}).value
    product = _standing(services, customer).product_id
    day = dt.date(2026, 5, 1)
    services.records.create(Kind.CONTRACTS, {"customer_id": other, "product_id": product, "starts_on": day, "mrr": 100})
    _assess(services, other, 2)
    services.maturity.set_first_value(_standing(services, other).adoption_id, day)
    plan = services.duplicates.plan(customer, [other])
    services.duplicates.merge(customer, [other], proposed(plan.records))
    standing = _standing(services, customer)
    assert (standing.level, standing.first_value_on) == (2, day)
    services.history.undo()
    assert (_standing(services, customer).level, _standing(services, other).level) == (None, 2)


def test_an_assessment_is_put_right_with_the_evidence_of_its_day(services: Services, customer: int) -> None:
    _assess(services, customer, 2)
    standing = _standing(services, customer)
    assert standing.latest is not None
    gone = next(item for item in standing.evidence if item.level == 2)
    services.levels.remove_evidence(gone.id)
    asked = services.maturity.recorded(standing.latest.id)
    assert gone in asked
    day = dt.date(2026, 10, 1)
    wanted = Assessment(standing.adoption_id, day, {i.id: "見た" for i in asked if i.level == 1}, note="数え直した")
    outcome = services.maturity.correct(standing.latest.id, wanted)
    assert outcome.value == 1
    latest = _standing(services, customer).latest
    assert latest is not None
    assert (latest.level, latest.assessed_on, latest.note) == (1, day, "数え直した")
    assert services.customers.rows([customer])[0].values["maturity"] == "配1"
    assert services.maturity.correct(latest.id, wanted).set_id is None
    services.history.undo()
    assert _standing(services, customer).level == 2
    with pytest.raises(InvalidValueError):
        services.maturity.correct(latest.id, replace(wanted, level=4))
    with pytest.raises(NotFoundError):
        services.maturity.correct(99, wanted)


def test_an_assessment_can_be_deleted_and_brought_back(services: Services, customer: int) -> None:
    _assess(services, customer, 1)
    _assess(services, customer, 2)
    standing = _standing(services, customer)
    assert standing.latest is not None
    services.maturity.remove(standing.adoption_id, standing.latest.id)
    assert _standing(services, customer).level == 1
    assert services.customers.rows([customer])[0].values["maturity"] == "配1"
    services.history.undo()
    assert _standing(services, customer) == standing
    with pytest.raises(NotFoundError):
        services.maturity.remove(standing.adoption_id, 99)


def test_first_value_cannot_lie_ahead(services: Services, customer: int) -> None:
    with pytest.raises(InvalidValueError):
        services.maturity.set_first_value(_standing(services, customer).adoption_id, TODAY + dt.timedelta(days=1))
