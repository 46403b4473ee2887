"""The pages that exist, in the order of the navigation."""

from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import N_
from csops_desktop.ui.state import PageId


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
        first_data: for somebody who works alone it appears with the first record of one of these kinds.
        inner: it shows one thing that is opened from elsewhere, and never stands in the navigation.
    """

    id: PageId
    group: PageGroup
    title: str
    icon: str
    words: str = ""
    optional: bool = False
    first_data: tuple[Kind, ...] = ()
    inner: bool = False


PAGES: tuple[PageEntry, ...] = (
    PageEntry(PageId.TODAY, PageGroup.DAILY, N_("Today"), "sun-horizon", "きょう kyou queue todo"),
    PageEntry(PageId.CUSTOMERS, PageGroup.DAILY, N_("Customers"), "buildings", "こきゃく kokyaku accounts"),
    PageEntry(
        PageId.PLAYBOOKS,
        PageGroup.DAILY,
        N_("Playbooks"),
        "check-square-offset",
        "ぷれいぶっく てじゅん ちぇっくりすと playbooks checklists runs",
        optional=True,
    ),
    PageEntry(
        PageId.RENEWALS,
        PageGroup.DAILY,
        N_("Contract renewals"),
        "arrows-clockwise",
        "けいやく こうしん keiyaku koushin renewals churn",
        optional=True,
    ),
    PageEntry(
        PageId.PROMISES,
        PageGroup.DAILY,
        N_("Promises and requests"),
        "handshake",
        "やくそく ようぼう yakusoku youbou promises requests",
        optional=True,
        first_data=(Kind.PROMISES, Kind.REQUESTS),
    ),
    PageEntry(PageId.PLAYBOOK_LIST, PageGroup.DAILY, N_("Playbook templates"), "check-square-offset", inner=True),
    PageEntry(PageId.PLAYBOOK_EDITOR, PageGroup.DAILY, N_("Playbook editor"), "check-square-offset", inner=True),
    PageEntry(PageId.SCORECARD, PageGroup.MAPS, N_("Scorecards"), "sliders-horizontal", inner=True),
    PageEntry(
        PageId.MAP,
        PageGroup.MAPS,
        N_("Operation map"),
        "path",
        "おぺれーしょんまっぷ せいじゅくど maturity levels map",
        optional=True,
        first_data=(Kind.PRODUCTS,),
    ),
    PageEntry(
        PageId.HEALTH,
        PageGroup.MAPS,
        N_("Customer health"),
        "heartbeat",
        "へるす けんこうど herusu kenkoudo score scorecard churn",
        optional=True,
    ),
    PageEntry(
        PageId.IMPORT,
        PageGroup.BOTTOM,
        N_("Import"),
        "download-simple",
        "とりこみ torikomi csv excel",
        optional=True,
    ),
    PageEntry(PageId.SETTINGS, PageGroup.BOTTOM, N_("Settings"), "gear-six", "せってい settei"),
    PageEntry(PageId.HELP, PageGroup.BOTTOM, N_("Help"), "question", "へるぷ つかいかた manual"),
)


def entry(page: PageId) -> PageEntry:
    """Return the entry of a page."""
    return next(found for found in PAGES if found.id == page)
