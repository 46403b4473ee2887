"""Writes a scorecard to a file."""

from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.text_files import write_text

SUFFIX = ".scorecard.json"


def export_card(workbench: Workbench, definition: Definition) -> None:
    """Ask where to, and write there."""
    text = workbench.services.scorecards.file_text(definition)
    name = (definition.name.strip() or "scorecard") + SUFFIX
    write_text(workbench, _("Export the scorecard"), name, _("Scorecard (*.json)"), text)
