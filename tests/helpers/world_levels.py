"""What the user who does everything at random does with levels, assessments and phases."""

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import PHASES, TOUCHES, Kind
from csops_desktop.domain.maturity import LEVELS, Assessment, Level, Standing
from csops_desktop.domain.phases import ROLES, PhaseStay
from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.services.bundle import Services

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = dt.date(2026, 11, 24)


def _day(dice: random.Random) -> dt.date:
    return TODAY - dt.timedelta(days=dice.randint(0, 300))


def _standing(services: Services, dice: random.Random) -> Standing | None:
    ids = services.customers.find(ListQuery()).ids
    if not ids:
        return None
    found = services.maturity.standings(dice.choice(ids))
    return dice.choice(found) if found else None


def levels(services: Services, dice: random.Random) -> Outcome[Any] | None:
    """Change the levels of a product."""
    products = services.records.names(Kind.PRODUCTS)
    if not products:
        return None
    product = dice.choice(products)[0]
    sheet = services.levels.sheet(product)
    lines = [line.id for line in sheet.evidence]
    acts: list[Callable[[], Outcome[Any]]] = [
        lambda: services.levels.add_evidence(product, dice.choice(LEVELS), f"根拠{dice.randint(1, 99)}"),
        lambda: services.levels.set_level(product, Level(dice.choice(LEVELS), f"段階{dice.randint(1, 9)}", "意味")),
        lambda: services.levels.set_share(product, dice.choice(TOUCHES), dice.randint(0, 100)),
        lambda: services.phases.set_role(dice.choice(ROLES), dice.choice(("営業", "CSM", ""))),
    ]
    if lines:
        acts += [
            lambda: services.levels.remove_evidence(dice.choice(lines)),
            lambda: services.levels.bring_back(dice.choice(lines)),
            lambda: services.levels.move_evidence(dice.choice(lines), dice.choice((-1, 1))),
            lambda: services.levels.change_evidence(dice.choice(lines), "別の根拠", needs_proof=dice.random() < 0.5),
        ]
    if not sheet.levels:
        acts.append(lambda: services.maturity.add_product(services.maturity.starters("ja")[0].model, product))
    return dice.choice(acts)()


def assess(services: Services, dice: random.Random) -> Outcome[Any] | None:
    """Assess, put an assessment right, delete it, or say when the first value was seen."""
    standing = _standing(services, dice)
    if standing is None:
        return None
    adoption = standing.adoption_id
    held = {item.id: "見た" for item in standing.evidence if dice.random() < 0.7}
    found = Assessment(adoption, _day(dice), held, dice.choice((None, None, 2)), "申告", dice.choice(("", "メモ")))
    match dice.randint(0, 4):
        case 0 if standing.history:
            return services.maturity.remove(adoption, dice.choice(standing.history).id)
        case 1 if standing.history:
            return services.maturity.correct(dice.choice(standing.history).id, found)
        case 2:
            return services.maturity.set_first_value(adoption, dice.choice((_day(dice), None)))
    return services.maturity.assess(found)


def phase(services: Services, dice: random.Random) -> Outcome[Any] | None:
    """Let a product enter a phase, put a stay right, or delete one."""
    standing = _standing(services, dice)
    if standing is None:
        return None
    adoption, stays = standing.adoption_id, standing.phases
    try:
        match dice.randint(0, 3):
            case 0 if stays:
                return services.phases.remove(adoption, dice.choice(stays).id)
            case 1:
                id_ = dice.choice((0, *(stay.id for stay in stays)))
                start = _day(dice)
                left = dice.choice((None, min(TODAY, start + dt.timedelta(days=dice.randint(0, 60)))))
                return services.phases.save(adoption, PhaseStay(id_, dice.choice(PHASES), start, left))
    except NotFoundError:
        return None
    return services.phases.enter(adoption, dice.choice(PHASES), _day(dice))
