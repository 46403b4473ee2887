"""Fills the style sheet template with the tokens of one theme and text size."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

_PLACE = re.compile(r"@\{([a-z0-9_.]+)(?: *([+/-]) *(\d+))?\}")


def fill(template: str, colors: Mapping[str, str], px: Callable[[str], int], images: Path, mode: str) -> str:
    """Return the style sheet.

    Args:
        template: QSS with ``@{token}`` for colours; ``@{group.name}``, ``@{group.name - 2}`` or ``@{group.name / 2}``
            for lengths in px; ``@{image.name}`` for a picture of the theme.
        colors: token → colour.
        px: length of a size token, scaled by the text size.
        images: folder of the pictures.
        mode: ``light`` or ``dark``.

    Raises:
        KeyError: the template names a token that does not exist.
    """

    def value(match: re.Match[str]) -> str:
        name, sign, amount = match.group(1), match.group(2), match.group(3)
        if name.startswith("image."):
            picture = images / f"{name.removeprefix('image.')}-{mode}.svg"
            return f'url("{picture.as_posix()}")'
        if name in colors:
            return colors[name]
        if sign == "/":
            return f"{px(name) // int(amount)}px"
        delta = int(amount or 0) * (-1 if sign == "-" else 1)
        return f"{px(name) + delta}px"

    return _PLACE.sub(value, template)
