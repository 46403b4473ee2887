"""Everything the page of one customer shows, read in one go."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from csops_desktop.domain.contact_flags import Flag
from csops_desktop.domain.disagreements import Disagreement
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import Standing
from csops_desktop.domain.readings import Trend
from csops_desktop.domain.records import Record
from csops_desktop.domain.timeline import Timeline
from csops_desktop.domain.touch import TouchPast

FIRST = 50
"""So many activities, tickets and answers are read; the rest is read when somebody asks for it."""


@dataclass(frozen=True, slots=True)
class CustomerSheet:
    """One customer with what belongs to it.

    Attributes:
        today: the day the sheet was read for.
        currency: of the store.
        related: kind → records in their natural order; of some kinds only the first ``FIRST``.
        counts: kind → how many there are, for kinds of which not all are read.
        snoozed_until: the day from which the customer is on the list of the day again; None when it is not put off.
        timeline: its newest entries.
        flags: what is wrong with how we are connected to it.
        disagreements: where churn records and the churn flag disagree with the contracts.
        standings: where it stands with each of its products.
        usage: how the use of our products went, metric by metric.
        touch: how it came to its touch model, and whether another one is suggested.
        talked: contact → the day one last talked to them, of those who were named at all.
    """

    record: Record
    today: dt.date
    currency: str = "JPY"
    related: Mapping[Kind, tuple[Record, ...]] = field(default_factory=dict)
    counts: Mapping[Kind, int] = field(default_factory=dict)
    snoozed_until: dt.date | None = None
    timeline: Timeline = field(default_factory=Timeline)
    flags: tuple[Flag, ...] = ()
    talked: Mapping[int, dt.date] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()
    standings: tuple[Standing, ...] = ()
    usage: tuple[Trend, ...] = ()
    touch: TouchPast = field(default_factory=TouchPast)

    @property
    def id(self) -> int:
        """The id of the customer."""
        return self.record.id

    def of(self, kind: Kind) -> tuple[Record, ...]:
        """Return what was read of a kind."""
        return self.related.get(kind, ())

    def count(self, kind: Kind) -> int:
        """Return how many records of a kind there are."""
        return self.counts.get(kind, len(self.of(kind)))
