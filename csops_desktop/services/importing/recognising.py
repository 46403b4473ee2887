"""How the contract, the contact, the action and the last contact of a customer sheet's row are found again."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from csops_desktop.domain.fields import Kind
from csops_desktop.services.importing.keys import Key, Step, folded
from csops_desktop.services.importing.lookup import id_key
from csops_desktop.services.importing.parse import Part, Stored
from csops_desktop.store import log, records
from csops_desktop.store.connection import Connection

_FIELDS = {
    Kind.CONTACTS: ("customer_id", "name", "mail"),
    Kind.CONTRACTS: ("customer_id", "external_id", "starts_on", "ended_on", "plan", "product_id"),
    Kind.NEXT_ACTIONS: ("customer_id", "title", "due_on", "done_on"),
    Kind.ACTIVITIES: ("customer_id", "happened_on"),
}

_MAY_BE_EMPTY = ("plan", "product_id")

Values = dict[str, Stored]


def steps_beside(
    connection: Connection,
    part: Part,
    parents: dict[str, list[int | None]],
    customers: list[int | None],
    rows: list[int],
    *,
    corrects: bool,
) -> Iterator[Step]:
    """Return how the records of a part are recognised, the surest way first.

    Args:
        connection: for reading what is there.
        part: complete: with what a new record needs filled in.
        parents: ids of the references.
        customers: per row the id of its customer in the store.
        rows: the indexes of the rows that hold such a record and whose customer is there already.
        corrects: the rule lets the import change the start of a contract, or what the next action is.
    """
    fields = _FIELDS[part.kind]
    wanted = {customers[at] for at in rows}
    stored = sorted(records.keys(connection, part.kind, ", ".join(fields))) if rows else []
    values = [(id_, dict(zip(fields, cells, strict=True))) for id_, *cells in stored if cells[0] in wanted]
    find = _Find({**part.columns, **parents}, customers, values)
    if part.kind is Kind.CONTACTS:
        yield find.step("mail", lone=True)
        yield find.step("name")
    elif part.kind is Kind.NEXT_ACTIONS:
        yield from _of_actions(
            find, log.brought(connection, "next_action", "title") if rows else set(), corrects=corrects
        )
    elif part.kind is Kind.ACTIVITIES:
        yield find.step("happened_on", alike=True)  # any activity of that day is the last contact that the sheet means
    else:
        yield from _of_contracts(find, part, rows, corrects=corrects)


def _of_actions(find: "_Find", brought: set[int], *, corrects: bool) -> Iterator[Step]:
    def is_open(action: Values) -> bool:
        return action["done_on"] is None

    yield find.step("title", having=is_open, alike=True)
    # What was done meanwhile is not to be done again because the sheet still says so.
    if "due_on" in find.given:
        yield find.step("title", "due_on", having=lambda action: action["due_on"] is not None, alike=True)
    if corrects:
        # The sheet says something else now: that is its one action, unless somebody has worded it anew by hand.
        yield find.only(brought).step(having=is_open, lone=True)


def _of_contracts(find: "_Find", part: Part, rows: list[int], *, corrects: bool) -> Iterator[Step]:
    def told(at: int) -> bool:
        return ("starts_on", at) not in part.filled

    def untold(at: int) -> bool:
        return not told(at)

    def runs(contract: Values) -> bool:
        return contract["ended_on"] is None

    more = [name for name in ("plan", "product_id") if name in find.given]
    yield find.by_id()
    yield find.step("starts_on", *more, rows=told)
    yield find.step("starts_on", rows=told, lone=True)
    yield find.step("ended_on", rows=untold)
    # What does not tell its start is the contract that runs; several that run cannot be told apart.
    yield find.step(*more, rows=untold, having=runs)
    # The only row of a customer is its only running contract, whatever else changed; a start is corrected only where
    # the rule lets it be, or the next import would not find the contract again.
    of_rows = Counter(find.customers[at] for at in rows)
    of_running = Counter(contract["customer_id"] for _id, contract in find.values if runs(contract))
    yield find.step(
        rows=lambda at: (corrects or untold(at)) and of_rows[find.customers[at]] == of_running[find.customers[at]] == 1,
        having=runs,
        lone=True,
    )
    yield find.step("starts_on", rows=untold, lone=True)


@dataclass(frozen=True, slots=True)
class _Find:
    """What the rows give and what the store holds."""

    given: Mapping[str, Sequence[Stored]]
    customers: list[int | None]
    values: list[tuple[int, Values]]

    def only(self, ids: set[int]) -> "_Find":
        """Return the same for some of the records."""
        return replace(self, values=[(id_, values) for id_, values in self.values if id_ in ids])

    def step(
        self,
        *fields: str,
        rows: Callable[[int], bool] | None = None,
        having: Callable[[Values], bool] | None = None,
        lone: bool = False,
        alike: bool = False,
    ) -> Step:
        """Return a way to recognise records by customer and some fields.

        Args:
            *fields: of the key; a row without the first of them is not looked for.
            rows: which rows are meant, all when None.
            having: which records are meant, all when None.
            lone: as in ``Step``.
            alike: as in ``Step``.
        """
        if fields and fields[0] not in self.given:
            return Step(lambda _at: None, {}, lone)
        columns = [self.given[name] for name in fields]
        needed = bool(fields) and fields[0] not in _MAY_BE_EMPTY

        def key(at: int) -> Key | None:
            if (rows and not rows(at)) or (needed and columns[0][at] is None):
                return None
            return (self.customers[at], *(folded(column[at]) for column in columns))

        known: dict[Key, list[int]] = {}
        for record_id, values in self.values:
            if having is None or having(values):
                own = (values["customer_id"], *(folded(values[name]) for name in fields))
                known.setdefault(own, []).append(record_id)
        return Step(key, known, lone, alike)

    def by_id(self) -> Step:
        """Return the way to recognise contracts by their own id."""
        ids = self.given.get("external_id")
        if ids is None:
            return Step(lambda _at: None, {})
        known: dict[Key, list[int]] = {
            id_key(str(values["external_id"])): [id_] for id_, values in self.values if values["external_id"]
        }
        return Step(lambda at: None if ids[at] is None else id_key(str(ids[at])), known)
