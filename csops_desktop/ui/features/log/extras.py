"""What goes beyond a typed line: who attended when many are logged at once, and mails dropped on the bar."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.activities import Invited, LetterGuess
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.log.contact_row import ContactRow
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.people_picker import Person

ENDINGS = (".eml", ".txt")


class People(QObject):
    """Who attended.

    Signals:
        changed: other customers, or other people of theirs.
    """

    changed = Signal()

    def __init__(self, workbench: Workbench, contact: ContactRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._contact = contact
        self._window = parent
        self.attended: dict[int, tuple[Person, ...]] = {}
        contact.people_requested.connect(self.show_list)

    def clear(self) -> None:
        """Forget who attended."""
        self.attended = {}

    @Slot()
    def show_list(self) -> None:
        """Let the user tick who attended."""
        from csops_desktop.ui.features.log.attendance import MOST  # noqa: PLC0415 (only when asked for)

        ids, service = self._contact.many, self._bench.services.activities
        if len(ids) > MOST:
            text = _("Who attended can be noted for up to {n} customers at once. They are logged without it.")
            self._bench.messages.toast(text.format(n=MOST), icon="info")
            return
        self._bench.tasks.query(lambda: service.invited(ids), self._show, key="log people", owner=self)

    def _show(self, invited: list[Invited]) -> None:
        from csops_desktop.ui.features.log.attendance import AttendanceDialog  # noqa: PLC0415 (only when asked for)

        dialog = AttendanceDialog(self._bench.theme, invited, self.attended, self._window)
        dialog.accepted.connect(lambda: self._take(dialog.customers(), dialog.attended()))
        dialog.open()

    def _take(self, customers: Sequence[int], attended: dict[int, tuple[Person, ...]]) -> None:
        self.attended = attended
        if len(customers) == 1:
            service, contact = self._bench.services.activities, self._contact
            contact.set_many(())
            self._bench.tasks.query(
                lambda: service.named(customers), lambda found: contact.customer.set_customer(found[0]), owner=self
            )
        else:
            self._contact.set_many(customers, sum(len(names) for names in attended.values()))
        self._contact.line.setFocus()
        self.changed.emit()


class Post(QObject):
    """Mails and text files, one after the other.

    Signals:
        read(LetterGuess): one was read; show it with ``fill``.
    """

    read = Signal(object)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._waiting: list[Path] = []

    def take(self, files: Sequence[Path]) -> None:
        """Read the first file; the others wait for ``next``."""
        self._waiting += files
        self.next()

    def next(self) -> bool:
        """Read the next file that waits; False when there is none."""
        if not self._waiting:
            return False
        path, service = self._waiting.pop(0), self._bench.services.activities
        self._bench.tasks.query(
            lambda: service.read_letter(path), self.read.emit, failed=self._on_unreadable, owner=self
        )
        return True

    def fill(self, guess: LetterGuess, contact: ContactRow, *, chosen: bool) -> None:
        """Put a letter in; what was typed already stays.

        Args:
            guess: the letter.
            contact: where to.
            chosen: the user said which customer it is.
        """
        letter = guess.letter
        body = letter.body
        if not contact.line.text().strip():
            contact.line.setText(letter.subject)
            contact.line.setCursorPosition(0)
        elif letter.subject:
            body = f"{letter.subject}\n{body}".strip()
        contact.set_body("\n\n".join(part for part in (contact.body, body) if part))
        contact.choose_kind(letter.kind)
        contact.set_day(letter.sent_on)
        theirs = guess.started_by == "customer"
        contact.set_sides(theirs=theirs, two_way=contact.two_way.isChecked(), judged=False)
        if guess.customer is not None and not chosen and not contact.many:
            contact.customer.set_customer(guess.customer)

    def _on_unreadable(self, error: CsopsError) -> None:
        self._bench.messages.error(error)
        self.next()


def dropped(data: QMimeData) -> list[Path]:
    """Return the mails and text files among what is dragged."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in ENDINGS]
