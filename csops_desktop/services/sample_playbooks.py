"""The playbooks of the sample store: ready ones, runs in every state, closed ones, and the days we are closed."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from csops_desktop.domain.business_days import BusinessCalendar
from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.playbooks.conditions import Whom, holds
from csops_desktop.domain.playbooks.definition import Base, Playbook, Proof, Step
from csops_desktop.domain.playbooks.planning import Bases, plan
from csops_desktop.domain.playbooks.runs import Closing as Closed
from csops_desktop.domain.playbooks.runs import StepState
from csops_desktop.domain.versions import Version
from csops_desktop.foundation.paths import resources
from csops_desktop.services import business_days, playbook_files
from csops_desktop.services.business_days import Closing
from csops_desktop.store import closing_days, playbooks, runs
from csops_desktop.store.closing_days import ClosingKind
from csops_desktop.store.connection import Connection
from csops_desktop.store.playbooks import VERSIONS

_PUBLISHED_AGO, _NEWER_AGO = 400, 15
_LATEST, _QUIET = 3, 13  # business days since anything was done in a late and in a stalled run
_MOST_AHEAD = 118
_LONG, _USUAL = 95, 45  # days that a closed run took
_RATING = 4
_ONBOARDING = frozenset({"kickoff", "onboarding", "first-value"})


@dataclass(frozen=True, slots=True)
class _Someone:
    """A customer that may be given a run."""

    id: int
    owner_id: int | None
    phase: str
    churned: bool
    contract_id: int | None
    days_left: int
    whom: Whom


@dataclass(slots=True)
class _Sample:
    """What the runs are made with."""

    connection: Connection
    today: dt.date
    said: Mapping[str, Any]
    calendar: BusinessCalendar
    people: list[_Someone]
    versions: Mapping[str, tuple[Version[Playbook], ...]]
    taken: set[tuple[str, int]] = field(default_factory=set)
    next_at: int = 5
    moved: bool = False

    def version(self, key: str, day: dt.date) -> Version[Playbook]:
        """Return the version that was current on a day."""
        return next(
            (each for each in self.versions[key] if each.published_on and each.published_on <= day),
            self.versions[key][-1],
        )


def fill(connection: Connection, today: dt.date) -> None:
    """Publish the ready playbooks and start them for some customers, as if they had been used for months."""
    said = tomllib.loads((resources() / "samples" / "store_playbooks.toml").read_text(encoding="utf-8"))
    closing = Closing({}, {})
    for year in range(today.year - 1, today.year + 2):
        closing = closing.closed(dt.date(year, 12, 29), dt.date(year + 1, 1, 3), said["closing"])
    closing_days.put(connection, ClosingKind.OWN, closing.own)
    sample = _Sample(
        connection,
        today,
        said,
        business_days.calendar_of(closing, today, "ja"),
        _people(connection, today),
        dict(_published(connection, said["newer"], today)),
    )
    for group in said["open"]:
        for key, pace, since, note in group["runs"]:
            _open(sample, key, pace, since, note)
    for group in said["closed"]:
        for key, outcome, ago, line in group["runs"]:
            _closed(sample, key, Closed(outcome), today - dt.timedelta(days=ago), line)


def _published(
    connection: Connection, newer: Mapping[str, str], today: dt.date
) -> Iterator[tuple[str, tuple[Version[Playbook], ...]]]:
    """Publish the ready playbooks, one of them twice; yields the versions of each, the newest first."""
    owner = connection.run("SELECT min(id) FROM member").scalar()
    for starter in playbook_files.starters():
        made = playbooks.add(connection, starter.key)
        written = [(starter, newer["first"], _PUBLISHED_AGO)]
        if starter.key == newer["playbook"]:
            written = [(_without(starter, newer["lacks"]), newer["first"], _PUBLISHED_AGO)]
            written.append((starter, newer["note"], _NEWER_AGO))
        for definition, note, ago in written:
            VERSIONS.put_draft(connection, made, definition)
            draft = VERSIONS.draft(connection, made)
            assert draft is not None  # noqa: S101 (it has just been written)
            VERSIONS.publish(connection, draft, today - dt.timedelta(days=ago), owner, note, lasting=False)
        yield starter.key, VERSIONS.all(connection, made)


def _without(playbook: Playbook, key: str) -> Playbook:
    milestones = (
        replace(each, steps=tuple(step for step in each.steps if step.key != key)) for each in playbook.milestones
    )
    return replace(playbook, milestones=tuple(milestones))


def _people(connection: Connection, today: dt.date) -> list[_Someone]:
    """Return the customers with the contract in force that ends next, by id; their bands are not known yet."""
    rows = connection.run(
        "SELECT c.id, c.owner_id, c.phase, coalesce(c.churn_flag, 0), k.id, k.term_ends_on, c.touch, "
        "(SELECT total(m.mrr) FROM contract m WHERE m.customer_id = c.id AND m.ended_on IS NULL) FROM customer c "
        "LEFT JOIN contract k ON k.id = (SELECT n.id FROM contract n WHERE n.customer_id = c.id "
        "AND n.ended_on IS NULL ORDER BY n.term_ends_on < ?, n.term_ends_on, n.id LIMIT 1) ORDER BY c.id",
        (today.isoformat(),),
    )
    return [
        _Someone(
            id_,
            owner,
            phase or "",
            bool(churned),
            contract,
            -1 if ends is None else (dt.date.fromisoformat(ends) - today).days,
            Whom(touch=touch, mrr=int(mrr)),
        )
        for id_, owner, phase, churned, contract, ends, touch, mrr in rows
    ]


def _customer(sample: _Sample, key: str, ahead: int = 0, *, over: bool = False) -> _Someone:
    """Return somebody whom a playbook suits and who has not had it; for a renewal, ending about so many days ahead."""
    free = [each for each in sample.people if (key, each.id) not in sample.taken]
    if key == "renewal":
        free = [each for each in free if not each.churned and 0 < each.days_left < _MOST_AHEAD] or free
        found = min(free, key=lambda each: (abs(each.days_left - ahead), each.id))
    else:
        fitting = [each for each in free if _suits(key, each, over=over)] or free
        had_one = {id_ for _key, id_ in sample.taken}
        fitting = [each for each in fitting if each.id not in had_one] or fitting
        found = fitting[sample.next_at % len(fitting)]
        sample.next_at += 7
    sample.taken.add((key, found.id))
    return found


def _suits(key: str, someone: _Someone, *, over: bool) -> bool:
    if key == "churn-review" or someone.churned:
        return someone.churned and key == "churn-review"
    if key in _ONBOARDING:
        return someone.phase == ("adoption" if over else "onboarding")
    if key == "expansion":
        return someone.phase == "expansion"
    return someone.phase in ("adoption", "renewal")


def _open(sample: _Sample, key: str, pace: str, since: int, note: str) -> None:
    today, calendar = sample.today, sample.calendar
    someone = _customer(sample, key, since)
    start = calendar.add(today, -since)
    if key == "renewal":
        start = calendar.add(today - dt.timedelta(days=_MOST_AHEAD + 4 - someone.days_left), -1)
    version = sample.version(key, start)
    about = someone.contract_id if key == "renewal" else None
    bases, contract = runs.bases_of(sample.connection, someone.id, start, None, about)
    until = calendar.add(today, -_QUIET) if pace == "stalled" else today
    steps = _course(sample, version.definition, bases, someone, until)
    done = [step.key for step in version.definition.steps if step.key in steps]
    if pace == "late" and (back := _overdue(version.definition, steps, sample, bases)):
        done = done[: done.index(back)]
        steps = {name: day for name, day in steps.items() if name in done}
        if done:
            steps[done[-1]] = max(steps[done[-1]], calendar.add(today, -_LATEST))
    spared = {step.key for step in version.definition.steps if step.key in steps and not step.required}
    run_id = _run(sample, someone, version, bases, {"contract_id": contract})
    _steps(sample, run_id, version.definition, bases, someone, steps, note=note, given_up=spared, by_hand=key == "qbr")


def _course(sample: _Sample, playbook: Playbook, bases: Bases, someone: _Someone, until: dt.date) -> dict[str, dt.date]:
    """Return the steps that are done before a day when all goes by the plan, each on its due date."""
    done: dict[str, dt.date] = {}
    closed = _not_for(playbook, bases, someone)
    for step in playbook.steps:
        if step.key in closed:
            continue
        reason = plan(playbook.steps, bases, {**closed, **done}, sample.calendar)[step.key]
        if reason is not None and reason.day < until:
            done[step.key] = max(reason.day, bases.start)
    return done


def _not_for(playbook: Playbook, bases: Bases, someone: _Someone) -> dict[str, dt.date]:
    return {step.key: bases.start for step in playbook.steps if not holds(step.condition, someone.whom)}


def _overdue(playbook: Playbook, done: Mapping[str, dt.date], sample: _Sample, bases: Bases) -> str | None:
    """Return the required step that is left open when a run is late: the last one whose day is over."""
    found = [step for step in playbook.steps if step.key in done and step.required]
    firm = [step for step in found if step.offset.base is not Base.PREVIOUS]
    planned = plan(playbook.steps, bases, {}, sample.calendar)
    past = [step for step in firm if (why := planned[step.key]) is not None and why.day < sample.today]
    chosen = found[-1:] if not past else past[-1:]
    return chosen[0].key if chosen else None


def _closed(sample: _Sample, key: str, outcome: Closed, day: dt.date, line: str) -> None:
    someone = _customer(sample, key, over=True)
    took = _LONG if key == "onboarding" else _USUAL
    start = sample.calendar.add(day - dt.timedelta(days=took), 1)
    version = sample.version(key, start)
    bases, contract = runs.bases_of(sample.connection, someone.id, start, None, None)
    done = _course(sample, version.definition, bases, someone, day)
    given_up: set[str] = set()
    if outcome in (Closed.FAILED, Closed.NOT_NEEDED):
        done = dict(list(done.items())[: max(1, len(done) // 2)])
    elif outcome is Closed.PARTLY:
        given_up = set(list(done)[-2:-1])
    end: dict[str, Scalar] = {"closed_on": day.isoformat(), "outcome": outcome.value, "note": line}
    run_id = _run(sample, someone, version, bases, {"contract_id": contract, **end})
    _steps(sample, run_id, version.definition, bases, someone, done, given_up=given_up)


def _run(
    sample: _Sample, someone: _Someone, version: Version[Playbook], bases: Bases, more: Mapping[str, Scalar]
) -> int:
    days = {
        "started_on": bases.start,
        "phase_on": bases.phase,
        "contract_on": bases.contract,
        "renewal_on": bases.renewal,
        "notice_on": bases.notice,
    }
    values: dict[str, Scalar] = {name: None if day is None else day.isoformat() for name, day in days.items()}
    values |= {"customer_id": someone.id, "version_id": version.id, "owner_id": someone.owner_id, **more}
    return runs.add(sample.connection, values)


def _steps(
    sample: _Sample,
    run_id: int,
    playbook: Playbook,
    bases: Bases,
    someone: _Someone,
    done: Mapping[str, dt.date],
    *,
    note: str = "",
    given_up: set[str] | frozenset[str] = frozenset(),
    by_hand: bool = False,
) -> None:
    """Write the steps of a run: those done with what they left behind, the others as the plan has them."""
    not_for = _not_for(playbook, bases, someone)
    planned = plan(playbook.steps, bases, {**not_for, **done}, sample.calendar)
    for position, (milestone, step) in enumerate(playbook.placed()):
        why = planned[step.key]
        values: dict[str, Scalar] = {"run_id": run_id, "key": step.key, "position": position, "milestone": milestone}
        values |= {"required": int(step.required), "state": StepState.TODO.value}
        values["due_on"] = None if why is None else why.day.isoformat()
        if step.key in not_for:
            closed: dict[str, Scalar] = {"closed_on": bases.start.isoformat(), "due_on": None}
            values |= {"state": StepState.NOT_APPLICABLE.value, **closed}
        elif step.key in done:
            values |= {"closed_on": done[step.key].isoformat(), "closed_by": someone.owner_id}
            values |= _left_out(sample, step) if step.key in given_up else _proven(sample, playbook, step, done)
        elif note:
            values, note = {**values, "note": note, "state": StepState.DOING.value}, ""
        elif by_hand and not sample.moved and why is not None and why.day > sample.today:
            later = sample.calendar.add(why.day, 5).isoformat()
            values |= {"due_on": later, "moved": 1, "note": sample.said["left_out"]["moved"]}
            sample.moved = True
        runs.add_step(sample.connection, values)


def _left_out(sample: _Sample, step: Step) -> dict[str, Scalar]:
    state = StepState.SKIPPED if step.required else StepState.NOT_APPLICABLE
    return {"state": state.value, "reason": sample.said["left_out"][state.value]}


def _proven(sample: _Sample, playbook: Playbook, step: Step, done: Mapping[str, dt.date]) -> dict[str, Scalar]:
    values: dict[str, Scalar] = {"state": StepState.DONE.value}
    if step.proof in (Proof.NOTE, Proof.FILE):
        values["proof"] = sample.said["proof"][f"{playbook.key}.{step.key}"]
    elif step.proof is Proof.DATE:
        values["proof_on"] = sample.calendar.add(done[step.key], 4).isoformat()
    elif step.proof is Proof.RATING:
        values["rating"] = _RATING
    return values
