"""Columns declared as data: what a table shows, how wide, and how a cell is worded and painted."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from csops_desktop.domain.fields import Field, FieldType


class Paint(Enum):
    """How a cell is drawn."""

    CHECK = auto()  # a box that shows whether the row is selected
    TEXT = auto()
    STRONG = auto()  # bold when its row is selected: the name
    MONEY = auto()  # right-aligned
    NUMBER = auto()  # right-aligned
    DATE = auto()  # muted, right-aligned
    DAYS = auto()  # date muted, then the days left in bold
    CADENCE = auto()  # "12/14" over a 2 px bar
    OWNER = auto()  # avatar with the first letter
    TAGS = auto()  # small labels
    LEVELS = auto()  # for each product its short name and four steps
    HEALTH = auto()  # the pill of a score and its course
    MARK = auto()  # icon and bold word
    CHANGE = auto()  # old struck out → new
    PICK = auto()  # a value chosen from a list, with a caret
    TASK = auto()  # two lines: what is to be done; for whom and why
    STANDING = auto()  # two lines: the pill of a score and whose it is; what more there is to say
    LINES = auto()  # two lines at the right edge: a fact, then its explanation


class Tone(Enum):
    """What a cell's colour says; the theme decides the colour."""

    NORMAL = "text"
    SECOND = "text.2"
    MUTED = "text.3"
    GOOD = "health.green.text"
    WARN = "health.yellow.text"
    LATE = "health.red.text"
    LINK = "accent.text"


class Fill(Enum):
    """The ground of a cell that says something by itself."""

    NONE = ""
    ADD = "diff.add"
    CHANGE = "diff.change"
    ERROR = "diff.del"


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of one cell.

    Attributes:
        text: plain text for display, copying and accessibility.
        first: a part painted before the main part (the date of DAYS, the old value of CHANGE); of TASK and LINES the
            second line, of TASK up to the reason.
        main: the part painted in ``tone``; ``text`` when empty.
        share: 0 to 1 for a bar.
        labels: the labels of TAGS; of TASK the word before the reason, the reason, and what else there is.
        icon: name of an icon for MARK and TASK.
        course: of HEALTH the days (ordinals) and totals of the sparkline, oldest first.
        band: of HEALTH, the colour and shape.
        hint: more words for the tooltip.
    """

    text: str
    first: str = ""
    main: str = ""
    tone: Tone = Tone.NORMAL
    bold: bool = False
    share: float | None = None
    labels: tuple[str, ...] = ()
    icon: str = ""
    fill: Fill = Fill.NONE
    hint: str = ""
    band: str = ""
    course: tuple[tuple[int, int], ...] = ()


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: of the field (``domain.fields``) or ``custom:<id>``; also what the store sorts by.
        heading: returns the words above it, in the language of the moment.
        width: px at 100 % text size.
        word: makes the cell from a row.
        edit: the field that is edited in place, or None.
        edit_text: what an editor starts with.
        priority: columns with a higher number go first when the window is narrow.
        stretch: takes what room is left.
        opens: a double click opens the row; only F2 edits the cell.
    """

    name: str
    heading: Callable[[], str]
    width: int
    word: Callable[[Any], Cell]
    paint: Paint = Paint.TEXT
    edit: Field | None = None
    edit_text: Callable[[Any], str] | None = None
    sortable: bool = True
    priority: int = 0
    stretch: bool = False
    opens: bool = False
    tag: Callable[[], str] | None = None
    hint: Callable[[], str] | None = None

    @property
    def right(self) -> bool:
        """Whether heading and cells stand at the right edge."""
        return self.paint in {Paint.MONEY, Paint.NUMBER, Paint.DATE, Paint.DAYS, Paint.CADENCE, Paint.LINES}


@dataclass(frozen=True, slots=True)
class ListContext:
    """What words in cells depend on besides the row.

    Attributes:
        owners: whether it matters who owns what.
    """

    today: dt.date
    currency: str = "JPY"
    owners: bool = True


def select_column(label: Callable[[], str]) -> Column:
    """Return the column of boxes by which rows are selected."""
    return Column("", lambda: "", 34, lambda _row: EMPTY, Paint.CHECK, sortable=False, hint=label)


def paint_for(type_: FieldType) -> Paint:
    """Return how the cells of a field of a type are drawn when nothing special is known."""
    match type_:
        case FieldType.MONEY:
            return Paint.MONEY
        case FieldType.INTEGER:
            return Paint.NUMBER
        case FieldType.DATE:
            return Paint.DATE
        case FieldType.TAGS:
            return Paint.TAGS
        case _:
            return Paint.TEXT
