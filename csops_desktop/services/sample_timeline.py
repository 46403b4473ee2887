"""Invents what happened with the customers of the sample store: activities, next actions, promises, opportunities."""

import datetime as dt
from typing import Any

from csops_desktop.domain.fields import Kind
from csops_desktop.services.sample_book import Book, Draft, Row

_DAYS_BACK = 730
_SATURDAY = 5
_ACTION_SHARE, _PROMISE_SHARE, _CHANCE_SHARE = 0.72, 0.35, 0.16


def fill(book: Book, drafts: list[Draft], said: dict[str, Any], today: dt.date) -> None:
    """Add to the book what happened with each customer in the two years before a day, and what is open."""
    for draft in drafts:
        if draft.name == said["spotlight"]["name"]:
            _spotlight(book, draft, said, today)
            continue
        last = draft.churned_on - dt.timedelta(days=draft.random.randint(3, 40)) if draft.churned_on else None
        _activities(book, draft, said["timeline"]["activities"], last or draft.last_contact, today)
        if draft.churned_on is None:
            _next_actions(book, draft, said["timeline"]["next_actions"], today)
            _promises(book, draft, said["timeline"], today)
        _opportunities(book, draft, said["timeline"], today)


def _spotlight(book: Book, draft: Draft, said: dict[str, Any], today: dt.date) -> None:
    told = said["spotlight"]
    owners = {member["name"]: at for at, member in enumerate(said["members"])}
    for ago, kind, side, subject, body in told["activities"]:
        _activity(book, draft, today - dt.timedelta(days=ago), (kind, side, True, subject, body))
    oldest = today - dt.timedelta(days=max(line[0] for line in told["activities"]))
    _activities(book, draft, said["timeline"]["activities"], oldest - dt.timedelta(days=13), today)
    for text, owner, days, kind in told["promises"]:
        due_on = today + dt.timedelta(days=days)
        values: Row = {"customer_id": draft.at, "text": text, "made_by": "us", "kind": kind}
        book.add(Kind.PROMISES, values | {"owner_id": owners[owner], "due_on": due_on})
    for title, owner, days in told["next_actions"]:
        due_on = today + dt.timedelta(days=days)
        values = {"customer_id": draft.at, "title": title, "owner_id": owners[owner], "due_on": due_on}
        book.add(Kind.NEXT_ACTIONS, values)


def _activities(book: Book, draft: Draft, texts: list[Any], last: dt.date, today: dt.date) -> None:
    random = draft.random
    oldest = max(draft.since, today - dt.timedelta(days=_DAYS_BACK))
    day = max(last, oldest)
    while day >= oldest:
        _activity(book, draft, day, random.choice(texts))
        # A weekend's contact is told on the Friday before, except for the latest, whose distance is meant.
        day -= dt.timedelta(days=max(2, round(draft.cadence * random.uniform(0.5, 1.3))))
        day -= dt.timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def _activity(book: Book, draft: Draft, day: dt.date, text: Any) -> None:
    kind, side, two_way, subject, body = text
    random = draft.random
    contact, met = random.choice(draft.contacts) if draft.contacts else ("ご担当", -1)
    product = ("帳票配信", "帳票受領", "電帳保管")[random.choice(draft.products)]
    values: Row = {
        "customer_id": draft.at,
        "happened_on": day,
        "kind": kind,
        "started_by": side,
        "two_way": two_way,
        "subject": subject,
        "body": body.format(contact=contact, product=product, n=random.randint(2, 40)),
        "owner_id": draft.owner,
        "contacts": _met(draft, met, kind, day) if two_way else None,
    }
    book.add(Kind.ACTIVITIES, values)


def _met(draft: Draft, met: int, kind: str, day: dt.date) -> tuple[int, ...]:
    """Return with whom it was: the one whom the text names, and in meetings often a second one."""
    if met < 0:
        return ()
    if draft.at % 9 == 4:  # noqa: PLR2004 (with some customers one talks to the same person all the time)
        return (draft.contacts[0][1],)
    others = [position for _name, position in draft.contacts if position != met]
    return (met, others[day.toordinal() % len(others)]) if others and kind == "meeting" and day.day % 3 else (met,)


def _next_actions(book: Book, draft: Draft, titles: list[str], today: dt.date) -> None:
    random = draft.random
    common: Row = {"customer_id": draft.at, "owner_id": draft.owner}
    for ago in (120, 60):
        due_on = today - dt.timedelta(days=ago + random.randint(0, 30))
        if due_on > draft.since:
            done_on = due_on + dt.timedelta(days=random.randint(-3, 4))
            book.add(Kind.NEXT_ACTIONS, common | {"title": random.choice(titles), "due_on": due_on, "done_on": done_on})
    if random.random() < _ACTION_SHARE:
        due_on = today + dt.timedelta(days=random.choice((-6, -2, 0, 1, 3, 4, 7, 10, 14, 21, 30)))
        book.add(Kind.NEXT_ACTIONS, common | {"title": random.choice(titles), "due_on": due_on})


def _promises(book: Book, draft: Draft, lists: dict[str, Any], today: dt.date) -> None:
    random = draft.random
    if random.random() >= _PROMISE_SHARE:
        return
    for state in ("kept_on", "kept_on", random.choice(("broken_on", "kept_on")), ""):
        ours = random.random() < 0.75  # noqa: PLR2004 (most promises are ours)
        days = random.choice((-5, 2, 6, 12, 25)) if not state else -random.randint(30, 300)
        due_on = today + dt.timedelta(days=days)
        text, kind = random.choice(lists["promises_ours" if ours else "promises_theirs"])
        values: Row = {
            "customer_id": draft.at,
            "text": text,
            "kind": kind,
            "made_by": "us" if ours else "customer",
            "owner_id": draft.owner,
            "due_on": due_on,
        }
        if state:
            values[state] = due_on + dt.timedelta(days=random.randint(-4, 5))
        book.add(Kind.PROMISES, values)


def _opportunities(book: Book, draft: Draft, lists: dict[str, Any], today: dt.date) -> None:
    random = draft.random
    open_now = draft.phase == "expansion" and draft.churned_on is None
    if not open_now and random.random() >= _CHANCE_SHARE:
        return
    kind, name = random.choice(lists["opportunities"])
    raised_on = today - dt.timedelta(days=random.randint(10, 70) if open_now else random.randint(150, 500))
    if draft.since > raised_on:
        return
    values: Row = {
        "external_id": f"O-{draft.at + 1:04d}",
        "customer_id": draft.at,
        "name": name,
        "kind": kind,
        "product_id": (1 if "受領" in name else 2) if kind == "cross_sell" else 0,
        "amount": max(5000, round(draft.mrr * random.uniform(0.1, 0.4) / 1000) * 1000),
        "stage": random.choice(lists["stages"]) if open_now else None,
        "raised_on": raised_on,
        "owner_id": draft.owner,
        "accepted_on": raised_on + dt.timedelta(days=7) if random.random() < 0.6 else None,  # noqa: PLR2004 (most are)
    }
    if not open_now:
        won = random.random() < 0.55  # noqa: PLR2004 (a little more won than lost)
        values["closed_on"] = raised_on + dt.timedelta(days=random.randint(20, 120))
        values["outcome"] = "won" if won else "lost"
        values["reason"] = None if won else random.choice(lists["lost_reasons"])
    book.add(Kind.OPPORTUNITIES, values)
