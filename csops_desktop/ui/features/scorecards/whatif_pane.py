"""Shows what a draft would do: bands before and after, and who moves, by name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.scorecards.ribbons import Ribbons
from csops_desktop.ui.tables import health_marks as marks
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label, rule
from csops_desktop.wording import scoring as say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csops_desktop.services.what_if import Flow, Forecast

_CUSTOMER = Qt.ItemDataRole.UserRole
_NAMED = 4
_LISTED = 300
_SHAPE = 10


class MoveList(QTreeWidget):
    """Who moves: a line for each way, which opens into the customers.

    Signals:
        customer_wanted(int): Enter or a double click on a customer.
    """

    customer_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: Mapping[int, str] = {}
        self._flows: tuple[Flow, ...] = ()
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(theme.scaled(16))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIconSize(QSize(theme.scaled(44), theme.scaled(_SHAPE + 2)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.itemExpanded.connect(self._on_expanded)
        self.itemDoubleClicked.connect(self._on_item)

    def show_flows(self, flows: "tuple[Flow, ...]", names: "Mapping[int, str]") -> None:
        """Show the ways; those that were open stay open."""
        opened = {self._key(at) for at, item in enumerate(self._tops()) if item.isExpanded()}
        current = self.currentIndex().row() if not self.currentIndex().parent().isValid() else -1
        self._names, self._flows = names, flows
        self.clear()
        for flow in flows:
            n = len(flow.customers)
            count = ngettext("{n} customer", "{n} customers", n).format(n=f"{n:,}")
            item = QTreeWidgetItem(self, [count, self._few(flow)])
            item.setIcon(0, self._icon(flow.before, flow.after))
            item.setFont(0, self._theme.font("body", bold=True))
            words = _("{before} → {after}: {n}").format(
                before=say.band(flow.before), after=say.band(flow.after), n=count
            )
            item.setToolTip(0, words)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            if (flow.before, flow.after) in opened:
                item.setExpanded(True)
        tops = self._tops()
        if 0 <= current < len(tops):
            self.setCurrentItem(tops[current])

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _key(self, at: int) -> tuple[Band, Band]:
        return self._flows[at].before, self._flows[at].after

    def _few(self, flow: "Flow") -> str:
        names = [self._names.get(id_, "") for id_ in flow.customers[:_NAMED]]
        more = len(flow.customers) - len(names)
        said = _(", ").join(names)
        return _("{names} and {n} more").format(names=said, n=f"{more:,}") if more else said

    def _icon(self, before: Band, after: Band) -> QIcon:
        size = self.iconSize()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        side, middle = self._theme.scaled(_SHAPE), size.height() / 2
        marks.draw_shape(painter, self._theme, before, QPointF(side / 2 + 1, middle), side)
        painter.setPen(self._theme.color("text.3"))
        painter.setFont(self._theme.font("caption"))
        painter.drawText(picture.rect(), 0, "")
        painter.drawText(0, 0, size.width(), size.height(), Qt.AlignmentFlag.AlignCenter, "→")
        marks.draw_shape(painter, self._theme, after, QPointF(size.width() - side / 2 - 1, middle), side)
        painter.end()
        return QIcon(picture)

    @Slot(QTreeWidgetItem)
    def _on_expanded(self, item: QTreeWidgetItem) -> None:
        at = self.indexOfTopLevelItem(item)
        if at < 0 or item.childCount():
            return
        flow = self._flows[at]
        for id_ in flow.customers[:_LISTED]:
            child = QTreeWidgetItem(item, [self._names.get(id_, "")])
            child.setData(0, _CUSTOMER, id_)
            child.setFirstColumnSpanned(True)
        more = len(flow.customers) - _LISTED
        if more > 0:
            QTreeWidgetItem(item, [_("and {n} more").format(n=f"{more:,}")]).setFirstColumnSpanned(True)

    @Slot(QTreeWidgetItem, int)
    def _on_item(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        id_ = item.data(0, _CUSTOMER)
        if id_ is not None:
            self.customer_wanted.emit(int(id_))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QTreeWidget.keyPressEvent: Enter opens the customer, or the way."""
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            if item.data(0, _CUSTOMER) is not None:
                self._on_item(item)
            else:
                item.setExpanded(not item.isExpanded())
            return
        super().keyPressEvent(event)


class WhatIfPane(QWidget):
    """Headline, ribbons, list."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shown: Forecast | None = None
        self.headline = label("", bold=True, wrap=True)
        self.note = label("", "caption", tone="3", wrap=True)
        self.ribbons = Ribbons(theme, self)
        self.moves = MoveList(theme, self)
        self.moves.setAccessibleName(_("Customers who move"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.3"))
        for part in (self.headline, self.note, self.ribbons, rule()):
            layout.addWidget(part)
        layout.addWidget(self.moves, 1)

    def show_forecast(self, found: "Forecast", names: "Mapping[int, str]", titles: tuple[str, str]) -> None:
        """Show what the draft does.

        Args:
            found: bands before and after.
            names: of the customers.
            titles: of the version that counts now, and of the draft.
        """
        self.shown = found
        n = found.size
        of = ngettext("of {n} customer", "of {n} customers", n).format(n=f"{n:,}")
        if not n:
            self.headline.setText(_("No customer fits this scorecard"))
        elif not found.compared:
            self.headline.setText(ngettext("{n} customer would be scored", "{n} customers would be scored", n).format(
                n=f"{n:,}"
            ))  # fmt: skip
        else:
            moved = found.moved
            text = ngettext("{n} customer changes its band", "{n} customers change their band", moved)
            self.headline.setText(text.format(n=f"{moved:,}"))
        if not n:
            hint = _(
                "Those above it in Settings → Scorecards come first. Move it up there, archive the others, or "
                "narrow whom they are for."
            )
        else:
            hint = of if found.compared else _("Nothing is published yet; this is how the draft would band them.")
        self.note.setText(hint)
        flows = {(flow.before, flow.after): len(flow.customers) for flow in found.flows}
        self.ribbons.show_flows(flows, titles, compared=found.compared)
        self.moves.show_flows(found.moving if found.compared else found.flows, names)

    @Slot()
    def show_impossible(self) -> None:
        """Say that the draft cannot be computed."""
        self.note.setText(_("What stands there now cannot be computed; the picture is that of before."))
