"""A customer's health in a few words: the score with its measures, why it moved."""

import datetime as dt

from csops_desktop.domain.scoring.definition import TOTAL, Band, Measure
from csops_desktop.domain.scoring.scores import MeasureScore, Override, Score, State
from csops_desktop.domain.scoring.sources import Known, KnownFact, Rated
from csops_desktop.domain.scoring.waterfall import Cause, Line
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.wording import scoring
from csops_desktop.wording import values as show
from csops_desktop.wording.health_figures import stretch

_YES_NO = frozenset({KnownFact.CHAMPION_PRESENT, KnownFact.NOTICE_RECEIVED})
_DAYS = frozenset({KnownFact.DAYS_SINCE_TWO_WAY, KnownFact.DAYS_SINCE_CONTACT, KnownFact.PAYMENT_DELAY})


def of_200(score: Score) -> str:
    """Return what stands in the pill of a page: the score out of 200, or the range while the band is withheld."""
    shown = stretch(score.total, score.high) if score.band is Band.WITHHELD else str(score.total)
    return f"{shown}/{TOTAL}"


def axes(score: Score) -> str:
    """Return the points of the axes."""
    return " ・ ".join(f"{axis.name} {stretch(axis.points, axis.high)}" for axis in score.axes)


def covered(score: Score) -> str:
    """Return the coverage, and the range that what is missing leaves open."""
    text = _("Coverage {n}%").format(n=score.coverage)
    if score.high > score.total:
        between = _("between {low} and {high}").format(low=score.total, high=score.high)
        return f"{text} ・ {between}"
    return text


def ageing(score: Score) -> str:
    """Return what is lost because values are old, empty for nothing."""
    loss = score.ageing_loss
    return _("{n} for values that are getting old").format(n=show.signed(-loss)) if loss else ""


def override(found: Override, computed: int) -> str:
    """Return what a person set beside the score."""
    text = _("{value} set by hand (computed {computed})")
    if found.until is not None:
        text = _("{value} set by hand until {day} (computed {computed})")
    until = "" if found.until is None else show.date(found.until)
    said = text.format(value=found.value, computed=computed, day=until)
    return _("{said}: {reason}").format(said=said, reason=found.reason)


def value(measure: Measure | None, number: float | None) -> str:
    """Return the number of a measure as one says it: a step with its wording, yes or no, else the number."""
    if number is None:
        return ""
    if measure is not None and measure.anchors and isinstance(measure.source, Rated):
        step = round(number)
        return f"{step} {measure.anchors[step - 1]}" if 1 <= step <= len(measure.anchors) else str(step)
    if measure is not None and isinstance(measure.source, Known) and measure.source.fact in _YES_NO:
        return show.flag(bool(number))
    if measure is not None and isinstance(measure.source, Known) and measure.source.fact in _DAYS:
        return ngettext("{n} day", "{n} days", round(number)).format(n=show.number(round(number)))
    return show.real(round(number, 1))


def points(line: MeasureScore) -> str:
    """Return the points of a measure out of those it may earn."""
    return "—" if line.state is State.NOT_APPLICABLE else f"{stretch(line.points, line.high)}/{line.maximum}"


def standing(line: MeasureScore, today: dt.date) -> str:
    """Return what there is for a measure, with its day or the reason."""
    day = "" if line.as_of is None else show.date_short(line.as_of, today)
    parts = {
        State.VALID: (day,),
        State.NOT_APPLICABLE: (scoring.state(line.state), line.note),
        State.NEVER_ENTERED: (scoring.state(line.state),),
    }.get(line.state, (scoring.state(line.state), day))
    loss = (_("{n} by age").format(n=show.signed(-line.loss)),) if line.loss else ()
    return " ・ ".join(part for part in (*parts, *loss) if part)


def change(line: Line, measure: Measure | None) -> str:
    """Return in a few words what moved the points of a measure."""
    if line.cause in (Cause.VALUE, Cause.SCALE):
        old, new = value(measure, line.before), value(measure, line.after)
        if old != new:
            return f"{old} → {new}"
    if line.cause is Cause.ENTERED:
        return _("entered: {value}").format(value=value(measure, line.after))
    return scoring.cause(line.cause)
