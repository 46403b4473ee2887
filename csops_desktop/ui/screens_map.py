"""The pictures of the operation map: a level, a cell, a row, who was never assessed, the dialogs; drawn with all."""

from csops_desktop.ui.features.map.chosen import Chosen
from csops_desktop.ui.features.map.page import MapPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.screens_levels import Takes
from csops_desktop.ui.state import PageId, Place


def draw(camera: Takes, window: MainWindow) -> None:
    """Draw the page of the sample's first product."""
    page = _open(camera, window)
    if page is None:
        return
    camera.take("map", window)
    page.choose(Chosen(1, "high", cell=True))
    page.matrix.setFocus()
    camera.take("map-cell", window)
    page.choose(Chosen(None, "low"))
    camera.take("map-row", window)
    page.choose(Chosen(unassessed=True))
    camera.take("map-unassessed", window)


def draw_dialogs(camera: Takes, window: MainWindow) -> None:
    """Draw what the page asks."""
    page = _open(camera, window)
    if page is None:
        return
    page.choose(Chosen(2, "high", cell=True))
    camera.take_dialog("map-plan", page, page.acts.plan)
    camera.take_dialog("map-begin", page, page.begin)


def _open(camera: Takes, window: MainWindow) -> MapPage | None:
    window.go(Place(PageId.MAP))
    camera.settle(2)
    page = window.page()
    return page if isinstance(page, MapPage) and page.book is not None else None
