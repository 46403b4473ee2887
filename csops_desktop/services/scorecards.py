"""What a user can do with scorecards: begin one, draft, publish, say whom it is for and which counts first."""

import datetime as dt
from dataclasses import dataclass, replace

from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence, SetKind
from csops_desktop.domain.scoring import checking, plain
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.shown import Card, Matching, Starter, Version
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.services import scorecard_files
from csops_desktop.store import crew, scopes, scorecards
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database
from csops_desktop.store.fact_rows import Asked

AREAS = Area.HEALTH | Area.CUSTOMERS
_KIND = "scorecard"


@dataclass(frozen=True, slots=True)
class ScorecardService:
    """The use cases around scorecards."""

    database: Database

    def starters(self, language: str) -> tuple[Starter, ...]:
        """Return the scorecards that come with the program, in a language (``ja`` or ``en``)."""
        return scorecard_files.starters(language)

    def cards(self) -> tuple[Card, ...]:
        """Return all scorecards, those that count first first, archived ones last."""
        with self.database.reading() as connection:
            return scorecards.cards(connection)

    def versions(self, card_id: int) -> tuple[Version, ...]:
        """Return the draft of a scorecard, if there is one, and its published versions, the newest first."""
        with self.database.reading() as connection:
            return scorecards.VERSIONS.all(connection, card_id)

    def version(self, version_id: int) -> Version:
        """Return one version, or raise NotFoundError."""
        with self.database.reading() as connection:
            found = scorecards.VERSIONS.get(connection, version_id)
        if found is None:
            raise NotFoundError(_KIND, version_id)
        return found

    def add(self, definition: Definition) -> Outcome[int]:
        """Make a scorecard with a draft and return its id; a name that is taken gets a number."""
        with self.database.operation(Sentence("scorecard_added")) as operation:
            connection = operation.connection
            name = scorecards.free_name(connection, definition.name.strip())
            made = scorecards.add(connection, name)
            scorecards.VERSIONS.put_draft(connection, made, replace(definition, name=name))
            operation.sentence = Sentence("scorecard_added", {"name": name})
        return Outcome(made, Area.HEALTH, operation.sentence, operation.set_id)

    def save_draft(self, card_id: int, definition: Definition) -> Outcome[None]:
        """Keep a draft as it stands; no step of its own, because the editor does this while one types.

        One that says what is published already is none.

        Raises:
            NotFoundError: the scorecard is gone.
        """
        with self.database.operation(Sentence("draft_saved")) as operation:
            connection = operation.connection
            _require(connection, card_id)
            latest = next(
                (each for each in scorecards.VERSIONS.all(connection, card_id) if each.number is not None), None
            )
            if latest is not None and latest.definition == definition:
                scorecards.VERSIONS.drop_draft(connection, card_id)
            else:
                scorecards.VERSIONS.put_draft(connection, card_id, definition)
            if len(scorecards.VERSIONS.all(connection, card_id)) == 1 and definition.name.strip():
                name = scorecards.free_name(connection, definition.name.strip(), card_id)
                scorecards.rename(connection, card_id, name)
            operation.forget()
        return Outcome(None, Area.HEALTH)

    def discard_draft(self, card_id: int) -> Outcome[None]:
        """Throw a draft away."""
        with self.database.operation(Sentence("draft_discarded")) as operation:
            scorecards.VERSIONS.drop_draft(operation.connection, card_id)
            name = scorecards.name(operation.connection, card_id)
            operation.sentence = Sentence("draft_discarded", {"name": name})
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, Area.HEALTH, operation.sentence, operation.set_id)

    def publish(self, card_id: int, note: str) -> Outcome[int]:
        """Make the draft the version that counts, for good, and return its number; every customer is scored anew.

        Raises:
            NotFoundError: there is no draft.
            ScorecardProblemsError: the draft is not sound.
        """
        with self.database.operation(Sentence("published"), SetKind.LASTING) as operation:
            connection = operation.connection
            draft = scorecards.VERSIONS.draft(connection, card_id)
            if draft is None:
                raise NotFoundError(_KIND, card_id)
            checking.check(draft.definition)
            name = scorecards.free_name(connection, draft.definition.name.strip(), card_id)
            scorecards.rename(connection, card_id, name)
            owner = crew.acting(connection, self.database.member_id)
            number = scorecards.VERSIONS.publish(connection, draft, self._today, owner, note.strip())
            data: dict[str, Scalar] = {"name": name, "number": number}
            operation.sentence = Sentence("published", data)
        return Outcome(number, AREAS, operation.sentence)

    def move(self, card_id: int, position: int) -> Outcome[None]:
        """Let a scorecard count at a place, 0 for first, among those in use."""
        with self.database.operation(Sentence("scorecard_moved")) as operation:
            connection = operation.connection
            _require(connection, card_id)
            ids = [card.id for card in scorecards.cards(connection) if card.archived_on is None and card.id != card_id]
            ids.insert(max(position, 0), card_id)
            scorecards.put_in_order(connection, ids)
            operation.sentence = Sentence("scorecard_moved", {"name": scorecards.name(connection, card_id)})
        return self._done(operation.changes, operation.sentence, operation.set_id)

    def archive(self, card_id: int) -> Outcome[None]:
        """Take a scorecard out of use; its versions and scores stay."""
        return self._put_away(card_id, self._today, "scorecard_archived")

    def restore(self, card_id: int) -> Outcome[None]:
        """Bring a scorecard back into use."""
        return self._put_away(card_id, None, "scorecard_restored")

    def matching(self) -> Matching:
        """Return which customers the published scorecards are for."""
        with self.database.reading() as connection:
            versions = {
                version.parent_id: version.definition.scope for version in scorecards.VERSIONS.current(connection)
            }
            found, none, several = scopes.matched(connection, Asked(self._today, self._today), versions)
        return Matching({card: tuple(ids) for card, ids in found.items()}, tuple(none), several)

    def file_text(self, definition: Definition) -> str:
        """Return a scorecard as the text of a file."""
        return plain.to_json(definition, indent=2) + "\n"

    def from_file(self, text: str) -> Definition:
        """Return the scorecard of a file.

        Raises:
            ScorecardProblemsError: it cannot be read; what is merely unfinished can be.
        """
        return plain.from_json(text.removeprefix("\ufeff"))

    @property
    def _today(self) -> dt.date:
        return self.database.clock.today()

    def _put_away(self, card_id: int, day: dt.date | None, key: str) -> Outcome[None]:
        with self.database.operation(Sentence(key)) as operation:
            _require(operation.connection, card_id)
            scorecards.put_away(operation.connection, card_id, day)
            operation.sentence = Sentence(key, {"name": scorecards.name(operation.connection, card_id)})
        return self._done(operation.changes, operation.sentence, operation.set_id)

    def _done(self, changes: int, sentence: Sentence, set_id: int) -> Outcome[None]:
        return Outcome(None, AREAS, sentence, set_id) if changes else Outcome(None, Area.NONE)


def _require(connection: Connection, card_id: int) -> None:
    if not scorecards.exists(connection, card_id):
        raise NotFoundError(_KIND, card_id)
