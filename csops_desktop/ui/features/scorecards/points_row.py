"""One number of a scorecard on a slider with a box, as the points of a measure; a line marks what counts now."""

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QStyleOptionSlider, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import ElidedLabel, label
from csops_desktop.ui.widgets.quiet import QuietSlider, QuietSpin

_BOX = 68
_NOW = 28


class MarkedSlider(QuietSlider):
    """A slider with a line where the published version stands."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._mark: int | None = None

    def set_mark(self, value: int | None) -> None:
        """Set where the line is, None for none."""
        self._mark = value
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        if self._mark is not None:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            style = self.style()
            groove: QRect = style.subControlRect(
                QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderGroove, self
            )
            handle: QRect = style.subControlRect(
                QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
            )
            span = groove.width() - handle.width()
            x = groove.left() + handle.width() // 2
            x += QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), self._mark, span)
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.color("text.2"), 2))
            middle = self.height() // 2
            reach = self._theme.scaled(7)
            painter.drawLine(x, middle - reach, x, middle + reach)
            painter.end()
        super().paintEvent(event)


class PointsRow(QWidget):
    """Name, published number, slider and box; both controls say the same.

    Signals:
        moved(int): the user set another number, also while dragging.
        settled: the user let go.
        opened: the user wants to see what the name stands for.
    """

    moved = Signal(int)
    settled = Signal()

    def __init__(self, theme: Theme, least: int, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ElidedLabel("body", self)
        self.now = label("", "small", tone="3")
        self.now.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.now.setFixedWidth(theme.scaled(_NOW))
        self.slider = MarkedSlider(theme, self)
        self.slider.setRange(least, most)
        self.slider.setPageStep(5)
        self.slider.setMinimumWidth(theme.scaled(96))
        self.box = QuietSpin(self)
        self.box.setRange(least, most)
        self.box.setFixedWidth(theme.scaled(_BOX))
        self.box.lineEdit().setTextMargins(theme.px("space.2"), 0, 0, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        layout.addWidget(self.name, 4)
        layout.addWidget(self.now)
        layout.addWidget(self.slider, 6)
        layout.addWidget(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderReleased.connect(self.settled)
        self.box.valueChanged.connect(self._on_box)
        self.box.editingFinished.connect(self.settled)

    def show_value(self, name: str, value: int, published: int | None) -> None:
        """Show a number without telling anybody."""
        self.name.show_text(name)
        self.now.setText("" if published is None else str(published))
        self.slider.set_mark(published)
        what = name or _("without a name")
        self.slider.setAccessibleName(what)
        self.box.setAccessibleName(what)
        if published is not None:
            self.slider.setToolTip(_("The line marks what counts now: {n}").format(n=published))
        for control in (self.slider, self.box):
            if control.value() != value:
                blocker = QSignalBlocker(control)
                control.setValue(value)
                blocker.unblock()

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        blocker = QSignalBlocker(self.box)
        self.box.setValue(value)
        blocker.unblock()
        self.moved.emit(value)

    @Slot(int)
    def _on_box(self, value: int) -> None:
        blocker = QSignalBlocker(self.slider)
        self.slider.setValue(value)
        blocker.unblock()
        self.moved.emit(value)
