"""The operation map in words: levels, cells, what does not fit, how long customers stay, what an act did."""

from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import NOT_YET, PlannedAction
from csops_desktop.domain.operation_map import Cell, Gap, MapBook, Placed, Share, step
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording import scoring, values
from csops_desktop.wording import touch as touch_words
from csops_desktop.wording.fields import choice_name, counted

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


def short(n: int) -> str:
    """Return a number of customers where room is short: "3", 「3社」."""
    return pgettext("customers, short", "{n}").format(n=f"{n:,}")


def days(n: int) -> str:
    """Return a number of days where room is short: "241 d"."""
    return pgettext("days, short", "{n} d").format(n=f"{n:,}")


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
    return pgettext("minutes of the team", "{minutes} over").format(minutes=minutes(more)) if more else ""


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


def row_name(key: str | None) -> str:
    """Return a touch model where room is short."""
    return pgettext("touch model, short", "Community") if key == "community" else touch(key)


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
