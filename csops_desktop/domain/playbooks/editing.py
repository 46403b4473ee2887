"""Steps of editing a playbook; each returns a changed playbook and leaves the one it got as it was."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from csops_desktop.domain.playbooks.definition import Milestone, Playbook, Step, Trigger, TriggerKind, Words

_NUMBERED = re.compile(r"s(\d+)")
USUAL_NUMBER = {
    TriggerKind.NEW_CUSTOMER: 30,
    TriggerKind.LEVEL_REACHED: 2,
    TriggerKind.SCORE_DROPPED: 20,
    TriggerKind.RENEWAL_NEAR: 120,
    TriggerKind.NOTICE_NEAR: 30,
    TriggerKind.NO_TWO_WAY: 60,
    TriggerKind.USAGE_BELOW: 10,
}
"""What a new trigger begins with."""


def empty(name: Words, milestone: Words) -> Playbook:
    """Return a playbook with one milestone and nothing in it."""
    return Playbook("playbook", name, milestones=(Milestone(milestone),))


def place_of(playbook: Playbook, key: str) -> tuple[int, int]:
    """Return milestone and place of a step.

    Raises:
        KeyError: there is no such step.
    """
    for at, milestone in enumerate(playbook.milestones):
        for within, step in enumerate(milestone.steps):
            if step.key == key:
                return at, within
    raise KeyError(key)


def add_step(
    playbook: Playbook, milestone: int, after: int, step: Step, taken: Collection[str] = ()
) -> tuple[Playbook, str]:
    """Add a step to a milestone and return its key, which no other step has or had.

    Args:
        playbook: to add to.
        milestone: where.
        after: place of the step before it; −1: it comes first.
        step: what it is; its key is replaced.
        taken: further keys that it may not get: those of published versions, by which runs know their steps.
    """
    numbers = (_NUMBERED.fullmatch(key) for key in (*taken, *(each.key for each in playbook.steps)))
    key = f"s{max((int(found[1]) for found in numbers if found), default=0) + 1}"
    made = replace(step, key=key)

    def added(each: Milestone) -> Milestone:
        return replace(each, steps=(*each.steps[: after + 1], made, *each.steps[after + 1 :]))

    return change_milestone(playbook, milestone, added), key


def change_step(playbook: Playbook, key: str, change: Callable[[Step], Step]) -> Playbook:
    """Change one step."""
    milestone, _at = place_of(playbook, key)
    return change_milestone(
        playbook,
        milestone,
        lambda each: replace(each, steps=tuple(change(step) if step.key == key else step for step in each.steps)),
    )


def remove_step(playbook: Playbook, key: str) -> Playbook:
    """Take a step out."""
    milestone, _at = place_of(playbook, key)
    return change_milestone(
        playbook, milestone, lambda each: replace(each, steps=tuple(step for step in each.steps if step.key != key))
    )


def move_step(playbook: Playbook, key: str, by: int) -> Playbook:
    """Move a step up (−1) or down (1); at the end of its milestone it goes over into the next one."""
    milestone, at = place_of(playbook, key)
    steps = list(playbook.milestones[milestone].steps)
    if 0 <= at + by < len(steps):
        steps.insert(at + by, steps.pop(at))
        return change_milestone(playbook, milestone, lambda each: replace(each, steps=tuple(steps)))
    return put_step(playbook, key, milestone + by, first=by > 0)


def put_step(playbook: Playbook, key: str, milestone: int, *, first: bool = False) -> Playbook:
    """Move a step into another milestone, to its end or its beginning; one that is not there changes nothing."""
    step = playbook.step(key)
    if step is None or not 0 <= milestone < len(playbook.milestones) or place_of(playbook, key)[0] == milestone:
        return playbook
    moved = step

    def taken_in(each: Milestone) -> Milestone:
        return replace(each, steps=(moved, *each.steps) if first else (*each.steps, moved))

    return change_milestone(remove_step(playbook, key), milestone, taken_in)


def add_milestone(playbook: Playbook, after: int, name: Words) -> Playbook:
    """Add a milestone behind another one."""
    found = playbook.milestones
    return replace(playbook, milestones=(*found[: after + 1], Milestone(name), *found[after + 1 :]))


def change_milestone(playbook: Playbook, index: int, change: Callable[[Milestone], Milestone]) -> Playbook:
    """Change one milestone."""
    milestones = (change(each) if at == index else each for at, each in enumerate(playbook.milestones))
    return replace(playbook, milestones=tuple(milestones))


def remove_milestone(playbook: Playbook, index: int) -> Playbook:
    """Take a milestone out; its steps go to the one before, or to the next; the last one stays while it has steps."""
    found = list(playbook.milestones)
    gone = found.pop(index)
    if gone.steps:
        if not found:
            return playbook
        at = max(index - 1, 0)
        steps = (*found[at].steps, *gone.steps) if index else (*gone.steps, *found[at].steps)
        found[at] = replace(found[at], steps=steps)
    return replace(playbook, milestones=tuple(found))


def move_milestone(playbook: Playbook, index: int, by: int) -> Playbook:
    """Move a milestone with its steps up (−1) or down (1)."""
    found = list(playbook.milestones)
    if 0 <= index + by < len(found):
        found.insert(index + by, found.pop(index))
    return replace(playbook, milestones=tuple(found))


def add_trigger(playbook: Playbook, kind: TriggerKind) -> Playbook:
    """Add a trigger that suggests."""
    return replace(playbook, triggers=(*playbook.triggers, Trigger(kind, USUAL_NUMBER.get(kind, 0))))


def change_trigger(playbook: Playbook, index: int, change: Callable[[Trigger], Trigger]) -> Playbook:
    """Change one trigger; another kind begins with its usual number and no word."""

    def changed(each: Trigger) -> Trigger:
        made = change(each)
        if made.kind is not each.kind:
            made = replace(made, number=USUAL_NUMBER.get(made.kind, 0), word="")
        return made

    triggers = (changed(each) if at == index else each for at, each in enumerate(playbook.triggers))
    return replace(playbook, triggers=tuple(triggers))


def remove_trigger(playbook: Playbook, index: int) -> Playbook:
    """Take a trigger out."""
    return replace(playbook, triggers=tuple(each for at, each in enumerate(playbook.triggers) if at != index))
