"""What operations on scorecards did."""

from csops_desktop.domain.changes import Scalar
from csops_desktop.foundation.i18n import _

OPERATIONS = frozenset(
    ["scorecard_added", "draft_discarded", "published", "scorecard_moved", "scorecard_archived", "scorecard_restored"]
)


def operation(key: str, name: str, data: dict[str, Scalar]) -> str:
    """Return what an operation did."""
    match key:
        case "scorecard_added":
            return _("Added the scorecard “{name}”").format(name=name)
        case "draft_discarded":
            return _("Draft of “{name}” thrown away").format(name=name)
        case "published":
            text = _("Published “{name}” as Ver{number}. This cannot be undone")
            return text.format(name=name, number=data.get("number"))
        case "scorecard_moved":
            return _("Changed the place of the scorecard “{name}”").format(name=name)
        case "scorecard_archived":
            return _("Archived the scorecard “{name}”").format(name=name)
    return _("Took the scorecard “{name}” into use again").format(name=name)
