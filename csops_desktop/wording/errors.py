"""The sentence for every error of the user's world: what happened, and what to do."""

import datetime as dt
from collections.abc import Iterable

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import CellError, Question
from csops_desktop.domain.plain import UnreadableError
from csops_desktop.domain.playbooks.checking import PlaybookProblemsError
from csops_desktop.domain.scoring.flaws import Problem, ScorecardProblemsError
from csops_desktop.domain.values import Reason
from csops_desktop.exchange import errors as files
from csops_desktop.foundation import errors
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording import file_errors, values
from csops_desktop.wording.fields import field_name, kind_name
from csops_desktop.wording.refusals import refused

_MIB = 1 << 20


def sentence(error: errors.CsopsError) -> str:  # noqa: C901, PLR0911, PLR0912 (one case per error reads as the table it is)
    """Return the sentence for an error, in the language in use."""
    match error:
        case files.FileError():
            return file_errors.sentence(error)
        case errors.NotFoundError():
            return _("This is gone; it was deleted or undone meanwhile.")
        case errors.InvalidValueError(field, value, reason):
            return _("{field}: {problem}").format(field=_field(field), problem=problem(reason, value))
        case errors.DuplicateError("playbook_run", value=value):
            return _("This playbook is running for {customer} already. Go on with that run, or close it first.").format(
                customer=value
            )
        case errors.DuplicateError(kind, field, value):
            return _("{field} “{value}” is already taken ({kind}). Enter another one.").format(
                field=field_name(Kind(kind), field), value=value, kind=kind_name(Kind(kind))
            )
        case errors.StoreLockedError(path):
            return _("“{file}” is open in another window or program. Close it there and try again.").format(
                file=path.name
            )
        case errors.StoreMissingError(path):
            return _("There is no file “{file}”.").format(file=path)
        case errors.StoreExistsError(path):
            return _("There is already a file “{file}”. Choose another name.").format(file=path)
        case errors.WrongPassphraseError(path):
            return _("The passphrase is wrong, or “{file}” is damaged. Try again, or restore a backup.").format(
                file=path.name
            )
        case errors.PassphraseNeededError(path):
            return _("“{file}” needs its passphrase.").format(file=path.name)
        case errors.NotAStoreError(path):
            return _("“{file}” is not a CSOps Desktop store.").format(file=path.name)
        case errors.NewerStoreError(path, revision):
            return _(
                "“{file}” was written by a newer version (schema {revision}). Update CSOps Desktop to open it."
            ).format(file=path.name, revision=revision)
        case errors.DamagedStoreError(path, finding):
            return _("“{file}” is damaged ({finding}). Restore a backup.").format(file=path.name, finding=finding)
        case errors.CannotWriteError():
            return _cannot_write(error)
        case errors.PassphraseTooShortError(minimum):
            return _("The passphrase needs at least {n} characters.").format(n=minimum)
        case errors.NothingToUndoError(redo):
            return _("There is nothing to redo.") if redo else _("There is nothing to undo.")
        case errors.UndoRefusedError(obstacle=obstacle):
            return _("Not undone: something was changed again since.") if obstacle is None else refused(obstacle)
        case errors.NotUndoableError():
            return _("This operation cannot be undone.")
        case errors.ContractOverError(ended_on=day):
            return _(
                "This contract already ends on {day}. Undo that first, or choose the contract that follows."
            ).format(day=values.date(day))
        case errors.ContractFollowedError():
            return _("Another contract follows this one. Undo the renewal or the change of amount instead.")
        case errors.OpportunitySettledError():
            return _("This opportunity was won or lost already. Reopen it first.")
        case errors.OutdatedPreviewError():
            return _("The data was changed meanwhile. Nothing was imported; go back one step and look again.")
        case errors.StoreNotEmptyError(path):
            return _("“{file}” holds data already. Make a new store first; everything is read back into it.").format(
                file=path.name
            )
        case errors.FolderNotEmptyError(path):
            return _("“{file}” is there already. Choose another name, or an empty folder.").format(file=path)
        case errors.ChangedMeanwhileError(n):
            return ngettext(
                "{n} customer was changed meanwhile. Nothing was written; look at the preview again.",
                "{n} customers were changed meanwhile. Nothing was written; look at the preview again.",
                n,
            ).format(n=f"{n:,}")
        case ScorecardProblemsError(problems):
            return _scorecard_problems(problems)
        case PlaybookProblemsError() | UnreadableError():
            return _playbook(error)
        case errors.CancelledError():
            return _("Stopped. Nothing was written.")
    return _("Something went wrong: {error}").format(error=type(error).__name__)


def problem(reason: str, value: str = "", detail: str = "") -> str:
    """Return what is wrong with a value, as half a sentence that can follow its field."""
    words = {
        Reason.REQUIRED: _("must be filled in."),
        Reason.NO_DATE: _("“{value}” is not a date. Write it like 2026/11/24."),
        Reason.IMPOSSIBLE_DATE: _("“{value}” is a date that does not exist."),
        Reason.AMBIGUOUS_DATE: _("“{value}” can be read in two ways. Say whether the day or the month comes first."),
        Reason.INCOMPLETE_DATE: _("“{value}” lacks the year."),
        Reason.NO_NUMBER: _("“{value}” is not a number. Write it like 120000."),
        Reason.FRACTION: _("“{value}” has more digits after the point than the currency."),
        Reason.KANJI_NUMBER: _("“{value}” cannot be read as a number. Write it like 120000."),
        Reason.TOO_LOW: _("“{value}” is too small."),
        Reason.TOO_HIGH: _("“{value}” is too large."),
        Reason.NO_CHOICE: _("“{value}” is none of the choices."),
        Reason.NO_FLAG: _("“{value}” is neither yes nor no."),
        Reason.ENDS_FIRST: _("“{value}” lies before the first day. Choose a later day, or an earlier start."),
        Reason.AFTER_TERM: _("“{value}” lies after the last day of the term. Renew the contract first."),
        Reason.TOO_EARLY: _("“{value}” is too early. Choose a later day."),
        Reason.SAME: _("the amount is the same as before."),
        Reason.TOO_LATE: _("“{value}” has not come yet. Choose today or an earlier day."),
        Reason.OVERLAPS: _("these days run into another entry. Put that one right first."),
        "no_parent": _("“{value}” was not found ({kind}). Import it first."),
        "ambiguous_parent": _("“{value}” is not clear: several have that name ({kind}). Use their id."),
        "ambiguous_name": _("several customers are called “{value}”. Add a column with their id."),
        "ambiguous_record": _("several records fit “{value}”. Add a column with their id."),
        "no_member": _("there is no member “{value}”."),
        "repeated": _("“{value}” stands in the pasted cells twice."),
        "before_start": _("“{value}” lies before the start of the contract ({detail})."),
        "taken": _("“{value}” belongs to another record already."),
        "repeated_id": _("the id “{value}” stands in row {detail} already."),
    }
    text = words.get(reason, _("“{value}” cannot be used here."))
    kind = kind_name(Kind(detail)) if detail and reason in {"no_parent", "ambiguous_parent"} else ""
    if reason == "before_start":
        detail = values.date(dt.date.fromisoformat(detail))
    return text.format(value=value, kind=kind, detail=detail)


def cell(error: CellError) -> str:
    """Return the sentence for a cell of a file, without its row."""
    return _("{field}: {problem}").format(field=error.column, problem=problem(error.why, error.value, error.detail))


def cells(found: Iterable[CellError]) -> str:
    """Return the sentences for all errors of a row, one after the other."""
    return pgettext("between sentences", " ").join(cell(error) for error in found)


def question(asked: Question, columns: tuple[str, ...]) -> str:
    """Return what the user must decide about the columns named."""
    listed = pgettext("between values", ", ").join(columns)
    match asked:
        case Question.DATE_ORDER:
            return _("Does the day or the month come first in {columns}?").format(columns=listed)
        case Question.END_DATE:
            return _("Is {columns} the end of the agreed term, or the day the contract stopped?").format(columns=listed)
        case Question.KEY:
            return _("No column holds a name or an id. Which one does?")
        case Question.ENCODING:
            return _("Which character encoding is this file in?")
        case Question.SHEET:
            return _("Several sheets hold data. Which one is meant?")
        case Question.HEADER_ROW:
            return _("Which row holds the headings?")


def _field(name: str) -> str:
    return field_name(Kind.CUSTOMERS, name)


def _scorecard_problems(found: tuple[Problem, ...]) -> str:
    from csops_desktop.wording import scoring  # noqa: PLC0415 (a start does not pay for the words of scores)

    return scoring.problems(found)


def _cannot_write(error: errors.CannotWriteError) -> str:
    if error.reason == "full":
        free = "" if error.free is None else _(" ({mib} MB free)").format(mib=error.free // _MIB)
        return _("Cannot save: the disk is full{free}. Make room, then save again.").format(free=free)
    if error.reason == "readonly":
        return _("Cannot save: “{file}” may only be read. Change its permission, then try again.").format(
            file=error.path.name
        )
    return _("Cannot write “{file}”. Check the folder and its permissions, then try again.").format(file=error.path)


def _playbook(error: PlaybookProblemsError | UnreadableError) -> str:
    from csops_desktop.wording import playbooks  # noqa: PLC0415 (a start does not pay for the words of playbooks)

    return (
        playbooks.problems(error.problems) if isinstance(error, PlaybookProblemsError) else playbooks.unreadable(error)
    )
