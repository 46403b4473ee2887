"""The list of opportunities by how far they are, what narrows it, and the keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain import opportunities as rules
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import Narrowing, OpportunityBook, OpportunityLine, Stage
from csops_desktop.domain.periods import Period
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.foundation.text import normalise
from csops_desktop.ui.features.renewals import opportunity_cells as cells
from csops_desktop.ui.features.renewals.modes import ModeSegment
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.tables.marking_table import MarkingTable
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Chip, IconButton
from csops_desktop.ui.widgets.line_pane import LinePane
from csops_desktop.ui.widgets.menu_chip import MenuChip
from csops_desktop.wording import fields as words
from csops_desktop.wording import opportunities as say

_KEYS = ("Space", "A", "W", "L", "R", "F2", "Enter")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list shows.

    Attributes:
        narrowing: without its span, which follows from the period.
        text: words that must stand in the name, the customer or the note.
    """

    narrowing: Narrowing = field(default_factory=Narrowing)
    period: Period = Period.ALL
    text: str = ""

    @property
    def filtered(self) -> bool:
        """Whether not everything is shown."""
        return self != Wanted()


class OpportunityTable(MarkingTable):
    """The lines, driven by single keys.

    Signals:
        new_requested, edit_requested: C and F2.
        accept_requested, win_requested, lose_requested, reopen_requested: A, W, L and R.
        left: Escape.
    """

    new_requested = Signal()
    edit_requested = Signal()
    accept_requested = Signal()
    win_requested = Signal()
    lose_requested = Signal()
    reopen_requested = Signal()
    left = Signal()

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {
            Qt.Key.Key_C: self.new_requested,
            Qt.Key.Key_F2: self.edit_requested,
            Qt.Key.Key_A: self.accept_requested,
            Qt.Key.Key_W: self.win_requested,
            Qt.Key.Key_L: self.lose_requested,
            Qt.Key.Key_R: self.reopen_requested,
            Qt.Key.Key_Escape: self.left,
        }


class OpportunityPane(LinePane[OpportunityLine, OpportunityTable]):
    """The list and everything around it.

    Signals:
        wanted(Wanted): the user narrowed the list, or let go of that.
        export_requested(widget): the button that the formats open below.
    """

    wanted = Signal(object)
    export_requested = Signal(object)

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        columns = cells.columns(context, owners=True)
        super().__init__(theme, columns, _id_of, OpportunityTable, parent, icon="trend-up", keys=_KEYS)
        self.table.setObjectName("opportunityTable")
        self._context, self._owners = context, True
        self._book = OpportunityBook()
        self._wanted = Wanted()
        self.modes = ModeSegment(self)
        self.chip = Chip(theme, icon="x", parent=self)
        self.chip.set_active(active=True)
        self.period = MenuChip(theme, self)
        self.owner = MenuChip(theme, self)
        self.product = MenuChip(theme, self)
        self.new = Button(theme, icon="plus", compact=True, keys="C", parent=self)
        self.export = IconButton(theme, "file-arrow-down", parent=self)
        self.bar.addWidget(self.modes)
        self.bar.addWidget(self.chip)
        self.bar.addStretch(1)
        self.bar.addWidget(self.new)
        self.bar.addWidget(self.export)
        self._filters = QFrame(self)
        self._filters.setProperty("edge", "bottom")
        row = QHBoxLayout(self._filters)
        row.setContentsMargins(theme.px("space.5"), theme.px("space.2"), theme.px("space.5"), theme.px("space.2"))
        row.setSpacing(theme.px("space.3"))
        for widget in (self.period, self.owner, self.product):
            row.addWidget(widget)
        row.addStretch(1)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self._filters)
        self.new.clicked.connect(self.table.new_requested)
        self.export.clicked.connect(self._on_export)
        self.chip.clicked.connect(self._on_all)
        self.table.left.connect(self._on_all)
        self.table.selection_counted.connect(self._show_sum)
        self.period.picked.connect(self._on_period)
        self.owner.picked.connect(self._on_owner)
        self.product.picked.connect(self._on_product)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        texts = (
            pgettext("key that marks a line", "Mark"),
            pgettext("key that says sales took an opportunity", "Accepted"),
            pgettext("key that says an opportunity was won", "Won"),
            pgettext("key that says an opportunity was lost", "Lost"),
            pgettext("key that takes an opportunity a step back", "Back"),
            _("Edit"),
            _("Open"),
        )
        self.set_hints(texts)
        self.new.set_text(_("Opportunity…"))
        self.new.setToolTip(_("Add an opportunity (C)"))
        self.export.describe(_("Export"), "Ctrl+Shift+E")
        self._show()

    def show_book(self, book: OpportunityBook, wanted: Wanted, context: ListContext, *, owners: bool) -> None:
        """Show other lines; the current one stays, or the one that takes its place.

        Args:
            book: all of them.
            wanted: what is shown of it.
            context: what words in cells depend on.
            owners: it matters whose they are.
        """
        self._book, self._wanted, self._loaded = book, wanted, True
        if context != self._context or owners != self._owners:
            changed, self._context, self._owners = owners != self._owners, context, owners
            self.model.set_columns(cells.columns(context, owners=owners))
            if changed:
                self.table.show_columns({})
        self._show()

    def _show(self) -> None:
        wanted = self._wanted
        found = [line for line in self._book.lines if wanted.narrowing.lets(line) and _holds(line, wanted.text)]
        groups = [(stage, [line for line in found if line.stage is stage]) for stage in Stage]
        self.show_groups((self._heading(stage, lines), lines) for stage, lines in groups)
        self._show_filters()
        self._show_words()

    def _heading(self, stage: Stage, lines: Sequence[OpportunityLine]) -> str:
        return f"{say.stage(stage)}  {say.summed(rules.total(lines), self._context.currency)}"

    def _show_filters(self) -> None:
        narrowing, lines = self._wanted.narrowing, self._book.lines
        periods = [(period, say.period(period)) for period in Period]
        self.period.show_choices(_("Period"), periods, self._wanted.period)
        owners = sorted({(line.owner_id or 0, line.owner or _("Nobody")) for line in lines}, key=lambda pair: pair[1])
        owner = words.field_name(Kind.OPPORTUNITIES, "owner_id")
        self.owner.show_choices(owner, [(None, _("Everybody")), *owners], narrowing.owner)
        self.owner.setVisible(self._owners)
        products = sorted({(line.product_id or 0, line.product or _("None")) for line in lines}, key=lambda p: p[1])
        product = words.field_name(Kind.OPPORTUNITIES, "product_id")
        self.product.show_choices(product, [(None, pgettext("all choices", "All")), *products], narrowing.product)

    def _show_words(self) -> None:
        narrowing = self._wanted.narrowing
        parts = [say.short_stage(narrowing.stage)] if narrowing.stage is not None else []
        parts += [say.reason(narrowing.reason)] if narrowing.reason is not None else []
        self.chip.setVisible(bool(parts))
        self.chip.set_text(" ・ ".join(parts))
        self.chip.setToolTip(_("Show all (Esc)"))
        self._filters.setVisible(bool(self._book.lines))
        self.export.setEnabled(bool(self.lines()))
        self._show_sum()
        self.second.setVisible(not self._wanted.filtered)
        if self._wanted.filtered:
            self.nothing.set_words(_("No opportunity matches"), "", _("Show all"))
        else:
            self.nothing.set_words(
                _("No opportunities yet"),
                _("Write down where a customer could grow. Sales accepts it (A), then it is won (W) or lost (L)."),
                _("Add an opportunity…"),
                _("Import a file"),
            )

    @Slot()
    def _show_sum(self) -> None:
        """Say what the lines add up to, the marked ones when there are any."""
        currency, lines = self._context.currency, self.lines()
        if self.table.several():
            marked = rules.total(line for id_ in self.table.chosen_ids() if (line := self.line(id_)) is not None)
            self.sum.setText(_("Marked: {sum} of {n}").format(sum=say.summed(marked, currency), n=len(lines)))
        else:
            self.sum.setText(say.summed(rules.total(lines), currency))

    @Slot(object)
    def _on_period(self, period: Period) -> None:
        self.wanted.emit(replace(self._wanted, period=Period(period)))

    @Slot(object)
    def _on_owner(self, owner: int | None) -> None:
        self.wanted.emit(replace(self._wanted, narrowing=replace(self._wanted.narrowing, owner=owner)))

    @Slot(object)
    def _on_product(self, product: int | None) -> None:
        self.wanted.emit(replace(self._wanted, narrowing=replace(self._wanted.narrowing, product=product)))

    @Slot()
    def _on_all(self) -> None:
        """Let go of what a number narrowed the list to; with nothing of that, of everything."""
        narrowing = self._wanted.narrowing
        if narrowing.stage is not None or narrowing.reason is not None:
            self.wanted.emit(replace(self._wanted, narrowing=replace(narrowing, stage=None, reason=None)))
        elif self._wanted.filtered:
            self.wanted.emit(Wanted())

    @Slot()
    def _on_first(self) -> None:
        """Override LinePane: where the list is narrowed, the first step is to see all of it."""
        if self._wanted.filtered:
            self.wanted.emit(Wanted())
        else:
            self.table.new_requested.emit()

    @Slot()
    def _on_export(self) -> None:
        self.export_requested.emit(self.export)


def _holds(line: OpportunityLine, text: str) -> bool:
    sought = normalise(text).split()
    words_of = normalise(f"{line.name} {line.customer} {line.note}") if sought else ""
    return all(word in words_of for word in sought)


def _id_of(line: OpportunityLine) -> int:
    return line.id
