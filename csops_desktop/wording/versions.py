"""The words of drafts and published versions."""

from csops_desktop.foundation.i18n import _


def number(version: int | None) -> str:
    """Return the name of a version, as Ver3."""
    return _("Draft") if version is None else _("Ver{n}").format(n=version)
