"""The figures of a period."""

import datetime as dt
from dataclasses import dataclass

from csops_desktop.domain.kpi import Figure, retention
from csops_desktop.store import contracts
from csops_desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class KpiService:
    """The use cases around figures."""

    database: Database

    def retention(self, start: dt.date, end: dt.date) -> dict[str, Figure]:
        """Return the retention figures between two days; see ``domain.kpi.retention`` for what each means."""
        with self.database.reading() as connection:
            return retention(contracts.all_contracts(connection), start, end)
