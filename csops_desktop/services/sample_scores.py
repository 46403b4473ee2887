"""Scorecards of the sample store with two versions, a year of ratings with notes, and the scores of all that time."""

import datetime as dt
from dataclasses import replace
from random import Random

from csops_desktop.domain.scoring.definition import Axis, Definition, Measure
from csops_desktop.domain.scoring.scores import Override
from csops_desktop.domain.scoring.shown import RatingNow
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.services import rescoring
from csops_desktop.services.scorecard_files import starters
from csops_desktop.store import ratings, scorecards
from csops_desktop.store.connection import Connection

_LANGUAGE = "ja"  # the sample is invented in Japanese
_ONBOARDING, _STANDARD = "2_onboarding", "1_saas_standard"
_FIRST_DAYS, _SECOND_DAYS = 400, 45  # ago, the versions were published
_TRAIL_DAYS, _WEEK, _MONTHS, _MONTH = 91, 7, 10, 30
_HEAVIER = {"goal": 25, "maturity": 15}
_FIRST_NOTE, _SECOND_NOTE = "初版", "目標の進みを重く見る"
_PEOPLE, _SEATS_USED = "利用者数", (0.55, 1.0)
_NEVER_SHARE, _STALE_SHARE, _REASON_SHARE = 0.12, 0.15, 0.6
_NOTES = (
    "定例で利用状況を一緒に確認",
    "担当者から電話で聞き取り",
    "導入部署の会議に同席して確認",
    "先方の月次報告で数字を見た",
    "窓口の交代後、引き継ぎが不十分",
)
_NOT_APPLICABLE = "アンケートの対象に含めない契約"
_OVERRIDES = (
    (165, "現地訪問で全社展開の決定を確認。利用データの連携が遅れている", 21),
    (70, "担当役員が退任。後任の方針が未定", 6),
)


def fill(connection: Connection, today: dt.date) -> None:
    """Publish two scorecards and let people have rated by them."""
    found = {starter.key: starter.definition for starter in starters(_LANGUAGE)}
    for key in (_ONBOARDING, _STANDARD):
        card = scorecards.add(connection, found[key].name)
        _publish(connection, card, found[key], today - dt.timedelta(days=_FIRST_DAYS), _FIRST_NOTE)
        if key == _STANDARD:
            _publish(connection, card, _heavier(found[key]), today - dt.timedelta(days=_SECOND_DAYS), _SECOND_NOTE)
    _fit_seats(connection)
    dice = Random(21)  # noqa: S311 (an invention, no secret)
    customers = connection.run(
        "SELECT c.id, c.phase, c.owner_id, min(k.starts_on), max(k.ended_on IS NULL) FROM customer c "
        "JOIN contract k ON k.customer_id = c.id GROUP BY c.id ORDER BY c.id"
    ).all()
    for at, (customer, phase, member, since, _there) in enumerate(customers):
        definition = found[_ONBOARDING if phase == "onboarding" else _STANDARD]
        for measure in definition.measures:
            if isinstance(measure.source, Rated) and dice.random() >= _NEVER_SHARE:
                _rate(connection, dice, measure, customer, member, (dt.date.fromisoformat(since), today))
        if at % 23 == 5:  # noqa: PLR2004 (some of them)
            ratings.mark(connection, customer, "survey", _NOT_APPLICABLE, today - dt.timedelta(days=80), member)
    for (value, reason, days), row in zip(_OVERRIDES, [row for row in customers if row[4]][8::40], strict=False):
        until = today + dt.timedelta(days=days)
        wanted = Override(value, reason, row[2], today - dt.timedelta(days=12), until)
        ratings.set_override(connection, row[0], wanted)


def _fit_seats(connection: Connection) -> None:
    """Give contracts about as many seats as people were seen using them at most: some fewer, some more."""
    dice = Random(8)  # noqa: S311 (an invention, no secret)
    rows = connection.run(
        "SELECT k.id, max(r.value) / count(DISTINCT o.id) FROM contract k "
        "JOIN contract o ON o.customer_id = k.customer_id AND o.ended_on IS NULL "
        "JOIN reading r ON r.customer_id = k.customer_id JOIN metric m ON m.id = r.metric_id AND m.name = ? "
        "WHERE k.ended_on IS NULL GROUP BY k.id ORDER BY k.id",
        (_PEOPLE,),
    ).all()
    seats = [(max(1, round(most / dice.uniform(*_SEATS_USED))), contract) for contract, most in rows]
    connection.run_many("UPDATE contract SET seats = ? WHERE id = ?", seats)


def look_back(connection: Connection, today: dt.date) -> None:
    """Keep the scores that there would have been: by month for a year, by week for the last three months."""
    weeks = [today - dt.timedelta(days=at) for at in range(_WEEK, _TRAIL_DAYS + 1, _WEEK)]
    months = [weeks[-1] - dt.timedelta(days=_MONTH * at) for at in range(1, _MONTHS + 1)]
    versions = [
        version for card in scorecards.cards(connection) for version in scorecards.VERSIONS.all(connection, card.id)
    ]
    ids = list(connection.run("SELECT id FROM customer ORDER BY id").scalars())
    starts = dict(connection.run("SELECT customer_id, min(starts_on) FROM contract GROUP BY customer_id").all())
    for day in (*sorted((*weeks, *months)), today):
        there = [id_ for id_ in ids if starts.get(id_, "9999") <= day.isoformat()]
        held = {v.parent_id: v for v in reversed(versions) if v.published_on is not None and v.published_on <= day}
        rescoring.score(connection, there, today, day=day, current=tuple(held[card] for card in sorted(held)))


def _publish(connection: Connection, card: int, definition: Definition, day: dt.date, note: str) -> None:
    owner = connection.run("SELECT min(id) FROM member").scalar()
    scorecards.VERSIONS.put_draft(connection, card, definition)
    draft = scorecards.VERSIONS.draft(connection, card)
    assert draft is not None  # noqa: S101 (written just now)
    scorecards.VERSIONS.publish(connection, draft, day, owner, note, lasting=False)


def _heavier(definition: Definition) -> Definition:
    """Return the scorecard with other weights in its second axis."""

    def weighed(axis: Axis) -> Axis:
        groups = tuple(
            replace(group, measures=tuple(replace(m, points=_HEAVIER.get(m.key, m.points)) for m in group.measures))
            for group in axis.groups
        )
        return replace(axis, groups=groups)

    return replace(definition, axes=tuple(weighed(axis) for axis in definition.axes))


def _rate(
    connection: Connection,
    dice: Random,
    measure: Measure,
    customer: int,
    member: int | None,
    span: tuple[dt.date, dt.date],
) -> None:
    """Rate a customer every few weeks; some were left alone for too long."""
    since, today = span
    if dice.random() < _STALE_SHARE:
        today -= dt.timedelta(days=(measure.validity.days or 0) + dice.randint(5, 60))
    day = max(since + dt.timedelta(days=dice.randint(5, 30)), today - dt.timedelta(days=380))
    step, drift = dice.randint(1, len(measure.anchors)), dice.choice((-1, 0, 0, 1, 1))
    while day <= today:
        reasons = (dice.choice(measure.reasons),) if step <= 2 and dice.random() < _REASON_SHARE else ()  # noqa: PLR2004 (low steps are reasoned)
        ratings.rate(connection, customer, measure.key, RatingNow(step, reasons, dice.choice(_NOTES), day), member)
        day += dt.timedelta(days=dice.randint(40, 75))
        step = min(max(step + drift * dice.randint(0, 1), 1), len(measure.anchors))
