"""The customers of what is chosen on a chart, one below the other; single keys act on the current one."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.health import HealthLine
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.health import words
from csops_desktop.ui.tables.columns import Cell, Column, ListContext, Paint, Tone
from csops_desktop.ui.tables.line_table import LineTable
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import fields as field_words
from csops_desktop.wording import values as show

_FALL, _RISE = -10, 10
EXPORTED = (
    "external_id", "name", "score", "score_high", "band", "coverage", "score_change", "mrr", "renewal_on", "owner_id",
)  # fmt: skip
"""Columns of the exported list."""


class HealthTable(LineTable):
    """The lines.

    Signals:
        log_requested, list_requested, left: L, F and Escape.
    """

    row = "row.two_line"
    log_requested = Signal()
    list_requested = Signal()
    left = Signal()

    def __init__(self, model: IdTableModel[HealthLine], theme: Theme, parent: QWidget) -> None:
        super().__init__(model, theme, parent)
        self.setObjectName("healthTable")
        self.horizontalHeader().hide()

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {Qt.Key.Key_L: self.log_requested, Qt.Key.Key_F: self.list_requested, Qt.Key.Key_Escape: self.left}


def columns(context: ListContext, axes: tuple[str, str]) -> list[Column]:
    """Return the columns of the list."""
    return [
        Column(
            "name",
            partial(field_words.field_name, Kind.CUSTOMERS, "name"),
            240,
            partial(_standing, context, axes),
            Paint.STANDING,
            sortable=False,
            stretch=True,
        ),
        Column("mrr", lambda: _("30 days, MRR"), 96, partial(_money, context), Paint.LINES, sortable=False),
    ]


def _standing(context: ListContext, axes: tuple[str, str], line: HealthLine) -> Cell:
    parts = [words.axes(line, *axes)]
    if line.renewal_on is not None:
        parts.append(_renewal(line.renewal_on, context.today))
    hint = words.pointed(line, *axes, context.currency)
    return Cell(line.name, first="  ".join(parts), main=words.score(line), band=line.band.value, hint=hint)


def _renewal(day: dt.date, today: dt.date) -> str:
    left = show.days_left((day - today).days)
    return _("renewal {days}").format(days=left)


def _money(context: ListContext, line: HealthLine) -> Cell:
    change = words.change(line)
    tone = Tone.NORMAL
    if line.change is not None:
        tone = Tone.LATE if line.change <= _FALL else Tone.GOOD if line.change >= _RISE else Tone.NORMAL
    money = show.money(line.mrr, context.currency)
    return Cell(f"{change} {money}", first=money, main=change, tone=tone, bold=tone is not Tone.NORMAL)
