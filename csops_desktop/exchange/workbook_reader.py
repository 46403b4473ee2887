"""The process that opens workbooks: whatever a file does to it, the program goes on.

It talks over its standard input and output: commands as JSON lines in, results as pickled frames out. It imports
nothing but the reader. An empty answer means that it has died. Frozen, the program starts itself with ``FLAG`` and its
entry point must call ``serve_if_asked`` before anything else.
"""

import datetime as dt
import gc
import json
import os
import pickle
import struct
import sys
from collections.abc import Iterable
from typing import BinaryIO

FLAG = "--read-workbook"
_PIECE = 1000
_WIDEST = 16_384
_EXACT = 10**15
_ADDRESS_SPACE = 1 << 30  # a belt besides the parent's watch, where the system has it
_HEAD = 60
_MOST_MERGES = 20_000
FRAME = struct.Struct(">I")


def serve_if_asked() -> None:
    """Serve and exit when this process was started to read workbooks."""
    if len(sys.argv) > 1 and sys.argv[1] == FLAG:
        serve()
        sys.exit(0)


def serve() -> None:
    """Answer the commands of the parent until it closes the pipe."""
    gc.disable()  # nothing here is cyclic, and looking for cycles takes as long as the rows themselves
    _limit_memory()
    out = os.fdopen(os.dup(1), "wb")
    for line in sys.stdin.buffer:
        command = json.loads(line)
        try:
            _answer(command, out)
        except BaseException as error:  # noqa: BLE001 (also the reader's own panics, which derive from BaseException)
            _send(out, ("error", type(error).__name__, str(error)[:500]))
        out.flush()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 (does not exist on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


def _send(out: BinaryIO, message: object) -> None:
    frame = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    out.write(FRAME.pack(len(frame)))
    out.write(frame)


def _answer(command: dict[str, str], out: BinaryIO) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 (inside the try)

    book = CalamineWorkbook.from_path(command["path"])
    sheets = [
        (sheet.name, sheet.visible != SheetVisibleEnum.Visible)
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if command["do"] == "sheets":
        _send(out, ("sheets", sheets))
        return
    names = [command["sheet"]] if "sheet" in command else [name for name, hidden in sheets if not hidden]
    for name in names:
        sheet = book.get_sheet_by_name(name)
        _top, left = sheet.start or (0, 0)
        ranges = (sheet.merged_cell_ranges or [])[:_MOST_MERGES]
        merges = [(first[0] + 1, last[0] + 1, first[1], last[1]) for first, last in ranges]
        if sheet.width > _WIDEST:
            raise MemoryError
        _send(out, ("sheet", name, sheet.height, sheet.width, merges))
        out.flush()
        _send_rows(out, sheet.iter_rows(), left, _HEAD if command["do"] == "heads" else None)
    _send(out, ("end",))


def _send_rows(out: BinaryIO, rows: Iterable[Iterable[object]], left: int, most: int | None) -> None:
    piece: list[tuple[int, list[str | int | float | dt.date]]] = []
    sent = 0
    pad: list[str | int | float | dt.date] = [""] * left
    # WORKAROUND(python-calamine): iter_rows gives the empty rows above the first cell, but not the columns left of it.
    for number, row in enumerate(rows, start=1):
        cells = [
            cell
            if type(cell) is str
            else int(cell)
            if type(cell) is float and cell.is_integer() and -_EXACT < cell < _EXACT
            else _plain(cell)
            for cell in row
        ]
        while cells and cells[-1] == "":
            cells.pop()
        if not all(type(cell) is str and not cell.strip() for cell in cells):
            piece.append((number, pad + cells if left else cells))
            sent += 1
        if len(piece) == _PIECE:
            _send(out, ("rows", piece))
            out.flush()
            piece = []
        if sent == most:
            break
    _send(out, ("rows", piece))


def _plain(cell: object) -> str | int | float | dt.date:
    """Return a cell that is neither text nor a whole number as text, number or date."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return cell
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, (int, dt.date)):
        return cell
    return "" if cell is None else str(cell)
