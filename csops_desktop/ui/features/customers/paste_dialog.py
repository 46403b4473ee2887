"""Paste: what the cells of the clipboard change, what does not fit, what to do with names nobody bears."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.bulk import Block
from csops_desktop.domain.pasting import Laid
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.services.bulk import BulkPreview
from csops_desktop.ui.features.customers.change_dialog import ChangeDialog
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import values as show

_LEAVE, _ADD = "leave", "add"
_NAMES_SHOWN = 5


class PasteDialog(ChangeDialog):
    """A block laid over the list.

    Args:
        workbench: services and look.
        knowledge: headings and members.
        laid: the block.
        parent: the page.
        chosen: it fills the selected customers.
    """

    def __init__(
        self, workbench: Workbench, knowledge: Knowledge, laid: Laid, parent: QWidget, *, chosen: bool
    ) -> None:
        n = len(laid.ids)
        title = ngettext("Paste into {n} customer?", "Paste into {n} customers?", n).format(n=show.number(n))
        super().__init__(workbench, knowledge, title, _scope(laid, knowledge, chosen=chosen), parent)
        self._laid = laid
        for text in [*_notes(laid), *stays_words(laid, knowledge)]:
            self.inputs.addWidget(label(text, "small", tone="2", wrap=True))
        self.unknown = Segment((_LEAVE, _ADD), self)
        self.unknown.choose(_LEAVE)
        self.unknown.chosen.connect(self._on_unknown)
        self._who = label("", "small", tone="warning", wrap=True)
        self._choice = QWidget(self)
        line = QHBoxLayout(self._choice)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.theme.px("space.5"))
        line.addWidget(self._who, 1)
        line.addWidget(self.unknown)
        self._choice.hide()
        self.inputs.addWidget(self._choice)
        self.finish()
        self.preview.table.setFocus()
        self.ask()

    def order(self) -> Block:
        """Override ChangeDialog.order."""
        return Block(self._laid.fields, self._laid.rows, add_names=self.unknown.current() == _ADD)

    def ids(self) -> Sequence[int]:
        """Override ChangeDialog.ids."""
        return self._laid.ids

    def missing(self) -> tuple[str, str]:
        """Override ChangeDialog.missing: nothing ever is."""
        return "", ""

    def shown(self, preview: BulkPreview) -> None:
        """Override ChangeDialog.shown: offer to add members who are not known."""
        n = len(preview.unknown)
        self._choice.setVisible(n > 0)
        names = pgettext("between values", ", ").join(preview.unknown[:_NAMES_SHOWN])
        names += "…" if n > _NAMES_SHOWN else ""
        text = ngettext("{n} member is not known: {names}", "{n} members are not known: {names}", n)
        self._who.setText(text.format(n=show.number(n), names=names))
        add = ngettext("Add {n} member", "Add {n} members", n).format(n=show.number(n))
        self.unknown.set_texts([_("Leave these cells"), add])

    def verb(self, n: int) -> str:
        """Override ChangeDialog.verb."""
        if not n:
            return pgettext("verb of a dialog", "Paste")
        return ngettext("Paste into {n} customer", "Paste into {n} customers", n).format(n=show.number(n))

    @Slot(str)
    def _on_unknown(self, _key: str) -> None:
        self.ask()


def _scope(laid: Laid, knowledge: Knowledge, *, chosen: bool) -> str:
    n, fields = len(laid.ids), _listed(laid.fields, knowledge)
    if chosen:
        text = ngettext("{fields} of the {n} selected", "{fields} of the {n} selected", n)
    else:
        text = ngettext(
            "{fields} of {n} customer from the current row down, in the order of the list",
            "{fields} of {n} customers from the current row down, in the order of the list",
            n,
        )
    scope = text.format(fields=fields, n=show.number(n))
    return _("{scope}. No other customer is touched.").format(scope=scope)


def _notes(laid: Laid) -> list[str]:
    """Return what does not fit."""
    found = []
    if laid.headed:
        found.append(_("The first row on the clipboard holds headings; the columns go by them."))
    if laid.rows_over:
        n = laid.rows_over
        text = ngettext("{n} more row on the clipboard is left out.", "{n} more rows on the clipboard are left out.", n)
        found.append(_joined(text.format(n=show.number(n)), _("There are no more customers to fill.")))
    if laid.columns_over:
        n = laid.columns_over
        text = ngettext(
            "{n} more column on the clipboard is left out.", "{n} more columns on the clipboard are left out.", n
        )
        found.append(_joined(text.format(n=show.number(n)), _("There are no more columns to the right.")))
    return found


def stays_words(laid: Laid, knowledge: Knowledge) -> list[str]:
    """Return which columns of the clipboard change nothing, and why."""
    found = []
    if laid.derived:
        fields = _listed(laid.derived, knowledge)
        text = ngettext(
            "{fields} is computed and stays as it is.", "{fields} are computed and stay as they are.", len(laid.derived)
        )
        found.append(text.format(fields=fields))
    if laid.hidden:
        fields = _listed(laid.hidden, knowledge)
        text = ngettext(
            "{fields} is not a column of this list and stays as it is.",
            "{fields} are no columns of this list and stay as they are.",
            len(laid.hidden),
        )
        found.append(text.format(fields=fields))
    return found


def _joined(*sentences: str) -> str:
    return pgettext("between sentences", " ").join(sentences)


def _listed(fields: Sequence[str], knowledge: Knowledge) -> str:
    return pgettext("between values", ", ").join(map(knowledge.heading, fields))
