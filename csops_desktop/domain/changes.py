"""What an operation did: its result, the areas it touched, and the sentence the user reads about it."""

from dataclasses import dataclass, field
from enum import Flag, StrEnum, auto
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)

Scalar = str | int | float | bool | None


class Area(Flag):
    """A part of the data that views watch."""

    NONE = 0
    CUSTOMERS = auto()
    CONTACTS = auto()
    CONTRACTS = auto()
    OPPORTUNITIES = auto()
    ACTIVITIES = auto()
    NEXT_ACTIONS = auto()
    PROMISES = auto()
    REQUESTS = auto()
    TICKETS = auto()
    SURVEYS = auto()
    CHURN_EVENTS = auto()
    FILES = auto()
    HANDOFFS = auto()
    PRODUCTS = auto()
    MEMBERS = auto()
    TAGS = auto()
    FIELDS = auto()
    VIEWS = auto()
    SETTINGS = auto()
    MATURITY = auto()
    HEALTH = auto()
    READINGS = auto()
    PLAYBOOKS = auto()
    ALL = (
        CUSTOMERS | CONTACTS | CONTRACTS | OPPORTUNITIES | ACTIVITIES | NEXT_ACTIONS | PROMISES | REQUESTS | TICKETS
        | SURVEYS | CHURN_EVENTS | FILES | HANDOFFS | PRODUCTS | MEMBERS | TAGS | FIELDS | VIEWS | SETTINGS
        | MATURITY | HEALTH | READINGS | PLAYBOOKS
    )  # fmt: skip


class SetKind(StrEnum):
    """What sort of operation a change set is."""

    EDIT = "edit"
    BULK = "bulk"
    IMPORT = "import"
    DELETE = "delete"
    UNDO = "undo"
    REDO = "redo"
    LASTING = "lasting"  # cannot be undone


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as data: ``wording.operations`` turns the key and its data into words."""

    key: str
    data: dict[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """The result of an operation.

    Attributes:
        value: what the caller asked for.
        changed: the areas that views must refresh.
        sentence: what to tell the user, or None when there is nothing to tell.
        set_id: the change set to undo, or None when nothing was written or it cannot be undone.
    """

    value: T_co
    changed: Area
    sentence: Sentence | None = None
    set_id: int | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the history.

    Attributes:
        at: the moment, ISO 8601 UTC.
        member: name of the member who did it, or None.
        undone: whether it stands undone now.
        undoable: whether undo is possible for its kind and schema.
    """

    id: int
    at: str
    member: str | None
    kind: SetKind
    sentence: Sentence
    undone: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of one field of one record, from the change log."""

    at: str
    member: str | None
    set_id: int
    sentence: Sentence
    old: Scalar
    new: Scalar


@dataclass(frozen=True, slots=True)
class DeletedCustomer:
    """A line of the bin.

    Attributes:
        set_id: the operation that deleted it; restoring undoes that operation.
    """

    set_id: int
    at: str
    name: str
    others: int
