"""What the store keeps around scores, as it is shown: scorecards with their versions, ratings, points in time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from csops_desktop.domain import versions
from csops_desktop.domain.scoring.definition import Band, Definition, Measure
from csops_desktop.domain.scoring.facts import Facts
from csops_desktop.domain.scoring.scores import Override, Score

MOST_REASONS = 3
CHANGE_DAYS = 30
"""The change shown in the list is against the score of so many days ago."""


Version = versions.Version[Definition]
"""What a scorecard said from a day on."""


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A published version without what it says."""

    id: int
    number: int
    published_on: dt.date | None
    owner: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard.

    Attributes:
        position: of several that apply to a customer, the one with the lowest counts.
        current: its latest published version, None while it never was published.
    """

    id: int
    name: str
    position: int
    archived_on: dt.date | None = None
    has_draft: bool = False
    current: VersionInfo | None = None


@dataclass(frozen=True, slots=True)
class Starter:
    """A scorecard that comes with the program.

    Attributes:
        key: the same in every language.
        note: for whom it is, in a sentence.
    """

    key: str
    name: str
    note: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class Matching:
    """Which customers the published scorecards are for.

    Attributes:
        by_card: scorecard → customers that are scored by it.
        none: customers that no scorecard is for.
        several: customer → the scorecards that are for it, the one that counts first.
    """

    by_card: Mapping[int, tuple[int, ...]]
    none: tuple[int, ...]
    several: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class RatingNow:
    """The latest step that somebody chose."""

    step: int
    reasons: tuple[str, ...]
    note: str
    rated_on: dt.date
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of a customer with what it was computed by.

    Attributes:
        facts: what it was computed from.
        override: what a person set beside it, while it stands.
        ratings: key of the measure → the latest rating.
    """

    score: Score
    version_id: int
    number: int
    card_id: int
    card: str
    definition: Definition
    facts: Facts
    override: Override | None = None
    ratings: Mapping[str, RatingNow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """The score at the end of a day.

    Attributes:
        version_id: by which it was computed; a mark is due where it changes.
    """

    day: dt.date
    total: int
    high: int
    band: Band
    coverage: int
    axis_1: int
    axis_2: int
    version_id: int


@dataclass(frozen=True, slots=True)
class ToRate:
    """A rating that is missing or too old.

    Attributes:
        expired: there is one and it is too old; else it never was there.
    """

    customer_id: int
    customer: str
    measure: Measure
    last: RatingNow | None
    expired: bool
    band: Band
    owner_id: int | None = None
