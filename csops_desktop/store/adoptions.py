"""A contract with a product makes the customer's adoption of that product."""

from csops_desktop.store.connection import Connection


def adopt(connection: Connection, first: int, last: int) -> None:
    """Make what is missing for the contracts whose ids lie between ``first`` and ``last``, both included."""
    connection.run(
        "INSERT INTO adoption(customer_id, product_id) SELECT DISTINCT customer_id, product_id FROM contract k "
        "WHERE id BETWEEN ? AND ? AND product_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM adoption a "
        "WHERE a.customer_id = k.customer_id AND a.product_id = k.product_id) ORDER BY customer_id, product_id",
        (first, last),
    )


def adopt_all(connection: Connection) -> None:
    """Make whatever is missing."""
    adopt(connection, 0, 1 << 62)
