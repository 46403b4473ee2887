"""Backups: the one of the day, one on demand, the list to restore from, and the check of the store."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import N_, _
from csops_desktop.foundation.paths import Profile
from csops_desktop.ui.frame import Frame
from csops_desktop.ui.messages import Messages
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.store_switch import Wish, store_filter
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.lines import Line, LinesView
from csops_desktop.ui.widgets.status_bar import StatusBar
from csops_desktop.wording import values

if TYPE_CHECKING:
    from csops_desktop.services.backups import Backup, StoreState

REASONS = {
    "day": N_("Backup of the day"),
    "import": N_("Before an import"),
    "bulk": N_("Before a bulk change"),
    "migration": N_("Before an update of the store"),
    "asked": N_("Made on request"),
}


def reason_words(reason: str) -> str:
    """Return why a backup was made."""
    words = REASONS.get(reason, reason)
    return _(words)


def line_of(backup: "Backup") -> Line:
    """Return a backup as a line of a list."""
    n = values.number(backup.rows.get("customer", 0))
    below = _("{reason}, {n} customers").format(reason=reason_words(backup.reason), n=n)
    mark = _("with passphrase") if backup.encrypted else ""
    return Line(backup.sequence, "shield-check", values.moment(backup.at), below, mark)


def back_up(bench: Workbench) -> None:
    """Make a backup now and say so; the work goes on meanwhile."""
    backups, messages = bench.services.backups, bench.messages

    def done(backup: "Backup | None") -> None:
        if backup is not None:
            messages.toast(_("Backed up, {moment}").format(moment=values.moment(backup.at)), icon="shield-check")

    bench.tasks.background(lambda handle: backups.make("asked", handle.step), done, failed=messages.error)


def back_up_of_today(bench: Workbench, status: StatusBar) -> None:
    """Take the backup of the day unless there is one, then show in the status bar when the last one was made."""
    backups = bench.services.backups

    def newest(backup: "Backup | None") -> None:
        if backup is None:
            status.show_backup(lambda: _("No backup yet"))
        else:
            moment = dt.datetime.fromisoformat(backup.at)
            recent = moment.astimezone().date() == bench.clock.today()
            at = backup.at

            def words() -> str:
                return _("Backup {moment}").format(moment=values.time(moment) if recent else values.moment(at))

            status.show_backup(words)

    def failed(error: CsopsError) -> None:
        status.show_backup(lambda: _("The backup failed"), good=False)
        bench.messages.error(error)

    def made(_backup: object) -> None:
        bench.tasks.query(lambda: next(iter(backups.all()), None), newest, owner=status, failed=failed)

    bench.tasks.background(lambda handle: backups.of_today(handle.step), made, owner=status, failed=failed)


def check(bench: Workbench) -> None:
    """Look through the store for damage and say what was found."""

    def show(state: "StoreState") -> None:
        n = values.number(state.rows.get("customer", 0))
        if state.ok:
            bench.messages.tell(
                _("The store is in good order"),
                _("{n} customers and everything that belongs to them were read and agree.").format(n=n),
                _facts(state),
            )
        else:
            bench.messages.tell(
                _("The store is damaged"),
                _("Restore the newest backup: Menu, File, Restore a backup. The damaged file is kept."),
                f"{state.integrity}\n\n{_facts(state)}",
            )

    bench.messages.toast(_("Checking the store…"), icon="first-aid-kit")
    bench.tasks.background(lambda _handle: bench.services.backups.check(), show, failed=bench.messages.error)


def _facts(state: "StoreState") -> str:
    rows = "\n".join(f"{table}: {values.number(n)}" for table, n in sorted(state.rows.items()))
    protected = _("with passphrase") if state.encrypted else _("without passphrase")
    return f"{state.engine}\n{protected}\n\n{rows}"


def choose_file(messages: Messages, profile: Profile) -> Path | None:
    """Let the user choose a backup file, when no store is open that could list its own."""
    files = messages.open_files(_("Restore a backup"), [store_filter()], folder=profile.backups)
    return files[0] if files else None


class BackupsDialog(HouseDialog):
    """The backups of this store, newest first, and restoring one."""

    def __init__(self, workbench: Workbench, frame: Frame) -> None:
        super().__init__(
            workbench.theme,
            _("Backups"),
            _("Each was read back after it was written. When you restore one, the store of now is kept too."),
            width=560,
            parent=frame,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = workbench
        self._frame = frame
        self._backups: dict[int, Backup] = {}
        self.view = LinesView(workbench.theme, self)
        self.view.setMinimumHeight(self.height_for(320))
        self._empty = EmptyState(workbench.theme, "shield-check", self)
        self._empty.hide()
        box = QFrame(self)
        box.setProperty("card", "true")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        inner.addWidget(self._empty)
        self.content.addWidget(box, 1)
        self.add_button(_("Other file…"), closes=False).clicked.connect(self._on_other)
        self.add_button(_("Back up now"), closes=False).clicked.connect(self._on_make)
        self.add_cancel(_("Close"))
        self.restore_button = self.add_button(_("Restore…"), variant="primary", closes=False)
        self.restore_button.setEnabled(False)
        self.restore_button.clicked.connect(self._on_restore)
        self._load()

    def _load(self) -> None:
        self._bench.tasks.query(self._bench.services.backups.all, self._show, key="backups dialog")

    def _show(self, backups: "list[Backup]") -> None:
        self._backups = {backup.sequence: backup for backup in backups}
        self.view.show_lines([line_of(backup) for backup in backups])
        self.view.setVisible(bool(backups))
        self._empty.setVisible(not backups)
        self._empty.set_words(_("No backup yet"), _("One is made every day, and before each import."))
        self.restore_button.setEnabled(bool(backups))

    @Slot()
    def _on_make(self) -> None:
        backups = self._bench.services.backups
        self.note.setText(_("Working…"))
        self._bench.tasks.background(
            lambda handle: backups.make("asked", handle.step), self._on_made, failed=self._on_failed, owner=self
        )

    def _on_made(self, _backup: object) -> None:
        self.note.setText(_("Backed up"))
        self._load()

    def _on_failed(self, error: CsopsError) -> None:
        self.note.setText("")
        self._bench.messages.tell(_("The backup failed"), self._bench.messages.sentence(error))

    @Slot()
    def _on_restore(self) -> None:
        line = self.view.current_line()
        if line is None or not isinstance(line.key, int):
            return
        backup = self._backups[line.key]
        self._restore(self._bench.services.backups.path(backup), values.moment(backup.at))

    @Slot()
    def _on_other(self) -> None:
        path = choose_file(self._bench.messages, self._bench.profile)
        if path is not None:
            self._restore(path, path.name)

    def _restore(self, path: Path, name: str) -> None:
        asked = self._bench.messages.ask(
            _("Go back to the backup of {name}?").format(name=name),
            _("What was changed since then is no longer in the store. The store of now is kept among the backups."),
            verb=_("Restore"),
            danger=True,
            note=_("This cannot be undone by Ctrl+Z"),
        )
        if asked:
            self.accept()
            self._frame.store_requested.emit(f"{Wish.RESTORE}:{path}")
