"""What operations on playbooks and their runs did; light, because every start loads it."""

import datetime as dt

from csops_desktop.domain.changes import Scalar
from csops_desktop.foundation.i18n import _, current
from csops_desktop.wording import values


def operation(key: str, data: dict[str, Scalar]) -> str:
    """Return what an operation on playbooks or runs did."""
    words = [str(data.get(language) or "") for language in ("ja", "en")]
    what = next(filter(None, words if current() == "ja" else reversed(words)), "")
    known = {**data, "what": what, "n": f"{int(data.get('n') or 0):,}"}
    if data.get("day"):
        known["day"] = values.date(dt.date.fromisoformat(str(data["day"])))
    if data.get("outcome"):
        known["outcome"] = _outcome(str(data["outcome"]))
    return OPERATIONS[key]().format(**known)


OPERATIONS = {
    "business_days": lambda: _("Changed the business days"),
    "business_days_moved": lambda: _("Changed the business days; {n} due dates follow"),
    "runs_renewed": lambda: _("“{what}”: {n} runs go on by version {number}"),
    "closing_days": lambda: _("Closed for “{name}”"),
    "closing_days_gone": lambda: _("{n} closing days are business days again"),
    "holidays": lambda: _("{n} public holidays from a list"),
    "playbook_added": lambda: _("New playbook “{what}”"),
    "playbooks_added": lambda: _("Playbooks added and published: {n}. They can be changed and archived"),
    "playbook_draft_discarded": lambda: _("Draft of “{what}” thrown away"),
    "playbook_published": lambda: _("Published version {number} of “{what}”. This cannot be undone"),
    "playbook_moved": lambda: _("“{what}” has another place among the playbooks"),
    "playbook_archived": lambda: _("Archived the playbook “{what}”"),
    "playbook_restored": lambda: _("Brought back the playbook “{what}”"),
    "run_started": lambda: _("Started “{what}” for {name}"),
    "run_owner": lambda: _("“{what}” of {name} is run by {owner}"),
    "runs_owner": lambda: _("Playbooks given to {owner}: {n}"),
    "run_renewed": lambda: _("“{what}” of {name} goes on by version {number}"),
    "run_closed": lambda: _("Closed “{what}” of {name}: {outcome}"),
    "run_reopened": lambda: _("“{what}” of {name} goes on"),
    "replanned": lambda: _("{n} due dates follow the business days"),
    "step_done": lambda: _("Done: {what} ({name})"),
    "step_doing": lambda: _("Being done: {what} ({name})"),
    "step_todo": lambda: _("To do again: {what} ({name})"),
    "step_not_applicable": lambda: _("Not for this customer: {what} ({name})"),
    "step_skipped": lambda: _("Skipped: {what} ({name})"),
    "step_noted": lambda: _("Note on {what} ({name})"),
    "step_moved": lambda: _("Moved {what} ({name}) to {day}"),
    "step_released": lambda: _("{what} ({name}) follows the plan again"),
    "step_owner": lambda: _("{what} ({name}) is done by somebody else"),
    "step_added": lambda: _("Added a step: {title} ({name})"),
    "suggestion_dismissed": lambda: _("“{what}” is not wanted for {name}"),
}


def _outcome(code: str) -> str:
    from csops_desktop.domain.playbooks.runs import Closing  # noqa: PLC0415 (see above)
    from csops_desktop.wording.playbooks import closing  # noqa: PLC0415 (see above)

    return closing(Closing(code))
