"""How two versions of a playbook differ, in words."""

from csops_desktop.domain.playbooks.comparing import Aspect, aspects
from csops_desktop.domain.playbooks.definition import Playbook, Step
from csops_desktop.domain.playbooks.moving import Change, Difference, differences
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.wording import playbooks as words


def versions(before: Playbook, after: Playbook) -> list[str]:
    """Return every difference between two versions, a sentence each."""
    found = [_aspect(each, before, after) for each in aspects(before, after)]
    return found + [difference(each) for each in differences(before, after)]


def difference(found: Difference) -> str:
    """Return how a step differs: "Review: 30 days before contract end → 45 days before contract end"."""
    before, after = found.before, found.after
    if before is None or after is None:
        step = after or before
        name = words.said(step.title) if step is not None else ""
        text = _("New step: {name}") if before is None else _("Step taken out: {name}")
        return text.format(name=name or _("without a name"))
    name = words.said(after.title) or _("without a name")
    if found.change is Change.WORDS and words.said(before.title) != words.said(after.title):
        return _("{before} → {after} (title)").format(before=words.said(before.title) or "—", after=name)
    if found.change is Change.WORDS:
        return _("{name}: other guidance").format(name=name)
    if found.change is Change.TIMING:
        one, other = words.offset(before.offset), words.offset(after.offset)
        if one == other:
            return _("{name}: another rule for closed days").format(name=name)
        return _("{name}: {before} → {after}").format(name=name, before=one, after=other)
    return _("{name}: {changes}").format(name=name, changes=pgettext("between", ", ").join(_rules(before, after)))


def _rules(before: Step, after: Step) -> list[str]:
    found = []
    if before.role != after.role:
        found.append(_arrow(words.role(before.role), words.role(after.role)))
    if before.required != after.required:
        found.append(_("required now") if after.required else _("not required any more"))
    if before.proof != after.proof:
        text = _arrow(words.proof(before.proof), words.proof(after.proof))
        found.append(_("proof {change}").format(change=text))
    if before.condition != after.condition:
        found.append(words.condition(after.condition) if after.condition is not None else _("for every customer"))
    if before.minutes != after.minutes:
        text = _arrow(str(before.minutes), str(after.minutes))
        found.append(_("{change} minutes").format(change=text))
    if before.shared != after.shared:
        found.append(_("shared with the customer") if after.shared else _("internal"))
    return found


def _aspect(found: Aspect, before: Playbook, after: Playbook) -> str:
    if found is Aspect.NAME:
        one, other = words.said(before.name), words.said(after.name)
        return _("Name: {change}").format(change=_arrow(one or "—", other or "—"))
    return {
        Aspect.WORDS: _("Other purpose or expected outcome"),
        Aspect.SCOPE: _("For other customers"),
        Aspect.TRIGGERS: _("Other triggers"),
        Aspect.ORDER: _("Other order or milestones"),
    }[found]


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}"
