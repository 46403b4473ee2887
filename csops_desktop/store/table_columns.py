"""The columns that the tables share: ids that are never used twice, texts, parents and links."""

from typing import Any

from sqlalchemy import Text
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
