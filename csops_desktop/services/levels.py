"""What a user can do with the levels of a product: name them, say what is to be seen at each, shares; as a file too."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.fields import TOUCHES, Kind
from csops_desktop.domain.level_lines import EvidenceLine, LevelSheet
from csops_desktop.domain.maturity import LEVELS, Level
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.services import product_files
from csops_desktop.services.maturity import MaturityService
from csops_desktop.store import levels, maturity, records
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_AREAS = Area.MATURITY | Area.CUSTOMERS
_WHOLE = 100  # percent
T = TypeVar("T")
Written = tuple[int, T, dict[str, Scalar]]
"""The product, what is returned, and what the sentence says."""


@dataclass(frozen=True, slots=True)
class LevelService:
    """The use cases of the editor of levels; each change is an operation of its own."""

    database: Database
    maturity: MaturityService

    def sheet(self, product_id: int) -> LevelSheet:
        """Return the levels of a product, or raise NotFoundError."""
        with self.database.reading() as connection:
            if not records.exists(connection, Kind.PRODUCTS, product_id):
                raise NotFoundError(Kind.PRODUCTS.value, product_id)
            model = maturity.model(connection, product_id)
            found = levels.lines(connection, product_id)
        return LevelSheet(product_id, model.name, model.short_name, model.note, model.levels, found, dict(model.shares))

    def set_level(self, product_id: int, level: Level) -> Outcome[None]:
        """Name a level and say what it means; an empty name takes the level away.

        Raises:
            InvalidValueError: no name, though there is evidence for it.
        """
        found = Level(level.level, level.name.strip(), level.meaning.strip())
        if found.level not in LEVELS:
            raise InvalidValueError("level", str(found.level), Reason.TOO_HIGH)

        def write(connection: Connection) -> Written[None]:
            lines = levels.lines(connection, product_id)
            if not found.name and (found.meaning or any(each.level == found.level for each in lines)):
                raise InvalidValueError("name", "", Reason.REQUIRED)
            levels.put_level(connection, product_id, found)
            return product_id, None, {"level": found.level, "text": found.name}

        return self._carry_out("level_named", write)

    def add_evidence(self, product_id: int, level: int, text: str, *, needs_proof: bool = False) -> Outcome[int]:
        """Add a piece of evidence at the end of a level and return its id; a level without a name gets its number.

        Raises:
            InvalidValueError: no text.
        """

        def write(connection: Connection) -> Written[int]:
            said = _said(text)
            if all(each.level != level for each in maturity.model(connection, product_id).levels):
                levels.put_level(connection, product_id, Level(level, f"Lv{level}"))
            made = levels.add(connection, product_id, level, said, needs_proof=needs_proof)
            return product_id, made, {"level": level, "text": said}

        return self._carry_out("evidence_added", write)

    def change_evidence(self, item_id: int, text: str, *, needs_proof: bool) -> Outcome[None]:
        """Say otherwise what is to be seen, and whether a note must say by what it is seen."""

        def write(connection: Connection) -> Written[None]:
            line, product_id = _found(connection, item_id)
            levels.change(connection, item_id, _said(text), needs_proof=needs_proof)
            return product_id, None, {"level": line.level, "text": text.strip()}

        return self._carry_out("evidence_changed", write)

    def move_evidence(self, item_id: int, by: int) -> Outcome[None]:
        """Move a piece of evidence up (−1) or down (1) in its level; at the end it stays."""

        def write(connection: Connection) -> Written[None]:
            line, product_id = _found(connection, item_id)
            lines = levels.lines(connection, product_id)
            ids = [each.id for each in lines if each.level == line.level and not each.retired]
            if item_id in ids:
                at = ids.index(item_id)
                ids.insert(max(0, min(len(ids) - 1, at + by)), ids.pop(at))
                levels.arrange(connection, tuple(ids))
            return product_id, None, {"level": line.level, "text": line.text}

        return self._carry_out("evidence_moved", write)

    def remove_evidence(self, item_id: int) -> Outcome[bool]:
        """Delete a piece of evidence, or retire it when it was assessed; returns whether it was retired."""

        def write(connection: Connection) -> Written[bool]:
            line, product_id = _found(connection, item_id)
            if line.assessed:
                levels.retire(connection, item_id, self.database.clock.today())
            else:
                levels.delete(connection, item_id)
            return product_id, line.assessed, {"level": line.level, "text": line.text, "retired": line.assessed}

        return self._carry_out("evidence_removed", write)

    def bring_back(self, item_id: int) -> Outcome[None]:
        """Let a retired piece of evidence count again."""

        def write(connection: Connection) -> Written[None]:
            line, product_id = _found(connection, item_id)
            levels.retire(connection, item_id, None)
            return product_id, None, {"level": line.level, "text": line.text}

        return self._carry_out("evidence_back", write)

    def set_share(self, product_id: int, touch: str, share: int) -> Outcome[None]:
        """Say which share of a product's customers a touch model is to serve, in percent; 0 says nothing.

        Raises:
            InvalidValueError: no touch model, or no share.
        """
        if touch not in TOUCHES:
            raise InvalidValueError("touch", touch, Reason.NO_CHOICE)
        if not 0 <= share <= _WHOLE:
            raise InvalidValueError("share", str(share), Reason.TOO_LOW if share < 0 else Reason.TOO_HIGH)

        def write(connection: Connection) -> Written[None]:
            levels.put_share(connection, product_id, touch, share)
            return product_id, None, {"touch": touch, "share": share}

        return self._carry_out("touch_share", write)

    def read_file(self, path: Path, product_id: int | None = None) -> Outcome[int]:
        """Make a product of a file, or give its levels to a product that has none yet; returns the product.

        Raises:
            ProductFileError: it describes no product; the error says where.
            DuplicateError: there is a product of that name.
            InvalidValueError: the product has levels already.
        """
        return self.maturity.add_product(product_files.read(path), product_id)

    def write_file(self, product_id: int, path: Path) -> None:
        """Write a product with its levels, evidence, actions and shares as a file.

        Raises:
            CannotWriteError: the disk refused.
        """
        product_files.write(self.maturity.model(product_id), path)

    def _carry_out(self, key: str, write: Callable[[Connection], Written[T]]) -> Outcome[T]:
        with self.database.operation(Sentence(key)) as operation:
            product_id, value, data = write(operation.connection)
            if not records.exists(operation.connection, Kind.PRODUCTS, product_id):
                raise NotFoundError(Kind.PRODUCTS.value, product_id)
            name = records.name(operation.connection, Kind.PRODUCTS, product_id)
            operation.sentence = Sentence(key, {"name": name, **data})
        if not operation.changes:
            return Outcome(value, Area.NONE)
        return Outcome(value, _AREAS, operation.sentence, operation.set_id)


def _said(text: str) -> str:
    if not text.strip():
        raise InvalidValueError("text", "", Reason.REQUIRED)
    return text.strip()


def _found(connection: Connection, item_id: int) -> tuple[EvidenceLine, int]:
    found = levels.line(connection, item_id)
    if found is None:
        raise NotFoundError("evidence_item", item_id)
    return found
