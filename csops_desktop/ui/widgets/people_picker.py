"""A button that says with whom something was, and the list of people behind it to tick."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.popover import Popover

Person = tuple[int, str]
_ID = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_ROWS, _LINE, _WIDTH = 8, 26, 220
_NAMED = 2


class _List(QListWidget):
    """People with boxes; Enter is done with them.

    Signals:
        done: Enter.
    """

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class PeoplePopover(Popover):
    """The list.

    Signals:
        ticked(ids): other people are ticked.
    """

    ticked = Signal(object)

    def __init__(self, theme: Theme, people: Sequence[Person], chosen: Collection[int], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = _List(self)
        self.list.setFixedWidth(theme.scaled(_WIDTH))
        self.list.setFixedHeight(theme.scaled(_LINE) * min(_ROWS, max(1, len(people))) + 4)
        self.list.setAccessibleName(_("With whom"))
        for id_, name in people:
            item = QListWidgetItem(name, self.list)
            item.setData(_ID, id_)
            item.setCheckState(_ON if id_ in chosen else _OFF)
            item.setSizeHint(QSize(0, theme.scaled(_LINE)))
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._on_changed)
        self.list.done.connect(self.close)
        self.body.addWidget(self.list)
        self.list.setFocus()

    @Slot()
    def _on_changed(self) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        self.ticked.emit(tuple(int(item.data(_ID)) for item in items if item.checkState() == _ON))


class PeopleButton(Button):
    """The button.

    Signals:
        picked(ids): the user ticked others.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, *, compact: bool = False, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="user", variant="ghost", compact=compact, parent=parent)
        self._theme = theme
        self._people: Sequence[Person] = ()
        self._chosen: tuple[int, ...] = ()
        self._keys = f" ({keys})" if keys else ""
        self.clicked.connect(self.open_list)
        self.retranslate()

    def show_people(self, people: Sequence[Person], chosen: Collection[int]) -> None:
        """Offer these people, of whom some are ticked; those ticked who are not offered any more are left out."""
        self._people = people
        self._chosen = tuple(id_ for id_, _name in people if id_ in chosen)
        self.retranslate()

    @property
    def people(self) -> Sequence[Person]:
        """Who is offered."""
        return self._people

    def chosen(self) -> tuple[int, ...]:
        """Return who is ticked."""
        return self._chosen

    def retranslate(self) -> None:
        """Set the texts again."""
        names = [name for id_, name in self._people if id_ in self._chosen]
        text = pgettext("between values", ", ").join(names[:_NAMED])
        if len(names) > _NAMED:
            text = _("{names} and {n} more").format(names=text, n=len(names) - _NAMED)
        self.set_text(text or _("With whom"))
        self.setToolTip(_("With whom it was") + self._keys)
        self.setEnabled(bool(self._people))
        if not self._people:
            self.setToolTip(_("The customer has no contacts yet"))

    @Slot()
    def open_list(self) -> None:
        """Let the user tick people."""
        if not self._people:
            return
        popover = PeoplePopover(self._theme, self._people, self._chosen, self)
        popover.ticked.connect(self._on_ticked)
        popover.show_below(self)

    @Slot(object)
    def _on_ticked(self, ids: tuple[int, ...]) -> None:
        self._chosen = ids
        self.retranslate()
        self.picked.emit(ids)
