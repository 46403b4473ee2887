"""The words of a send list: who is on it and who is left out."""

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.send_list import LeftOut, SendList
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.wording.fields import counted
from csops_desktop.wording.values import number


def why(reason: LeftOut) -> str:
    """Return why somebody is left out."""
    match reason:
        case LeftOut.OPTED_OUT:
            return _("Do not want mail")
        case LeftOut.DEPARTED:
            return _("Have left the customer")
        case LeftOut.NO_MAIL:
            return _("Have no mail address")
        case LeftOut.SAME_MAIL:
            return _("Have the address of somebody on the list")


def facts(found: SendList) -> list[tuple[str, str]]:
    """Return the lines of who is written to, who is left out and which customers are not reached."""
    lines = [(_("Written to"), counted(Kind.CONTACTS, len(found.contacts)))]
    lines += [(why(reason), counted(Kind.CONTACTS, n)) for reason, n in found.left_out]
    if found.nobody:
        lines.append((_("Customers with nobody to write to"), counted(Kind.CUSTOMERS, found.nobody)))
    return lines


def left_out(found: SendList) -> str:
    """Return in one sentence how many were left out, empty when nobody was."""
    n = sum(count for _reason, count in found.left_out)
    if not n:
        return ""
    listed = ", ".join(f"{why(reason)} {number(count)}" for reason, count in found.left_out)
    return ngettext("{n} person left out ({why})", "{n} people left out ({why})", n).format(n=number(n), why=listed)
