"""Touch models: how often their customers are to be talked to, how long that takes, and which one a customer gets."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_DAYS, MOST_MINUTES = 3650, 60_000
MONTHS = 12
_MONTH_DAYS = 30
_LINES_A_TURN = 2
"""A contact, and what it leaves to do."""
USUAL = "low"
"""The model whose minutes stand for a customer that has none."""


@dataclass(frozen=True, slots=True)
class TouchModel:
    """What a touch model means.

    Attributes:
        touch: high, low, tech or community.
        cadence_days: so many days at most between two contacts, 1 to ``MOST_DAYS``.
        minutes: a month for one customer, 0 to ``MOST_MINUTES``.
    """

    touch: str
    cadence_days: int
    minutes: int

    @property
    def line_minutes(self) -> int:
        """How long a line of the list of the day takes: half of what one turn of the cadence has."""
        return max(1, round(self.minutes * self.cadence_days / _MONTH_DAYS / _LINES_A_TURN))


@dataclass(frozen=True, slots=True)
class TouchRule:
    """For whom a touch model is suggested; a condition that is None does not count.

    Attributes:
        id: 0 before it is written.
        revenue_from, revenue_below: yearly revenue, in the smallest unit; the lower bound is included.
        level_from, level_to: of maturity, both included; one who was never assessed meets no condition on it.
    """

    touch: str
    revenue_from: int | None = None
    revenue_below: int | None = None
    level_from: int | None = None
    level_to: int | None = None
    complexity: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Served:
    """A customer with a running contract, as the rules look at it.

    Attributes:
        touch: its model, None when nobody has chosen one.
        mrr: today, in the smallest unit.
        level: the lowest of its products; None before the first assessment.
    """

    id: int
    name: str
    touch: str | None
    mrr: int
    level: int | None = None
    complexity: str | None = None
    owner_id: int | None = None
    owner: str = ""

    @property
    def revenue(self) -> int:
        """The yearly revenue."""
        return self.mrr * MONTHS


@dataclass(frozen=True, slots=True)
class Kept:
    """A suggestion that somebody looked at and did not follow."""

    touch: str
    on: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A customer whose touch model is not the one that the rules suggest.

    Attributes:
        rule: the place of the rule that holds, from 0.
        kept: somebody has decided to leave it as it is.
    """

    customer: Served
    touch: str
    rule: int
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A touch model from a day on, or a suggestion that was not followed.

    Attributes:
        touch: None where the customer was left without one.
        before: the model that stood there until then.
        suggested: only suggested, and not followed.
        member: who did it.
    """

    touch: str | None
    since: dt.date
    before: str | None = None
    suggested: bool = False
    reason: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class TouchPast:
    """How one customer came to its touch model, and what the rules say.

    Attributes:
        stays: the latest first.
        suggestion: another touch model, and ``rule`` why; None when it has the one suggested.
    """

    stays: tuple[Stay, ...] = ()
    suggestion: Suggestion | None = None
    rule: TouchRule | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What the customers of a member ask for, and what the member has.

    Attributes:
        member_id: None for the customers of nobody.
        customers: with a running contract.
        unset: of them without a touch model; they count with no minutes.
        needed: minutes a month.
        available: minutes a month, None when nobody has said.
    """

    member_id: int | None
    name: str
    customers: int
    unset: int
    needed: int
    available: int | None

    @property
    def over(self) -> int | None:
        """The minutes that are missing, negative when some are left; None when nobody has said how many there are."""
        return None if self.available is None else self.needed - self.available


@dataclass(frozen=True, slots=True)
class Capacity:
    """Minutes a month: what customers ask for by their touch models against what there is."""

    members: tuple[Load, ...]

    @property
    def whole(self) -> Load:
        """Everybody together; what one has whose minutes nobody has said is not known, and then nor is the sum."""
        people = [load for load in self.members if load.member_id is not None]
        known = [load.available for load in people if load.available is not None]
        return Load(
            None,
            "",
            sum(load.customers for load in self.members),
            sum(load.unset for load in self.members),
            sum(load.needed for load in self.members),
            sum(known) if known and len(known) == len(people) else None,
        )


def holds(rule: TouchRule, customer: Served) -> bool:
    """Tell whether every condition of a rule is met."""
    revenue, level = customer.revenue, customer.level
    return (
        (rule.revenue_from is None or revenue >= rule.revenue_from)
        and (rule.revenue_below is None or revenue < rule.revenue_below)
        and (rule.level_from is None or (level is not None and level >= rule.level_from))
        and (rule.level_to is None or (level is not None and level <= rule.level_to))
        and (rule.complexity is None or rule.complexity == customer.complexity)
    )


def suggest(rules: Sequence[TouchRule], customer: Served) -> int | None:
    """Return the place of the first rule that holds, None when none does."""
    return next((at for at, rule in enumerate(rules) if holds(rule, customer)), None)


def suggestions(
    rules: Sequence[TouchRule], customers: Iterable[Served], kept: Mapping[int, Kept]
) -> tuple[Suggestion, ...]:
    """Return the customers whose touch model is not the one suggested, in the order given.

    Args:
        rules: in their order.
        customers: with a running contract.
        kept: customer → what somebody decided to leave as it is, since the model last changed.
    """
    found: list[Suggestion] = []
    for customer in customers:
        at = suggest(rules, customer)
        if at is None or rules[at].touch == customer.touch:
            continue
        touch, decided = rules[at].touch, kept.get(customer.id)
        found.append(Suggestion(customer, touch, at, decided if decided and decided.touch == touch else None))
    return tuple(found)


def line_minutes(models: Iterable[TouchModel]) -> dict[str | None, int]:
    """Return how long a line of the list of the day takes, by touch model; None stands for a customer without one."""
    found: dict[str | None, int] = {model.touch: model.line_minutes for model in models}
    found[None] = found.get(USUAL, 1)
    return found
