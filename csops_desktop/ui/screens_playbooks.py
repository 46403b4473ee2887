"""Draws the list of playbooks and the editor for ``screens``: a draft beside what is published, and its dialogs."""

from dataclasses import replace

from csops_desktop.domain.playbooks import editing
from csops_desktop.domain.query import ListQuery
from csops_desktop.services.runs import Start
from csops_desktop.ui.features.playbook_editor.page import PlaybookEditor
from csops_desktop.ui.features.playbooks.modes import Mode
from csops_desktop.ui.features.playbooks.page import PlaybooksPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.screens_levels import Takes
from csops_desktop.ui.state import PageId, Place

_KEY = "renewal"


def draw(camera: Takes, window: MainWindow) -> None:
    """Draw the list, and the parts of one playbook with a draft of another date."""
    services = window.workbench.services
    if not services.playbooks.lines():
        window.go(Place(PageId.PLAYBOOK_LIST))
        camera.take("playbooks-none", window)
        for starter in services.playbooks.starters():
            services.playbooks.add(starter, publish=True)
    window.go(Place(PageId.PLAYBOOK_LIST))
    camera.settle(3)
    camera.take("playbooks-list", window)
    line = next((line for line in services.playbooks.lines() if _KEY in line.latest.key), None)
    customers = services.customers.find(ListQuery()).ids[:1]
    if line is None or line.current is None or not customers:
        return
    definition = line.current.definition
    step = definition.steps[1]
    offset = replace(step.offset, days=step.offset.days - 5)
    draft = editing.change_step(definition, step.key, lambda each: replace(each, offset=offset, minutes=40))
    services.playbooks.save_draft(line.id, draft)
    if not line.running:
        services.runs.start(Start(line.id, customers[0], window.workbench.clock.today()))
    draw_runs(camera, window)
    window.go(Place(PageId.PLAYBOOK_EDITOR, line.id))
    camera.settle(3)
    page = window.page()
    if not isinstance(page, PlaybookEditor):
        return
    page.preview.customer.field.set_customer((customers[0], str(services.customers.get(customers[0]).values["name"])))
    for name, part in {
        "whole": ("whole",),
        "triggers": ("triggers",),
        "milestone": ("milestone", 0),
        "step": ("step", step.key),
    }.items():
        page.left.outline.choose(part)
        camera.settle(2)
        camera.take(f"playbook-{name}", window)
    camera.take_dialog("playbook-publish", window, page.publish)
    services.playbooks.discard_draft(line.id)


def draw_runs(camera: Takes, window: MainWindow) -> None:
    """Draw the views of the runs, and what is asked before one is started."""
    for mode in Mode:
        window.go(Place(PageId.PLAYBOOKS, mode.value))
        camera.settle(2)
        camera.take(f"runs-{mode.value}", window)
    window.go(Place(PageId.PLAYBOOKS, Mode.BOARD.value))
    page = window.page()
    if isinstance(page, PlaybooksPage):
        camera.take_dialog("runs-start", window, page.start)
        camera.take_dialog("runs-ready", window, page.choose_starters)
