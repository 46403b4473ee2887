"""The words of scorecards: where numbers come from, how they are scored, and what a new version changes."""

from csops_desktop.domain.scoring.definition import Compare, Definition, Effect, Scale, ScaleKind, Validity
from csops_desktop.domain.scoring.differences import Difference, Part
from csops_desktop.domain.scoring.sources import How, Known, KnownFact, Rated, Source, Usage
from csops_desktop.foundation.i18n import _, ngettext, pgettext

_FACTS = {
    KnownFact.DAYS_SINCE_TWO_WAY: lambda: _("Days since the last two-way contact"),
    KnownFact.DAYS_SINCE_CONTACT: lambda: _("Days since the last contact"),
    KnownFact.TICKETS: lambda: _("Tickets opened"),
    KnownFact.ESCALATIONS: lambda: _("Escalated tickets"),
    KnownFact.OPEN_TICKETS: lambda: _("Open tickets"),
    KnownFact.OPEN_CRITICAL_TICKETS: lambda: _("Open critical tickets"),
    KnownFact.OPEN_COMPLAINTS: lambda: _("Open complaints"),
    KnownFact.SURVEY_SCORE: lambda: _("Survey score"),
    KnownFact.MATURITY_LEVEL: lambda: _("Maturity level"),
    KnownFact.LICENCE_USE: lambda: _("Licence use (%)"),
    KnownFact.CHAMPION_PRESENT: lambda: _("A champion is there (1 or 0)"),
    KnownFact.PAYMENT_DELAY: lambda: _("Payment delay (days)"),
    KnownFact.TENURE_MONTHS: lambda: _("Months since the contract start"),
    KnownFact.NOTICE_RECEIVED: lambda: _("Notice of termination received (1 or 0)"),
    KnownFact.OVERDUE_PROMISES: lambda: _("Overdue promises"),
    KnownFact.MRR: lambda: _("MRR"),
}
_HOWS = {
    How.SUM: lambda: pgettext("how readings become one number", "Sum"),
    How.MEAN: lambda: pgettext("how readings become one number", "Mean"),
    How.LAST: lambda: pgettext("how readings become one number", "Latest"),
    How.CHANGE: lambda: pgettext("how readings become one number", "Change (%)"),
}
WINDOWED = frozenset({KnownFact.TICKETS, KnownFact.ESCALATIONS, KnownFact.SURVEY_SCORE})
"""The facts that are asked for within a window of days."""


def fact(found: KnownFact) -> str:
    """Return the name of something the store knows."""
    return _FACTS[found]()


def how(found: How) -> str:
    """Return how readings become one number."""
    return _HOWS[found]()


def compare(found: Compare) -> str:
    """Return how a rule looks at a number."""
    return {
        Compare.AT_LEAST: pgettext("a rule's condition", "at least"),
        Compare.AT_MOST: pgettext("a rule's condition", "at most"),
    }[found]


def effect(found: Effect) -> str:
    """Return what a rule does to the band."""
    return {
        Effect.CAP: pgettext("what a rule does", "At most"),
        Effect.FORCE: pgettext("what a rule does", "Set to"),
    }[found]


def scale_kind(found: ScaleKind) -> str:
    """Return how numbers between two thresholds are scored."""
    return {
        ScaleKind.STEPS: pgettext("a scale", "Steps"),
        ScaleKind.LINES: pgettext("a scale", "Straight lines"),
    }[found]


def source(found: Source) -> str:
    """Return where a number comes from, in one line."""
    match found:
        case Rated():
            return _("Rated by a person")
        case Usage(metric, way, days, product):
            text = _("{metric}: {how}, {days} days").format(metric=metric or "—", how=how(way), days=days)
        case Known(which, days, product):
            text = fact(which)
            if days:
                text = _("{fact}, {days} days").format(fact=text, days=days)
    return _("{text} ({product})").format(text=text, product=product) if product else text


def validity(found: Validity) -> str:
    """Return how long a value holds."""
    if found.days is None:
        return _("for ever")
    return ngettext("{n} day", "{n} days", found.days).format(n=f"{found.days:,}")


def scale(found: Scale) -> str:
    """Return the thresholds in one line."""
    return "  ".join(f"{knot.at:g}→{knot.share}%" for knot in found.knots)


def difference(found: Difference) -> str:
    """Return one difference between two versions as a sentence."""
    return _DIFFERENCES[found.part]().format(name=found.name or "—", before=found.before, after=found.after)


def whom(definition: Definition, choice: dict[str, str]) -> str:
    """Return whom a scorecard is for.

    Args:
        definition: the scorecard.
        choice: names of the codes of phases and touch models.
    """
    scope = definition.scope
    parts = [
        "・".join(names)
        for names in (
            scope.products,
            tuple(choice.get(code, code) for code in scope.phases),
            tuple(choice.get(code, code) for code in scope.touches),
        )
        if names
    ]
    return " × ".join(parts) if parts else _("All customers")


_DIFFERENCES = {
    Part.NAME: lambda: _("The scorecard is called “{after}” (was “{before}”)"),
    Part.AXIS: lambda: _("The axis “{before}” is called “{after}”"),
    Part.ADDED: lambda: _("New: {name}, {after} points"),
    Part.REMOVED: lambda: _("No longer: {name} ({before} points)"),
    Part.RENAMED: lambda: _("“{before}” is called “{after}”"),
    Part.MOVED: lambda: _("{name}: from {before} to {after}"),
    Part.POINTS: lambda: _("{name}: {before} → {after} points"),
    Part.SOURCE: lambda: _("{name}: another source"),
    Part.SCALE: lambda: _("{name}: another scale"),
    Part.VALIDITY: lambda: _("{name}: another validity"),
    Part.WORDING: lambda: _("{name}: another wording of the steps or reasons"),
    Part.NOT_APPLICABLE: lambda: _("{name}: whether it can be not applicable"),
    Part.RULE_ADDED: lambda: _("New rule: {name}"),
    Part.RULE_REMOVED: lambda: _("No longer a rule: {name}"),
    Part.RULE: lambda: _("Changed rule: {name}"),
    Part.BANDS: lambda: _("The bands begin at {after} (were {before})"),
    Part.COVERAGE: lambda: _("Least coverage: {before}% → {after}%"),
    Part.SCOPE: lambda: _("Other customers"),
    Part.ORDER: lambda: _("Order and headings"),
}
