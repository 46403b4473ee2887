"""A new version for many runs at once, and business days that change together with the dates that follow."""

import datetime as dt
from dataclasses import replace

import pytest

from csops_desktop.domain.playbooks.definition import Base, Milestone, Offset, Playbook, Step, Words
from csops_desktop.domain.playbooks.moving import Change
from csops_desktop.domain.playbooks.runs import Closing as Outcome
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services.bundle import Services
from csops_desktop.services.runs import Start

TODAY = dt.date(2026, 11, 24)
FIRST = Step("first", Words("一", "first"), offset=Offset(Base.START, 1, business=True))
SECOND = Step("second", Words("二", "second"), offset=Offset(Base.START, 25, business=True))
THIRD = Step("third", Words("三", "third"), offset=Offset(Base.START, 40))


def _playbook(*steps: Step) -> Playbook:
    return Playbook("two", Words("二つ", "Two"), milestones=(Milestone(Words("全部", "All"), steps),))


@pytest.fixture
def playbook(services: Services) -> int:
    return services.playbooks.add(_playbook(FIRST, SECOND), publish=True).value


def _started(services: Services, playbook: int, name: str) -> int:
    customer = services.customers.create({"name": name}).value
    return services.runs.start(Start(playbook, customer, TODAY)).value


def _due(services: Services, run: int) -> dict[str, dt.date | None]:
    return {line.course.key: line.course.due for line in services.runs.run(run).steps}


def _publish(services: Services, playbook: int, *steps: Step) -> None:
    services.playbooks.save_draft(playbook, _playbook(*steps))
    services.playbooks.publish(playbook, "")


def test_many_runs_go_on_by_a_new_version_in_one_step(services: Services, playbook: int) -> None:
    one, other, done, closed = (_started(services, playbook, name) for name in ("A", "B", "C", "D"))
    services.runs.close(closed, Outcome.SUCCESS)
    second = next(line for line in services.runs.run(done).steps if line.course.key == "second")
    services.run_steps.tick(second.id)
    assert services.run_versions.behind(playbook) == ()
    earlier = replace(SECOND, offset=Offset(Base.START, 5, business=True))
    _publish(services, playbook, earlier, THIRD)
    behind = services.run_versions.behind(playbook)
    assert [each.head.id for each in behind] == [one, other, done]
    all_of_it = [("second", Change.TIMING), ("third", Change.ADDED), ("first", Change.REMOVED)]
    assert [(each.key, each.change) for each in behind[0].differences] == all_of_it
    assert [(each.key, each.change) for each in behind[2].differences] == all_of_it[1:], "what is done stays as it is"
    assert services.run_versions.renew_many([one, done, closed]).value == 2
    assert _due(services, one) == {"second": dt.date(2026, 12, 1), "third": dt.date(2027, 1, 4)}
    assert set(_due(services, done)) == {"second", "third"}
    assert [each.head.id for each in services.run_versions.behind(playbook)] == [other]
    services.history.undo()
    assert [each.head.id for each in services.run_versions.behind(playbook)] == [one, other, done]
    assert set(_due(services, one)) == {"first", "second"}


def test_closing_days_are_looked_at_and_taken_with_the_dates_in_one_step(services: Services, playbook: int) -> None:
    run = _started(services, playbook, "A")
    before = _due(services, run)
    assert before["second"] == dt.date(2026, 12, 29)
    days = services.business_days.closing().closed(dt.date(2026, 12, 28), dt.date(2027, 1, 4), "年末年始")
    (moved,) = services.calendar_changes.affected(days)
    assert (moved.head.id, [(move.before, move.after) for move in moved.moves]) == (
        run,
        [(dt.date(2026, 12, 29), dt.date(2027, 1, 6))],
    )
    assert _due(services, run) == before, "looking moves nothing"
    assert services.calendar_changes.take(days, move_dates=True).value == 1
    assert _due(services, run)["second"] == dt.date(2027, 1, 6)
    assert not services.calendar_changes.affected(services.business_days.closing())
    services.history.undo()
    assert _due(services, run) == before
    assert not services.business_days.closing().own


def test_dates_may_stay_when_the_business_days_change(services: Services, playbook: int) -> None:
    run = _started(services, playbook, "A")
    before = _due(services, run)
    day = dt.date(2026, 12, 29)
    days = services.business_days.closing().closed(day, day, "創立記念日")
    assert services.calendar_changes.take(days, move_dates=False).value == 0
    assert _due(services, run) == before
    assert services.business_days.closing().own == {day: "創立記念日"}


def test_a_stretch_needs_a_name_and_an_end_after_its_beginning(services: Services) -> None:
    closing = services.business_days.closing()
    for first, last, name in (
        (dt.date(2026, 12, 29), dt.date(2026, 12, 28), "x"),
        (dt.date(2026, 12, 29), dt.date(2028, 1, 1), "x"),
        (dt.date(2026, 12, 29), dt.date(2026, 12, 30), " "),
    ):
        with pytest.raises(InvalidValueError):
            closing.closed(first, last, name)
