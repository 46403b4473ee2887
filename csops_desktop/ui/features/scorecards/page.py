"""The page of one scorecard: its parts at the left, what is chosen in the middle, what it would do at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.shown import Version
from csops_desktop.foundation.i18n import pgettext
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.files import export_card
from csops_desktop.ui.features.scorecards.left import LeftSide
from csops_desktop.ui.features.scorecards.middle import Middle
from csops_desktop.ui.features.scorecards.publish_dialog import PublishDialog
from csops_desktop.ui.features.scorecards.right import RightSide
from csops_desktop.ui.features.scorecards.source_part import Names
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.draft_page import DraftPage
from csops_desktop.ui.widgets.outline import WHOLE, Part


class ScorecardPage(DraftPage[Definition]):
    """Edits the draft of a scorecard."""

    watches = Area.ALL & ~Area.SETTINGS
    home = Place(PageId.SETTINGS, "scorecards")

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        draft = Draft(workbench.tasks)
        super().__init__(workbench, draft, parent)
        self.draft = draft
        self.left = LeftSide(workbench.theme, draft, self)
        self.right = RightSide(workbench, draft, self)
        self.middle = Middle(workbench, draft, self.right.keys, self.left.drop, self)
        self.lay_out(self.left, self.middle, self.right)
        self.left.chosen.connect(self._on_part)
        self.left.entered.connect(self.middle.take_focus)
        self.right.customer_wanted.connect(self._on_customer)
        self.retranslate()

    def title(self) -> str:
        """Override Page.title."""
        return pgettext("page", "Scorecard")

    def name(self) -> str:
        """Override DraftPage.name."""
        return self.draft.definition.name

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.left.outline.setFocus()

    def open(self, argument: object) -> None:
        """Override Page.open: the id of a scorecard."""
        if isinstance(argument, int):
            self.middle.part = None
        super().open(argument)

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.buttons.retranslate()
        self.notice.retranslate()
        self.left.retranslate()
        self.right.retranslate()
        self.show_commands()
        if self.middle.part is not None:
            self.middle.open_part(self.middle.part, anew=True)

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh: customers or scorecards are others."""
        self.right.what_if.forget()
        if areas & Area.HEALTH and self.thing_id and not self.draft.read_only:
            self.load_versions()
        self.right.ask()

    def read(self, thing_id: int) -> tuple[Names, Sequence[Version]]:
        """Override DraftPage.read."""
        services = self.workbench.services
        metrics = tuple(name for _id, name in services.records.names(Kind.METRICS))
        products = tuple(name for _id, name in services.records.names(Kind.PRODUCTS))
        return Names(metrics, products), services.scorecards.versions(thing_id)

    def take(self, found: object) -> None:
        """Override DraftPage.take."""
        if isinstance(found, Names):
            self.middle.names = found
        self.right.begin(self.thing_id)

    def write(self, thing_id: int, definition: Definition) -> None:
        """Override DraftPage.write."""
        self.workbench.services.scorecards.save_draft(thing_id, definition)

    def show_loaded(self) -> None:
        """Override DraftPage.show_loaded."""
        self.middle.open_part(self.left.outline.part() or WHOLE, anew=True)

    def show_draft(self) -> None:
        """Override DraftPage.show_draft."""
        self.left.show_draft()
        self.middle.show_draft()
        self.right.ask()

    @Slot()
    def export(self) -> None:
        """Override DraftPage.export."""
        export_card(self.workbench, self.draft.definition)

    @Slot()
    def publish(self) -> None:
        """Override DraftPage.publish."""
        if not self.buttons.can_publish():
            return
        self.draft.flush()
        scorecards, card_id = self.workbench.services.scorecards, self.thing_id
        draft, number, forecast = self.draft, self.next_number(), self.right.forecast()
        dialog = PublishDialog(self.workbench, number, draft.published, draft.definition, forecast, self)
        dialog.carry_out(
            self.workbench.tasks, lambda note: scorecards.publish(card_id, str(note)), lambda _number: self.reload()
        )

    @Slot(object)
    def _on_part(self, part: Part) -> None:
        if self.thing_id:
            self.middle.open_part(part)

    @Slot(int)
    def _on_customer(self, customer_id: int) -> None:
        self.workbench.navigator.go(PageId.CUSTOMERS, customer_id)
