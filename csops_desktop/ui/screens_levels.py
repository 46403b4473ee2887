"""The pictures of levels and phases: the editor, movement, assessments, phases; drawn along with all others."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.maturity import Standing
from csops_desktop.domain.query import ListQuery
from csops_desktop.ui.features.customer.maturity_block import MaturityBlock
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.settings.page import SettingsPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place


class Takes(Protocol):
    """Whoever takes pictures."""

    def settle(self, pauses: int = 1) -> None:
        """Let the window come to rest."""

    def take(self, name: str, widget: QWidget) -> None:
        """Take a picture of a widget."""

    def take_dialog(self, name: str, window: QWidget, show: Callable[[], object]) -> None:
        """Take a picture of a dialog that does not wait."""


def draw(camera: Takes, window: MainWindow) -> None:
    """Draw the dialogs of products, and those of the customer whose levels have the longest history."""
    window.go(Place(PageId.SETTINGS, "products"))
    settings = window.page()
    if isinstance(settings, SettingsPage):
        camera.settle(2)
        products = settings.products
        products.list.setCurrentRow(0)
        camera.take_dialog("levels", window, products.open_levels)
        camera.take_dialog("levels-moves", window, products.open_moves)
        products.list.setCurrentRow(products.list.count() - 1)  # of the sample: it has no levels yet
        camera.take_dialog("levels-none", window, products.open_levels)
    services = window.workbench.services
    ways = {id_: services.maturity.standings(id_) for id_ in services.customers.find(ListQuery()).ids}
    if not ways:
        return
    window.go(Place(PageId.CUSTOMERS, max(ways, key=lambda id_: sum(_turns(each) for each in ways[id_]))))
    camera.settle(2)
    page = window.page()
    block = page.panel.panel.blocks["maturity"] if isinstance(page, CustomersPage) and page.panel.panel else None
    if not isinstance(block, MaturityBlock) or not block.cards:
        return
    camera.take("customer-levels", window)
    standing = max((card.standing for card in block.cards), key=_turns)
    acts = {"assess": block.assess, "past": block.history, "phases": block.phases, "first-value": block.first_value}
    phased = max((card.standing for card in block.cards), key=lambda each: len(each.phases))
    for name, act in acts.items():
        camera.take_dialog(f"customer-{name}", window, partial(act, phased if name == "phases" else standing))
    bare = next((card.standing for card in block.cards if not card.standing.levels), None)
    if bare is not None:
        camera.take_dialog("customer-ready-levels", window, partial(block.assess, bare))


def _turns(standing: Standing) -> int:
    """Return how often the level changed."""
    levels = [each.level for each in standing.history]
    return sum(one != other for one, other in pairwise(levels))
