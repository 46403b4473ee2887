"""A list of public holidays as a file: a day and its name in two columns, as the Cabinet Office publishes it."""

import datetime as dt
from pathlib import Path

from csops_desktop.domain.date_text import NoDateError, text_date
from csops_desktop.exchange.errors import Contents, NotATableError
from csops_desktop.exchange.reading import read_table

_COLUMNS = 2


def read_holidays(path: Path) -> dict[dt.date, str]:
    """Return the days of a list, each with its name.

    Args:
        path: a table in any form that can be read; a day in the first column, its name in the second.

    Raises:
        FileError: it cannot be read, or a row of it is no day with a name: then it is another file, and half a list
            would move due dates without anybody noticing.
    """
    table = read_table(path)
    if len(table.columns) < _COLUMNS:
        raise NotATableError(path, Contents.NO_HOLIDAYS)
    found: dict[dt.date, str] = {}
    for cell, name in zip(table.columns[0], table.columns[1], strict=True):
        try:
            day = cell if isinstance(cell, dt.date) else text_date(str(cell))
        except NoDateError:
            raise NotATableError(path, Contents.NO_HOLIDAYS) from None
        if not str(name).strip():
            raise NotATableError(path, Contents.NO_HOLIDAYS)
        found[day] = str(name).strip()
    return found
