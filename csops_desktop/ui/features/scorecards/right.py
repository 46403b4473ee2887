"""The right side of the editor: what the draft would do to the whole book, or to one customer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.preview_pane import PreviewPane
from csops_desktop.ui.features.scorecards.whatif import WhatIf
from csops_desktop.ui.features.scorecards.whatif_pane import WhatIfPane
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.drafting import UndoKeys

if TYPE_CHECKING:
    from csops_desktop.services.what_if import Forecast

_KEYS = ("book", "customer")


class RightSide(QWidget):
    """What the draft does.

    Signals:
        customer_wanted(int): open a customer.
    """

    customer_wanted = Signal(int)

    def __init__(self, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        theme = workbench.theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self._draft = draft
        self.keys = UndoKeys(draft.undo, draft.redo, self)
        self.what_if = WhatIf(workbench, draft, self)
        self.pane = WhatIfPane(theme, self)
        self.preview = PreviewPane(workbench, draft, self)
        self.segment = Segment(_KEYS, self)
        self.segment.choose(_KEYS[0])
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.pane)
        self.stack.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px("space.6"),) * 4)
        layout.setSpacing(theme.px("space.5"))
        layout.addWidget(self.segment)
        layout.addWidget(self.stack, 1)
        self.segment.chosen.connect(self._on_segment)
        self.what_if.forecast.connect(self._on_forecast)
        self.what_if.impossible.connect(self.pane.show_impossible)
        self.pane.moves.customer_wanted.connect(self.customer_wanted)

    def retranslate(self) -> None:
        """Set every text again."""
        self.segment.set_texts([_("What-if"), _("On a customer")])
        if self.pane.shown is not None:
            self._on_forecast(self.pane.shown)

    def begin(self, card_id: int) -> None:
        """Turn to the draft of a scorecard."""
        self.pane.shown = None
        self.what_if.begin(card_id)

    def ask(self) -> None:
        """Look what the draft does now."""
        self.what_if.ask()
        self.preview.ask()

    def forecast(self) -> "Forecast | None":
        """Return what the draft does, None while that is not known."""
        return self.pane.shown if self.what_if.is_idle() else None

    @Slot(object)
    def _on_forecast(self, found: "Forecast") -> None:
        what = _("This version") if self._draft.read_only else _("Draft")
        self.pane.show_forecast(found, self.what_if.names(), (_("Now"), what))

    @Slot(str)
    def _on_segment(self, key: str) -> None:
        self.stack.setCurrentIndex(_KEYS.index(key))
        self.preview.ask()
