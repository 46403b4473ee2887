"""Buttons in the looks of the house: normal, primary, quiet, link, icon only; chips and segments."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import key_cap, set_look

_ON_ACCENT = {"primary", "danger"}


def escape(text: str) -> str:
    """Return text for a button or menu entry as it is: ``R&D`` is no mnemonic."""
    return text.replace("&", "&&")


class Button(QPushButton):
    """A push button.

    Args:
        theme: look.
        text: what it does, a verb.
        icon: name of an icon, or empty.
        variant: empty, ``primary``, ``danger``, ``danger-quiet``, ``ghost`` or ``link``.
        compact: 26 px high instead of 30.
        keys: shortcut printed on the button and in its tool tip, for example ``Ctrl+N``.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        icon: str = "",
        variant: str = "",
        compact: bool = False,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cap = key_cap(keys, "accent" if variant in _ON_ACCENT else "") if keys else None
        if variant:
            self.setProperty("variant", variant)
        if compact:
            self.setProperty("compact", "true")
        if icon:
            token = "text.onaccent" if variant in _ON_ACCENT else "accent.text" if variant == "link" else "text.2"
            self.setIcon(theme.icon(icon, token))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if self._cap is not None:
            self.setProperty("capped", "true")
            layout = QHBoxLayout(self)
            layout.setContentsMargins(0, 0, theme.px("space.4"), 0)
            layout.addStretch(1)
            layout.addWidget(self._cap)
            self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_text(text)
        self._fit()
        theme.changed.connect(self._fit)

    def set_text(self, text: str) -> None:
        """Set the text; ``&`` stays ``&``."""
        self.setText(escape(text))

    @Slot()
    def _fit(self) -> None:
        side = self._theme.px("size.icon")
        self.setIconSize(QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QAbstractButton.keyPressEvent."""
        if not _pressed(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QPushButton.sizeHint: room for the key cap."""
        hint = super().sizeHint()
        if self._cap is not None:
            hint.setWidth(hint.width() + self._cap.sizeHint().width() + self._theme.px("space.3"))
        return hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QPushButton.minimumSizeHint."""
        return self.sizeHint()


class IconButton(QToolButton):
    """A square button with an icon only; its tool tip says what it does, with the shortcut."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        *,
        color: str = "text.2",
        compact: bool = False,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._color = color
        self.setProperty("variant", "ghost")
        self.setProperty("square", "true")
        if compact:
            self.setProperty("compact", "true")
        self.setCheckable(checkable)
        self.setIcon(theme.icon(icon, color))
        self._fit()
        theme.changed.connect(self._fit)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self.setIcon(self._theme.icon(name, self._color))

    def describe(self, text: str, keys: str = "") -> None:
        """Set the tool tip and the name for assistive technology."""
        self.setToolTip(f"{text} ({keys})" if keys else text)
        self.setAccessibleName(text)

    @Slot()
    def _fit(self) -> None:
        side = self._theme.px("size.icon")
        self.setIconSize(QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QAbstractButton.keyPressEvent."""
        if not _pressed(self, event):
            super().keyPressEvent(event)


class Chip(QPushButton):
    """A filter chip: field and value; active ones are tinted. ``look="add"`` is the dashed one that adds."""

    def __init__(
        self, theme: Theme, text: str = "", *, icon: str = "", look: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("chip", "true")
        self.setAutoDefault(False)
        if look:
            self.setProperty("look", look)
        if icon:
            self.setIcon(theme.icon(icon, "text.2"))
        self.set_text(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Set the text; ``&`` stays ``&``."""
        self.setText(escape(text))

    def set_active(self, *, active: bool) -> None:
        """Tint the chip when it filters."""
        set_look(self, "active", "true" if active else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QAbstractButton.keyPressEvent."""
        if not _pressed(self, event):
            super().keyPressEvent(event)


class Segment(QWidget):
    """A row of choices of which one is on.

    Signals:
        chosen(str): the key of the choice the user made.
    """

    chosen = Signal(str)
    _EDGES, _GAP = 27, 6  # px of padding and border in the style sheet, and between icon and text

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = tuple(keys)
        self._texts: tuple[str, ...] = ()
        self._hints: tuple[str, ...] = ()
        self._short = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for index, _key in enumerate(self._keys):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("segment", _place(index, len(self._keys)))
            self._group.addButton(button, index)
            layout.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._on_clicked)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Set the words of the choices, in order; counts may be part of them."""
        self._texts = tuple(texts)
        self._show_texts()

    def shorten(self, *, short: bool) -> None:
        """Show the words of the chosen one only, beside the icons; the others keep theirs as tool tips."""
        if short != self._short:
            self._short = short
            self._show_texts()

    def _show_texts(self) -> None:
        for index, whole in enumerate(self._texts):
            button = self._group.button(index)
            text = whole if not self._short or button.isChecked() else ""
            button.setText(escape(text))
            button.setAccessibleName(whole)
            hint = self._hints[index] if self._hints else ""
            button.setToolTip(" ".join((whole, f"({hint})" if hint else "")).strip() if self._short else hint)
            heavy = QFont(button.font())
            heavy.setBold(True)  # as the chosen one is shown; nothing moves when another is chosen
            room = self._EDGES if button.icon().isNull() else self._EDGES + button.iconSize().width() + self._GAP
            button.setMinimumWidth(QFontMetrics(heavy).horizontalAdvance(text) + room)

    def choose(self, key: str) -> None:
        """Turn one on without telling anybody; an empty key turns all off."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
            if self._short:
                self._show_texts()
        elif self.current():
            self._group.setExclusive(False)
            self._group.button(self._group.checkedId()).setChecked(False)
            self._group.setExclusive(True)

    def set_hints(self, hints: Sequence[str]) -> None:
        """Set the tool tips of the choices, in order."""
        self._hints = tuple(hints)
        self._show_texts()
        for index, hint in enumerate(hints):
            if not self._short:
                self._group.button(index).setToolTip(hint)

    def set_icons(self, icons: Sequence[QIcon]) -> None:
        """Set the icons of the choices, in order; none takes them away."""
        for index in range(len(self._keys)):
            self._group.button(index).setIcon(icons[index] if icons else QIcon())
        self._show_texts()

    def show_only(self, keys: Sequence[str]) -> None:
        """Show only some of the choices."""
        shown = [key for key in self._keys if key in keys]
        for index, key in enumerate(self._keys):
            button = self._group.button(index)
            button.setVisible(key in shown)
            if key in shown:
                set_look(button, "segment", _place(shown.index(key), len(shown)))

    def current(self) -> str:
        """Return the key of the one that is on, empty for none."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        if self._short:
            self._show_texts()
        self.chosen.emit(self._keys[index])


def _pressed(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button that has the focus by Enter too; Qt does so only in dialogs, and then presses another."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not plain or Qt.Key(event.key()) not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


def _place(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if index == 0 else "last" if index == count - 1 else "middle"
