"""Every action of the window, declared once: menu, shortcuts and command palette are made from this table."""

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
    MERGE_CUSTOMERS = "merge_customers"
    DUPLICATES = "duplicates"
    SAVE_VIEW = "save_view"
    CLEAR_FILTERS = "clear_filters"
    BULK_EDIT = "bulk_edit"
    LOG = "log"
    NEW_PROMISE = "new_promise"
    NEW_OPPORTUNITY = "new_opportunity"
    SHOW_CALENDAR = "show_calendar"
    SHOW_OPPORTUNITIES = "show_opportunities"
    NEW_REQUEST = "new_request"
    LOG_LISTED = "log_listed"
    FIND = "find"
    FIND_IN_TIMELINE = "find_in_timeline"
    CONTRACTS = "contracts"
    NEW_STORE = "new_store"
    OPEN_STORE = "open_store"
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


ACTIONS: tuple[Action, ...] = (
    Action(
        ActionId.NEW_STORE,
        N_("New store…"),
        "file-plus",
        Menu.FILE,
        "new_store",
        words="あたらしい データファイル store",
    ),
    Action(
        ActionId.OPEN_STORE,
        N_("Open store…"),
        "folder-open",
        Menu.FILE,
        "open_store",
        ("Ctrl+O",),
        words="ひらく データファイル store",
    ),
    Action(
        ActionId.IMPORT,
        N_("Import…"),
        "download-simple",
        Menu.FILE,
        "show_import",
        ("Ctrl+I",),
        line=True,
        words="とりこみ csv excel",
    ),
    Action(
        ActionId.EXPORT,
        N_("Export the list…"),
        "file-arrow-down",
        Menu.FILE,
        keys=("Ctrl+Shift+E",),
        page=PageId.CUSTOMERS,
        words="かきだす csv xlsx excel",
    ),
    Action(
        ActionId.SEND_LIST,
        N_("Send list…"),
        "envelope-simple",
        Menu.FILE,
        keys=("Ctrl+Shift+M",),
        page=PageId.CUSTOMERS,
        words="そうしんリスト はいしん あてさき mail merge newsletter",
    ),
    Action(
        ActionId.EXPORT_ALL,
        N_("Export everything…"),
        "folder-open",
        Menu.FILE,
        "export_all",
        words="ぜんぶかきだす すべて backup csv",
    ),
    Action(
        ActionId.IMPORT_ALL,
        N_("Read everything back…"),
        "folder-plus",
        Menu.FILE,
        "import_all",
        words="ぜんぶよみもどす すべて restore csv",
    ),
    Action(
        ActionId.BACKUP_NOW, N_("Back up now"), "shield-check", Menu.FILE, "back_up", line=True, words="ばっくあっぷ"
    ),
    Action(
        ActionId.RESTORE,
        N_("Restore a backup…"),
        "clock-counter-clockwise",
        Menu.FILE,
        "show_backups",
        words="もどす ふくげん",
    ),
    Action(ActionId.CHECK, N_("Check the store"), "first-aid-kit", Menu.FILE, "check_store", words="けんさ"),
    Action(ActionId.QUIT, N_("Quit"), "sign-out", Menu.FILE, "quit", ("Ctrl+Q",), line=True, words="しゅうりょう"),
    Action(ActionId.UNDO, N_("Undo"), "arrow-u-up-left", Menu.EDIT, "undo", ("Ctrl+Z",), words="もとにもどす とりけし"),
    Action(
        ActionId.REDO, N_("Redo"), "arrow-u-up-right", Menu.EDIT, "redo", ("Ctrl+Y", "Ctrl+Shift+Z"), words="やりなおす"
    ),
    Action(
        ActionId.HISTORY,
        N_("History…"),
        "clock-counter-clockwise",
        Menu.EDIT,
        "show_history",
        ("Ctrl+H",),
        line=True,
        words="りれき",
    ),
    Action(
        ActionId.IMPORT_HISTORY,
        N_("Import history…"),
        "download-simple",
        Menu.EDIT,
        "show_import_history",
        words="とりこみりれき",
    ),
    Action(ActionId.BIN, N_("Bin…"), "trash", Menu.EDIT, "show_bin", words="ごみばこ deleted restore"),
    Action(
        ActionId.NEW_CUSTOMER,
        N_("New customer"),
        "plus-circle",
        Menu.EDIT,
        keys=("Ctrl+N",),
        page=PageId.CUSTOMERS,
        line=True,
        words="こきゃくをついか",
    ),
    Action(
        ActionId.LOG,
        N_("Log a contact"),
        "note-pencil",
        Menu.EDIT,
        "show_log",
        ("Ctrl+L",),
        words="きろくする でんわ かいぎ call meeting mail",
    ),
    Action(
        ActionId.LOG_LISTED,
        N_("Log for the customers of this list"),
        "note-pencil",
        Menu.EDIT,
        keys=("Ctrl+Shift+L",),
        page=PageId.CUSTOMERS,
        words="いちらんにきろく うぇびなー webinar",
    ),
    Action(
        ActionId.NEW_PROMISE,
        N_("Add a promise…"),
        "handshake",
        Menu.EDIT,
        page=PageId.PROMISES,
        words="やくそくをついか promise",
    ),
    Action(
        ActionId.BULK_EDIT,
        N_("Change the customers of this list together…"),
        "pencil-simple",
        Menu.EDIT,
        keys=("Ctrl+E",),
        page=PageId.CUSTOMERS,
        words="まとめてへんこう いっかつ bulk edit",
    ),
    Action(
        ActionId.NEW_OPPORTUNITY,
        N_("Add an opportunity…"),
        "trend-up",
        Menu.EDIT,
        "new_opportunity",
        ("Ctrl+Shift+O",),
        words="かくだいのきかいをついか あっぷせる くろすせる upsell cross-sell csql",
    ),
    Action(
        ActionId.NEW_REQUEST,
        N_("Write down a request…"),
        "chat-text",
        Menu.EDIT,
        page=PageId.PROMISES,
        words="ようぼうをきろく feedback request",
    ),
    Action(ActionId.COPY_ROWS, N_("Copy the selected rows"), "copy", Menu.EDIT, page=PageId.CUSTOMERS, words="こぴー"),
    Action(
        ActionId.PASTE,
        N_("Paste into the list…"),
        "clipboard",
        Menu.EDIT,
        page=PageId.CUSTOMERS,
        words="はりつけ ぺーすと paste excel",
    ),
    Action(
        ActionId.DUPLICATES,
        N_("Duplicate customers…"),
        "copy-simple",
        Menu.EDIT,
        "show_duplicates",
        line=True,
        words="ちょうふく じゅうふく なよせ とうごう duplicates merge",
    ),
    Action(
        ActionId.MERGE_CUSTOMERS,
        N_("Merge the selected customers…"),
        "git-merge",
        Menu.EDIT,
        page=PageId.CUSTOMERS,
        words="とうごう なよせ merge",
    ),
    Action(
        ActionId.ARCHIVE_CUSTOMERS,
        N_("Archive the selected customers"),
        "archive",
        Menu.EDIT,
        page=PageId.CUSTOMERS,
        words="あーかいぶ",
    ),
    Action(
        ActionId.DELETE_CUSTOMERS,
        N_("Delete the selected customers"),
        "trash",
        Menu.EDIT,
        page=PageId.CUSTOMERS,
        words="さくじょ",
    ),
    Action(ActionId.PALETTE, N_("Command palette"), "command", Menu.VIEW, "show_palette", ("Ctrl+K",)),
    Action(
        ActionId.FIND,
        N_("Search the list"),
        "magnifying-glass",
        Menu.VIEW,
        "focus_search",
        ("Ctrl+F", "/"),
        words="けんさく",
    ),
    Action(
        ActionId.FIND_IN_TIMELINE,
        N_("Find in the log of the customer"),
        "clock-counter-clockwise",
        Menu.VIEW,
        keys=("Ctrl+Shift+F",),
        page=PageId.CUSTOMERS,
        words="たいむらいん きろくをけんさく timeline",
    ),
    Action(
        ActionId.CONTRACTS,
        N_("Contracts of the customer"),
        "arrows-clockwise",
        Menu.VIEW,
        keys=("Ctrl+Shift+K",),
        page=PageId.CUSTOMERS,
        words="けいやく こうしん かいやく renew contract",
    ),
    Action(
        ActionId.CLEAR_FILTERS,
        N_("Clear all filters"),
        "funnel",
        Menu.VIEW,
        page=PageId.CUSTOMERS,
        words="じょうけんをはずす filter",
    ),
    Action(
        ActionId.SAVE_VIEW,
        N_("Save the view…"),
        "floppy-disk",
        Menu.VIEW,
        page=PageId.CUSTOMERS,
        words="びゅーをほぞん",
    ),
    Action(
        ActionId.SHOW_CALENDAR,
        N_("Calendar of renewals"),
        "calendar-blank",
        Menu.VIEW,
        "show_calendar",
        line=True,
        words="こうしんのかれんだー つうちきげん notice",
    ),
    Action(
        ActionId.SHOW_OPPORTUNITIES,
        N_("Opportunities"),
        "trend-up",
        Menu.VIEW,
        "show_opportunities",
        words="かくだいのきかい あっぷせる くろすせる csql upsell",
    ),
    Action(ActionId.BACK, N_("Back"), "arrow-left", Menu.VIEW, "back", ("Alt+Left",), line=True, words="もどる"),
    Action(ActionId.FORWARD, N_("Forward"), "arrow-right", Menu.VIEW, "forward", ("Alt+Right",), words="すすむ"),
    Action(
        ActionId.TOGGLE_NAV,
        N_("Collapse or open the side bar"),
        "square-half",
        Menu.VIEW,
        "toggle_nav",
        ("Ctrl+B",),
        words="ひだり たたむ サイドバー",
    ),
    Action(
        ActionId.THEME_LIGHT,
        N_("Light colours"),
        "sun",
        Menu.VIEW,
        "use_light",
        line=True,
        words="あかるい はいしょく theme",
    ),
    Action(
        ActionId.THEME_DARK, N_("Dark colours"), "moon", Menu.VIEW, "use_dark", words="くらい はいしょく ダーク theme"
    ),
    Action(
        ActionId.THEME_SYSTEM,
        N_("Colours of the system"),
        "circle-half",
        Menu.VIEW,
        "use_system",
        words="はいしょく theme",
    ),
    Action(
        ActionId.LANGUAGE_JA,
        N_("Japanese (日本語)"),
        "translate",
        Menu.VIEW,
        "use_japanese",
        words="language",
        line=True,
    ),
    Action(ActionId.LANGUAGE_EN, N_("English"), "translate", Menu.VIEW, "use_english", words="えいご language"),
    Action(
        ActionId.SETTINGS,
        N_("Settings"),
        "gear-six",
        Menu.VIEW,
        "show_settings",
        ("Ctrl+,",),
        line=True,
        words="せってい",
    ),
    Action(ActionId.HELP, N_("Help"), "question", Menu.HELP, "show_help", ("F1",), words="へるぷ つかいかた"),
    Action(
        ActionId.KEYS, N_("Keyboard shortcuts"), "keyboard", Menu.HELP, "show_keys", words="きーぼーど しょーとかっと"
    ),
    Action(ActionId.ABOUT, N_("About CSOps Desktop"), "info", Menu.HELP, "show_about", words="ばーじょん version"),
)


def action(wanted: ActionId) -> Action:
    """Return one action of the table."""
    return next(entry for entry in ACTIONS if entry.id == wanted)
