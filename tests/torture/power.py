"""Replays recorded statements on a disk that remembers every write and sync, then cuts the power at random moments.

Run as a program: ``python -m tests.torture.power FOLDER CUTS SEED WEAK``; prints one JSON line. WEAK is 1 for the
negative control: the same statements with ``synchronous = OFF`` have to lose something, else the simulator proves nothing.

The disk: what was written since a file's last sync survives only by chance, in part, and torn at sectors; a file made
since the folder's last sync may be gone.
"""

import json
import pickle
import random
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import apsw

from csops_desktop.foundation import text

Step = tuple[Any, ...]
_SECTOR = 512


class _File(apsw.VFSFile):
    def __init__(self, below: str, name: Any, flags: Any, tape: list[Step]) -> None:
        found = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(found).name if found else None
        self._tape = tape
        if self._name and not Path(found).exists():
            tape.append(("create", self._name))
        super().__init__(below, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 (the engine's own name)
        self._tape.append(("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802 (the engine's own name)
        self._tape.append(("truncate", self._name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802 (the engine's own name)
        self._tape.append(("sync", self._name))
        super().xSync(flags)


class _Disk(apsw.VFS):
    def __init__(self, tape: list[Step]) -> None:
        self._tape = tape
        super().__init__("recording", "")

    def xOpen(self, name: Any, flags: Any) -> _File:  # noqa: N802 (the engine's own name)
        return _File("", name, flags, self._tape)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: FBT001, N802 (the engine's own signature)
        self._tape.append(("delete", Path(name).name, bool(sync)))
        super().xDelete(name, sync)


def replay(folder: Path, statements: list[tuple[str, Any, Any]], *, weak: bool) -> list[Step]:
    """Run the statements on a copy of the store and return what reached the disk, with the acknowledgements in it."""
    live = folder / "live"
    shutil.rmtree(live, ignore_errors=True)
    live.mkdir()
    shutil.copyfile(folder / "before.csops", live / "store.csops")
    tape: list[Step] = []
    disk = _Disk(tape)
    connection = apsw.Connection(str(live / "store.csops"), vfs="recording")
    functions: dict[str, Any] = {
        "bigrams": text.bigrams,
        "sort_key": text.sort_key,
        "match_key": text.match_key,
        "normalise": text.normalise,
    }
    for name, function in functions.items():
        connection.create_scalar_function(name, function, 1, deterministic=True)
    cursor = connection.cursor()
    for kind, sql, values in statements:
        if kind == "ack":
            tape.append(("ack", sql))
        elif kind == "many":
            cursor.executemany(sql, values)
        else:
            sent = sql.replace("synchronous = 3", "synchronous = 0") if weak else sql
            for _row in cursor.execute(sent, values or None):
                pass
    connection.close()
    del disk
    return tape


def cut(tape: list[Step], at: int, dice: random.Random, start: bytes, target: Path) -> int | None:  # noqa: C901 (one case per kind of step)
    """Write what is on the disk after a power cut to ``target``; returns the last change set acknowledged before."""
    safe: dict[str, bytearray] = {"store.csops": bytearray(start)}
    loose: dict[str, list[Step]] = {}
    unlinked: list[str] = []
    acknowledged: int | None = None
    for step in tape[:at]:
        kind, name = step[0], step[1]
        if kind == "ack":
            acknowledged = name
        elif kind == "create":
            unlinked = [other for other in unlinked if other != name]
            safe[name], loose[name] = bytearray(), []
        elif kind in ("write", "truncate"):
            loose.setdefault(name, []).append(step)
        elif kind == "sync":
            for other in unlinked:  # an earlier unlink lasts once any later sync returns
                safe.pop(other, None)
                loose.pop(other, None)
            unlinked = []
            for waiting in loose.get(name, []):
                _apply(safe.setdefault(name, bytearray()), waiting)
            loose[name] = []
        elif step[2]:
            safe.pop(name, None)
            loose.pop(name, None)
        else:
            unlinked.append(name)
    gone = {name for name in unlinked if dice.random() < 0.5}
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name, content in safe.items():
        if name not in gone:
            (target / name).write_bytes(_survivors(bytearray(content), loose.get(name, []), dice))
    return acknowledged


def _survivors(content: bytearray, waiting: list[Step], dice: random.Random) -> bytearray:
    luck = dice.random()
    if luck < 0.2:
        waiting = []
    elif luck < 0.4:
        waiting = waiting[: dice.randint(0, len(waiting))]
    else:
        waiting = [step for step in waiting if dice.random() < 0.5]
    for step in waiting:
        if step[0] == "write" and dice.random() < 0.2:
            data = step[3]
            step = (*step[:3], data[: _SECTOR * dice.randint(0, len(data) // _SECTOR)])  # noqa: PLW2901 (torn)
        _apply(content, step)
    return content


def _apply(content: bytearray, step: Step) -> None:
    if step[0] == "truncate":
        del content[step[2] :]
        return
    offset, data = step[2], step[3]
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def look(target: Path, acknowledged: int | None) -> str:
    """Open what the cut left, as the next start does; returns "whole", "lost", "torn" or "corrupt"."""
    try:
        connection = apsw.Connection(str(target / "store.csops"))
        try:
            if connection.pragma("integrity_check") != "ok" or connection.pragma("foreign_key_check"):
                return "corrupt"
            if acknowledged is not None:
                sql = "SELECT 1 FROM change_set WHERE id = ?"
                if not connection.execute(sql, (acknowledged,)).fetchall():
                    return "lost"
            torn = connection.execute(
                "SELECT (SELECT count(*) FROM change_set WHERE sentence = '') "
                "+ (SELECT count(*) FROM change_set WHERE id NOT IN (SELECT set_id FROM change)) "
                "+ (SELECT count(*) FROM change WHERE set_id NOT IN (SELECT id FROM change_set)) "
                "+ (SELECT count(*) FROM customer WHERE id NOT IN (SELECT customer_id FROM customer_fact)) "
                "+ (SELECT count(*) FROM customer_fact WHERE customer_id NOT IN (SELECT id FROM customer))"
            ).fetchall()
            return "torn" if torn[0][0] else "whole"
        finally:
            connection.close()
    except apsw.Error:
        return "corrupt"


def main(folder: Path, cuts: int, seed: int, *, weak: bool) -> Counter[str]:
    """Cut the power ``cuts`` times."""
    statements = pickle.loads((folder / "statements.pickle").read_bytes())  # noqa: S301 (our own recording)
    tape = replay(folder, statements, weak=weak)
    start = (folder / "before.csops").read_bytes()
    dice = random.Random(seed)  # noqa: S311 (dice, no secret)
    first = next(at for at, step in enumerate(tape) if step[0] == "ack")
    tally: Counter[str] = Counter(syncs=sum(step[0] == "sync" for step in tape), steps=len(tape))
    for _ in range(cuts):
        acknowledged = cut(tape, dice.randint(first, len(tape)), dice, start, folder / "cut")
        tally[look(folder / "cut", acknowledged)] += 1
    return tally


if __name__ == "__main__":
    found = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), weak=sys.argv[4] == "1")
    sys.stdout.write(json.dumps(found) + "\n")
