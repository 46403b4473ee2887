"""How far a customer has come with a product: levels, the evidence for them, assessments, and what a product plans."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from csops_desktop.domain.phases import PhaseStay

LEVELS = (1, 2, 3, 4)
ACTION_KINDS = ("playbook", "content", "webinar", "meeting", "mail")
NOT_YET = 0
"""The level of a customer for whom not even the first one is shown."""


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a product.

    Attributes:
        level: 1 to 4.
        meaning: in the customer's terms.
    """

    level: int
    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something one can see at a customer that stands on a level.

    Attributes:
        needs_proof: whoever says that it holds must say by what that is seen.
    """

    id: int
    level: int
    text: str
    needs_proof: bool = False


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """What is done for the customers of a level that are served by a touch model.

    Attributes:
        kind: playbook, content, webinar, meeting or mail.
        rhythm: how often, as one says it.
        minutes: a month for all of them; None when nobody has said.
    """

    level: int
    touch: str
    title: str
    kind: str = ""
    rhythm: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ProductModel:
    """Everything that is said of the levels of a product; it travels as a file.

    Attributes:
        shares: touch model → the share of customers it is to serve, in percent.
    """

    name: str
    short_name: str
    note: str = ""
    levels: tuple[Level, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    actions: tuple[PlannedAction, ...] = ()
    shares: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment as it was.

    Attributes:
        reached: the level that the evidence showed.
        holding: evidence that held → the note to it.
    """

    id: int
    assessed_on: dt.date
    level: int
    reached: int
    forced: bool
    reason: str = ""
    owner: str = ""
    note: str = ""
    holding: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a customer stands with one product.

    Attributes:
        levels: of the product; empty while nobody has set them.
        evidence: what counts today, by level and position.
        history: assessments, the latest first.
        phases: stays in phases, the one that lasts first.
    """

    adoption_id: int
    product_id: int
    product: str
    short_name: str = ""
    levels: tuple[Level, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    history: tuple[Assessed, ...] = ()
    first_value_on: dt.date | None = None
    since: dt.date | None = None
    phases: tuple[PhaseStay, ...] = ()

    @property
    def latest(self) -> Assessed | None:
        """The assessment that counts."""
        return self.history[0] if self.history else None

    @property
    def level(self) -> int | None:
        """The level that counts; None before the first assessment."""
        return self.history[0].level if self.history else None

    @property
    def missing(self) -> tuple[Evidence, ...]:
        """What is not shown yet on the way to the next level."""
        latest = self.latest
        return lacking(self.evidence, latest.holding if latest else (), (self.level or NOT_YET) + 1)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What somebody found out about a customer and a product.

    Attributes:
        holding: evidence that holds → a note to it; what is not in it does not hold.
        level: another level than the evidence shows, or None for that one.
        reason: why another one.
    """

    adoption_id: int
    assessed_on: dt.date
    holding: Mapping[int, str]
    level: int | None = None
    reason: str = ""
    note: str = ""


def reached(evidence: Sequence[Evidence], holding: Collection[int]) -> int:
    """Return the highest level whose evidence holds, and that of all below; a level without any cannot be shown."""
    found = NOT_YET
    for level in LEVELS:
        items = [item for item in evidence if item.level == level]
        if not items or any(item.id not in holding for item in items):
            break
        found = level
    return found


def lacking(evidence: Sequence[Evidence], holding: Collection[int], level: int) -> tuple[Evidence, ...]:
    """Return what does not hold of a level and of those below."""
    return tuple(item for item in evidence if item.level <= level and item.id not in holding)


def unproven(evidence: Sequence[Evidence], holding: Mapping[int, str]) -> tuple[Evidence, ...]:
    """Return what is said to hold and needs a note by what that is seen, and has none."""
    return tuple(item for item in evidence if item.needs_proof and item.id in holding and not holding[item.id].strip())
