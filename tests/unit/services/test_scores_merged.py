"""Two customers become one: what people rated goes over, and the score is that of the one that stays."""

import datetime as dt

from csops_desktop.domain.duplicates import MergedValues
from csops_desktop.services.bundle import Services
from tests.conftest import NOON

TODAY = NOON.date()


def test_ratings_go_over_and_come_back(services: Services) -> None:
    stays = services.customers.create({"name": "Acme"}).value
    goes = services.customers.create({"name": "Acme Inc."}).value
    definition = next(each.definition for each in services.scorecards.starters("en") if each.key == "3_by_hand")
    services.scorecards.publish(services.scorecards.add(definition).value, "")
    services.scores.rate(stays, "goal", 2, day=TODAY - dt.timedelta(days=10))
    services.scores.rate(goes, "goal", 6)
    services.scores.mark_not_applicable(stays, "support", "None")
    services.scores.mark_not_applicable(goes, "support", "None either")
    before = {each: services.scores.score(each) for each in (stays, goes)}
    services.duplicates.merge(stays, [goes], MergedValues())
    book = services.scores.book()
    found = services.scores.score(stays)
    assert found is not None
    assert (book.ids, book.total) == ((stays,), (found.score.total,))
    assert found.ratings["goal"].step == 6
    services.history.undo()
    assert {each: services.scores.score(each) for each in (stays, goes)} == before
    assert len(services.scores.book()) == 2
    assert services.scores.history(goes)[-1].total == services.scores.book().total[1]
