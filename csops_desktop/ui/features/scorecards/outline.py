"""The parts of a scorecard as a tree: what is chosen there is edited beside it."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from csops_desktop.domain.scoring.definition import AXIS_POINTS, Definition
from csops_desktop.domain.scoring.flaws import Problem
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import scoring as say

Part = tuple[str | int, ...]
"""``("whole",)``, ``("axis", 0)``, ``("group", 0, 1)``, ``("measure", key)``, ``("bands",)``, ``("rule", key)``."""

_PART = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Outline(QTreeWidget):
    """The tree.

    Signals:
        chosen(Part): another part is current.
        removing: Delete was pressed.
        moving(int): Alt with an arrow: up (−1) or down (1).
        entered: Enter was pressed: go on in the form.
    """

    chosen = Signal(object)
    removing = Signal()
    moving = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(theme.scaled(14))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._on_current)

    def show_card(self, definition: Definition, problems: tuple[Problem, ...]) -> None:
        """Show a scorecard and mark the parts with which something is wrong; the current part stays."""
        current = self.part()
        lines = list(_lines(definition))
        bad: dict[Part, str] = {}
        for problem in problems:
            bad.setdefault(_part_of(problem.where, definition), say.problem(problem))
        old = [self._part(item) for item in self._items()]
        if old != [line[1] for line in lines]:
            self._fill(lines)
        for item, (_depth, part, name, points) in zip(self._items(), lines, strict=True):
            fault = bad.get(part, "")
            item.setText(0, name)
            item.setText(1, points)
            item.setTextAlignment(1, _RIGHT)
            item.setToolTip(0, fault or name)
            icon = ("warning-circle", "danger") if fault else (_ICONS.get(part[0], ""), "text.3")
            item.setIcon(0, self._theme.icon(*icon) if icon[0] else QIcon())
            heavy = self._theme.font("body", bold=part[0] in {"axis", "whole"})
            quiet = part[0] == "group"
            for column in (0, 1):
                item.setFont(column, self._theme.font("small") if quiet else heavy)
                item.setForeground(column, QBrush(self._theme.color("text.3" if quiet else "text")))
            if part[0] == "axis" and points != str(AXIS_POINTS):
                item.setForeground(1, QBrush(self._theme.color("health.red.text")))
        self.choose(current or ("whole",))

    def _fill(self, lines: list[tuple[int, Part, str, str]]) -> None:
        self.blockSignals(True)
        self.clear()
        parents: list[QTreeWidgetItem] = []
        for depth, part, _name, _points in lines:
            parents = parents[:depth]
            item = QTreeWidgetItem(parents[-1]) if parents else QTreeWidgetItem(self)
            item.setData(0, _PART, part)
            parents.append(item)
        self.expandAll()
        self.blockSignals(False)

    def part(self) -> Part | None:
        """Return the current part."""
        item = self.currentItem()
        return self._part(item) if item is not None else None

    def choose(self, part: Part) -> bool:
        """Make a part current; False when it is not there, and then the first one is."""
        for item in self._items():
            if self._part(item) == part:
                self.setCurrentItem(item)
                return True
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        return False

    def _items(self) -> Iterator[QTreeWidgetItem]:
        def below(item: QTreeWidgetItem | None) -> Iterator[QTreeWidgetItem]:
            if item is not None:
                yield item
                for at in range(item.childCount()):
                    yield from below(item.child(at))

        for at in range(self.topLevelItemCount()):
            yield from below(self.topLevelItem(at))

    @staticmethod
    def _part(item: QTreeWidgetItem) -> Part:
        return tuple(item.data(0, _PART))

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(self._part(item))

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 (Qt)
        """Override QTreeView.drawBranches: nothing is opened or closed here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QTreeWidget.keyPressEvent."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Delete:
            self.removing.emit()
        elif alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moving.emit(-1 if key is Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


_ICONS: dict[str | int, str] = {
    "whole": "sliders-horizontal",
    "axis": "chart-bar",
    "bands": "heartbeat",
    "rule": "prohibit-inset",
}


def _lines(definition: Definition) -> Iterator[tuple[int, Part, str, str]]:
    """Return depth, part, name and points of each line."""
    yield 0, ("whole",), definition.name or _("without a name"), ""
    for index, axis in enumerate(definition.axes):
        yield 0, ("axis", index), axis.name or _("without a name"), str(axis.points)
        several = len(axis.groups) > 1 or any(group.name for group in axis.groups)
        for at, group in enumerate(axis.groups):
            if several:
                yield 1, ("group", index, at), group.name or _("without a heading"), ""
            for measure in group.measures:
                depth = 2 if several else 1
                yield depth, ("measure", measure.key), measure.name or _("without a name"), str(measure.points)
    bands = definition.bands
    yield 0, ("bands",), _("Bands and coverage"), f"{bands.watch} / {bands.healthy}"
    for rule in definition.rules:
        yield 0, ("rule", rule.key), rule.name or _("without a name"), ""


def _part_of(where: str, definition: Definition) -> Part:
    """Return the part in which a problem is."""
    numbers = [int(piece.split("]")[0]) for piece in where.split("[")[1:]]
    if where.startswith("rules"):
        return "rule", definition.rules[numbers[0]].key
    if where.startswith("bands"):
        return ("bands",)
    if ".measures[" in where:
        axis, group, at = numbers[:3]
        return "measure", definition.axes[axis].groups[group].measures[at].key
    if where.startswith("axes["):
        return "axis", numbers[0]
    return ("whole",)
