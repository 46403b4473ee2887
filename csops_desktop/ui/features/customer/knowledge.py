"""What lists and forms of customers need to know besides the records: members, products, tags, own fields, currency."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csops_desktop.domain.crew import Crew
from csops_desktop.domain.fields import Field, FieldType, Kind
from csops_desktop.domain.query import SavedView
from csops_desktop.domain.records import CustomField, Value
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.ui.features.customer.sources import Source, sources
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.tables.editors import Editing
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.services.bundle import Services


@dataclass(frozen=True, slots=True)
class Lookups:
    """One reading of it.

    Attributes:
        crew: our own people, and who of them works here.
        products: (id, name), by name.
        scored: somebody has a health score.
    """

    custom: tuple[CustomField, ...] = ()
    crew: Crew = field(default_factory=Crew)
    tags: tuple[str, ...] = ()
    views: tuple[SavedView, ...] = ()
    currency: str = "JPY"
    sources: dict[str, Source] = field(default_factory=dict)
    products: tuple[tuple[int, str], ...] = ()
    scored: bool = False

    def member(self, member_id: int) -> str:
        """Return the name of a member, empty when there is none."""
        found = self.crew.named(member_id)
        return found.name if found is not None else ""


def read(services: "Services", *, team: bool) -> Lookups:
    """Read everything; runs on the store worker. ``team`` shows owners even while there is one of us."""
    custom: tuple[CustomField, ...] = tuple(services.records.custom_fields(Kind.CUSTOMERS))
    crew = services.members.crew()
    return Lookups(
        custom,
        crew,
        tuple(services.records.tags()),
        tuple(services.views.all()),
        str(services.settings.get(StoreSetting.CURRENCY) or "JPY"),
        sources(custom, owners=team or len(crew.members) > 1),
        tuple(services.records.names(Kind.PRODUCTS)),
        services.customers.are_scored(),
    )


class CustomerKnowledge:
    """The lookups of the moment, and what editors make of them."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self.lookups = Lookups(sources=sources((), owners=workbench.crew.team))

    @property
    def team(self) -> bool:
        """Whether owners matter."""
        return self._workbench.crew.team

    @property
    def context(self) -> ListContext:
        """What cells depend on."""
        return ListContext(self._workbench.clock.today(), self.lookups.currency)

    def editing(self) -> Editing:
        """Return what cell and form editors need."""
        return Editing(self.parse, self.choices, self._workbench.messages.sentence)

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
                return list(self.lookups.crew.offered())
            case FieldType.REFERENCE if of.refers is Kind.PRODUCTS:
                return list(self.lookups.products)
            case _:
                return []
