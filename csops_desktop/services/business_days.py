"""What a user can do with business days: see which are closed, add our own closing days, read a list of holidays."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from csops_desktop.domain.business_days import BusinessCalendar
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.values import Reason
from csops_desktop.exchange.holiday_list import read_holidays
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.store import closing_days
from csops_desktop.store.closing_days import ClosingKind
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_YEARS_BACK, _YEARS_AHEAD = 6, 11
_LONGEST = 366
_LIBRARY_LANGUAGES = {"ja": "ja", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class Closing:
    """The days on which we are closed besides weekends.

    Attributes:
        own: our own closing days.
        listed: public holidays of a list that was read in; for the years it covers it takes the library's place.
    """

    own: Mapping[dt.date, str]
    listed: Mapping[dt.date, str]

    def closed(self, first: dt.date, last: dt.date, name: str) -> "Closing":
        """Return it with a stretch of days of our own, without its Saturdays and Sundays.

        Raises:
            InvalidValueError: the stretch ends before it begins or is longer than a year, or it has no name.
        """
        if not name.strip():
            raise InvalidValueError("name", name, Reason.REQUIRED)
        if not first <= last < first + dt.timedelta(_LONGEST):
            raise InvalidValueError("day", last.isoformat(), Reason.IMPOSSIBLE_DATE)
        stretch = [first + dt.timedelta(at) for at in range((last - first).days + 1)]
        plain = BusinessCalendar()
        return replace(self, own={**self.own, **{day: name.strip() for day in stretch if plain.is_open(day)}})

    def opened(self, days: Collection[dt.date]) -> "Closing":
        """Return it without days of our own."""
        return replace(self, own={day: name for day, name in self.own.items() if day not in days})


@dataclass(frozen=True, slots=True)
class BusinessDayService:
    """The use cases around business days."""

    database: Database

    def calendar(self, language: str = "ja") -> BusinessCalendar:
        """Return which days are open, with the names of holidays in a language (``ja`` or ``en``)."""
        with self.database.reading() as connection:
            return calendar(connection, self.database.clock.today(), language)

    def closing(self) -> Closing:
        """Return what the store knows beside the library."""
        with self.database.reading() as connection:
            return closing(connection)

    def add_own(self, first: dt.date, last: dt.date, name: str) -> Outcome[int]:
        """Close a stretch of days, weekends among them left out; returns how many are closed in all.

        Raises:
            InvalidValueError: the stretch ends before it begins or is longer than a year, or it has no name.
        """
        before = self.closing()
        after = before.closed(first, last, name)
        n = sum(before.own.get(day) != said for day, said in after.own.items())
        data: dict[str, Scalar] = {"name": name.strip(), "n": n}
        return self._change(ClosingKind.OWN, lambda own: {**own, **after.own}, Sentence("closing_days", data))

    def remove_own(self, days: frozenset[dt.date]) -> Outcome[int]:
        """Open closing days of ours again; returns how many are left."""
        sentence = Sentence("closing_days_gone", {"n": len(days)})
        return self._change(
            ClosingKind.OWN, lambda own: {day: name for day, name in own.items() if day not in days}, sentence
        )

    def read_list(self, path: Path) -> dict[dt.date, str]:
        """Return the holidays of a file, to look at before they are taken over.

        Raises:
            FileError: the file cannot be read, or is no such list.
        """
        return read_holidays(path)

    def take_list(self, days: Mapping[dt.date, str]) -> Outcome[int]:
        """Let these be the public holidays of the years they lie in; none at all gives the library its word back."""
        return self._change(ClosingKind.HOLIDAY, lambda _listed: days, Sentence("holidays", {"n": len(days)}))

    def _change(
        self, kind: ClosingKind, change: Callable[[Mapping[dt.date, str]], Mapping[dt.date, str]], sentence: Sentence
    ) -> Outcome[int]:
        with self.database.operation(sentence) as operation:
            connection = operation.connection
            wanted = change(closing_days.days(connection, kind))
            closing_days.put(connection, kind, wanted)
        if not operation.changes:
            return Outcome(len(wanted), Area.NONE)
        return Outcome(len(wanted), Area.PLAYBOOKS | Area.SETTINGS, sentence, operation.set_id)


def calendar(connection: Connection, today: dt.date, language: str) -> BusinessCalendar:
    """Return the business days around a day, as the store knows them."""
    found = closing(connection)
    return calendar_of(found, today, language)


def calendar_of(closing: Closing, today: dt.date, language: str) -> BusinessCalendar:
    """Return the business days around a day; a list counts for the years it covers, the library for the others."""
    listed_years = {day.year for day in closing.listed}
    library = _library(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD, _LIBRARY_LANGUAGES.get(language, "en_US"))
    public = {day: name for day, name in library.items() if day.year not in listed_years}
    return BusinessCalendar({**public, **closing.listed, **closing.own})


def closing(connection: Connection) -> Closing:
    """Return the days on which the store says we are closed."""
    return Closing(closing_days.days(connection, ClosingKind.OWN), closing_days.days(connection, ClosingKind.HOLIDAY))


@lru_cache(maxsize=8)
def _library(first: int, last: int, language: str) -> dict[dt.date, str]:
    """Return the public holidays of Japan from one year up to, not including, another."""
    from holidays import country_holidays  # noqa: PLC0415 (not before the first paint)

    return dict(country_holidays("JP", years=range(first, last), language=language).items())
