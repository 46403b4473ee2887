"""A playbook as one reads it: what for, when it is asked for, and its steps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops_desktop.domain.playbooks.definition import Playbook, Step
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label, rule
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.wording import playbooks as words


class Summary(QWidget):
    """The panel beside the list."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self._theme = theme
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    def show_playbook(self, playbook: Playbook | None) -> None:
        """Show a playbook, or nothing."""
        while self._room.count():
            item = self._room.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if playbook is not None:
            self._room.addWidget(scrolling(self._body(playbook), self))

    def _body(self, playbook: Playbook) -> QWidget:
        theme, body = self._theme, QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(*(theme.px("space.6"),) * 4)
        layout.setSpacing(theme.px("space.3"))
        layout.addWidget(label(words.said(playbook.name) or _("without a name"), "h2", wrap=True))
        for text in (words.said(playbook.purpose), words.said(playbook.outcome)):
            if text:
                layout.addWidget(label(text, "small", tone="2", wrap=True))
        triggers = [trigger for trigger in playbook.triggers if trigger.on]
        if triggers:
            layout.addWidget(label(_("Triggers"), "caption", tone="3", bold=True))
            layout.addWidget(label("\n".join(map(words.trigger, triggers)), "small", wrap=True))
        for milestone in playbook.milestones:
            layout.addWidget(rule())
            layout.addWidget(label(words.said(milestone.name), "small", tone="3", bold=True, wrap=True))
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setHorizontalSpacing(theme.px("space.5"))
            grid.setVerticalSpacing(theme.px("space.3"))
            for row, step in enumerate(milestone.steps):
                grid.addWidget(label(words.said(step.title) or _("without a name"), wrap=True), row * 2, 0)
                grid.addWidget(label(_notes(step), "caption", tone="3", wrap=True), row * 2 + 1, 0)
            layout.addLayout(grid)
        layout.addStretch(1)
        return body


def _notes(step: Step) -> str:
    parts = [words.offset(step.offset), words.role(step.role)]
    if step.condition is not None:
        parts.append(words.condition(step.condition))
    if not step.required:
        parts.append(_("optional"))
    return pgettext("between facts", ", ").join(parts)
