"""What can be wrong with a file that is read or written, as small errors that carry their data."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from csops_desktop.domain.imports import Question
from csops_desktop.foundation.errors import CsopsError


class Contents(StrEnum):
    """What a file holds that is no table."""

    BINARY = "binary"
    DATABASE = "database"
    PDF = "pdf"
    IMAGE = "image"
    ARCHIVE = "archive"
    DOCUMENT = "document"  # a text document or slides
    WEB_PAGE = "web_page"  # HTML without a table
    XML = "xml"
    FOLDER = "folder"
    NO_ROWS = "no_rows"  # a heading and nothing below, or nothing but titles
    NO_HOLIDAYS = "no_holidays"  # a table, but not one of days and their names


class Excess(StrEnum):
    """In what a file is too big."""

    SIZE = "size"  # of the file
    UNPACKED = "unpacked"  # a small file that unpacks to a huge one
    MEMORY = "memory"  # while it is read
    COLUMNS = "columns"
    ROWS = "rows"


@dataclass(frozen=True)
class FileError(CsopsError):
    """Something is wrong with a file that was to be read."""

    path: Path


class FolderFault(StrEnum):
    """What is wrong with a folder of everything."""

    MISSING = "missing"  # a file is not there
    NOT_OURS = "not_ours"
    NEWER = "newer"  # written by a later version
    COLUMNS = "columns"  # others than the schema file says
    ROWS = "rows"  # more or fewer than the schema file says
    CELL = "cell"  # its column cannot hold it
    DAMAGED = "damaged"
    REFUSED = "refused"  # by the store: an id twice, something required missing
    ORPHAN = "orphan"  # a row that points to one which is not there


@dataclass(frozen=True)
class WholeFolderError(FileError):
    """A folder of everything cannot be read back.

    Attributes:
        path: the file in it.
        line: of the file, when it is known.
        detail: of REFUSED, what the store says.
    """

    fault: FolderFault
    line: int | None = None
    column: str = ""
    detail: str = ""


@dataclass(frozen=True)
class ProductFileError(FileError):
    """A file that describes no product.

    Attributes:
        entry: where it is wrong (``levels[2].name``); empty when the whole is none.
    """

    entry: str = ""


@dataclass(frozen=True)
class FileMissingError(FileError):
    """There is no such file."""


@dataclass(frozen=True)
class FileDeniedError(FileError):
    """The file may not be read, or another program holds it."""


@dataclass(frozen=True)
class EmptyFileError(FileError):
    """The file, or the sheet, holds nothing."""


@dataclass(frozen=True)
class NotATableError(FileError):
    """The file can be opened, but what is in it is no table."""

    contents: Contents


@dataclass(frozen=True)
class EncryptedFileError(FileError):
    """The workbook is protected by a password."""


@dataclass(frozen=True)
class DamagedFileError(FileError):
    """The file is cut off or damaged."""


@dataclass(frozen=True)
class FileTooBigError(FileError):
    """Reading the file would take more memory or time than it may.

    Attributes:
        excess: in what.
        limit: the limit in bytes (columns and rows: their number).
    """

    excess: Excess
    limit: int


@dataclass(frozen=True)
class ReaderTimeoutError(FileError):
    """Reading the workbook took too long.

    Attributes:
        seconds: how long it was waited.
    """

    seconds: int


@dataclass(frozen=True)
class ReaderDiedError(FileError):
    """The process that reads workbooks ended without a result."""


@dataclass(frozen=True)
class NoSuchSheetError(FileError):
    """The workbook has no sheet of that name."""

    sheet: str
    sheets: tuple[str, ...]


@dataclass(frozen=True)
class WrongEncodingError(FileError):
    """The file does not decode with the encoding that was named, or there is no such encoding."""

    encoding: str


@dataclass(frozen=True)
class QuestionError(FileError):
    """Only the user can decide how to read the file.

    Attributes:
        question: what is asked; the command line names the option of that name.
        choices: the possible answers, likely ones first.
    """

    question: Question
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class BadMappingError(FileError):
    """A mapping file cannot be used.

    Attributes:
        entry: the heading or field concerned; empty when the file as a whole is no mapping.
    """

    entry: str = ""
