"""What the list needs to know besides its rows: members, tags, own fields, views, currency; read in one go."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csops_desktop.domain.fields import Field, FieldType, Kind
from csops_desktop.domain.query import FilterValue, SavedView
from csops_desktop.domain.records import CustomField, Value
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customers.columns import Source, sources
from csops_desktop.ui.features.customers.value_source import Choice, ValueSource
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.tables.editors import Editing
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.services.bundle import Services

_SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class Lookups:
    """One reading of it.

    Attributes:
        members: (id, name), by name.
        me: id of the member who works here, or None.
    """

    custom: tuple[CustomField, ...] = ()
    members: tuple[tuple[int, str], ...] = ()
    tags: tuple[str, ...] = ()
    views: tuple[SavedView, ...] = ()
    currency: str = "JPY"
    me: int | None = None
    sources: dict[str, Source] = field(default_factory=dict)

    def member(self, member_id: int) -> str:
        """Return the name of a member, empty when there is none."""
        return next((name for id_, name in self.members if id_ == member_id), "")


def read(services: "Services") -> Lookups:
    """Read everything; runs on the store worker."""
    custom: tuple[CustomField, ...] = tuple(services.records.custom_fields(Kind.CUSTOMERS))
    members = tuple(services.records.names(Kind.MEMBERS))
    mine = services.settings.get(StoreSetting.ME)
    return Lookups(
        custom,
        members,
        tuple(services.records.tags()),
        tuple(services.views.all()),
        str(services.settings.get(StoreSetting.CURRENCY) or "JPY"),
        next((id_ for id_, name in members if name == mine), None),
        sources(custom),
    )


class Knowledge:
    """The lookups of the moment, and what editors and filters make of them."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self.lookups = Lookups(sources=sources(()))

    @property
    def context(self) -> ListContext:
        """What cells depend on."""
        return ListContext(self._workbench.clock.today(), self.lookups.currency)

    def editing(self) -> Editing:
        """Return what cell and form editors need."""
        return Editing(self.parse, self.choices, self._workbench.messages.sentence)

    def values(self) -> ValueSource:
        """Return what the condition editor needs."""
        return ValueSource(self._filter_choices, self.parse, self._workbench.messages.sentence, self.filter_text)

    def parse(self, of: Field, text: str) -> Value:
        """Return the value that typed text means; raises InvalidValueError."""
        from csops_desktop.domain import values  # noqa: PLC0415 (not needed before something is typed)

        today = self._workbench.clock.today()
        digits = show.currency_digits(self.lookups.currency)
        return values.parse(of, text, date_order="ymd", today=today, currency_digits=digits)

    def choices(self, of: Field) -> Sequence[tuple[Value, str]]:
        """Return the values and words of a field that is chosen from a list."""
        match of.type:
            case FieldType.CHOICE:
                return [(key, words.choice_name(of, key)) for key in of.choices]
            case FieldType.FLAG:
                return [(True, show.flag(True)), (False, show.flag(False))]
            case FieldType.REFERENCE if of.refers is Kind.MEMBERS:
                return list(self.lookups.members)
            case _:
                return []

    def heading(self, name: str) -> str:
        """Return the words of a field name."""
        source = self.lookups.sources.get(name)
        return source.heading() if source else name

    def filter_words(self, name: str, value: object) -> str:
        """Return a filter value in words."""
        source = self.lookups.sources.get(name)
        if source is None or value is None:
            return str(value)
        of = source.field
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
        else:
            then([(_plain(value), text) for value, text in self.choices(of)])


def _plain(value: Value) -> FilterValue:
    return value if value is None or isinstance(value, str | int | bool) else str(value)
