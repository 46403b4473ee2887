"""The contracts of a customer in words: what runs first, with what presses; then what is over, and why it ended."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.contracts import Contract, contract_of, is_followed
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.domain.renewals import Outlook
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.contracts.signs import SIGNS
from csops_desktop.ui.widgets.rows import Row
from csops_desktop.wording import fields as words
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

_SOON, _NEAR = 60, 90
_PLAIN = frozenset({"new", "renewal", ""})


@dataclass(frozen=True, slots=True)
class Held:
    """A contract as a record and as the business computes with it.

    Attributes:
        over: it counts no more.
        followed: another one has taken its place, or will.
    """

    record: Record
    contract: Contract
    over: bool
    followed: bool


def held(sheet: CustomerSheet) -> list[Held]:
    """Return the contracts of a customer: those that run or will, by the day that presses; then the latest over."""
    records = sheet.of(Kind.CONTRACTS)
    contracts = [contract_of(record) for record in records]
    found = [
        Held(
            record,
            contract,
            contract.ended_on is not None and contract.ended_on <= sheet.today,
            contract.ended_on is not None and is_followed(contract, contracts),
        )
        for record, contract in zip(records, contracts, strict=True)
    ]
    return sorted(found, key=_place)


def row(one: Held, sheet: CustomerSheet) -> Row:
    """Return a contract as a row."""
    record, contract, today = one.record, one.contract, sheet.today
    values = record.values
    money = show.money(contract.mrr, sheet.currency)
    plan = str(values.get("plan") or "")
    title = f"{money}  {record.names.get('product_id') or plan}".strip()
    if one.over or one.followed:
        return Row(record.id, title, fact=_over(one), note=_why(record), quiet=True)
    fact, tone = _deadline(contract, today)
    outlook = Outlook(str(values["forecast"])) if values.get("forecast") else None
    icon, colour = SIGNS[outlook] if outlook is not None else ("", None)
    said = "" if outlook is None else say.outlook(outlook)
    note = _note(record, contract, today)
    mark = (icon, colour.value) if colour is not None else ("", "")
    return Row(record.id, title, mark=mark, said=said, fact=fact, fact_tone=tone, note=note, bold=True)


def renewal(contracts: Sequence[Held], today: dt.date) -> str:
    """Return the next renewal in words, empty when there is none to decide."""
    days = [one.contract.renewal_on for one in contracts if one.contract.renewal_on and one.contract.ended_on is None]
    if not days:
        return ""
    first = min(days)
    name = words.field_name(Kind.CUSTOMERS, "renewal_on")
    return f"{name} {show.date(first)} ({show.days_left((first - today).days)})"


def _place(one: Held) -> tuple[bool, int, int]:
    contract = one.contract
    if one.over or one.followed:
        return True, -(contract.ended_on or dt.date.min).toordinal(), -contract.id
    return False, (contract.renewal_on or dt.date.max).toordinal(), -contract.mrr


def _deadline(contract: Contract, today: dt.date) -> tuple[str, str]:
    """Return when it ends and the colour in which that is said."""
    if contract.ended_on is not None:
        return _("ends on {date}").format(date=show.date(contract.ended_on)), "health.red.text"
    if contract.renewal_on is None:
        return _("since {date}").format(date=show.date(contract.starts_on)), "text.3"
    if contract.starts_on > today:
        return _("from {date}").format(date=show.date(contract.starts_on)), "text.3"
    left = (contract.renewal_on - today).days
    if left <= 0:
        return _("term over {date}, undecided").format(date=show.date(contract.renewal_on)), "health.red.text"
    tone = "health.red.text" if left <= _SOON else "health.yellow.text" if left <= _NEAR else "text.2"
    return f"{show.date(contract.renewal_on)}  {show.days_left(left)}", tone


def _over(one: Held) -> str:
    end = one.contract.ended_on
    if end is None:
        return ""
    if one.followed:
        return _("until {date}").format(date=show.date(end - dt.timedelta(days=1)))
    return _("ended {date}").format(date=show.date(end))


def _why(record: Record) -> str:
    values = record.values
    parts = [
        f"{words.field_name(Kind.CONTRACTS, name)}: {values[name]}"
        for name in ("end_reason_said", "end_reason_real")
        if values.get(name)
    ]
    avoidable = values.get("end_controllable")
    if avoidable is True:
        parts.append(pgettext("the end of a contract was", "Avoidable"))
    elif avoidable is False:
        parts.append(pgettext("the end of a contract was", "Not avoidable"))
    return " ・ ".join(parts)


def _note(record: Record, contract: Contract, today: dt.date) -> str:
    values = record.values
    parts: list[str] = []
    if contract.notice_on is not None and contract.notice_on >= today and contract.ended_on is None:
        left = show.days_left((contract.notice_on - today).days)
        parts.append(f"{words.field_name(Kind.CONTRACTS, 'notice_on')} {show.date(contract.notice_on)} ({left})")
    kind = str(values.get("kind") or "")
    if kind not in _PLAIN:
        parts.append(words.choice_name("kind", kind))
    if record.names.get("product_id"):
        parts.append(str(values.get("plan") or ""))
    if values.get("auto_renew"):
        parts.append(words.field_name(Kind.CONTRACTS, "auto_renew"))
    seats = values.get("seats")
    if isinstance(seats, int):
        parts.append(f"{words.field_name(Kind.CONTRACTS, 'seats')} {show.number(seats)}")
    parts.append(str(values.get("forecast_note") or ""))
    if contract.ended_on is not None:
        parts.append(_why(record))
    return " ・ ".join(part for part in parts if part)
