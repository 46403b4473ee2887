"""A member hands over what they look after: who gets which customer, and what goes along with it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

WITHOUT_CUSTOMER = 0
"""Stands for the customer of what belongs to none, such as a request whose customer is gone."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a member has at one customer; only what is open.

    Attributes:
        customer_id: the customer, or ``WITHOUT_CUSTOMER``.
        owner_id: who owns the customer: the member, or a colleague for whom they do something.
        mrr: smallest unit of the currency.
        actions, promises, opportunities, requests: how many open ones the member owns there.
    """

    customer_id: int
    name: str = ""
    owner_id: int | None = None
    mrr: int = 0
    actions: int = 0
    promises: int = 0
    opportunities: int = 0
    requests: int = 0

    @property
    def others(self) -> int:
        """How many things besides the customer itself."""
        return self.actions + self.promises + self.opportunities + self.requests


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over as it was decided.

    Attributes:
        leaver_id: who hands over.
        takers: who takes over; what is not chosen is split evenly among them.
        chosen: customer → taker.
        left_on: the day from which the leaver is no longer with us; None when they stay.
    """

    leaver_id: int
    takers: tuple[int, ...]
    chosen: Mapping[int, int] = field(default_factory=dict)
    left_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one taker gets.

    Attributes:
        others: actions, promises, opportunities and requests.
    """

    customers: int
    mrr: int
    others: int


def split(holdings: Sequence[Holding], decided: HandOver, present: Collection[int]) -> dict[int, int]:
    """Return customer → who takes over there.

    What is chosen goes where it was put. What the leaver does at a colleague's customer goes to that colleague. The
    rest is dealt out one by one, the largest first, each to who has the fewest customers by then, of those to who has
    the least MRR: numbers differ by one at most, and amounts are near.

    Args:
        holdings: what there is to hand over.
        decided: by whom and to whom.
        present: members who are still with us.
    """
    found: dict[int, int] = {}
    rest: list[Holding] = []
    dealt = dict.fromkeys(decided.takers, (0, 0))
    for holding in holdings:
        chosen = decided.chosen.get(holding.customer_id)
        own = holding.owner_id in (None, decided.leaver_id)
        if chosen is not None:
            found[holding.customer_id] = chosen
            if own and chosen in dealt:
                n, mrr = dealt[chosen]
                dealt[chosen] = (n + 1, mrr + holding.mrr)
        elif not own and holding.owner_id in present and holding.owner_id is not None:
            found[holding.customer_id] = holding.owner_id
        else:
            rest.append(holding)
    for holding in sorted(rest, key=lambda each: (-each.mrr, each.customer_id)):
        taker = min(decided.takers, key=lambda each: (*dealt[each], decided.takers.index(each)))
        n, mrr = dealt[taker]
        dealt[taker] = (n + 1, mrr + holding.mrr)
        found[holding.customer_id] = taker
    return found


def shares(holdings: Sequence[Holding], given: Mapping[int, int], leaver_id: int) -> dict[int, Share]:
    """Return taker → what they get; customers and MRR count only where the customer itself changes hands."""
    found: dict[int, Share] = {}
    for holding in holdings:
        taker = given[holding.customer_id]
        before = found.get(taker, Share(0, 0, 0))
        moves = holding.owner_id == leaver_id
        found[taker] = Share(
            before.customers + moves, before.mrr + (holding.mrr if moves else 0), before.others + holding.others
        )
    return found
