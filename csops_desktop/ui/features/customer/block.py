"""One part of a customer's page: a heading with a fact, what is in it, and one line that adds when it is empty."""

from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import ElidedLabel, label, rule, set_look


class Block(QWidget):
    """A part of the page. It writes by itself through ``workbench.tasks.operate`` and is shown anew afterwards.

    A subclass puts its widgets into ``body``, and sets its words in ``retranslate`` and ``show_customer``.

    Attributes:
        sheet: the customer shown, None before the first one.
        body: what stands below the heading.
        add: the link at the right of the heading; hidden until ``set_head`` gives it words.
        fold_line: the one line that stands for the block while it is empty.

    Signals:
        grown: there are new widgets inside that take the focus; the page puts them where the keyboard expects them.
        block_wanted(name): what stands in another block is to be shown.
    """

    grown = Signal()
    block_wanted = Signal(str)

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(parent)
        theme = workbench.theme
        self.workbench = workbench
        self.knowledge = knowledge
        self.theme = theme
        self.sheet: CustomerSheet | None = None
        self._folded = False
        self._first = False
        self._line = rule()
        self._caption = label("", "caption", tone="3", bold=True)
        self._aside = ElidedLabel("caption", self)
        self.add = Button(theme, variant="link", parent=self)
        self.fold_line = Button(theme, icon="plus", variant="link", parent=self)
        for link in (self.add, self.fold_line):
            link.setProperty("quiet", "true")
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px("space.4"))
        head.addWidget(self._caption)
        head.addWidget(self._aside, 1)
        head.addWidget(self.add)
        self._inside = QWidget(self)
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px("space.2"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.1"))
        layout.addWidget(self._line)
        layout.addWidget(self._head)
        layout.addWidget(self._inside)
        layout.addWidget(self.fold_line)
        self.add.hide()
        self.fold_line.hide()

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Show a customer; the same one shown again keeps what is being typed."""
        self.sheet = sheet

    def retranslate(self) -> None:
        """Set the texts again."""

    def set_head(self, title: str, aside: str = "", *, add: str = "", tone: str = "3") -> None:
        """Set the heading, the fact beside it and the words of the link; without words there is no link."""
        self._caption.setText(title)
        self._aside.show_text(aside)
        set_look(self._aside, "tone", tone)
        self.add.set_text(add)
        self.add.setVisible(bool(add))
        self.add.setAccessibleName(f"{title}: {add}")

    def set_aside_hint(self, hint: str) -> None:
        """Say more about the fact beside the heading in its tool tip."""
        self._aside.setToolTip(hint)

    def set_folded(self, *, folded: bool, words: str) -> None:
        """Fold the block into one line that says how to begin, or open it."""
        self._folded = folded
        self.fold_line.set_text(words)
        for part in (self._head, self._inside):
            part.setVisible(not folded)
        self._line.setVisible(not folded and not self._first)
        self.fold_line.setVisible(folded)

    def set_first(self, *, first: bool) -> None:
        """Take note that the block begins a column: then no line divides it from what stands above."""
        self._first = first
        self._line.setVisible(not first and not self._folded)

    def is_folded(self) -> bool:
        """Tell whether only the line stands there."""
        return self._folded

    def take_focus(self) -> None:
        """Put the focus on what one begins with."""
        (self.fold_line if self._folded else self.add).setFocus()

    def reveal(self, widget: QWidget) -> None:
        """Bring a part of the block into sight once it has its place."""
        QTimer.singleShot(0, widget, partial(self._reveal, widget))

    def _reveal(self, widget: QWidget) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea) and widget.isVisible():
            inside, focus = area.widget(), self.window().focusWidget()
            layout = inside.layout() if inside is not None else None
            if layout is not None:
                layout.activate()
            area.ensureWidgetVisible(widget, 0, self.theme.px("space.5"))
            if focus is not None and widget.isAncestorOf(focus):
                area.ensureWidgetVisible(focus, 0, self.theme.px("space.5"))

    def show_history(self, kind: Kind, record_id: int, name: str, where: QRect, title: str = "") -> None:
        """Show below a rectangle of the screen what a field has been; a field of the user's own has a title."""
        from csops_desktop.ui.widgets.field_history import FieldHistory  # noqa: PLC0415 (only when asked for)

        popover = FieldHistory(self.workbench, self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.show_field(kind, record_id, name, where, title)

    def set_roomy(self, *, roomy: bool) -> None:
        """Take note that the page has two columns; a block may then show more."""

    def is_dirty(self) -> bool:
        """Tell whether there is input that is not saved."""
        return False

    def flush(self) -> bool:
        """Save such input; False when it is wrong and the block says how."""
        return True

    def discard(self) -> None:
        """Forget such input."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.sheet is not None:
                self.show_customer(self.sheet)
        super().changeEvent(event)
