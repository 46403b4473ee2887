"""Fields of a customer that are worked out where they are asked for, from figures and records together."""

import datetime as dt

from csops_desktop.store.connection import Connection

_TODAY = "(SELECT value FROM meta WHERE key = 'fact_day')"

_DISAGREEMENT = f"""(
    ({{c}}.churn_flag = 1 AND f.contracts_open > 0)
    OR ({{c}}.churn_flag = 0 AND f.contracts_open = 0 AND EXISTS (
        SELECT 1 FROM contract k WHERE k.customer_id = {{c}}.id AND k.starts_on <= {_TODAY} AND k.ended_on IS NOT NULL))
    OR EXISTS (
        SELECT 1 FROM churn_event e JOIN contract k ON k.customer_id = e.customer_id
        WHERE e.customer_id = {{c}}.id AND e.churned_on <= {_TODAY} AND k.starts_on <= e.churned_on
        AND (k.ended_on IS NULL OR k.ended_on > e.churned_on))
) IS 1"""

COMPUTED = {"disagreement": _DISAGREEMENT}
"""Field → its SQL over a customer and its figures ``f``; ``domain.disagreements`` says the same for one customer."""


def expression(field: str, customer: str) -> str:
    """Return the SQL of a computed field, where ``customer`` is the alias of the customer's table."""
    return COMPUTED[field].format(c=customer)


def churn_days(connection: Connection, customer_id: int) -> list[dt.date]:
    """Return the days on which a customer left by its churn records."""
    sql = "SELECT churned_on FROM churn_event WHERE customer_id = ?"
    return [dt.date.fromisoformat(row[0]) for row in connection.run(sql, (customer_id,))]
