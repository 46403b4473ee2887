"""Who works here: our people as pages see them, remembered per store on this machine."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from csops_desktop.domain.changes import Area
from csops_desktop.domain.crew import NOBODY, Crew, Member
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.preferences import Preferences
from csops_desktop.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from csops_desktop.services.bundle import Services

TEAM = "team"


class CrewKeeper(QObject):
    """The people of the open store.

    Signals:
        changed: other people, somebody else at this machine, or another way of working.
    """

    changed = Signal()

    def __init__(self, services: "Services", tasks: TaskRunner, preferences: Preferences) -> None:
        super().__init__(tasks)
        self._services = services
        self._tasks = tasks
        self._preferences = preferences
        self._crew = services.crew_at_start
        self._take_up()
        tasks.changed.connect(self._on_changed)
        preferences.changed.connect(self._on_preference)

    @property
    def crew(self) -> Crew:
        """Everybody."""
        return self._crew

    @property
    def me(self) -> Member | None:
        """Who works here, None when nobody is named."""
        return self._crew.named(self._crew.me)

    @property
    def team(self) -> bool:
        """Whether owners matter: there are several of us, or the user said so."""
        return len(self._crew.members) > 1 or self.in_team

    @property
    def in_team(self) -> bool:
        """Whether the user said to work in a team."""
        return self._preferences.get(prefs.MODE) == TEAM

    @property
    def mine(self) -> int | None:
        """Of whose part alone the list of the day is: the member who works here, None for everybody's."""
        return self._crew.me if self.team and self._preferences.get(prefs.TODAY_WHOSE) == "mine" else None

    def is_stranger(self) -> bool:
        """Tell whether somebody opens the store whom this machine does not know."""
        known = self._preferences.part(prefs.ME, self._crew.store_id)
        return known != NOBODY and self._crew.me is None and (self.team or bool(self._crew.members))

    def be(self, member_id: int | None) -> None:
        """Remember who works here; None for somebody who does not want to be named."""
        self._preferences.set_part(prefs.ME, self._crew.store_id, member_id or NOBODY)
        self._services.members.act_as(member_id)
        self._read()
        self._tasks.changed.emit(Area.SETTINGS, self)

    def _take_up(self) -> None:
        """Act as whom this machine remembers; in the sample as the one it proposes."""
        me = self._crew.seated(self._preferences.part(prefs.ME, self._crew.store_id))
        self._services.members.act_as(me)
        self._crew = replace(self._crew, me=me)

    def _read(self) -> None:
        self._tasks.query(self._services.members.crew, self._arrived, key="crew", owner=self)

    def _arrived(self, crew: Crew) -> None:
        if crew != self._crew:
            self._crew = crew
            self.changed.emit()

    @Slot(object, object)
    def _on_changed(self, areas: Area, initiator: object) -> None:
        if initiator is not self and areas & (Area.MEMBERS | Area.SETTINGS):
            self._read()

    @Slot(str)
    def _on_preference(self, name: str) -> None:
        if name == prefs.MODE.name:
            self.changed.emit()
            self._tasks.changed.emit(Area.SETTINGS, self)
