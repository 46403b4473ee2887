"""The two kinds of failure: the user's world (a sentence) and our own mistakes (the crash dialog).

An error of the user's world is a small frozen dataclass that carries its data; ``wording.errors`` makes the sentence.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class _Raisable(type):
    """Lets Python note its traceback on a frozen error: ``contextlib`` assigns it, and a frozen class would refuse."""

    def __setattr__(cls, name: str, value: object) -> None:
        if name == "__setattr__" and callable(value):
            value = _except_dunders(value)
        super().__setattr__(name, value)


def _except_dunders(frozen: Callable[..., object]) -> Callable[[BaseException, str, object], None]:
    def set_attribute(error: BaseException, name: str, value: object) -> None:
        if name.startswith("__"):
            BaseException.__setattr__(error, name, value)
        else:
            frozen(error, name, value)

    return set_attribute


class CsopsError(Exception, metaclass=_Raisable):
    """Something the user can understand and act on; shown as a message, never as a crash."""


@dataclass(frozen=True)
class NotFoundError(CsopsError):
    """The record is gone, for example undone meanwhile."""

    kind: str
    id: int | str


@dataclass(frozen=True)
class InvalidValueError(CsopsError):
    """A value the field cannot take.

    Attributes:
        field: name of the field (``domain.fields``).
        value: what the user typed.
        reason: one of the reasons of ``domain.values.Reason``.
    """

    field: str
    value: str
    reason: str


@dataclass(frozen=True)
class DuplicateError(CsopsError):
    """A value that must be unique is already taken."""

    kind: str
    field: str
    value: str


@dataclass(frozen=True)
class StoreLockedError(CsopsError):
    """Another window or program holds the store."""

    path: Path


@dataclass(frozen=True)
class StoreMissingError(CsopsError):
    """There is no file at the place the user named."""

    path: Path


@dataclass(frozen=True)
class StoreExistsError(CsopsError):
    """A new store was asked for where a file already is."""

    path: Path


@dataclass(frozen=True)
class WrongPassphraseError(CsopsError):
    """Wrong passphrase or damaged first page: they look the same."""

    path: Path


@dataclass(frozen=True)
class PassphraseNeededError(CsopsError):
    """The store is encrypted and no passphrase was given."""

    path: Path


@dataclass(frozen=True)
class NotAStoreError(CsopsError):
    """The file is no store of ours."""

    path: Path


@dataclass(frozen=True)
class NewerStoreError(CsopsError):
    """The store was written by a newer version of the program."""

    path: Path
    revision: str


@dataclass(frozen=True)
class DamagedStoreError(CsopsError):
    """The check of the store found damage."""

    path: Path
    finding: str


@dataclass(frozen=True)
class CannotWriteError(CsopsError):
    """The disk is full, read-only, or the folder may not be written.

    Attributes:
        path: the file that could not be written.
        reason: ``full``, ``readonly`` or ``denied``.
        free: free bytes on that disk, when known.
    """

    path: Path
    reason: str
    free: int | None = None


@dataclass(frozen=True)
class PassphraseTooShortError(CsopsError):
    """A new passphrase has fewer characters than we accept."""

    minimum: int


@dataclass(frozen=True)
class NothingToUndoError(CsopsError):
    """There is no operation to undo (or, with ``redo``, to redo)."""

    redo: bool = False


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of an undo.

    Attributes:
        why: ``changed``, ``gone`` (the record), ``parent_gone`` (what it belongs to) or ``taken`` (its value).
        name: by which the user knows the record.
        field: name of the field, where the user named it.
        value: what the undo would put back.
    """

    why: str
    table: str
    column: str
    name: str
    field: str = ""
    value: str = ""


@dataclass(frozen=True)
class UndoRefusedError(CsopsError):
    """A column that the undo would put back no longer holds the value that the operation wrote.

    Attributes:
        set_id: the operation.
        conflicts: (table, row id, column) of up to ten such places.
        obstacle: what the first of them is to the user, once that was looked up.
    """

    set_id: int
    conflicts: tuple[tuple[str, int, str], ...]
    obstacle: "Obstacle | None" = None


@dataclass(frozen=True)
class NotUndoableError(CsopsError):
    """The operation is of a kind that cannot be undone, or lies before a schema change."""

    set_id: int


@dataclass(frozen=True)
class ContractOverError(CsopsError):
    """The end of the contract is settled: it was renewed, changed or ended.

    Attributes:
        ended_on: the first day no longer in force.
    """

    id: int
    ended_on: dt.date


@dataclass(frozen=True)
class ContractFollowedError(CsopsError):
    """Another contract follows this one, so that its end cannot be taken back by itself."""

    id: int


@dataclass(frozen=True)
class OpportunitySettledError(CsopsError):
    """The opportunity was won or lost already."""

    id: int


class OutdatedPreviewError(CsopsError):
    """What was changed since the dry run of an import changes what the import does."""


@dataclass(frozen=True)
class StoreNotEmptyError(CsopsError):
    """A store that was to be filled from a full export holds records already."""

    path: Path


@dataclass(frozen=True)
class FolderNotEmptyError(CsopsError):
    """A folder that was to be written holds something already, or is none."""

    path: Path


@dataclass(frozen=True)
class ChangedMeanwhileError(CsopsError):
    """Since the preview of a change of many was made, some of its rows were changed; nothing was written."""

    n: int


class CancelledError(CsopsError):
    """The user stopped a long operation; nothing was written."""
