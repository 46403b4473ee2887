"""What the user who does everything at random does with scorecards, scores, touch models and usage."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import Any

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.domain.readings import AddsUp, Metric
from csops_desktop.domain.scoring.definition import Measure
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.services.bundle import Services

TODAY = dt.date(2026, 11, 24)
_HUGE = (0.0, -3.5, 12.0, 1e12, -1e308, 1e308)

Act = Callable[[Services, random.Random], Outcome[Any] | None]


def scores(services: Services, dice: random.Random) -> Outcome[Any] | None:
    """Say something about a score: rate, mark, set a score beside it, and take that back."""
    ids = services.customers.find(ListQuery()).ids
    measure = _measure(services, dice)
    if not ids or measure is None:
        return None
    who, day = dice.choice(ids), TODAY - dt.timedelta(days=dice.choice((0, 0, 3, 200)))
    acts: Sequence[Callable[[], Outcome[Any]]] = (
        lambda: services.scores.rate(
            who,
            measure.key,
            dice.randint(1, len(measure.anchors)),
            measure.reasons[:2],
            dice.choice(("", "<b>😀")),
            day,
        ),
        lambda: services.scores.rate(who, measure.key, 1),
        lambda: services.scores.unrate(who, measure.key),
        lambda: services.scores.mark_not_applicable(who, measure.key, "対象外 \u202e"),
        lambda: services.scores.unmark(who, measure.key),
        lambda: services.scores.override(who, dice.randint(0, 200), "社長案件", dice.choice((None, TODAY))),
        lambda: services.scores.clear_override(who),
    )
    return dice.choice(acts)()


def cards(services: Services, dice: random.Random) -> Outcome[Any] | None:
    """Begin a scorecard, move one, put one away, or bring it back."""
    known = services.scorecards.cards()
    acts: list[Callable[[], Outcome[Any]]] = [
        lambda: services.scorecards.add(dice.choice(services.scorecards.starters("ja")).definition)
    ]
    if known:
        card = dice.choice(known).id
        acts += [
            lambda: services.scorecards.move(card, dice.randint(0, len(known))),
            lambda: services.scorecards.archive(card),
            lambda: services.scorecards.restore(card),
            lambda: services.scorecards.discard_draft(card),
        ]
    return dice.choice(acts)()


def usage(services: Services, dice: random.Random) -> Outcome[Any] | None:
    """Work on metrics, and type in a month."""
    metrics, ids = services.readings.metrics(), services.customers.find(ListQuery()).ids
    acts: list[Callable[[], Outcome[Any]]] = [
        lambda: services.readings.add_metric(f"指標{dice.randint(1, 5)} ✨", "回", dice.choice(list(AddsUp)))
    ]
    if metrics:
        one, other = dice.choice(metrics), dice.choice(metrics)
        acts.append(
            lambda: services.readings.change_metric(
                Metric(one.id, f"改名{dice.randint(1, 5)}", one.unit, dice.choice(list(AddsUp)))
            )
        )
        acts.append(lambda: services.records.delete(Kind.METRICS, [one.id]))
        if one != other:
            acts.append(lambda: services.readings.merge_metrics(one.id, other.id))
        if ids:
            month = TODAY.replace(day=1, month=dice.randint(6, 11))
            cells = {(dice.choice(ids), one.id): dice.choice((*_HUGE, None)) for _ in range(3)}
            acts += [lambda: services.readings.enter(month, cells)] * 4
    return dice.choice(acts)()


def touch(services: Services, dice: random.Random) -> Outcome[Any] | None:
    """Follow a suggestion of a touch model, or leave it."""
    waiting = services.touch.suggested().waiting
    if not waiting:
        return None
    ids = [dice.choice(waiting).customer.id]
    return services.touch.confirm(ids) if dice.random() < 0.5 else services.touch.keep(ids, "様子を見る")


def _measure(services: Services, dice: random.Random) -> Measure | None:
    """Return a measure that is rated by people, of any version there ever was."""
    versions = [each for card in services.scorecards.cards() for each in services.scorecards.versions(card.id)]
    found = [measure for each in versions for measure in each.definition.measures if isinstance(measure.source, Rated)]
    return dice.choice(found) if found else None
