"""The words around starting a playbook."""

import datetime as dt

from csops_desktop.domain.playbooks.starting import Startable, Term
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import values as show


def name(found: Startable) -> str:
    """Return a playbook as it is offered, with what speaks against it."""
    text = f"{say.said(found.playbook.name)} v{found.version}"
    if found.running:
        return _("{playbook} (running)").format(playbook=text)
    return text if found.fits else _("{playbook} (meant for others)").format(playbook=text)


def hint(found: Startable) -> str:
    """Return what speaks against starting a playbook for a customer; empty for nothing."""
    if found.running:
        return _("This playbook is running for this customer already.")
    if found.fits:
        return ""
    return _("By its scope this playbook is meant for other customers. It can be started all the same.")


def term(found: Term, today: dt.date) -> str:
    """Return a contract: its product, until when."""
    product = found.product or _("Contract")
    if found.ends_on is None:
        return product
    return _("{product}, until {day}").format(product=product, day=show.date_short(found.ends_on, today))


def next_term() -> str:
    """Return the choice that leaves the contract open."""
    return _("The contract that ends next")


def summary(steps: int, left_out: int, last: str, late: int) -> str:
    """Return how many steps there will be, how many are not for the customer, and when the last one is due."""
    parts = [ngettext("{n} step until {day}", "{n} steps until {day}", steps).format(n=steps, day=last)]
    if left_out:
        parts.append(ngettext("{n} not for this customer", "{n} not for this customer", left_out).format(n=left_out))
    if late:
        text = ngettext("{n} date is in the past", "{n} dates are in the past", late)
        parts.append(text.format(n=late))
    return pgettext("between parts of a card", ", ").join(parts)
