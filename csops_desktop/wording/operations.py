"""The sentence for every operation: in the toast, in the history, after an undo."""

import datetime as dt
import json

from csops_desktop.domain.changes import Scalar, Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording import (
    duplicates,
    maturity,
    operation_map,
    opportunities,
    playbook_operations,
    ratings,
    readings,
    scorecards,
    touch,
    values,
)
from csops_desktop.wording.fields import choice_name, counted, field_name, kind_name

_CONTRACT_ACTS = frozenset(
    ["contract_started", "renewed", "amount_changed", "contract_ended", "contract_resumed", "forecast", "forecast_note"]
)


def sentence(said: Sentence) -> str:
    """Return what an operation did, in the language in use."""
    key = said.key
    if key.startswith("undo:"):
        return _("Undone: {operation}").format(operation=_plain(key.removeprefix("undo:"), said.data))
    if key.startswith("redo:"):
        return _("Redone: {operation}").format(operation=_plain(key.removeprefix("redo:"), said.data))
    return _plain(key, said.data)


def _plain(key: str, data: dict[str, Scalar]) -> str:  # noqa: C901, PLR0911, PLR0912 (one case per operation reads as the table it is)
    name = str(data.get("name") or "")
    n = int(data.get("n") or 0)
    kind = Kind(str(data["kind"])) if data.get("kind") else Kind.CUSTOMERS
    what = name if n <= 1 and name else counted(kind, n)
    match key:
        case "created":
            return _("Created {kind}: {name}").format(kind=kind_name(kind), name=name)
        case "changed":
            field = str(data.get("field") or "")
            if not field:
                return _("Changed {what}").format(what=what)
            words = field[1:] if field.startswith("=") else field_name(kind, field)
            return _("Changed {field} of {what}").format(field=words, what=what)
        case "changed_fields" | "pasted":
            return _many_fields(key, what, data)
        case "readings_entered" | "readings_amended" | "metrics_merged":
            return readings.operation(key, data)
        case "read_back":
            text = ngettext("Read back {n} row from {file}", "Read back {n} rows from {file}", n)
            return _("{what}. This cannot be undone").format(what=text.format(n=f"{n:,}", file=data.get("file")))
        case "deleted":
            return _("Deleted {what}").format(what=what)
        case "merged" | "told_apart":
            return duplicates.operation(key, name, n, str(data.get("other") or ""))
        case "archived":
            return _("Archived {what}").format(what=what)
        case "unarchived":
            return _("Brought back {what} from the archive").format(what=what)
        case "imported":
            return _imported(kind, data)
        case "view_added":
            return _("Saved the view “{name}”").format(name=name)
        case "view_changed":
            return _("Changed the view “{name}”").format(name=name)
        case "view_deleted":
            return _("Deleted the view “{name}”").format(name=name)
        case "field_added":
            return _("Added the field “{name}” to {kind}").format(name=name, kind=kind_name(kind))
        case "field_deleted":
            return _("Deleted the field “{name}” of {kind}").format(name=name, kind=kind_name(kind))
        case "finished":
            return _("Done for {name}: {text}").format(name=name, text=data.get("text"))
        case "snoozed" if not data.get("until"):
            return _("{name} is back when it is more urgent").format(name=name)
        case "snoozed":
            return _("{name} is back on {day}").format(
                name=name, day=values.date_with_weekday(dt.date.fromisoformat(str(data.get("until"))))
            )
        case "handoff":
            text = ngettext(
                "Handoff of {name}: {done} of {parts}, {n} new promise",
                "Handoff of {name}: {done} of {parts}, {n} new promises",
                n,
            )
            return text.format(name=name, done=data.get("done"), parts=data.get("parts"), n=n)
        case "handoff_asked":
            text = ngettext("{n} next action for {name}", "{n} next actions for {name}", n)
            return text.format(name=name, n=n)
        case "woken":
            return _("{name} is back on the list of the day").format(name=name)
        case "logged":
            return _logged(name, n, data)
        case _ if key in _CONTRACT_ACTS:
            return _contract(key, name, n, data)
        case _ if key.startswith("opportunity_"):
            return opportunities.operation(key, data)
        case "promise_kept" | "promise_broken" | "promise_reopened":
            return _promise(key, what if n > 1 else f"{name}: {data.get('text')}")
        case "handed_over":
            return _handed_over(name, n, data)
        case "request_status" | "request_told":
            return _request(key, what, data)
        case _ if key in playbook_operations.OPERATIONS:
            return playbook_operations.operation(key, data)
        case _ if key in maturity.OPERATIONS:
            return maturity.operation(key, data)
        case _ if key.startswith("action"):
            return operation_map.operation(key, data)
        case _ if key.startswith("touch_"):
            return touch.operation(key, data)
        case _ if key in scorecards.OPERATIONS:
            return scorecards.operation(key, name, data)
        case _ if key in ratings.OPERATIONS:
            return ratings.operation(key, data)
        case "sample":
            return _("Filled the store with sample customers")
    return key


def _handed_over(name: str, n: int, data: dict[str, Scalar]) -> str:
    takers = pgettext("between values", ", ").join(str(data.get("to") or "").split("\n"))
    others = int(data.get("others") or 0)
    what = counted(Kind.CUSTOMERS, n)
    if others:
        text = ngettext("{customers} and {n} open item", "{customers} and {n} open items", others)
        what = text.format(customers=what, n=f"{others:,}")
    return _("{name} handed over {what} to {takers}").format(name=name, what=what, takers=takers)


def _many_fields(key: str, what: str, data: dict[str, Scalar]) -> str:
    names = json.loads(str(data.get("fields") or "[]"))
    words = [name[1:] if name.startswith("=") else field_name(Kind.CUSTOMERS, name) for name in names]
    listed = pgettext("between values", ", ").join(words)
    if key == "pasted":
        return _("Pasted {fields} into {what}").format(fields=listed, what=what)
    return _("Changed {fields} of {what}").format(fields=listed, what=what)


def _logged(name: str, n: int, data: dict[str, Scalar]) -> str:
    activity = choice_name("kind", str(data.get("activity") or "note"))
    who = name if n <= 1 else counted(Kind.CUSTOMERS, n)
    action = str(data.get("next") or "")
    if not action:
        return _("Logged for {who}: {activity}").format(who=who, activity=activity)
    if data.get("until"):
        day = values.date_with_weekday(dt.date.fromisoformat(str(data["until"])))
        text = _("Logged for {who}: {activity}. Next: {action} by {day}")
        return text.format(who=who, activity=activity, action=action, day=day)
    return _("Logged for {who}: {activity}. Next: {action}").format(who=who, activity=activity, action=action)


def _contract(key: str, name: str, n: int, data: dict[str, Scalar]) -> str:  # noqa: PLR0911 (one return per act)
    currency = str(data.get("currency") or "JPY")
    day = _day(data.get("day"))
    mrr, old = (values.money(int(data.get(part) or 0), currency) for part in ("mrr", "old"))
    match key:
        case "contract_started":
            return _("New contract with {name} from {day}: {mrr}").format(name=name, day=day, mrr=mrr)
        case "renewed":
            amount = mrr if mrr == old else f"{old} → {mrr}"
            if not data.get("until"):
                return _("Renewed {name}, open-ended: {amount}").format(name=name, amount=amount)
            until = _day(data["until"])
            return _("Renewed {name} until {day}: {amount}").format(name=name, day=until, amount=amount)
        case "amount_changed":
            text = _("Changed the MRR of {name} from {day}: {old} → {mrr}")
            return text.format(name=name, day=day, old=old, mrr=mrr)
        case "contract_ended":
            return _("Ended the contract of {name} on {day}: {mrr}").format(name=name, day=day, mrr=mrr)
        case "contract_resumed":
            return _("The contract of {name} goes on").format(name=name)
    what = name if n <= 1 else counted(Kind.CONTRACTS, n)
    if key == "forecast_note":
        return _("Forecast note of {what}").format(what=what)
    expected = str(data.get("forecast") or "")
    if not expected:
        return _("Forecast of {what} taken back").format(what=what)
    return _("Forecast of {what}: {forecast}").format(what=what, forecast=choice_name("forecast", expected))


def _promise(key: str, what: str) -> str:
    match key:
        case "promise_kept":
            return _("Promise kept ({what})").format(what=what)
        case "promise_broken":
            return _("Promise broken ({what})").format(what=what)
    return _("Promise open again ({what})").format(what=what)


def _request(key: str, what: str, data: dict[str, Scalar]) -> str:
    if key == "request_status":
        return _("{what}: {status}").format(what=what, status=choice_name("status", str(data.get("status") or "")))
    if data.get("told"):
        return _("Told what came of it: {what}").format(what=what)
    return _("Not told yet: {what}").format(what=what)


def _day(value: Scalar) -> str:
    return values.date(dt.date.fromisoformat(str(value))) if value else ""


def _imported(kind: Kind, data: dict[str, Scalar]) -> str:
    created, updated = int(data.get("created") or 0), int(data.get("updated") or 0)
    return _("Imported {file}: {created} new, {updated} changed ({kind})").format(
        file=data.get("file"), created=f"{created:,}", updated=f"{updated:,}", kind=kind_name(kind)
    )
