"""What happened last with the customer that is rated: the newest entries of the log, to be read beside."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_LONGEST = 240


class NotesPanel(QFrame):
    """The newest entries."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._theme = theme
        self.customer_id: int | None = None
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, theme.px("space.3"), 0)
        self._list.setSpacing(theme.px("space.2"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px("space.5"),) * 4)
        layout.setSpacing(theme.px("space.3"))
        layout.addWidget(label(_("What happened last"), "caption", tone="3", bold=True))
        layout.addWidget(scrolling(self._inside, self), 1)

    def show_notes(self, customer_id: int, found: Sequence[Record], today: dt.date) -> None:
        """Show the entries of a customer, the newest first."""
        self.customer_id = customer_id
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for record in found:
            values = record.values
            day = values.get("happened_on")
            kind = words.choice_name("kind", str(values.get("kind") or "note"))
            head = " ・ ".join(
                part
                for part in (
                    show.date_short(day, today) if isinstance(day, dt.date) else "",
                    kind,
                    record.names.get("owner_id", ""),
                )
                if part
            )
            self._list.addWidget(label(head, "caption", tone="3"))
            text = " ".join(f"{values.get('subject') or ''} {values.get('body') or ''}".split())
            short = f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
            self._list.addWidget(label(short or "—", "small", wrap=True))
            self._list.addSpacing(self._theme.px("space.3"))
        if not found:
            name = words.kind_name(Kind.ACTIVITIES)
            self._list.addWidget(label(_("{kind}: none yet").format(kind=name), "small", tone="3", wrap=True))
        self._list.addStretch(1)
