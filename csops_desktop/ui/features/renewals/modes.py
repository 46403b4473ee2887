"""What the page can show, and the choice of it above every list."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.wording import values as show


class Mode(StrEnum):
    """What the page can show."""

    ENDING = "ending"
    CALENDAR = "calendar"
    LOST = "lost"
    OPPORTUNITIES = "opportunities"


class ModeSegment(Segment):
    """The modes with how much is in each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tuple(Mode), parent)
        self._counts: Mapping[Mode, int] = {}

    def show_mode(self, mode: Mode, counts: Mapping[Mode, int] | None = None) -> None:
        """Show which is on, and other counts when there are any."""
        if counts is not None:
            self._counts = counts
        names = {
            Mode.ENDING: _("Renewals"),
            Mode.CALENDAR: _("Calendar"),
            Mode.LOST: pgettext("contracts that ended", "Lost"),
            Mode.OPPORTUNITIES: _("Opportunities"),
        }
        self.choose(mode)
        self.set_texts(
            [f"{name} {show.number(self._counts[key])}" if key in self._counts else name for key, name in names.items()]
        )
