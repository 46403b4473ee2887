"""How a whole playbook differs from an earlier version, beside its steps."""

from enum import StrEnum

from csops_desktop.domain.playbooks.definition import Playbook


class Aspect(StrEnum):
    """What of a playbook can be different, beside single steps."""

    NAME = "name"
    WORDS = "words"  # purpose and expected outcome
    SCOPE = "scope"
    TRIGGERS = "triggers"
    ORDER = "order"  # of steps, or their milestones


def aspects(before: Playbook, after: Playbook) -> tuple[Aspect, ...]:
    """Return what is different beside single steps."""
    kept = {step.key for step in before.steps} & {step.key for step in after.steps}

    def order(playbook: Playbook) -> tuple[object, ...]:
        return (
            [milestone.name for milestone in playbook.milestones],
            [(at, step.key) for at, step in playbook.placed() if step.key in kept],
        )

    pairs = {
        Aspect.NAME: (before.name, after.name),
        Aspect.WORDS: ((before.purpose, before.outcome), (after.purpose, after.outcome)),
        Aspect.SCOPE: (before.scope, after.scope),
        Aspect.TRIGGERS: (before.triggers, after.triggers),
        Aspect.ORDER: (order(before), order(after)),
    }
    return tuple(aspect for aspect, (one, other) in pairs.items() if one != other)
