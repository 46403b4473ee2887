"""All services of an open store in one value, handed to the window and the command line by ``app``."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from csops_desktop.services.activities import ActivityService
from csops_desktop.services.backups import BackupService
from csops_desktop.services.contracts import ContractService
from csops_desktop.services.customers import CustomerService
from csops_desktop.services.exports import ExportService
from csops_desktop.services.history import HistoryService
from csops_desktop.services.imports import ImportService
from csops_desktop.services.kpi import KpiService
from csops_desktop.services.opportunities import OpportunityService
from csops_desktop.services.records import RecordService
from csops_desktop.services.settings import SettingsService
from csops_desktop.services.today import TodayService
from csops_desktop.services.views import ViewService


@dataclass(frozen=True, slots=True)
class Services:
    """What a user can do with the store that is open.

    Attributes:
        path: the file of the store.
        was_empty: there was no customer when it was opened.
        close: lets go of the file; nothing may be called afterwards.
    """

    path: Path
    customers: CustomerService
    records: RecordService
    views: ViewService
    history: HistoryService
    imports: ImportService
    exports: ExportService
    backups: BackupService
    settings: SettingsService
    today: TodayService
    activities: ActivityService
    contracts: ContractService
    opportunities: OpportunityService
    kpi: KpiService
    was_empty: bool
    close: Callable[[], None]
