"""What the list makes of what is known besides its rows: words for filters and groups, values to choose from."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from csops_desktop.domain.crew import ME
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import FilterValue
from csops_desktop.domain.records import Value
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge, Lookups, read
from csops_desktop.ui.features.customer.sources import OWNER, Source, asked, levels, source_of
from csops_desktop.ui.features.customers.value_source import Choice, ValueSource
from csops_desktop.wording import values as show

__all__ = ["Knowledge", "Lookups", "read"]

_SEPARATOR = ":"


class Knowledge(CustomerKnowledge):
    """The lookups of the moment, and what editors and filters make of them."""

    def values(self) -> ValueSource:
        """Return what the condition editor needs."""
        return ValueSource(self._filter_choices, self.parse, self._workbench.messages.sentence, self.filter_text)

    def heading(self, name: str) -> str:
        """Return the words of a field name."""
        source = self._source(name)
        return source.heading() if source else name

    def filter_words(self, name: str, value: object) -> str:
        """Return a filter value in words."""
        source = self._source(name)
        if source is None or value is None:
            return str(value)
        of = source.field
        if value == ME:
            return pgettext("the member who looks", "me")
        if of.type is FieldType.REFERENCE:
            known = self.lookups.member(int(value)) if isinstance(value, int) else ""
            return known or str(value)
        if of.type is FieldType.DATE and isinstance(value, str):
            return show.date(dt.date.fromisoformat(value))
        if of.type is FieldType.FLAG:
            return show.flag(bool(value))
        plain = value if isinstance(value, str | int | bool) else str(value)
        return show.value(of, plain, currency=self.lookups.currency)

    def filter_text(self, source: Source, value: FilterValue) -> str:
        """Return a filter value as typed text."""
        if source.field.type is FieldType.MONEY and isinstance(value, int):
            return show.money_plain(value, self.lookups.currency)
        return "" if value is None else self.filter_words(source.name, value)

    def group_words(self, name: str, value: str | None, n: int) -> str:
        """Return the heading of a group."""
        if value is None:
            shown = _("(empty)")
        else:
            source = self.lookups.sources.get(name)
            plain: object = value
            if source is not None and source.field.type in {FieldType.REFERENCE, FieldType.FLAG, FieldType.MONEY}:
                plain = int(value) if value.lstrip("-").isdigit() else value
            shown = self.filter_words(name, plain)
        return f"{self.heading(name)}{_SEPARATOR} {shown}  {show.number(n)}"

    def _source(self, name: str) -> Source | None:
        """Return a field by name; a saved view may name the owner while there is nobody else."""
        if name == OWNER:
            return source_of(Kind.CUSTOMERS, OWNER)
        return self.lookups.sources.get(name) or (asked() | levels(self.lookups.products)).get(name)

    def _filter_choices(self, source: Source, owner: QObject, then: Callable[[Sequence[Choice]], None]) -> None:
        of = source.field
        if of.type is FieldType.TAGS:
            then([(name, name) for name in self.lookups.tags])
        elif of.type is FieldType.TEXT:
            services, name = self._workbench.services, source.name
            self._workbench.tasks.query(
                lambda: services.customers.distinct(name),
                lambda found: then([(text, text) for text in found]),
                owner=owner,
            )
        elif of.type is FieldType.REFERENCE:
            everybody = [(member.id, member.name) for member in self.lookups.crew.members]
            then([(ME, pgettext("the member who looks", "me")), *everybody])
        else:
            then([(_plain(value), text) for value, text in self.choices(of)])


def _plain(value: Value) -> FilterValue:
    return value if value is None or isinstance(value, str | int | bool) else str(value)
