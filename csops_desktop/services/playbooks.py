"""What a user can do with playbooks: begin with a ready one, draft, publish, read and write them as files."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence, SetKind
from csops_desktop.domain.playbooks import checking
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.shown import PlaybookLine
from csops_desktop.domain.versions import Version
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.services import playbook_files
from csops_desktop.store import crew, playbooks
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database
from csops_desktop.store.playbooks import VERSIONS

AREAS = Area.PLAYBOOKS
_KIND = "playbook"


@dataclass(frozen=True, slots=True)
class PlaybookService:
    """The use cases around playbooks."""

    database: Database

    def starters(self) -> tuple[Playbook, ...]:
        """Return the playbooks that come with the program."""
        return playbook_files.starters()

    def lines(self) -> tuple[PlaybookLine, ...]:
        """Return all playbooks, archived ones last."""
        with self.database.reading() as connection:
            return playbooks.lines(connection)

    def running(self, playbook_id: int) -> int:
        """Return how many open runs of a playbook there are, of any version."""
        with self.database.reading() as connection:
            return playbooks.running(connection, playbook_id)

    def versions(self, playbook_id: int) -> tuple[Version[Playbook], ...]:
        """Return the draft of a playbook, if there is one, and its published versions, the newest first."""
        with self.database.reading() as connection:
            return VERSIONS.all(connection, playbook_id)

    def add(self, definition: Playbook, *, publish: bool = False) -> Outcome[int]:
        """Make a playbook with a draft, or published at once, and return its id; a key that is taken gets a number.

        Raises:
            PlaybookProblemsError: it is to be published and not sound.
        """
        if publish:
            checking.check(definition)
        kind = SetKind.LASTING if publish else SetKind.EDIT
        with self.database.operation(Sentence("playbook_added", _name(definition)), kind) as operation:
            connection = operation.connection
            key = playbooks.free_key(connection, definition.key.strip() or "playbook")
            made = playbooks.add(connection, key)
            VERSIONS.put_draft(connection, made, replace(definition, key=key))
            if publish:
                self._publish(connection, made, "")
        return Outcome(made, AREAS, operation.sentence, None if publish else operation.set_id)

    def add_ready(self, definitions: Sequence[Playbook]) -> Outcome[tuple[int, ...]]:
        """Make several playbooks, published at once, and return their ids; a key that is taken gets a number.

        Raises:
            PlaybookProblemsError: one is not sound; none is made then.
        """
        for definition in definitions:
            checking.check(definition)
        made = []
        with self.database.operation(Sentence("playbooks_added"), SetKind.LASTING) as operation:
            connection = operation.connection
            for definition in definitions:
                key = playbooks.free_key(connection, definition.key.strip() or "playbook")
                made.append(playbooks.add(connection, key))
                VERSIONS.put_draft(connection, made[-1], replace(definition, key=key))
                self._publish(connection, made[-1], "")
            operation.sentence = Sentence("playbooks_added", {"n": len(made)})
        return Outcome(tuple(made), AREAS, operation.sentence)

    def save_draft(self, playbook_id: int, definition: Playbook) -> Outcome[None]:
        """Keep a draft as it stands; no step of its own, because the editor does this while one types.

        Raises:
            NotFoundError: the playbook is gone.
        """
        with self.database.operation(Sentence("draft_saved")) as operation:
            key = _key(operation.connection, playbook_id)
            VERSIONS.put_draft(operation.connection, playbook_id, replace(definition, key=key))
            operation.forget()
        return Outcome(None, AREAS)

    def discard_draft(self, playbook_id: int) -> Outcome[None]:
        """Throw a draft away.

        Raises:
            NotFoundError: the playbook is gone, or it was never published.
        """
        with self.database.operation(Sentence("playbook_draft_discarded")) as operation:
            connection = operation.connection
            draft = VERSIONS.draft(connection, playbook_id)
            if draft is None or len(VERSIONS.all(connection, playbook_id)) == 1:
                raise NotFoundError(_KIND, playbook_id)
            VERSIONS.drop_draft(connection, playbook_id)
            operation.sentence = Sentence("playbook_draft_discarded", _name(draft.definition))
        return Outcome(None, AREAS, operation.sentence, operation.set_id)

    def publish(self, playbook_id: int, note: str) -> Outcome[int]:
        """Make the draft the version that runs begin with, for good, and return its number.

        Raises:
            NotFoundError: there is no draft.
            PlaybookProblemsError: the draft is not sound.
        """
        with self.database.operation(Sentence("playbook_published"), SetKind.LASTING) as operation:
            connection = operation.connection
            draft = VERSIONS.draft(connection, playbook_id)
            if draft is None:
                raise NotFoundError(_KIND, playbook_id)
            checking.check(draft.definition)
            number = self._publish(connection, playbook_id, note.strip())
            operation.sentence = Sentence("playbook_published", {**_name(draft.definition), "number": number})
        return Outcome(number, AREAS, operation.sentence)

    def move(self, playbook_id: int, position: int) -> Outcome[None]:
        """Let a playbook stand at a place, 0 for first, among those in use."""
        with self.database.operation(Sentence("playbook_moved")) as operation:
            connection = operation.connection
            _key(connection, playbook_id)
            listed = [line for line in playbooks.lines(connection) if line.archived_on is None]
            moved = next((line for line in listed if line.id == playbook_id), None)
            if moved is None:
                raise NotFoundError(_KIND, playbook_id)
            ids = [line.id for line in listed if line.id != playbook_id]
            ids.insert(max(position, 0), playbook_id)
            playbooks.put_in_order(connection, ids)
            operation.sentence = Sentence("playbook_moved", _name(moved.latest))
        return _done(operation.changes, operation.sentence, operation.set_id)

    def archive(self, playbook_id: int, *, archived: bool = True) -> Outcome[None]:
        """Take a playbook out of use, or bring it back; its runs go on."""
        key = "playbook_archived" if archived else "playbook_restored"
        with self.database.operation(Sentence(key)) as operation:
            connection = operation.connection
            _key(connection, playbook_id)
            latest = VERSIONS.all(connection, playbook_id)[0].definition
            playbooks.put_away(connection, playbook_id, self._today if archived else None)
            operation.sentence = Sentence(key, _name(latest))
        return _done(operation.changes, operation.sentence, operation.set_id)

    def file_text(self, definition: Playbook) -> str:
        """Return a playbook as the text of a file."""
        return playbook_files.to_text(definition)

    def from_file(self, text: str) -> Playbook:
        """Return the playbook of a file.

        Raises:
            UnreadableError: it cannot be read; what is merely unfinished can be.
        """
        return playbook_files.from_text(text)

    @property
    def _today(self) -> dt.date:
        return self.database.clock.today()

    def _publish(self, connection: Connection, playbook_id: int, note: str) -> int:
        draft = VERSIONS.draft(connection, playbook_id)
        assert draft is not None  # noqa: S101 (both callers have just seen it)
        owner = crew.acting(connection, self.database.member_id)
        return VERSIONS.publish(connection, draft, self._today, owner, note)


def _key(connection: Connection, playbook_id: int) -> str:
    found = playbooks.key(connection, playbook_id)
    if found is None:
        raise NotFoundError(_KIND, playbook_id)
    return found


def _name(definition: Playbook) -> dict[str, Scalar]:
    """Return the name in both languages: the sentence is worded in the one that is shown."""
    return {"ja": definition.name.ja, "en": definition.name.en}


def _done(changes: int, sentence: Sentence, set_id: int) -> Outcome[None]:
    return Outcome(None, AREAS, sentence, set_id) if changes else Outcome(None, Area.NONE)
