"""Sets a template of ``resources/reports`` as PDF; what users wrote goes in as data and cannot become markup."""

import json
import threading
from functools import cache
from typing import TYPE_CHECKING

from csops_desktop.foundation.paths import resources

if TYPE_CHECKING:
    from typst import Compiler

_ALONE = threading.Lock()
"""A compiler keeps what it read for the next page and serves one at a time."""


def pdf(template: str, data: object) -> bytes:
    """Return a PDF.

    Args:
        template: name of a file in ``resources/reports``, without its ending.
        data: what JSON can hold; the template reads it from its input ``data``.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _ALONE:
        made = _compiler(template).compile(format="pdf", sys_inputs=inputs)
    return made if isinstance(made, bytes) else b""


@cache
def _compiler(template: str) -> "Compiler":
    import typst  # noqa: PLC0415 (only what is printed needs it)

    folder = resources() / "reports"
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[resources() / "fonts"])
    return typst.Compiler(folder / f"{template}.typ", root=folder, font_paths=fonts, ignore_system_fonts=True)
