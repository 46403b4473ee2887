"""Which encoding a text file has: byte order mark, then UTF-8, then Japanese, else the user is asked."""

import codecs
import re
from pathlib import Path

from csops_desktop.domain.imports import Question
from csops_desktop.exchange.errors import Contents, NotATableError, QuestionError, WrongEncodingError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 1 << 20  # bytes decoded at once: longer ones would hold up the window
_SAMPLE = 1 << 16
_ESCAPES_2022 = (b"\x1b$B", b"\x1b$@")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01
_FEW_CONTROLS = 4
_NUL_SHARE = 0.1

_JAPANESE = "\u3041-\u309f\u30a0-\u30ff\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f々〇ー"
_RUN = re.compile(f"[{_JAPANESE}]+")
_LONE = re.compile(f"(?<![{_JAPANESE}])[{_JAPANESE}](?![{_JAPANESE}])")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_LONE_BY_LETTER = 0.3
_GUESSES = ("cp1252", "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "iso8859_2", "cp1251")


def decide_encoding(path: Path, data: bytes) -> str:
    """Return the encoding of a text file, as Python names it (``utf-8-sig`` with a byte order mark).

    Raises:
        QuestionError: bytes that several encodings could mean.
        NotATableError: this is not text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    utf16 = _utf16(data)
    if utf16:
        return utf16
    if len(_CONTROL.findall(data[:_SAMPLE])) > max(len(data[:_SAMPLE]) * _CONTROL_SHARE, _FEW_CONTROLS):
        raise NotATableError(path, Contents.BINARY)
    if any(escape in data[:_SAMPLE] for escape in _ESCAPES_2022) and decodes(data, "iso2022_jp"):
        return "iso2022_jp"
    if decodes(data, "utf-8"):
        return "utf-8"
    if decodes(data, "cp932") and _is_japanese(data):
        return "cp932"
    raise QuestionError(path, Question.ENCODING, _likely(data))


def check_encoding(path: Path, data: bytes, encoding: str) -> str:
    """Return the codec for an encoding that the user named.

    Raises:
        WrongEncodingError: there is no such encoding, or the file does not decode with it.
    """
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise WrongEncodingError(path, encoding) from None
    if name == "shift_jis":  # what people call Shift_JIS has ㈱ and ① in it
        name = "cp932"
    if name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    if not decodes(data, name):
        raise WrongEncodingError(path, encoding)
    return name


def decodes(data: bytes, encoding: str) -> bool:
    """Tell whether all bytes decode strictly; a character that the end of the file cuts is forgiven."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        for at in range(0, len(data), _PIECE):
            decoder.decode(data[at : at + _PIECE])
    except (UnicodeError, LookupError, TypeError, AttributeError):
        return False
    return True


def _utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: zero bytes stand only on every other place."""
    sample = data[: _SAMPLE & ~1]
    if len(data) % 2 or len(sample) < len("a,b\n"):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > len(sample) // 2 * _NUL_SHARE and not others and decodes(data, encoding):
            text = sample.decode(encoding, "ignore")
            if "\n" in text or "\r" in text:  # not so in a plain text with a stray zero byte
                return encoding
    return None


def _is_japanese(data: bytes) -> bool:
    """Tell Japanese from Western text that happens to decode: that gives lone characters amid Latin letters."""
    text = data[: _SAMPLE * 4].decode("cp932", "ignore")
    japanese = sum(len(run) for run in _RUN.findall(text))
    if not japanese:
        later = data[_SAMPLE * 4 :].decode("cp932", "ignore")  # Latin at first, Japanese further down
        return bool(later) and _looks_japanese(later)
    return _looks_japanese(text) and not _is_euc(data, text, japanese)


def _looks_japanese(text: str) -> bool:
    japanese = sum(len(run) for run in _RUN.findall(text))
    stray = sum(1 for match in _LONE.finditer(text) if _beside_letter(text, match.start()))
    return japanese > 0 and stray <= japanese * _LONE_BY_LETTER


def _beside_letter(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return any(near.isascii() and near.isalpha() for near in (before, after) if near)


def _is_euc(data: bytes, text: str, japanese: int) -> bool:
    """Tell EUC-JP, which decodes as CP932 to nothing but half-width kana."""
    half = len(_HALF_KANA.findall(text))
    if half < japanese * 0.8 or not decodes(data, "euc_jp"):  # fewer than that is an ordinary sheet with readings
        return False
    return bool(re.search("[\u3041-\u309f\u30a1-\u30fe\u4e00-\u9fff]{2}", data[:_SAMPLE].decode("euc_jp", "ignore")))


def _likely(data: bytes) -> tuple[str, ...]:
    """Return the encodings that decode the file, the likeliest first."""
    import charset_normalizer  # noqa: PLC0415 (heavy, and only for files that nothing else explains)

    best = charset_normalizer.from_bytes(data[:_SAMPLE], steps=3).best()
    names = ([best.encoding] if best else []) + list(_GUESSES)
    return tuple(dict.fromkeys(name for name in names if decodes(data, name)))
