"""What narrows the runs, of any view: which playbook, whose, one step; and the choice of the view."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csops_desktop.domain.playbooks.board import BoardLine, Narrowed, StickingPoint
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.playbooks.modes import ICONS, Mode, mode_name
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Chip, Segment
from csops_desktop.ui.widgets.menu_chip import MenuChip
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.domain.playbooks.definition import Words

_MOST = 3
_ALL = "all"
_OTHERS = 130  # px at 100 % text size for the menu of the others
_MODES = tuple(Mode)


class Toolbar(QFrame):
    """The line above all views.

    Signals:
        narrowed(Narrowed): other runs.
        mode_chosen(str): another view.
    """

    narrowed = Signal(object)
    mode_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._by = Narrowed()
        self._point: StickingPoint | None = None
        self._groups: list[tuple[int, Words, int]] = []
        self._total = 0
        self._offered = True
        self._owners: Sequence[tuple[object, str]] = ()
        self.setProperty("surface", "surface")
        self.setProperty("edge", "bottom")
        self.setFixedHeight(theme.px("size.toolbar"))
        self.playbooks: Segment | None = None
        self._keys: tuple[str, ...] = ()
        self.menu = MenuChip(theme, self)
        self.owner = MenuChip(theme, self)
        self.step = Chip(theme, icon="x", parent=self)
        self.step.set_active(active=True)
        self.modes = Segment(_MODES, self)
        self.modes.set_icons([theme.icon(ICONS[mode], "text.2") for mode in _MODES])
        self.modes.choose(Mode.BOARD)
        row = self.row = QHBoxLayout(self)
        row.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        row.setSpacing(theme.px("space.4"))
        for widget in (self.menu, self.owner, self.step):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.modes)
        self.owner.hide()
        self.step.hide()
        self.menu.picked.connect(self._on_playbook)
        self.owner.picked.connect(self._on_owner)
        self.step.clicked.connect(self._on_step)
        self.modes.chosen.connect(self.mode_chosen)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.modes.set_texts([mode_name(mode) for mode in _MODES])
        self.modes.set_hints(["Ctrl+Tab"] * len(_MODES))
        self._show()

    def show_runs(self, lines: Sequence[BoardLine], by: Narrowed, point: StickingPoint | None) -> None:
        """Show how many runs each playbook has, and what narrows them."""
        self._by, self._point, self._total = by, point, len(lines)
        counts = Counter(line.head.playbook_id for line in lines)
        names = {line.head.playbook_id: line.name for line in lines}
        self._groups = [(id_, names[id_], n) for id_, n in counts.most_common()]
        self._show()

    def offer_narrowing(self, *, offered: bool) -> None:
        """Show what narrows the runs; a week is narrowed by whose it is alone."""
        self._offered = offered
        self._show()

    def show_owners(self, owners: Sequence[tuple[object, str]]) -> None:
        """Offer whose runs to show; none hide the choice."""
        self._owners = owners
        self._show()

    # --- what is shown ------------------------------------------------------------------------------------------

    def _show(self) -> None:
        by = self._by
        everybody: list[tuple[object, str]] = [(None, _("Everybody")), *self._owners]
        self.owner.setVisible(bool(self._owners) and self._offered)
        self.owner.show_choices(_("Owner"), everybody, by.owner_id)
        chip = ""
        if by.ids is not None:
            chip = _("{n} chosen runs").format(n=show.number(len(by.ids)))
        elif by.step is not None and self._point is not None:
            chip = _("Step: {title}").format(title=say.said(self._point.title))
        self.step.setVisible(bool(chip) and self._offered)
        self.step.set_text(self.fontMetrics().elidedText(chip, Qt.TextElideMode.ElideRight, self._theme.scaled(220)))
        self.step.setToolTip(chip)
        self._fit()

    def _fit(self) -> None:
        """Show as many playbooks side by side as there is room for, those with most runs, and the others in a menu."""
        choices = self._choices() if self._by.ids is None and self._offered else []
        shown = choices[: self._fitting(choices)]
        rest = choices[len(shown) :]
        self._put_segment(shown)
        self.menu.setVisible(bool(rest))
        if not rest:
            return
        chosen = self._by.playbook_id if any(id_ == self._by.playbook_id for id_, _text in rest) else None
        n = sum(n for id_, _name, n in self._groups if any(id_ == other for other, _text in rest))
        label = _("Others") if chosen is not None else _("Others {n}").format(n=show.number(n))
        self.menu.show_choices(label, rest, chosen)
        self.menu.set_active(active=chosen is not None)

    def _choices(self) -> list[tuple[object, str]]:
        if not self._groups:
            return []
        every: list[tuple[object, str]] = [(None, _("All {n}").format(n=show.number(self._total)))]
        return every + [(id_, f"{say.said(name)} {show.number(n)}") for id_, name, n in self._groups]

    def _fitting(self, choices: Sequence[tuple[object, str]]) -> int:
        """Return how many choices fit; that of all runs always does."""
        gap, metrics = self.row.spacing(), self.fontMetrics()
        beside = (self.owner, self.step)
        taken = sum(widget.sizeHint().width() + gap for widget in beside if not widget.isHidden())
        room = self.width() - taken - self.modes.sizeHint().width() - self._theme.scaled(_OTHERS)
        for at, (_id, text) in enumerate(choices[: _MOST + 1]):
            room -= metrics.horizontalAdvance(text) + self._theme.scaled(34)
            if room < 0:
                return max(1, at)
        return min(len(choices), _MOST + 1)

    def _put_segment(self, choices: Sequence[tuple[object, str]]) -> None:
        keys = tuple(_ALL if id_ is None else str(id_) for id_, _text in choices)
        if keys != self._keys and self.playbooks is not None:
            self.playbooks.hide()
            self.playbooks.deleteLater()
            self.playbooks = None
        if keys and self.playbooks is None:
            self.playbooks = Segment(keys, self)
            self.playbooks.chosen.connect(self._on_segment)
            self.row.insertWidget(0, self.playbooks)
        self._keys = keys
        if self.playbooks is not None:
            self.playbooks.set_texts([text for _id, text in choices])
            self.playbooks.choose("")
            self.playbooks.choose(_ALL if self._by.playbook_id is None else str(self._by.playbook_id))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self.modes.shorten(short=self.width() < self._theme.scaled(620))
        self._fit()

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot(str)
    def _on_segment(self, key: str) -> None:
        self._narrow(playbook_id=None if key == _ALL else int(key), step=None)

    @Slot(object)
    def _on_playbook(self, playbook_id: int) -> None:
        self._narrow(playbook_id=playbook_id, step=None)

    @Slot(object)
    def _on_owner(self, owner_id: int | None) -> None:
        self._narrow(owner_id=owner_id)

    @Slot()
    def _on_step(self) -> None:
        self._narrow(step=None, ids=None)

    def _narrow(self, **changes: object) -> None:
        self.narrowed.emit(replace(self._by, **changes))  # type: ignore[arg-type]
