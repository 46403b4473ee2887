"""Changes of the business days together with the due dates that follow: looked at first, then taken in one step."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.changes import Area, Outcome, Sentence
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.moving import Move
from csops_desktop.domain.playbooks.shown import RunHead
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.services import business_days, run_views
from csops_desktop.services.business_days import Closing, calendar_of
from csops_desktop.store import closing_days, runs, settings
from csops_desktop.store.closing_days import ClosingKind
from csops_desktop.store.engine import Database
from csops_desktop.store.playbooks import VERSIONS


@dataclass(frozen=True, slots=True)
class Moved:
    """The dates of one open run that would move.

    Attributes:
        playbook: of its version, for the titles of the steps.
    """

    head: RunHead
    playbook: Playbook
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that opens, closes, or is closed by another name.

    Attributes:
        before, after: what closes it; None: it is open.
    """

    day: dt.date
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """What a change of the business days would do.

    Attributes:
        days: from this year on, in order; a day of the past that changes is not among them.
        moved: the due dates of open runs.
    """

    days: tuple[DayChange, ...]
    moved: tuple[Moved, ...]

    @property
    def dates(self) -> int:
        """How many due dates would move."""
        return sum(len(each.moves) for each in self.moved)


class Origin(StrEnum):
    """Why a day is closed."""

    LIBRARY = "library"
    LISTED = "listed"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A closed day of a year."""

    day: dt.date
    name: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class CalendarChangeService:
    """The use cases around changing which days are open."""

    database: Database

    def year(self, year: int, language: str) -> tuple[ListedDay, ...]:
        """Return the closed days of a year beside weekends, with the names of holidays in a language."""
        with self.database.reading() as connection:
            closing = business_days.closing(connection)
            closed = calendar_of(closing, self.database.clock.today(), language).closed
        return tuple(
            ListedDay(
                day,
                name,
                Origin.OWN if day in closing.own else Origin.LISTED if day in closing.listed else Origin.LIBRARY,
            )
            for day, name in sorted(closed.items())
            if day.year == year
        )

    def look(self, closing: Closing, language: str) -> Look:
        """Return what a change would do, before it is done."""
        today = self.database.clock.today()
        with self.database.reading() as connection:
            now = calendar_of(business_days.closing(connection), today, language).closed
        then = calendar_of(closing, today, language).closed
        days = tuple(
            DayChange(day, now.get(day), then.get(day))
            for day in sorted(now.keys() | then.keys())
            if day.year >= today.year and now.get(day) != then.get(day)
        )
        return Look(days, self.affected(closing))

    def set_stalled_after(self, days: int) -> Outcome[None]:
        """Let a run count as stalled after so many business days on one step."""
        with self.database.aside() as connection:
            settings.put(connection, StoreSetting.STALLED_AFTER.value.name, days)
        return Outcome(None, Area.PLAYBOOKS | Area.SETTINGS)

    def affected(self, closing: Closing) -> tuple[Moved, ...]:
        """Return which due dates of open runs would move; those moved by hand and those of closed runs stay."""
        with self.database.reading() as connection:
            calendar = calendar_of(closing, self.database.clock.today(), "ja")
            found = []
            for head in runs.open_heads(connection):
                moves = run_views.moves(connection, head, calendar)
                version = VERSIONS.get(connection, head.version_id) if moves else None
                if version is not None:
                    found.append(Moved(head, version.definition, moves))
            return tuple(found)

    def take(self, closing: Closing, *, move_dates: bool) -> Outcome[int]:
        """Let these be the days on which we are closed, in one step with the dates; returns how many dates moved.

        Args:
            closing: our own days and the list of public holidays.
            move_dates: whether the due dates of open runs follow.
        """
        today = self.database.clock.today()
        with self.database.operation(Sentence("business_days")) as operation:
            connection = operation.connection
            closing_days.put(connection, ClosingKind.OWN, closing.own)
            closing_days.put(connection, ClosingKind.HOLIDAY, closing.listed)
            moved = 0
            if move_dates:
                moved = sum(run_views.replan(connection, head.id, today) for head in runs.open_heads(connection))
            operation.sentence = Sentence("business_days_moved", {"n": moved}) if moved else Sentence("business_days")
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(moved, Area.PLAYBOOKS | Area.SETTINGS, operation.sentence, operation.set_id)
