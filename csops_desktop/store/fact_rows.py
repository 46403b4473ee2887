"""How facts for scores are asked for: of whom, and on which day."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.store.connection import Stored

FactRow = tuple[int, float, str | None, str]
"""Customer, number, the day it is of (None: it has no age), what to open for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose facts are wanted.

    Attributes:
        day: the day they are of.
        today: the day on which it is asked.
        ids: the customers; None: all.
    """

    day: dt.date
    today: dt.date
    ids: Sequence[int] | None = None

    def whose(self, column: str) -> str:
        """Return the condition that narrows a query down to these customers."""
        return "" if self.ids is None else f"AND {column} IN (SELECT value FROM json_each(:ids))"

    @property
    def values(self) -> dict[str, Stored]:
        """What the queries are given."""
        ids = "[]" if self.ids is None else json.dumps(list(self.ids))
        return {"day": self.day.isoformat(), "today": self.today.isoformat(), "ids": ids}
