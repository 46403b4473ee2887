"""The views of the page of playbooks."""

from enum import StrEnum

from csops_desktop.foundation.i18n import pgettext


class Mode(StrEnum):
    """How runs are looked at."""

    BOARD = "board"
    TABLE = "table"
    WEEK = "week"


ICONS = {Mode.BOARD: "columns", Mode.TABLE: "rows", Mode.WEEK: "calendar-blank"}


def mode_name(mode: Mode) -> str:
    """Return the name of a view."""
    return {
        Mode.BOARD: pgettext("view of runs", "Board"),
        Mode.TABLE: pgettext("view of runs", "Table"),
        Mode.WEEK: pgettext("view of runs", "My week"),
    }[mode]
