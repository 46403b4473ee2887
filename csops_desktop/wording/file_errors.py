"""The sentence for everything that can be wrong with a file that is read."""

from csops_desktop.domain.imports import Question
from csops_desktop.exchange import errors as files
from csops_desktop.exchange.badges.faults import KeyFileError
from csops_desktop.exchange.errors import Contents, Excess, FolderFault
from csops_desktop.foundation.i18n import _, pgettext

_MIB = 1 << 20


def sentence(error: files.FileError) -> str:  # noqa: C901, PLR0911, PLR0912 (one case per error reads as the table it is)
    """Return the sentence for an error about a file."""
    name = error.path.name
    match error:
        case files.FileMissingError():
            return _("There is no file “{file}”.").format(file=error.path)
        case files.FileDeniedError():
            return _("“{file}” cannot be read. Close it in other programs and check its permissions.").format(file=name)
        case files.WholeFolderError():
            return _folder(error)
        case files.EmptyFileError():
            return _("“{file}” is empty.").format(file=name)
        case files.NotATableError(contents=contents):
            return _("“{file}” holds no table: {contents}.").format(file=name, contents=_contents(contents))
        case files.EncryptedFileError():
            return _("“{file}” is protected by a password. Save it without one and try again.").format(file=name)
        case files.DamagedFileError():
            return _("“{file}” is cut off or damaged. Get it again, or open it in Excel and save it anew.").format(
                file=name
            )
        case files.FileTooBigError(excess=excess, limit=limit):
            return _("“{file}” is too big to read: {excess}.").format(file=name, excess=_excess(excess, limit))
        case files.ReaderTimeoutError(seconds=seconds):
            return _("“{file}” could not be read within {n} seconds. Save it as CSV and try again.").format(
                file=name, n=seconds
            )
        case files.ReaderDiedError():
            return _("“{file}” cannot be read: the reader stopped. Save it as CSV and try again.").format(file=name)
        case files.NoSuchSheetError(sheet=sheet, sheets=sheets):
            return _("“{file}” has no sheet “{sheet}”. It has: {sheets}.").format(
                file=name, sheet=sheet, sheets=pgettext("between values", ", ").join(sheets)
            )
        case files.WrongEncodingError(encoding=encoding):
            return _("“{file}” cannot be read as {encoding}.").format(file=name, encoding=encoding)
        case files.QuestionError(question=question, choices=choices):
            return _question(name, question, choices)
        case files.ProductFileError(entry=entry):
            if entry:
                return _("The product file “{file}” is wrong at “{entry}”. Put that right, then read it again.").format(
                    file=name, entry=entry
                )
            return _("“{file}” is no product file. Choose one that “Save as file…” wrote.").format(file=name)
        case KeyFileError():
            return _("“{file}” is no key file of CSOps Desktop, or it is damaged. Bring back a copy of it.").format(
                file=name
            )
        case files.BadMappingError(entry=entry):
            if entry:
                return _("The mapping “{file}” is wrong at “{entry}”.").format(file=name, entry=entry)
            return _("“{file}” is not a mapping.").format(file=name)
    return _("“{file}” cannot be read.").format(file=name)


def _folder(error: files.WholeFolderError) -> str:
    name, line = error.path.name, f"{error.line or 0:,}"
    match error.fault:
        case FolderFault.MISSING:
            text = _("“{file}” is missing in the folder. Choose the folder that “Export everything” wrote.")
        case FolderFault.NOT_OURS:
            text = _("“{file}” was not written by “Export everything”.")
        case FolderFault.NEWER:
            text = _("“{file}” was written by a later version. Update CSOps Desktop to read it.")
        case FolderFault.COLUMNS:
            text = _("“{file}” has other columns than “schema.json” says.")
        case FolderFault.ROWS:
            text = _("“{file}” has another number of rows than “schema.json” says.")
        case FolderFault.CELL:
            text = _("“{file}” has a value in line {line} that “{column}” cannot hold.")
        case FolderFault.DAMAGED:
            text = _("“{file}” is damaged at line {line}.")
        case FolderFault.REFUSED:
            text = _("“{file}” holds a row that cannot be stored ({detail}).")
        case FolderFault.ORPHAN:
            text = _("“{file}” holds a row that points to another one which is missing.")
    return text.format(file=name, line=line, column=error.column, detail=error.detail)


def _contents(contents: Contents) -> str:
    words = {
        Contents.BINARY: _("it is not text"),
        Contents.DATABASE: _("it is a database"),
        Contents.PDF: _("it is a PDF"),
        Contents.IMAGE: _("it is a picture"),
        Contents.ARCHIVE: _("it is an archive"),
        Contents.DOCUMENT: _("it is a document"),
        Contents.WEB_PAGE: _("it is a web page without one"),
        Contents.XML: _("it is XML"),
        Contents.FOLDER: _("it is a folder"),
        Contents.NO_HOLIDAYS: _("it is no list of days and their names"),
        Contents.NO_ROWS: _("it has no rows below its headings"),
    }
    return words[contents]


def _excess(excess: Excess, limit: int) -> str:
    if excess is Excess.COLUMNS:
        return _("more than {n} columns").format(n=f"{limit:,}")
    if excess is Excess.ROWS:
        return _("more than {n} rows").format(n=f"{limit:,}")
    if excess is Excess.UNPACKED:
        return _("it unpacks to more than {mib} MB").format(mib=limit // _MIB)
    return _("more than {mib} MB").format(mib=limit // _MIB)


def _question(name: str, question: Question, choices: tuple[str, ...]) -> str:
    listed = pgettext("between values", ", ").join(choices)
    if question is Question.ENCODING:
        return _("The character encoding of “{file}” is not clear. Choose one: {choices}.").format(
            file=name, choices=listed
        )
    if question is Question.SHEET:
        return _("“{file}” has several sheets with data. Choose one: {choices}.").format(file=name, choices=listed)
    if question is Question.HEADER_ROW:
        return _("The heading row of “{file}” is not clear. Say which row it is.").format(file=name)
    return _("Something about “{file}” must be decided: {question}.").format(file=name, question=question.value)
