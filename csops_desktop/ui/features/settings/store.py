"""Settings of the store: who I am, fiscal year, currency; its backups and its passphrase."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.settings import CURRENCY_DIGITS, StoreSetting
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.settings.emergency import EmergencySheet
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.forms import FormRow, Section
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import values

_MONTHS = 12


class StoreSection(Section):
    """Facts that belong to the file, so that everybody who opens it sees the same."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self._bench = workbench
        theme = workbench.theme
        self.me = QComboBox(self)
        self.year = QComboBox(self)
        self.currency = QComboBox(self)
        self.year.addItems([""] * _MONTHS)
        self.currency.addItems(list(CURRENCY_DIGITS))
        self._rows = [FormRow(theme, box, beside=True) for box in (self.me, self.year, self.currency)]
        for row in self._rows:
            row.editor.setFixedWidth(theme.scaled(260))
            self.body.addWidget(row)
        self.me.activated.connect(self._on_me)
        self.year.activated.connect(self._on_year)
        self.currency.activated.connect(self._on_currency)
        workbench.tasks.changed.connect(self._on_changed)
        workbench.crew.changed.connect(self._show_crew)
        self.retranslate()
        self._show_crew()
        self.load()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(_("Store"), str(self._bench.services.path))
        words = (
            (_("I am"), _("On this computer: your name beside what you do, owner of what you add, “mine” in lists.")),
            (_("Fiscal year starts in"), ""),
            (_("Currency"), _("One for the whole store. Changing it renames amounts, it does not convert them.")),
        )
        for row, (text, hint) in zip(self._rows, words, strict=True):
            row.set_words(text, hint)
        for month in range(_MONTHS):
            self.year.setItemText(month, _("Month {n}").format(n=month + 1))
        if self.me.count():
            self.me.setItemText(0, _("(nobody)"))

    def load(self) -> None:
        """Read the settings again."""
        services = self._bench.services

        def read() -> tuple[int, str]:
            return (
                int(services.settings.get(StoreSetting.FISCAL_YEAR_START) or 1),
                str(services.settings.get(StoreSetting.CURRENCY)),
            )

        self._bench.tasks.query(read, self._show, key="settings store", owner=self)

    @Slot()
    def _show_crew(self) -> None:
        crew = self._bench.crew.crew
        self.me.clear()
        self.me.addItem(_("(nobody)"), None)
        for member in crew.members:
            if not member.left or member.id == crew.me:
                self.me.addItem(member.name, member.id)
        self.me.setCurrentIndex(max(0, self.me.findData(crew.me)))

    def _show(self, found: tuple[int, str]) -> None:
        month, currency = found
        self.year.setCurrentIndex(month - 1)
        self.currency.setCurrentText(currency)

    def _set(self, setting: StoreSetting, value: str | int | None) -> None:
        settings = self._bench.services.settings
        self._bench.tasks.operate(lambda: settings.set(setting, value), initiator=self)

    @Slot(int)
    def _on_me(self, index: int) -> None:
        self._bench.crew.be(self.me.itemData(index))

    @Slot(int)
    def _on_year(self, index: int) -> None:
        self._set(StoreSetting.FISCAL_YEAR_START, index + 1)

    @Slot(int)
    def _on_currency(self, _index: int) -> None:
        self._set(StoreSetting.CURRENCY, self.currency.currentText())

    @Slot(object, object)
    def _on_changed(self, areas: Area, initiator: object) -> None:
        if initiator is not self and areas & Area.SETTINGS:
            self.load()


class SafetySection(Section):
    """Backups and passphrase.

    Signals:
        asked(ActionId): the window carries it out.
        passphrase_asked: set or change the passphrase.
    """

    asked = Signal(object)
    passphrase_asked = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self._bench = workbench
        theme = workbench.theme
        self._last = label("", tone="2", wrap=True)
        self.backup = Button(theme, icon="shield-check")
        self.restore = Button(theme, icon="clock-counter-clockwise")
        self.check = Button(theme, icon="first-aid-kit")
        self._protected = label("", tone="2", wrap=True)
        self._honest = label("", "small", tone="3", wrap=True)
        self.passphrase = Button(theme, icon="lock-key")
        self.sheet = Button(theme, icon="printer")
        for widgets in ((self.backup, self.restore, self.check), (self.passphrase, self.sheet)):
            first = widgets[0] is self.backup
            self.body.addWidget(self._last if first else self._protected)
            if not first:
                self.body.addWidget(self._honest)
            row = QHBoxLayout()
            row.setSpacing(theme.px("space.4"))
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            self.body.addLayout(row)
            if first:
                self.body.addSpacing(theme.px("space.4"))
        self.backup.clicked.connect(self._on_backup)
        self.restore.clicked.connect(self._on_restore)
        self.check.clicked.connect(self._on_check)
        self.passphrase.clicked.connect(self.passphrase_asked)
        self.sheet.clicked.connect(self._on_sheet)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        encrypted = self._bench.services.backups.database.encrypted
        self.set_words(
            _("Safety"),
            _("A verified backup each day and before each import. Kept: 12 daily, 10 weekly, 9 monthly, the newest 5."),
        )
        self.backup.set_text(_("Back up now"))
        self.restore.set_text(_("Backups…"))
        self.check.set_text(_("Check the store"))
        self.sheet.set_text(_("Emergency sheet…"))
        if encrypted:
            self._protected.setText(_("This store is unreadable without its passphrase."))
            self._honest.setText(_("Nobody can recover a lost passphrase: neither we nor anybody else."))
            self.passphrase.set_text(_("Change the passphrase…"))
        else:
            self._protected.setText(_("This store has no passphrase: who has the file can read it."))
            self._honest.setText(
                _(
                    "Without one, damage to single characters on the disk cannot be noticed either; "
                    "with one, every page carries a check value."
                )
            )
            self.passphrase.set_text(_("Set a passphrase…"))
        self.load()

    def load(self) -> None:
        """Read when the last backup was made."""
        backups = self._bench.services.backups

        def read() -> tuple[int, str]:
            found = backups.all()
            return len(found), found[0].at if found else ""

        self._bench.tasks.query(read, self._show, key="settings backups", owner=self)

    def _show(self, found: tuple[int, str]) -> None:
        n, at = found
        if n:
            text = _("Last backup {moment}, {n} in all, in {folder}")
            self._last.setText(
                text.format(moment=values.moment(at), n=values.number(n), folder=self._bench.profile.backups)
            )
        else:
            self._last.setText(_("No backup yet"))

    @Slot()
    def _on_backup(self) -> None:
        self.asked.emit(ActionId.BACKUP_NOW)

    @Slot()
    def _on_restore(self) -> None:
        self.asked.emit(ActionId.RESTORE)

    @Slot()
    def _on_check(self) -> None:
        self.asked.emit(ActionId.CHECK)

    @Slot()
    def _on_sheet(self) -> None:
        EmergencySheet(self._bench, self).open()
