"""Icons of the Phosphor font that QtAwesome ships, drawn in the colour the theme has at the moment of drawing.

QtAwesome itself loads a dozen fonts at its first icon (a quarter of a second); only its Phosphor font and the table of
code points are read here, at the first icon that is drawn.
"""

import importlib.util
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_FAMILY_ROLE = "phosphor-*.ttf"
_UNKNOWN = "?"  # a guard test holds that every name we use exists; a wrong one must not break painting
_CHARMAP_ROLE = "phosphor-charmap-*.json"


class IconFontMissingError(RuntimeError):
    """The installed QtAwesome has no Phosphor font: a broken installation, not the user's doing."""


@cache
def _folder() -> Path:
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise IconFontMissingError
    return Path(spec.submodule_search_locations[0]) / "fonts"


def _one(pattern: str) -> Path:
    found = sorted(_folder().glob(pattern))
    if not found:
        raise IconFontMissingError
    return found[-1]


@cache
def _characters() -> dict[str, str]:
    table = json.loads(_one(_CHARMAP_ROLE).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in table.items()}


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_one(_FAMILY_ROLE)))
    return QFontDatabase.applicationFontFamilies(number)[0]


def exists(name: str) -> bool:
    """Tell whether there is an icon of this name (``buildings``, ``star-fill``)."""
    return name in _characters()


def draw(painter: QPainter, rect: QRect, name: str, color: QColor) -> None:
    """Draw an icon centred in a rectangle, as large as its smaller side."""
    font = QFont(_family())
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _characters().get(name, _UNKNOWN))
    painter.restore()


class IconEngine(QIconEngine):
    """Draws one icon; the colour is asked for each time, so a theme switch needs no new icons."""

    def __init__(self, name: str, color: Callable[[QIcon.Mode, QIcon.State], QColor]) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Override QIconEngine.paint."""
        draw(painter, rect, self._name, self._color(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Override QIconEngine.pixmap."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap
