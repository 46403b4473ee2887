"""``csops list`` and ``csops export``: records as JSON, as a table for a person, as a file."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from csops_desktop.cli.session import Exit, fail, note
from csops_desktop.domain.fields import FIELDS, FieldType, Kind, field_of
from csops_desktop.domain.query import ListQuery, SavedView
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.send_list import COLUMNS
from csops_desktop.domain.settings import CURRENCY_DIGITS, StoreSetting
from csops_desktop.foundation.i18n import _
from csops_desktop.services.bundle import Services
from csops_desktop.wording import fields, values
from csops_desktop.wording import send_list as words_of_send_list

_SHOWN = {
    Kind.CUSTOMERS: ("name", "status", "owner_id", "mrr", "renewal_on", "last_contact_on", "next_action"),
    Kind.CONTACTS: ("customer_id", "name", "role", "mail", "phone"),
    Kind.CONTRACTS: ("customer_id", "product_id", "starts_on", "term_ends_on", "ended_on", "mrr"),
    Kind.OPPORTUNITIES: ("customer_id", "name", "amount", "stage", "accepted_on", "closed_on", "outcome", "owner_id"),
    Kind.ACTIVITIES: ("happened_on", "customer_id", "kind", "subject"),
    Kind.PROMISES: ("customer_id", "text", "made_by", "owner_id", "due_on", "kept_on", "broken_on"),
    Kind.REQUESTS: ("text", "customers", "kind", "status", "raised_on", "told_on"),
    Kind.TICKETS: ("customer_id", "external_id", "subject", "status", "priority", "opened_on", "closed_on"),
    Kind.SURVEYS: ("customer_id", "survey", "kind", "score", "answered_on", "comment"),
    Kind.CHURN_EVENTS: ("customer_id", "churned_on", "reason", "refund", "reactivation"),
    Kind.READINGS: ("on_day", "customer_id", "metric_id", "value", "product_id"),
    Kind.HANDOFFS: ("customer_id", "from_whom", "handed_on", "use_case"),
}


def find(
    services: Services, kind: Kind, *, view: str | None, where: str, limit: int | None
) -> tuple[int, list[Record]]:
    """Return how many records match and the first of them.

    Raises:
        LookupError: there is no saved view of that name.
    """
    if kind is not Kind.CUSTOMERS:
        return services.records.find(kind, where, limit)
    services.scores.turn_day()
    query = ListQuery(text=where) if view is None else saved_view(services, view).query
    if view is not None and where:
        query = ListQuery(f"{query.text} {where}", query.filter, query.sort, query.archived)
    found = services.customers.find(query)
    return len(found.ids), services.customers.rows(found.ids[:limit])


def saved_view(services: Services, name: str) -> SavedView:
    """Return a saved view by its name.

    Raises:
        LookupError: there is none.
    """
    found = next((view for view in services.views.all() if view.name == name), None)
    if found is None:
        raise LookupError(name)
    return found


def send_list(
    services: Services, kind: Kind, customers: Sequence[int] | None
) -> tuple[Kind, tuple[int, ...], list[str]]:
    """Return kind, ids and columns of the people of customers, all or these, who may be written to.

    Says on stderr how many are left out, and ends the program when the records are no customers.
    """
    if kind is not Kind.CUSTOMERS:
        fail(_("--send-list works with customers and saved views."), Exit.USAGE)
    found = services.send_lists.choose(services.customers.find(ListQuery()).ids if customers is None else customers)
    left_out = words_of_send_list.left_out(found)
    if left_out:
        note(left_out)
    return Kind.CONTACTS, found.contacts, list(COLUMNS)


def document(services: Services, record: Record) -> dict[str, Any]:
    """Return a record as JSON: references by name, money in whole units, dates ISO."""
    currency = str(services.settings.get(StoreSetting.CURRENCY))
    digits = CURRENCY_DIGITS.get(currency, 0)
    told: dict[str, Any] = {"id": record.id}
    for field in FIELDS[record.kind]:
        value = record.values.get(field.name)
        if field.type is FieldType.REFERENCE:
            told[field.name.removesuffix("_id")] = record.names.get(field.name)
        elif field.type is FieldType.LINKS:
            told[field.name] = list(record.linked.get(field.name, ()))
        elif field.type is FieldType.MONEY and isinstance(value, int) and digits:
            told[field.name] = value / 10**digits
        else:
            told[field.name] = value.isoformat() if isinstance(value, dt.date) else value
    names = {field.id: field.name for field in services.records.custom_fields(record.kind)}
    told |= {names[field_id]: value for field_id, value in record.custom.items() if field_id in names}
    if record.kind is Kind.MEMBERS:
        told["certified_level"] = None
    return told


def grid(services: Services, kind: Kind, found: list[Record]) -> tuple[list[str], list[list[str]]]:
    """Return headings and cells of a table for a person."""
    shown = _SHOWN.get(kind) or tuple(field.name for field in FIELDS[kind])
    currency = str(services.settings.get(StoreSetting.CURRENCY))
    headings = [fields.field_name(kind, name) for name in shown]
    rows = [
        [
            values.value(
                field_of(kind, name), record.values.get(name), currency=currency, name=record.names.get(name, "")
            )
            for name in shown
        ]
        for record in found
    ]
    return headings, rows


def words(kind: Kind, name: str, value: Value) -> Value:
    """Return a value as an exported cell: choices in words, everything else as it is."""
    field = field_of(kind, name)
    if field.type is FieldType.CHOICE and isinstance(value, str):
        return fields.choice_name(field, value)
    return value
