"""Ids of other programs: when two spellings are one id."""

import re

_LONG_ID = re.compile(r"[A-Za-z0-9]{18}")
_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_CHUNK = 5


def id_key(text: str) -> str:
    """Return the form in which external ids are matched.

    Salesforce writes an id with 15 characters, upper and lower case being different, or with 18, where the last three
    only repeat the case; both give the 15. Anything else comes back as it is, without spaces around it.
    """
    plain = text.strip()
    return plain[:15] if _LONG_ID.fullmatch(plain) and plain[15:] == _suffix(plain) else plain


def _suffix(text: str) -> str:
    """Return the three characters that say which of the first 15 are capitals."""
    chunks = (text[at : at + _CHUNK] for at in range(0, 15, _CHUNK))
    return "".join(_SUFFIX[sum(1 << at for at, letter in enumerate(chunk) if letter.isupper())] for chunk in chunks)
