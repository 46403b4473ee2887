"""What the proof of a score says, in sentences that need no statistics."""

from typing import TYPE_CHECKING

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.outcomes import Churn
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.wording import fields as field_words
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.analysis.backtest import BackTest, Discrimination, Lift, Rate
    from csops_desktop.services.health import Proof

ENOUGH = 20
_COIN = 0.5
_CLEARLY = 0.6  # below this two of five pairs are the wrong way round


def churn(found: Churn) -> str:
    """Return what counts as churn."""
    return {
        Churn.CONTRACTS: _("the last contract ended"),
        Churn.EVENTS: _("an imported churn record"),
    }[found]


def horizon(days: int) -> str:
    """Return how long afterwards something counts."""
    return ngettext("{n} day", "{n} days", days).format(n=days)


def verdict(found: "Proof") -> str:
    """Return the answer in one sentence."""
    test = found.test
    if not test.n:
        return _("There is nothing to look back on yet")
    if test.auc is None:
        return _("Not enough cases to judge")
    if test.auc.low > _COIN and test.auc.value < _CLEARLY:
        return _("The score told those who left from those who stayed, but only a little")
    if test.auc.low > _COIN:
        return _("The score told those who left from those who stayed")
    if test.auc.high < _COIN:
        return _("The score points the wrong way: those who left had more points")
    return _("The score cannot be told from a coin toss yet")


def reason(found: "Proof") -> str:
    """Return why, with the figures."""
    test = found.test
    if not test.n:
        return _(
            "Needed are customers with contracts that ran at least {horizon} ago. Wait, or import contracts that ended."
        ).format(horizon=horizon(found.horizon))
    if test.auc is None:
        left = field_words.counted(Kind.CUSTOMERS, test.leavers)
        text = _(
            "{left} left within {horizon} of a score. Below {enough} on either side only the counts are shown; "
            "a figure would be chance."
        )
        return text.format(left=left, horizon=horizon(found.horizon), enough=ENOUGH)
    return _auc(test.auc)


def _auc(found: "Discrimination") -> str:
    text = _(
        "Put one who left beside one who stayed: in {value} of 100 pairs the one who left had fewer points "
        "(interval {low}–{high}, 95%). 50 would be a coin toss, 100 perfect."
    )
    return text.format(value=_hundred(found.value), low=_hundred(found.low), high=_hundred(found.high))


def population(found: "Proof") -> str:
    """Return what was looked at."""
    test = found.test
    text = _("Ver{number}, {n} scores of the past, {judged} with a band; churn: {churn}, within {horizon} of the score")
    return text.format(
        number=found.version.number,
        n=show.number(test.n),
        judged=show.number(test.judged),
        churn=churn(found.churn),
        horizon=horizon(found.horizon),
    )


def of(outcomes: int, n: int) -> str:
    """Return a count of a count."""
    return f"{show.number(outcomes)}/{show.number(n)}" if n else show.DASH


def rate(found: "Rate") -> str:
    """Return a share with its counts; below 20 cases the counts alone."""
    counts = of(found.outcomes, found.n)
    return counts if found.value is None or found.n < ENOUGH else f"{counts}  {show.percent(found.value)}"


def lift(found: "Lift") -> str:
    """Return how much more often those with few points left than all."""
    return show.DASH if found.lift is None else _("×{times}").format(times=f"{found.lift:.1f}")


def area(found: "Lift") -> str:
    """Return how well a measure tells apart by itself, out of 100."""
    return show.DASH if found.auc is None else _hundred(found.auc)


def groups(test: "BackTest") -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    """Return hits, misses, false alarms and those without a band: name, meaning, customers."""
    return (
        (_("Seen coming"), _("at risk, and left"), test.hits),
        (_("Missed"), _("not at risk, and left"), test.misses),
        (_("False alarms"), _("at risk, and stayed"), test.false_alarms),
        (_("Could not say"), _("withheld, and left"), test.unjudged),
    )


def _hundred(share: float) -> str:
    return f"{share * 100:.0f}"
