"""Draws the scorecard editor for ``screens``: a draft beside what is published, and its dialogs."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from csops_desktop.domain.query import ListQuery
from csops_desktop.domain.scoring import editing
from csops_desktop.ui.features.scorecards.page import ScorecardPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.screens_levels import Takes
from csops_desktop.ui.state import PageId, Place

_SHIFT = 10


def draw(camera: Takes, window: MainWindow) -> None:
    """Draw the parts of the first published scorecard, with a draft of other weights and bands."""
    services = window.workbench.services
    card = next((card for card in services.scorecards.cards() if card.current is not None), None)
    if card is None:
        return
    definition = services.scorecards.versions(card.id)[-1].definition
    first, second, *_rest = definition.axes[1].measures
    draft = editing.change_measure(definition, first.key, lambda each: replace(each, points=each.points - _SHIFT))
    draft = editing.change_measure(draft, second.key, lambda each: replace(each, points=each.points + _SHIFT))
    draft = replace(draft, bands=replace(draft.bands, watch=80, healthy=120))
    services.scorecards.save_draft(card.id, draft)
    window.go(Place(PageId.SCORECARD, card.id))
    camera.settle(3)
    page = window.page()
    if not isinstance(page, ScorecardPage):
        return
    rule = next(iter(draft.rules), None)
    parts = {"whole": ("whole",), "axis": ("axis", 1), "measure": ("measure", first.key), "bands": ("bands",)}
    for name, part in parts.items():
        page.left.outline.choose(part)
        camera.take(f"scorecard-{name}", window)
    if rule is not None:
        page.left.outline.choose(("rule", rule.key))
        camera.take("scorecard-rule", window)
    one, other = page.right.segment.findChildren(QPushButton)
    other.click()
    found = services.customers.find(ListQuery()).ids[:1]
    if found:
        page.right.preview.customer.field.set_customer((found[0], str(services.customers.get(found[0]).values["name"])))
    camera.take("scorecard-customer", window)
    one.click()
    camera.take_dialog("scorecard-publish", window, page.publish)
    camera.take_dialog("scorecard-versions", window, page.show_versions)
    current = page.current()
    if current is not None:
        page.show_version(current.id)
        camera.take("scorecard-old", window)
    services.scorecards.discard_draft(card.id)
