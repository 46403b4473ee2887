"""The life of contracts in a real store: one act is one undo step, and the figures follow."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest

from csops_desktop.domain import contract_life
from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.contract_life import Ending, Terms
from csops_desktop.domain.contracts import mrr_on
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.domain.renewals import Outlook
from csops_desktop.foundation.errors import (
    ContractFollowedError,
    ContractOverError,
    InvalidValueError,
    NotFoundError,
)
from csops_desktop.services.bundle import Services
from csops_desktop.store import contracts
from csops_desktop.wording import errors, operations
from tests.helpers.looks import differences, everything

TODAY = dt.date(2026, 11, 24)
TERM = dt.date(2027, 1, 31)
NEXT = dt.date(2028, 1, 31)


@pytest.fixture
def customer(services: Services) -> int:
    return services.customers.create({"name": "青葉学院"}).value


@pytest.fixture
def contract(services: Services, customer: int) -> int:
    product = services.records.create(Kind.PRODUCTS, {"name": "請求クラウド", "short_name": "請求"}).value
    values: dict[str, Value] = {
        "customer_id": customer, "product_id": product, "plan": "全社", "seats": 12, "auto_renew": True,
        "starts_on": dt.date(2026, 2, 1), "term_ends_on": TERM, "notice_on": dt.date(2026, 12, 31), "mrr": 100_000,
        "forecast": "likely", "forecast_note": "予算は取れた", "external_id": "K-1",
    }  # fmt: skip
    return services.contracts.start(values).value


def _values(services: Services, id_: int) -> dict[str, Value]:
    return dict(services.records.get(Kind.CONTRACTS, id_).values)


def _said(outcome: Outcome[object]) -> str:
    assert outcome.sentence is not None
    return operations.sentence(outcome.sentence)


def _fact(services: Services, customer: int, name: str) -> Value:
    return services.customers.get(customer).values.get(name)


def test_a_renewal_is_a_row_of_its_own_with_what_goes_on(services: Services, contract: int, customer: int) -> None:
    outcome = services.contracts.renew(contract, Terms(120_000, NEXT, dt.date(2027, 12, 31)))
    assert _said(outcome) == "Renewed 青葉学院 until 2028-01-31: ¥100,000 → ¥120,000"
    old, new = _values(services, contract), _values(services, outcome.value)
    assert old["ended_on"] == dt.date(2027, 2, 1)
    carried = ("customer_id", "product_id", "plan", "seats", "auto_renew")
    assert {name: new[name] for name in carried} == {name: old[name] for name in carried}
    assert (new["kind"], new["predecessor_id"], new["starts_on"]) == ("renewal", contract, dt.date(2027, 2, 1))
    assert (new["mrr"], new["term_ends_on"], new["notice_on"]) == (120_000, NEXT, dt.date(2027, 12, 31))
    assert "forecast" not in new  # nobody has said yet how the next one will be
    assert _fact(services, customer, "mrr") == 100_000
    assert _fact(services, customer, "renewal_on") == dt.date(2028, 2, 1)  # what is settled is not asked again
    assert _fact(services, customer, "notice_on") == dt.date(2027, 12, 31)
    assert services.today.queue() == []


def test_another_amount_keeps_the_term_and_what_is_expected_of_it(
    services: Services, contract: int, customer: int
) -> None:
    outcome = services.contracts.change_amount(contract, TODAY, 80_000)
    assert _said(outcome) == "Changed the MRR of 青葉学院 from 2026-11-24: ¥100,000 → ¥80,000"
    new = _values(services, outcome.value)
    assert (new["kind"], new["term_ends_on"], new["forecast"], new["forecast_note"]) == (
        "reduction", TERM, "likely", "予算は取れた",
    )  # fmt: skip
    assert _fact(services, customer, "mrr") == 80_000
    assert _fact(services, customer, "renewal_on") == dt.date(2027, 2, 1)
    assert [line.id for line in services.contracts.book().lines] == [outcome.value]


def test_an_end_says_why_and_can_be_taken_back(services: Services, contract: int, customer: int) -> None:
    ending = Ending(dt.date(2026, 11, 20), "予算の都合", "使われなかった", controllable=True)
    outcome = services.contracts.end(contract, ending)
    assert _said(outcome) == "Ended the contract of 青葉学院 on 2026-11-20: ¥100,000"
    assert _fact(services, customer, "mrr") == 0
    (lost,) = services.contracts.book().lost
    assert (lost.said, lost.real, lost.controllable, lost.mrr) == ("予算の都合", "使われなかった", True, 100_000)
    assert services.contracts.end_reasons() == ["予算の都合", "使われなかった"]
    back = services.contracts.resume(contract)
    assert _said(back) == "The contract of 青葉学院 goes on"
    assert "end_reason_real" not in _values(services, contract)
    assert _fact(services, customer, "mrr") == 100_000
    assert services.contracts.resume(contract).set_id is None  # nothing to take back


def test_what_is_expected_of_many_is_one_step(services: Services, contract: int, customer: int) -> None:
    other = services.contracts.start({"customer_id": customer, "starts_on": TODAY, "mrr": 5}).value
    outcome = services.contracts.forecast([contract, other, 999], "at_risk", "担当が代わった")
    assert (outcome.value, _said(outcome)) == (2, "Forecast of 2 contracts: At risk")
    assert _values(services, other)["forecast_note"] == "担当が代わった"
    assert services.contracts.forecast([contract], "certain").value == 1
    assert _values(services, contract)["forecast_note"] == "担当が代わった"
    assert services.contracts.forecast([contract], "certain").set_id is None
    assert _said(services.contracts.forecast([contract], None, "")) == "Forecast of 青葉学院 taken back"
    with pytest.raises(InvalidValueError):
        services.contracts.forecast([contract], "maybe")


def test_a_note_of_many_leaves_what_is_expected(services: Services, contract: int, customer: int) -> None:
    other = services.contracts.start({"customer_id": customer, "starts_on": TODAY, "mrr": 5}).value
    outcome = services.contracts.explain([contract, other, 999], " 担当が代わった ")
    assert (outcome.value, _said(outcome)) == (2, "Forecast note of 2 contracts")
    assert _values(services, contract)["forecast"] == "likely"
    assert _said(services.contracts.explain([contract], "")) == "Forecast note of 青葉学院"
    assert "forecast_note" not in _values(services, contract)
    assert services.contracts.explain([contract], "").set_id is None


def test_what_presses_is_counted_as_it_is_listed(services: Services, customer: int) -> None:
    dice = random.Random(4)  # noqa: S311 (a test)
    for _number in range(60):
        ends = TODAY + dt.timedelta(days=dice.randint(-90, 200))
        values: dict[str, Value] = {"customer_id": customer, "starts_on": dt.date(2025, 1, 1), "mrr": 1}
        values |= {"term_ends_on": dice.choice((ends, None)), "ended_on": dice.choice((None, None, ends))}
        values["notice_on"] = dice.choice((None, ends - dt.timedelta(days=dice.randint(0, 90))))
        services.contracts.start(values)
    lines = services.contracts.book().lines
    assert services.contracts.pressing() == sum(line.pressing(TODAY) for line in lines) > 0


def test_an_end_before_the_start_is_refused_everywhere(services: Services, contract: int, customer: int) -> None:
    early = dt.date(2026, 1, 31)
    start: dict[str, Value] = {"customer_id": customer, "starts_on": dt.date(2026, 2, 1), "mrr": 5}
    writes: dict[str, Callable[[], Outcome[Any]]] = {
        "term of a new one": lambda: services.contracts.start({**start, "term_ends_on": early}),
        "end of a new record": lambda: services.records.create(Kind.CONTRACTS, {**start, "ended_on": early}),
        "term": lambda: services.records.save(Kind.CONTRACTS, contract, {"term_ends_on": early}),
        "end": lambda: services.records.save(Kind.CONTRACTS, contract, {"ended_on": early}),
        "start": lambda: services.records.save(Kind.CONTRACTS, contract, {"starts_on": dt.date(2027, 3, 1)}),
    }
    before = everything(services)
    for name, write in writes.items():
        with pytest.raises(InvalidValueError) as refused:
            write()
        assert "lies before the first day" in errors.sentence(refused.value), name
    assert differences(before, everything(services)) == {}
    services.records.save(Kind.CONTRACTS, contract, {"ended_on": dt.date(2026, 2, 1)})  # never in force: possible
    second = services.contracts.start({**start, "term_ends_on": dt.date(2026, 10, 31)}).value
    with pytest.raises(InvalidValueError) as refused:
        services.contracts.change_amount(second, TODAY, 7)
    assert "Renew the contract first" in errors.sentence(refused.value)


def test_a_further_product_is_a_cross_sell(services: Services, contract: int, customer: int) -> None:
    product = services.records.create(Kind.PRODUCTS, {"name": "受領"}).value
    values: dict[str, Value] = {"customer_id": customer, "product_id": product, "starts_on": TODAY, "mrr": 30_000}
    outcome = services.contracts.start(values)
    assert _said(outcome) == "New contract with 青葉学院 from 2026-11-24: ¥30,000"
    assert _values(services, outcome.value)["kind"] == "cross_sell"
    assert _values(services, contract)["kind"] == "new"
    assert _fact(services, customer, "mrr") == 130_000


def test_a_term_that_was_renewed_counts_as_renewed_afterwards(services: Services, contract: int) -> None:
    services.contracts.renew(contract, Terms(100_000, NEXT))
    figures = services.kpi.retention(TODAY, dt.date(2027, 3, 1))
    assert (figures["renewal_rate"].value, figures["renewal_rate"].n) == (1.0, 1)
    assert figures["contract_revenue_churn"].n == 1
    assert figures["nrr"].value == 1.0


def test_a_row_that_goes_on_with_the_same_product_is_no_loss(services: Services, customer: int) -> None:
    def row(starts: dt.date, ended: dt.date | None, mrr: int) -> int:
        values: dict[str, Value] = {"customer_id": customer, "starts_on": starts, "ended_on": ended, "mrr": mrr}
        return services.records.create(Kind.CONTRACTS, values).value

    row(dt.date(2025, 1, 1), dt.date(2026, 6, 1), 10)
    row(dt.date(2026, 6, 1), None, 12)  # an imported history that names no predecessor
    gone = row(dt.date(2025, 3, 1), dt.date(2026, 7, 1), 5)
    assert [line.id for line in services.contracts.book().lost] == [gone]


ACTS: dict[str, Callable[[Services, int], Outcome[object]]] = {
    "renew": lambda services, id_: services.contracts.renew(id_, Terms(1, NEXT)),
    "amount": lambda services, id_: services.contracts.change_amount(id_, TODAY, 1),
    "end": lambda services, id_: services.contracts.end(id_, Ending(TODAY, "a", "b")),
    "forecast": lambda services, id_: services.contracts.forecast([id_], "churn", "x"),
}


@pytest.mark.parametrize("act", ACTS)
def test_one_act_is_one_step_back_and_forth(services: Services, contract: int, act: str) -> None:
    before = everything(services)
    ACTS[act](services, contract)
    after = everything(services)
    assert differences(after, before) != {}
    services.history.undo()
    assert differences(everything(services), before) == {}
    services.history.redo()
    assert differences(everything(services), after) == {}


def test_what_is_settled_says_so_and_nothing_is_written(services: Services, contract: int) -> None:
    services.contracts.renew(contract, Terms(1, NEXT))
    before = everything(services)
    with pytest.raises(ContractOverError) as over:
        services.contracts.renew(contract, Terms(2, NEXT))
    assert errors.sentence(over.value).startswith("This contract already ends on 2027-02-01.")
    with pytest.raises(ContractFollowedError) as followed:
        services.contracts.resume(contract)
    assert errors.sentence(followed.value).startswith("Another contract follows this one.")
    with pytest.raises(NotFoundError):
        services.contracts.end(999, Ending(TODAY))
    with pytest.raises(InvalidValueError) as invalid:
        services.contracts.start({"customer_id": 1, "starts_on": TODAY, "mrr": -1})
    assert invalid.value.field == "mrr"
    assert differences(everything(services), before) == {}


def test_the_book_lists_what_ends_and_how_it_stands(services: Services, contract: int, customer: int) -> None:
    def more(term: dt.date, **values: Value) -> int:
        fields: dict[str, Value] = {"customer_id": customer, "starts_on": dt.date(2025, 1, 1), "mrr": 10}
        return services.contracts.start({**fields, "term_ends_on": term, **values}).value

    over = more(dt.date(2026, 11, 23))
    soon = more(dt.date(2026, 12, 24), forecast="at_risk")
    noticed = more(dt.date(2026, 12, 30), notice_on=dt.date(2026, 11, 30))
    renewed = more(dt.date(2026, 11, 10))
    services.contracts.renew(renewed, Terms(10, dt.date(2029, 1, 1)))
    more(dt.date(2027, 11, 5))  # beyond the months looked at
    more(dt.date(2026, 9, 1), ended_on=dt.date(2025, 11, 23))  # lost, but too long ago
    gone = more(dt.date(2026, 9, 1), ended_on=dt.date(2026, 9, 1))
    book = services.contracts.book()
    assert [line.id for line in book.lines] == [over, renewed, noticed, soon, contract]
    assert [line.outlook for line in book.lines] == [
        Outlook.UNSAID, Outlook.RENEWED, Outlook.UNSAID, Outlook.AT_RISK, Outlook.LIKELY,
    ]  # fmt: skip
    assert [line.undecided(TODAY) for line in book.lines] == [True, False, False, False, False]
    assert [line.id for line in book.lost] == [gone]
    services.customers.archive([customer])
    assert services.contracts.book().lines == ()


@pytest.mark.parametrize("seed", range(4))
def test_the_mrr_of_a_day_is_what_counts_on_it_whatever_is_done(services: Services, customer: int, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 (dice, no secret)
    database = services.contracts.database
    for step in range(25):
        with database.reading() as connection:
            before = contracts.all_contracts(connection)
        open_ = [contract for contract in before if contract.ended_on is None]
        day = TODAY + dt.timedelta(days=dice.randint(-300, 300))
        if not open_ or step % 5 == 0:
            values: dict[str, Value] = {"customer_id": customer, "starts_on": day, "mrr": dice.randint(1, 99)}
            services.contracts.start({**values, "term_ends_on": day + dt.timedelta(days=dice.randint(2, 400))})
        else:
            contract = dice.choice(open_)
            day = max(day, contract.starts_on + dt.timedelta(days=1))
            match dice.randint(0, 2):
                case 0:
                    services.contracts.end(contract.id, Ending(day))
                case 1 if contract.term_ends_on is not None and contract.term_ends_on > contract.starts_on:
                    day = max(min(day, contract.term_ends_on), contract.starts_on + dt.timedelta(days=1))
                    services.contracts.change_amount(contract.id, day, contract.mrr + 7)
                case _:
                    assert contract.renewal_on is not None
                    day = contract.renewal_on
                    services.contracts.renew(contract.id, Terms(dice.randint(0, 99), day + dt.timedelta(days=200)))
        with database.reading() as connection:
            after = contracts.all_contracts(connection)
        for earlier in range(1, 400, 23):
            past = day - dt.timedelta(days=earlier)
            assert mrr_on(after, past) == mrr_on(before, past)
        assert _fact(services, customer, "mrr") == mrr_on(after, TODAY)


def test_a_term_without_end_as_other_programs_write_it_is_nothing_to_renew(services: Services) -> None:
    customer = services.customers.create({"name": "青葉学院"}).value
    contract = services.contracts.start(
        {"customer_id": customer, "starts_on": dt.date(2025, 4, 1), "mrr": 5_000, "term_ends_on": dt.date.max}
    ).value
    found = services.contracts.get(contract)
    assert contract_life.proposal(found) == Terms(5_000, None)
    with pytest.raises(InvalidValueError):
        services.contracts.renew(contract, Terms(6_000, None))
    services.contracts.change_amount(contract, dt.date(2026, 11, 24), 6_000)
    assert services.customers.get(customer).values["mrr"] == 6_000
