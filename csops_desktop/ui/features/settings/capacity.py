"""The minutes a month that customers ask for by their touch models, against those of our people; for the settings."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.touch import Capacity, Load
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import fields as words
from csops_desktop.wording import touch as say
from csops_desktop.wording import values as show

_ROWS_SHOWN = 5
_NOBODY = 0
_WATCHED = Area.MATURITY | Area.CUSTOMERS | Area.CONTRACTS | Area.MEMBERS
_COLUMNS = 5


class CapacityView(QWidget):
    """One sentence for everybody together, and a table with a row for each member when there are several."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = workbench
        theme = workbench.theme
        self._capacity: Capacity | None = None
        self._title = label("", bold=True)
        self.whole = label("", wrap=True)
        self._note = label("", "small", tone="3", wrap=True)
        self.list = PlainTree(theme, _ROWS_SHOWN, self, columns=_COLUMNS, numbers=range(1, _COLUMNS))
        self._frame = framed(self.list, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px("space.4"), 0, 0)
        layout.setSpacing(theme.px("space.3"))
        for part in (self._title, self.whole, self._frame, self._note):
            layout.addWidget(part)
        workbench.tasks.changed.connect(self._on_changed)
        workbench.crew.changed.connect(self.load)

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(_("Hours a month"))
        needed, have = _("Needed a month"), _("Available a month")
        self.list.set_headings(
            (words.field_name(Kind.MEMBERS, "name"), words.kind_name(Kind.CUSTOMERS), needed, have, "")
        )
        self.list.setAccessibleName(self._title.text())
        self._show()

    @Slot()
    def load(self) -> None:
        """Read it again."""
        touch = self._bench.services.touch
        self._bench.tasks.query(touch.capacity, self._arrived, key="settings capacity", owner=self)

    def _arrived(self, capacity: Capacity) -> None:
        self._capacity = capacity
        self._show()

    def _show(self) -> None:
        if self._capacity is None:
            return
        whole, people = self._capacity.whole, [load for load in self._capacity.members if load.member_id is not None]
        self.whole.setText(" ・ ".join(part for part in (say.needed(whole), say.over(whole)) if part))
        several = len(people) > 1
        self._frame.setVisible(several)
        self.list.clear()
        for load in self._capacity.members:
            self._add(load)
        self._note.setText(" ".join(_remarks(whole, people)))
        self._note.setVisible(bool(self._note.text()))

    def _add(self, load: Load) -> None:
        name = load.name or _("Without an owner")
        have = "" if load.member_id is None else show.DASH if load.available is None else say.hours(load.available)
        row = (name, show.number(load.customers), say.hours(load.needed), have, say.over(load))
        item = self.list.add(load.member_id or _NOBODY, row)
        if load.over is not None and load.over > 0:
            item.setForeground(_COLUMNS - 1, self._bench.theme.color("health.red.text"))

    @Slot(object, object)
    def _on_changed(self, areas: Area, _who: object) -> None:
        if areas & _WATCHED:
            self.load()


def _remarks(whole: Load, people: list[Load]) -> list[str]:
    """Return what is not counted, and where what is missing is entered."""
    found = []
    if whole.unset:
        text = ngettext(
            "{n} customer without a touch model is not counted.",
            "{n} customers without a touch model are not counted.",
            whole.unset,
        )
        found.append(text.format(n=show.number(whole.unset)))
    if any(load.available is None for load in people) or not people:
        found.append(_("Enter under Members how many minutes a month each of you has for customers."))
    return found
