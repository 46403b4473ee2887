"""The list of playbooks: which version counts, what begins each, how many runs are open; begin one, read one in."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QStackedWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.playbooks.definition import Playbook, Words
from csops_desktop.domain.playbooks.shown import PlaybookLine
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.features.playbook_editor.beginning import EMPTY, NewPlaybooks
from csops_desktop.ui.features.playbook_editor.files import export_playbook
from csops_desktop.ui.features.playbook_editor.summary import Summary
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.page import Page
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import playbooks as words
from csops_desktop.wording import versions

_ROWS = 8
_PANEL = 420
_TALL = 16777215


class _Tree(PlainTree):
    def __init__(self, page: "PlaybookListPage") -> None:
        super().__init__(page.workbench.theme, _ROWS, page, columns=5, numbers=(4,))
        self._page = page
        self.setMaximumHeight(_TALL)
        self.setMinimumHeight(page.workbench.theme.scaled(160))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self._page.edit()
        elif key is Qt.Key.Key_Insert:
            self._page.new()
        elif alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._page.shift(-1 if key is Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class PlaybookListPage(Page):
    """The playbooks of the store and what can be done with them."""

    watches = Area.PLAYBOOKS

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        theme = workbench.theme
        self._lines: dict[int, PlaybookLine] = {}
        self._go_to: int | None = None
        self.list = _Tree(self)
        self.summary = Summary(theme, self)
        self.new_button = Button(theme, icon="plus", variant="primary", parent=self)
        self.new_button.hide()
        self.edit_button = Button(theme, icon="pencil-simple")
        self.copy_button = Button(theme, icon="copy")
        self.export_button = Button(theme, icon="file-arrow-down")
        self.up = IconButton(theme, "arrow-up", parent=self)
        self.down = IconButton(theme, "arrow-down", parent=self)
        self.archive_button = Button(theme)
        self.fault = label("", "small", tone="danger", wrap=True)
        self.fault.hide()
        self.empty = EmptyState(theme, "check-square-offset", self)
        self.empty.add_button(self.new, icon="plus", primary=True)
        self.empty.add_button(self.begin_empty)
        left = self._left()
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.summary)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([_TALL, theme.scaled(_PANEL)])
        self.stack = QStackedWidget(self)
        self.stack.addWidget(splitter)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.beginning = NewPlaybooks(workbench, self)
        self.beginning.starters = workbench.services.playbooks.starters()
        self.beginning.added.connect(self._on_added)
        self.beginning.refused.connect(self._show_fault)
        self._connect()
        self.retranslate()

    def _left(self) -> QWidget:
        """Return the list with its buttons."""
        theme = self.workbench.theme
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.4"))
        for button in (self.edit_button, self.copy_button, self.export_button, self.up, self.down):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.archive_button)
        left = QWidget(self)
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setProperty("surface", "window")
        column = QVBoxLayout(left)
        column.setContentsMargins(*(theme.px("space.6"),) * 4)
        column.setSpacing(theme.px("space.4"))
        column.addWidget(self.fault)
        column.addWidget(framed(self.list, left), 1)
        column.addLayout(row)
        return left

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new)
        self.edit_button.clicked.connect(self.edit)
        self.copy_button.clicked.connect(self.duplicate)
        self.export_button.clicked.connect(self.export)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.archive_button.clicked.connect(self.archive)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemDoubleClicked.connect(self.edit)

    def title(self) -> str:
        """Override Page.title."""
        return _("Playbook templates")

    def context(self) -> str:
        """Override Page.context."""
        n = sum(line.archived_on is None for line in self._lines.values())
        return ngettext("{n} in use", "{n} in use", n).format(n=f"{n:,}") if self._lines else ""

    def commands(self) -> list[QWidget]:
        """Override Page.commands."""
        return [self.new_button]

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.list.setFocus()

    def open(self, argument: object) -> None:
        """Override Page.open: ``new`` begins an empty one."""
        self.load()
        if argument == "new":
            self.begin_empty()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        if areas:
            self.load()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.list.set_headings(
            (_("Name"), _("State"), _("Triggers"), pgettext("playbook", "Steps"), pgettext("playbook", "Open runs"))
        )
        self.list.setAccessibleName(_("Playbook templates"))
        self.new_button.set_text(_("New playbook…"))
        self.new_button.setToolTip("Insert")
        self.edit_button.set_text(_("Edit"))
        self.edit_button.setToolTip("Enter")
        self.copy_button.set_text(_("Duplicate"))
        self.export_button.set_text(_("Export…"))
        self.up.describe(_("Further up"), "Alt+↑")
        self.down.describe(_("Further down"), "Alt+↓")
        self.empty.set_words(
            _("No playbook yet"),
            _("A playbook is a checklist with dates and roles. Begin with a ready one and change it as you like."),
            _("New playbook…"),
            _("Begin with an empty one"),
        )
        self._show_lines()

    def load(self) -> None:
        """Read the list again."""
        service = self.workbench.services.playbooks
        self.workbench.tasks.query(service.lines, self._show, key="playbook templates", owner=self)

    def _show(self, lines: tuple[PlaybookLine, ...]) -> None:
        self._lines = {line.id: line for line in lines}
        self._show_lines()
        self.described.emit()

    def _show_lines(self) -> None:
        chosen = [self._go_to] if self._go_to is not None else self.list.chosen()
        self._go_to = None
        self.list.blockSignals(True)
        self.list.clear()
        quiet = QBrush(self.workbench.theme.color("text.3"))
        for line in self._lines.values():
            playbook = line.latest
            on = [words.trigger(trigger) for trigger in playbook.triggers if trigger.on]
            texts = (
                words.said(playbook.name) or _("without a name"),
                _state(line),
                _("{trigger} and {n} more").format(trigger=on[0], n=len(on) - 1) if len(on) > 1 else "".join(on),
                f"{len(playbook.steps)}",
                f"{line.running:,}" if line.running else "",
            )
            item = self.list.add(line.id, texts)
            item.setToolTip(0, texts[0])
            if line.archived_on is not None:
                for column in range(self.list.columnCount()):
                    item.setForeground(column, quiet)
            if line.id in chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.items():
            self.list.setCurrentItem(self.list.items()[0])
        self.list.blockSignals(False)
        self.stack.setCurrentIndex(0 if self._lines else 1)
        self.new_button.setVisible(bool(self._lines))
        self._on_selection()

    def chosen(self) -> PlaybookLine | None:
        """Return the chosen playbook."""
        ids = self.list.chosen()
        return self._lines.get(ids[0]) if ids else None

    @Slot()
    def new(self) -> None:
        """Ask with a menu what to begin with, and begin."""
        under = self.new_button if self.new_button.isVisible() else self.empty
        self.fault.hide()
        self.beginning.begin(self.beginning.choose(under))

    @Slot()
    def begin_empty(self) -> None:
        """Begin an empty one."""
        self.beginning.begin(EMPTY)

    @Slot()
    @Slot(QTreeWidgetItem, int)
    def edit(self, _item: object = None, _column: int = 0) -> None:
        """Open the chosen one in the editor."""
        line = self.chosen()
        if line is not None:
            self.workbench.navigator.go(PageId.PLAYBOOK_EDITOR, line.id)

    @Slot()
    def duplicate(self) -> None:
        """Begin one like the chosen one."""
        line = self.chosen()
        if line is not None:
            self.beginning.add(replace(line.latest, name=_copied(line.latest)))

    @Slot()
    def export(self) -> None:
        """Write the chosen one to a file."""
        line = self.chosen()
        if line is not None:
            export_playbook(self.workbench, line.latest)

    @Slot()
    def archive(self) -> None:
        """Take the chosen one out of use, or bring it back."""
        line, service = self.chosen(), self.workbench.services.playbooks
        if line is not None:
            playbook_id, archived = line.id, line.archived_on is None
            self.workbench.tasks.operate(lambda: service.archive(playbook_id, archived=archived), owner=self)

    def shift(self, by: int) -> None:
        """Let the chosen one stand further up (−1) or down (1)."""
        line, service = self.chosen(), self.workbench.services.playbooks
        used = [each.id for each in self._lines.values() if each.archived_on is None]
        if line is None or line.id not in used:
            return
        at, playbook_id = used.index(line.id) + by, line.id
        if 0 <= at < len(used):
            self.workbench.tasks.operate(lambda: service.move(playbook_id, at), owner=self)

    def _on_added(self, playbook_id: int) -> None:
        self._go_to = playbook_id
        self.workbench.navigator.go(PageId.PLAYBOOK_EDITOR, playbook_id)

    @Slot(object)
    def _show_fault(self, error: CsopsError) -> None:
        self.fault.setText(self.workbench.messages.sentence(error))
        self.fault.show()
        self.stack.setCurrentIndex(0)

    @Slot()
    def _on_up(self) -> None:
        self.shift(-1)

    @Slot()
    def _on_down(self) -> None:
        self.shift(1)

    @Slot()
    def _on_selection(self) -> None:
        line = self.chosen()
        for button in (
            self.edit_button, self.copy_button, self.export_button, self.up, self.down, self.archive_button,
        ):  # fmt: skip
            button.setEnabled(line is not None)
        away = line is not None and line.archived_on is not None
        self.archive_button.set_text(_("Bring back") if away else _("Archive"))
        self.summary.show_playbook(line.latest if line is not None else None)


def _state(line: PlaybookLine) -> str:
    if line.archived_on is not None:
        return _("Archived")
    parts = [versions.number(line.current.number)] if line.current is not None else []
    if line.draft is not None and (line.current is None or line.draft.definition != line.current.definition):
        parts.append(versions.number(None))
    return " + ".join(parts)


def _copied(playbook: Playbook) -> Words:
    """Return the name of a copy."""
    name = playbook.name
    return Words(f"{name.ja} (コピー)" if name.ja else "", f"{name.en} (copy)" if name.en else "")
