"""The words of duplicates: why customers look like one, what a merge moves, what is noted of those that went."""

import datetime as dt
from collections.abc import Iterable

from csops_desktop.domain.duplicates import Because, Clue, MergePlan
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import counted


def kind_of_clue(found: Clue) -> str:
    """Return what sort of thing customers share, without the thing itself."""
    match found.why:
        case Because.MAIL:
            return _("same address")
        case Because.PHONE:
            return _("same telephone")
        case Because.DOMAIN:
            return _("same domain")
    return clue(found)


def clue(found: Clue) -> str:
    """Return one thing that customers share."""
    match found.why:
        case Because.NAME:
            return _("same name")
        case Because.MAIL:
            return _("same address {address}").format(address=found.text)
        case Because.PHONE:
            return _("same telephone {number}").format(number=found.text)
        case Because.DOMAIN:
            return _("same domain {domain}").format(domain=found.text)
        case Because.READING:
            return _("same reading")
        case Because.SIMILAR:
            return _("similar name")


def reasons(clues: Iterable[Clue]) -> str:
    """Return everything that customers share, in one line."""
    return pgettext("between values", ", ").join(dict.fromkeys(clue(found) for found in clues))


def brief(clues: Iterable[Clue]) -> str:
    """Return what sorts of things customers share, in one short line."""
    return pgettext("between values", ", ").join(dict.fromkeys(kind_of_clue(found) for found in clues))


def moves(plan: MergePlan) -> str:
    """Return what goes over to the customer that stays."""
    listed = pgettext("between values", ", ").join(counted(kind, n) for kind, n in plan.moves)
    text = _("Goes over: {records}").format(records=listed) if listed else _("Nothing hangs on what goes.")
    if plan.joined:
        people = pgettext("between values", ", ").join(plan.joined)
        n = len(plan.joined)
        joined = ngettext(
            "One person with the same mail address: {people}",
            "{n} people with the same mail addresses become one each: {people}",
            n,
        )
        text = f"{text}\n{joined.format(n=values.number(n), people=people)}"
    return text


def noted(gone: Iterable[Record], day: dt.date) -> str:
    """Return the lines that the note of the customer that stays gets, so that the old names and codes are found."""
    return "\n".join(
        _("Merged on {day}: {name}").format(
            day=values.date(day),
            name=" ".join(str(part) for part in (row.values.get("external_id"), row.values["name"]) if part),
        )
        for row in gone
    )


def operation(key: str, name: str, n: int, other: str) -> str:
    """Return what was done: ``n`` customers merged into one called ``name``, or called different."""
    if key == "merged":
        if n <= 1:
            return _("Merged {other} into {name}").format(other=other, name=name)
        return _("Merged {what} into {name}").format(what=counted(Kind.CUSTOMERS, n), name=name)
    if n <= 2:  # noqa: PLR2004 (a pair)
        return _("{name} and {other} are different customers").format(name=name, other=other)
    return _("{what} are different customers").format(what=counted(Kind.CUSTOMERS, n))
