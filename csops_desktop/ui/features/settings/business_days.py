"""Settings of the business days: holidays by year, our own closing days, and when a run counts as stalled."""

import datetime as dt

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, current, ngettext, pgettext
from csops_desktop.services.business_days import Closing
from csops_desktop.services.calendar_changes import ListedDay, Look, Origin
from csops_desktop.ui.features.settings.calendar_dialogs import ChangeDialog, StretchDialog
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.form_fields import show_number, spin
from csops_desktop.ui.widgets.forms import FormRow, Section
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import values as show

_ROWS = 10
_LONGEST_STALL = 250


class _Days(PlainTree):
    def __init__(self, section: "BusinessDaysSection") -> None:
        super().__init__(section.bench.theme, _ROWS, section, columns=3)
        self._section = section

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Delete:
            self._section.open_again()
        elif key is Qt.Key.Key_Insert:
            self._section.close_days()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._section.turn(-1 if key is Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)


class BusinessDaysSection(Section):
    """The closed days of one year, and what can be changed about them."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self.bench = workbench
        theme = workbench.theme
        self.year = workbench.clock.today().year
        self._days: tuple[ListedDay, ...] = ()
        self._closing = Closing({}, {})
        self.stalled = spin(1, _LONGEST_STALL, self._on_stalled, width=theme.scaled(180))
        self.stalled.setKeyboardTracking(False)
        self._stalled_row = FormRow(theme, self.stalled, beside=True)
        self.list = _Days(self)
        self.earlier = IconButton(theme, "caret-left", compact=True, parent=self)
        self.later = IconButton(theme, "caret-right", compact=True, parent=self)
        self.shown_year = label("", bold=True)
        self.source = label("", "small", tone="3")
        self.close_button = Button(theme, icon="plus")
        self.open_button = Button(theme)
        self.read_button = Button(theme, icon="download-simple")
        self.library_button = Button(theme, variant="link")
        self.fault = label("", "caption", tone="danger", wrap=True)
        self.fault.hide()
        years, row = QHBoxLayout(), QHBoxLayout()
        for part in (self.earlier, self.shown_year, self.later):
            years.addWidget(part)
        years.addStretch(1)
        years.addWidget(self.source)
        row.setSpacing(theme.px("space.4"))
        for button in (self.close_button, self.open_button, self.read_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.library_button)
        self.body.addWidget(self._stalled_row)
        self.body.addLayout(years)
        self.body.addWidget(framed(self.list, self))
        self.body.addLayout(row)
        self.body.addWidget(self.fault)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.close_button.clicked.connect(self.close_days)
        self.open_button.clicked.connect(self.open_again)
        self.read_button.clicked.connect(self.read_list)
        self.library_button.clicked.connect(self.use_library)
        self.list.itemSelectionChanged.connect(self._on_selection)
        workbench.tasks.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(
            _("Business days"),
            _("Due dates that count business days pass over weekends, public holidays and our own closing days."),
        )
        self._stalled_row.set_words(_("Stalled"), _("A run that is on one step for longer counts as stalled."))
        self.stalled.setSuffix(_(" business days"))
        self.earlier.describe(_("Year before"), "←")
        self.later.describe(_("Next year"), "→")
        self.list.set_headings((_("Name"), _("Day"), pgettext("closed day", "Kind")))
        self.list.header().moveSection(self.list.header().visualIndex(1), 0)
        self.list.setAccessibleName(_("Closed days"))
        self.close_button.set_text(_("Close days…"))
        self.close_button.setToolTip("Insert")
        self.open_button.set_text(_("Make it a business day"))
        self.open_button.setToolTip("Delete")
        self.read_button.set_text(_("Read a list of holidays…"))
        self.read_button.setToolTip(_("The CSV file of the Cabinet Office, or a table of days and names"))
        self.library_button.set_text(_("Back to the holidays of the program"))
        self.load()

    def load(self) -> None:
        """Read the year again."""
        services, year, language = self.bench.services, self.year, current()

        def work() -> tuple[tuple[ListedDay, ...], Closing, int]:
            days = services.calendar_changes.year(year, language)
            stalled = int(services.settings.get(StoreSetting.STALLED_AFTER) or 0)
            return days, services.business_days.closing(), stalled

        self.bench.tasks.query(work, self._show, key="settings business days", owner=self)

    def turn(self, by: int) -> None:
        """Show another year."""
        self.year = min(max(self.year + by, dt.MINYEAR + 1), dt.MAXYEAR - 1)
        self.load()

    def _show(self, found: tuple[tuple[ListedDay, ...], Closing, int]) -> None:
        self._days, self._closing, stalled = found
        show_number(self.stalled, stalled)
        self.shown_year.setText(_("{year}").format(year=self.year))
        listed = any(day.year == self.year for day in self._closing.listed)
        self.source.setText(_("Holidays of the list that was read") if listed else _("Holidays of the program"))
        self.library_button.setVisible(bool(self._closing.listed))
        self.list.clear()
        quiet = QBrush(self.bench.theme.color("text.3"))
        for at, day in enumerate(self._days):
            own = day.origin is Origin.OWN
            origin = _("own closing day") if own else _("public holiday")
            item = self.list.add(at, (day.name, show.date_with_weekday(day.day), origin))
            if not own:
                item.setForeground(2, quiet)
        self._on_selection()

    def _chosen(self) -> frozenset[dt.date]:
        found = (self._days[at] for at in self.list.chosen())
        return frozenset(day.day for day in found if day.origin is Origin.OWN)

    @Slot()
    def close_days(self) -> None:
        """Ask which days are closed, and say what that moves."""
        closing = self._closing
        dialog = StretchDialog(self.bench.theme, self.year, self.bench.clock.today(), self)

        def taken(after: object) -> None:
            if isinstance(after, Closing):
                dialog.accept()
                self.propose(after)

        dialog.begin(closing)
        dialog.submitted.connect(taken)
        dialog.open()

    @Slot()
    def open_again(self) -> None:
        """Open the selected closing day of ours, and say what that moves."""
        days = self._chosen()
        if days:
            self.propose(self._closing.opened(days))

    @Slot()
    def read_list(self) -> None:
        """Read a list of public holidays, and say what it changes and moves."""
        kinds = [_("Table (*.csv *.xlsx *.tsv *.txt)")]
        paths = self.bench.messages.open_files(_("Read a list of holidays"), kinds)
        if not paths:
            return
        service, path, own = self.bench.services.business_days, paths[0], self._closing.own
        self.fault.hide()

        def read(_handle: object) -> dict[dt.date, str]:
            return service.read_list(path)

        self.bench.tasks.background(
            read, lambda days: self.propose(Closing(own, days)), failed=self._show_fault, owner=self
        )

    @Slot()
    def use_library(self) -> None:
        """Give the holidays that come with the program their word back."""
        self.propose(Closing(self._closing.own, {}))

    def propose(self, closing: Closing) -> None:
        """Say what a change does; where it moves nothing and is one of ours, it is done at once."""
        service, language = self.bench.services.calendar_changes, current()
        self.fault.hide()

        def show_look(look: Look) -> None:
            if not look.moved and closing.listed == self._closing.listed:
                self._take(closing, move_dates=False)
                return
            dialog = ChangeDialog(self.bench, look, self)
            dialog.decided.connect(lambda moving: self._take(closing, move_dates=moving))
            dialog.open()

        self.bench.tasks.query(lambda: service.look(closing, language), show_look, owner=self)

    def _take(self, closing: Closing, *, move_dates: bool) -> None:
        service = self.bench.services.calendar_changes
        self.bench.tasks.operate(
            lambda: service.take(closing, move_dates=move_dates), failed=self._show_fault, owner=self
        )

    @Slot(object)
    def _show_fault(self, error: CsopsError) -> None:
        self.fault.setText(self.bench.messages.sentence(error))
        self.fault.show()

    @Slot()
    def _on_earlier(self) -> None:
        self.turn(-1)

    @Slot()
    def _on_later(self) -> None:
        self.turn(1)

    @Slot()
    def _on_selection(self) -> None:
        n = len(self._chosen())
        self.open_button.setEnabled(n > 0)
        text = ngettext("{n} day of ours", "{n} days of ours", n).format(n=n)
        self.open_button.setAccessibleDescription(text)

    @Slot(int)
    def _on_stalled(self, days: int) -> None:
        service = self.bench.services.calendar_changes
        self.bench.tasks.operate(lambda: service.set_stalled_after(days), owner=self)

    @Slot(object, object)
    def _on_changed(self, areas: Area, _who: object) -> None:
        if areas & (Area.PLAYBOOKS | Area.SETTINGS):
            self.load()
