"""Invents what the customers of the sample store ask for, report, answer, and what sales handed over."""

import datetime as dt
from random import Random
from typing import Any

from csops_desktop.domain.fields import Kind
from csops_desktop.services.sample_book import Book, Draft, Row

_TICKETS = {"high": 7, "low": 4, "tech": 3, "community": 2}  # at most, in a year
_OPEN_SHARE, _ANSWER_SHARE, _RATED_SHARE, _NOTED_SHARE = 0.12, 0.45, 0.5, 0.85
_FILE_EVERY, _HANDOFF_EVERY = 4, 29
_YEAR, _HALF = 365, 6
_GOOD, _FAIR = 9, 7  # promoters and passives of a score of 0 to 10


def fill(book: Book, drafts: list[Draft], said: dict[str, Any], today: dt.date) -> None:
    """Add to the book the requests of several customers, and what each customer asked, answered, left behind."""
    lists = said["voices"]
    _requests(book, drafts, lists["requests"], today)
    for draft in drafts:
        random = Random(f"csops voices {draft.at}")  # noqa: S311 (invented data, no secret)
        last = draft.churned_on or today
        _tickets(book, draft, lists, random, last)
        _answers(book, draft, lists, random, last)
        _left(book, draft, lists, random, today)
        _files(book, draft, lists, random, spotlight=draft.name == said["spotlight"]["name"])
        _handoff(book, draft, lists, today, spotlight=draft.name == said["spotlight"]["name"])


def _requests(book: Book, drafts: list[Draft], lines: list[Any], today: dt.date) -> None:
    with_contract = [draft for draft in drafts if draft.churned_on is None]
    for number, (text, kind, status, told, ago, n) in enumerate(lines):
        random = Random(f"csops request {number}")  # noqa: S311 (invented data, no secret)
        asking = sorted(random.sample(with_contract, n), key=lambda draft: draft.at)
        raised_on = today - dt.timedelta(days=ago)
        people = asking[0].contacts
        values: Row = {
            "text": text,
            "kind": kind,
            "status": status,
            "raised_on": raised_on,
            "told_on": raised_on + dt.timedelta(days=min(ago, random.randint(5, 25))) if told else None,
            "owner_id": asking[0].owner,
            "contact_id": random.choice(people)[1] if people else None,
            "customers": tuple(draft.at for draft in asking),
        }
        book.add(Kind.REQUESTS, values)


def _tickets(book: Book, draft: Draft, lists: dict[str, Any], random: Random, last: dt.date) -> None:
    for number in range(random.randint(0, _TICKETS[draft.touch])):
        opened_on = last - dt.timedelta(days=random.randint(1, _YEAR))
        if opened_on < draft.since:
            continue
        subject, priority = random.choice(lists["tickets"])
        recent = (last - opened_on).days < _YEAR // 8
        is_open = draft.churned_on is None and recent and random.random() < _OPEN_SHARE * 4
        solved, *waiting = lists["ticket_states"]
        took = dt.timedelta(days=random.choice((0, 0, 1, 1, 2, 3, 6, 9)))
        values: Row = {
            "external_id": f"T-{draft.at + 1:04d}-{number + 1}",
            "customer_id": draft.at,
            "subject": subject,
            "status": random.choice(waiting) if is_open else solved,
            "priority": priority,
            "opened_on": opened_on,
            "closed_on": None if is_open else min(opened_on + took, last),
            "satisfaction": random.choice(("5", "5", "4", "4", "3", "2"))
            if not is_open and random.random() < _RATED_SHARE
            else None,
            "escalated": True if priority == "緊急" else None,
            "first_reply_minutes": random.randint(6, 480),
        }
        book.add(Kind.TICKETS, values)


def _answers(book: Book, draft: Draft, lists: dict[str, Any], random: Random, last: dt.date) -> None:
    for back in (1, 2, 3):
        day = last - dt.timedelta(days=back * _YEAR // 2 - random.randint(20, 50))
        if day < draft.since or random.random() >= _ANSWER_SHARE:
            continue
        score = random.choice((3, 5, 6, 7, 7, 8, 8, 9, 9, 10))
        comments = lists["comments"][2 if score >= _GOOD else 1 if score >= _FAIR else 0]
        half = lists["halves"][0 if day.month <= _HALF else 1]
        values: Row = {
            "customer_id": draft.at,
            "contact_id": random.choice(draft.contacts)[1] if draft.contacts else None,
            "survey": lists["survey"].format(year=day.year, half=half),
            "kind": "nps",
            "score": score,
            "answered_on": day,
            "comment": random.choice(comments),
        }
        book.add(Kind.SURVEYS, values)
        if back == 1 and random.random() < _RATED_SHARE:
            after = day + dt.timedelta(days=random.randint(1, 15))
            effort: Row = {"survey": lists["effort"], "kind": "csat", "score": random.choice((2, 3, 4, 4, 5))}
            book.add(Kind.SURVEYS, effort | {"customer_id": draft.at, "answered_on": min(after, last)})


def _left(book: Book, draft: Draft, lists: dict[str, Any], random: Random, today: dt.date) -> None:
    """Note who left as another system would; one note is wrong, and a few are missing."""
    name, ago, reason, comment = lists["false_alarm"]
    values: Row = {"external_id": f"X-{draft.at + 1:04d}", "customer_id": draft.at}
    if draft.name == name:
        day = today - dt.timedelta(days=ago)
        book.add(Kind.CHURN_EVENTS, values | {"churned_on": day, "reason": reason, "comment": comment})
    elif draft.churned_on is not None and random.random() < _NOTED_SHARE:
        ended = next(row for row in reversed(book.records[Kind.CONTRACTS]) if row["customer_id"] == draft.at)
        told: Row = {"churned_on": draft.churned_on, "reason": ended.get("end_reason_said")}
        book.add(Kind.CHURN_EVENTS, values | told | {"refund": random.choice((0, 0, draft.mrr // 2))})


def _files(book: Book, draft: Draft, lists: dict[str, Any], random: Random, *, spotlight: bool) -> None:
    if draft.at % _FILE_EVERY and not spotlight:
        return
    n = len(lists["files"]) if spotlight else random.randint(1, 3)
    for title, path in lists["files"][:n]:
        book.add(
            Kind.FILES,
            {"customer_id": draft.at, "title": title, "path": path.format(code=f"C-{draft.at + 1:04d}")},
        )


def _handoff(book: Book, draft: Draft, lists: dict[str, Any], today: dt.date, *, spotlight: bool) -> None:
    new = draft.phase == "onboarding" and draft.churned_on is None
    if not (new or spotlight or draft.at % _HANDOFF_EVERY == 1):
        return
    fields = ("use_case", "stakeholders", "criteria", "commercial", "technical", "from_whom")
    told = lists["handoffs"][0 if spotlight else draft.at % len(lists["handoffs"])]
    values: Row = dict(zip(fields, told, strict=True))
    handed_on = min(today, draft.since - dt.timedelta(days=9))
    book.add(Kind.HANDOFFS, values | {"customer_id": draft.at, "handed_on": handed_on})
