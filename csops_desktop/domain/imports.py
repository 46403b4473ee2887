"""An import from file to diff as plain data: what was read, how it maps, what it would do."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from csops_desktop.domain.fields import FIELDS, FieldType, Kind
from csops_desktop.domain.records import Value


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file; None means guess.

    Attributes:
        header_row: 1-based line of the (last) heading row as the user sees it, 0 for a file without headings.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A file as read: headings and cells, all text as the user would see it, plus what was guessed.

    Attributes:
        headings: one per column; two-line headings are joined by a space, empty ones are ``列 n``-free: "".
        columns: the data, column by column; every column has the same length. A cell is text, or a date where the
            workbook says it is one, or a number from a workbook as int or float; empty cells are "".
        rows: 1-based row number in the file of each data row, as the user sees it.
        above, below: rows that were recognised as titles or totals and footnotes, with their row number.
        certain: False where a guess should be confirmed by the user.
        serials_1904: bare day numbers of this workbook count from 1904 (``domain.values`` wants to know).
    """

    path: Path
    sheet: str | None
    sheets: tuple[Sheet, ...]
    encoding: str | None
    delimiter: str | None
    header_row: int
    headings: tuple[str, ...]
    columns: tuple[list[str | int | float | dt.date], ...]
    rows: list[int]
    above: tuple[tuple[int, tuple[str, ...]], ...] = ()
    below: tuple[tuple[int, tuple[str, ...]], ...] = ()
    certain: bool = True
    serials_1904: bool = False


class Rule(StrEnum):
    """What to do when a column's value differs from the one in the store."""

    OVERWRITE = "overwrite"
    BLANK = "blank"
    NEVER = "never"
    APPEND = "append"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column goes.

    Attributes:
        kind: the kind of record; for a customer sheet also contracts, contacts, next-actions and activities.
        field: name of the field; ``custom`` for a new custom field with the heading's name, ``custom:<id>`` for one
            that exists; ``renewal_on`` of a contract is the day after its term, ``end`` an end date still to be
            decided (term or ended); ``first_name`` and ``last_name`` of a contact are joined to its name; for readings
            see ``domain.readings.SPREADING``.
    """

    kind: Kind
    field: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column means.

    Attributes:
        targets: one per column, None where a column is left out.
        rules: collision rule per column; columns not named follow ``rule``.
        date_orders: per column index: ``ymd``, ``dmy`` or ``mdy``; only for columns whose text dates need it.
        end_date: what a contract's ``end`` column means: ``term`` or ``ended``.
        scales: per column index: by how much amounts in it are multiplied (月額(千円) → 1,000); absent for 1.
        key: field that identifies a record: ``external_id``, ``name``, or None for the first of these that is mapped.
    """

    kind: Kind
    targets: tuple[Target | None, ...]
    rules: dict[int, Rule] = field(default_factory=dict)
    rule: Rule = Rule.OVERWRITE
    date_orders: dict[int, str] = field(default_factory=dict)
    end_date: str | None = None
    key: str | None = None
    scales: dict[int, int] = field(default_factory=dict)

    def scale(self, at: int) -> int:
        """Return by how much the values of a column are multiplied; 1 where it holds no amounts."""
        target = self.targets[at]
        money = target is not None and any(
            each.name == target.field and each.type is FieldType.MONEY for each in FIELDS[target.kind]
        )
        return self.scales.get(at, 1) if money else 1


class Question(StrEnum):
    """Something only the user can decide; the command line names the option of the same name."""

    ENCODING = "encoding"
    SHEET = "sheet"
    HEADER_ROW = "header-row"
    DATE_ORDER = "date-order"
    END_DATE = "end-date"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Guess:
    """A mapping guessed from the headings and the data.

    Attributes:
        open: what could not be decided, with the columns concerned.
        certain: per column, whether the guess needs no look; when all hold and nothing is open, the wizard jumps on.
    """

    mapping: Mapping
    open: tuple[tuple[Question, tuple[int, ...]], ...] = ()
    certain: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that cannot be read as what its column means.

    Attributes:
        row: the row as the user sees it in the file, 1-based.
        column: the heading.
        value: what stands there.
        why: key of the reason (``wording.errors``), with data in ``detail``.
    """

    row: int
    column: str
    value: str
    why: str
    detail: str = ""


class Note(StrEnum):
    """What an import tells of rows that it took all the same."""

    BEFORE_START = "before_start"  # dated before the contract that they name begins
    ADDED_UP = "added_up"  # added to another row of the same customer, product, metric and day


class RowState(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBT = "doubt"
    SKIPPED = "skipped"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a changed record, before and after; ``kept`` when the rule keeps the old value."""

    kind: Kind
    field: str
    old: Value
    new: Value
    kept: bool = False


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What an import would do with one row of the file.

    Attributes:
        at: index of the row in the table's columns.
        record_id: the record it matched, or None.
        candidate: for a doubt: (id, name) of the customer it may be.
    """

    at: int
    row: int
    state: RowState
    title: str
    record_id: int | None = None
    changes: tuple[CellChange, ...] = ()
    errors: tuple[CellError, ...] = ()
    candidate: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of a kind an import creates, changes, leaves."""

    created: int = 0
    updated: int = 0
    same: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a dry run or an import.

    Attributes:
        read: number of data rows.
        counts: of the kind imported.
        also: what the same rows brought besides, per kind.
        unmapped: headings of columns that were left out.
        batch: the change set, None for a dry run or when nothing was written.
        notes: remarks on rows that were taken all the same: what is the matter → how many rows of the file.
    """

    kind: Kind
    path: Path
    table: Table
    mapping: Mapping
    read: int
    counts: Counts
    errors: tuple[CellError, ...]
    also: dict[Kind, Counts]
    unmapped: tuple[str, ...]
    batch: int | None = None
    doubts: int = 0
    notes: dict[Note, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the human said to the dry run.

    Attributes:
        same: row index → the customer it is, for doubts answered "same".
        other: row indexes of doubts answered "another one".
        left_out: row indexes that are not to be imported.
        keep: (row index, kind, field) of cells that keep the value in the store.
    """

    same: dict[int, int] = field(default_factory=dict)
    other: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    keep: frozenset[tuple[int, Kind, str]] = frozenset()
