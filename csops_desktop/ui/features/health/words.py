"""What the page of health says: quadrants, ends, lists, and a customer under the pointer."""

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.health import BIN, Chosen, End, HealthLine, Quadrant
from csops_desktop.domain.renewals import Total
from csops_desktop.domain.scoring.definition import TOTAL, Band
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.wording import fields as words
from csops_desktop.wording import scoring as say
from csops_desktop.wording import values as show


def quadrant(found: Quadrant) -> str:
    """Return the name of a quadrant."""
    return {
        Quadrant.SUPPORT: pgettext("quadrant", "Help to use"),
        Quadrant.GROW: pgettext("quadrant", "Grow"),
        Quadrant.REBUILD: pgettext("quadrant", "Rebuild"),
        Quadrant.QUIET: pgettext("quadrant", "Silent danger"),
    }[found]


def quadrant_means(found: Quadrant, across: str, up: str) -> str:
    """Return what a quadrant means, in the names of the axes."""
    text = {
        Quadrant.SUPPORT: _("{up} high, {across} low"),
        Quadrant.GROW: _("{across} and {up} high"),
        Quadrant.REBUILD: _("{across} and {up} low"),
        Quadrant.QUIET: _("{across} high, {up} low"),
    }[found]
    return text.format(across=across, up=up)


def end(found: End) -> str:
    """Return the name of one of the two ends."""
    return {
        End.LEAVING: pgettext("customers to spend time on", "About to leave"),
        End.READY: pgettext("customers to spend time on", "Ready to grow"),
    }[found]


def end_means(found: End) -> str:
    """Return who is at an end, and in which order."""
    return {
        End.LEAVING: _("At risk, falling, or not well before a renewal; by risk × MRR × nearness of the renewal"),
        End.READY: _("Healthy on both axes and not falling; by MRR × score"),
    }[found]


def move(before: Band | None, after: Band) -> str:
    """Return a movement between bands."""
    first = pgettext("no band when the month began", "New") if before is None else say.band(before)
    return f"{first} → {say.band(after)}"


def bar(number: int) -> str:
    """Return the points of a bar of the distribution."""
    last = TOTAL if (number + 1) * BIN == TOTAL else (number + 1) * BIN - 1
    return _("{first}–{last} points").format(first=number * BIN, last=last)


def chosen(found: Chosen) -> str:
    """Return what is listed."""
    parts = []
    if found.end is not None:
        parts.append(end(found.end))
    if found.quadrant is not None:
        parts.append(quadrant(found.quadrant))
    if found.move is not None:
        parts.append(move(*found.move))
    elif found.band is not None:
        parts.append(say.band(found.band))
    if found.bin is not None:
        parts.append(bar(found.bin))
    if found.ids is not None:
        parts.append(pgettext("customers picked on a chart", "Picked"))
    return " ・ ".join(parts) or _("All customers")


def summed(found: Total, currency: str) -> str:
    """Return how many customers and what they pay a month."""
    return _("{customers}, {money} a month").format(
        customers=words.counted(Kind.CUSTOMERS, found.n), money=show.money(found.mrr, currency)
    )


def score(line: HealthLine) -> str:
    """Return the total, as a range where data is missing."""
    return str(line.total) if line.high <= line.total else f"{line.total}–{line.high}"


def change(line: HealthLine) -> str:
    """Return the change in 30 days."""
    if line.change is None:
        return show.DASH
    if line.change == 0:
        return "±0"
    return f"+{line.change}" if line.change > 0 else f"{show.MINUS}{-line.change}"


def axes(line: HealthLine, across: str, up: str) -> str:
    """Return the points of the two axes."""
    return f"{across} {line.x} ・ {up} {line.y}"


def pointed(line: HealthLine, across: str, up: str, currency: str) -> str:
    """Return what is said of a customer under the pointer."""
    parts = [
        line.name,
        f"{say.band(line.band)} {score(line)} ({change(line)})",
        axes(line, across, up),
        _("{money} a month").format(money=show.money(line.mrr, currency)),
    ]
    if line.renewal_on is not None:
        name = words.field_name(Kind.CUSTOMERS, "renewal_on")
        parts.append(f"{name} {show.date(line.renewal_on)}")
    return "\n".join(parts)
