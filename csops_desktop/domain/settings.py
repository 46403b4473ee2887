"""The settings that a store keeps, each declared once with its default."""

from dataclasses import dataclass
from enum import Enum

from csops_desktop.domain.changes import Scalar


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its stored name and the value it has until someone sets it."""

    name: str
    default: Scalar


class StoreSetting(Enum):
    """Settings of a store; those of a machine are the window's preferences."""

    ME = Option("me", None)  # name of the member a machine is proposed to be; who it is, the machine remembers
    CURRENCY = Option("currency", "JPY")  # ISO 4217
    FISCAL_YEAR_START = Option("fiscal_year_start", 4)  # month, 1–12
    LOG_DRAFT = Option("log_draft", "")  # what is typed in the log and not saved yet, as JSON
    STALLED_AFTER = Option("stalled_after", 10)  # business days on one step of a run
    SAMPLE = Option("sample", default=False)  # the store holds invented customers and says so


CURRENCY_DIGITS = {"JPY": 0, "KRW": 0, "USD": 2, "EUR": 2, "GBP": 2}
"""Digits after the point of the currencies offered; money is stored in the smallest unit."""
