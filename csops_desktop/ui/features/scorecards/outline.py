"""The parts of a scorecard as a tree: what is chosen there is edited beside it."""

from collections.abc import Iterator
from dataclasses import replace

from csops_desktop.domain.scoring.definition import AXIS_POINTS, Definition
from csops_desktop.domain.scoring.flaws import Problem
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.widgets.outline import WHOLE, OutlineLine, OutlineTree, Part
from csops_desktop.wording import scoring as say


class Outline(OutlineTree):
    """The tree, with the parts ``whole``, ``axis`` and ``group`` by their place, ``measure``, ``bands``, ``rule``."""

    def show_card(self, definition: Definition, problems: tuple[Problem, ...]) -> None:
        """Show a scorecard and mark the parts with which something is wrong; the current part stays."""
        bad: dict[Part, str] = {}
        for problem in problems:
            bad.setdefault(_part_of(problem.where, definition), say.problem(problem))
        self.show_lines([replace(line, fault=bad.get(line.part, "")) for line in _lines(definition)])


_ICONS: dict[str | int, str] = {
    "whole": "sliders-horizontal",
    "axis": "chart-bar",
    "bands": "heartbeat",
    "rule": "prohibit-inset",
}


def _lines(definition: Definition) -> Iterator[OutlineLine]:
    """Return the lines of the tree."""
    nameless = _("without a name")
    yield _line(0, WHOLE, definition.name or nameless, heavy=True)
    for index, axis in enumerate(definition.axes):
        points = str(axis.points)
        wrong = axis.points != AXIS_POINTS
        yield _line(0, ("axis", index), axis.name or nameless, points, heavy=True, alarming=wrong)
        several = len(axis.groups) > 1 or any(group.name for group in axis.groups)
        for at, group in enumerate(axis.groups):
            if several:
                yield _line(1, ("group", index, at), group.name or _("without a heading"), quiet=True)
            for measure in group.measures:
                depth = 2 if several else 1
                yield _line(depth, ("measure", measure.key), measure.name or nameless, str(measure.points))
    bands = definition.bands
    yield _line(0, ("bands",), _("Bands and coverage"), f"{bands.watch} / {bands.healthy}")
    for rule in definition.rules:
        yield _line(0, ("rule", rule.key), rule.name or nameless)


def _line(
    depth: int,
    part: Part,
    name: str,
    right: str = "",
    *,
    heavy: bool = False,
    quiet: bool = False,
    alarming: bool = False,
) -> OutlineLine:
    icon = _ICONS.get(part[0], "")
    return OutlineLine(depth, part, name, right, icon, heavy=heavy, quiet=quiet, alarming=alarming)


def _part_of(where: str, definition: Definition) -> Part:
    """Return the part in which a problem is."""
    numbers = [int(piece.split("]")[0]) for piece in where.split("[")[1:]]
    if where.startswith("rules"):
        return "rule", definition.rules[numbers[0]].key
    if where.startswith("bands"):
        return ("bands",)
    if ".measures[" in where:
        axis, group, at = numbers[:3]
        return "measure", definition.axes[axis].groups[group].measures[at].key
    if where.startswith("axes["):
        return "axis", numbers[0]
    return ("whole",)
