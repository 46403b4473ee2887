"""Starts a playbook from anywhere: asks for whom, which and from when, shows the dates, and writes."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.playbooks.starting import Choices
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import PageId, Workbench


def start(
    workbench: Workbench,
    parent: QWidget,
    customer: int | None = None,
    playbook: int | None = None,
    done: Callable[[int], None] | None = None,
) -> None:
    """Open the question.

    Args:
        workbench: services and tasks.
        parent: over which it opens.
        customer: whom it is for, when that is known.
        playbook: which one, when that is known.
        done: gets the id of the run that was started.
    """
    services = workbench.services

    def ask(found: Choices) -> None:
        from csops_desktop.ui.playbooks.start_dialog import StartDialog  # noqa: PLC0415 (only when asked for)

        if not found.playbooks:
            workbench.messages.toast(_("There is no playbook to start yet. Choose or write one first."), icon="info")
            workbench.navigator.go(PageId.PLAYBOOKS)
            return
        StartDialog(workbench, found, playbook, parent).carry_out(workbench.tasks, services.runs.start, done)

    workbench.tasks.query(lambda: services.run_starts.choices(customer), ask, owner=parent)
