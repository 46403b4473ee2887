"""The dry run: everything an import would do, held so that a list of 100,000 rows can show any of them at once."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from csops_desktop.domain.fields import Kind, field_of
from csops_desktop.domain.imports import CellChange, Counts, Decisions, Mapping, Note, Report, RowPlan, RowState, Table
from csops_desktop.services.importing.compare import Compared, columns_of
from csops_desktop.services.importing.parse import Parsed
from csops_desktop.services.importing.resolving import Newcomers
from csops_desktop.store import records

_TITLES = (
    "name", "text", "subject", "external_id", "starts_on", "happened_on", "opened_on", "answered_on", "churned_on",
)  # fmt: skip


@dataclass(slots=True)
class Preview:
    """A dry run.

    Attributes:
        states: what happens to each row, by index.
        compared: the imported kind first, then what the rows hold besides.
        seen: the latest change in the store when it was made.
        notes: what is to be told of rows that are taken all the same.
    """

    parsed: Parsed
    decisions: Decisions
    compared: dict[Kind, Compared]
    newcomers: Newcomers
    states: list[RowState] = field(default_factory=list)
    seen: int = 0
    notes: dict[Note, int] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """The table as read."""
        return self.parsed.table

    @property
    def mapping(self) -> Mapping:
        """What each column means."""
        return self.parsed.mapping

    def counts(self) -> dict[RowState, int]:
        """Return how many rows are in each state."""
        found = Counter(self.states)
        return {state: found.get(state, 0) for state in RowState}

    def rows(self, *states: RowState) -> list[int]:
        """Return the indexes of the rows in some states, all when none is named."""
        return [at for at, state in enumerate(self.states) if not states or state in states]

    def plan(self, at: int) -> RowPlan:
        """Return what the import would do with one row."""
        main = next(iter(self.compared.values()))
        first = main.matched.first[at]
        target = main.matched.target[first]
        changes: list[CellChange] = []
        if self.states[at] is RowState.CHANGED:
            for compared in self.compared.values():
                changes += compared.changes(at)
                if compared is not main and _among(compared.created, at):
                    changes += _fresh(compared, at)
        elif self.states[at] is RowState.NEW:
            for compared in self.compared.values():
                changes += _fresh(compared, at)
        return RowPlan(
            at=at,
            row=self.table.rows[at],
            state=self.states[at],
            title=self._title(at),
            record_id=target,
            changes=tuple(changes),
            errors=tuple(self.parsed.errors.get(at, ())),
            candidate=main.matched.doubts.get(at),
        )

    def report(self, batch: int | None = None) -> Report:
        """Return the counts of the dry run, or of the import when it is written."""
        main, *others = self.compared.values()
        left = sum(state in (RowState.SKIPPED, RowState.DOUBT) for state in self.states)
        further = sum(
            first != at and self.states[at] in (RowState.SAME, RowState.CHANGED)
            for at, first in enumerate(main.matched.first)
        )
        table, mapping = self.parsed.file
        unmapped = tuple(
            heading
            for heading, target in zip(table.headings, mapping.targets, strict=True)
            if target is None and heading
        )
        also = {other.matched.part.kind: _counts(other, other.matched.left) for other in others}
        for kind in self.newcomers.labels:
            also[kind] = Counts(created=len(self.newcomers.wanted(kind)))
        return Report(
            kind=self.mapping.kind,
            path=self.table.path,
            table=table,
            mapping=mapping,
            read=len(table.rows),
            counts=_counts(main, left, further),
            errors=tuple(error for at in sorted(self.parsed.errors) for error in self.parsed.errors[at]),
            also={kind: counts for kind, counts in also.items() if counts != Counts()},
            unmapped=unmapped,
            batch=batch,
            doubts=len(main.matched.doubts),
            notes={note: n for note, n in self.notes.items() if n},
        )

    def _title(self, at: int) -> str:
        main = next(iter(self.compared.values()))
        for name in _TITLES:
            column = main.matched.part.columns.get(name)
            if column and column[at] is not None:
                return str(column[at])
        texts = next(iter(main.matched.part.texts.values()), None)
        return texts[at] if texts else ""


def _among(ascending: list[int], at: int) -> bool:
    """Tell whether a row is among these; a table of 100,000 rows asks for every one it shows."""
    where = bisect_left(ascending, at)
    return where < len(ascending) and ascending[where] == at


def _counts(compared: Compared, left: int, further: int = 0) -> Counts:
    """Count records; ``further`` rows only repeat a record that an earlier row stands for."""
    return Counts(len(compared.created), len(compared.touched()), compared.same + further, left)


def _fresh(compared: Compared, at: int) -> list[CellChange]:
    part = compared.matched.part
    if compared.matched.first[at] != at or compared.matched.target[at] is not None:
        return []
    found: list[CellChange] = []
    for name, column in columns_of(compared.matched).items():
        value = column[at]
        if value is not None and name not in part.texts:
            found.append(CellChange(part.kind, name, None, records.from_store(field_of(part.kind, name), value)))
    for name, texts in part.texts.items():
        if texts[at]:
            found.append(CellChange(part.kind, name, None, texts[at]))
    for name, linked in compared.matched.links.items():
        if linked[at]:
            found.append(CellChange(part.kind, name, None, compared.names(name, linked[at])))
    return found
