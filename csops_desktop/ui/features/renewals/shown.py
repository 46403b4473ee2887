"""What part of the page's lines is listed: what ends or what was lost, of one month, one outlook, one reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.renewal_calendar import falls_on
from csops_desktop.domain.renewals import LostLine, Outlook, RenewalLine, month_of
from csops_desktop.ui.features.renewals.modes import Mode

Line = RenewalLine | LostLine


@dataclass(frozen=True, slots=True)
class Shown:
    """What is listed.

    Attributes:
        month: the first day of the one month listed; None for all.
        undecided: only contracts whose term is over.
        pressing: only contracts that must be decided soon.
        reason: of losses; None for all, empty for none written down.
        day: only lines of which anything falls on it; of the calendar the day to go to.
    """

    mode: Mode = Mode.ENDING
    month: dt.date | None = None
    outlook: Outlook | None = None
    undecided: bool = False
    pressing: bool = False
    reason: str | None = None
    day: dt.date | None = None

    @property
    def narrowed(self) -> bool:
        """Whether not everything of the list is shown."""
        chosen = (self.month, self.day, self.outlook, self.reason)
        return self.undecided or self.pressing or any(part is not None for part in chosen)

    def ending(self, lines: Sequence[RenewalLine], today: dt.date) -> list[RenewalLine]:
        """Return the lines that end and are let through."""
        return [
            line
            for line in lines
            if (self.outlook is None or line.outlook is self.outlook)
            and (self.month is None or month_of(line, today) == self.month)
            and (self.day is None or falls_on(line, self.day))
            and (not self.undecided or line.undecided(today))
            and (not self.pressing or line.pressing(today))
        ]

    def lost(self, lines: Sequence[LostLine]) -> list[LostLine]:
        """Return the losses that are let through."""
        return [line for line in lines if self.reason is None or line.reason == self.reason]
