"""The words of the board: columns, cards, where runs get stuck, how they came out, the days of the week."""

import datetime as dt

from csops_desktop.domain.playbooks.board import BoardLine, Results, StickingPoint
from csops_desktop.domain.playbooks.runs import Closing, Course, Pace
from csops_desktop.domain.playbooks.shown import DueStep
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import _, current, ngettext, pgettext
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import scoring
from csops_desktop.wording import values as show

ICONS = {Pace.ON_TRACK: "check-circle", Pace.LATE: "clock", Pace.STALLED: "hourglass-medium"}
COLOURS = {Pace.ON_TRACK: "health.green.text", Pace.LATE: "health.yellow.text", Pace.STALLED: "health.red.text"}


def pace_means(pace: Pace, stalled_after: int) -> str:
    """Return when a run counts as on track, late or stalled."""
    match pace:
        case Pace.ON_TRACK:
            return _("No required step overdue")
        case Pace.LATE:
            return _("A required step overdue")
        case _:
            text = ngettext("Over {n} business day on one step", "Over {n} business days on one step", stalled_after)
            return text.format(n=stalled_after)


def playbook(line: BoardLine) -> str:
    """Return name and version of the playbook of a run."""
    return f"{say.said(line.name)} v{line.head.version}"


def step(line: BoardLine) -> str:
    """Return the current step of a run, or that everything is done."""
    if line.current is None:
        return _("All steps done")
    return say.said(line.step)


def due(day: dt.date | None, today: dt.date) -> str:
    """Return the day of a step: today, 2 days over, 11/26(木); a dash where it waits for the step before."""
    return show.DASH if day is None else show.relative_day(day, today)


def progress(course: Course) -> str:
    """Return how many steps are done of how many."""
    return f"{course.done}/{course.total}"


def days(course: Course) -> str:
    """Return on which business day a run is, of how many it was planned for."""
    if course.days_in <= 0:
        return pgettext("of a run", "First day")
    return _("business day {n} of {all}").format(n=show.number(course.days_in), all=show.number(course.days_planned))


def running(n: int) -> str:
    """Return how many runs are open."""
    return ngettext("{n} running", "{n} running", n).format(n=show.number(n))


def runs(n: int) -> str:
    """Return a number of runs."""
    return ngettext("{n} run", "{n} runs", n).format(n=show.number(n))


def steps(n: int) -> str:
    """Return a number of steps."""
    return ngettext("{n} step", "{n} steps", n).format(n=show.number(n))


def more(above: int, below: int) -> str:
    """Return how many cards of a column are out of sight."""
    parts = []
    if above:
        parts.append(_("{n} above").format(n=show.number(above)))
    if below:
        parts.append(ngettext("{n} more run", "{n} more runs", below).format(n=show.number(below)))
    return "  ".join(parts)


def stuck(point: StickingPoint) -> tuple[str, str, str]:
    """Return a step on which runs get stuck: its title, how many runs, how long they have been there."""
    n = len(point.runs)
    return say.said(point.title), ngettext("{n} run", "{n} runs", n).format(n=show.number(n)), waited(point.median)


def waited(n: int) -> str:
    """Return business days in short."""
    return ngettext("{n} day", "{n} days", n).format(n=show.number(n))


def stuck_hint(point: StickingPoint) -> str:
    """Return what a step on which runs get stuck means."""
    text = _("{playbook}: {runs} are late or stalled on “{step}”, half of them for {days} business days or more")
    return text.format(
        playbook=say.said(point.playbook),
        runs=runs(len(point.runs)),
        step=say.said(point.title),
        days=show.number(point.median),
    )


def outcome(found: Results, closing: Closing) -> str:
    """Return how many runs came out like this."""
    return f"{say.closing(closing)} {show.number(found.of(closing))}"


def change(found: Results) -> str:
    """Return the median change of the score in points, a dash without any."""
    return show.DASH if found.change is None else _("{n} points").format(n=show.signed(found.change))


def spoken(line: BoardLine, today: dt.date) -> str:
    """Return a card in words, for its tool tip and for who does not see it."""
    head = line.head
    band = "" if head.band is None else scoring.band(Band(head.band))
    parts = [
        head.customer,
        band,
        playbook(line),
        say.pace(line.pace),
        f"{step(line)} {due(line.due, today)}",
        progress(line.course),
        days(line.course),
        head.owner,
    ]
    return pgettext("between parts of a card", ", ").join(part for part in parts if part)


def day(found: dt.date, today: dt.date) -> str:
    """Return the heading of a day of the week."""
    name = show.relative_day(found, today)
    short = show.date_short(found, today)
    return short if name == short else f"{short}  {name}"


def title(found: DueStep) -> str:
    """Return what is to be done."""
    return found.line.said(current())
