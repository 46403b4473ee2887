"""What a user can do in ten seconds: log a contact with one customer or many, with what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from csops_desktop.domain.activities import ContactState, Invited, Letter, LetterGuess, LogEntry
from csops_desktop.domain.changes import Area, Outcome, Sentence, SetKind
from csops_desktop.domain.checking import check
from csops_desktop.domain.duplicates import FREE_MAIL
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.foundation.text import match_key
from csops_desktop.services.backups import BackupService
from csops_desktop.store import activities, crew, customer_list, records
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_ALIKE = 80  # of 100, by the partial ratio
_SHORTEST_FUZZY = 3


@dataclass(frozen=True, slots=True)
class ActivityService:
    """The use cases around what happened with customers."""

    database: Database
    backups: BackupService

    def log(self, entry: LogEntry) -> Outcome[int]:
        """Write what happened and the next action as one operation; returns with how many customers.

        The day of the last contact, and so the cadence, follows by itself. Customers that are gone are left out.

        Raises:
            InvalidValueError: nothing is said, or a next action has a day and no words; nothing was written.
            NotFoundError: none of the customers is there any more.
        """
        if not entry.text.strip() and not entry.body.strip():
            raise InvalidValueError("body", "", Reason.REQUIRED)
        if entry.next_on is not None and not entry.next_action.strip():
            raise InvalidValueError("next_action", "", Reason.REQUIRED)
        many = len(entry.customer_ids) > 1
        if many:
            self.backups.before_bulk()
        with self.database.operation(Sentence("logged"), SetKind.BULK if many else SetKind.EDIT) as operation:
            connection = operation.connection
            there = activities.existing(connection, entry.customer_ids)
            if not there:
                raise NotFoundError(Kind.CUSTOMERS.value, entry.customer_ids[0] if entry.customer_ids else 0)
            ids = [id_ for id_, _name in there]
            _check(entry, ids[0])
            me = crew.acting(connection, self.database.member_id)
            owner = entry.owner_id if entry.owner_id is not None else me
            activities.insert(connection, entry, ids, owner)
            if entry.next_action.strip():
                activities.insert_next_actions(connection, entry, ids, owner)
            operation.sentence = Sentence(
                "logged",
                {
                    "activity": entry.kind,
                    "name": there[0][1],
                    "n": len(ids),
                    "next": entry.next_action.strip(),
                    "until": None if entry.next_on is None else entry.next_on.isoformat(),
                },
            )
        areas = Area.ACTIVITIES | Area.NEXT_ACTIONS | Area.CUSTOMERS
        return Outcome(len(ids), areas, operation.sentence, operation.set_id)

    def contact_state(self, customer_id: int) -> ContactState | None:
        """Return when a customer was contacted last and its cadence; None when it is gone."""
        with self.database.reading() as connection:
            return activities.contact_state(connection, customer_id)

    def invited(self, ids: Sequence[int]) -> list[Invited]:
        """Return customers with the people of theirs who may have taken part."""
        with self.database.reading() as connection:
            return activities.invited(connection, ids)

    def named(self, ids: Sequence[int]) -> list[tuple[int, str]]:
        """Return (id, name) of the customers that are there."""
        with self.database.reading() as connection:
            return activities.existing(connection, ids)

    def suggest(self, text: str, limit: int = 8) -> list[tuple[int, str]]:
        """Return (id, name) of customers for what is typed, else near misses; the latest contacted for nothing."""
        with self.database.reading() as connection:
            found = customer_list.suggest(connection, text, limit)
            key = match_key(text)
            if found or len(key) < _SHORTEST_FUZZY:
                return found
            keys = records.customer_keys(connection)
            near = _alike(key, [name for _id, name in keys], limit)
            return activities.existing(connection, [keys[at][0] for at in near])

    def read_letter(self, path: Path) -> LetterGuess:
        """Return what a mail or a text file says and which customer it is about, by the addresses in it.

        Raises:
            FileError: the file cannot be read.
        """
        from csops_desktop.exchange.letters import read_letter  # noqa: PLC0415 (not before the first paint)

        letter = read_letter(path)
        with self.database.reading() as connection:
            return _guess(connection, letter)


def _check(entry: LogEntry, customer_id: int) -> None:
    said = {"kind": entry.kind, "started_by": entry.started_by}
    check(Kind.ACTIVITIES, {"customer_id": customer_id, "happened_on": entry.happened_on, **said}, whole=True)


def _alike(key: str, names: Sequence[str], limit: int) -> list[int]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (heavy, and only when nothing matches)

    found = process.extract(key, names, scorer=fuzz.partial_ratio, limit=limit, score_cutoff=_ALIKE)
    return [at for _name, _score, at in found]


def _guess(connection: Connection, letter: Letter) -> LetterGuess:
    if letter.sender and not activities.is_member(connection, letter.sender):
        customer = _customer_of(connection, letter.sender)
        if customer is not None:
            return LetterGuess(letter, customer, "customer")
    for address in letter.receivers:
        customer = _customer_of(connection, address)
        if customer is not None:
            return LetterGuess(letter, customer, "us")
    return LetterGuess(letter)


def _customer_of(connection: Connection, address: str) -> tuple[int, str] | None:
    """Return the one customer that an address stands for, or None."""
    found = activities.with_address(connection, address)
    domain = address.rpartition("@")[2]
    if not found and domain not in FREE_MAIL:
        found = activities.with_domain(connection, domain) or activities.with_website(connection, domain)
    return found[0] if len(found) == 1 else None
