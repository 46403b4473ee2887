"""A dialog that shows what a change of many would do, as it is entered, and then does it as one step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.domain.bulk import Block, Edits
from csops_desktop.foundation.errors import CancelledError, ChangedMeanwhileError, CsopsError
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.services.bulk import BulkPreview
from csops_desktop.ui.features.customers.change_cells import PreviewContext
from csops_desktop.ui.features.customers.change_preview import ChangePreview
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.parts import set_look
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.ui.tasks import Handle

_SETTLE_MS = 200
_WIDTH = 880
_LONG = 2000  # customers: from here on a preview says how far it is


class ChangeDialog(HouseDialog):
    """What edits and pasting share: an order, its preview, the button that carries it out.

    Subclasses say what is wanted by ``order`` and whom by ``ids``, and call ``ask`` when either changes.
    """

    def __init__(self, workbench: Workbench, knowledge: Knowledge, title: str, body: str, parent: QWidget) -> None:
        super().__init__(workbench.theme, title, body, width=_WIDTH, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workbench = workbench
        self._knowledge = knowledge
        self._handle: Handle | None = None
        self._found: BulkPreview | None = None
        self._run = 0
        self._writing = False
        self._inputs = QWidget(self)
        self.inputs = QVBoxLayout(self._inputs)
        self.inputs.setContentsMargins(0, 0, 0, 0)
        self.inputs.setSpacing(self.theme.px("space.4"))
        self.preview = ChangePreview(workbench.theme, self)
        self.preview.stopped.connect(self._on_stopped)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)

    def finish(self) -> None:
        """Add preview and buttons below what the subclass put into ``inputs``."""
        self.content.addWidget(self._inputs)
        self.content.addWidget(self.preview, 1)
        self.cancel = self.add_cancel()
        self.take = self.add_button(self.verb(0), variant="primary", closes=False, keys="Ctrl+Enter")
        self.take.setEnabled(False)
        self.take.clicked.connect(self._on_take)

    def order(self) -> Edits | Block | None:
        """Return what is wanted, None while something is missing."""
        raise NotImplementedError

    def ids(self) -> Sequence[int]:
        """Return the customers it is wanted for."""
        raise NotImplementedError

    def missing(self) -> tuple[str, str]:
        """Return what to say while ``order`` gives nothing: a title and a hint."""
        raise NotImplementedError

    def shown(self, preview: BulkPreview) -> None:
        """Take note of a new preview."""

    @Slot()
    def ask(self) -> None:
        """What is wanted changed: nothing can be carried out until its preview is there."""
        self._stop()
        self._found = None
        self.take.setEnabled(False)
        self._settle.start()

    def is_settled(self) -> bool:
        """Tell whether the preview shows what is wanted now."""
        return not self._settle.isActive() and self._handle is None

    @Slot()
    def _on_settled(self) -> None:
        self._stop()
        order = self.order()
        if order is None:
            self.preview.show_nothing(*self.missing())
            self._show_verb()
            return
        bulk, ids = self._workbench.services.bulk, tuple(self.ids())
        if len(ids) > _LONG:
            self.preview.show_working(_("Working out what changes"))
        run = self._run

        def failed(error: CsopsError) -> None:
            if run == self._run:  # one that was given up for a newer one says nothing any more
                self._on_failed(error)

        self._handle = self._workbench.tasks.background(
            lambda handle: bulk.preview(order, ids, progress=handle.report, cancelled=handle.cancelled),
            self._on_previewed,
            progress=self.preview.progress.show_progress,
            failed=failed,
            owner=self,
        )

    def _on_previewed(self, preview: BulkPreview) -> None:
        self._handle = None
        self._found = preview
        sources = self._knowledge.lookups.sources
        shown = [sources[name] for name in preview.fields if name in sources]
        self.preview.show_preview(preview, PreviewContext(shown, self._knowledge.lookups.currency))
        self._show_verb()
        self.shown(preview)

    def _on_failed(self, error: CsopsError) -> None:
        sentence = self._workbench.messages.sentence(error)
        writing, self._writing, self._handle = self._writing, False, None
        self._enable(enabled=True)
        if isinstance(error, ChangedMeanwhileError):
            self.say(sentence, tone="danger")
            self.ask()
        elif writing and self._found is not None:
            self.say(sentence, tone="danger")
            self._on_previewed(self._found)
        elif not isinstance(error, CancelledError):
            self.preview.show_nothing(sentence)
            self._show_verb()

    def say(self, text: str, tone: str = "3") -> None:
        """Say something beside the buttons."""
        set_look(self.note, "tone", tone)
        self.note.setText(text)

    def _show_verb(self) -> None:
        n = self.preview.count()
        self.take.set_text(self.verb(n))
        self.take.setEnabled(n > 0 and self._found is not None)

    def verb(self, n: int) -> str:
        """Return what the button says when so many customers change."""
        if not n:
            return pgettext("verb of a dialog", "Change")
        return ngettext("Change {n} customer", "Change {n} customers", n).format(n=show.number(n))

    @Slot()
    def _on_take(self) -> None:
        preview = self._found
        if preview is None or not self.take.isEnabled():
            return
        bulk = self._workbench.services.bulk
        self._writing = True
        self.say("")
        self._enable(enabled=False)
        self.take.setEnabled(False)
        self.preview.show_working(_("Writing the changes"))
        self._handle = self._workbench.tasks.operate_long(
            lambda handle: bulk.write(preview, progress=handle.report, cancelled=handle.cancelled),
            self._on_written,
            progress=self.preview.progress.show_progress,
            failed=self._on_failed,
            owner=self,
        )

    def _on_written(self, _n: int) -> None:
        self._handle, self._writing = None, False
        self.accept()

    def _enable(self, *, enabled: bool) -> None:
        """Let nothing be entered while it is written."""
        self.cancel.setEnabled(enabled)
        self._inputs.setEnabled(enabled)
        self.preview.segment.setEnabled(enabled)

    def _stop(self) -> None:
        self._run += 1
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    @Slot()
    def _on_stopped(self) -> None:
        if self._writing:
            if self._handle is not None:
                self._handle.cancel()  # its end is waited for: the store says whether it was still in time
            return
        self._stop()
        self.preview.show_nothing(_("Stopped"), _("Change something above to work it out again."))

    def reject(self) -> None:
        """Override QDialog.reject: not while it is being written."""
        if self._writing:
            return
        self._settle.stop()
        self._stop()
        super().reject()
