"""What a user can do with requests besides what every record can: see who asks and how much that weighs, tell them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from csops_desktop.domain import requests as rules
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.checking import check
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.domain.requests import Asking, NamesFound, RequestBook, RequestLine, RequestQuery
from csops_desktop.foundation.text import match_key, normalise
from csops_desktop.store import customer_list, records, requests
from csops_desktop.store.engine import Database

_AREAS = Area.REQUESTS | Area.CUSTOMERS


@dataclass(frozen=True, slots=True)
class RequestService:
    """The use cases around requests."""

    database: Database

    def book(self, query: RequestQuery) -> RequestBook:
        """Return a list of requests and how many stand in the others."""
        with self.database.reading() as connection:
            every = requests.lines(connection)
            empty = customer_list.is_empty(connection)
        words = normalise(query.text).split()
        listed = [line for line in every if _holds(line, words)] if words else every
        return replace(rules.book(listed, query), any_request=bool(every), any_customer=not empty)

    def named(self, names: Iterable[str]) -> NamesFound:
        """Return the customers that somebody names: by code, by exact name, or by the name without legal form."""
        wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
        with self.database.reading() as connection:
            codes = requests.coded(connection, wanted)
            known = requests.named(connection, [match_key(name) for name in wanted])
        found: dict[int, str] = {}
        unknown: list[str] = []
        several: list[str] = []
        for name in wanted:
            alike = [codes[name]] if name in codes else known.get(match_key(name), [])
            exact = [pair for pair in alike if pair[1] == name] or alike
            if len(exact) == 1:
                found.update(exact)
            else:
                (several if exact else unknown).append(name)
        return NamesFound(tuple(found.items()), tuple(unknown), tuple(several))

    def asking(self, ids: Sequence[int]) -> list[Asking]:
        """Return customers as those who ask, in the order given."""
        with self.database.reading() as connection:
            found = records.read(connection, Kind.CUSTOMERS, ids)
        return [Asking(record.id, str(record.values["name"]), _whole(record.values.get("mrr"))) for record in found]

    def set_status(self, ids: Sequence[int], status: str) -> Outcome[int]:
        """Say how far requests are; returns how many that changed."""
        return self._set(ids, "status", status, "request_status")

    def tell(self, ids: Sequence[int], *, told: bool) -> Outcome[int]:
        """Note that the customers heard today what came of it, or that they did not; returns how many changed."""
        return self._set(ids, "told_on", self.database.clock.today() if told else None, "request_told")

    def _set(self, ids: Sequence[int], name: str, value: Value, key: str) -> Outcome[int]:
        check(Kind.REQUESTS, {name: value}, whole=False)
        with self.database.operation(Sentence(key)) as operation:
            found = records.read(operation.connection, Kind.REQUESTS, ids)
            concerned = [record for record in found if not _same(name, record.values.get(name), value)]
            for record in concerned:
                records.update(operation.connection, Kind.REQUESTS, record.id, {name: value})
            if concerned:
                text, status = str(concerned[0].values["text"]), str(value) if name == "status" else ""
                data: dict[str, Scalar] = {"kind": Kind.REQUESTS.value, "n": len(concerned), "name": text}
                operation.sentence = Sentence(key, {**data, "status": status, "told": value is not None})
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(concerned), _AREAS, operation.sentence, operation.set_id)


def _same(name: str, old: Value, new: Value) -> bool:
    """Tell whether nothing would change: a day on which somebody was told is not moved to today."""
    return (old is None) is (new is None) if name == "told_on" else (old or "open") == new


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _holds(line: RequestLine, words: Sequence[str]) -> bool:
    names = " ".join(customer.name for customer in line.customers)
    text = normalise(f"{line.text} {line.note} {line.owner} {line.contact} {names}")
    return all(word in text for word in words)
