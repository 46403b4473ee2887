"""Takes runs out of the program: a checklist as PDF, ours or for the customer's eyes, and days for a calendar."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from csops_desktop.domain.playbooks.papers import Audience
from csops_desktop.domain.playbooks.shown import RunView
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.preferences import EXPORT_FOLDER
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tasks import Handle
from csops_desktop.wording import playbooks as words
from csops_desktop.wording import run_papers as say

_OURS, _THEIRS, _DAYS = "ours", "theirs", "days"
_BAD = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\t', "_"))


class RunFiles(QObject):
    """Asks for a place, and writes beside the window's work."""

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = workbench

    def offer(self, anchor: QWidget, view: RunView) -> None:
        """Let the user choose below a button what to take out of a run."""
        menu = QMenu(anchor)
        shared = say.shared(view)
        theirs = ngettext(
            "Checklist for the customer, {n} shared step (PDF)…",
            "Checklist for the customer, {n} shared steps (PDF)…",
            shared,
        ).format(n=shared)
        for key, text in (
            (_OURS, _("Checklist for us (PDF)…")),
            (_THEIRS, theirs),
            (_DAYS, _("Due days for a calendar (.ics)…")),
        ):
            action = menu.addAction(text)
            action.setData(key)
            action.setEnabled(key != _THEIRS or shared > 0)
        chosen = menu.exec(anchor.mapToGlobal(anchor.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is not None:
            self.write(str(chosen.data()), view)

    def write(self, key: str, view: RunView) -> None:
        """Write ``ours``, ``theirs`` or the ``days`` of a run."""
        name = words.said(view.playbook.name)
        if key == _DAYS:
            self.write_days(f"{view.head.customer} {name}", run_id=view.head.id)
            return
        audience = Audience.OURS if key == _OURS else Audience.CUSTOMER
        bench = self._bench
        paper = say.checklist(view, audience, bench.clock.now())
        title = _("Checklist for us") if audience is Audience.OURS else _("Checklist for the customer")
        what = name if audience is Audience.OURS else _("Our plan together")
        stem = f"{view.head.customer} {what}"
        self._write(title, stem, ".pdf", lambda path: bench.services.run_papers.write_checklist(path, paper))

    def write_days(self, stem: str, *, run_id: int | None = None, owner_id: int | None = None) -> None:
        """Write the days of a run, or of all open ones, whose are somebody's or everybody's."""
        service = self._bench.services.run_papers

        def write(path: Path) -> None:
            service.write_calendar(path, stem, say.entries(service.days(run_id, owner_id)))

        self._write(_("Due days for a calendar"), stem, ".ics", write)

    def _write(self, title: str, stem: str, suffix: str, write: Callable[[Path], None]) -> None:
        bench = self._bench
        folder = Path(bench.preferences.get(EXPORT_FOLDER) or str(Path.home()))
        proposal = folder / f"{stem.translate(_BAD)}_{bench.clock.today():%Y%m%d}{suffix}"
        path = bench.messages.save_file(title, proposal, [f"*{suffix}"])
        if path is None:
            return
        bench.preferences.set(EXPORT_FOLDER, str(path.parent))

        def work(_handle: Handle) -> None:
            write(path)

        def then(_nothing: None) -> None:
            said = _("{what} written to {file}").format(what=title, file=path.name)
            bench.messages.toast(said, icon="file-arrow-down")

        bench.tasks.background(work, then, owner=self)
