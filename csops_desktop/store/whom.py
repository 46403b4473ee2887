"""What playbooks ask about customers: touch model, phase, levels, band, money."""

from collections import defaultdict
from collections.abc import Collection

from csops_desktop.domain.playbooks.conditions import Whom
from csops_desktop.store.connection import Connection

_LEVEL = (
    "coalesce((SELECT s.level FROM assessment s WHERE s.adoption_id = a.id "
    "ORDER BY s.assessed_on DESC, s.id DESC LIMIT 1), 0)"
)


def whom(connection: Connection, customers: Collection[int] | None = None, product: str = "") -> dict[int, Whom]:
    """Return what is known of some customers, or of all that are in use.

    Args:
        connection: to the store.
        customers: whose; None for the whole book.
        product: name of the product that is meant; empty for all.
    """
    of = "f.hidden = 0" if customers is None else f"c.id IN ({','.join(str(int(id_)) for id_ in customers)})"
    levels: dict[int, dict[str, int]] = defaultdict(dict)
    phases: dict[int, set[str]] = defaultdict(set)
    rows = connection.run(
        f"SELECT a.customer_id, p.name, {_LEVEL}, (SELECT s.phase FROM phase_stay s WHERE s.adoption_id = a.id "
        "AND s.left_on IS NULL ORDER BY s.entered_on DESC LIMIT 1) FROM adoption a "
        "JOIN product p ON p.id = a.product_id JOIN customer c ON c.id = a.customer_id "
        f"JOIN customer_fact f ON f.customer_id = c.id WHERE {of}"
    )
    for customer, name, level, phase in rows:
        levels[customer][name] = level
        if phase is not None and product in ("", name):
            phases[customer].add(phase)
    rows = connection.run(
        "SELECT c.id, c.touch, c.complexity, c.phase, f.band, f.mrr FROM customer c "
        f"JOIN customer_fact f ON f.customer_id = c.id WHERE {of}"
    )
    return {
        id_: Whom(
            touch,
            complexity,
            band,
            mrr,
            frozenset(phases[id_] or ({phase} if phase else ())),
            levels[id_],
            product,
        )
        for id_, touch, complexity, phase, band, mrr in rows
    }
