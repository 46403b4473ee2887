"""The filter chips above the list: AND between chips, OR inside one."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from csops_desktop.domain.query import Condition, Group
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Chip
from csops_desktop.wording import filters as words

_MOST_SHARE = 0.4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FilterChip(QAbstractButton):
    """One chip: the field, its value in bold, and a cross that takes it away.

    Signals:
        removed: the cross was pressed, or Delete while it has the focus.
    """

    removed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._field = ""
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_words(self, field: str, value: str) -> None:
        """Show a condition in words."""
        self._field, self._value = field, value
        self.setText(f"{field} {value}".strip())
        self.setAccessibleName(self.text())
        self.setToolTip(_("{condition} (click to change, Delete to remove)").format(condition=self.text()))
        self.updateGeometry()
        self.update()

    def _cross(self) -> QRect:
        side = self._theme.px("size.control_sm")
        return QRect(self.width() - side, 0, side, self.height())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        theme = self._theme
        plain, bold = QFontMetrics(theme.font("small")), QFontMetrics(theme.font("small", bold=True))
        width = plain.horizontalAdvance(self._field) + bold.horizontalAdvance(self._value) + 3
        if self._field and self._value:
            width += theme.px("space.3")
        return QSize(width + theme.px("space.5") + theme.px("size.control_sm"), theme.px("size.control_sm"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.minimumSizeHint: long chips give way."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._theme.scaled(120)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focused else "accent.line"), 2 if focused else 1))
        painter.setBrush(theme.color("bg.selected" if self.underMouse() else "accent.soft"))
        painter.drawRoundedRect(
            box if not focused else box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2
        )
        inside = self.rect().adjusted(theme.px("space.5") - 2, 0, -theme.px("size.control_sm"), 0)
        plain, bold = theme.font("small"), theme.font("small", bold=True)
        painter.setPen(theme.color("accent.text"))
        painter.setFont(plain)
        painter.drawText(inside, _LEFT, self._field)
        lead = QFontMetrics(plain).horizontalAdvance(self._field) + theme.px("space.3") if self._field else 0
        rest = inside.adjusted(lead, 0, 2, 0)
        painter.setFont(bold)
        painter.drawText(
            rest, _LEFT, QFontMetrics(bold).elidedText(self._value, Qt.TextElideMode.ElideRight, rest.width())
        )
        cross, side = self._cross(), theme.px("size.icon") - 4
        spot = QRect(cross.center().x() - side // 2 - 1, cross.center().y() - side // 2 + 1, side, side)
        theme.draw_icon(painter, spot, "x", "accent.text")
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QAbstractButton.mouseReleaseEvent: the cross takes the chip away."""
        if event.button() == Qt.MouseButton.LeftButton and self._cross().contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QAbstractButton.keyPressEvent."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Override QObject.event: hovering changes the ground."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self.update()
        return super().event(event)


class FilterChips(QWidget):
    """The chips of a filter and the one that adds.

    Signals:
        edit_requested(index or -1, widget): a chip, or the adding one, was pressed; the widget is where to pop up.
        remove_requested(index): a cross was pressed.
    """

    edit_requested = Signal(int, object)
    remove_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[FilterChip] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px("space.3"))
        self.add = Chip(theme, icon="plus", look="add", parent=self)
        self.add.setObjectName("addCondition")
        self.add.clicked.connect(self._on_add)
        self._layout.addWidget(self.add)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.add.set_text(_("Condition"))
        self.add.setToolTip(_("Add a filter"))

    def show_filter(self, group: Group, name_of: words.Namer, show: words.Shower) -> None:
        """Show the chips of a filter."""
        items: tuple[Condition | Group, ...] = (group,) if group.any_of and group.items else group.items
        while len(self._chips) > len(items):
            chip = self._chips.pop()
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        while len(self._chips) < len(items):
            chip = FilterChip(self._theme, self)
            chip.clicked.connect(self._on_chip)
            chip.removed.connect(self._on_removed)
            self._layout.insertWidget(len(self._chips), chip)
            self._chips.append(chip)
        for chip, item in zip(self._chips, items, strict=True):
            field, value = words.condition(item, name_of, show)
            chip.show_words(field, value)
            chip.setMaximumWidth(max(self._theme.scaled(280), round(self.width() * _MOST_SHARE)))

    def chips(self) -> list[FilterChip]:
        """Return the chips in order."""
        return list(self._chips)

    @Slot()
    def _on_add(self) -> None:
        self.edit_requested.emit(-1, self.add)

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, FilterChip):
            self.edit_requested.emit(self._chips.index(chip), chip)

    @Slot()
    def _on_removed(self) -> None:
        chip = self.sender()
        if isinstance(chip, FilterChip):
            self.remove_requested.emit(self._chips.index(chip))
