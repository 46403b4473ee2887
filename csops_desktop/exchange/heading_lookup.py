"""Looks headings up, however they are spelled, in the words that ``exchange.headings`` lists."""

import re
import unicodedata
from functools import cache

from csops_desktop.domain.choice_words import fold
from csops_desktop.domain.fields import Kind
from csops_desktop.exchange.headings import CONTRACT_COUNT, IGNORED, LAST_CONTACT, SYNONYMS
from csops_desktop.exchange.reading_headings import READING_SYNONYMS
from csops_desktop.exchange.voice_headings import VOICE_SYNONYMS

_ALL = {**SYNONYMS, **VOICE_SYNONYMS, **READING_SYNONYMS}
_BRACKETED = re.compile(r"[(\[【〔<][^)\]】〕>]*[)\]】〕>]")
_LINES = 2
_LONGEST = 100
_MARKS = re.compile(r"[*※#＃&]|__c$")


def fold_heading(heading: str) -> str:
    """Return the form in which headings are compared: width, case, spaces, punctuation and (remarks) dropped."""
    plain = unicodedata.normalize("NFKC", heading[:_LONGEST]).casefold()
    return fold(_MARKS.sub("", _BRACKETED.sub("", plain))) or fold(plain)


def heading_forms(heading: str) -> tuple[str, ...]:
    """Return the forms in which a heading is looked up, the fullest first.

    With what stands in brackets and without it, and its last part when it has two lines; of 顧客名&ﾌﾘｶﾞﾅ only the first.
    """
    first, *more = re.split("[&＆]", heading[:_LONGEST])
    forms = [fold(first), fold_heading(first)]
    parts = first.split()
    if not more and len(parts) >= _LINES and not heading.isascii():
        forms += [fold(parts[-1]), fold_heading(parts[-1])]
    return tuple(dict.fromkeys(forms))


@cache
def words(kind: Kind) -> dict[str, tuple[str, int]]:
    """Return folded heading → field and rank for a kind; the lower rank is the more telling heading.

    Of two fields with one heading the first stands.
    """
    found: dict[str, tuple[str, int]] = {}
    for field, synonyms in _ALL[kind].items():
        for rank, word in enumerate((*synonyms.split(), field)):
            found.setdefault(fold(word), (field, rank))
    return found


@cache
def last_contact_words() -> frozenset[str]:
    """Return the folded headings of the day of the last contact."""
    return frozenset(map(fold, LAST_CONTACT.split()))


@cache
def contract_count_words() -> frozenset[str]:
    """Return the folded headings of a number of contracts."""
    return frozenset(map(fold, CONTRACT_COUNT.split()))


@cache
def ignored_words() -> frozenset[str]:
    """Return the folded headings that nobody misses."""
    return frozenset(fold(word) or word for word in IGNORED.split())


@cache
def _all_words() -> frozenset[str]:
    known = {word for kind in _ALL for word in words(kind)}
    return frozenset(known | last_contact_words() | ignored_words())


def is_known(heading: str) -> bool:
    """Tell whether a text is a heading that some vendor or sheet uses."""
    return fold_heading(heading) in _all_words()
