"""Touch models of the sample store: rules that suit its prices, the hours of its people, who was served how before."""

import datetime as dt
from random import Random

from csops_desktop.domain.touch import TouchRule
from csops_desktop.store import touch
from csops_desktop.store.connection import Connection

_RULES = (
    TouchRule("high", revenue_from=2_800_000),
    TouchRule("high", revenue_from=1_200_000, complexity="complex"),
    TouchRule("community", level_from=3),
    TouchRule("low", revenue_from=720_000),
    TouchRule("low", revenue_from=480_000, level_to=1),
    TouchRule("tech"),
)
_MINUTES = (2400, 2400, 1800, 1500)
"""A month, of the members that look after customers, in their order."""
_BEFORE = {"high": "low", "low": "tech", "tech": "low", "community": "low"}
_BEFORE_SHARE, _COMPLEX_SHARE, _KEPT = 0.16, 0.12, 3
_REASONS = (
    "専任の担当を置く約束が契約にある",
    "移行が終わる3月まで手厚く見る",
    "窓口が変わったので、次の四半期に見直す",
)


def fill(connection: Connection, today: dt.date) -> None:
    """Set rules and hours, and write down how some customers came to their touch models."""
    dice = Random(5)  # noqa: S311 (an invention, no secret)
    touch.put_rules(connection, _RULES)
    owners = [row[0] for row in connection.run("SELECT DISTINCT owner_id FROM customer WHERE owner_id ORDER BY 1")]
    connection.run_many("UPDATE member SET minutes = ? WHERE id = ?", list(zip(_MINUTES, owners, strict=False)))
    customers = connection.run("SELECT id, touch FROM customer WHERE touch IS NOT NULL ORDER BY id").all()
    for id_, now in customers:
        if dice.random() < _COMPLEX_SHARE:
            connection.run("UPDATE customer SET complexity = 'complex' WHERE id = ?", (id_,))
        if dice.random() < _BEFORE_SHARE:
            later = today - dt.timedelta(days=dice.randint(20, 200))
            earlier = later - dt.timedelta(days=dice.randint(150, 400))
            touch.note(connection, [(id_, _BEFORE[now], earlier), (id_, now, later)])
    rows = connection.run("SELECT id FROM customer WHERE touch = 'high' ORDER BY id LIMIT ?", (_KEPT,)).all()
    for (id_,), reason in zip(rows, _REASONS, strict=False):
        touch.keep(connection, [(id_, "community")], today - dt.timedelta(days=30), reason)
