"""Writes a scorecard to a file."""

import re
from pathlib import Path

from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.exchange.saving import Saving
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench

SUFFIX = ".scorecard.json"
_UNFIT = re.compile(r'[\\/:*?"<>|]+')


def export_card(workbench: Workbench, definition: Definition) -> None:
    """Ask where to, and write there."""
    name = _UNFIT.sub("_", definition.name).strip() or "scorecard"
    path = workbench.messages.save_file(_("Export the scorecard"), Path(name + SUFFIX), [_("Scorecard (*.json)")])
    if path is None:
        return
    text = workbench.services.scorecards.file_text(definition)

    def write(_handle: object) -> Path:
        with Saving(path) as saving:
            saving.path.write_text(text, encoding="utf-8")
        return path

    workbench.tasks.background(
        write, lambda made: workbench.messages.toast(_("Written to {name}").format(name=made.name))
    )
