"""Tags and the fields that the user added: changed in place, each saved when its input is done."""

from PySide6.QtCore import QRect, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.form import GROUPS, OWN, CustomerForm
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.state import Workbench

_TAGS_AND_OWN = (("", ("tags", OWN)),)


class FormBlock(Block):
    """Fields of the customer itself as a form that saves field by field."""

    def __init__(
        self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget, *, whole: bool = False
    ) -> None:
        super().__init__(workbench, knowledge, parent)
        self._whole = whole
        self._known = tuple(knowledge.lookups.sources)
        self.form: CustomerForm | None = None
        if not whole:
            self.make()
        self.fold_line.clicked.connect(self.open)
        self.add.clicked.connect(self.close_form)

    def make(self) -> CustomerForm:
        """Return the form, made when it is needed for the first time; with other fields of their own, made anew."""
        sources = self.knowledge.lookups.sources
        if self.form is not None and self._known == tuple(sources):
            return self.form
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self._known = tuple(sources)
        groups = GROUPS if self._whole else _TAGS_AND_OWN
        self.form = form = CustomerForm(self.theme, self.knowledge.editing(), sources, self, groups=groups)
        form.committed.connect(self._on_committed)
        form.history_requested.connect(self._on_history)
        self.body.addWidget(form)
        self.grown.emit()
        return form

    @Slot()
    def open(self) -> None:
        """Show the form."""
        form = self.make()
        if self.sheet is not None:
            form.show_record(self.sheet.record, self.sheet.currency, force=True)
            self.set_folded(folded=False, words="")
            self._show_words()
            form.focus("name" if self._whole else "tags")

    @Slot()
    def close_form(self) -> None:
        """Fold the form again once its input is saved."""
        if self.flush():
            self.set_folded(folded=True, words=_("All fields"))
            self.fold_line.setFocus()

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer."""
        other = self.sheet is None or self.sheet.id != sheet.id
        super().show_customer(sheet)
        if self._whole and self.form is None:
            self.set_folded(folded=True, words=_("All fields"))
            return
        self._show_words()
        if not self.is_folded():
            self.make().show_record(sheet.record, sheet.currency, force=other)

    def retranslate(self) -> None:
        """Override Block.retranslate."""
        if self.form is not None:
            self.form.retranslate()

    def is_dirty(self) -> bool:
        """Override Block.is_dirty."""
        return self.form is not None and not self.is_folded() and self.form.is_dirty()

    def flush(self) -> bool:
        """Override Block.flush."""
        return not self.is_dirty() or self.form is None or self.form.flush()

    def discard(self) -> None:
        """Override Block.discard."""
        if self.form is not None and self.sheet is not None:
            self.form.show_record(self.sheet.record, self.sheet.currency, force=True)

    def _show_words(self) -> None:
        if self._whole:
            self.set_head(_("All fields"), add=_("Fold"))
        else:
            self.set_head(_("Tags and own fields"))

    @Slot(str, object)
    def _on_committed(self, name: str, value: Value) -> None:
        sheet, form, services = self.sheet, self.form, self.workbench.services
        if sheet is None or form is None:
            return

        def failed(error: CsopsError) -> None:
            if self.sheet is not None and self.sheet.id == sheet.id:
                form.refused(name, error)
            else:
                self.workbench.messages.error(error)

        self.workbench.tasks.operate(
            lambda: services.customers.edit([sheet.id], name, value), failed=failed, owner=self
        )

    @Slot(str, QRect)
    def _on_history(self, name: str, where: QRect) -> None:
        if self.sheet is None or name == "tags":
            return
        source = self.knowledge.lookups.sources.get(name)
        self.show_history(Kind.CUSTOMERS, self.sheet.id, name, where, source.heading() if source else "")
