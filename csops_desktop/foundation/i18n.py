"""The language of the program: gettext catalogues, switchable while it runs.

English stands in the code; ``resources/i18n/ja/LC_MESSAGES/csops.mo`` holds the Japanese. Use ``_`` and ``ngettext``
with literal strings and named ``{placeholders}`` filled by ``.format`` afterwards (a guard refuses f-strings inside).
"""

import gettext as _gettext
import locale
import os
from typing import Literal

from csops_desktop.foundation.paths import resources

Language = Literal["ja", "en"]
_current: tuple[Language, _gettext.NullTranslations] = ("en", _gettext.NullTranslations())


def use(language: Language) -> None:
    """Switch the whole program to a language."""
    global _current  # noqa: PLW0603 (the one place where the language is kept; gettext knows no other way)
    if language == "en":
        _current = ("en", _gettext.NullTranslations())
    else:
        _current = (language, _gettext.translation("csops", resources() / "i18n", [language], fallback=True))


def current() -> Language:
    """Return the language in use."""
    return _current[0]


def system_language() -> Language:
    """Return Japanese when the system is set to it, else English."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    first = next((name for name in names if name), locale.getlocale()[0] or "")
    return "ja" if first.lower().startswith(("ja", "japanese")) else "en"


def _(message: str) -> str:
    """Translate one message."""
    return _current[1].gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that depends on a number."""
    return _current[1].ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Translate a message that means different things in different places."""
    return _current[1].pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark a message for translation without translating it now."""
    return message
