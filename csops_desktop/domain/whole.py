"""Everything of a store as a folder of tables: what the schema file beside them says."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableShape:
    """One table of the folder.

    Attributes:
        columns: name → what it holds: ``TEXT``, ``INTEGER`` or ``REAL``; in the order of the file.
        rows: how many there are.
    """

    name: str
    columns: Mapping[str, str]
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Schema:
    """What is in the folder.

    Attributes:
        revision: of the schema of the store that it was written from.
    """

    revision: str
    tables: tuple[TableShape, ...]
