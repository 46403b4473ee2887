"""Invents the customers of the sample store, in memory: the same book for the same day."""

import csv
import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.foundation.paths import resources

Row = dict[str, Value]

_MRR = {"high": (240, 620), "low": (60, 200), "tech": (20, 60), "community": (90, 320)}  # in thousands of yen
_CHURN_EVERY, _ONBOARDING_EVERY, _LATE_EVERY, _UNDECIDED_EVERY = 17, 13, 7, 41
_KEPT_TERMS = 3
_RAISE_SHARE, _EARLIER_SHARE = 0.3, 0.93
_SECOND_SHARE, _THIRD_SHARE = 0.45, 0.18
_SOON_DAYS = 90
_FORECAST_DAYS = 180


@dataclass(slots=True)
class Book:
    """Records by kind; a reference is the position of the record it points to in the list of its kind."""

    records: dict[Kind, list[Row]] = field(default_factory=dict)

    def add(self, kind: Kind, values: Row) -> int:
        """Add a record and return its position."""
        rows = self.records.setdefault(kind, [])
        rows.append({name: value for name, value in values.items() if value not in (None, "")})
        return len(rows) - 1


@dataclass(slots=True)
class Draft:
    """A customer in the making.

    Attributes:
        at: its position in the book.
        since: first day of its first contract.
        renewal_on: the day after the running term.
        last_contact: day of its latest activity.
        churned_on: first day no longer in force, None for the others.
        contacts: family names of its contacts who have not left, and their positions.
        people: all its contacts as invented.
        twin: the customer that it is under another name.
        cadence: days between two contacts, by its touch model.
        products: positions of its products.
    """

    at: int
    given: dict[str, str]
    random: Random
    touch: str
    phase: str
    owner: int | None
    mrr: int
    since: dt.date
    renewal_on: dt.date
    last_contact: dt.date
    churned_on: dt.date | None
    cadence: int
    products: tuple[int, ...] = (0,)
    contacts: list[tuple[str, int]] = field(default_factory=list)
    people: list[list[Any]] = field(default_factory=list)
    twin: "Draft | None" = None

    @property
    def name(self) -> str:
        """Its name."""
        return self.given["name"]

    @property
    def house(self) -> int:
        """The number in its addresses; twins live in one house."""
        return self.at if self.twin is None else self.twin.at


def words() -> dict[str, Any]:
    """Return the words, people and views of the sample store."""
    return tomllib.loads((resources() / "samples" / "store.toml").read_text(encoding="utf-8"))


def invent(today: dt.date, said: dict[str, Any], cadences: Mapping[str, int]) -> tuple[Book, list[Draft]]:
    """Return members, products, customers, contacts and contracts, and the drafts for what happened with them."""
    book = Book()
    members = [book.add(Kind.MEMBERS, _member(member, today)) for member in said["members"]]
    owners = {str(said["members"][at]["name"]): at for at in members}
    for product in said["products"]:
        book.add(Kind.PRODUCTS, dict(product))
    with (resources() / "samples" / "store_customers.csv").open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    drafts: list[Draft] = []
    for at, line in enumerate(given):
        draft = _draft(at, line, today, owners, cadences[line["touch"]])
        draft.twin = next((each for each in drafts if each.name == said["twins"].get(draft.name)), None)
        _customer(book, draft, said, today)
        _contacts(book, draft, said, today)
        _contracts(book, draft, said, today)
        drafts.append(draft)
    return book, drafts


def _member(given: dict[str, Any], today: dt.date) -> Row:
    told: Row = {name: value for name, value in given.items() if name != "leaves_in"}
    return told | ({"left_on": today + dt.timedelta(days=given["leaves_in"])} if "leaves_in" in given else {})


def years_before(day: dt.date, years: int) -> dt.date:
    """Return the same calendar day some years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _draft(at: int, given: dict[str, str], today: dt.date, owners: dict[str, int], cadence: int) -> Draft:
    random = Random(f"csops sample {at}")  # noqa: S311 (invented data, no secret)
    told = bool(given["renewal_in"])
    churned = not told and at % _CHURN_EVERY == 0
    phase = given["phase"] or ("onboarding" if at % _ONBOARDING_EVERY == 0 and not churned else "adoption")
    years = 1 if phase == "onboarding" else random.choice((2, 2, 3, 3, 4, 5))
    if told:
        ahead = int(given["renewal_in"])
    elif phase == "onboarding":
        ahead = random.randint(285, 355)
    elif at % _UNDECIDED_EVERY == 0 and not churned:
        ahead = -random.randint(3, 20)  # past its term and still running: nobody has decided yet
    else:
        ahead = 10 + at * 67 % 350  # spread over the year that comes
    renewal_on = today + dt.timedelta(days=ahead)
    if not given["phase"] and phase == "adoption":
        phase = "renewal" if ahead <= _SOON_DAYS else random.choice(("adoption", "adoption", "adoption", "expansion"))
    churned_on = today - dt.timedelta(days=random.randint(25, 320)) if churned else None
    if churned_on is not None:
        renewal_on = churned_on
    low, high = _MRR[given["touch"]]
    return Draft(
        at=at,
        given=given,
        random=random,
        touch=given["touch"],
        phase=phase,
        owner=owners.get(given["owner"]) if told else at * 7 % 4,
        mrr=int(given["mrr"]) if given["mrr"] else random.randrange(low, high, 2) * 1000,
        since=years_before(renewal_on, years),
        renewal_on=renewal_on,
        last_contact=today - dt.timedelta(days=_contact_ago(given, at, random, cadence)),
        churned_on=churned_on,
        cadence=cadence,
        products=_products(random) if phase != "onboarding" else (0,),
    )


def _contact_ago(given: dict[str, str], at: int, random: Random, cadence: int) -> int:
    if given["contact_ago"]:
        return int(given["contact_ago"])
    if at % _LATE_EVERY == 0:
        return round(cadence * random.uniform(1.15, 2.1))
    return random.randint(1, round(cadence * 0.95))


def _products(random: Random) -> tuple[int, ...]:
    second = random.random() < _SECOND_SHARE
    third = random.random() < _THIRD_SHARE
    return (0, *((1,) if second else ()), *((2,) if third else ()))


def _customer(book: Book, draft: Draft, said: dict[str, Any], today: dt.date) -> None:
    lists, random = said["customers"], draft.random
    state = "churned" if draft.churned_on else draft.phase
    tags = random.sample(lists["tags"], k=random.choice((0, 0, 1, 1, 2)))
    if draft.phase == "expansion" and not draft.churned_on:
        tags.append(lists["expansion_tag"])
    values: Row = {
        "external_id": f"C-{draft.at + 1:04d}",
        "name": draft.name,
        "reading": draft.given["reading"],
        "industry": draft.given["industry"],
        "postal_code": f"000-{draft.at:04d}",
        "address": f"{draft.given['place']}{random.choice(lists['streets'])}{random.randint(1, 9)}-{draft.at + 1}",
        "phone": f"050-0000-{1000 + draft.house}",
        "website": f"https://c{draft.house + 1:04d}.example",
        "status": lists["statuses"][state],
        "phase": draft.phase,
        "touch": draft.touch,
        "owner_id": draft.owner,
        "cadence_days": 21 if draft.at % 30 == 11 else None,  # noqa: PLR2004 (a few keep a rhythm of their own)
        "customer_since": draft.since,
        "churn_flag": True if draft.churned_on else None,
        "note": random.choice(lists["notes"]) if random.random() < 0.4 else None,  # noqa: PLR2004 (two in five)
        "tags": tuple(sorted(tags)),
    }
    goal = said["spotlight"]["goal"] if draft.name == said["spotlight"]["name"] else random.choice(lists["goals"])
    if draft.phase == "onboarding" or draft.at % 2 == 0:
        values["success_goal"], values["success_measure"], values["success_target"] = goal
        values["success_by"] = today + dt.timedelta(days=random.randint(40, 200))
    book.add(Kind.CUSTOMERS, values)


def _contacts(book: Book, draft: Draft, said: dict[str, Any], today: dt.date) -> None:
    people, random = said["people"], draft.random
    if draft.name == said["spotlight"]["name"]:
        listed = [list(person) for person in said["spotlight"]["contacts"]]
    else:
        n = random.randint(3, 5) if draft.touch == "high" else random.randint(1, 4)
        listed = [_person(people, role, random) for role in people["roles"][:n]]
    if draft.twin is not None:
        listed[0] = draft.twin.people[0]  # one person, known to both
    for person in listed[1:]:
        while sum(other[0] == person[0] for other in listed) > 1:
            person[:2] = _person(people, ["user", ""], random)[:2]
    draft.people = listed
    for number, (name, reading, department, title, role, attitude, influence) in enumerate(listed, 1):
        gone = role == "champion" and draft.at % 12 == 5  # noqa: PLR2004 (some lose their champion)
        values: Row = {
            "customer_id": draft.at,
            "name": name,
            "reading": reading,
            "department": department,
            "title": title,
            "role": role,
            "attitude": attitude,
            "influence": influence,
            "mail": f"p{number if draft.twin is None or number == 1 else number + 5}@c{draft.house + 1:04d}.example",
            "phone": f"050-0000-{2000 + draft.at * 6 + number}",
            "opted_out": True if random.random() < 0.04 else None,  # noqa: PLR2004 (one in twenty-five)
            "left_on": today - dt.timedelta(days=random.randint(10, 90)) if gone else None,
        }
        position = book.add(Kind.CONTACTS, values)
        if not gone:
            draft.contacts.append((str(name).split()[0], position))


def _person(people: dict[str, Any], role: list[str], random: Random) -> list[Any]:
    (family, family_reading), (given, given_reading) = (
        random.choice(people["families"]),
        random.choice(people["givens"]),
    )
    return [
        f"{family} {given}",
        f"{family_reading} {given_reading}",
        random.choice(people["departments"]),
        random.choice(role[1:]),
        role[0],
        random.choice((-1, 0, 0, 1, 1, 2)),
        3 if role[0] == "decider" else random.choice((1, 1, 2)),
    ]


def _contracts(book: Book, draft: Draft, said: dict[str, Any], today: dt.date) -> None:
    """One row per term and product; a raise within a term ends one row and starts the next."""
    shares = {1: (1.0,), 2: (0.7, 0.3), 3: (0.6, 0.25, 0.15)}[len(draft.products)]
    left = draft.mrr
    for product, share in zip(reversed(draft.products), reversed(shares), strict=True):
        amount = left if product == 0 else round(draft.mrr * share / 1000) * 1000
        left -= amount
        _chain(book, draft, said, today, product=product, amount=amount)


def _chain(book: Book, draft: Draft, said: dict[str, Any], today: dt.date, *, product: int, amount: int) -> None:
    random = draft.random
    terms = draft.renewal_on.year - draft.since.year
    kept = min(terms, _KEPT_TERMS if product == 0 else 1 + product % 2)
    previous: int | None = None
    for back in range(kept, 0, -1):
        starts_on, ends_on = years_before(draft.renewal_on, back), years_before(draft.renewal_on, back - 1)
        last = back == 1
        values: Row = {
            "external_id": f"K-{draft.at + 1:04d}-{product + 1}-{ends_on.year}",
            "customer_id": draft.at,
            "product_id": product,
            "plan": "全社" if amount >= 150_000 else "標準",  # noqa: PLR2004 (yen; plan names are sample data)
            "starts_on": starts_on,
            "term_ends_on": ends_on - dt.timedelta(days=1),
            "ended_on": None if last else ends_on,
            "mrr": round(amount * _EARLIER_SHARE ** (back - 1) / 1000) * 1000,
            "seats": max(1, amount // 12_000),
            "notice_on": ends_on - dt.timedelta(days=30) if last else None,
            "auto_renew": True if draft.touch in ("tech", "community") else None,
            "kind": "renewal" if previous is not None else ("new" if product == 0 else "cross_sell"),
            "predecessor_id": previous,
        }
        days_left = (draft.renewal_on - today).days
        if last and draft.churned_on is None and 0 <= days_left <= _FORECAST_DAYS:
            late = (today - draft.last_contact).days > draft.cadence
            values["forecast"] = "at_risk" if late else random.choice(("certain", "likely", "likely"))
        if last and draft.churned_on is not None:
            said_reason, real_reason, controllable = random.choice(said["customers"]["end_reasons"])
            values |= {"ended_on": draft.churned_on, "notice_on": None, "end_reason_said": said_reason}
            values |= {"end_reason_real": real_reason, "end_controllable": controllable}
        elif last and terms > 1 and random.random() < _RAISE_SHARE and (today - starts_on).days > _SOON_DAYS:
            values, previous = _raised(book, values, starts_on + dt.timedelta(days=60), random)
        previous = book.add(Kind.CONTRACTS, values)


def _raised(book: Book, values: Row, on: dt.date, random: Random) -> tuple[Row, int]:
    """End a row where the amount changed and return the row that follows, and the position of the ended one."""
    amount = int(str(values["mrr"]))
    before = max(1000, round(amount * random.uniform(0.7, 0.9) / 1000) * 1000)
    ended = values | {"external_id": f"{values['external_id']}a", "mrr": before, "ended_on": on, "notice_on": None}
    ended["forecast"] = None
    first = book.add(Kind.CONTRACTS, ended)
    return values | {"starts_on": on, "kind": "upsell", "predecessor_id": first}, first
