"""Products with their levels as files: the ready ones that come with the program, and those of the user."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csops_desktop.domain.fields import TOUCHES
from csops_desktop.domain.maturity import ACTION_KINDS, LEVELS, Evidence, Level, PlannedAction, ProductModel
from csops_desktop.foundation.paths import resources

_LANGUAGE = "en"
"""The language in which every ready product is there."""
_MOST = 1 << 20  # bytes; a product with a thousand pieces of evidence is a tenth of it
_MOST_MINUTES = 100_000
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Starter:
    """A ready product.

    Attributes:
        key: the same in every language.
    """

    key: str
    model: ProductModel


def starters(language: str) -> tuple[Starter, ...]:
    """Return the ready products in a language, in English where it is not there."""
    folder = resources() / "products"
    found = sorted((folder / language).glob("*.toml")) or sorted((folder / _LANGUAGE).glob("*.toml"))
    return tuple(Starter(path.stem, parsed(path.read_text(encoding="utf-8"))) for path in found)


def read(path: Path) -> ProductModel:
    """Return the product that a file describes.

    Raises:
        ProductFileError: it describes none; the error says where it is wrong.
        FileMissingError, FileDeniedError: it cannot be read.
    """
    from csops_desktop.exchange import errors  # noqa: PLC0415 (only when a file is read)

    try:
        if path.stat().st_size > _MOST:
            raise errors.ProductFileError(path)
        return parsed(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise errors.FileMissingError(path) from error
    except OSError as error:
        raise errors.FileDeniedError(path) from error
    except _WrongError as error:
        raise errors.ProductFileError(path, error.entry) from error
    except ValueError as error:
        raise errors.ProductFileError(path) from error


def write(model: ProductModel, path: Path) -> None:
    """Write a product as a file.

    Raises:
        CannotWriteError: no room, or not allowed.
    """
    from csops_desktop.exchange.saving import Saving  # noqa: PLC0415 (only when a file is written)

    with Saving(path) as saving:
        saving.path.write_text(written(model), encoding="utf-8", newline="\n")


class _WrongError(ValueError):
    """What is wrong, by its place in the file."""

    def __init__(self, entry: str) -> None:
        super().__init__(entry)
        self.entry = entry


def parsed(text: str) -> ProductModel:
    """Return the product that a text describes.

    Raises:
        ValueError: it is no TOML, or something that must be there is missing or of another kind.
    """
    said = tomllib.loads(text)
    levels: list[Level] = []
    evidence: list[Evidence] = []
    actions: list[PlannedAction] = []
    for at, step in _tables(said, "levels", ""):
        level = _number(step, "level", at, LEVELS[0], LEVELS[-1])
        if any(each.level == level for each in levels):
            raise _WrongError(f"{at}.level")
        levels.append(Level(level, _text(step, "name", at, required=True), _text(step, "meaning", at)))
        for place, each in _tables(step, "evidence", at):
            proof = each.get("proof", False)
            if not isinstance(proof, bool):
                raise _WrongError(f"{place}.proof")
            evidence.append(Evidence(0, level, _text(each, "text", place, required=True), proof))
        actions += [_action(each, place, level) for place, each in _tables(step, "actions", at)]
    shares = said.get("shares", {})
    if not isinstance(shares, dict):
        raise _WrongError("shares")
    for touch in shares:
        if touch not in TOUCHES:
            raise _WrongError(f"shares.{touch}")
    levels.sort(key=lambda each: each.level)
    return ProductModel(
        _text(said, "name", "", required=True),
        _text(said, "short_name", ""),
        _text(said, "note", ""),
        tuple(levels),
        tuple(sorted(evidence, key=lambda each: each.level)),
        tuple(sorted(actions, key=lambda each: each.level)),
        {touch: _number(shares, touch, "shares", 0, _WHOLE) for touch in shares if shares[touch] != 0},
    )


def _action(said: dict[str, Any], place: str, level: int) -> PlannedAction:
    touch, kind = _text(said, "touch", place, required=True), _text(said, "kind", place)
    if touch not in TOUCHES:
        raise _WrongError(f"{place}.touch")
    if kind and kind not in ACTION_KINDS:
        raise _WrongError(f"{place}.kind")
    minutes = _number(said, "minutes", place, 0, _MOST_MINUTES) if "minutes" in said else None
    title = _text(said, "title", place, required=True)
    return PlannedAction(level, touch, title, kind, _text(said, "rhythm", place), minutes)


def _tables(said: dict[str, Any], name: str, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the tables of a list, each with its place: ``levels[2].evidence[1]``."""
    where = f"{place}.{name}" if place else name
    found = said.get(name, [])
    if not isinstance(found, list):
        raise _WrongError(where)
    for at, each in enumerate(found, 1):
        if not isinstance(each, dict):
            raise _WrongError(f"{where}[{at}]")
        yield f"{where}[{at}]", each


def _text(said: dict[str, Any], name: str, place: str, *, required: bool = False) -> str:
    found = said.get(name, "")
    if not isinstance(found, str) or (required and not found.strip()):
        raise _WrongError(f"{place}.{name}" if place else name)
    return found.strip()


def _number(said: dict[str, Any], name: str, place: str, low: int, high: int) -> int:
    found = said.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:
        raise _WrongError(f"{place}.{name}")
    return found


def written(model: ProductModel) -> str:
    """Return the text of a product's file; ``parsed`` reads it again."""
    lines = [f"{key} = {_quoted(getattr(model, key))}" for key in ("name", "short_name", "note")]
    if model.shares:
        lines += ["", "[shares]", *(f"{touch} = {model.shares[touch]}" for touch in TOUCHES if touch in model.shares)]
    known = {level.level: level for level in model.levels}
    used = {*known, *(item.level for item in model.evidence), *(action.level for action in model.actions)}
    for level in (known.get(number, Level(number, f"Lv{number}")) for number in sorted(used)):
        lines += ["", "[[levels]]", f"level = {level.level}"]
        lines += [f"name = {_quoted(level.name)}", f"meaning = {_quoted(level.meaning)}"]
        evidence = [_inline({"text": e.text, "proof": e.needs_proof}) for e in model.evidence if e.level == level.level]
        actions = [
            _inline({"touch": a.touch, "title": a.title, "kind": a.kind, "rhythm": a.rhythm, "minutes": a.minutes})
            for a in model.actions
            if a.level == level.level
        ]
        lines += [*_listed("evidence", evidence), *_listed("actions", actions)]
    return "\n".join(lines) + "\n"


def _listed(name: str, rows: Sequence[str]) -> list[str]:
    return [f"{name} = [", *(f"    {row}," for row in rows), "]"] if rows else []


def _inline(said: dict[str, str | int | bool | None]) -> str:
    parts = []
    for key, value in said.items():
        if value is None or value is False or value == "":
            continue
        parts.append(f"{key} = {_quoted(value) if isinstance(value, str) else str(value).lower()}")
    return "{ " + ", ".join(parts) + " }"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it; what JSON lets through and TOML does not is escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
