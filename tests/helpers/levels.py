"""Customers of one product with levels: who stands where, served how, paying what."""

import datetime as dt
from collections.abc import Mapping

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import Assessment
from csops_desktop.services.bundle import Services

STARTED = dt.date(2026, 1, 1)


def product(services: Services) -> int:
    """Make the first ready product."""
    return services.maturity.add_product(services.maturity.starters("ja")[0].model).value


def customer(
    services: Services,
    product_id: int,
    name: str,
    levels: Mapping[dt.date, int] | None = None,
    *,
    touch: str | None = None,
    mrr: int = 100,
) -> int:
    """Make a customer that has the product and was found at these levels."""
    made = services.customers.create({"name": name, "touch": touch}).value
    services.records.create(
        Kind.CONTRACTS, {"customer_id": made, "product_id": product_id, "starts_on": STARTED, "mrr": mrr}
    )
    (standing,) = services.maturity.standings(made)
    for day, level in (levels or {}).items():
        holding = {item.id: "見た" for item in standing.evidence if item.level <= level}
        services.maturity.assess(Assessment(standing.adoption_id, day, holding))
    return made
