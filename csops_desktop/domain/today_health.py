"""What health says to the list of the day: falls, overrides that end, ratings that are due."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.today import DROP, Group, QueueItem, Reason, ReasonKind

DROP_DAYS = 30
OVERRIDE_DAYS = 7
"""An override is spoken of so many days before it ends, and after it ended."""
RATINGS_LINE = 0
"""Stands for the customer in the one line about ratings that are due; no customer has this id."""
_FALLEN = {Band.RISK: 0.76, Band.WATCH: 0.48}
_DROPPED, _ENDS, _ENDED, _RATINGS = 0.45, 0.4, 0.55, 0.05
_A_POINT = 0.006
_TOP, _TOP_OF_RISK = 0.75, 0.99  # only who is at risk now is to be turned to first


@dataclass(frozen=True, slots=True)
class Move:
    """How the health of a customer moved within ``DROP_DAYS``.

    Attributes:
        before, after: totals at the beginning and now.
        band_before, band: bands at the beginning and now; without one, where it was withheld or not known.
        since: the first day on which it was as bad as now.
    """

    customer_id: int
    before: int
    after: int
    band_before: Band
    band: Band
    since: dt.date

    @property
    def fell(self) -> bool:
        """Whether it stands in a worse band; withheld is no band to fall from or into."""
        return Band.WITHHELD not in (self.band, self.band_before) and self.band.rank < self.band_before.rank

    @property
    def dropped(self) -> bool:
        """Whether it lost many points."""
        return self.after <= self.before - DROP


@dataclass(frozen=True, slots=True)
class OverrideEnd:
    """An override that ends soon, or ended lately and was not set anew.

    Attributes:
        value: what it says.
        computed: the total without it.
        until: its last day.
    """

    customer_id: int
    value: int
    computed: int
    until: dt.date


def reasons(moves: Iterable[Move], ends: Iterable[OverrideEnd], today: dt.date) -> dict[int, list[Reason]]:
    """Return customer → why its health brings it on the list of a day. A fall says the drop that it comes with."""
    found: dict[int, list[Reason]] = {}
    for move in moves:
        days = (move.since - today).days
        lost = _A_POINT * max(move.before - move.after, 0)
        if move.fell:
            bands = (move.band_before.value, move.band.value)
            top = _TOP_OF_RISK if move.band is Band.RISK else _TOP
            urgency = min(_FALLEN.get(move.band, _DROPPED) + lost, top)
            reason = Reason(
                ReasonKind.BAND_FALL, move.since, days, urgency, before=move.before, after=move.after, bands=bands
            )
        elif move.dropped:
            urgency = min(_DROPPED + lost, _TOP)
            reason = Reason(ReasonKind.SCORE_DROP, move.since, days, urgency, before=move.before, after=move.after)
        else:
            continue
        found.setdefault(move.customer_id, []).append(reason)
    for end in ends:
        days = (end.until - today).days
        if abs(days) <= OVERRIDE_DAYS:
            urgency = _ENDS if days >= 0 else _ENDED
            reason = Reason(ReasonKind.OVERRIDE, end.until, days, urgency, before=end.value, after=end.computed)
            found.setdefault(end.customer_id, []).append(reason)
    return found


def ratings_due(ratings: int, customers: int, today: dt.date) -> list[QueueItem]:
    """Return the one line about ratings that are due, none when all are in; it stands last."""
    if not ratings:
        return []
    reason = Reason(ReasonKind.RATINGS, today, customers, _RATINGS, limit=ratings)
    return [QueueItem(RATINGS_LINE, "", 0, None, Group.WEEK, (reason,))]
