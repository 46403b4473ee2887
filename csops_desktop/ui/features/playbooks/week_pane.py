"""My week: the steps that are overdue or fall due in the next seven days, across all runs, ticked by one key."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.board import Week
from csops_desktop.domain.playbooks.shown import DueStep
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.tables.columns import EMPTY, Cell, Column, ListContext, Paint, Tone
from csops_desktop.ui.tables.line_table import LineTable
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import IconButton, Segment
from csops_desktop.ui.widgets.line_pane import LinePane
from csops_desktop.wording import fields as words
from csops_desktop.wording import playbooks, touch
from csops_desktop.wording import run_board as say
from csops_desktop.wording import values as show

WHOSE = ("mine", "all")
_KEYS = ("Space", "Enter", "L", "M")
_FAMILY = 2


class WeekTable(LineTable):
    """The steps.

    Signals:
        done_requested, log_requested, customer_requested, start_requested, whose_requested: Space or E, L, G, C and M.
    """

    done_requested = Signal()
    log_requested = Signal()
    customer_requested = Signal()
    start_requested = Signal()
    whose_requested = Signal()

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {
            Qt.Key.Key_Space: self.done_requested,
            Qt.Key.Key_E: self.done_requested,
            Qt.Key.Key_L: self.log_requested,
            Qt.Key.Key_G: self.customer_requested,
            Qt.Key.Key_C: self.start_requested,
            Qt.Key.Key_M: self.whose_requested,
        }


class WeekPane(LinePane[DueStep, WeekTable]):
    """The steps by day.

    Signals:
        whose_chosen(str): ``mine`` or ``all``.
    """

    whose_chosen = Signal(str)

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        super().__init__(theme, columns(context), _id_of, WeekTable, parent, icon="calendar-blank", keys=_KEYS)
        self._context = context
        self._week = Week()
        self.table.setObjectName("weekTable")
        self.whose = Segment(WHOSE, self)
        self.whose.choose(WHOSE[0])
        self.whose.hide()
        self.bar.addWidget(self.whose)
        self.bar.addStretch(1)
        self.out = IconButton(theme, "calendar-plus", parent=self)
        self.bar.addWidget(self.out)
        self.second.hide()
        self.whose.chosen.connect(self.whose_chosen)
        self.table.whose_requested.connect(self._on_whose)
        self.retranslate()

    def show_week(self, week: Week, context: ListContext, *, choice: bool) -> None:
        """List the steps; ``choice`` offers those of others too."""
        self._week, self._loaded = week, True
        if context != self._context:
            self._context = context
            self.model.set_columns(columns(context))
        self.whose.setVisible(choice)
        self._show()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.out.describe(_("Take all due days to a calendar (.ics)…"))
        self.whose.set_texts((pgettext("lines of the list", "Mine"), pgettext("lines of the list", "Everybody's")))
        self.whose.set_hints(("M", "M"))
        self.set_hints((_("Done"), _("Checklist"), pgettext("key that logs", "Log"), _("Mine or everybody's")))
        self.nothing.set_words(
            _("No step is due in the next seven days"),
            _("Steps of running playbooks appear here a week before their day, and stay until they are done."),
            _("Show the board"),
        )
        self.model.set_columns(columns(self._context))
        self._show()

    def _show(self) -> None:
        today, steps = self._context.today, self._week.steps
        late = [step for step in steps if _day(step) < today]
        coming = [step for step in steps if _day(step) >= today]
        groups = [(_heading(pgettext("steps", "Overdue"), late), late)]
        for day, found in groupby(coming, _day):
            listed = list(found)
            groups.append((_heading(say.day(day, today), listed), listed))
        self.show_groups(groups)
        minutes = sum(_minutes(step) for step in steps)
        text = say.steps(len(steps))
        self.sum.setText(f"{text} ・ {touch.duration(minutes)}" if minutes else text)

    @Slot()
    def _on_whose(self) -> None:
        if self.whose.isVisible():
            other = next(key for key in WHOSE if key != self.whose.current())
            self.whose.choose(other)
            self.whose_chosen.emit(other)


def columns(context: ListContext) -> list[Column]:
    """Return the columns."""
    owner = partial(words.field_name, Kind.CUSTOMERS, "owner_id")
    return [
        Column("step", lambda: _("Step"), 220, _step, Paint.STRONG, sortable=False, stretch=True),
        Column("customer", partial(words.field_name, Kind.CUSTOMERS, "name"), 180, _customer, sortable=False),
        Column("playbook", lambda: _("Playbook"), 150, _playbook, sortable=False, priority=1),
        Column("due", lambda: pgettext("heading of the days by which things are to be done", "Due"), 120,
               partial(_due, context), Paint.DAYS, sortable=False),
        Column("minutes", lambda: _("Minutes"), 66, _taken, Paint.NUMBER, sortable=False, priority=2),
        *([Column("owner", owner, 84, _owner, Paint.OWNER, sortable=False, priority=3)] if context.owners else []),
    ]  # fmt: skip


def _heading(name: str, steps: Sequence[DueStep]) -> str:
    minutes = sum(_minutes(step) for step in steps)
    text = f"{name}  {say.steps(len(steps))}"
    return f"{text} ・ {touch.duration(minutes)}" if minutes else text


def _day(found: DueStep) -> dt.date:
    return found.line.course.due or dt.date.max


def _minutes(found: DueStep) -> int:
    return 0 if found.line.step is None else found.line.step.minutes


def _step(found: DueStep) -> Cell:
    return Cell(say.title(found), hint=found.line.note)


def _customer(found: DueStep) -> Cell:
    return Cell(found.head.customer, hint=found.head.customer)


def _playbook(found: DueStep) -> Cell:
    return Cell(playbooks.said(found.name))


def _due(context: ListContext, found: DueStep) -> Cell:
    day = _day(found)
    left = (day - context.today).days
    short, distance = show.date_short(day, context.today), show.days_left(left)
    tone = Tone.LATE if left < 0 else Tone.WARN if left == 0 else Tone.NORMAL
    return Cell(f"{short} {distance}", first=short, main=distance, tone=tone)


def _taken(found: DueStep) -> Cell:
    n = _minutes(found)
    return Cell(show.number(n)) if n else EMPTY


def _owner(found: DueStep) -> Cell:
    name = found.line.owner or found.head.owner
    family = name.split()[0] if len(name.split()) == _FAMILY else name
    return Cell(name, main=family)


def _id_of(found: DueStep) -> int:
    return found.line.id
