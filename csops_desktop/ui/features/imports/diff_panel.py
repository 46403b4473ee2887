"""The panel beside the dry run: one row field by field, and the question about a doubtful one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.imports import CellChange, RowPlan, RowState
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.imports import diff_cells
from csops_desktop.ui.features.imports.diff_cells import DiffContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label, tag
from csops_desktop.wording import errors as sentences
from csops_desktop.wording import values as show

_MOST_CARDS = 24


class ChangeCard(QFrame):
    """One field: the value in the store and the one in the file.

    Signals:
        chosen(kind, field, kept): the user took the other value.
    """

    chosen = Signal(object, str, bool)

    def __init__(self, theme: Theme, change: CellChange, context: DiffContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._change = change
        self.setProperty("card", "true")
        name = label(diff_cells.change_name(change, context), "small", bold=True)
        head = QHBoxLayout()
        head.addWidget(name)
        head.addWidget(tag(diff_cells.rule_for(change, context.mapping)))
        head.addStretch(1)
        head.addWidget(label(_difference(change, context.currency), "caption", tone="3"))
        old = diff_cells.value_words(change, change.old, context.currency)
        new = diff_cells.value_words(change, change.new, context.currency)
        self._keep, self._take = QRadioButton(self), QRadioButton(self)
        self._keep.setObjectName(f"keep_{change.field}")
        self._take.setObjectName(f"take_{change.field}")
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        pad = theme.px("space.4")
        layout.setContentsMargins(pad + 2, pad - 2, pad + 2, pad - 2)
        layout.setSpacing(theme.px("space.1"))
        layout.addLayout(head)
        for button, caption, text in ((self._keep, _("Value now"), old), (self._take, _("Value in the file"), new)):
            group.addButton(button)
            row = QHBoxLayout()
            row.setSpacing(theme.px("space.4"))
            word = label(caption, "small", tone="3")
            word.setFixedWidth(theme.scaled(96))
            value = label(text, "small", bold=button is self._take, wrap=True)
            row.addWidget(button)
            row.addWidget(word)
            row.addWidget(value, 1)
            button.setAccessibleName(f"{caption} {text}")
            layout.addLayout(row)
        (self._keep if change.kept else self._take).setChecked(True)
        group.buttonClicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        kept = self._keep.isChecked()
        if kept != self._change.kept:
            self.chosen.emit(self._change.kind, self._change.field, kept)


class DiffPanel(QFrame):
    """Shows the current row of the dry run.

    Signals:
        kept(at, kind, field, kept): a cell keeps its value, or takes the new one.
        same(at, customer id), other(at), left_out(at, out): answers about a row.
    """

    kept = Signal(object, object, str, bool)
    same = Signal(object, object)
    other = Signal(object)
    left_out = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plan: RowPlan | None = None
        self.setProperty("surface", "surface")
        self._title = label("", "h2", wrap=True)
        self._row = label("", "small", tone="3")
        self._meta = label("", "small", tone="3", wrap=True)
        self._note = label("", "caption", tone="3", wrap=True)
        self._inside = QWidget()
        self._inside.setProperty("transparent", "true")
        self._cards = QVBoxLayout(self._inside)
        self._cards.setContentsMargins(0, 0, theme.px("space.2"), 0)
        self._cards.setSpacing(theme.px("space.4"))
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        self._scroll = scroll
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._row, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        pad = theme.px("space.6")
        layout.setContentsMargins(pad, theme.px("space.5"), pad - 4, theme.px("space.5"))
        layout.setSpacing(theme.px("space.4"))
        layout.addLayout(head)
        layout.addWidget(self._meta)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._note)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._note.setText(_("The whole import can be undone in one step. A backup is made before it."))

    def show_plan(self, plan: RowPlan | None, context: DiffContext | None) -> None:
        """Show what would happen to a row."""
        self._plan = plan
        self._clear()
        for widget in (self._title, self._row, self._meta):
            widget.setVisible(plan is not None)
        if plan is None or context is None:
            return
        self._title.setText(plan.title or _("(no name)"))
        self._row.setText(_("row {n}").format(n=plan.row))
        self._meta.setText(_summary(plan))
        match plan.state:
            case RowState.DOUBT:
                self._add_doubt(plan)
            case RowState.ERROR:
                for error in plan.errors:
                    self._cards.addWidget(label(sentences.cell(error), "small", tone="danger", wrap=True))
            case RowState.CHANGED:
                self._add_changes(plan.changes, context)
            case RowState.NEW:
                for change in plan.changes[:_MOST_CARDS]:
                    self._add_line(change, context)
            case _:
                pass
        self._add_foot(plan)
        self._cards.addStretch(1)

    def plan(self) -> RowPlan | None:
        """Return the row shown."""
        return self._plan

    def _clear(self) -> None:
        """Drop the cards: the widget that holds them is made anew."""
        old, self._inside = self._inside, QWidget()
        self._inside.setProperty("transparent", "true")
        self._cards = QVBoxLayout(self._inside)
        self._cards.setContentsMargins(0, 0, self._theme.px("space.2"), 0)
        self._cards.setSpacing(self._theme.px("space.4"))
        self._scroll.takeWidget()
        self._scroll.setWidget(self._inside)
        old.deleteLater()

    def _add_changes(self, changes: Sequence[CellChange], context: DiffContext) -> None:
        for change in changes[:_MOST_CARDS]:
            card = ChangeCard(self._theme, change, context, self._inside)
            card.chosen.connect(self._on_chosen)
            self._cards.addWidget(card)

    def _add_line(self, change: CellChange, context: DiffContext) -> None:
        row = QHBoxLayout()
        name = label(diff_cells.change_name(change, context), "small", tone="3", wrap=True)
        name.setFixedWidth(self._theme.scaled(120))
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(diff_cells.value_words(change, change.new, context.currency), "small", wrap=True), 1)
        self._cards.addLayout(row)

    def _add_doubt(self, plan: RowPlan) -> None:
        card = QFrame(self._inside)
        card.setProperty("card", "true")
        inner = QVBoxLayout(card)
        pad = self._theme.px("space.5")
        inner.setContentsMargins(pad, pad, pad, pad)
        inner.addWidget(label(_("Perhaps the same customer"), "caption", tone="3", bold=True))
        inner.addWidget(label(plan.title, bold=True, wrap=True))
        if plan.candidate is not None:
            inner.addWidget(label(_("in the store: {name}").format(name=plan.candidate[1]), bold=True, wrap=True))
        inner.addWidget(
            label(_("The names are nearly the same. An undecided row is not imported."), "caption", tone="3", wrap=True)
        )
        row = QHBoxLayout()
        same = Button(self._theme, _("Same customer"), variant="primary", compact=True)
        other = Button(self._theme, _("Another one"), compact=True)
        same.setObjectName("sameCustomer")
        other.setObjectName("otherCustomer")
        same.clicked.connect(self._on_same)
        other.clicked.connect(self._on_other)
        row.addWidget(same)
        row.addWidget(other)
        row.addStretch(1)
        inner.addLayout(row)
        self._cards.addWidget(card)

    def _add_foot(self, plan: RowPlan) -> None:
        if plan.state is RowState.ERROR:
            return
        out = plan.state is RowState.SKIPPED
        text = _("Import this row after all") if out else _("Leave this row out")
        button = Button(
            self._theme, text, icon="arrow-u-up-left" if out else "minus-circle", variant="ghost", compact=True
        )
        button.clicked.connect(self._on_leave)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self._cards.addLayout(row)

    @Slot(object, str, bool)
    def _on_chosen(self, kind: Kind, field: str, kept: bool) -> None:  # noqa: FBT001 (slot)
        if self._plan is not None:
            self.kept.emit(self._plan.at, kind, field, kept)

    @Slot()
    def _on_same(self) -> None:
        if self._plan is not None and self._plan.candidate is not None:
            self.same.emit(self._plan.at, self._plan.candidate[0])

    @Slot()
    def _on_other(self) -> None:
        if self._plan is not None:
            self.other.emit(self._plan.at)

    @Slot()
    def _on_leave(self) -> None:
        if self._plan is not None:
            self.left_out.emit(self._plan.at, self._plan.state is not RowState.SKIPPED)


def _summary(plan: RowPlan) -> str:
    kept = sum(change.kept for change in plan.changes)
    changed = len(plan.changes) - kept
    words = [diff_cells.state_words(plan.state)]
    if plan.state is RowState.CHANGED:
        words = [ngettext("{n} value changes", "{n} values change", changed).format(n=changed)]
        if kept:
            words.append(ngettext("{n} is kept", "{n} are kept", kept).format(n=kept))
    return " ・ ".join(words)


def _difference(change: CellChange, currency: str) -> str:
    field = diff_cells.declared(change.kind, change.field)
    if field is None or not isinstance(change.old, int) or not isinstance(change.new, int):
        return ""
    by = change.new - change.old
    if field.type is FieldType.MONEY:
        return f"{'+' if by > 0 else ''}{show.money(by, currency)}"
    return show.signed(by) if field.type is FieldType.INTEGER else ""
