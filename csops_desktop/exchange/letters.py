"""Reads a mail (.eml) or a text file for the log: who wrote to whom, when, about what."""

import datetime as dt
import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path

from csops_desktop.domain.activities import Letter
from csops_desktop.exchange.encodings import decide_encoding
from csops_desktop.exchange.errors import EmptyFileError, Excess, FileDeniedError, FileMissingError, FileTooBigError

ENDINGS = (".eml", ".txt")
_LARGEST = 64 << 20
_LONGEST_BODY = 20_000
_LONGEST_LINE = 300
_BLANKS = re.compile(r"\n{3,}")


def read_letter(path: Path) -> Letter:
    """Return what a mail or a text file says; a long body is cut.

    Raises:
        FileError: the file is not there, may not be read, is empty or too big, or is no text.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise FileTooBigError(path, Excess.SIZE, _LARGEST)
        data = path.read_bytes()
        changed = path.stat().st_mtime
    except FileNotFoundError:
        raise FileMissingError(path) from None
    except OSError:
        raise FileDeniedError(path) from None
    if not data.strip():
        raise EmptyFileError(path)
    if path.suffix.lower() == ".eml":
        return _mail(data)
    text = data.decode(decide_encoding(path, data), "replace").lstrip("\ufeff")
    line, body = _first_line(text)
    return Letter("note", line, body, dt.datetime.fromtimestamp(changed).astimezone().date())


def _mail(data: bytes) -> Letter:
    message = email.message_from_bytes(data, policy=email.policy.default)
    sender = _addresses(message, "from")
    subject = _header(message, "subject")
    body = _body(message)
    if not subject:
        subject, body = _first_line(body)
    return Letter(
        "mail",
        " ".join(subject.split())[:_LONGEST_LINE],
        body[:_LONGEST_BODY],
        _day(message),
        sender[0] if sender else "",
        _addresses(message, "to", "cc"),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "") or "")
    except (ValueError, LookupError, IndexError, AttributeError):  # broken headers trip the parser of the library
        return ""


def _addresses(message: EmailMessage, *names: str) -> tuple[str, ...]:
    found = getaddresses([_header(message, name) for name in names])
    return tuple(dict.fromkeys(address.strip().lower() for _name, address in found if "@" in address))


def _day(message: EmailMessage) -> dt.date | None:
    try:
        moment = parsedate_to_datetime(_header(message, "date"))
        return (moment if moment.tzinfo is None else moment.astimezone()).date()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain", "html"))
    except (ValueError, LookupError, AttributeError):
        part = None
    if part is None:
        return ""
    text = _text(part)
    if part.get_content_subtype() == "html":
        text = _plain(text)
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()


def _text(part: MIMEPart) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    named = (part.get_content_charset() or "utf-8").lower()
    # What mail programs call ISO-2022-JP and Shift_JIS has ① and ㈱ in it.
    wider = {"iso-2022-jp": ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_3"), "shift_jis": ("cp932",)}
    for codec in (*wider.get(named, (named,)), "utf-8", "cp932"):
        try:
            return data.decode(codec)
        except (UnicodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def _first_line(text: str) -> tuple[str, str]:
    head, _break, rest = text.strip().partition("\n")
    line = " ".join(head.split())
    if len(line) > _LONGEST_LINE:
        return line[:_LONGEST_LINE], text.strip()[:_LONGEST_BODY]
    return line, rest.strip()[:_LONGEST_BODY]


class _Stripper(HTMLParser):
    """Keeps the words of a web page."""

    _BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3"})
    _HIDDEN = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        """Override HTMLParser.handle_starttag."""
        self._hidden += tag in self._HIDDEN
        if tag in self._BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Override HTMLParser.handle_endtag."""
        self._hidden = max(0, self._hidden - (tag in self._HIDDEN))

    def handle_data(self, data: str) -> None:
        """Override HTMLParser.handle_data."""
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def _plain(page: str) -> str:
    stripper = _Stripper()
    stripper.feed(page)
    stripper.close()
    return "\n".join(line.strip() for line in "".join(stripper.parts).split("\n"))
