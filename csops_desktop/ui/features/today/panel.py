"""The panel at the right: why the customer is on the list, what one must know, what happened last."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.today import QueueItem, Reason
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.features.today.cells import ICONS, when
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.health_marks import HealthPill
from csops_desktop.ui.widgets.parts import ElidedLabel, Icon, label, set_look
from csops_desktop.ui.widgets.related import RelatedBlock
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.wording import fields as words
from csops_desktop.wording import health_figures as say_health
from csops_desktop.wording import today as say
from csops_desktop.wording import values as show

KINDS = (Kind.NEXT_ACTIONS, Kind.PROMISES, Kind.CONTACTS, Kind.ACTIVITIES, Kind.CONTRACTS)
_FACTS = ("renewal_on", "notice_on", "mrr", "last_contact_on", "phase", "owner_id")
_ACROSS = 3
_SOON, _NEAR = 60, 90
Related = tuple[Record, Mapping[Kind, Sequence[Record]]]


class ReasonLine(QWidget):
    """One reason: what, why, when, and a button where it can be settled here.

    Signals:
        finish_requested(Reason): the button.
    """

    finish_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason: Reason | None = None
        self._icon = Icon(theme, "phone", parent=self)
        self._what = label("", wrap=True)
        self._why = label("", "small", tone="3", wrap=True)
        self._due = label("", "small")
        self.button = IconButton(theme, "check", compact=True, parent=self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._what)
        texts.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("space.4"))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        row.addLayout(texts, 1)
        row.addWidget(self._due, 0, top)
        row.addWidget(self.button, 0, top)
        self.button.clicked.connect(self._on_clicked)

    def show_reason(self, reason: Reason, today: dt.date) -> None:
        """Show a reason."""
        self.reason = reason
        what = " ".join(say.what(reason).split())
        first, _second, late = when(reason, today)
        self._icon.show_icon(ICONS[reason.kind], "text.3")
        self._what.setText(what)
        self._why.setText(say.why(reason))
        self._due.setText(first)
        set_look(self._due, "tone", "danger" if late else "2")
        self.button.describe(_("Done: {what}").format(what=what))
        self.button.setVisible(reason.record_id is not None)

    @Slot()
    def _on_clicked(self) -> None:
        self.finish_requested.emit(self.reason)


class TodayPanel(QFrame):
    """Shows the customer of the current line; nothing is edited here.

    Signals:
        finish_requested(Reason): one of the reasons is settled.
        done_requested, snooze_requested, open_requested: the buttons at the top.
    """

    finish_requested = Signal(object)
    done_requested = Signal()
    snooze_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("todayPanel")
        self.setProperty("surface", "surface")
        self.setProperty("edge", "left")
        self._theme = theme
        self._item: QueueItem | None = None
        self._found: Related | None = None
        self._context = ListContext(dt.date.min)
        self._title = ElidedLabel("h1", self)
        self._pill = HealthPill(theme, self)
        self._meta = label("", "small", tone="3")
        self._open = IconButton(theme, "arrow-square-out", parent=self)
        self.snooze_button = Button(theme, icon="bell-z", parent=self)
        self._done = Button(theme, icon="check", variant="primary", parent=self)
        self._why = label("", "caption", tone="3", bold=True)
        self._goal = label("", "body", wrap=True)
        self._goal_word = label("", "caption", tone="3", bold=True)
        self._reasons = QVBoxLayout()
        self._lines: list[ReasonLine] = []
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        self.blocks = {kind: RelatedBlock(theme, kind, self) for kind in KINDS}
        self._build()
        self._open.clicked.connect(self.open_requested)
        self.snooze_button.clicked.connect(self.snooze_requested)
        self._done.clicked.connect(self.done_requested)
        self.setMinimumWidth(theme.px("size.detail_min"))
        self.retranslate()

    def _build(self) -> None:
        theme, pad = self._theme, self._theme.px("space.6") + 2
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.4"))
        row.addWidget(self._title, 1)
        for widget in (self._open, self.snooze_button, self._done):
            row.addWidget(widget)
        head = QVBoxLayout()
        head.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.4"))
        head.setSpacing(theme.px("space.1"))
        under = QHBoxLayout()
        under.setSpacing(theme.px("space.4"))
        under.addWidget(self._pill)
        under.addWidget(self._meta, 1)
        head.addLayout(row)
        head.addLayout(under)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(pad, theme.px("space.2"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.4"))
        self._reasons.setSpacing(theme.px("space.4"))
        inner.addWidget(self._why)
        inner.addLayout(self._reasons)
        inner.addWidget(self._card())
        inner.addWidget(self._goal_word)
        inner.addWidget(self._goal)
        for block in self.blocks.values():
            inner.addWidget(block)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(scrolling(body, self), 1)

    def _card(self) -> QFrame:
        theme = self._theme
        card = QFrame(self)
        card.setProperty("card", "true")
        grid = QGridLayout(card)
        grid.setContentsMargins(theme.px("space.5"), theme.px("space.4"), theme.px("space.5"), theme.px("space.4"))
        grid.setHorizontalSpacing(theme.px("space.5"))
        grid.setVerticalSpacing(theme.px("space.4"))
        for at, name in enumerate(_FACTS):
            word, value = label("", "caption", tone="3"), label("", "small")
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(word)
            cell.addWidget(value)
            grid.addLayout(cell, at // _ACROSS, at % _ACROSS)
            grid.setColumnStretch(at % _ACROSS, 1)
            self._facts[name] = (word, value)
        return card

    def show_item(self, item: QueueItem, context: ListContext) -> None:
        """Show at once what the list knows; the rest follows by ``show_found``."""
        same = self._item is not None and self._item.customer_id == item.customer_id
        self._item, self._context = item, context
        self._title.show_text(item.name)
        self._show_verb(item.reason)
        while len(self._lines) < len(item.reasons):
            line = ReasonLine(self._theme, self)
            line.finish_requested.connect(self.finish_requested)
            self._lines.append(line)
            self._reasons.addWidget(line)
        for line in self._lines[len(item.reasons) :]:
            line.hide()
        for line, reason in zip(self._lines, item.reasons, strict=False):
            line.show_reason(reason, context.today)
            line.show()
        if not same:
            self._found = None
            self._show_found()

    def show_found(self, found: Related) -> None:
        """Show the customer's record and what belongs to it."""
        if self._item is not None and found[0].id == self._item.customer_id:
            self._found = found
            self._show_found()

    def reason_lines(self) -> list[ReasonLine]:
        """Return the reasons shown, the strongest first."""
        return [line for line in self._lines if not line.isHidden()]

    def fact(self, name: str) -> str:
        """Return what is said about a field of the customer."""
        return self._facts[name][1].text()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._why.setText(_("Why now"))
        self._goal_word.setText(words.field_name(Kind.CUSTOMERS, "success_goal"))
        self._open.describe(_("Open the customer"), "Enter")
        self.snooze_button.set_text(_("Snooze"))
        self.snooze_button.setToolTip(f"{self.snooze_button.text()} (S)")
        self._show_verb(None)
        for name, (word, _value) in self._facts.items():
            word.setText(words.field_name(Kind.CUSTOMERS, name))
        if self._item is not None:
            self.show_item(self._item, self._context)
        self._show_found()

    def _show_verb(self, reason: Reason | None) -> None:
        """Say on the first button what takes the line off the list."""
        logs = reason is not None and say.is_settled_by_contact(reason)
        self._done.setIcon(self._theme.icon("note-pencil" if logs else "check", "text.onaccent"))
        self._done.set_text(_("Log") if logs else pgettext("button", "Done"))
        self._done.setToolTip(f"{self._done.text()} (E)")

    def _show_found(self) -> None:
        record, related = self._found or (None, {})
        values = record.values if record is not None else {}
        touch, goal = values.get("touch"), values.get("success_goal")
        band = values.get("band")
        self._pill.show_score(Band(band) if isinstance(band, str) else None, say_health.pill(values))
        meta = (words.choice_name("touch", str(touch)) if touch else "", str(values.get("industry") or ""))
        self._meta.setText(" ・ ".join(part for part in meta if part))
        self._goal.setText(str(goal or ""))
        self._goal.setVisible(bool(goal))
        self._goal_word.setVisible(bool(goal))
        for name, (word, value) in self._facts.items():
            for part in (word, value):
                part.setVisible(name != "owner_id" or self._context.owners)
            text, tone = ("", "") if record is None else _fact(name, record, self._context)
            value.setText(text)
            value.setToolTip(text)
            set_look(value, "tone", tone)
        for kind, block in self.blocks.items():
            block.show_records(related.get(kind, ()), self._context)
            block.setVisible(block.count() > 0)


def _fact(name: str, record: Record, context: ListContext) -> tuple[str, str]:
    """Return a field in words and its tone."""
    value = record.values.get(name)
    if name == "owner_id":
        return record.names.get(name, "") or show.DASH, ""
    if value is None:
        return show.DASH, "3"
    if name == "last_contact_on" and isinstance(value, dt.date):
        every = record.values.get("every_days")
        days = (context.today - value).days
        late = isinstance(every, int) and days > every
        text = ngettext("{days} day ago, every {every}", "{days} days ago, every {every}", days)
        if days == 0:
            text = _("today, every {every}")
        return text.format(days=days, every=every), "danger" if late else ""
    if isinstance(value, dt.date):
        days = (value - context.today).days
        tone = "danger" if days <= _SOON else "warning" if days <= _NEAR else ""
        return f"{show.date(value)}  {show.days_left(days)}", tone
    if name == "mrr" and isinstance(value, int):
        return show.money(value, context.currency), ""
    return words.choice_name(name, str(value)), ""
