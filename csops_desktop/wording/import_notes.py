"""What an import says of rows that it took all the same."""

from csops_desktop.domain.imports import Note
from csops_desktop.foundation.i18n import ngettext


def note(what: Note, n: int) -> str:
    """Return a remark on a number of rows of the file."""
    match what:
        case Note.BEFORE_START:
            text = ngettext(
                "{n} row is dated before its contract starts; it was taken all the same",
                "{n} rows are dated before their contract starts; they were taken all the same",
                n,
            )
        case Note.ADDED_UP:
            text = ngettext(
                "{n} row was added to another one of the same customer, metric and day",
                "{n} rows were added to others of the same customer, metric and day",
                n,
            )
    return text.format(n=f"{n:,}")
