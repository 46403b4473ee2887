"""Settings of the products: their names, their levels, files of them, and who leads in each phase."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.level_moves import LevelReport
from csops_desktop.domain.phases import ROLES
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.settings.lists import ID, NamesSection
from csops_desktop.ui.frame import Frame
from csops_desktop.ui.maturity.committed_line import CommittedLine
from csops_desktop.ui.maturity.levels_dialog import FILTERS, LevelsDialog
from csops_desktop.ui.maturity.moves_dialog import MovesDialog
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.forms import FormRow, Section
from csops_desktop.wording import maturity as say

_ROLE_WIDTH = 260


class ProductsSection(NamesSection):
    """The products; Enter opens the levels of one."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        theme = workbench.theme
        self.levels_button = Button(theme, icon="rows")
        self.moves_button = Button(theme, icon="arrows-clockwise")
        self.file_button = Button(theme, icon="download-simple")
        self.roles: RolesSection | None = None
        super().__init__(Kind.PRODUCTS, Area.PRODUCTS | Area.MATURITY, workbench, parent)
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.4"))
        for button in (self.levels_button, self.moves_button, self.file_button):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.roles = RolesSection(workbench, self)
        self.body.addSpacing(theme.px("space.6"))
        self.body.addWidget(self.roles)
        self.levels_button.clicked.connect(self.open_levels)
        self.moves_button.clicked.connect(self.open_moves)
        self.file_button.clicked.connect(self.add_from_file)
        self.list.opened.connect(self.open_levels)

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.list.setToolTip(_("Enter opens the levels; F2 or double click changes a name"))
        self.levels_button.set_text(_("Levels…"))
        self.moves_button.set_text(_("How customers move…"))
        self.file_button.set_text(_("Add from a file…"))
        if self.roles is not None:
            self.roles.retranslate()

    def _on_selection(self) -> None:
        super()._on_selection()
        chosen = bool(self.list.selectedItems())
        for button in (self.levels_button, self.moves_button):
            button.setEnabled(chosen)
            button.setToolTip("" if chosen else _("Choose a product first"))

    def current(self) -> int | None:
        """Return the product that is chosen."""
        item = self.list.currentItem()
        return None if item is None else int(item.data(ID))

    @Slot()
    def open_levels(self) -> None:
        """Open the editor of the levels of the product that is chosen."""
        product = self.current()
        if product is not None:
            LevelsDialog(self.bench, product, self).open()

    @Slot()
    def open_moves(self) -> None:
        """Show how the customers of the product that is chosen move between its levels."""
        product, moves = self.current(), self.bench.services.level_moves
        if product is None:
            return

        def show(report: LevelReport) -> None:
            dialog = MovesDialog(self.bench, report, self)
            dialog.customer_wanted.connect(self._on_customer)
            dialog.open()

        self.bench.tasks.background(lambda _handle: moves.report(product), show, failed=self.show_fault, owner=self)

    @Slot()
    def add_from_file(self) -> None:
        """Ask for the file of a product and add it."""
        levels = self.bench.services.levels
        self.clear_fault()
        for path in self.bench.messages.open_files(_("Product file"), FILTERS):
            self.bench.tasks.operate(partial(levels.read_file, path), failed=self.show_fault, owner=self)

    @Slot(int)
    def _on_customer(self, customer: int) -> None:
        frame = self.window()
        if isinstance(frame, Frame):
            frame.go(Place(PageId.CUSTOMERS, customer))


class RolesSection(Section):
    """Who leads in each phase, and in the work beside the phases; taken when it is left."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self._bench = workbench
        self.lines = {what: CommittedLine(self) for what in ROLES}
        self._rows: dict[str, FormRow] = {}
        for what, line in self.lines.items():
            line.setFixedWidth(workbench.theme.scaled(_ROLE_WIDTH))
            line.committed.connect(self._on_committed)
            self._rows[what] = FormRow(workbench.theme, line, beside=True, parent=self)
            self.body.addWidget(self._rows[what])
        workbench.tasks.changed.connect(self._on_changed)
        self.retranslate()
        self.load()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(_("Roles"), _("Which role leads in each phase. The operation map and playbooks name it."))
        examples = {
            "onboarding": _("for example sales"),
            "rollout": _("for example a consultant"),
            "adoption": _("for example the CSM"),
            "renewal": _("for example the CSM"),
            "expansion": _("for example sales"),
            "support": _("for example support"),
        }
        for what, row in self._rows.items():
            row.set_words(say.role_subject(what))
            self.lines[what].setPlaceholderText(examples[what])

    def load(self) -> None:
        """Read the roles again."""
        phases = self._bench.services.phases
        self._bench.tasks.query(phases.roles, self._show, key="settings roles", owner=self)

    def _show(self, roles: Mapping[str, str]) -> None:
        for what, line in self.lines.items():
            line.show_text(roles.get(what, ""))

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        phases = self._bench.services.phases
        what = next(what for what, line in self.lines.items() if line is self.sender())
        self._bench.tasks.operate(lambda: phases.set_role(what, text), failed=self._on_refused, owner=self)

    def _on_refused(self, error: CsopsError) -> None:
        self._bench.messages.error(error)
        self.load()

    @Slot(object, object)
    def _on_changed(self, areas: Area, _who: object) -> None:
        if areas & Area.MATURITY:
            self.load()
