"""What is to happen to many customers at once: the same edits to all, or a pasted block; and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.fields import FIELDS, Field, FieldType, Kind
from csops_desktop.domain.records import Value


class Act(StrEnum):
    """What an edit does with the value that stands there."""

    SET = "set"  # tags: instead of those that are there
    CLEAR = "clear"
    ADD = "add"  # tags: to those that are there; long text: as a further line
    REMOVE = "remove"  # tags only


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of one field.

    Attributes:
        field: name of a customer field, or ``custom:<id>``.
    """

    field: str
    act: Act
    value: Value = None


@dataclass(frozen=True, slots=True)
class Edits:
    """The same for every customer; several edits of one field follow each other."""

    items: tuple[Edit, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields they touch, each once."""
        return tuple(dict.fromkeys(edit.field for edit in self.items))


@dataclass(frozen=True, slots=True)
class Block:
    """Pasted cells: a row of text for each customer, a column for each field.

    Attributes:
        rows: as many as there are customers; None leaves a cell as it is, empty text empties it.
        add_names: members nobody bears the name of are added; else their cells are refused.
    """

    fields: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    add_names: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that stays as it is because the field cannot take the new value.

    Attributes:
        value: what was to be written, as typed.
        reason: a reason of ``domain.values.Reason``, ``taken``, ``repeated``, ``no_member`` or ``ambiguous_parent``.
    """

    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happens to one customer.

    Attributes:
        at: its place among the customers in question.
        changes: field → (old, new); references as names.
        kept: field → the value that stays.
    """

    at: int
    id: int
    name: str
    changes: Mapping[str, tuple[Value, Value]]
    kept: Mapping[str, Value]
    refusals: tuple[Refusal, ...] = ()


def acts(field: Field) -> tuple[Act, ...]:
    """Return what can be done with a field for many at once."""
    if field.type is FieldType.TAGS:
        return (Act.ADD, Act.REMOVE, Act.SET, Act.CLEAR)
    if field.type is FieldType.LONG_TEXT:
        return (Act.SET, Act.ADD, Act.CLEAR)
    return (Act.SET,) if field.required else (Act.SET, Act.CLEAR)


def shared() -> tuple[Field, ...]:
    """Return the customer fields that several customers can be given at once, the usual ones first."""
    found = [field for field in FIELDS[Kind.CUSTOMERS] if not field.derived and field.name not in _ONE_EACH]
    return tuple(sorted(found, key=lambda field: _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST)))


_FIRST = ("owner_id", "phase", "touch", "tags", "status", "cadence_days", "industry", "success_by")
_ONE_EACH = frozenset({"name", "external_id", "reading", "archived_on"})
