"""Reads what a spreadsheet puts on the clipboard: tabs between cells, quotes around cells that hold tabs or lines."""

import re

from csops_desktop.exchange.formulas import strip_formula_guard

_CELL = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|\Z)|([^\t\n]*)')
"""A cell in quotes, only where its end is one of a cell (``"A" class`` is written plainly by Excel), or a plain one."""


def block(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a clipboard text, row by row; nothing for an empty one.

    The line end after the last row is no row of its own. The apostrophe that our own copies put before what a
    spreadsheet would run is taken off.
    """
    plain = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.removesuffix("\n")
    if not plain:
        return ()
    rows = _quoted(plain) if '"' in plain else [line.split("\t") for line in plain.split("\n")]
    return tuple(tuple(map(strip_formula_guard, row)) for row in rows)


def _quoted(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        found = _CELL.match(text, at)
        if found is None:
            raise AssertionError("a plain cell may be empty, so that something always matches")
        quoted, bare = found.groups()
        rows[-1].append(bare if quoted is None else quoted.replace('""', '"'))
        at = found.end()
        if at >= len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        at += 1
