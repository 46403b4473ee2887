"""What an action of the window is; each is declared once, in `action_table` and `edit_actions`."""

from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.foundation.i18n import N_
from csops_desktop.ui.state import PageId


class ActionId(StrEnum):
    """What can be done from the menu, by key or from the palette."""

    NEW_CUSTOMER = "new_customer"
    DELETE_CUSTOMERS = "delete_customers"
    ARCHIVE_CUSTOMERS = "archive_customers"
    COPY_ROWS = "copy_rows"
    PASTE = "paste"
    ENTER_USAGE = "enter_usage"
    MERGE_CUSTOMERS = "merge_customers"
    DUPLICATES = "duplicates"
    TOUCH_SUGGESTIONS = "touch_suggestions"
    SAVE_VIEW = "save_view"
    CLEAR_FILTERS = "clear_filters"
    BULK_EDIT = "bulk_edit"
    LOG = "log"
    NEW_PROMISE = "new_promise"
    START_PLAYBOOK = "start_playbook"
    NEW_OPPORTUNITY = "new_opportunity"
    SHOW_CALENDAR = "show_calendar"
    SHOW_OPPORTUNITIES = "show_opportunities"
    SHOW_AT_RISK = "show_at_risk"
    SHOW_FALLEN = "show_fallen"
    NEW_REQUEST = "new_request"
    RATE_DUE = "rate_due"
    LOG_LISTED = "log_listed"
    FIND = "find"
    FIND_IN_TIMELINE = "find_in_timeline"
    CONTRACTS = "contracts"
    NEW_STORE = "new_store"
    OPEN_STORE = "open_store"
    MAP_POSTER = "map_poster"
    IMPORT = "import"
    EXPORT = "export"
    SEND_LIST = "send_list"
    EXPORT_ALL = "export_all"
    IMPORT_ALL = "import_all"
    BACKUP_NOW = "backup_now"
    RESTORE = "restore"
    CHECK = "check"
    QUIT = "quit"
    UNDO = "undo"
    REDO = "redo"
    HISTORY = "history"
    IMPORT_HISTORY = "import_history"
    BIN = "bin"
    PALETTE = "palette"
    BACK = "back"
    FORWARD = "forward"
    TOGGLE_NAV = "toggle_nav"
    THEME_LIGHT = "theme_light"
    THEME_DARK = "theme_dark"
    THEME_SYSTEM = "theme_system"
    LANGUAGE_JA = "language_ja"
    LANGUAGE_EN = "language_en"
    PLAYBOOK_TEMPLATES = "playbook_templates"
    SCORECARDS = "scorecards"
    SETTINGS = "settings"
    HELP = "help"
    KEYS = "keys"
    ABOUT = "about"


class Menu(StrEnum):
    """The menus, in order."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    HELP = "help"


MENU_TITLES = {Menu.FILE: N_("File"), Menu.EDIT: N_("Edit"), Menu.VIEW: N_("View"), Menu.HELP: N_("Help")}


@dataclass(frozen=True, slots=True)
class Action:
    """One action.

    Attributes:
        text: English message id; ``…`` at the end when it opens a dialog.
        keys: shortcuts, the first is shown.
        handler: name of the window's method; empty for an action that a page carries out.
        page: the page that carries it out; it is opened first.
        words: further words by which the palette finds it.
        line: a dividing line stands above it in its menu.
    """

    id: ActionId
    text: str
    icon: str
    menu: Menu
    handler: str = ""
    keys: tuple[str, ...] = ()
    page: PageId | None = None
    words: str = ""
    line: bool = False
