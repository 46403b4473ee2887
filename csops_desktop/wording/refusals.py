"""Says in the user's words what stands in the way of an undo."""

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.errors import Obstacle
from csops_desktop.foundation.i18n import _
from csops_desktop.wording.fields import field_name, kind_name

TABLES = {
    "customer": Kind.CUSTOMERS,
    "contact": Kind.CONTACTS,
    "contract": Kind.CONTRACTS,
    "opportunity": Kind.OPPORTUNITIES,
    "activity": Kind.ACTIVITIES,
    "next_action": Kind.NEXT_ACTIONS,
    "promise": Kind.PROMISES,
    "request": Kind.REQUESTS,
    "ticket": Kind.TICKETS,
    "survey_answer": Kind.SURVEYS,
    "churn_event": Kind.CHURN_EVENTS,
    "file_link": Kind.FILES,
    "handoff": Kind.HANDOFFS,
    "metric": Kind.METRICS,
    "reading": Kind.READINGS,
    "product": Kind.PRODUCTS,
    "member": Kind.MEMBERS,
}
"""Table → kind of record."""


def refused(found: Obstacle) -> str:
    """Return why an undo was refused, and what to do."""
    what, field = _what(found), _field(found)
    match found.why:
        case "gone":
            return _("Not undone: {what} was deleted since. Bring it back first, from the bin or the history.").format(
                what=what
            )
        case "parent_gone":
            return _("Not undone: what {what} belonged to was deleted since. Bring that back first.").format(what=what)
        case "taken":
            return _(
                "Not undone: {field} “{value}” of {what} belongs to another record by now. Change that one."
            ).format(field=field, value=found.value, what=what)
    return _("Not undone: {field} of {what} was changed again since. Look at its history.").format(
        field=field, what=what
    )


def _what(found: Obstacle) -> str:
    """Return the record: its name, and of what belongs to somebody what it is."""
    if found.table in {"customer", "customer_tag", "custom_value", "snooze", "adoption", "distinct_pair"}:
        return _("“{name}”").format(name=found.name)
    kind = TABLES.get(found.table)
    names = {"saved_view": _("view"), "custom_field": _("own field"), "tag": field_name(Kind.CUSTOMERS, "tags")}
    words = kind_name(kind) if kind is not None else names.get(found.table, "")
    return _("“{name}” ({what})").format(name=found.name, what=words) if words else found.name


def _field(found: Obstacle) -> str:
    """Return the field as the user knows it."""
    kind = TABLES.get(found.table)
    if kind is not None:
        return field_name(kind, found.column)
    names = {
        ("saved_view", "name"): _("Name"),
        ("custom_field", "name"): _("Name"),
        ("saved_view", "query"): _("Filters and order"),
        ("saved_view", "columns"): _("Columns"),
        ("saved_view", "pinned"): _("Pinned"),
        ("snooze", "until_on"): _("Snoozed until"),
        ("distinct_pair", "low_id"): _("Not a duplicate"),
        ("distinct_pair", "high_id"): _("Not a duplicate"),
    }
    whole = {
        "customer_tag": field_name(Kind.CUSTOMERS, "tags"),
        "tag": field_name(Kind.CUSTOMERS, "tags"),
        "request_customer": field_name(Kind.REQUESTS, "customers"),
        "adoption": kind_name(Kind.PRODUCTS),
        "activity_contact": kind_name(Kind.CONTACTS),
        "custom_value": found.field,
    }
    known = names.get((found.table, found.column)) or whole.get(found.table)
    return known or field_name(Kind.CUSTOMERS, found.column)
