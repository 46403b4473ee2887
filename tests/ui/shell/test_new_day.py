"""A window that stays open over midnight: the scores get older, and the pages hear of it once."""

import datetime as dt

from pytestqt.qtbot import QtBot

from csops_desktop.domain.changes import Area, Sentence, SetKind
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.clock import fixed
from csops_desktop.services.rescoring import AT_ONCE
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.new_day import score_of_today
from csops_desktop.ui.state import Workbench
from tests.conftest import NOON


def test_the_scores_of_many_follow_behind_the_window(qtbot: QtBot, workbench: Workbench) -> None:
    services = workbench.services
    with services.scores.database.operation(Sentence("imported"), SetKind.IMPORT) as operation:
        operation.connection.run_many("INSERT INTO customer(name) VALUES (?)", [(f"C{n}",) for n in range(AT_ONCE + 1)])
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    starter = services.scorecards.starters("en")[0]
    card = services.scorecards.add(starter.definition).value
    workbench.tasks.operate(lambda: services.scorecards.publish(card, ""))
    qtbot.waitUntil(lambda: len(services.scores.book()) == AT_ONCE + 1, timeout=20_000)
    qtbot.waitUntil(workbench.tasks.idle)
    window.close()


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
