"""What is wrong with a playbook before it can be published, each with its place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.playbooks.definition import (
    Asked,
    Base,
    Compare,
    Condition,
    Playbook,
    Step,
    Trigger,
    TriggerKind,
    Words,
)
from csops_desktop.foundation.errors import CsopsError

LONGEST_DAYS = 3660
LONGEST_MINUTES = 6000
_NUMBERS = {Asked.LEVEL, Asked.MRR}
_NEED_NUMBER = {
    TriggerKind.RENEWAL_NEAR,
    TriggerKind.NOTICE_NEAR,
    TriggerKind.NO_TWO_WAY,
    TriggerKind.SCORE_DROPPED,
    TriggerKind.USAGE_BELOW,
    TriggerKind.LEVEL_REACHED,
}
_NEED_WORD = {TriggerKind.USAGE_BELOW}


class Flaw(StrEnum):
    """What can be wrong; ``wording.playbooks`` has the sentence."""

    NO_NAME = "no_name"
    NO_STEPS = "no_steps"
    NO_TITLE = "no_title"
    NO_KEY = "no_key"
    KEY_TWICE = "key_twice"
    DAYS = "days"
    MINUTES = "minutes"
    AFTER_END = "after_end"
    CONDITION = "condition"
    TRIGGER_NUMBER = "trigger_number"
    TRIGGER_WORD = "trigger_word"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        where: path of the entry, as ``milestones[0].steps[1].offset.days``.
        value: what stands there, as text.
        name: of the step, milestone or trigger it is about, where it has one.
    """

    where: str
    flaw: Flaw
    value: str = ""
    name: Words | None = None


@dataclass(frozen=True)
class PlaybookProblemsError(CsopsError):
    """A playbook that cannot be published as it is."""

    problems: tuple[Problem, ...]


def check(playbook: Playbook) -> None:
    """Refuse a playbook that is not sound.

    Raises:
        PlaybookProblemsError: with everything that is wrong.
    """
    if found := problems(playbook):
        raise PlaybookProblemsError(found)


def problems(playbook: Playbook) -> tuple[Problem, ...]:
    """Return everything that keeps a playbook from being published; nothing when it is sound."""
    return tuple(_problems(playbook))


def _problems(playbook: Playbook) -> Iterator[Problem]:
    if not _said(playbook.name):
        yield Problem("name", Flaw.NO_NAME)
    if not playbook.key.strip():
        yield Problem("key", Flaw.NO_KEY)
    if not playbook.steps:
        yield Problem("milestones", Flaw.NO_STEPS)
    counts = Counter(step.key for step in playbook.steps)
    for number, milestone in enumerate(playbook.milestones):
        where = f"milestones[{number}]"
        if not _said(milestone.name):
            yield Problem(f"{where}.name", Flaw.NO_NAME)
        for at, step in enumerate(milestone.steps):
            yield from _step(f"{where}.steps[{at}]", step, twice=counts[step.key] > 1)
    for number, trigger in enumerate(playbook.triggers):
        yield from _trigger(f"triggers[{number}]", trigger)


def _step(where: str, step: Step, *, twice: bool) -> Iterator[Problem]:
    if not _said(step.title):
        yield Problem(f"{where}.title", Flaw.NO_TITLE, name=step.title)
    if not step.key.strip():
        yield Problem(f"{where}.key", Flaw.NO_KEY, name=step.title)
    elif twice:
        yield Problem(f"{where}.key", Flaw.KEY_TWICE, step.key, step.title)
    if abs(step.offset.days) > LONGEST_DAYS:
        yield Problem(f"{where}.offset.days", Flaw.DAYS, str(step.offset.days), step.title)
    elif step.offset.days < 0 and step.offset.base is Base.PREVIOUS:
        yield Problem(f"{where}.offset.days", Flaw.AFTER_END, str(step.offset.days), step.title)
    if not 0 <= step.minutes <= LONGEST_MINUTES:
        yield Problem(f"{where}.minutes", Flaw.MINUTES, str(step.minutes), step.title)
    if step.condition is not None and not _sound(step.condition):
        yield Problem(f"{where}.condition", Flaw.CONDITION, step.condition.value, step.title)


def _trigger(where: str, trigger: Trigger) -> Iterator[Problem]:
    low = 1 if trigger.kind in _NEED_NUMBER else 0
    if not low <= trigger.number <= LONGEST_DAYS:
        yield Problem(f"{where}.number", Flaw.TRIGGER_NUMBER, str(trigger.number))
    if trigger.kind in _NEED_WORD and not trigger.word.strip():
        yield Problem(f"{where}.word", Flaw.TRIGGER_WORD)


def _sound(condition: Condition) -> bool:
    if condition.asked not in _NUMBERS:
        return bool(condition.value.strip()) and condition.compare in (Compare.IS, Compare.IS_NOT)
    try:
        return float(condition.value) >= 0
    except ValueError:
        return False


def _said(words: Words) -> bool:
    return bool(words.ja.strip() or words.en.strip())
