"""A list with the bar above it, the sum and the keys below it, and what stands there when it is empty."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.ui.tables.columns import Column
from csops_desktop.ui.tables.line_table import LineTable
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.parts import key_cap, label

L = TypeVar("L")
V = TypeVar("V", bound=LineTable)
_FIRST = 48
"""Rows that are put before they are asked for, so that the first paint has them."""


class LinePane(QFrame, Generic[L, V]):
    """The left part of a page that is worked through line by line.

    A subclass fills ``bar``, calls ``show_groups`` with what is to be listed, and words ``nothing`` and the hints.

    Args:
        theme: look.
        columns: of the table.
        id_of: returns the id of a line.
        table: makes the table.
        icon: of the empty state.
        keys: the key caps at the bottom.

    Signals:
        customers_requested, import_requested: the first steps where nothing is.
    """

    customers_requested = Signal()
    import_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        id_of: Callable[[L], int],
        table: Callable[[IdTableModel[L], Theme, QWidget], V],
        parent: QWidget,
        *,
        icon: str,
        keys: Sequence[str],
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self._theme = theme
        self._id_of = id_of
        self._lines: dict[int, L] = {}
        self._loaded = False
        self.model: IdTableModel[L] = IdTableModel(columns, self._rows, id_of, self)
        self.table: V = table(self.model, theme, self)
        self.nothing = EmptyState(theme, icon, self)
        self.first = self.nothing.add_button(self._on_first, icon="buildings", primary=True)
        self.second = self.nothing.add_button(self.import_requested.emit, icon="download-simple")
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.sum = label("", "caption", tone="2")
        self.hints: list[tuple[QLabel, QLabel]] = [(key_cap(key), label("", "caption", tone="3")) for key in keys]
        self._bar, self._foot = QFrame(self), QFrame(self)
        self.bar = self._strip(self._bar, "bottom", "space.5")
        self._foot.setProperty("surface", "header")
        foot = self._strip(self._foot, "top", "space.3")
        foot.addWidget(self.sum)
        foot.addStretch(1)
        for hint in self.hints:
            for part in hint:
                foot.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self._foot)
        self._fit()
        theme.changed.connect(self._fit)

    def _strip(self, frame: QFrame, edge: str, spacing: str) -> QHBoxLayout:
        side = self._theme.px("space.5")
        frame.setProperty("edge", edge)
        row = QHBoxLayout(frame)
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(self._theme.px(spacing))
        return row

    def put_below(self, widget: QWidget) -> None:
        """Put something between the list and its foot."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self._foot), widget)

    def set_hints(self, texts: Iterable[str]) -> None:
        """Set what the keys at the bottom do."""
        for (_cap, hint), text in zip(self.hints, texts, strict=True):
            hint.setText(text)

    def line(self, id_: int | None) -> L | None:
        """Return a line that is listed."""
        return None if id_ is None else self._lines.get(id_)

    def lines(self) -> list[L]:
        """Return the lines listed, in order."""
        return list(self._lines.values())

    def following(self, id_: int) -> int | None:
        """Return the line that takes over when this one goes: the next, else the one before."""
        ids = list(self._lines)
        if id_ not in self._lines:
            return None
        at = ids.index(id_)
        rest = ids[at + 1 : at + 2] or ids[max(0, at - 1) : at]
        return rest[0] if rest else None

    def show_groups(self, groups: Iterable[tuple[str, Sequence[L]]]) -> None:
        """List other lines under their headings; the current one stays, or the one that takes its place.

        Args:
            groups: (heading, lines); without a heading the lines follow what stands before; groups without lines
                are left out.
        """
        ids: list[int] = []
        headings: dict[int, str] = {}
        found: dict[int, L] = {}
        for number, (heading, lines) in enumerate(groups, start=1):
            if heading and lines:
                headings[-number] = heading
                ids.append(-number)
            theirs = list(map(self._id_of, lines))
            found.update(zip(theirs, lines, strict=True))
            ids += theirs
        self._lines = found
        table, row = self.table, self.table.currentIndex().row()
        self.model.refresh()
        self.model.put(self.lines()[:_FIRST])
        table.show_ids(tuple(ids), headings)
        if ids and table.current_id() is None:
            self._go_near(max(row, 0))
        self.stack.setCurrentWidget(table if ids or not self._loaded else self.nothing)
        self._foot.setVisible(bool(ids))

    def _rows(self, ids: tuple[int, ...], then: Callable[[Sequence[L]], None]) -> None:
        then([self._lines[id_] for id_ in ids if id_ in self._lines])

    def _go_near(self, row: int) -> None:
        """Keep the place when the line that stood there is gone."""
        last = len(self.model.ids) - 1
        places = [*range(min(row, last), last + 1), *range(min(row, last), -1, -1)]
        found = next((id_ for at in places if (id_ := self.model.id_at(at)) is not None), None)
        if found is not None:
            self.table.go_to(found)

    @Slot()
    def _on_first(self) -> None:
        self.customers_requested.emit()

    @Slot()
    def _fit(self) -> None:
        self._bar.setFixedHeight(self._theme.px("size.toolbar"))
        self._foot.setFixedHeight(self._theme.scaled(32))
