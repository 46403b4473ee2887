"""Where the condition editor gets values from, and how it reads what is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from csops_desktop.domain.fields import Field
from csops_desktop.domain.query import FilterValue
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.ui.features.customer.sources import Source

Choice = tuple[FilterValue, str]


@dataclass(frozen=True, slots=True)
class ValueSource:
    """Where values come from.

    Attributes:
        choices: calls back with the values a field has, and their words.
        parse: turns typed text into a value, raises a ``CsopsError``.
        explain: the sentence for an error.
        edit_text: a filter value as typed text.
    """

    choices: Callable[[Source, QObject, Callable[[Sequence[Choice]], None]], None]
    parse: Callable[[Field, str], Value]
    explain: Callable[[CsopsError], str]
    edit_text: Callable[[Source, FilterValue], str]
