"""Levels, and assessments over two years, for the products of the sample store."""

import datetime as dt
from random import Random

from csops_desktop.domain.maturity import LEVELS, Assessment, Evidence, reached
from csops_desktop.services.product_files import starters
from csops_desktop.store import maturity
from csops_desktop.store.connection import Connection

_LANGUAGE = "ja"  # the sample is invented in Japanese
_STARTERS = (0, 2)  # by position of the product: what is delivered, then what is received
_EVERY_DAYS, _MOST = (75, 150), 8
_STALE_SHARE, _FALL_SHARE, _FORCED_SHARE, _UNASSESSED_SHARE = 0.22, 0.06, 0.04, 0.12
_NOTE, _REASON = "定例で画面を見て確認", "先方からの申告。次の定例で確認する"


def fill(connection: Connection, today: dt.date) -> None:
    """Give the first products levels, and their customers a way through them."""
    models = starters(_LANGUAGE)
    products = [row[0] for row in connection.run("SELECT id FROM product ORDER BY id")]
    dice = Random(4)  # noqa: S311 (an invention, no secret)
    for product, at in zip(products, _STARTERS, strict=False):
        maturity.put_model(connection, product, models[at].model)
        evidence = maturity.evidence(connection, product)
        rows = connection.run(
            "SELECT a.id, min(k.starts_on), max(coalesce(k.ended_on, '9999')), c.owner_id FROM adoption a "
            "JOIN customer c ON c.id = a.customer_id JOIN contract k ON k.customer_id = c.id AND k.product_id = ? "
            "WHERE a.product_id = ? GROUP BY a.id ORDER BY a.id",
            (product, product),
        ).all()
        for adoption, starts, ended, owner in rows:
            until = min(today, dt.date.fromisoformat(ended)) if ended != "9999" else today
            if dice.random() >= _UNASSESSED_SHARE:
                _walk(connection, dice, evidence, adoption, (dt.date.fromisoformat(starts), until), owner)


def _walk(
    connection: Connection,
    dice: Random,
    evidence: tuple[Evidence, ...],
    adoption: int,
    span: tuple[dt.date, dt.date],
    owner: int | None,
) -> None:
    """Write the assessments of one customer: piece after piece of evidence comes in, now and then one is lost."""
    first, until = span
    day = max(first, until - dt.timedelta(days=730)) + dt.timedelta(days=dice.randint(20, 60))
    known, pace = dice.randint(0, 3), dice.choice((1, 1, 2, 2, 3))
    top = dice.choice((*LEVELS, *LEVELS[1:]))
    limit = next((at for at, item in enumerate(evidence) if item.level > top), len(evidence))
    first_value = first + dt.timedelta(days=dice.randint(14, 130))
    if first_value < until:
        maturity.set_first_value(connection, adoption, first_value)
    for _at in range(_MOST):
        if day >= until:
            return
        if dice.random() >= _STALE_SHARE:
            known = min(limit, known + pace)
        if dice.random() < _FALL_SHARE:
            known = max(0, known - 3)
        holding = {item.id: _NOTE if item.needs_proof else "" for item in evidence[:known]}
        shown = reached(evidence, holding)
        ahead = shown + 1 if shown < LEVELS[-1] and dice.random() < _FORCED_SHARE else None
        found = Assessment(adoption, day, holding, ahead, _REASON if ahead else "")
        maturity.add_assessment(connection, found, shown, {item.id: holding.get(item.id) for item in evidence}, owner)
        day += dt.timedelta(days=dice.randint(*_EVERY_DAYS))
