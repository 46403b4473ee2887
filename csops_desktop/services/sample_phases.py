"""When the customers of the sample store entered the phases of each product, and roles for the phases."""

import datetime as dt
from itertools import pairwise
from random import Random

from csops_desktop.domain.fields import PHASES
from csops_desktop.domain.phases import ROLES, PhaseStay
from csops_desktop.store import phases
from csops_desktop.store.connection import Connection

# In the order of ROLES.
_ROLES = (
    "営業",
    "導入コンサル",
    "カスタマーサクセス",
    "カスタマーサクセス",
    "営業",
    "サポート",
)
_ONBOARDING_DAYS, _ADOPTION_DAYS, _LATER_DAYS = (45, 110), (120, 420), (60, 240)
_NOTED_LATER_SHARE, _UNKNOWN_SHARE = 0.2, 0.1


def fill(connection: Connection, today: dt.date) -> None:
    """Give every product of a customer the phases up to the one it is in; of some nobody knows since when."""
    dice = Random(7)  # noqa: S311 (an invention, no secret)
    for place, (what, role) in enumerate(zip(ROLES, _ROLES, strict=True), 1):
        phases.put_role(connection, what, role, place)
    rows = connection.run(
        "SELECT a.id, c.phase, min(k.starts_on) FROM adoption a JOIN customer c ON c.id = a.customer_id "
        "JOIN contract k ON k.customer_id = a.customer_id AND k.product_id = a.product_id "
        "WHERE c.phase IS NOT NULL AND NOT EXISTS (SELECT 1 FROM phase_stay s WHERE s.adoption_id = a.id) "
        "GROUP BY a.id ORDER BY a.id"
    ).all()
    for adoption, phase, starts in rows:
        if phase != PHASES[0] and dice.random() < _UNKNOWN_SHARE:
            continue
        way = [each for each in PHASES[: PHASES.index(phase) + 1] if each != "expansion" or each == phase]
        for stay in _stays(dice, way, dt.date.fromisoformat(starts), today):
            later = stay.left_on is None and dice.random() < _NOTED_LATER_SHARE
            phases.put(connection, adoption, stay, min(today, stay.entered_on + dt.timedelta(days=21 if later else 0)))
    phases.forget(connection)


def _stays(dice: Random, way: list[str], starts: dt.date, today: dt.date) -> list[PhaseStay]:
    """Return the stays of a way that fit between the start and today, the last one lasting."""
    spans = {PHASES[0]: _ONBOARDING_DAYS, PHASES[1]: _ADOPTION_DAYS}
    days = [min(starts, today)]
    for phase in way[:-1]:
        days.append(days[-1] + dt.timedelta(days=dice.randint(*spans.get(phase, _LATER_DAYS))))
    if days[-1] > today:  # everything took a little less time
        share = max(0, (today - days[0]).days - 7) / max(1, (days[-1] - days[0]).days)
        days = [days[0] + dt.timedelta(days=int((day - days[0]).days * share)) for day in days]
    found = [PhaseStay(0, phase, *span) for phase, span in zip(way, pairwise(days), strict=False)]
    return [*found, PhaseStay(0, way[-1], days[-1])]
