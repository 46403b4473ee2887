"""What a playbook is: milestones of steps with timing and roles, whom it is for, and what begins it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.business_days import OnClosed


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages; where one is empty the other one is shown."""

    ja: str = ""
    en: str = ""

    def said(self, language: str) -> str:
        """Return the text in a language (``ja`` or ``en``)."""
        return (self.ja or self.en) if language == "ja" else (self.en or self.ja)

    def changed(self, language: str, text: str) -> "Words":
        """Return it with another text in one language."""
        return Words(text, self.en) if language == "ja" else Words(self.ja, text)


class Role(StrEnum):
    """Who does a step."""

    OWNER = "owner"  # who runs it
    CSM = "csm"
    SALES = "sales"
    SUPPORT = "support"
    CONSULTANT = "consultant"
    CUSTOMER = "customer"


class Base(StrEnum):
    """What a due date is counted from."""

    START = "start"  # of the run
    PHASE = "phase"  # the day the customer entered its phase
    PREVIOUS = "previous"  # the day the step before was done
    CONTRACT = "contract"  # its first day
    RENEWAL = "renewal"  # the last day of its term; days before it are negative
    NOTICE = "notice"  # the last day on which it can be given


class Proof(StrEnum):
    """What a step leaves behind."""

    NONE = "none"
    NOTE = "note"
    DATE = "date"
    FILE = "file"  # a path or an address
    RATING = "rating"  # 1 to 5


@dataclass(frozen=True, slots=True)
class Offset:
    """When a step is due.

    Attributes:
        days: after the base; negative: before it.
        business: whether business days are counted.
        on_closed: where it goes when it falls on a closed day.
    """

    base: Base = Base.START
    days: int = 0
    business: bool = False
    on_closed: OnClosed = OnClosed.AFTER


class Asked(StrEnum):
    """What of a customer a condition looks at."""

    TOUCH = "touch"
    PHASE = "phase"
    COMPLEXITY = "complexity"
    BAND = "band"
    PRODUCT = "product"
    LEVEL = "level"
    MRR = "mrr"


class Compare(StrEnum):
    """How a condition looks at it; the last two are for numbers."""

    IS = "is"
    IS_NOT = "is_not"
    BELOW = "below"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a step is for a customer; without it the step begins as not applicable."""

    asked: Asked
    compare: Compare
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a playbook.

    Attributes:
        key: names it in runs; stays when its title changes.
        guidance: what helps to do it: phrases, links, a small checklist, one to a line.
        proof_hint: what is wanted as proof.
        minutes: how long it takes.
        shared: whether a customer may see it.
    """

    key: str
    title: Words
    guidance: Words = Words()
    role: Role = Role.OWNER
    offset: Offset = Offset()
    required: bool = True
    proof: Proof = Proof.NONE
    proof_hint: Words = Words()
    condition: Condition | None = None
    minutes: int = 0
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """Steps that reach something together; it is reached when its required steps are done."""

    name: Words
    steps: tuple[Step, ...] = ()


class TriggerKind(StrEnum):
    """What may begin a playbook."""

    NEW_CUSTOMER = "new_customer"  # within so many days
    PHASE_ENTERED = "phase_entered"
    LEVEL_REACHED = "level_reached"
    LEVEL_LOST = "level_lost"
    BAND_FELL = "band_fell"
    SCORE_DROPPED = "score_dropped"  # by so many points in 30 days
    RENEWAL_NEAR = "renewal_near"  # in so many days
    NOTICE_NEAR = "notice_near"
    NO_TWO_WAY = "no_two_way"  # for so many days
    DETRACTOR = "detractor"  # an answer of 0 to 6 to NPS, or 1 or 2 to CSAT
    CHAMPION_LEFT = "champion_left"
    USAGE_BELOW = "usage_below"  # a metric over the last 30 days


@dataclass(frozen=True, slots=True)
class Trigger:
    """What begins a playbook for a customer.

    Attributes:
        number: days, points, level or limit, as the kind needs.
        word: code of the phase or name of the metric, as the kind needs.
        starts: whether the run begins by itself; otherwise it is suggested.
        on: whether it is looked at.
    """

    kind: TriggerKind
    number: int = 0
    word: str = ""
    starts: bool = False
    on: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a playbook is for; an empty list is no condition.

    Attributes:
        products: names of products.
        phases, touches: codes.
        levels: of maturity, 0 to 4.
    """

    products: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Playbook:
    """A whole playbook.

    Attributes:
        key: names it in files; the same in every version and store.
        outcome: what is expected when it is done.
    """

    key: str
    name: Words
    purpose: Words = Words()
    outcome: Words = Words()
    scope: Scope = Scope()
    triggers: tuple[Trigger, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for milestone in self.milestones for step in milestone.steps)

    def placed(self) -> Iterator[tuple[int, Step]]:
        """Yield each step with the index of its milestone."""
        for index, milestone in enumerate(self.milestones):
            for step in milestone.steps:
                yield index, step

    def step(self, key: str) -> Step | None:
        """Return the step of a key."""
        return next((step for step in self.steps if step.key == key), None)
