"""Fields of a customer that are worked out where they are asked for, from figures and records together."""

import datetime as dt

from csops_desktop.domain.contact_flags import DIVIDED_DAYS, ONE_PERSON_DAYS
from csops_desktop.domain.fields import DEFAULT_CADENCE_DAYS
from csops_desktop.store.connection import Connection

TODAY = "(SELECT value FROM meta WHERE key = 'fact_day')"

_DISAGREEMENT = f"""(
    ({{c}}.churn_flag = 1 AND f.contracts_open > 0)
    OR ({{c}}.churn_flag = 0 AND f.contracts_open = 0 AND EXISTS (
        SELECT 1 FROM contract k WHERE k.customer_id = {{c}}.id AND k.starts_on <= {TODAY} AND k.ended_on IS NOT NULL))
    OR EXISTS (
        SELECT 1 FROM churn_event e JOIN contract k ON k.customer_id = e.customer_id
        WHERE e.customer_id = {{c}}.id AND e.churned_on <= {TODAY} AND k.starts_on <= e.churned_on
        AND (k.ended_on IS NULL OR k.ended_on > e.churned_on))
) IS 1"""

_SIGNERS = "('decider', 'contract_owner')"
_THERE = f"(k.left_on IS NULL OR k.left_on > {TODAY})"


def _talked(days: int) -> str:
    """Return the contacts that are there and that were talked to, one row for each time."""
    return (
        "FROM activity_contact x CROSS JOIN activity a ON a.id = x.activity_id "
        "JOIN contact k ON k.id = x.contact_id AND k.customer_id = a.customer_id "
        f"WHERE a.happened_on > date({TODAY}, '-{days} days') AND a.happened_on <= {TODAY} "
        f"AND a.two_way IS NOT 0 AND {_THERE}"
    )


# Of all customers at once: asked one by one it takes ten times as long, and no list has these as a column.
_NO_CHAMPION = (
    f"({{c}}.id IN (SELECT k.customer_id FROM contact k WHERE {_THERE} "
    "GROUP BY k.customer_id HAVING max(k.role IS 'champion') = 0))"
)
_ONE_PERSON = (
    f"({{c}}.id IN (SELECT k.customer_id {_talked(ONE_PERSON_DAYS)} "
    "GROUP BY k.customer_id HAVING count(DISTINCT k.id) = 1))"
)
_DIVIDED = (
    f"({{c}}.id IN (SELECT k.customer_id FROM contact k WHERE {_THERE} GROUP BY k.customer_id "
    f"HAVING max(k.role IN {_SIGNERS}) AND max(k.role IS 'user')) "
    f"AND {{c}}.id IN (SELECT k.customer_id {_talked(DIVIDED_DAYS)} AND (k.role IN {_SIGNERS} OR k.role = 'user') "
    f"GROUP BY k.customer_id HAVING max(k.role IN {_SIGNERS}) + max(k.role = 'user') = 1))"
)

_EVERY = (
    "coalesce({c}.cadence_days, (SELECT t.cadence_days FROM touch_model t WHERE t.touch = {c}.touch), "
    f"{DEFAULT_CADENCE_DAYS})"
)

COMPUTED = {
    "every_days": _EVERY,
    "disagreement": _DISAGREEMENT,
    "no_champion": _NO_CHAMPION,
    "one_person": _ONE_PERSON,
    "divided": _DIVIDED,
}
"""Field → its SQL over a customer and its figures ``f``; the domain says the same for one customer
(``disagreements``, ``contact_flags``)."""


def expression(field: str, customer: str) -> str:
    """Return the SQL of a computed field, where ``customer`` is the alias of the customer's table."""
    return COMPUTED[field].format(c=customer)


def churn_days(connection: Connection, customer_id: int) -> list[dt.date]:
    """Return the days on which a customer left by its churn records."""
    sql = "SELECT churned_on FROM churn_event WHERE customer_id = ?"
    return [dt.date.fromisoformat(row[0]) for row in connection.run(sql, (customer_id,))]
