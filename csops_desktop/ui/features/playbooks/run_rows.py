"""The rows of a checklist: milestones, and below each its steps with their state, day, reason and proof."""

import datetime as dt
from collections.abc import Callable

from csops_desktop.domain.playbooks.definition import Base, Proof
from csops_desktop.domain.playbooks.runs import StepState
from csops_desktop.domain.playbooks.shown import RunView, StepLine
from csops_desktop.foundation.i18n import _, current, pgettext
from csops_desktop.ui.widgets.row_drawing import Row
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import run_board
from csops_desktop.wording import values as show

_ICONS = {
    StepState.TODO: ("square", "text.3"),
    StepState.DOING: ("circle-half", "accent"),
    StepState.DONE: ("check-square", "accent"),
    StepState.NOT_APPLICABLE: ("minus-circle", "text.3"),
    StepState.SKIPPED: ("minus-circle", "text.3"),
}


def rows(view: RunView, unfolded: Callable[[object], bool]) -> list[Row]:
    """Return the rows of a run; the key of a step is its id, that of a milestone a negative number.

    Args:
        view: the run.
        unfolded: tells of a key whether the reason of the day, guidance and proof are shown.
    """
    found: list[Row] = []
    for number, milestone in enumerate(view.playbook.milestones):
        inside = [line for line in view.steps if line.course.milestone == number]
        if not inside:
            continue
        done = view.reached.get(number)
        reached = "" if done is None else _("reached {day}").format(day=show.date_short(done, view.today))
        found.append(Row(-1 - number, say.said(milestone.name), bold=True, said=reached, fact=_required(inside)))
        found += [_row(line, view, unfolded=unfolded(line.id)) for line in inside]
    return found


def title(line: StepLine) -> str:
    """Return the title of a step."""
    return line.said(current())


def _row(line: StepLine, view: RunView, *, unfolded: bool) -> Row:
    state = line.course.state
    icon, tone = _ICONS[state]
    late = view.head.open and line.course.overdue(view.today)
    return Row(
        line.id,
        title(line),
        icon=icon,
        icon_tone=tone,
        label=_("required") if line.course.required and state.open else "",
        fact=_day(line, view.today),
        fact_tone="health.red.text" if late else "text.3",
        note=_note(line),
        body=_body(line) if unfolded else "",
        quiet=not state.open,
    )


def _required(lines: list[StepLine]) -> str:
    needed = [line for line in lines if line.course.required and line.course.state is not StepState.NOT_APPLICABLE]
    done = sum(line.course.state is StepState.DONE for line in needed)
    return _("required {done}/{all}").format(done=done, all=len(needed)) if needed else ""


def _day(line: StepLine, today: dt.date) -> str:
    course = line.course
    if not course.state.open:
        if course.state is StepState.DONE and course.closed_on is not None:
            return show.date_short(course.closed_on, today)
        return say.state(course.state)
    return run_board.due(course.due, today)


def _timing(line: StepLine) -> str:
    """Return when it is due, in words; what was moved by hand says so."""
    if not line.course.state.open:
        return line.reason or line.proof
    if line.by_hand:
        return _("day set by hand")
    if line.step is None:
        return ""
    waits = line.course.due is None or line.step.offset.base is Base.PREVIOUS
    return say.waits(line.step.offset) if waits else say.offset(line.step.offset)


def _note(line: StepLine) -> str:
    who = line.owner or ("" if line.step is None else say.role(line.step.role))
    wanted = (
        "" if line.step is None or line.step.proof is Proof.NONE or not line.course.state.open else _("proof needed")
    )
    parts = (who, _timing(line), wanted, line.note)
    return pgettext("between facts", " · ").join(part for part in parts if part)


def _body(line: StepLine) -> str:
    parts = []
    if line.why is not None and line.course.state.open:
        parts.append(_("Why this day: {why}").format(why=say.why(line.why)))
    if line.step is not None:
        parts.append(say.said(line.step.guidance))
        if line.step.proof is not Proof.NONE:
            hint = say.said(line.step.proof_hint) or say.proof(line.step.proof)
            parts.append(_("Proof: {hint}").format(hint=hint))
        if line.step.condition is not None:
            parts.append(say.condition(line.step.condition))
    given = [line.proof, "" if line.proof_on is None else show.date(line.proof_on)]
    given.append("" if line.rating is None else str(line.rating))
    if any(given):
        parts.append(_("Given: {proof}").format(proof=" ".join(filter(None, given))))
    if line.reason:
        parts.append(_("Reason: {reason}").format(reason=line.reason))
    return "\n".join(filter(None, parts))
