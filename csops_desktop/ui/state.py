"""What every page gets by its constructor: services, tasks, look, messages, memory; and the way to other pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.ui.crew import CrewKeeper
from csops_desktop.ui.i18n import LanguageSwitch
from csops_desktop.ui.messages import Messages
from csops_desktop.ui.preferences import Preferences
from csops_desktop.ui.tasks import TaskRunner
from csops_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from csops_desktop.services.bundle import Services


class PageId(StrEnum):
    """The pages that exist."""

    TODAY = "today"
    CUSTOMERS = "customers"
    PLAYBOOKS = "playbooks"
    RENEWALS = "renewals"
    PROMISES = "promises"
    MAP = "map"
    HEALTH = "health"
    IMPORT = "import"
    SCORECARD = "scorecard"
    PLAYBOOK_LIST = "playbook_list"
    PLAYBOOK_EDITOR = "playbook_editor"
    SETTINGS = "settings"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the program.

    Attributes:
        argument: what to show there: a customer's id, a ``LogEntryPlace``, a ``ListPlace``, a file to import, a section
            of the settings; None for as it is.
    """

    page: PageId
    argument: object = None


@dataclass(frozen=True, slots=True)
class LogEntryPlace:
    """An entry in the timeline of a customer, as the argument of a place.

    Attributes:
        words: by which it was found; they are marked there.
    """

    customer_id: int
    activity_id: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The customers of a query, as the argument of a place."""

    query: ListQuery


class Navigator(QObject):
    """Lets a page ask for another one, or for a tool of the window, without knowing it; the window answers."""

    requested = Signal(object)
    logging = Signal(object)
    merging = Signal(object)
    rating = Signal(object)
    returning = Signal()

    def back(self) -> None:
        """Show the place before this one."""
        self.returning.emit()

    def log(self, customers: Sequence[int] | None = None) -> None:
        """Open the log, for these customers or, with None, for the current one of the page."""
        self.logging.emit(customers)

    def merge(self, customers: Sequence[int] = ()) -> None:
        """Open the merge of customers, or with none the search for duplicates."""
        self.merging.emit(customers)

    def rate(self, customers: Sequence[int] = ()) -> None:
        """Open the ratings that are due: of these customers, or with none of all."""
        self.rating.emit(customers)

    def go(self, page: PageId, argument: object = None) -> None:
        """Show a page."""
        self.requested.emit(Place(page, argument))


@dataclass
class Workbench:
    """Everything a page works with. There are no globals."""

    services: "Services"
    tasks: TaskRunner
    theme: Theme
    messages: Messages
    preferences: Preferences
    clock: Clock
    navigator: Navigator
    language: LanguageSwitch
    profile: Profile
    crew: CrewKeeper = field(init=False)

    def __post_init__(self) -> None:
        """Get to know the people of the store."""
        self.crew = CrewKeeper(self.services, self.tasks, self.preferences)
