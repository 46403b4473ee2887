"""The heading row: quiet captions, the sort mark after the label, a box that selects all."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from csops_desktop.ui.tables.columns import Paint
from csops_desktop.ui.tables.painting import CellPainter
from csops_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from csops_desktop.ui.tables.model import IdTableModel

_V = Qt.AlignmentFlag.AlignVCenter


class TableHeader(QHeaderView):
    """Paints its sections from the columns of the model."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._pens = CellPainter(theme)
        self.sorted: tuple[str, bool] | None = None
        self.all_selected: bool | None = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setResizeContentsPrecision(0)
        self.setMinimumSectionSize(theme.scaled(30))
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._pens = CellPainter(self._theme)
        self.setFixedHeight(self._theme.px("row.header"))
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 (Qt)
        """Override QHeaderView.paintSection."""
        if not rect.isValid():
            return
        pens, theme = self._pens, self._theme
        spec = cast("IdTableModel[Any]", self.model()).columns[logicalIndex]
        painter.fillRect(rect, pens.header)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if self.visualIndex(logicalIndex) != self.count() - 1:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height() - 1, pens.line)
        if spec.paint is Paint.CHECK:
            pens.check_box(painter, rect, state=self.all_selected)
            return
        inside = rect.adjusted(pens.pad, 0, -pens.pad, -1)
        mark = self.sorted is not None and self.sorted[0] == spec.name
        font = pens.caption_bold if mark else pens.caption
        color = theme.color("text" if mark else "text.3")
        metrics = pens.metrics(font)
        icon = theme.px("size.icon") - 4
        tag = spec.tag() if spec.tag else ""
        tag_width = metrics.horizontalAdvance(tag) + 2 * pens.pad if tag else 0
        extra = (icon + 2 if mark else 0) + (tag_width + pens.pad if tag else 0)
        text = spec.heading()
        width = min(metrics.horizontalAdvance(text), max(0, inside.width() - extra))
        left = inside.right() - extra - width + 1 if spec.right else inside.left()
        label = QRect(left, inside.top(), width, inside.height())
        pens.write(painter, label, text, font, color, Qt.AlignmentFlag.AlignLeft | _V)
        after = left + width + 2
        if mark:
            spot = QRect(after, inside.center().y() - icon // 2 + 1, icon, icon)
            name = "caret-down" if self.sorted is not None and self.sorted[1] else "caret-up"
            theme.draw_icon(painter, spot, name, "text")
            after += icon
        if tag:
            height = metrics.height() + 2
            box = QRect(after + pens.pad - 2, inside.center().y() - height // 2 + 1, tag_width, height)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.tag"))
            painter.drawRoundedRect(box, theme.px("radius.sm"), theme.px("radius.sm"))
            painter.restore()
            pens.write(painter, box, tag, pens.caption, theme.color("text.2"), Qt.AlignmentFlag.AlignCenter)
