"""Customers that may be one and the same: what makes them alike, how they are grouped, and what merging them moves."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.foundation.text import match_key, normalise, sort_key

Pair = tuple[int, int]
"""Ids of two customers, the lower one first."""

MOST_IN_GROUP = 8
"""Groups do not grow beyond this: what is alike through ever more others is not alike any more."""
MOST_SHARING = 5
"""A domain or telephone number that more customers share belongs to a group of companies, a reseller or a building."""

FREE_MAIL = frozenset(
    (
        "gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.com", "ymail.ne.jp", "outlook.com", "outlook.jp",
        "hotmail.com", "hotmail.co.jp", "live.jp", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com",
        "proton.me", "protonmail.com", "gmx.com", "gmx.net", "zoho.com", "mail.com", "docomo.ne.jp", "ezweb.ne.jp",
        "au.com", "softbank.ne.jp", "i.softbank.jp", "ymobile.ne.jp", "vodafone.ne.jp", "rakuten.jp", "nifty.com",
        "nifty.ne.jp", "biglobe.ne.jp", "ocn.ne.jp", "so-net.ne.jp", "plala.or.jp", "dti.ne.jp", "asahi-net.or.jp",
        "excite.co.jp", "infoseek.jp", "goo.jp", "mail.goo.ne.jp", "eonet.ne.jp", "jcom.home.ne.jp", "jcom.zaq.ne.jp",
    )
)  # fmt: skip
"""An address of one of these says nothing about the company."""
_SHARED_HOSTS = frozenset(
    (
        "facebook.com", "instagram.com", "twitter.com", "x.com", "linkedin.com", "youtube.com", "line.me", "note.com",
        "ameblo.jp", "sites.google.com", "github.com", "tabelog.com", "hotpepper.jp",
    )
)  # fmt: skip
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?([^/:?#\s]+)")
_NOT_A_DIGIT = re.compile(r"\D+")
_SHORTEST_PHONE = 9
_LEGAL_READING = re.compile(r"^(?:かぶしきがいしゃ|ゆうげんがいしゃ)|(?:かぶしきがいしゃ|ゆうげんがいしゃ)$")
_SHORTEST_READING = 6  # kana; shorter readings are those of many companies


class Because(StrEnum):
    """Why two customers may be one, the strongest reason first."""

    NAME = "name"
    MAIL = "mail"
    PHONE = "phone"
    DOMAIN = "domain"
    READING = "reading"
    SIMILAR = "similar"


_WEIGHT = {
    Because.NAME: 8,
    Because.MAIL: 6,
    Because.PHONE: 5,
    Because.DOMAIN: 3,
    Because.READING: 2,
    Because.SIMILAR: 2,
}


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that two customers share.

    Attributes:
        text: the mail address, domain or number, as compared; empty for names.
    """

    why: Because
    text: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two customers and one thing that makes them alike."""

    pair: Pair
    clue: Clue


@dataclass(frozen=True, slots=True)
class Group:
    """Customers that are likely one.

    Attributes:
        ids: at least two, the oldest first.
        clues: what they share, the strongest first.
        names: of the customers, in the order of the ids.
    """

    ids: tuple[int, ...]
    clues: tuple[Clue, ...]
    names: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How much speaks for it; for putting the surest first."""
        return sum(_WEIGHT[why] for why in {clue.why for clue in self.clues})


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging customers would do.

    Attributes:
        records: the customers, the one that stays first.
        moves: kind and number of the records that go over to it.
        joined: names of the contacts that become one with a contact of the same mail.
    """

    records: tuple[Record, ...]
    moves: tuple[tuple[Kind, int], ...] = ()
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedValues:
    """What the customer that stays will say.

    Attributes:
        fields: field → value, for the fields that change.
        custom: id of a custom field → value, likewise.
    """

    fields: Mapping[str, Value] = field(default_factory=dict)
    custom: Mapping[int, Value] = field(default_factory=dict)


def pair_of(one: int, other: int) -> Pair:
    """Return two ids as a pair."""
    return (one, other) if one < other else (other, one)


def mail_key(mail: str | None) -> str:
    """Return a mail address in the form in which two are the same, empty for none."""
    plain = normalise(mail or "").strip()
    return plain if "@" in plain.strip("@") else ""


def mail_clue(mail: str | None) -> Clue | None:
    """Return what a contact's address says about the customer: its domain, or with a free mail service the address."""
    address = mail_key(mail)
    if not address:
        return None
    domain = address.rpartition("@")[2].strip("> .")
    return Clue(Because.MAIL, address) if domain in FREE_MAIL else Clue(Because.DOMAIN, domain)


def site_clue(website: str | None) -> Clue | None:
    """Return the domain of a website, unless it is one on which everybody has pages."""
    found = _HOST.match(normalise(website or "").strip())
    host = found.group(1).strip(".").removeprefix("www.") if found else ""
    if "." not in host or host in _SHARED_HOSTS or host in FREE_MAIL:
        return None
    return Clue(Because.DOMAIN, host)


def phone_clue(phone: str | None) -> Clue | None:
    """Return the digits of a telephone number, a Japanese one without its country code; None for what is too short."""
    text = unicodedata.normalize("NFKC", phone or "").strip()
    digits = _NOT_A_DIGIT.sub("", text.replace("(0)", ""))
    if text.startswith("+81"):
        digits = "0" + digits.removeprefix("81").removeprefix("0")
    if len(digits) < _SHORTEST_PHONE or len(set(digits)) <= 1 + digits.startswith("0"):
        return None
    return Clue(Because.PHONE, digits)


def reading_clue(reading: str | None) -> Clue | None:
    """Return a reading as compared, without the legal form; None for what is too short to tell companies apart."""
    plain = _LEGAL_READING.sub("", match_key(sort_key(reading or "")))
    return Clue(Because.READING, plain) if len(plain) >= _SHORTEST_READING else None


def alike(clue: Clue, ids: Sequence[int]) -> Iterable[Likeness]:
    """Return each two of the customers that share a clue; none when too many share what should be one's own."""
    many = len(ids) > MOST_SHARING
    if many and clue.why in (Because.DOMAIN, Because.PHONE, Because.MAIL):
        return ()
    shown = Clue(clue.why) if clue.why in (Because.NAME, Because.READING) else clue
    slices = (ids[start : start + MOST_IN_GROUP] for start in range(0, len(ids), MOST_IN_GROUP))
    return (Likeness(pair_of(*two), shown) for part in slices for two in combinations(part, 2))


def group(found: Iterable[Likeness], different: frozenset[Pair] = frozenset()) -> list[Group]:
    """Put likenesses together into groups, the surest first.

    Two customers that the user called different never stand in one group, and a group does not grow beyond
    ``MOST_IN_GROUP``; what is left out by that comes back once the group has been dealt with.
    """
    clues: dict[Pair, set[Clue]] = {}
    for likeness in found:
        if likeness.pair not in different:
            clues.setdefault(likeness.pair, set()).add(likeness.clue)
    order = sorted(clues, key=lambda pair: (-_weight(clues[pair]), pair))
    home: dict[int, list[int]] = {}
    for one, other in order:
        first, second = home.setdefault(one, [one]), home.setdefault(other, [other])
        if first is second or len(first) + len(second) > MOST_IN_GROUP:
            continue
        if different and any(pair_of(a, b) in different for a in first for b in second):
            continue
        first += second
        for member in second:
            home[member] = first
    together: dict[int, set[Clue]] = {}
    for (one, other), shared in clues.items():
        if home[one] is home[other]:
            together.setdefault(id(home[one]), set()).update(shared)
    groups = [
        Group(tuple(sorted(members)), tuple(sorted(together[id(members)], key=_strongest)))
        for members in {id(members): members for members in home.values()}.values()
        if len(members) > 1
    ]
    return sorted(groups, key=lambda found: (-found.weight, found.ids))


def _weight(clues: Iterable[Clue]) -> int:
    return sum(_WEIGHT[why] for why in {clue.why for clue in clues})


def _strongest(clue: Clue) -> tuple[int, str]:
    return list(Because).index(clue.why), clue.text
