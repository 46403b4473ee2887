"""Writes a definition to a file that travels, and reads one."""

import re
from pathlib import Path

from csops_desktop.exchange.saving import Saving
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench

_UNFIT = re.compile(r'[\\/:*?"<>|]+')


def write_text(workbench: Workbench, title: str, proposal: str, kinds: str, text: str) -> None:
    """Ask where to, and write there.

    Args:
        workbench: asks and writes.
        title: of the question.
        proposal: name of the file; what no file may be named with is replaced.
        kinds: which files are offered, as ``Playbook (*.toml)``.
        text: what stands in the file.
    """
    path = workbench.messages.save_file(title, Path(_UNFIT.sub("_", proposal).strip()), [kinds])
    if path is None:
        return

    def write(_handle: object) -> Path:
        with Saving(path) as saving:
            saving.path.write_text(text, encoding="utf-8")
        return path

    workbench.tasks.background(
        write, lambda made: workbench.messages.toast(_("Written to {name}").format(name=made.name))
    )


def text_of(path: Path) -> str:
    """Return the text of a file; what is no text reads as none, and is refused as such."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        return ""
