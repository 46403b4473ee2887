"""What a user can do with many customers at once: edit fields of all of them, or paste a block; always previewed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.bulk import Act, Block, Edits
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence, SetKind
from csops_desktop.domain.checking import check
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.settings import CURRENCY_DIGITS, StoreSetting
from csops_desktop.foundation import garbage
from csops_desktop.foundation.errors import CancelledError, ChangedMeanwhileError
from csops_desktop.foundation.progress import Cancelled, Progress, never, no_progress
from csops_desktop.services import bulk_plan
from csops_desktop.services.backups import BackupService
from csops_desktop.services.bulk_plan import BulkPreview
from csops_desktop.services.bulk_values import CUSTOM, Reading
from csops_desktop.store import custom, settings
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

__all__ = ["BulkPreview", "BulkService"]


@dataclass(frozen=True, slots=True)
class BulkService:
    """The use cases of changing many customers. A preview may be made in any thread."""

    database: Database
    backups: BackupService

    @garbage.left_alone()
    def preview(
        self,
        order: Edits | Block,
        ids: Sequence[int],
        *,
        progress: Progress = no_progress,
        cancelled: Cancelled = never,
    ) -> BulkPreview:
        """Find out what would happen to exactly these customers; nothing is written.

        Raises:
            InvalidValueError: a field cannot take the value it is to have.
            NotFoundError: a custom field is gone.
            CancelledError: the user stopped.
        """
        if isinstance(order, Edits):
            for edit in order.items:
                if not edit.field.startswith(CUSTOM):
                    value = None if edit.act is Act.CLEAR else edit.value
                    check(Kind.CUSTOMERS, {edit.field: value}, whole=False)

        def step(done: int) -> None:
            self.database.give_way()  # searches and edits do not wait for the whole of a long preview
            if cancelled():
                raise CancelledError
            progress(done, len(ids))

        with self.database.reading() as connection:
            return bulk_plan.plan(connection, order, ids, self._reading(connection), step)

    @garbage.left_alone()
    def write(
        self, preview: BulkPreview, *, progress: Progress = no_progress, cancelled: Cancelled = never
    ) -> Outcome[int]:
        """Write a preview as one undo step, several customers after a backup; returns how many changed.

        Raises:
            ChangedMeanwhileError: what is there now would lead to another preview; nothing was written.
            CancelledError: the user stopped; nothing was written.
        """
        n = len(preview.changed)
        if not n:
            return Outcome(0, Area.NONE)
        self.backups.before_bulk(n)
        cells = sum(len(changes) for changes in preview.changes.values())
        total = 2 * len(preview.ids) + cells  # looked at again, written, their figures brought up to date

        def step(done: int) -> None:
            if cancelled():
                raise CancelledError
            progress(done, total)

        with self.database.operation(Sentence("changed"), SetKind.EDIT if n == 1 else SetKind.BULK) as operation:
            connection = operation.connection
            reading = self._reading(connection)
            fresh = bulk_plan.plan(connection, preview.order, preview.ids, reading, step)
            differing = fresh.differs_from(preview)
            if differing:
                raise ChangedMeanwhileError(differing)
            bulk_plan.write(connection, fresh, lambda done: step(len(preview.ids) + done))
            operation.refreshing = lambda done, _all: step(len(preview.ids) + cells + done)
            operation.sentence = _sentence(connection, fresh, n)
        areas = Area.CUSTOMERS | Area.TAGS | (Area.MEMBERS if preview.unknown else Area.NONE)
        return Outcome(n, areas, operation.sentence, operation.set_id)

    def _reading(self, connection: Connection) -> Reading:
        currency = settings.get(connection, StoreSetting.CURRENCY.value.name) or StoreSetting.CURRENCY.value.default
        return Reading(self.database.clock.today(), CURRENCY_DIGITS.get(str(currency), 0))


def _sentence(connection: Connection, preview: BulkPreview, n: int) -> Sentence:
    headings = {f"{CUSTOM}{field.id}": f"={field.name}" for field in custom.fields(connection, Kind.CUSTOMERS)}
    fields = [headings.get(name, name) for name, cells in preview.changes.items() if cells]
    first = next(id_ for cells in preview.changes.values() for id_ in cells)
    data: dict[str, Scalar] = {"kind": Kind.CUSTOMERS.value, "n": n, "name": preview.names[first]}
    if isinstance(preview.order, Block):
        return Sentence("pasted", {**data, "fields": json.dumps(fields, ensure_ascii=False)})
    if len(fields) == 1:
        return Sentence("changed", {**data, "field": fields[0]})
    return Sentence("changed_fields", {**data, "fields": json.dumps(fields, ensure_ascii=False)})
