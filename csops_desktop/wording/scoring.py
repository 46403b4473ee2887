"""The words of scores: bands, what there is for a measure, why a score moved, and what is wrong with a scorecard."""

from csops_desktop.domain.scoring.definition import Ageing, Band, Effect
from csops_desktop.domain.scoring.flaws import Flaw, Problem
from csops_desktop.domain.scoring.scores import RuleHit, State
from csops_desktop.domain.scoring.waterfall import Cause
from csops_desktop.foundation.i18n import _, ngettext, pgettext

_SHOWN = 3


def band(found: Band) -> str:
    """Return the name of a band."""
    return {
        Band.HEALTHY: pgettext("health", "Healthy"),
        Band.WATCH: pgettext("health", "Watch"),
        Band.RISK: pgettext("health", "At risk"),
        Band.WITHHELD: pgettext("health", "Withheld"),
    }[found]


def state(found: State) -> str:
    """Return what there is for a measure."""
    return {
        State.VALID: pgettext("a measure's data", "Valid"),
        State.AGEING: pgettext("a measure's data", "Getting old"),
        State.NOT_APPLICABLE: pgettext("a measure's data", "Not applicable"),
        State.NEVER_ENTERED: pgettext("a measure's data", "Not entered"),
        State.EXPIRED: pgettext("a measure's data", "Expired"),
    }[found]


def ageing(found: Ageing) -> str:
    """Return what becomes of a value past its validity."""
    return {
        Ageing.EXPIRES: pgettext("what becomes of an old value", "Expires"),
        Ageing.STEPS_DOWN: pgettext("what becomes of an old value", "Steps down"),
        Ageing.HALF_LIFE: pgettext("what becomes of an old value", "Halves"),
    }[found]


def cause(found: Cause) -> str:
    """Return why the points of a measure moved."""
    return {
        Cause.VALUE: pgettext("why points moved", "The value changed"),
        Cause.SCALE: pgettext("why points moved", "Other thresholds apply"),
        Cause.AGEING: pgettext("why points moved", "The value got older"),
        Cause.ENTERED: pgettext("why points moved", "A value was entered"),
        Cause.EXPIRED: pgettext("why points moved", "The value expired or was taken out"),
        Cause.APPLICABLE: pgettext("why points moved", "Applicable or not"),
        Cause.WEIGHT: pgettext("why points moved", "The weight changed"),
        Cause.ADDED: pgettext("why points moved", "New in the scorecard"),
        Cause.REMOVED: pgettext("why points moved", "No longer in the scorecard"),
    }[found]


def rule(hit: RuleHit) -> str:
    """Return what a rule does, beside the points that it leaves alone."""
    limited = hit.effect is Effect.CAP or hit.assumed
    text = _("At most “{band}”: {rule}") if limited else _("Set to “{band}”: {rule}")
    said = text.format(band=band(hit.band), rule=hit.name)
    return _("{said} (nobody knows, so it is assumed)").format(said=said) if hit.assumed else said


def problem(found: Problem) -> str:
    """Return what is wrong with an entry of a scorecard, and what to do."""
    text = _FLAWS[found.flaw]()
    said = text.format(value=found.value, where=found.where)
    return _("{name}: {problem}").format(name=found.name, problem=said) if found.name else said


def problems(found: tuple[Problem, ...]) -> str:
    """Return the first few problems as one text, and how many more there are."""
    lines = [problem(each) for each in found[:_SHOWN]]
    more = len(found) - _SHOWN
    if more > 0:
        lines.append(ngettext("{n} more problem.", "{n} more problems.", more).format(n=f"{more:,}"))
    return pgettext("between sentences", " ").join(lines)


_FLAWS = {
    Flaw.NOT_JSON: lambda: _("This file is no scorecard. Choose a file that was exported as one."),
    Flaw.MISSING: lambda: _("The entry “{where}” is missing in the file."),
    Flaw.WRONG_TYPE: lambda: _("The entry “{where}” cannot be “{value}”."),
    Flaw.NOT_A_CHOICE: lambda: _("The entry “{where}” cannot be “{value}”; it is none of the choices."),
    Flaw.UNKNOWN_ENTRY: lambda: _("The entry “{where}” is not known. Take it out, or correct its name."),
    Flaw.NO_NAME: lambda: _("A name is missing. Enter one."),
    Flaw.NO_KEY: lambda: _("A key is missing. Enter one."),
    Flaw.KEY_TWICE: lambda: _("The key “{value}” is there twice. Change one of them."),
    Flaw.AXES: lambda: _("A scorecard has two axes; this one has {value}."),
    Flaw.AXIS_SUM: lambda: _("The points sum to {value}. Make it 100."),
    Flaw.POINTS: lambda: _("“{value}” points are not possible. Enter 0 to 100."),
    Flaw.NO_KNOTS: lambda: _("There is no threshold. Add one."),
    Flaw.KNOT_ORDER: lambda: _("The threshold “{value}” is not larger than the one before. Put them in order."),
    Flaw.KNOT_VALUE: lambda: _("“{value}” cannot be a threshold. Enter a smaller number."),
    Flaw.SHARE: lambda: _("A share of “{value}” percent is not possible. Enter 0 to 100."),
    Flaw.TENURE_ORDER: lambda: _("The months since the contract start must rise from 1 on; “{value}” does not."),
    Flaw.DAYS: lambda: _("“{value}” days are not possible. Enter 1 to 3,660."),
    Flaw.DROP: lambda: _("A loss of “{value}” percent is not possible. Enter 1 to 100."),
    Flaw.NO_METRIC: lambda: _("No usage metric is chosen. Choose one."),
    Flaw.NO_STEPS: lambda: _("The wording of a step is missing. Write what each step means."),
    Flaw.RATED_ELSEWHERE: lambda: _("The rating “{value}” belongs to another measure. Choose one of this scorecard."),
    Flaw.BANDS: lambda: _("The bands begin at {value}. Let both lie between 1 and 200, the second higher."),
    Flaw.COVERAGE: lambda: _("A coverage of “{value}” percent is not possible. Enter 0 to 100."),
    Flaw.RULE_BAND: lambda: _("A rule cannot withhold a band. Choose another one."),
}
