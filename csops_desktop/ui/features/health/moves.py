"""Movement between bands since the month began, as a table of from and to; every cell opens its customers."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QSizePolicy, QWidget

from csops_desktop.domain.health import Chosen
from csops_desktop.domain.renewals import Total
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import pgettext
from csops_desktop.ui.features.health import words
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.health_marks import BandShape
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import scoring as say
from csops_desktop.wording import values as show

_TO = tuple(reversed(Band))
_FROM: tuple[Band | None, ...] = (*_TO, None)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_NONE = Total(0, 0)


class MoveCell(QAbstractButton):
    """How many customers went from one band to another, and their MRR."""

    def __init__(self, theme: Theme, before: Band | None, after: Band, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.move_of = (before, after)
        self._total = _NONE
        self._money = ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_total(self, total: Total, currency: str, *, on: bool) -> None:
        """Show how many and how much."""
        self._total, self._money = total, show.money(total.mrr, currency)
        self.setChecked(on)
        said = f"{words.move(*self.move_of)}: {words.summed(total, currency)}"
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def total(self) -> Total:
        """Return what it says."""
        return self._total

    def _tone(self) -> str:
        before, after = self.move_of
        if not self._total.n or before is after or before is None:
            return ""
        if Band.WITHHELD in (before, after):
            return "grey"
        return "green" if after.rank > before.rank else "red"

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(84), self._theme.scaled(40))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, tone = self._theme, self._tone()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(1, 1, -1, -1)
        ground = f"health.{tone}.soft" if tone else "bg.header" if self.move_of[0] is self.move_of[1] else "bg.surface"
        if self.isChecked():
            ground = "bg.selected"
        elif self.underMouse() and self._total.n and not tone:
            ground = "bg.hover"
        radius = theme.px("radius.sm")
        painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else QPen(theme.color("line.soft"), 1))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(inside, radius, radius)
        ink = "text.3" if not self._total.n else f"health.{tone}.text" if tone else "text"
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font("body", bold=bool(tone)))
        half = inside.height() // 2
        if not self._total.n:
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, show.DASH)
        else:
            upper = QRect(inside.left(), inside.top() + 2, inside.width(), half)
            painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, show.number(self._total.n))
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text.2"))
            lower = QRect(inside.left(), inside.top() + half, inside.width(), half - 1)
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, self._money)
        painter.end()


class MoveMatrix(QWidget):
    """The table; arrows walk its cells, Enter or Space lists one, once more lists all.

    Signals:
        chosen(Chosen): the customers of a cell, or everybody.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moveMatrix")
        self._theme = theme
        self.cells: dict[tuple[Band | None, Band], MoveCell] = {}
        self._heads: dict[tuple[str, Band | None], QLabel] = {}
        self._corner = label("", "caption", tone="3")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.1"))
        layout.addWidget(self._corner, 0, 0)
        for column, after in enumerate(_TO, start=1):
            layout.addWidget(self._head("to", after), 0, column)
            layout.setColumnStretch(column, 1)
        for row, before in enumerate(_FROM, start=1):
            layout.addWidget(self._head("from", before), row, 0)
            for column, after in enumerate(_TO, start=1):
                cell = self.cells[before, after] = MoveCell(theme, before, after, self)
                cell.clicked.connect(self._on_clicked)
                layout.addWidget(cell, row, column)
        self.retranslate()

    def _head(self, side: str, band: Band | None) -> QWidget:
        made = QWidget(self)
        row = QGridLayout(made)
        row.setContentsMargins(0, 0, self._theme.px("space.2"), 0)
        row.setSpacing(self._theme.px("space.2"))
        words_ = self._heads[side, band] = label("", "small")
        if band is not None:
            row.addWidget(BandShape(self._theme, band, made), 0, 1)
        row.addWidget(words_, 0, 2)
        row.setColumnStretch(0 if side == "to" else 3, 1)
        if side == "to":
            row.setColumnStretch(3, 1)
        return made

    def retranslate(self) -> None:
        """Set the texts again."""
        self._corner.setText(pgettext("corner of the movement table", "Month's start → now"))
        for (_side, band), words_ in self._heads.items():
            words_.setText(pgettext("no band when the month began", "New") if band is None else say.band(band))

    def show_moves(self, moves: Mapping[tuple[Band | None, Band], Total], chosen: Chosen, currency: str) -> None:
        """Show other movements, and which is listed."""
        for move, cell in self.cells.items():
            cell.show_total(moves.get(move, _NONE), currency, on=chosen.move == move)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: arrows walk."""
        current = self.focusWidget()
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and isinstance(current, MoveCell):
            before, after = current.move_of
            row = min(max(0, _FROM.index(before) + step[0]), len(_FROM) - 1)
            column = min(max(0, _TO.index(after) + step[1]), len(_TO) - 1)
            self.cells[_FROM[row], _TO[column]].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(current, MoveCell):
            current.click()
        elif event.key() == Qt.Key.Key_0:
            self.chosen.emit(Chosen())
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        cell = self.sender()
        if isinstance(cell, MoveCell):
            self.chosen.emit(Chosen(move=cell.move_of) if cell.isChecked() else Chosen())
