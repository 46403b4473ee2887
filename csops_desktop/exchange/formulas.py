"""The apostrophe that keeps a spreadsheet from running text as a formula: put before it, and taken off again."""

import re

_TRIGGERS = "=+-@\t\r\n\0＝＋－＠"
_HARMLESS = re.compile(r"[+\-]?[\d.,]*\d%?|\+\d[\d \-().]*")  # a plain number, or a telephone number
_GUARDED = re.compile(f"'+[{re.escape(_TRIGGERS)}]")


def guard_formula(text: str) -> str:
    """Return the text with a leading apostrophe when a spreadsheet would take it for a formula.

    Plain numbers and telephone numbers (``+81-3-…``) are left alone.
    """
    if not text:
        return text
    if text[0] == "'":  # an apostrophe of the user's own must survive the way back
        return f"'{text}" if _GUARDED.match(text) else text
    if text[0] not in _TRIGGERS or _HARMLESS.fullmatch(text):
        return text
    return f"'{text}"


def strip_formula_guard(text: str) -> str:
    """Return the text without the one apostrophe that ``guard_formula`` put before it."""
    return text[1:] if text[:1] == "'" and guard_formula(text[1:]) == text else text
