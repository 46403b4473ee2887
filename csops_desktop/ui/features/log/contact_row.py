"""The upper row of the log bar: which kind of contact, with whom, when, what happened, who began, both ways or not."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from csops_desktop.domain.contact_names import named
from csops_desktop.domain.fields import ACTIVITY_KINDS, Kind
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.log.day_popover import DayPopover
from csops_desktop.ui.features.log.draft import DEFAULT_KIND
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.activity_icons import ACTIVITY_ICONS
from csops_desktop.ui.widgets.buttons import Button, Chip, IconButton, Segment
from csops_desktop.ui.widgets.composed_line import ComposedLine
from csops_desktop.ui.widgets.customer_field import CustomerField
from csops_desktop.ui.widgets.people_picker import PeopleButton, Person
from csops_desktop.wording import fields as words
from csops_desktop.wording import log as said
from csops_desktop.wording import values

_BOTH_WAYS = frozenset({"call", "meeting", "visit"})
_ICONS_FROM, _WORDS_FROM = 1_400, 1_250  # px at 100 %: below that the line needs the room
_PEEK = 600


class ContactRow(QWidget):
    """What happened.

    Signals:
        changed: something of it changed.
        customers_changed: another customer, or many.
        entered: Enter in the line.
        people_requested: the button with the number of customers was pressed.
    """

    changed = Signal()
    customers_changed = Signal()
    entered = Signal()
    people_requested = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._many: tuple[int, ...] = ()
        self._attending = 0
        self._day: dt.date | None = None
        self._body = ""
        self._judged = False  # the user said whether it went both ways
        self._ticked = False  # the user said with whom it was
        self._wished: tuple[int, ...] = ()
        self.kinds = Segment(ACTIVITY_KINDS, self)
        self.customer = CustomerField(theme, self)
        self.people = Button(theme, icon="users-three", parent=self)
        self.single = IconButton(theme, "x", compact=True, parent=self)
        self.whom = PeopleButton(theme, keys="Alt+W", parent=self)
        self.day_button = Button(theme, icon="calendar-blank", variant="ghost", parent=self)
        self.line = ComposedLine(self)
        self.body_chip = Chip(theme, icon="paperclip", parent=self)
        self.theirs = QCheckBox(self)
        self.two_way = QCheckBox(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        before: tuple[QWidget, ...] = (
            self.kinds, self.customer, self.people, self.single, self.whom, self.day_button,
        )  # fmt: skip
        after: tuple[QWidget, ...] = (self.body_chip, self.theirs, self.two_way)
        for part in (*before, self.line, *after):
            layout.addWidget(part, 1 if part is self.line else 0)
        self.kinds.chosen.connect(self.choose_kind)
        self.customer.chosen.connect(self.customers_changed)
        self.customer.settled.connect(self.line.setFocus)
        self.people.clicked.connect(self.people_requested)
        self.single.clicked.connect(self._on_single)
        self.day_button.clicked.connect(self._on_day)
        self.line.textEdited.connect(self._on_text)
        self.whom.picked.connect(self._on_picked)
        self.whom.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Alt+W; the way of Tab stays short
        self.line.entered.connect(self.entered)
        self.body_chip.clicked.connect(self._on_body_removed)
        self.theirs.clicked.connect(self._on_changed)
        self.two_way.clicked.connect(self._on_judged)
        theme.changed.connect(self._fit)
        self._fit()
        self.choose_kind(DEFAULT_KIND)
        self.set_many(())
        self.set_body("")

    @property
    def many(self) -> tuple[int, ...]:
        """The customers when there are several."""
        return self._many

    @property
    def body(self) -> str:
        """The text that does not fit the line."""
        return self._body

    @property
    def day(self) -> dt.date | None:
        """The day it happened when that is not today."""
        return self._day

    def happened_on(self) -> dt.date:
        """Return the day it happened."""
        return self._day or self._clock.today()

    def customer_ids(self) -> tuple[int, ...]:
        """Return with whom."""
        one = self.customer.customer()
        return self._many or (() if one is None else (one[0],))

    @Slot(str)
    def choose_kind(self, kind: str) -> None:
        """Set the kind; whether it went both ways follows until the user says otherwise."""
        self.kinds.choose(kind)
        if not self._judged:
            self.two_way.setChecked(kind in _BOTH_WAYS)
        self.changed.emit()

    def step_kind(self, by: int) -> None:
        """Choose the kind before or after."""
        at = ACTIVITY_KINDS.index(self.kinds.current() or DEFAULT_KIND)
        self.choose_kind(ACTIVITY_KINDS[(at + by) % len(ACTIVITY_KINDS)])

    def set_many(self, ids: Sequence[int], attending: int = 0) -> None:
        """Log for many customers, or with an empty sequence for the one in the field."""
        self._many = tuple(ids) if len(ids) > 1 else ()
        self._attending = attending
        self.customer.setVisible(not self._many)
        self.people.setVisible(bool(self._many))
        self.single.setVisible(bool(self._many))
        self._show_people()
        self.customers_changed.emit()

    def set_day(self, day: dt.date | None) -> None:
        """Set the day it happened; None is today."""
        self._day = None if day is None or day >= self._clock.today() else day
        self._show_day()
        self.changed.emit()

    def set_body(self, body: str) -> None:
        """Keep a text beside the line."""
        self._body = body
        self.body_chip.setVisible(bool(body))
        self._show_body()
        self.changed.emit()

    def offer(self, people: Sequence[Person]) -> None:
        """Offer the contacts of the customer; those whom the line names are ticked, until the user ticks others."""
        if people:
            self._ticked, wished, self._wished = bool(self._wished), self._wished, ()
            self.whom.show_people(people, wished or named(self.line.text(), people))
        else:
            self._ticked = False
            self.whom.show_people((), ())
        self.whom.setVisible(bool(people) and not self._many)

    def tick(self, contacts: Sequence[int]) -> None:
        """Take over whom the user ticked before, as soon as the contacts of the customer are known."""
        self._wished = tuple(contacts)

    def ticked(self) -> tuple[int, ...]:
        """Return whom the user ticked; those whom the line names by itself are not kept apart."""
        return self.whom.chosen() if self._ticked else self._wished

    def set_sides(self, *, theirs: bool, two_way: bool, judged: bool) -> None:
        """Say who began and whether it went both ways."""
        self._judged = judged
        self.theirs.setChecked(theirs)
        self.two_way.setChecked(two_way)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.kinds.set_texts([words.choice_name("kind", kind) for kind in ACTIVITY_KINDS])
        self.kinds.set_hints([f"Alt+{number}" for number in range(1, len(ACTIVITY_KINDS) + 1)])
        self.kinds.setAccessibleName(words.field_name(Kind.ACTIVITIES, "kind"))
        self.customer.setPlaceholderText(_("Find a customer"))
        self.customer.setAccessibleName(words.field_name(Kind.ACTIVITIES, "customer_id"))
        self.single.describe(_("Log for one customer only"))
        self.line.setPlaceholderText(_("What happened, in one line"))
        self.line.setAccessibleName(words.field_name(Kind.ACTIVITIES, "body"))
        self.theirs.setText(_("They began"))
        self.theirs.setToolTip(_("The customer started it"))
        self.two_way.setText(_("Two-way"))
        self.two_way.setToolTip(_("Both sides spoke"))
        self.people.setToolTip(_("See the customers and say who attended"))
        self.whom.retranslate()
        self._show_people()
        self._show_day()
        self._show_body()

    def _show_people(self) -> None:
        text = words.counted(Kind.CUSTOMERS, len(self._many))
        if self._attending:
            attending = ngettext("{n} attended", "{n} attended", self._attending).format(n=self._attending)
            text = f"{text}, {attending}"
        self.people.set_text(text)

    def _show_day(self) -> None:
        self.day_button.set_text(said.happened(self.happened_on(), self._clock.today()))
        self.day_button.setToolTip(_("The day it happened") + " (Alt+D)")

    def _show_body(self) -> None:
        text = ngettext("Text, {n} character ×", "Text, {n} characters ×", len(self._body))
        self.body_chip.set_text(text.format(n=values.number(len(self._body))))
        self.body_chip.setToolTip(self._body[:_PEEK])

    @Slot()
    def _on_text(self) -> None:
        if not self._ticked and self.whom.people:
            self.whom.show_people(self.whom.people, named(self.line.text(), self.whom.people))
        self.changed.emit()

    @Slot()
    def _on_picked(self) -> None:
        self._ticked = True
        self.changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_judged(self) -> None:
        self._judged = True
        self.changed.emit()

    @Slot()
    def _on_single(self) -> None:
        self.set_many(())
        self.customer.setFocus()

    @Slot()
    def _on_body_removed(self) -> None:
        self.set_body("")

    @Slot()
    def _on_day(self) -> None:
        popover = DayPopover(self._theme, self._clock.today(), past=True, parent=self)
        popover.picked.connect(self.set_day)
        popover.show_below(self.day_button)

    @Slot()
    def _fit(self) -> None:
        self.customer.setFixedWidth(self._theme.scaled(168))
        self.body_chip.setMaximumWidth(self._theme.scaled(170))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent: icons and words where there is room, else words, else icons."""
        super().resizeEvent(event)
        width, scaled = event.size().width(), self._theme.scaled
        short = width < scaled(_WORDS_FROM)
        icons = short or width >= scaled(_ICONS_FROM)
        self.kinds.set_icons(
            [self._theme.icon(ACTIVITY_ICONS[kind], "text.2") for kind in ACTIVITY_KINDS] if icons else []
        )
        self.kinds.shorten(short=short)
