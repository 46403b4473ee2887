"""The look of the running program: mode, text size, and what every widget asks for its colours, fonts and sizes."""

from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QStyleFactory, QWidget

from csops_desktop.foundation.paths import resources
from csops_desktop.ui.theme import icons, stylesheet, tokens

Mode = Literal["light", "dark", "system"]
Scale = Literal[90, 100, 110, 125]
SCALES: tuple[Scale, ...] = (90, 100, 110, 125)
_UNSCALED = ("radius.", "space.")
AVATARS = 6


class Theme(QObject):
    """Colours, fonts, sizes and icons; ``changed`` tells painters and owners of fixed sizes to look again.

    A widget that is styled by the style sheet alone need not listen.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = resources() / "theme"
        self.tokens = tokens.load(folder / "tokens.json")
        self._folder = folder
        self._template = (folder / "style.qss").read_text(encoding="utf-8")
        self._mode: Mode = "system"
        self._scale: Scale = 100
        self._dark = False
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._applied = False
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)

    def start(self, mode: Mode, scale: int) -> None:
        """Register the fonts and apply the look for the first time."""
        for name in ("NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf"):
            QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))
        self._application().setStyle(QStyleFactory.create("Fusion"))
        self._mode = mode
        self._scale = _nearest(scale)
        self._apply()

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use now."""
        return self._dark

    @property
    def scale(self) -> int:
        """The text size in percent."""
        return self._scale

    def set_mode(self, mode: Mode) -> None:
        """Use light, dark, or what the system has."""
        if mode != self._mode:
            self._mode = mode
            self._apply()

    def set_scale(self, percent: int) -> None:
        """Set the text size: 90, 100, 110 or 125 percent; another number takes the nearest of these."""
        if _nearest(percent) != self._scale:
            self._scale = _nearest(percent)
            self._apply()

    def color(self, token: str) -> QColor:
        """Return a colour of the theme in use.

        Raises:
            KeyError: there is no such token.
        """
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = QColor(self._values()[token])
        return found

    def font(self, name: str, *, bold: bool = False) -> QFont:
        """Return a font: caption, small, body, h2, h1, display or clock; h1 and larger are bold by themselves."""
        heavy = bold or name in {"h2", "h1", "display", "clock"}
        found = self._fonts.get((name, heavy))
        if found is None:
            found = QFont(list(self.tokens.families))
            found.setPixelSize(self.px(f"font.{name}"))
            found.setWeight(QFont.Weight.Bold if heavy else QFont.Weight.Normal)
            found.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[(name, heavy)] = found
        return QFont(found)

    def px(self, name: str) -> int:
        """Return a length in px: ``row.normal``, ``size.control``, ``space.3``, ``radius.md``, ``line.body`` and so on.

        Rows, controls, lines and fonts follow the text size; spaces and radii do not.

        Raises:
            KeyError: there is no such token.
        """
        value = self.tokens.sizes[name]
        return value if name.startswith(_UNSCALED) else round(value * self._scale / 100)

    def scaled(self, length: float) -> int:
        """Return a length of the design (px at 100 %) at the text size in use, at least 1."""
        return max(1, round(length * self._scale / 100))

    def icon(self, name: str, color: str = "text.3") -> QIcon:
        """Return an icon of the Phosphor set that follows the theme; disabled ones are drawn in ``text.disabled``."""
        found = self._icons.get((name, color))
        if found is None:
            found = self._icons[(name, color)] = QIcon(icons.IconEngine(name, partial(self._icon_color, color)))
        return found

    def draw_icon(self, painter: QPainter, rect: QRect, name: str, color: str = "text.3") -> None:
        """Draw an icon; for delegates and own painting."""
        icons.draw(painter, rect, name, self.color(color))

    def avatar(self, number: int) -> tuple[QColor, QColor]:
        """Return background and text of an avatar; the same number always gets the same pair."""
        index = number % AVATARS + 1
        return self.color(f"avatar.{index}.bg"), self.color(f"avatar.{index}.text")

    def motion(self, name: str) -> int:
        """Return a duration in ms: fast, normal or toast."""
        return self.tokens.motion_ms[name]

    def lift(self, widget: QWidget) -> None:
        """Give a popup its shadow."""
        effect = QGraphicsDropShadowEffect(widget)
        effect.setBlurRadius(self.tokens.shadow_blur)
        effect.setOffset(0, self.tokens.shadow_offset)
        color = QColor(self.color("shadow"))
        color.setAlpha(self.tokens.shadow_alpha["dark" if self._dark else "light"])
        effect.setColor(color)
        widget.setGraphicsEffect(effect)

    def _icon_color(self, token: str, mode: QIcon.Mode, _state: QIcon.State) -> QColor:
        return self.color("text.disabled" if mode == QIcon.Mode.Disabled else token)

    def _values(self) -> dict[str, str]:
        return dict(self.tokens.colors["dark" if self._dark else "light"])

    @Slot()
    def _on_system_changed(self) -> None:
        if self._mode == "system" and self._applied:
            self._apply()

    def _apply(self) -> None:
        system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._dark = self._mode == "dark" or (self._mode == "system" and system_dark)
        self._colors.clear()
        self._fonts.clear()
        application = self._application()
        application.setPalette(self._palette())
        application.setFont(self.font("body"))
        mode = "dark" if self._dark else "light"
        application.setStyleSheet(
            stylesheet.fill(self._template, self._values(), self.px, self._folder / "images", mode)
        )
        self._applied = True
        self.changed.emit()

    def _palette(self) -> QPalette:
        role, palette = QPalette.ColorRole, QPalette()
        for where, token in {
            role.Window: "bg.window",
            role.WindowText: "text",
            role.Base: "bg.surface",
            role.AlternateBase: "bg.header",
            role.Text: "text",
            role.PlaceholderText: "text.3",
            role.Button: "bg.surface",
            role.ButtonText: "text",
            role.BrightText: "text.onaccent",
            role.Highlight: "bg.selected",
            role.HighlightedText: "text.selected",
            role.Link: "accent.text",
            role.LinkVisited: "accent.text",
            role.ToolTipBase: "tooltip.bg",
            role.ToolTipText: "tooltip.text",
            role.Light: "bg.header",
            role.Midlight: "line.soft",
            role.Mid: "line",
            role.Dark: "line.strong",
            role.Shadow: "shadow",
            role.Accent: "accent",
        }.items():
            palette.setColor(where, self.color(token))
        for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.color("text.disabled"))
        palette.setColor(QPalette.ColorGroup.Inactive, role.Highlight, self.color("bg.selected.inactive"))
        return palette

    @staticmethod
    def _application() -> QApplication:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("the theme needs a QApplication")
        return application


def _nearest(percent: int) -> Scale:
    return min(SCALES, key=lambda scale: abs(scale - percent))
