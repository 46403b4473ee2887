"""Asks which days are closed, and says what a change of the business days moves before anything moves."""

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.moving import Move
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.services.business_days import Closing
from csops_desktop.services.calendar_changes import DayChange, Look
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.day_row import DayRow, InputRow
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import playbooks as words
from csops_desktop.wording import values as show

_WIDTH = 640
_ROWS = 8
_DAYS_SHOWN = 6
_TALL = 16777215


class StretchDialog(ActDialog):
    """Asks for the first and the last day and a name; ``submitted`` gives the closing days with them."""

    def __init__(self, theme: Theme, year: int, today: dt.date, parent: QWidget) -> None:
        super().__init__(
            theme,
            _("Which days are closed?"),
            _("Saturdays and Sundays among them are left out: they are closed anyway."),
            _("Close them"),
            parent,
        )
        self._closing = Closing({}, {})
        year_end = (dt.date(year, 12, 29), dt.date(year + 1, 1, 3))
        bon = (dt.date(year, 8, 13), dt.date(year, 8, 15))
        line = QHBoxLayout()
        for name, stretch in ((_("Year end and New Year"), year_end), (_("Bon holidays"), bon)):
            button = Button(theme, name, compact=True, parent=self)
            button.setToolTip(" – ".join(map(show.date_with_weekday, stretch)))
            button.clicked.connect(lambda _checked=False, name=name, stretch=stretch: self.suggest(name, *stretch))
            line.addWidget(button)
        line.addStretch(1)
        self.content.addLayout(line)
        self.name = InputRow(theme, "name", "")
        self.name.set_words(_("Name"))
        self.add_row("name", self.name)
        self.first = DayRow(theme, "first", _("First day"), None, today)
        self.last = DayRow(theme, "day", _("Last day"), None, today)
        self.add_beside(("first", self.first), ("day", self.last))
        self.finish(self.name.line)

    def begin(self, closing: Closing) -> None:
        """Take the closing days there are."""
        self._closing = closing

    def suggest(self, name: str, first: dt.date, last: dt.date) -> None:
        """Fill in a ready suggestion."""
        self.name.line.setText(name)
        self.first.line.setText(show.date(first))
        self.last.line.setText(show.date(last))
        self.take.setFocus()

    def entered(self) -> object | None:
        """Override ActDialog.entered."""
        if not self.first.check(required=True) or not self.last.check(required=False):
            return None
        first = self.first.day()
        if first is None:
            return None
        try:
            return self._closing.closed(first, self.last.day() or first, self.name.line.text())
        except InvalidValueError as error:
            self.refuse(error)
            return None


class ChangeDialog(HouseDialog):
    """Says which days change and which due dates would move.

    Signals:
        decided(bool): change the days; True: the due dates follow.
    """

    decided = Signal(bool)

    def __init__(self, workbench: Workbench, look: Look, parent: QWidget) -> None:
        n = look.dates
        title = ngettext("Move {n} due date of open runs?", "Move {n} due dates of open runs?", n)
        super().__init__(
            workbench.theme,
            title.format(n=f"{n:,}") if n else _("Change the business days?"),
            _("Dates that were moved by hand stay. Days and dates change in one step, which can be undone."),
            width=_WIDTH,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.days = label(_days(look.days), "small", tone="2", wrap=True)
        self.content.addWidget(self.days)
        self.list = PlainTree(workbench.theme, _ROWS, self, columns=3)
        self.list.setMaximumHeight(_TALL)
        self.list.set_headings((_("Step"), _("Customer"), pgettext("step", "Due")))
        self.list.setAccessibleName(_("Due dates that would move"))
        for at, moved in enumerate(look.moved):
            for move in moved.moves:
                title_of = _title(moved.playbook, move)
                item = self.list.add(at, (title_of, moved.head.customer, _arrow(move)))
                item.setToolTip(0, f"{words.said(moved.playbook.name)}: {title_of}")
        frame = framed(self.list, self)
        frame.setVisible(n > 0)
        self.content.addWidget(frame)
        self.add_cancel()
        if n:
            keep = self.add_button(_("Keep the dates"))
            keep.clicked.connect(self._on_keep)
        text = ngettext("Move {n} date", "Move {n} dates", n).format(n=f"{n:,}") if n else _("Change them")
        self.take = self.add_button(text, variant="primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        self.take.setFocus()

    @Slot()
    def _on_keep(self) -> None:
        self.decided.emit(False)

    @Slot()
    def _on_take(self) -> None:
        self.decided.emit(True)


def _title(playbook: Playbook, move: Move) -> str:
    step = playbook.step(move.key)
    return words.said(step.title) if step is not None else move.key


def _arrow(move: Move) -> str:
    before, after = (show.date(day) if day is not None else "—" for day in (move.before, move.after))
    return f"{before} → {after}"


def _days(days: tuple[DayChange, ...]) -> str:
    """Return which days open and close, and how many only have another name, as in a list in another language."""
    other = [each for each in days if each.before is None or each.after is None]
    lines = [_day(each) for each in other]
    said = [words.listed(lines, _DAYS_SHOWN)] if lines else [_("No day opens or closes from this year on.")]
    renamed = len(days) - len(other)
    if renamed:
        text = ngettext("{n} closed day has another name.", "{n} closed days have another name.", renamed)
        said.append(text.format(n=f"{renamed:,}"))
    return "\n".join(said)


def _day(found: DayChange) -> str:
    day = show.date_with_weekday(found.day)
    if found.after is None:
        return _("{day} is open again ({name})").format(day=day, name=found.before)
    return _("{day} is closed: {name}").format(day=day, name=found.after)
