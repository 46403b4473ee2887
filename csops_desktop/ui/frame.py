"""The window as its own parts see it: what commands and menus may ask of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from csops_desktop.ui.widgets.palette import Palette


class Frame(QMainWindow):
    """What ``MainWindow`` fills in.

    Signals:
        store_requested(str): ``new`` or ``open`` another store, or ``restore:`` with the path of a backup.
    """

    store_requested = Signal(str)
    workbench: Workbench

    def run(self, action: ActionId) -> None:
        """Carry out an action."""
        raise NotImplementedError

    def page(self) -> Page | None:
        """Return the page that is shown."""
        raise NotImplementedError

    def page_ids(self) -> list[PageId]:
        """Return the pages in the navigation, in order; Ctrl+1…9 count them."""
        raise NotImplementedError

    def load_page(self, page_id: PageId) -> Page:
        """Return a page, made when it is asked for the first time."""
        raise NotImplementedError

    def go(self, place: Place) -> None:
        """Show a place and remember it for the way back."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Go back (−1) or forward (1) along the places visited."""
        raise NotImplementedError

    def open_palette(self) -> "Palette":
        """Return the palette, made when it is asked for the first time."""
        raise NotImplementedError

    def open_log(self, customers: Sequence[int] | None = None) -> None:
        """Open the log for customers, or for the current one of the page."""
        raise NotImplementedError

    def close_toast(self) -> None:
        """Take the toast away."""
        raise NotImplementedError

    def focus_search(self) -> None:
        """Put the cursor in the search field."""
        raise NotImplementedError

    def open_menu(self) -> None:
        """Open the menu of the command bar."""
        raise NotImplementedError
