"""What this machine remembers about the window: declared once as data, kept as one small JSON file."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from csops_desktop.domain.crew import REMEMBERED

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
SAVE_AFTER_MS = 400


@dataclass(frozen=True, slots=True)
class Option(Generic[T_co]):
    """One thing that is remembered.

    Attributes:
        default: its value before the user chose; its type is the type of the option.
        allowed: the values it can take, empty for any of that type.
    """

    name: str
    default: T_co
    allowed: tuple[T_co, ...] = ()

    def accepts(self, value: object) -> bool:
        """Tell whether a value from the file can be used."""
        return type(value) is type(self.default) and (not self.allowed or value in self.allowed)


LANGUAGE = Option("language", "", ("", "ja", "en"))  # empty: follow the system
THEME = Option("theme", "system", ("light", "dark", "system"))
SCALE = Option("scale", 100, (90, 100, 110, 125))
LAST_STORE = Option("last_store", "")
RECENT_STORES: Option[list[str]] = Option("recent_stores", [])
MODE = Option("mode", "", ("", "solo", "team"))  # empty: the welcome has not been answered
ME: Option[dict[str, int]] = Option(REMEMBERED, {})  # store → member who works here, 0 for nobody named
TODAY_MINUTES = Option("today_minutes", 360)  # that the list of a day may take; 0: it is not cut
TODAY_WHOSE = Option("today_whose", "mine", ("mine", "all"))  # in a team: whose list of the day
PAGES_SHOWN: Option[dict[str, bool]] = Option("pages_shown", {})
NAV_COLLAPSED = Option("nav_collapsed", default=False)
WINDOW_GEOMETRY = Option("window_geometry", "")  # base64 of saveGeometry
LAST_PAGE = Option("last_page", "")
SPLITTERS: Option[dict[str, list[int]]] = Option("splitters", {})  # page → sizes in px at 100 % text size
COLUMNS: Option[dict[str, list[list[Any]]]] = Option("columns", {})  # list → [[column, width], …] in order
RECENT_COMMANDS: Option[list[str]] = Option("recent_commands", [])
DISMISSED: Option[list[str]] = Option("dismissed", [])  # hints the user closed
LOG_PINNED = Option("log_pinned", default=False)  # the log stays open after saving
EXPORT_FOLDER = Option("export_folder", "")
IMPORT_FOLDER = Option("import_folder", "")

OPTIONS: tuple[Option[Any], ...] = (
    LANGUAGE,
    THEME,
    SCALE,
    LAST_STORE,
    RECENT_STORES,
    MODE,
    ME,
    TODAY_MINUTES,
    TODAY_WHOSE,
    PAGES_SHOWN,
    NAV_COLLAPSED,
    WINDOW_GEOMETRY,
    LAST_PAGE,
    SPLITTERS,
    COLUMNS,
    RECENT_COMMANDS,
    DISMISSED,
    LOG_PINNED,
    EXPORT_FOLDER,
    IMPORT_FOLDER,
)


class Preferences(QObject):
    """Reads at once, writes a moment after the last change and when the program ends.

    An unreadable file, an unknown name or a value of the wrong type counts as not chosen; nothing of it is an error.
    """

    changed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._values: dict[str, Any] = _read(path)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._dirty = False

    def get(self, option: Option[T]) -> T:
        """Return what the user chose, else the default."""
        value = self._values.get(option.name, option.default)
        return value if option.accepts(value) else option.default

    def set(self, option: Option[T], value: T) -> None:
        """Remember a choice.

        Raises:
            ValueError: the option cannot take the value.
        """
        if not option.accepts(value):
            raise ValueError(option.name)
        if self.get(option) == value and option.name in self._values:
            return
        self._values[option.name] = value
        self._dirty = True
        self._timer.start()
        self.changed.emit(option.name)

    def part(self, option: Option[dict[str, T]], key: str) -> T | None:
        """Return one entry of an option that is a table, such as the splitter sizes of a page."""
        table: dict[str, T] = self._values.get(option.name, option.default)
        return table.get(key) if option.accepts(table) else None

    def set_part(self, option: Option[dict[str, T]], key: str, value: T) -> None:
        """Remember one entry of an option that is a table."""
        table: dict[str, T] = dict(self._values.get(option.name, option.default))
        table[key] = value
        self.set(option, table)

    @Slot()
    def flush(self) -> None:
        """Write now when something changed; a folder that cannot be written is no reason to disturb the user."""
        self._timer.stop()
        if not self._dirty:
            return
        self._dirty = False
        try:
            _write(self._path, self._values)
        except OSError:
            self._dirty = True


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _write(path: Path, values: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
