"""The words of requests: who asks, and how much that weighs."""

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.requests import Asking, RequestLine
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import counted


def asking(line: RequestLine) -> str:
    """Return who asks: the first name, and how many more."""
    if not line.customers:
        return _("no customer named")
    first, *rest = [customer.name for customer in line.customers]
    if not rest:
        return first
    text = ngettext("{name} and {n} more", "{name} and {n} more", len(rest))
    return text.format(name=first, n=values.number(len(rest)))


def weight(customers: "list[Asking] | tuple[Asking, ...]", currency: str) -> str:
    """Return how many ask and what they pay together."""
    total = values.money(sum(customer.mrr for customer in customers), currency)
    return f"{counted(Kind.CUSTOMERS, len(customers))} ・ {total}"
