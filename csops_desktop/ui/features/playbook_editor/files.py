"""Writes a playbook to a file."""

from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.text_files import write_text
from csops_desktop.wording.playbooks import said


def export_playbook(workbench: Workbench, playbook: Playbook) -> None:
    """Ask where to, and write there."""
    text = workbench.services.playbooks.file_text(playbook)
    name = (said(playbook.name).strip() or "playbook") + ".toml"
    write_text(workbench, _("Export the playbook"), name, _("Playbook (*.toml)"), text)
