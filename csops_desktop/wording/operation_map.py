"""The operation map in words: levels, cells, what does not fit, how long customers stay, what an act did."""

from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import NOT_YET, PlannedAction
from csops_desktop.domain.operation_map import Cell, Gap, MapBook, Placed, Share, step
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording import scoring, values
from csops_desktop.wording import touch as touch_words
from csops_desktop.wording.fields import choice_name, counted, short_choice_name

_HOUR = 60
_MONTH = 30.44  # days
_LONG = 60  # days; a longer stay is told in months
_MANY = 10  # months; more are told without a part
_DROP = 10  # points in 30 days; a smaller fall is told nowhere


def level(number: int) -> str:
    """Return a level in short: "Lv2"."""
    return _("Before Lv1") if number == NOT_YET else f"Lv{number}"


def level_title(book: MapBook, number: int) -> str:
    """Return a level with its name: "Lv2 Several departments"."""
    return f"{level(number)} {book.name(number)}".strip()


def touch(key: str | None) -> str:
    """Return a touch model."""
    return _("No touch model") if key is None else choice_name("touch", key)


def cell_title(book: MapBook, number: int, key: str | None) -> str:
    """Return where a level and a touch model meet."""
    return f"{level_title(book, number)} × {touch(key)}"


def title(book: MapBook) -> str:
    """Return the heading of the map of a product."""
    return _("Operation map: {product}").format(product=book.product)


def facts(*parts: str) -> str:
    """Return facts one after the other."""
    return pgettext("between facts", ", ").join(parts)


def customers(n: int) -> str:
    """Return a number of customers."""
    return counted(Kind.CUSTOMERS, n)


def minutes(amount: int) -> str:
    """Return a stretch of work: "40 min", from an hour on "12.5 h"."""
    return touch_words.duration(amount) if amount < _HOUR else touch_words.hours(amount)


def stay(days: int | None) -> str:
    """Return how long a stay is: "26 days", "2.4 months"; a dash when that is not known."""
    if days is None:
        return values.DASH
    if days < _LONG:
        return ngettext("{n} day", "{n} days", days).format(n=days)
    months = days / _MONTH
    return _("{n} months").format(n=f"{months:.1f}" if months < _MANY else f"{months:.0f}")


def average(placed: tuple[Placed, ...], currency: str) -> str:
    """Return what these customers pay a month on average; a dash for nobody."""
    if not placed:
        return values.DASH
    return values.money(round(sum(each.mrr for each in placed) / len(placed)), currency)


def gap(cell: Cell) -> str:
    """Return what does not fit in a cell, empty when all fits."""
    match cell.gap:
        case Gap.NO_ACTION:
            return _("No action planned")
        case Gap.NO_CUSTOMER:
            return _("Nobody is here")
    return ""


def share(found: Share) -> str:
    """Return which share a touch model has and is to have: "22% (target 10%)"."""
    percent = values.DASH if found.percent is None else f"{found.percent}%"
    if found.target is None:
        return percent
    return _("{percent} (target {target}%)").format(percent=percent, target=found.target)


def work(book: MapBook) -> str:
    """Return what the map takes a month beside what the team has."""
    takes = minutes(book.minutes())
    if book.capacity is None:
        return _("{minutes} a month").format(minutes=takes)
    return _("{minutes} a month of the team's {capacity}").format(minutes=takes, capacity=minutes(book.capacity))


def over(book: MapBook) -> str:
    """Return by how much that is more than the team has, empty when it is enough."""
    more = book.over()
    return _("{minutes} more than the team has").format(minutes=minutes(more)) if more else ""


def standing(placed: Placed, book: MapBook) -> str:
    """Return where a customer stands: level, evidence for the next one, days."""
    if placed.level is None:
        return _("Not assessed yet")
    held, of = step(placed, book)
    days = _("{stay} at {level}").format(stay=stay(placed.days(book.today)), level=level(placed.level))
    if not of:
        return days
    lacking = ngettext("{n} more to {level}", "{n} more to {level}", of - held)
    return facts(days, lacking.format(n=of - held, level=level(placed.level + 1)))


def operation(key: str, data: dict[str, Scalar]) -> str:
    """Return what an operation on the plan did."""
    where = f"Lv{data.get('level')} × {touch(str(data.get('touch') or '') or None)}"
    title = str(data.get("title") or "")
    match key:
        case "action_added":
            return _("Planned “{title}” at {where}").format(title=title, where=where)
        case "action_deleted":
            return _("“{title}” is no longer planned at {where}").format(title=title, where=where)
        case "actions_ordered":
            return _("Actions at {where} in another order").format(where=where)
    return _("Changed the plan “{title}” at {where}").format(title=title, where=where)


def unassessed() -> str:
    """Return what those are who were never assessed."""
    return _("Not assessed yet")


def size(*, paid: bool) -> str:
    """Return what the size of a point tells."""
    return _("Size = LTV (paid so far)") if paid else _("Size = yearly revenue")


def axes() -> str:
    """Return how to read the places of the points."""
    return _("Left to right: evidence for the next level. Otherwise placed only so as not to overlap")


def notable(placed: Placed, book: MapBook) -> str:
    """Return why a customer is worth a name on the map, in few words."""
    score = "" if placed.score is None else f"{placed.score}・"
    held, of = step(placed, book)
    stays = book.stays.get(placed.level if placed.level is not None else -1)
    if placed.change is not None and placed.change <= -_DROP:
        return score + fall(placed.change)
    if stays is not None and placed.customer_id in stays.stuck:
        return score + _("{stay} at {level}").format(
            stay=stay(placed.days(book.today)), level=level(placed.level or NOT_YET)
        )
    if placed.band == "risk":
        return score + scoring.band(Band.RISK)
    if of > 1 and of - held == 1:
        return score + _("1 more to {level}").format(level=level((placed.level or NOT_YET) + 1))
    return score + _("{money} a year").format(money=values.money_short(placed.yearly, book.currency))


def point(placed: Placed, book: MapBook) -> list[str]:
    """Return a customer on the map, line by line."""
    found = [placed.name, standing(placed, book)]
    if placed.score is not None and placed.band is not None:
        change = f" ({fall(placed.change)})" if placed.change else ""
        found.append(f"{scoring.band(Band(placed.band))} {placed.score}{change}")
    money = _("{yearly} a year, {paid} so far").format(
        yearly=values.money(placed.yearly, book.currency), paid=values.money(placed.paid, book.currency)
    )
    return [*found, facts(touch(placed.touch), money)]


def head(book: MapBook, number: int) -> tuple[str, ...]:
    """Return the facts of a level: customers, what they pay a month, how long one stays."""
    there, stays = book.at(number), book.stays.get(number)
    money = values.money_short(sum(each.mrr for each in there), book.currency)
    if number == NOT_YET or stays is None:
        return customers(len(there)), money
    return customers(len(there)), money, _("stay {stay}").format(stay=stay(stays.median))


def head_hint(book: MapBook, number: int) -> str:
    """Return what the figures of a level mean."""
    there, stays = book.at(number), book.stays.get(number)
    lines = [level_title(book, number), book.meaning(number)]
    lines.append(
        _("MRR {money} for this product, {average} on average").format(
            money=values.money(sum(each.mrr for each in there), book.currency), average=average(there, book.currency)
        )
    )
    if stays is not None and stays.median is not None:
        lines.append(
            _("Half of them move on within {stay} ({n} did; those still there counted as waiting)").format(
                stay=stay(stays.median), n=stays.moved
            )
        )
    return "\n".join(line for line in lines if line)


def row_name(key: str | None) -> str:
    """Return a touch model where room is short."""
    return touch(None) if key is None else short_choice_name("touch", key)


def more(n: int) -> str:
    """Return that there are more actions than are shown."""
    return ngettext("and {n} more", "and {n} more", n).format(n=n)


def cell_facts(cell: Cell, book: MapBook) -> list[str]:
    """Return what a cell holds: customers and money, work, bands, what does not fit."""
    n = len(cell.customers)
    money = _("MRR {money}").format(money=values.money(cell.mrr, book.currency))
    found = [
        facts(customers(n), money),
        _("{minutes} a month").format(minutes=minutes(cell.minutes)),
    ]
    bands = [(Band(band), n) for band, n in cell.bands.items() if band is not None]
    found.append(facts(*(f"{scoring.band(band)} {n}" for band, n in sorted(bands))))
    return [*(fact for fact in found if fact), *filter(None, [gap(cell)])]


def action(plan: PlannedAction) -> str:
    """Return an action with what is said of it."""
    parts = [plan.title, plan.rhythm, "" if plan.minutes is None else minutes(plan.minutes)]
    return facts(*(part for part in parts if part))


def kind(key: str) -> str:
    """Return what sort an action is of."""
    names = {
        "playbook": _("Playbook"),
        "content": _("Content"),
        "webinar": _("Webinar"),
        "meeting": _("Meeting"),
        "mail": _("Mail"),
    }
    return names.get(key, _("Other"))


def proof(*, needed: bool) -> str:
    """Return how a piece of evidence is shown."""
    return _("By what it is seen must be noted") if needed else _("As seen at the customer")


def stay_axis(days: int) -> str:
    """Return a tick of an axis of days."""
    return ngettext("{n} day", "{n} days", days).format(n=days) if days else "0"


def stuck_line(days: int) -> str:
    """Return after how many days at a level one is stuck."""
    return ngettext("stuck after {n} day", "stuck after {n} days", days).format(n=days)


def fall(change: int) -> str:
    """Return how a score moved in 30 days."""
    return _("{change} in 30 days").format(change=values.signed(change))


def unassessed_hint(wanted: bool) -> str:  # noqa: FBT001 (asked for with what is chosen)
    """Return how to assess those who never were; empty when they are not what is chosen."""
    if not wanted:
        return ""
    return _("Open a customer and press A on the product: what you tick as evidence gives the level.")


def effort(plan: PlannedAction) -> str:
    """Return how often an action is done and how long it takes."""
    parts = (plan.rhythm, "" if plan.minutes is None else minutes(plan.minutes))
    return "・".join(part for part in parts if part)


def days_at(book: MapBook, number: int) -> str:
    """Return the heading of how long customers have been at a level."""
    n = len(book.at(number))
    return _("Days at {level} ({customers})").format(level=level(number), customers=customers(n))


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
    return _("Stuck at {level} of {product}").format(level=level(number), product=book.product)


def way(pair: tuple[int | None, int | None], n: int) -> str:
    """Return a way between levels with how many went it."""
    return f"{way_title(pair)}  {customers(n)}"


def way_title(pair: tuple[int | None, int | None]) -> str:
    """Return a way between levels: "Lv1 → Lv2"."""
    before, after = pair
    if before is None:
        return _("First assessed at {level}").format(level=level(after or NOT_YET))
    if after is None:
        return _("Left from {level}").format(level=level(before))
    return f"{level(before)} → {level(after)}"
