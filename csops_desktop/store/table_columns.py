"""The columns that the tables share: ids that are never used twice, texts, parents and links."""

from typing import Any

from sqlalchemy import REAL, Text
from sqlmodel import Field

STRICT: dict[str, Any] = {"sqlite_strict": True}
# An id is never used twice: undoing an old deletion must find its place free.
LASTING: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}


def id_() -> Any:
    """Return the key of a table."""
    return Field(default=None, primary_key=True)


def text(*, unique: bool = False) -> Any:
    """Return a text that may be missing."""
    return Field(default=None, sa_type=Text, nullable=True, unique=unique)


def word(*, unique: bool = False) -> Any:
    """Return a text that must be there."""
    return Field(sa_type=Text, nullable=False, unique=unique)


def parent(target: str, *, index: bool = True) -> Any:
    """Return a reference to what the row goes away with."""
    return Field(foreign_key=target, ondelete="CASCADE", nullable=False, index=index)


def link(target: str) -> Any:
    """Return a reference that is emptied when its target goes."""
    return Field(default=None, foreign_key=target, ondelete="SET NULL", nullable=True, index=True)


def key_word() -> Any:
    """Return a text that is part of the key of a table without an id."""
    return Field(sa_type=Text, primary_key=True)


def real() -> Any:
    """Return a number that may have a part; a strict table knows it as REAL only."""
    return Field(sa_type=REAL, nullable=False)
