"""Versions of what is drafted and then published for good."""

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Version(Generic[D]):
    """One version.

    Attributes:
        parent_id: of what it is a version.
        number: from 1 on; None for the draft.
        owner: name of who published it; empty when nobody is named.
    """

    id: int
    parent_id: int
    number: int | None
    definition: D
    published_on: dt.date | None = None
    owner: str = ""
    note: str = ""
