"""One level of the operation map in words: its figures, how long customers stay, who is stuck, who moved."""

from csops_desktop.domain.maturity import NOT_YET
from csops_desktop.domain.operation_map import MapBook, Placed
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.wording import operation_map as map_words
from csops_desktop.wording import values


def average(placed: tuple[Placed, ...], currency: str) -> str:
    """Return what these customers pay a month on average; a dash for nobody."""
    if not placed:
        return values.DASH
    return values.money(round(sum(each.mrr for each in placed) / len(placed)), currency)


def head(book: MapBook, number: int) -> tuple[str, ...]:
    """Return the facts of a level: customers, what they pay a month, how long one stays."""
    there, stays = book.at(number), book.stays.get(number)
    money = values.money_short(sum(each.mrr for each in there), book.currency)
    if number == NOT_YET or stays is None:
        return map_words.short(len(there)), money
    return map_words.short(len(there)), money, _("stay {stay}").format(stay=map_words.stay(stays.median))


def head_hint(book: MapBook, number: int) -> str:
    """Return what the figures of a level mean."""
    there, stays = book.at(number), book.stays.get(number)
    lines = [map_words.level_title(book, number), book.meaning(number)]
    lines.append(
        _("MRR {money} for this product, {average} on average").format(
            money=values.money(sum(each.mrr for each in there), book.currency), average=average(there, book.currency)
        )
    )
    if stays is not None and stays.median is not None:
        lines.append(
            _("Half of them move on within {stay} ({n} did; those still there counted as waiting)").format(
                stay=map_words.stay(stays.median), n=stays.moved
            )
        )
    return "\n".join(line for line in lines if line)


def proof(*, needed: bool) -> str:
    """Return how a piece of evidence is shown."""
    return _("By what it is seen must be noted") if needed else _("As seen at the customer")


def stay_axis(days: int) -> str:
    """Return a tick of an axis of days."""
    return ngettext("{n} day", "{n} days", days).format(n=days) if days else "0"


def stuck_line(days: int) -> str:
    """Return after how many days at a level one is stuck."""
    return ngettext("stuck after {n} day", "stuck after {n} days", days).format(n=days)


def days_at(book: MapBook, number: int) -> str:
    """Return the heading of how long customers have been at a level."""
    n = len(book.at(number))
    return _("Days at {level} ({customers})").format(level=map_words.level(number), customers=map_words.customers(n))


def stuck(n: int, book: MapBook, number: int | None) -> str:
    """Return how many are stuck at a level, and from when one is."""
    stays = book.stays.get(-1 if number is None else number)
    days = 0 if stays is None or stays.limit is None else stays.limit
    text = ngettext(
        "{n} stuck: nine of ten moved on within {days} days", "{n} stuck: nine of ten moved on within {days} days", n
    )
    return text.format(n=n, days=days)


def stuck_title(book: MapBook, number: int) -> str:
    """Return what those have in common who are stuck at a level."""
    return _("Stuck at {level} of {product}").format(level=map_words.level(number), product=book.product)


def way(pair: tuple[int | None, int | None], n: int) -> str:
    """Return a way between levels with how many went it."""
    return f"{way_title(pair)}  {map_words.customers(n)}"


def way_title(pair: tuple[int | None, int | None]) -> str:
    """Return a way between levels: "Lv1 → Lv2"."""
    before, after = pair
    if before is None:
        return _("First assessed at {level}").format(level=map_words.level(after or NOT_YET))
    if after is None:
        return _("Left from {level}").format(level=map_words.level(before))
    return f"{map_words.level(before)} → {map_words.level(after)}"
