"""What a customer list can be asked besides fields: the level with a product, and exactly these customers."""

from collections.abc import Iterable

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.maturity import LEVELS, NOT_YET
from csops_desktop.domain.query import Condition, Op

LEVEL = "level:"
"""Before the id of a product: where its customers stand; those without the product are empty."""
NOT_ASSESSED = "none"
CHOICES = (NOT_ASSESSED, *(str(level) for level in (NOT_YET, *LEVELS)))
PICKED = "picked"
"""The values of such a condition: what they have in common in words, then ids."""


def level_field(product_id: int) -> str:
    """Return the name of the field that holds the level with a product."""
    return f"{LEVEL}{product_id}"


def product_of(field: str) -> int:
    """Return the product of such a field.

    Raises:
        ValueError: it is another field.
    """
    return int(field.removeprefix(LEVEL))


def declared(field: str) -> Field:
    """Return what such a field holds."""
    return Field(field, FieldType.CHOICE, choices=CHOICES, derived=True)


def at_level(product_id: int, level: int | None) -> Condition:
    """Return the condition of standing at a level of a product; None is having it without being assessed."""
    return Condition(level_field(product_id), Op.IS, (NOT_ASSESSED if level is None else str(level),))


def has_product(product_id: int) -> Condition:
    """Return the condition of having a product."""
    return Condition(level_field(product_id), Op.NOT_EMPTY)


def picked(ids: Iterable[int], title: str = "") -> Condition:
    """Return the condition of being one of these customers; the title says what they have in common."""
    return Condition(PICKED, Op.IS, (title, *ids))
