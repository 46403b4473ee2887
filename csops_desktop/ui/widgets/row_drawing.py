"""Draws rows of a short list: one line of facts, below it words that break into a few lines; words found are marked."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csops_desktop.foundation.text import spans
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import draw_avatar

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
OPEN = Qt.ItemDataRole.UserRole + 1
EDITOR = Qt.ItemDataRole.UserRole + 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BAR = 3
_FOCUS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says.

    Attributes:
        key: by which the list knows it again.
        icon: at the left edge; empty for none.
        avatar: a name whose first character stands at the left edge instead.
        lead: a muted word before the title, such as a date; all leads of a list stand in one column.
        label: a framed word after the title.
        mark: icon and tone of a sign with ``said`` beside it, after the label.
        fact: at the right edge, in ``fact_tone``.
        note: a quiet line below.
        body: words below, broken into at most ``lines`` lines until the row is opened.
        short: stands for the body until then, when it is not empty.
        quiet: everything in a muted colour.
        query: words that are marked wherever they occur.
    """

    key: object
    title: str
    icon: str = ""
    icon_tone: str = "text.3"
    avatar: str = ""
    lead: str = ""
    label: str = ""
    mark: tuple[str, str] = ("", "")
    said: str = ""
    fact: str = ""
    fact_tone: str = "text.3"
    note: str = ""
    body: str = ""
    short: str = ""
    lines: int = 2
    bold: bool = False
    quiet: bool = False
    query: str = ""

    def plain(self) -> str:
        """Return all of it as text, for copying and assistive technology."""
        parts = (self.lead, self.title, self.label, self.said, self.fact, self.note, self.body)
        return "  ".join(part for part in parts if part)


class RowDelegate(QStyledItemDelegate):
    """Paints the rows and knows how tall they are at a width."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heights: dict[tuple[Row, int, bool], int] = {}
        self.lead = 0
        theme.changed.connect(self.forget)

    @Slot()
    def forget(self) -> None:
        """Measure everything anew."""
        self._heights.clear()

    def height(self, row: Row, width: int, *, opened: bool) -> int:
        """Return how tall a row is."""
        found = self._heights.get((row, width, opened))
        if found is None:
            theme = self._theme
            found = theme.scaled(22) + (theme.px("line.small") if row.note else 0)
            if row.body:
                inset = self._inset(row)
                layout = self._layout(row, width - inset - theme.px("space.2"), opened=opened)
                found += layout.lineCount() * theme.px("line.small") + theme.px("space.2")
            found += theme.px("space.2") if row.body or row.note else 0
            self._heights[row, width, opened] = found
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt)
        """Override QStyledItemDelegate.sizeHint."""
        editor = index.data(EDITOR)
        if editor:
            return QSize(0, int(editor))
        width = option.widget.width() if option.widget is not None else option.rect.width()
        return QSize(0, self.height(index.data(ROW), width, opened=bool(index.data(OPEN))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        if index.data(EDITOR):
            return
        theme, rect = self._theme, QRect(option.rect)
        row: Row = index.data(ROW)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and bool(
            option.state & QStyle.StateFlag.State_Active
        )
        painter.save()
        if (chosen and focused) or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("bg.selected" if chosen and focused else "bg.hover"))
        self._first(painter, QRect(rect.left(), rect.top(), rect.width(), theme.scaled(22)), row)
        top = rect.top() + theme.scaled(22)
        inset = self._inset(row)
        if row.note:
            line = QRect(rect.left() + inset, top, rect.width() - inset, theme.px("line.small"))
            self._write(painter, line, row.note, theme.font("small"), "text.3", row.query)
            top += line.height()
        if row.body:
            layout = self._layout(row, rect.width() - inset - theme.px("space.2"), opened=bool(index.data(OPEN)))
            painter.setPen(theme.color("text.3" if row.quiet else "text.2"))
            layout.draw(painter, QPointF(rect.left() + inset, top))
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), _FOCUS))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _inset(self, row: Row) -> int:
        side = self._theme.px("size.icon") + self._theme.px("space.3")
        return self._theme.px("space.2") + (side if row.icon or row.avatar else 0)

    def _first(self, painter: QPainter, rect: QRect, row: Row) -> None:
        theme, gap = self._theme, self._theme.px("space.3")
        left = rect.left() + theme.px("space.2")
        side = theme.px("size.icon")
        picture = QRect(left, rect.center().y() - side // 2 + 1, side, side)
        if row.avatar:
            draw_avatar(painter, theme, QRectF(picture.adjusted(-1, -1, 1, 1)), row.avatar)
        elif row.icon:
            theme.draw_icon(painter, picture.adjusted(1, 1, -1, -1), row.icon, row.icon_tone)
        left = rect.left() + self._inset(row)
        small = theme.font("small")
        right = rect.right() - theme.px("space.2")
        if row.fact:
            width = QFontMetrics(small).horizontalAdvance(row.fact) + 1
            self._write(painter, QRect(right - width, rect.top(), width, rect.height()), row.fact, small, row.fact_tone)
            right -= width + theme.px("space.4")
        if row.lead:
            self._write(painter, QRect(left, rect.top(), self.lead, rect.height()), row.lead, small, "text.3")
            left += self.lead + gap
        left = self._title(painter, QRect(left, rect.top(), right - left, rect.height()), row)
        if row.said and left < right:
            icon, tone = row.mark
            if icon:
                theme.draw_icon(painter, QRect(left, rect.center().y() - side // 2 + 2, side - 2, side - 2), icon, tone)
                left += side
            place = QRect(left, rect.top(), right - left, rect.height())
            self._write(painter, place, row.said, small, tone or "text.2")

    def _title(self, painter: QPainter, rect: QRect, row: Row) -> int:
        """Draw the title with the framed word behind it; returns where the rest begins."""
        theme = self._theme
        font = theme.font("small", bold=row.bold)
        caption = theme.font("caption")
        behind = QFontMetrics(caption).horizontalAdvance(row.label) + theme.px("space.4") if row.label else 0
        said = QFontMetrics(theme.font("small")).horizontalAdvance(row.said) + theme.px("size.icon") if row.said else 0
        room = max(rect.width() // 3, rect.width() - behind - said - 2 * theme.px("space.3"))
        width = min(QFontMetrics(font).horizontalAdvance(row.title) + 1, room)
        place = QRect(rect.left(), rect.top(), width, rect.height())
        self._write(painter, place, row.title, font, "text.3" if row.quiet else "text", row.query)
        left = place.right() + theme.px("space.3")
        if row.label:
            height = QFontMetrics(caption).height() + 2
            frame = QRect(left, rect.center().y() - height // 2 + 1, behind, height)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.tag"))
            painter.drawRoundedRect(frame, theme.px("radius.sm"), theme.px("radius.sm"))
            painter.restore()
            painter.setFont(caption)
            painter.setPen(theme.color("text.2"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, row.label)
            left = frame.right() + theme.px("space.3")
        return left

    def _write(self, painter: QPainter, rect: QRect, text: str, font: QFont, tone: str, query: str = "") -> None:
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        if query:
            metrics = QFontMetrics(font)
            for start, end in spans(shown, query):
                left = rect.left() + metrics.horizontalAdvance(shown[:start])
                width = metrics.horizontalAdvance(shown[start:end])
                ground = QRect(left, rect.center().y() - metrics.height() // 2, width, metrics.height())
                painter.fillRect(ground, self._theme.color("diff.change"))
        painter.setFont(font)
        painter.setPen(self._theme.color(tone))
        painter.drawText(rect, _LEFT, shown)

    def _layout(self, row: Row, width: int, *, opened: bool) -> QTextLayout:
        """Return the body broken into lines; beyond the last one that is shown stands an ellipsis."""
        theme = self._theme
        text = row.body.strip() if opened else " ".join((row.short or row.body).split())
        made = self._broken(text, width, row)
        if not opened and made.lineCount() > row.lines:
            last = made.lineAt(row.lines - 1)
            start, end = last.textStart(), last.textStart() + last.textLength()
            rest = QFontMetrics(theme.font("small")).elidedText(
                text[start : end + 20], Qt.TextElideMode.ElideRight, width
            )
            made = self._broken(text[:start] + rest, width, row)
        return made

    def _broken(self, text: str, width: int, row: Row) -> QTextLayout:
        theme = self._theme
        made = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), theme.font("small"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setTextOption(option)
        marks = []
        for start, end in spans(text, row.query) if row.query else ():
            mark = QTextLayout.FormatRange()
            look = QTextCharFormat()
            look.setBackground(theme.color("diff.change"))
            look.setForeground(theme.color("text"))
            mark.start, mark.length, mark.format = start, end - start, look
            marks.append(mark)
        made.setFormats(marks)
        height, top = theme.px("line.small"), 0
        made.beginLayout()
        while (line := made.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top + (height - line.height()) / 2))
            top += height
        made.endLayout()
        return made
