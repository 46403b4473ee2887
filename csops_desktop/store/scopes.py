"""Which published scorecard is for which customer."""

from collections.abc import Mapping, Sequence

from csops_desktop.domain.scoring.definition import Scope
from csops_desktop.store.connection import Connection
from csops_desktop.store.fact_rows import Asked

Place = tuple[int, str | None, str | None, frozenset[str]]
"""Customer, phase, touch model, names of its products."""


def places(connection: Connection, asked: Asked, *, products: bool, archived: bool = False) -> list[Place]:
    """Return what scopes look at, of customers that are not archived, by id.

    Args:
        connection: to read through.
        asked: which customers.
        products: whether their products matter; otherwise they are left empty.
        archived: archived customers too.
    """
    named: dict[int, set[str]] = {}
    if products:
        rows = connection.run(
            "SELECT t.customer_id, p.name FROM adoption t JOIN product p ON p.id = t.product_id "
            f"WHERE true {asked.whose('t.customer_id')}",
            asked.values,
        )
        for id_, name in rows:
            named.setdefault(id_, set()).add(name)
    there = "true" if archived else "c.archived_on IS NULL"
    found = connection.run(
        f"SELECT c.id, c.phase, c.touch FROM customer c WHERE {there} {asked.whose('c.id')} ORDER BY c.id",
        asked.values,
    ).all()
    return [(id_, phase, touch, frozenset(named.get(id_, ()))) for id_, phase, touch in found]


def matches(scope: Scope, place: Place) -> bool:
    """Tell whether a scope takes in a customer."""
    _id, phase, touch, products = place
    return (
        (not scope.products or not products.isdisjoint(scope.products))
        and (not scope.phases or phase in scope.phases)
        and (not scope.touches or touch in scope.touches)
    )


def matched(
    connection: Connection, asked: Asked, scopes: Mapping[int, Scope]
) -> tuple[dict[int, list[int]], list[int], dict[int, tuple[int, ...]]]:
    """Return who is scored by what.

    Args:
        connection: to read through.
        asked: which customers.
        scopes: by number of the card, those that count first first.

    Returns:
        card → customers scored by it; customers no card is for; customer → its cards where several are for it.
    """
    found: dict[int, list[int]] = {card: [] for card in scopes}
    none: list[int] = []
    several: dict[int, tuple[int, ...]] = {}
    for place in places(connection, asked, products=any(scope.products for scope in scopes.values())):
        mine: Sequence[int] = [card for card, scope in scopes.items() if matches(scope, place)]
        if not mine:
            none.append(place[0])
            continue
        found[mine[0]].append(place[0])
        if len(mine) > 1:
            several[place[0]] = tuple(mine)
    return found, none, several
