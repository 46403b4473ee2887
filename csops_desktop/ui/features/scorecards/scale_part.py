"""Edits a scale: steps or lines, the thresholds as a small table, and the curve they make."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from csops_desktop.domain.scoring.definition import FULL, Knot, Scale, ScaleKind, TenureKnots
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.scorecards.curve import Curve
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.form_fields import choice, number_of, show_choice, show_number, spin
from csops_desktop.ui.widgets.parts import label, set_look
from csops_desktop.wording import scorecard_parts as words

_MONTHS = 1200
_BOX = 84


class KnotsPart(QWidget):
    """One table of thresholds with its curve.

    Signals:
        moved(tuple of Knot): the user changed them.
        settled: the change is one step.
    """

    moved = Signal(object)
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._knots: tuple[Knot, ...] = ()
        self.lines: list[tuple[QLineEdit, QSpinBox, IconButton]] = []
        self.curve = Curve(theme, self)
        self.curve.moved.connect(self.moved)
        self.curve.settled.connect(self.settled)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px("space.3"))
        self._grid.setVerticalSpacing(theme.px("space.2"))
        self._grid.addWidget(label(pgettext("a threshold", "From"), "caption", tone="3"), 0, 0)
        self._grid.addWidget(label(_("Share of the points"), "caption", tone="3"), 0, 1, 1, 2)
        self.add_button = Button(theme, _("Threshold"), icon="plus", compact=True, parent=self)
        self.add_button.clicked.connect(self._on_add)
        left = QVBoxLayout()
        left.addLayout(self._grid)
        left.addWidget(self.add_button)
        left.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.6"))
        layout.addLayout(left)
        layout.addWidget(self.curve, 1)

    def show_knots(self, kind: ScaleKind, knots: tuple[Knot, ...], *, whole: bool) -> None:
        """Show thresholds; ``whole``: only whole numbers make sense."""
        self._knots = knots
        while len(self.lines) > len(knots):
            for part in self.lines.pop():
                part.hide()
                part.deleteLater()
        while len(self.lines) < len(knots):
            self._add_line(len(self.lines))
        for (at, share, remove), knot in zip(self.lines, knots, strict=True):
            if number_of(at.text()) != knot.at:
                at.setText(f"{knot.at:.12g}")
            set_look(at, "invalid", "false")
            show_number(share, knot.share)
            remove.setEnabled(len(knots) > 1)
        self.curve.show_scale(kind, knots, whole=whole)

    def _add_line(self, index: int) -> None:
        at = QLineEdit(self)
        at.setFixedWidth(self._theme.scaled(_BOX))
        at.setAccessibleName(_("Threshold {n}: from").format(n=index + 1))
        at.textEdited.connect(partial(self._on_at, index))
        at.editingFinished.connect(self.settled)
        share = spin(0, FULL, partial(self._on_share, index), width=self._theme.scaled(_BOX))
        share.setSuffix("%")
        share.setSingleStep(5)
        share.setAccessibleName(_("Threshold {n}: share of the points").format(n=index + 1))
        remove = IconButton(self._theme, "x", compact=True, parent=self)
        remove.describe(_("Take the threshold {n} out").format(n=index + 1))
        remove.clicked.connect(partial(self._on_remove, index))
        for column, part in enumerate((at, share, remove)):
            self._grid.addWidget(part, index + 1, column)
        self.lines.append((at, share, remove))

    def _on_at(self, index: int, text: str) -> None:
        value = number_of(text)
        set_look(self.lines[index][0], "invalid", "true" if value is None else "false")
        if value is not None:
            self._put(index, replace(self._knots[index], at=value))

    def _on_share(self, index: int, share: int) -> None:
        self._put(index, replace(self._knots[index], share=share))

    def _on_remove(self, index: int, _checked: object = None) -> None:
        self.settled.emit()
        self.moved.emit((*self._knots[:index], *self._knots[index + 1 :]))
        self.settled.emit()
        last = self.lines[min(index, len(self.lines) - 1)][0]
        last.setFocus()

    @Slot()
    def _on_add(self) -> None:
        """Add one behind the last, as far from it as that is from the one before."""
        last = self._knots[-1] if self._knots else Knot(0, 0)
        step = last.at - self._knots[-2].at if len(self._knots) > 1 else max(abs(last.at), 1.0)
        self.settled.emit()
        self.moved.emit((*self._knots, Knot(last.at + step, last.share)))
        self.settled.emit()
        self.lines[-1][0].setFocus()
        self.lines[-1][0].selectAll()

    def _put(self, index: int, knot: Knot) -> None:
        self.moved.emit((*self._knots[:index], knot, *self._knots[index + 1 :]))


class ScalePart(QWidget):
    """The whole scale; thresholds by months stand behind 詳細.

    Signals:
        changed(Scale): the user changed it.
        settled: the change is one step.
    """

    changed = Signal(object)
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale = Scale()
        self._whole = False
        self._advanced = False
        self.kind = choice([(words.scale_kind(each), each) for each in ScaleKind], self._on_kind)
        self.kind.setAccessibleName(_("Scale"))
        self.knots = KnotsPart(theme, self)
        self.knots.moved.connect(self._on_knots)
        self.knots.settled.connect(self.settled)
        self.months: list[tuple[QWidget, QSpinBox, KnotsPart]] = []
        self._later = QVBoxLayout()
        self.add_months = Button(
            theme, _("Other thresholds later in the contract"), icon="plus", compact=True, parent=self
        )
        self.add_months.clicked.connect(self._on_add_months)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        for part in (self.kind, self.knots):
            layout.addWidget(part)
        layout.addLayout(self._later)
        layout.addWidget(self.add_months)

    def show_scale(self, scale: Scale, *, whole: bool, advanced: bool) -> None:
        """Show a scale.

        Args:
            scale: thresholds.
            whole: only whole numbers make sense.
            advanced: also those that depend on months since the contract start.
        """
        self._scale, self._whole, self._advanced = scale, whole, advanced
        show_choice(self.kind, scale.kind)
        self.knots.show_knots(scale.kind, scale.knots, whole=whole)
        while len(self.months) > len(scale.by_tenure):
            frame = self.months.pop()[0]
            frame.hide()
            frame.deleteLater()
        while len(self.months) < len(scale.by_tenure):
            self._add_part(len(self.months))
        for (frame, month, part), later in zip(self.months, scale.by_tenure, strict=True):
            show_number(month, later.from_month)
            part.show_knots(scale.kind, later.knots, whole=whole)
            frame.setVisible(True)
        self.add_months.setVisible(advanced)

    def _add_part(self, index: int) -> None:
        frame = QWidget(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, self._theme.px("space.3"), 0, 0)
        month = spin(1, _MONTHS, partial(self._on_month, index))
        month.setPrefix(_("from month "))
        month.setAccessibleName(_("From which month since the contract start"))
        remove = IconButton(self._theme, "x", compact=True, parent=frame)
        remove.describe(_("Take these thresholds out"))
        remove.clicked.connect(partial(self._on_remove_months, index))
        head = QHBoxLayout()
        head.addWidget(month)
        head.addWidget(remove)
        head.addStretch(1)
        part = KnotsPart(self._theme, frame)
        part.moved.connect(partial(self._on_later, index))
        part.settled.connect(self.settled)
        column.addLayout(head)
        column.addWidget(part)
        self._later.addWidget(frame)
        self.months.append((frame, month, part))

    def _put(self, index: int, later: TenureKnots) -> None:
        every = self._scale.by_tenure
        self.changed.emit(replace(self._scale, by_tenure=(*every[:index], later, *every[index + 1 :])))

    def _on_month(self, index: int, month: int) -> None:
        self._put(index, replace(self._scale.by_tenure[index], from_month=month))

    def _on_later(self, index: int, knots: tuple[Knot, ...]) -> None:
        self._put(index, replace(self._scale.by_tenure[index], knots=knots))

    def _on_remove_months(self, index: int, _checked: object = None) -> None:
        every = self._scale.by_tenure
        self.settled.emit()
        self.changed.emit(replace(self._scale, by_tenure=(*every[:index], *every[index + 1 :])))

    @Slot()
    def _on_add_months(self) -> None:
        every = self._scale.by_tenure
        before = every[-1] if every else TenureKnots(0, self._scale.knots)
        self.settled.emit()
        self.changed.emit(replace(self._scale, by_tenure=(*every, TenureKnots(before.from_month + 6, before.knots))))

    @Slot()
    def _on_kind(self) -> None:
        self.settled.emit()
        self.changed.emit(replace(self._scale, kind=ScaleKind(self.kind.currentData())))

    @Slot(object)
    def _on_knots(self, knots: tuple[Knot, ...]) -> None:
        self.changed.emit(replace(self._scale, knots=knots))
