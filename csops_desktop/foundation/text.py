"""Text for searching and matching; what the user typed is never changed, only compared through these."""

import re
import unicodedata
from collections.abc import Sequence

_LEGAL_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|公益社団法人|公益財団法人|学校法人|医療法人|社会福祉法人"
    r"|\((?:株|有|同|資|名|一社|一財|公社|公財|学|医|福)\)"
    r"|(?<![0-9a-z])(?:inc|corp|corporation|co|ltd|llc|k\.k|gmbh|plc|limited|incorporated)\b\.?",
)
_NOISE = re.compile(r"[\s・,.．、。'\"’”\-‐‑–—―]+")
_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def normalise(text: str) -> str:
    """Fold width and case (NFKC, casefold): the form in which text is searched."""
    return unicodedata.normalize("NFKC", text).casefold()


def sort_key(text: str) -> str:
    """Return the form in which names are sorted: normalised, katakana as hiragana."""
    return normalise(text).translate(_KATAKANA_TO_HIRAGANA)


def match_key(name: str) -> str:
    """Return the form in which two spellings of one company name are equal.

    Legal forms (株式会社, (株), ㈱, 有限会社, Inc. …), spaces and punctuation are dropped. A name that
    consists of nothing else keeps its normalised form, so that the key is empty only for an empty name.
    """
    plain = normalise(name)
    folded = _NOISE.sub("", _LEGAL_FORMS.sub("", plain))
    return folded or plain.strip()


def bigrams(text: str) -> str:
    """Return the tokens that the search index stores for a text, separated by spaces.

    The text is cut in overlapping pairs of UTF-16 units, written in hexadecimal, so that a two-character Japanese word
    is one token and no character of the text can mean anything to the query language. White space counts as one space,
    also at the end: so each character begins a pair, and a single one is found as the beginning of a token.
    """
    return _pairs(" ".join(normalise(text).split()) + " ")


def match_expression(query: str) -> str:
    """Return the FTS5 expression that finds a query typed by a user: every word must occur, as a phrase.

    Empty when the query holds nothing to search for.
    """
    words = normalise(query).split()
    return " AND ".join(f'"{_pairs(word)}"' if len(word) > 1 else f"{_units(word)}*" for word in words)


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return (start, end) of every place of a text where a word of a query occurs, as the search sees it.

    Places that overlap are one; positions are those of the text as it was typed, also where ㈱ or ｶﾞ fold into more or
    fewer characters.
    """
    folded, starts, ends = _folded(text)
    found: list[tuple[int, int]] = []
    for word in normalise(query).split():
        at = folded.find(word)
        while at >= 0:
            found.append((starts[at], ends[at + len(word) - 1]))
            at = folded.find(word, at + 1)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def excerpt(text: str, query: str, length: int) -> str:
    """Return the part of a text around the first place where a word of a query occurs, in one line."""
    plain = " ".join(text.split())
    if len(plain) <= length:
        return plain
    first = next(iter(spans(plain, query)), (0, 0))
    start = max(0, min(first[0] - length // 4, len(plain) - length))
    part = plain[start : start + length].strip()
    return f"{'…' if start else ''}{part}{'…' if start + length < len(plain) else ''}"


def _folded(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the normalised text and, for each of its characters, where in the text that begins and ends."""
    if text.isascii():
        return normalise(text), range(len(text)), range(1, len(text) + 1)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        # A mark belongs to the character before it: ｶ and ﾞ are one ガ.
        while end < len(text) and unicodedata.combining(unicodedata.normalize("NFKC", text[end])[0]):
            end += 1
        part = normalise(text[at:end])
        parts.append(part)
        starts += [at] * len(part)
        ends += [end] * len(part)
        at = end
    return "".join(parts), starts, ends


def _units(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex()


def _pairs(text: str) -> str:
    # Every search document of an import goes through here: slices of bytes are several times as fast as a loop.
    code = text.encode("utf-16-be", "surrogatepass")
    pairs = bytearray(2 * len(code) - 4)
    pairs[0::4], pairs[1::4] = code[0:-2:2], code[1:-2:2]
    pairs[2::4], pairs[3::4] = code[2::2], code[3::2]
    return pairs.hex(" ", -4)
