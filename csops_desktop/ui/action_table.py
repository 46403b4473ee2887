"""Every action of the window, declared once: menu, shortcuts and command palette are made from this table."""

from csops_desktop.foundation.i18n import N_
from csops_desktop.ui.actions import Action, ActionId, Menu
from csops_desktop.ui.edit_actions import EDIT_ACTIONS
from csops_desktop.ui.state import PageId

_FILE: tuple[Action, ...] = (
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
        ActionId.MAP_POSTER,
        N_("Poster of the operation map…"),
        "printer",
        Menu.FILE,
        page=PageId.MAP,
        words="ぽすたー おぺれーしょんまっぷ いんさつ pdf svg print",
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
)
_VIEW: tuple[Action, ...] = (
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
    Action(
        ActionId.SHOW_AT_RISK,
        N_("Customers at risk"),
        "warning",
        Menu.VIEW,
        "show_at_risk",
        words="きけん けんこうど へるす risk health",
    ),
    Action(
        ActionId.SHOW_FALLEN,
        N_("Customers whose health fell"),
        "trend-down",
        Menu.VIEW,
        "show_fallen",
        words="おちた さがった けんこうど へるす drop health",
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
        ActionId.PLAYBOOK_TEMPLATES,
        N_("Playbook templates"),
        "check-square-offset",
        Menu.VIEW,
        "show_playbook_templates",
        words="ぷれいぶっく てんぷれーと てじゅん ひながた checklist template",
    ),
    Action(
        ActionId.SCORECARDS,
        N_("Scorecards"),
        "sliders-horizontal",
        Menu.VIEW,
        "show_scorecards",
        words="すこあかーど へるすもでる けんこうど はいてん scorecard health score what-if",
    ),
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
)
_HELP: tuple[Action, ...] = (
    Action(ActionId.HELP, N_("Help"), "question", Menu.HELP, "show_help", ("F1",), words="へるぷ つかいかた"),
    Action(
        ActionId.KEYS, N_("Keyboard shortcuts"), "keyboard", Menu.HELP, "show_keys", words="きーぼーど しょーとかっと"
    ),
    Action(ActionId.ABOUT, N_("About CSOps Desktop"), "info", Menu.HELP, "show_about", words="ばーじょん version"),
)
ACTIONS: tuple[Action, ...] = _FILE + EDIT_ACTIONS + _VIEW + _HELP


def action(wanted: ActionId) -> Action:
    """Return one action of the table."""
    return next(entry for entry in ACTIONS if entry.id == wanted)
