"""The parts of a playbook as a tree: what is chosen there is edited beside it."""

from collections.abc import Iterator
from dataclasses import replace

from csops_desktop.domain.playbooks.checking import Problem
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.widgets.outline import WHOLE, OutlineLine, OutlineTree, Part
from csops_desktop.wording import playbooks as say

TRIGGERS: Part = ("triggers",)


class Outline(OutlineTree):
    """The tree, with the parts ``whole``, ``triggers``, ``milestone`` by its place and ``step`` by its key."""

    def show_playbook(self, draft: Draft, problems: tuple[Problem, ...]) -> None:
        """Show a playbook and mark the parts with which something is wrong; the current part stays."""
        bad: dict[Part, str] = {}
        for problem in problems:
            bad.setdefault(part_of(problem.where, draft.definition), say.problem(problem))
        lines = _lines(draft.definition, draft.language)
        self.show_lines([replace(line, fault=bad.get(line.part, "")) for line in lines])


def _lines(playbook: Playbook, language: str) -> Iterator[OutlineLine]:
    nameless = _("without a name")
    name = playbook.name.said(language) or nameless
    yield OutlineLine(0, WHOLE, name, icon="check-square-offset", heavy=True)
    on = sum(trigger.on for trigger in playbook.triggers)
    yield OutlineLine(0, TRIGGERS, _("Triggers"), f"{on}" if on else "", "play")
    for at, milestone in enumerate(playbook.milestones):
        yield OutlineLine(0, ("milestone", at), milestone.name.said(language) or nameless, icon="flag", heavy=True)
        for step in milestone.steps:
            yield OutlineLine(
                1, ("step", step.key), step.title.said(language) or nameless, say.short_offset(step.offset)
            )


def part_of(where: str, playbook: Playbook) -> Part:
    """Return the part in which a problem is."""
    numbers = [int(piece.split("]")[0]) for piece in where.split("[")[1:]]
    if where.startswith("triggers"):
        return TRIGGERS
    if ".steps[" in where:
        milestone, at = numbers[:2]
        return "step", playbook.milestones[milestone].steps[at].key
    if where.startswith("milestones["):
        return "milestone", numbers[0]
    return WHOLE
