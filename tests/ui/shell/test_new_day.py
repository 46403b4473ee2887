"""A window that stays open over midnight: the scores get older, and the pages hear of it once."""

import datetime as dt

from pytestqt.qtbot import QtBot

from csops_desktop.domain.changes import Area
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.clock import fixed
from csops_desktop.ui.new_day import score_of_today
from csops_desktop.ui.state import Workbench
from tests.conftest import NOON


def test_scores_are_those_of_the_new_day(qtbot: QtBot, workbench: Workbench) -> None:
    services, told = workbench.services, list[Area]()
    acme = services.customers.create({"name": "Acme"}).value
    definition = next(each.definition for each in services.scorecards.starters("en") if each.key == "3_by_hand")
    services.scorecards.publish(services.scorecards.add(definition).value, "")
    for measure in definition.measures:
        services.scores.rate(acme, measure.key, 6)
    score_of_today(workbench)
    qtbot.waitUntil(workbench.tasks.idle)
    assert services.scores.book().band == (Band.HEALTHY,)
    services.scores.database.clock = fixed(NOON + dt.timedelta(days=100))
    workbench.tasks.changed.connect(lambda areas, _initiator: told.append(areas))
    for _twice in range(2):
        score_of_today(workbench)
        qtbot.waitUntil(workbench.tasks.idle)
    assert services.scores.book().band == (Band.WITHHELD,)
    assert told == [Area.HEALTH | Area.CUSTOMERS]
