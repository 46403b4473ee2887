"""The Japanese catalogue is complete and fresh, and every call that translates can be extracted."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "resources" / "i18n" / "ja" / "LC_MESSAGES" / "csops.po"
CALLS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def _catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ja")


def _in_code() -> set[tuple[str | None, str]]:
    found: set[tuple[str | None, str]] = set()
    for _file, _line, message, _comments, context in extract_from_dir(
        str(ROOT / "csops_desktop"), [("**.py", "python")], keywords=CALLS, options_map={"**.py": {"encoding": "utf-8"}}
    ):
        found.add((context, message if isinstance(message, str) else message[0]))
    return found


def _key(message_id: object) -> str:
    return message_id[0] if isinstance(message_id, (tuple, list)) else str(message_id)


def test_every_message_has_its_japanese_and_none_is_left_over() -> None:
    told = {(message.context, _key(message.id)): message for message in _catalogue() if message.id}
    code = _in_code()
    assert sorted(code - told.keys(), key=str) == [], "missing; run make translations and fill them in"
    assert sorted(told.keys() - code, key=str) == [], "no longer in the code"
    empty = [key for key, message in told.items() if not message.string or message.fuzzy]
    assert empty == [], "without Japanese, or fuzzy"


def test_placeholders_survive_translation() -> None:
    broken = []
    for message in _catalogue():
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
        wanted = {part.split("}")[0] for part in source.split("{")[1:]}
        for text in texts:
            got = {part.split("}")[0] for part in text.split("{")[1:]}
            if got != wanted:
                broken.append((source, text))
    assert broken == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, _catalogue())
    fresh.seek(0)
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = {(m.context, _key(m.id)): m.string for m in read_mo(file) if m.id}
    assert compiled == {(m.context, _key(m.id)): m.string for m in read_mo(fresh) if m.id}


def _translating_calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in (ROOT / "csops_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                yield path, node


def _translates(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS


def test_no_call_that_translates_hides_in_an_f_string() -> None:
    """The extractor of Python 3.11 sees an f-string as one text and never finds what is called inside."""
    bad = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "csops_desktop").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr) and any(_translates(inner) for inner in ast.walk(node))
    ]
    assert bad == []


def test_translated_texts_are_literals() -> None:
    """An f-string or a variable inside a translating call can never be found by the extractor."""
    bad = []
    for path, call in _translating_calls():
        texts = (
            call.args[:2]
            if isinstance(call.func, ast.Name) and call.func.id in ("ngettext", "pgettext")
            else call.args[:1]
        )
        if any(isinstance(text, (ast.JoinedStr, ast.Call)) for text in texts):
            bad.append(f"{path.name}:{call.lineno}")
    assert bad == []
