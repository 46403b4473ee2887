"""How everything looks: colours, sizes, fonts and icons, all from one file of tokens."""

from csops_desktop.ui.theme.theme import Mode, Theme

__all__ = ["Mode", "Theme"]
