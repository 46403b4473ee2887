"""What the left part of the page can show, and the choice of it."""

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.widgets.buttons import Segment


class Mode(StrEnum):
    """What the left part of the page can show."""

    PLANE = "plane"
    BANDS = "bands"
    SEASONS = "seasons"
    PROOF = "proof"


class Trails(StrEnum):
    """Whose way of the last 90 days is drawn."""

    NONE = "none"
    MOVERS = "movers"
    ALL = "all"


class ModeSegment(Segment):
    """The choice of what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tuple(Mode), parent)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.set_texts([_("Both axes"), pgettext("page of health", "Bands"), _("Seasons"), _("Is it right?")])


class TrailSegment(Segment):
    """The choice of whose trails are drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tuple(Trails), parent)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.set_texts(
            [
                pgettext("trails of customers", "None"),
                pgettext("trails of customers", "8 movers"),
                pgettext("trails of customers", "All"),
            ]
        )
        self.set_hints([_("Where customers stood in the last {n} days").format(n=90)] * len(Trails))
