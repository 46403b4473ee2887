"""Widths of columns: as saved, the stretching one takes the rest, the least important go when room is short."""

from typing import Any

from PySide6.QtWidgets import QHeaderView

from csops_desktop.ui.tables.columns import Paint
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme


class ColumnWidths:
    """Fits the sections of a heading row to the room there is; ``busy`` while it does so."""

    def __init__(self, header: QHeaderView, model: IdTableModel[Any], theme: Theme) -> None:
        self._header = header
        self._model = model
        self._theme = theme
        self.busy = False
        self._scale = theme.scale
        self._kept: dict[str, int] = {}

    def rescale(self) -> None:
        """Follow the text size."""
        if self._scale != self._theme.scale:
            kept = dict(self.current())
            self._scale = self._theme.scale
            self.apply(kept)

    def apply(self, widths: dict[str, int]) -> None:
        """Give the columns their widths (px at 100 %); those not named get their own."""
        self.busy = True
        self._kept.update(widths)
        mode = QHeaderView.ResizeMode
        for at, spec in enumerate(self._model.columns):
            self._header.setSectionHidden(at, False)
            self._header.resizeSection(at, self._theme.scaled(widths.get(spec.name) or spec.width))
            self._header.setSectionResizeMode(at, mode.Fixed if spec.paint is Paint.CHECK else mode.Interactive)
        self.busy = False

    def current(self) -> tuple[tuple[str, int], ...]:
        """Return (name, px at 100 %) of the columns in order; one dropped for want of room has its last width."""
        found = []
        for at in self.order():
            spec = self._model.columns[at]
            size = round(self._header.sectionSize(at) * 100 / self._scale)
            if not spec.name:
                continue
            if spec.stretch:
                size = spec.width
            elif size:
                self._kept[spec.name] = size
            else:
                size = self._kept.get(spec.name, spec.width)
            found.append((spec.name, size))
        return tuple(found)

    def order(self, *, shown: bool = False) -> list[int]:
        """Return the columns from left to right, with ``shown`` only the visible ones."""
        header = self._header
        order = [header.logicalIndex(at) for at in range(header.count())]
        return [at for at in order if not (shown and header.isSectionHidden(at))]

    def fit(self, room: int) -> None:
        """Give the stretching column what is left of ``room`` px; drop columns of low priority while too little is."""
        columns = self._model.columns
        if not columns or self.busy:
            return
        self.busy = True
        for at in range(len(columns)):
            if self._header.isSectionHidden(at):
                self._header.setSectionHidden(at, False)
        stretch = next((at for at, spec in enumerate(columns) if spec.stretch), None)
        sizes = {at: self._header.sectionSize(at) for at in range(len(columns))}
        if stretch is not None:
            sizes[stretch] = self._theme.scaled(columns[stretch].width)
        for at in sorted((at for at in sizes if columns[at].priority), key=lambda at: -columns[at].priority):
            if sum(sizes.values()) <= room:
                break
            del sizes[at]
            self._header.setSectionHidden(at, True)
        if stretch is not None:
            rest = room - sum(size for at, size in sizes.items() if at != stretch)
            self._header.resizeSection(stretch, max(rest, sizes[stretch]))
        self.busy = False
