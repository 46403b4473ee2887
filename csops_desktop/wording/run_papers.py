"""The words of what leaves the program of a run: entries of a calendar, the checklist on paper."""

import datetime as dt
from collections.abc import Sequence

from csops_desktop.domain.playbooks.definition import Role
from csops_desktop.domain.playbooks.papers import Audience, CalendarDays, CalendarEntry
from csops_desktop.domain.playbooks.runs import StepState
from csops_desktop.domain.playbooks.shown import DueStep, RunView, StepLine
from csops_desktop.foundation.i18n import _, current, pgettext
from csops_desktop.wording import playbooks as words
from csops_desktop.wording import run_board
from csops_desktop.wording import values as show

_SQUARES = {StepState.TODO: "todo", StepState.DOING: "doing", StepState.DONE: "done"}
_LEFT_OUT = (StepState.NOT_APPLICABLE, StepState.SKIPPED)


def entries(days: CalendarDays) -> list[CalendarEntry]:
    """Return what goes into a calendar, the same step under the same name each time."""
    return [_entry(days.store_id, step) for step in days.steps]


def _entry(store_id: str, step: DueStep) -> CalendarEntry:
    course = step.line.course
    done = course.state is StepState.DONE
    title = _("{step} ({name})").format(step=step.line.said(current()), name=step.head.customer)
    lines = [f"{words.said(step.name)} v{step.head.version}", words.state(course.state), _who(step.line)]
    if step.line.step is not None:
        lines.append(words.said(step.line.step.guidance))
    return CalendarEntry(
        f"{store_id}-step-{step.line.id}@csops-desktop",
        course.due or step.head.bases.start,
        f"✓ {title}" if done else title,
        "\n".join(line for line in lines if line),
        cancelled=not done and not (course.state.open and step.head.open),
    )


def checklist(view: RunView, audience: Audience, now: dt.datetime) -> dict[str, object]:
    """Return all words of a printed checklist; of one for the customer only what was marked as shared.

    A playbook may have a name that is none of the customer's business; it stays out too.

    Args:
        view: the run.
        audience: for whose eyes it is.
        now: the moment it is printed.
    """
    ours = audience is Audience.OURS
    milestones = []
    for at, milestone in enumerate(view.playbook.milestones):
        inside = [line for line in view.steps if line.course.milestone == at and (ours or _is_shared(line))]
        if inside:
            steps = [_ours(line, view) if ours else _theirs(line, view) for line in inside]
            milestones.append({"name": words.said(milestone.name), "state": _reached(view, at), "steps": steps})
    as_of = _("As of {date} {time}").format(date=show.date(now.astimezone().date()), time=show.time(now))
    name = words.said(view.playbook.name)
    return {
        "language": current(),
        "title": view.head.customer if ours else _("For {name}").format(name=view.head.customer),
        "subtitle": f"{name} v{view.head.version}" if ours else _("Our plan together"),
        "mark": _("Internal") if ours else "",
        "facts": _facts(view, ours=ours),
        "empty": _("No step of this playbook is marked as shared with the customer."),
        "foot": pgettext("between facts", " · ").join([_("Internal"), as_of] if ours else [as_of]),
        "milestones": milestones,
    }


def shared(view: RunView) -> int:
    """Return how many steps of a run a customer may see."""
    return sum(_is_shared(line) for line in view.steps)


def _is_shared(line: StepLine) -> bool:
    return line.step is not None and line.step.shared and line.course.state not in _LEFT_OUT


def _facts(view: RunView, *, ours: bool) -> str:
    course = view.course
    started = _("started {day}").format(day=show.date_with_weekday(view.head.bases.start))
    if not ours:
        return started
    facts = [
        words.pace(course.pace) if view.head.open else "",
        started,
        run_board.days(course),
        _("required {done}/{all}").format(done=course.required_done, all=course.required),
        run_board.progress(course),
        view.head.owner,
    ]
    return pgettext("between facts", " · ").join(fact for fact in facts if fact)


def _reached(view: RunView, at: int) -> str:
    day = view.reached.get(at)
    return "" if day is None else _("reached {day}").format(day=show.date_short(day, view.today))


def _ours(line: StepLine, view: RunView) -> dict[str, object]:
    notes = [line.reason, line.note, _given(line)]
    late = view.head.open and line.course.overdue(view.today)
    tag = _("required") if line.course.required and line.course.state.open else ""
    return _step(line, _who(line), _due(line, view.today), notes, tag=tag, late=late)


def _theirs(line: StepLine, view: RunView) -> dict[str, object]:
    theirs = line.step is not None and line.step.role is Role.CUSTOMER
    you, we = pgettext("on a customer's checklist", "You"), pgettext("on a customer's checklist", "We")
    state, day = line.course.state, line.course.due
    due = words.state(state) if state is StepState.DONE else "" if day is None else show.date_short(day, view.today)
    return _step(line, you if theirs else we, due, ())


def _step(
    line: StepLine, who: str, due: str, notes: Sequence[str], *, tag: str = "", late: bool = False
) -> dict[str, object]:
    return {
        "title": line.said(current()),
        "state": _SQUARES.get(line.course.state, "out"),
        "tag": tag,
        "who": who,
        "due": due,
        "late": late,
        "notes": [note for note in notes if note],
    }


def _who(line: StepLine) -> str:
    return line.owner or ("" if line.step is None else words.role(line.step.role))


def _due(line: StepLine, today: dt.date) -> str:
    course = line.course
    if course.state is StepState.DONE and course.closed_on is not None:
        return _("done {day}").format(day=show.date_short(course.closed_on, today))
    if not course.state.open:
        return words.state(course.state)
    if course.due is None:
        return "" if line.step is None else words.waits(line.step.offset)
    text = show.date_short(course.due, today)
    return f"{text} {show.days_left((course.due - today).days)}" if course.overdue(today) else text


def _given(line: StepLine) -> str:
    parts = [line.proof, "" if line.proof_on is None else show.date(line.proof_on)]
    parts.append("" if line.rating is None else _("rating {n} of 5").format(n=line.rating))
    found = pgettext("between facts", " · ").join(part for part in parts if part)
    return _("Proof: {hint}").format(hint=found) if found else ""
