"""The pages that exist, in the order of the navigation; a page is imported when it is first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.i18n import N_
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.widgets.page import Page


class PageGroup(StrEnum):
    """Where a page stands in the navigation."""

    DAILY = "daily"
    MAPS = "maps"
    GROW = "grow"
    BOTTOM = "bottom"


GROUP_TITLES = {PageGroup.DAILY: N_("Every day"), PageGroup.MAPS: N_("Overview"), PageGroup.GROW: N_("Grow")}


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page of the navigation.

    Attributes:
        words: further words by which the palette finds it.
        optional: the user may hide it in the settings.
    """

    id: PageId
    group: PageGroup
    title: str
    icon: str
    make: Callable[[Workbench, QWidget], Page]
    words: str = ""
    optional: bool = False


def _customers(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.customers.page import CustomersPage  # noqa: PLC0415 (only when shown)

    return CustomersPage(workbench, parent)


def _import(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.imports.page import ImportPage  # noqa: PLC0415 (only when shown)

    return ImportPage(workbench, parent)


def _settings(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.settings.page import SettingsPage  # noqa: PLC0415 (only when shown)

    return SettingsPage(workbench, parent)


def _help(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.help.page import HelpPage  # noqa: PLC0415 (only when shown)

    return HelpPage(workbench, parent)


PAGES: tuple[PageEntry, ...] = (
    PageEntry(PageId.CUSTOMERS, PageGroup.DAILY, N_("Customers"), "buildings", _customers, "こきゃく kokyaku accounts"),
    PageEntry(
        PageId.IMPORT,
        PageGroup.BOTTOM,
        N_("Import"),
        "download-simple",
        _import,
        "とりこみ torikomi csv excel",
        optional=True,
    ),
    PageEntry(PageId.SETTINGS, PageGroup.BOTTOM, N_("Settings"), "gear-six", _settings, "せってい settei"),
    PageEntry(PageId.HELP, PageGroup.BOTTOM, N_("Help"), "question", _help, "へるぷ つかいかた manual"),
)


def entry(page: PageId) -> PageEntry:
    """Return the entry of a page."""
    return next(found for found in PAGES if found.id == page)
