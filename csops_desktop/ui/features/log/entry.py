"""Turns what stands in the two rows into an entry, or says what is missing and where."""

from collections.abc import Mapping, Sequence

from csops_desktop.domain.activities import LogEntry
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.log.contact_row import ContactRow
from csops_desktop.ui.features.log.next_row import NextRow
from csops_desktop.ui.widgets.composed_line import ComposedLine
from csops_desktop.ui.widgets.people_picker import Person
from csops_desktop.wording import log as said


def missing(contact: ContactRow, following: NextRow) -> tuple[ComposedLine, str] | None:
    """Return the line that has to be filled in and the sentence that says so, None when nothing is missing."""
    action, due = following.value()
    if not contact.customer_ids():
        return contact.customer, _("Choose the customer")
    if not contact.line.text().strip() and not contact.body:
        return contact.line, _("Say in a line what happened")
    if due is not None and not action:
        return following.line, _("Say what is to be done by then")
    return None


def entry(contact: ContactRow, following: NextRow, attended: Mapping[int, Sequence[Person]]) -> LogEntry:
    """Return what would be logged.

    Args:
        contact: the upper row.
        following: the lower row.
        attended: customer → (id, name) of those who took part.
    """
    action, due = following.value()
    kind, theirs, two_way = contact.kinds.current(), contact.theirs.isChecked(), contact.two_way.isChecked()
    one = contact.customer_ids()[:1]
    with_whom = dict.fromkeys(one, contact.whom.chosen()) if not contact.many else {}
    ours = "us" if kind != "note" else None  # nobody begins a note
    return LogEntry(
        contact.customer_ids(),
        kind,
        contact.line.text().strip(),
        contact.happened_on(),
        "customer" if theirs else ours,
        None if kind == "note" and not two_way else two_way,
        contact.body,
        action,
        due,
        attended={customer: said.attended([name for _id, name in here]) for customer, here in attended.items()},
        contacts={customer: tuple(id_ for id_, _name in here) for customer, here in attended.items()} or with_whom,
    )
