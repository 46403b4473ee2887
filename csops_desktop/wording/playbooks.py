"""The words of playbooks: roles and states, when a step is due and why, what is wrong."""

from csops_desktop.domain.business_days import ClosedDay, OnClosed
from csops_desktop.domain.plain import UnreadableError
from csops_desktop.domain.playbooks.checking import Flaw, Problem
from csops_desktop.domain.playbooks.definition import (
    Asked,
    Base,
    Compare,
    Condition,
    Offset,
    Proof,
    Role,
    Trigger,
    TriggerKind,
    Words,
)
from csops_desktop.domain.playbooks.planning import Why
from csops_desktop.domain.playbooks.runs import Closing, Pace, StepState
from csops_desktop.foundation.i18n import _, current, ngettext, pgettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import choice_name

_SHOWN = 3


def said(words: Words) -> str:
    """Return a text of a playbook in the language in use."""
    return words.said(current())


def role(found: Role) -> str:
    """Return who does a step."""
    return {
        Role.OWNER: pgettext("role in a playbook", "Owner"),
        Role.CSM: pgettext("role in a playbook", "CSM"),
        Role.SALES: pgettext("role in a playbook", "Sales"),
        Role.SUPPORT: pgettext("role in a playbook", "Support"),
        Role.CONSULTANT: pgettext("role in a playbook", "Consultant"),
        Role.CUSTOMER: pgettext("role in a playbook", "Customer"),
    }[found]


def state(found: StepState) -> str:
    """Return how a step stands."""
    return {
        StepState.TODO: pgettext("step", "To do"),
        StepState.DOING: pgettext("step", "In progress"),
        StepState.DONE: pgettext("step", "Done"),
        StepState.NOT_APPLICABLE: pgettext("step", "Not applicable"),
        StepState.SKIPPED: pgettext("step", "Skipped"),
    }[found]


def pace(found: Pace) -> str:
    """Return how a run keeps to its plan."""
    return {
        Pace.ON_TRACK: pgettext("run", "On track"),
        Pace.LATE: pgettext("run", "Late"),
        Pace.STALLED: pgettext("run", "Stalled"),
    }[found]


def closing(found: Closing) -> str:
    """Return how a run came out."""
    return {
        Closing.SUCCESS: pgettext("outcome", "Success"),
        Closing.PARTLY: pgettext("outcome", "Partly"),
        Closing.FAILED: pgettext("outcome", "Failed"),
        Closing.NOT_NEEDED: pgettext("outcome", "Not needed"),
    }[found]


def proof(found: Proof) -> str:
    """Return what a step leaves behind."""
    return {
        Proof.NONE: pgettext("proof", "Nothing"),
        Proof.NOTE: pgettext("proof", "Note"),
        Proof.DATE: pgettext("proof", "Date"),
        Proof.FILE: pgettext("proof", "Link to a file"),
        Proof.RATING: pgettext("proof", "Rating (1 to 5)"),
    }[found]


def base(found: Base) -> str:
    """Return what a due date is counted from."""
    return {
        Base.START: pgettext("counted from", "start of the run"),
        Base.PHASE: pgettext("counted from", "start of the phase"),
        Base.PREVIOUS: pgettext("counted from", "step before done"),
        Base.CONTRACT: pgettext("counted from", "contract start"),
        Base.RENEWAL: pgettext("counted from", "contract end"),
        Base.NOTICE: pgettext("counted from", "notice deadline"),
    }[found]


def offset(found: Offset) -> str:
    """Return when a step is due: "14 business days after the start of the run"."""
    n = abs(found.days)
    if n == 0:
        return _("on the day: {base}").format(base=base(found.base))
    if found.business:
        days = ngettext("{n} business day", "{n} business days", n).format(n=n)
    else:
        days = ngettext("{n} day", "{n} days", n).format(n=n)
    text = _("{days} before: {base}") if found.days < 0 else _("{days} after: {base}")
    return text.format(days=days, base=base(found.base))


def short_offset(found: Offset) -> str:
    """Return the days of an offset alone: "+14bd", or in Japanese "+14営業日"; nothing for the day itself."""
    if found.days == 0:
        return ""
    sign = values.MINUS if found.days < 0 else "+"
    text = _("{days}bd") if found.business else _("{days}d")
    return text.format(days=f"{sign}{abs(found.days)}")


def on_closed(found: OnClosed) -> str:
    """Return where a date goes that falls on a closed day."""
    return {
        OnClosed.AFTER: pgettext("on a closed day", "next business day"),
        OnClosed.BEFORE: pgettext("on a closed day", "business day before"),
        OnClosed.KEEP: pgettext("on a closed day", "stays"),
    }[found]


def compare(found: Compare) -> str:
    """Return how a condition looks at something."""
    return {
        Compare.IS: pgettext("condition", "is"),
        Compare.IS_NOT: pgettext("condition", "is not"),
        Compare.BELOW: pgettext("condition", "is below"),
        Compare.AT_LEAST: pgettext("condition", "is at least"),
    }[found]


def why(found: Why) -> str:
    """Return why a step is due on its day, as sentences: base and offset, what was passed over, the shift."""
    start = _("{base} {day}, {offset}").format(
        base=base(found.offset.base), day=values.date(found.from_day), offset=_counted(found.offset)
    )
    parts = [start]
    if found.offset.business and found.closed:
        days = pgettext("between days", ", ").join(map(closed, found.closed))
        parts.append(_("without weekends and {days}").format(days=days))
    if found.shifted_off is not None:
        text = _("{landed} is closed ({name}), so it moved to {day}")
        landed, name = values.date(found.landed), found.shifted_off.name or _("weekend")
        parts.append(text.format(landed=landed, name=name, day=values.date(found.day)))
    return pgettext("between sentences of a reason", ". ").join(parts)


def waits(found: Offset) -> str:
    """Return what a step without a day waits for."""
    if found.base is Base.PREVIOUS:
        return _("{offset} the step before is done").format(offset=_after(found))
    return _("no day yet: {base} is not known").format(base=base(found.base))


def closed(found: ClosedDay) -> str:
    """Return a closed day with its name."""
    return _("{day} {name}").format(day=values.date_with_weekday(found.day), name=found.name or _("weekend"))


def condition(found: Condition) -> str:
    """Return for whom a step is: "only if the touch model is high touch"."""
    chosen = found.asked in (Asked.TOUCH, Asked.PHASE, Asked.COMPLEXITY, Asked.BAND)
    value = choice_name(found.asked.value, found.value) if chosen else found.value
    return _COMPARED[found.compare]().format(what=asked(found.asked), value=value)


def asked(found: Asked) -> str:
    """Return what of a customer a condition looks at."""
    return {
        Asked.TOUCH: _("Touch model"),
        Asked.PHASE: _("Phase"),
        Asked.COMPLEXITY: _("Complexity"),
        Asked.BAND: _("Band"),
        Asked.PRODUCT: _("Product"),
        Asked.LEVEL: _("Maturity level"),
        Asked.MRR: _("MRR"),
    }[found]


_COMPARED = {
    Compare.IS: lambda: _("only if {what} is {value}"),
    Compare.IS_NOT: lambda: _("only if {what} is not {value}"),
    Compare.BELOW: lambda: _("only if {what} is below {value}"),
    Compare.AT_LEAST: lambda: _("only if {what} is at least {value}"),
}


def trigger(found: Trigger) -> str:
    """Return what begins a playbook: "renewal in 120 days"."""
    word = choice_name("phase", found.word) if found.kind is TriggerKind.PHASE_ENTERED and found.word else found.word
    return TRIGGERS[found.kind]().format(n=f"{found.number:,}", word=word or _("any"))


def trigger_kind(found: TriggerKind) -> str:
    """Return what a trigger looks at, without its number: "renewal in n days"."""
    return TRIGGERS[found]().format(n="n", word="…")


TRIGGERS = {
    TriggerKind.NEW_CUSTOMER: lambda: _("new customer"),
    TriggerKind.PHASE_ENTERED: lambda: _("phase entered: {word}"),
    TriggerKind.LEVEL_REACHED: lambda: _("maturity level {n} reached"),
    TriggerKind.LEVEL_LOST: lambda: _("maturity level lost"),
    TriggerKind.BAND_FELL: lambda: _("health band fell"),
    TriggerKind.SCORE_DROPPED: lambda: _("health score dropped by {n} or more"),
    TriggerKind.RENEWAL_NEAR: lambda: _("renewal in {n} days"),
    TriggerKind.NOTICE_NEAR: lambda: _("notice deadline in {n} days"),
    TriggerKind.NO_TWO_WAY: lambda: _("no talk for {n} days"),
    TriggerKind.DETRACTOR: lambda: _("low survey answer"),
    TriggerKind.CHAMPION_LEFT: lambda: _("champion left"),
    TriggerKind.USAGE_BELOW: lambda: _("{word} below {n} in 30 days"),
}


def listed(lines: list[str], most: int) -> str:
    """Return lines as a list with dots, and how many there are beside the first ones."""
    more = len(lines) - most
    shown = lines[:most]
    if more > 0:
        shown.append(ngettext("and {n} more", "and {n} more", more).format(n=f"{more:,}"))
    return "\n".join(f"・{line}" for line in shown)


def problems(found: tuple[Problem, ...]) -> str:
    """Return the first few things that are wrong with a playbook, and how many more there are."""
    lines = [problem(each) for each in found[:_SHOWN]]
    more = len(found) - _SHOWN
    if more > 0:
        lines.append(ngettext("{n} more problem.", "{n} more problems.", more).format(n=f"{more:,}"))
    return pgettext("between sentences", " ").join(lines)


def problem(found: Problem) -> str:
    """Return what is wrong with an entry of a playbook, and what to do."""
    text = _FLAWS[found.flaw]().format(value=found.value, where=found.where)
    name = said(found.name) if found.name is not None else ""
    return _("{name}: {problem}").format(name=name, problem=text) if name else text


def unreadable(error: UnreadableError) -> str:
    """Return why a file is no playbook, with the place."""
    first = error.entries[0]
    if not first.where:
        return _("This file is no playbook. Choose a file that was exported as one. ({detail})").format(
            detail=first.value
        )
    return _("The entry “{where}” of this file cannot be read (“{value}”). Correct it and try again.").format(
        where=first.where, value=first.value
    )


_FLAWS = {
    Flaw.NO_NAME: lambda: _("A name is missing. Enter one."),
    Flaw.NO_STEPS: lambda: _("There is no step yet. Add one."),
    Flaw.NO_TITLE: lambda: _("A step has no title. Enter one."),
    Flaw.NO_KEY: lambda: _("A key is missing. Enter one."),
    Flaw.KEY_TWICE: lambda: _("The key “{value}” is there twice. Change one of them."),
    Flaw.DAYS: lambda: _("“{value}” days are not possible. Enter at most 3,660."),
    Flaw.MINUTES: lambda: _("“{value}” minutes are not possible. Enter 0 to 6,000."),
    Flaw.AFTER_END: lambda: _("A step cannot be due before the step before it is done. Enter 0 days or more."),
    Flaw.CONDITION: lambda: _("The condition does not fit (“{value}”). Choose a value."),
    Flaw.TRIGGER_NUMBER: lambda: _("A trigger cannot have the number “{value}”. Enter 1 to 3,660."),
    Flaw.TRIGGER_WORD: lambda: _("A trigger names no usage metric. Choose one."),
}


def _counted(found: Offset) -> str:
    n = abs(found.days)
    if n == 0:
        return _("that day")
    if found.days < 0:
        text = (
            ngettext("{n} business day before", "{n} business days before", n)
            if found.business
            else ngettext("{n} day before", "{n} days before", n)
        )
        return text.format(n=n)
    return _after(found)


def _after(found: Offset) -> str:
    if found.business:
        return ngettext("{n} business day after", "{n} business days after", found.days).format(n=found.days)
    return ngettext("{n} day after", "{n} days after", found.days).format(n=found.days)
