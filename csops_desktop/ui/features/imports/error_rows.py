"""Saves the rows of a dry run that carry errors, each with its reason, to be put right and imported again."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csops_desktop.domain.imports import RowState
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tasks import Handle
from csops_desktop.wording.values import number

if TYPE_CHECKING:
    from csops_desktop.services.imports import Preview


def save(workbench: Workbench, source: Path, preview: "Preview", owner: QObject) -> None:
    """Ask for a place and write the file beside the window's work."""
    proposal = source.with_name(_("{file} errors").format(file=source.stem) + ".xlsx")
    path = workbench.messages.save_file(_("Save the rows with errors"), proposal, ["*.xlsx", "*.csv"])
    if path is None:
        return

    def work(_handle: Handle) -> int:
        from csops_desktop.exchange.writing import write_errors  # noqa: PLC0415 (only when errors are saved)
        from csops_desktop.wording import errors as sentences  # noqa: PLC0415 (only when errors are saved)

        plans = [preview.plan(at) for at in preview.rows(RowState.ERROR)]
        found = {plan.row: sentences.cells(plan.errors) for plan in plans}
        write_errors(path, preview.parsed.file[0], found, reason_heading=_("Reason"))
        return len(found)

    def then(n: int) -> None:
        text = ngettext("{n} row written to {file}", "{n} rows written to {file}", n)
        workbench.messages.toast(text.format(n=number(n), file=path.name), icon="file-arrow-down")

    workbench.tasks.background(work, then, owner=owner)
