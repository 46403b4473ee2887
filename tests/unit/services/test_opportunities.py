"""Opportunities in a real store: raised, accepted by sales, won with what it brings, lost with a reason, reopened."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csops_desktop.domain import opportunities as rules
from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import HigherAmount, Narrowing, NewContract, OpportunityLine, Stage, Winning
from csops_desktop.domain.periods import Span
from csops_desktop.foundation.errors import ContractOverError, InvalidValueError, OpportunitySettledError
from csops_desktop.services.bundle import Services
from csops_desktop.wording import operations
from tests.helpers.looks import differences, everything

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def customer(services: Services) -> int:
    return services.customers.create({"name": "青葉学院"}).value


@pytest.fixture
def chance(services: Services, customer: int) -> int:
    return services.opportunities.raise_one(
        {"customer_id": customer, "name": "利用者の追加", "kind": "upsell", "amount": 30_000}
    ).value


def _line(services: Services, id_: int) -> OpportunityLine:
    return next(line for line in services.opportunities.book().lines if line.id == id_)


def _said(outcome: Outcome[object]) -> str:
    assert outcome.sentence is not None
    return operations.sentence(outcome.sentence)


def test_one_is_raised_today_accepted_and_lost_with_a_reason(services: Services, customer: int) -> None:
    raised = services.opportunities.raise_one({"customer_id": customer, "name": "利用者の追加", "amount": 30_000})
    assert _said(raised) == "New opportunity with 青葉学院, 利用者の追加: ¥30,000"
    id_ = raised.value
    assert (_line(services, id_).stage, _line(services, id_).raised_on) == (Stage.RAISED, TODAY)
    accepted = services.opportunities.accept([id_])
    assert _said(accepted) == "Accepted by sales: 青葉学院, 利用者の追加"
    assert (_line(services, id_).stage, _line(services, id_).accepted_on) == (Stage.ACCEPTED, TODAY)
    assert services.opportunities.accept([id_]).set_id is None  # once is enough
    lost = services.opportunities.lose([id_], TODAY, " 予算の都合 ")
    assert _said(lost) == "Lost: 青葉学院, 利用者の追加 (予算の都合)"
    assert (_line(services, id_).stage, _line(services, id_).reason) == (Stage.LOST, "予算の都合")
    assert services.opportunities.lost_reasons() == ["予算の都合"]
    assert _said(services.opportunities.reopen([id_])) == "Reopened: 青葉学院, 利用者の追加"
    assert (_line(services, id_).stage, _line(services, id_).closed_on) == (Stage.ACCEPTED, None)
    services.opportunities.reopen([id_])
    assert _line(services, id_).stage is Stage.RAISED


def test_several_are_accepted_in_one_step(services: Services, customer: int, chance: int) -> None:
    other = services.opportunities.raise_one({"customer_id": customer, "name": "受領の追加"}).value
    outcome = services.opportunities.accept([chance, other, 999])
    assert (outcome.value, _said(outcome)) == (2, "Accepted by sales: 2 opportunities")
    assert outcome.set_id is not None
    services.history.undo_set(outcome.set_id)
    assert {line.stage for line in services.opportunities.book().lines} == {Stage.RAISED}


def test_a_win_can_bring_a_contract_in_the_same_step(services: Services, customer: int, chance: int) -> None:
    before = everything(services)
    values: dict[str, Value] = {"starts_on": dt.date(2026, 12, 1), "mrr": 28_000}
    outcome = services.opportunities.win(chance, Winning(TODAY, NewContract(values)))
    assert _said(outcome) == "Won: 青葉学院, 利用者の追加 (MRR +¥28,000)"
    assert outcome.value is not None
    made = services.records.get(Kind.CONTRACTS, outcome.value).values
    assert (made["customer_id"], made["mrr"], made["kind"]) == (customer, 28_000, "upsell")
    assert (_line(services, chance).stage, _line(services, chance).closed_on) == (Stage.WON, TODAY)
    assert outcome.set_id is not None
    services.history.undo_set(outcome.set_id)
    assert differences(before, everything(services)) == {}


def test_a_win_can_raise_what_runs(services: Services, customer: int, chance: int) -> None:
    first: dict[str, Value] = {"customer_id": customer, "starts_on": dt.date(2026, 4, 1), "mrr": 100_000}
    contract = services.contracts.start(first).value
    (running,) = services.opportunities.running_contracts(customer)
    assert (running.id, running.mrr) == (contract, 100_000)
    outcome = services.opportunities.win(chance, Winning(TODAY, HigherAmount(contract, TODAY, 130_000)))
    assert _said(outcome) == "Won: 青葉学院, 利用者の追加 (MRR +¥30,000)"
    assert services.customers.get(customer).values["mrr"] == 130_000
    assert [found.id for found in services.opportunities.running_contracts(customer)] == [outcome.value]
    another = services.opportunities.raise_one({"customer_id": customer, "name": "さらに追加"}).value
    with pytest.raises(ContractOverError):  # and then nothing at all is written
        services.opportunities.win(another, Winning(TODAY, HigherAmount(contract, TODAY, 150_000)))


def test_what_cannot_be_is_refused(services: Services, customer: int, chance: int) -> None:
    with pytest.raises(InvalidValueError):
        services.opportunities.raise_one({"customer_id": customer, "name": "", "amount": 1})
    with pytest.raises(InvalidValueError):
        services.opportunities.win(chance, Winning(dt.date(2026, 11, 1)))  # before it was raised
    with pytest.raises(InvalidValueError):
        services.opportunities.lose([chance], dt.date(2026, 11, 1), "")
    with pytest.raises(InvalidValueError):
        services.opportunities.win(chance, Winning(TODAY, NewContract({"starts_on": TODAY, "mrr": -1})))
    assert _line(services, chance).stage is Stage.RAISED


def test_the_list_is_narrowed_and_summed(services: Services, customer: int, chance: int) -> None:
    owner = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    product = services.records.create(Kind.PRODUCTS, {"name": "請求クラウド", "short_name": "請求"}).value
    values: dict[str, Value] = {
        "customer_id": customer, "name": "受領の追加", "owner_id": owner, "product_id": product, "amount": 50_000,
        "raised_on": dt.date(2026, 5, 1),
    }  # fmt: skip
    other = services.opportunities.raise_one(values).value
    services.opportunities.lose([other], dt.date(2026, 6, 1), "見送り")
    lines = services.opportunities.book().lines
    assert [line.id for line in lines] == [chance, other]
    assert rules.total(lines) == rules.Amount(2, 80_000)
    assert rules.by_stage(lines)[Stage.LOST] == rules.Amount(1, 50_000)
    assert rules.by_reason(lines) == [("見送り", rules.Amount(1, 50_000))]

    def shown(narrowing: Narrowing) -> list[int]:
        return [line.id for line in lines if narrowing.lets(line)]

    assert shown(Narrowing(owner=owner)) == shown(Narrowing(product=product)) == [other]
    assert shown(Narrowing(owner=0)) == shown(Narrowing(stage=Stage.RAISED)) == [chance]
    assert shown(Narrowing(Span(dt.date(2026, 6, 1), dt.date(2026, 7, 1)))) == [other]  # by the day it was decided
    assert shown(Narrowing(reason="見送り")) == [other]
    services.customers.archive([customer])
    assert services.opportunities.book().lines == ()


def test_the_list_of_another_program_says_what_was_won(services: Services, cases: Path) -> None:
    path = cases / "crm" / "opportunityData.csv"
    table = services.imports.read(path)
    at = table.headings.index("ACCOUNTID")
    for number, account in enumerate(sorted({str(cell)[:15] for cell in table.columns[at]})):
        services.customers.create({"external_id": account, "name": f"Account {number}"})
    guess = services.imports.guess(table, Kind.OPPORTUNITIES)
    services.imports.write(services.imports.dry_run(table, guess.mapping))
    lines = services.opportunities.book().lines
    assert rules.total(lines) == rules.Amount(38, 6_270_000)
    assert rules.by_stage(lines)[Stage.WON] == rules.Amount(8, 2_200_000)  # it is a stage there, no outcome
    won = next(line for line in lines if line.stage is Stage.WON)
    services.opportunities.reopen([won.id])
    assert _line(services, won.id).stage is Stage.RAISED


def test_what_is_won_is_not_won_again_and_not_lost(services: Services, customer: int, chance: int) -> None:
    winning = Winning(TODAY, NewContract({"starts_on": TODAY, "mrr": 30_000}))
    services.opportunities.win(chance, winning)
    with pytest.raises(OpportunitySettledError):
        services.opportunities.win(chance, winning)
    assert len(services.customers.related(customer, Kind.CONTRACTS)) == 1
    assert services.opportunities.lose([chance], TODAY, "予算").value == 0
    assert _line(services, chance).stage is Stage.WON
