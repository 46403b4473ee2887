"""The fields of customers and of what belongs to them, as lists, filters and forms look at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain import level_filter
from csops_desktop.domain.fields import ASKED, FIELDS, Field, Kind, field_of
from csops_desktop.domain.records import CustomField, Record, Value
from csops_desktop.foundation.i18n import _
from csops_desktop.wording import fields as words

CUSTOM = "custom:"
OWNER = "owner_id"
_NO_COLUMN = frozenset({"archived_on"})


@dataclass(frozen=True, slots=True)
class Source:
    """A field that can be shown and edited: declared or added by the user; or the level with a product."""

    name: str
    field: Field
    custom: CustomField | None = None
    kind: Kind = Kind.CUSTOMERS
    product: str = ""

    def heading(self) -> str:
        """Return its name in the language of the moment."""
        if self.product:
            return _("{product}: maturity").format(product=self.product)
        return self.custom.name if self.custom else words.field_name(self.kind, self.field.name)

    def value(self, record: Record) -> Value:
        """Return its value in a row."""
        return record.custom.get(self.custom.id) if self.custom else record.values.get(self.field.name)


def sources(custom: Sequence[CustomField], *, owners: bool) -> dict[str, Source]:
    """Return everything of a customer that can be shown, filtered and sorted by, by name.

    Args:
        custom: the fields that the user added.
        owners: whether it matters who owns what; while there is one of us, it only takes room.
    """
    without = _NO_COLUMN if owners else _NO_COLUMN | {OWNER}
    found = {field.name: Source(field.name, field) for field in FIELDS[Kind.CUSTOMERS] if field.name not in without}
    for each in sorted(custom, key=lambda one: one.position):
        name = f"{CUSTOM}{each.id}"
        found[name] = Source(name, Field(name, each.type), each)
    return found


def asked() -> dict[str, Source]:
    """Return what only a filter can ask of customers, by name."""
    return {field.name: Source(field.name, field) for field in ASKED}


def levels(products: Sequence[tuple[int, str]]) -> dict[str, Source]:
    """Return the levels with each of these products, as only a filter can ask for them, by name."""
    names = {level_filter.level_field(id_): product for id_, product in products}
    return {name: Source(name, level_filter.declared(name), product=product) for name, product in names.items()}


def source_of(kind: Kind, name: str) -> Source:
    """Return a declared field of any kind.

    Raises:
        KeyError: there is no such field.
    """
    return Source(name, field_of(kind, name), kind=kind)
