"""What one field of one record has been: a popover that hangs below the field."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from csops_desktop.domain.changes import FieldChange, Scalar
from csops_desktop.domain.fields import FIELDS, Field, FieldType, Kind
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.popover import Popover
from csops_desktop.wording import fields as field_words
from csops_desktop.wording import values

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

_ROWS_SHOWN = 8


class FieldHistory(Popover):
    """Date, old → new, and who or what did it; newest first."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench.theme, parent)
        self._bench = workbench
        self._field: Field | None = None
        self._where = QRect()
        self._currency = ""
        self._names: dict[int, str] = {}
        self._title = label("", bold=True)
        self._count = label("", "small", tone="3")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self.body.addLayout(head)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self.body.addWidget(self._scroll)

    def show_field(self, kind: Kind, record_id: int, field: str, where: QRect, title: str = "") -> None:
        """Look up a field and show its history below a rectangle of the screen.

        Args:
            kind: kind of the record.
            record_id: which one.
            field: name of the field, or ``custom:<id>``.
            where: rectangle of the field in global coordinates.
            title: name of a custom field; other fields have their own.
        """
        self._field = next((found for found in FIELDS[kind] if found.name == field), None)
        self._where = where
        self._title.setText(title or field_words.field_name(kind, field))
        services = self._bench.services
        refers = self._field.refers if self._field is not None else None

        def read() -> tuple[list[FieldChange], str, dict[int, str]]:
            names = dict(services.records.names(refers)) if refers is not None else {}
            currency = str(services.settings.get(StoreSetting.CURRENCY))
            return services.history.field(kind, record_id, field), currency, names

        self._bench.tasks.query(read, self._show, key="field history", owner=self)

    def _show(self, found: tuple[list[FieldChange], str, dict[int, str]]) -> None:
        changes, self._currency, self._names = found
        self._count.setText(ngettext("{n} change", "{n} changes", len(changes)).format(n=values.number(len(changes))))
        inside = QWidget()
        inside.setProperty("surface", "raised")
        grid = QGridLayout(inside)
        theme = self._bench.theme
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px("space.4"))
        grid.setVerticalSpacing(theme.px("space.1"))
        for row, change in enumerate(changes):
            grid.addWidget(label(values.moment(change.at), "small", tone="3"), row, 0)
            grid.addWidget(label(self._words(change.old), "small", tone="3"), row, 1)
            grid.addWidget(label("→", "small", tone="3"), row, 2)
            grid.addWidget(label(self._words(change.new), "small", bold=True), row, 3)
            by = change.member or self._bench.messages.words(change.sentence)
            grid.addWidget(label(by, "small", tone="3"), row, 4)
        if not changes:
            grid.addWidget(label(_("Never changed since it was entered"), "small", tone="3"), 0, 0)
        grid.setColumnStretch(4, 1)
        self._scroll.setWidget(inside)
        height = min(inside.sizeHint().height(), theme.px("line.small") * _ROWS_SHOWN) + 2
        self._scroll.setFixedHeight(height)
        self._scroll.setMinimumWidth(min(theme.scaled(480), inside.sizeHint().width() + theme.px("size.scrollbar")))
        self.show_at(self._where)

    def _words(self, stored: Scalar) -> str:
        if stored is None or stored == "":
            return "—"
        field = self._field
        if field is None or isinstance(stored, float):
            return str(stored)
        value: Value = stored
        if field.type is FieldType.DATE:
            value = dt.date.fromisoformat(str(stored))
        elif field.type is FieldType.FLAG:
            value = bool(stored)
        name = self._names.get(stored, "") if isinstance(stored, int) else ""
        return values.value(field, value, currency=self._currency, name=name)
