"""What is taken out of runs: days for a calendar program, and checklists on paper."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import vobject
from pypdf import PdfReader

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.papers import Audience, CalendarEntry
from csops_desktop.domain.playbooks.runs import StepState
from csops_desktop.exchange.calendar_file import calendar_file
from csops_desktop.foundation import i18n
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import CannotWriteError
from csops_desktop.services.bundle import Services
from csops_desktop.services.runs import Start
from csops_desktop.wording import run_papers

ENDS = dt.date(2027, 5, 6)


@pytest.fixture
def run(services: Services) -> int:
    """A renewal of a customer whose name no format would like."""
    renewal = next(each for each in services.playbooks.starters() if each.key == "renewal")
    playbook = services.playbooks.add(renewal, publish=True).value
    customer = services.customers.create({"name": '#青葉; "商店", *R&D* $x$'}).value
    contract: dict[str, int | dt.date] = {"customer_id": customer, "mrr": 100_000}
    contract |= {"starts_on": dt.date(2026, 5, 7), "term_ends_on": ENDS}
    services.records.create(Kind.CONTRACTS, contract)
    return services.runs.start(Start(playbook, customer, dt.date(2026, 11, 24))).value


@pytest.fixture
def japanese() -> Iterator[None]:
    i18n.use("ja")
    yield
    i18n.use("en")


def _calendar(services: Services, path: Path, run: int | None = None) -> dict[str, vobject.base.Component]:
    services.run_papers.write_calendar(path, "CSOps", run_papers.entries(services.run_papers.days(run)))
    read = vobject.readOne(path.read_text(encoding="utf-8"))
    return {event.uid.value: event for event in read.vevent_list}


def test_another_program_reads_every_due_day(services: Services, run: int, tmp_path: Path) -> None:
    found = _calendar(services, tmp_path / "due.ics", run)
    view = services.runs.run(run)
    days = [line.course.due for line in view.steps if line.course.due is not None]
    assert sorted(event.dtstart.value for event in found.values()) == sorted(days)
    assert all(view.head.customer in event.summary.value for event in found.values())
    assert all(event.dtend.value - event.dtstart.value == dt.timedelta(1) for event in found.values())


def test_a_second_export_moves_what_the_first_one_brought(services: Services, run: int, tmp_path: Path) -> None:
    before = _calendar(services, tmp_path / "one.ics")
    dated = [line for line in services.runs.run(run).steps if line.course.due is not None and line.course.state.open]
    moved, done, left = dated[0], dated[1], dated[2]
    services.run_steps.move(moved.id, dt.date(2027, 1, 8))
    services.run_steps.leave_out(left.id, StepState.NOT_APPLICABLE, "自動更新")
    services.run_steps.leave_out(done.id, StepState.SKIPPED, "不要")
    after = _calendar(services, tmp_path / "two.ics")
    assert before.keys() <= after.keys()
    [uid] = [uid for uid in before if uid.endswith(f"-{moved.id}@csops-desktop")]
    assert after[uid].dtstart.value == dt.date(2027, 1, 8)
    cancelled = {uid for uid, event in after.items() if event.status.value == "CANCELLED"}
    assert len(cancelled) == 2


def test_a_closed_run_goes_out_of_the_calendar(services: Services, run: int, tmp_path: Path) -> None:
    from csops_desktop.domain.playbooks.runs import Closing  # noqa: PLC0415 (only here)

    services.runs.close(run, Closing.NOT_NEEDED)
    found = _calendar(services, tmp_path / "due.ics")
    assert {event.status.value for event in found.values()} == {"CANCELLED"}


def test_only_ones_own_steps_when_asked(services: Services, run: int) -> None:
    member = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    assert services.run_papers.days(owner_id=member).steps == ()
    services.run_steps.set_step_owner(services.runs.run(run).steps[0].id, member)
    assert [step.line.owner for step in services.run_papers.days(owner_id=member).steps] == ["佐伯 美緒"]


def test_a_later_file_has_a_higher_sequence(clock: Clock) -> None:
    entry = CalendarEntry("a@b", dt.date(2026, 12, 1), "長い題名" * 30, "一行目\n二行目; 三, 四")

    def sequence(moment: dt.datetime) -> int:
        event = vobject.readOne(calendar_file("x", [entry], moment).decode()).vevent
        assert (event.summary.value, event.description.value) == (entry.title, entry.text)
        return int(event.sequence.value)

    assert sequence(clock.now() + dt.timedelta(minutes=5)) > sequence(clock.now())


def _text(path: Path) -> str:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.usefixtures("japanese")
def test_a_checklist_prints_what_stands_in_the_run(services: Services, run: int, clock: Clock, tmp_path: Path) -> None:
    first = services.runs.run(run).steps[0]
    services.run_steps.note(first.id, "社内だけの覚え書き")
    view, path = services.runs.run(run), tmp_path / "checklist.pdf"
    services.run_papers.write_checklist(path, run_papers.checklist(view, Audience.OURS, clock.now()))
    text = _text(path)
    for wanted in (view.head.customer, "社内用", "社内だけの覚え書き", *(line.said("ja") for line in view.steps)):
        assert "".join(wanted.split()) in text


@pytest.mark.usefixtures("japanese")
def test_a_customer_sees_only_what_is_shared(services: Services, run: int, clock: Clock, tmp_path: Path) -> None:
    member = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    for line in services.runs.run(run).steps:
        services.run_steps.note(line.id, "社内だけの覚え書き")
        services.run_steps.set_step_owner(line.id, member)
    services.run_steps.add_step(run, "こちらだけの手順", dt.date(2027, 1, 8), milestone=0)
    view, path = services.runs.run(run), tmp_path / "theirs.pdf"
    services.run_papers.write_checklist(path, run_papers.checklist(view, Audience.CUSTOMER, clock.now()))
    text = _text(path)
    shown = [line for line in view.steps if line.step is not None and line.step.shared]
    hidden = [line for line in view.steps if line not in shown]
    assert shown
    assert hidden
    assert all("".join(line.said("ja").split()) in text for line in shown)
    assert not any("".join(line.said("ja").split()) in text for line in hidden)
    for internal in ("社内", "佐伯", "こちらだけ", "停滞", "順調", "必須", view.playbook.name.ja):
        assert internal not in text
    for line in shown:
        guidance = "".join(line.step.guidance.ja.split()) if line.step is not None else ""
        assert not guidance or guidance not in text


@pytest.mark.usefixtures("japanese")
def test_nothing_shared_says_so(services: Services, run: int, clock: Clock, tmp_path: Path) -> None:
    view = services.runs.run(run)
    steps = tuple(replace(line, step=None, title="内部") for line in view.steps)
    paper = run_papers.checklist(replace(view, steps=steps), Audience.CUSTOMER, clock.now())
    services.run_papers.write_checklist(tmp_path / "none.pdf", paper)
    assert "内部" not in _text(tmp_path / "none.pdf")


def test_a_file_that_cannot_be_written_says_so(services: Services, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError):
        services.run_papers.write_calendar(tmp_path / "missing" / "due.ics", "x", [])
