"""Short lists of what belongs to a customer: contracts, contacts, next actions, the last activities."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.activity_icons import ACTIVITY_ICONS
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

KINDS = (Kind.NEXT_ACTIONS, Kind.CONTRACTS, Kind.CONTACTS, Kind.ACTIVITIES)
SHOWN = 4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Line = tuple[str, str, str, str]
"""icon, text, right-hand fact, token of the fact's colour."""


class RelatedBlock(QWidget):
    """One short list: a caption with the number, then lines of 22 px."""

    def __init__(self, theme: Theme, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._records: Sequence[Record] = ()
        self._total = 0
        self._lines: list[Line] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_records(self, records: Sequence[Record], context: ListContext) -> None:
        """Show the first of these records and how many there are."""
        self._records = records
        shown = _open_first(self._kind, records, context.today)
        self._total = len(shown)
        self._lines = [_WORDS[self._kind](record, context) for record in shown[:SHOWN]]
        self.setToolTip("\n".join(f"{text}  {fact}" for _icon, text, fact, _tone in self._lines))
        self.setAccessibleName(f"{words.kind_name(self._kind)} {self._total}")
        self.setAccessibleDescription(self.toolTip())
        self.updateGeometry()
        self.update()

    def retranslate(self, context: ListContext) -> None:
        """Set the texts again."""
        self.show_records(self._records, context)

    def count(self) -> int:
        """Return how many there are."""
        return self._total

    def texts(self) -> list[str]:
        """Return what the lines say."""
        return [f"{text} {fact}".strip() for _icon, text, fact, _tone in self._lines]

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        theme = self._theme
        lines = max(1, len(self._lines))
        return QSize(theme.scaled(200), theme.px("line.small") + lines * theme.scaled(22) + 2 * theme.px("space.4"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.color("line.soft"))
        top = theme.px("space.4")
        caption = theme.font("caption", bold=True)
        painter.setFont(caption)
        painter.setPen(theme.color("text.3"))
        head = QRect(0, top, self.width(), theme.px("line.small"))
        title = words.kind_name(self._kind)
        painter.drawText(head, _LEFT, f"{title} {self._total}" if self._total else title)
        if self._total > SHOWN:
            painter.setFont(theme.font("caption"))
            more = _("{n} more").format(n=self._total - SHOWN)
            painter.drawText(head, _RIGHT, more)
        top += head.height()
        height = theme.scaled(22)
        if not self._lines:
            painter.setFont(theme.font("small"))
            painter.drawText(QRect(0, top, self.width(), height), _LEFT, _("None yet"))
        for line in self._lines:
            self._draw(painter, QRect(0, top, self.width(), height), line)
            top += height
        painter.end()

    def _draw(self, painter: QPainter, rect: QRect, line: Line) -> None:
        icon, text, fact, token = line
        theme = self._theme
        font = theme.font("small")
        metrics = QFontMetrics(font)
        left = 0
        if icon:
            side = theme.px("size.icon") - 2
            theme.draw_icon(painter, QRect(0, rect.center().y() - side // 2 + 1, side, side), icon)
            left = side + theme.px("space.3")
        painter.setFont(font)
        painter.setPen(theme.color(token))
        painter.drawText(rect, _RIGHT, fact)
        room = rect.width() - left - metrics.horizontalAdvance(fact) - theme.px("space.4")
        painter.setPen(theme.color("text"))
        words_shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), _LEFT, words_shown)


def _open_first(kind: Kind, records: Sequence[Record], today: dt.date) -> list[Record]:
    if kind is Kind.NEXT_ACTIONS:
        return [record for record in records if not record.values.get("done_on")]
    if kind is Kind.PROMISES:
        settled = ("kept_on", "broken_on")
        return [record for record in records if not any(record.values.get(name) for name in settled)]
    if kind is Kind.CONTACTS:
        return sorted(records, key=lambda record: bool(record.values.get("left_on")))
    if kind is Kind.CONTRACTS:
        # Those that are over are history, as on the page of the customer, unless there is nothing else.
        running = [record for record in records if not _over(record, today)]
        return sorted(running or records, key=lambda record: bool(record.values.get("ended_on")))
    return list(records)


def _over(record: Record, today: dt.date) -> bool:
    ended = record.values.get("ended_on")
    return isinstance(ended, dt.date) and ended <= today


def _contract(record: Record, context: ListContext) -> Line:
    values = record.values
    mrr = values.get("mrr")
    text = " ".join(
        part
        for part in (
            show.money(mrr, context.currency) if isinstance(mrr, int) else "",
            record.names.get("product_id", ""),
            str(values.get("plan") or ""),
        )
        if part
    )
    starts, ends, ended = (values.get(name) for name in ("starts_on", "term_ends_on", "ended_on"))
    if isinstance(ended, dt.date) and _over(record, context.today):
        return "", text, _("ended {date}").format(date=show.date(ended)), "text.3"
    if isinstance(ends, dt.date):
        late = ends < context.today
        return "", text, f"〜 {show.date(ends)}", "health.red.text" if late else "text.3"
    return "", text, f"{show.date(starts)} 〜" if isinstance(starts, dt.date) else "", "text.3"


def _contact(record: Record, context: ListContext) -> Line:
    values = record.values
    text = " ".join(str(values[name]) for name in ("name", "department", "title") if values.get(name))
    left = values.get("left_on")
    if isinstance(left, dt.date) and left <= context.today:
        return "user", text, _("left {date}").format(date=show.date(left)), "text.3"
    role = values.get("role")
    return "user", text, words.choice_name("role", str(role)) if role else "", "text.2"


def _next_action(record: Record, context: ListContext) -> Line:
    due = record.values.get("due_on")
    fact = show.relative_day(due, context.today) if isinstance(due, dt.date) else ""
    late = isinstance(due, dt.date) and due <= context.today
    return "circle", str(record.values.get("title") or ""), fact, "health.red.text" if late else "text.3"


def _promise(record: Record, context: ListContext) -> Line:
    due = record.values.get("due_on")
    fact = show.relative_day(due, context.today) if isinstance(due, dt.date) else ""
    late = isinstance(due, dt.date) and due <= context.today
    return "handshake", str(record.values.get("text") or ""), fact, "health.red.text" if late else "text.3"


def _activity(record: Record, context: ListContext) -> Line:
    values = record.values
    kind, day = str(values.get("kind") or "note"), values.get("happened_on")
    text = str(values.get("subject") or values.get("body") or words.choice_name("kind", kind))
    fact = show.date_short(day, context.today) if isinstance(day, dt.date) else ""
    return ACTIVITY_ICONS.get(kind, "note"), " ".join(text.split()), fact, "text.3"


_WORDS: dict[Kind, Callable[[Record, ListContext], Line]] = {
    Kind.CONTRACTS: _contract,
    Kind.CONTACTS: _contact,
    Kind.NEXT_ACTIONS: _next_action,
    Kind.PROMISES: _promise,
    Kind.ACTIVITIES: _activity,
}
