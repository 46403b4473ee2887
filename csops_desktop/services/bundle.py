"""All services of an open store in one value, handed to the window and the command line by ``app``.

Each is imported and made when it is first asked for: a start needs four of them, and pays for no other.
"""

# ruff: noqa: PLC0415 (see above)

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from csops_desktop.foundation.paths import Profile
from csops_desktop.store import unscored
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

if TYPE_CHECKING:
    from csops_desktop.services.activities import ActivityService
    from csops_desktop.services.backups import BackupService
    from csops_desktop.services.bulk import BulkService
    from csops_desktop.services.business_days import BusinessDayService
    from csops_desktop.services.calendar_changes import CalendarChangeService
    from csops_desktop.services.contracts import ContractService
    from csops_desktop.services.customers import CustomerService
    from csops_desktop.services.duplicates import DuplicateService
    from csops_desktop.services.exports import ExportService
    from csops_desktop.services.handoffs import HandoffService
    from csops_desktop.services.health import HealthService
    from csops_desktop.services.history import HistoryService
    from csops_desktop.services.imports import ImportService
    from csops_desktop.services.kpi import KpiService
    from csops_desktop.services.level_moves import LevelMovesService
    from csops_desktop.services.levels import LevelService
    from csops_desktop.services.maturity import MaturityService
    from csops_desktop.services.members import MemberService
    from csops_desktop.services.operation_map import OperationMapService
    from csops_desktop.services.opportunities import OpportunityService
    from csops_desktop.services.phases import PhaseService
    from csops_desktop.services.playbooks import PlaybookService
    from csops_desktop.services.promises import PromiseService
    from csops_desktop.services.readings import ReadingService
    from csops_desktop.services.records import RecordService
    from csops_desktop.services.requests import RequestService
    from csops_desktop.services.run_board import RunBoardService
    from csops_desktop.services.run_papers import RunPaperService
    from csops_desktop.services.run_starts import RunStartService
    from csops_desktop.services.run_steps import RunStepService
    from csops_desktop.services.run_versions import RunVersionService
    from csops_desktop.services.runs import RunService
    from csops_desktop.services.scorecards import ScorecardService
    from csops_desktop.services.scores import ScoreService
    from csops_desktop.services.send_lists import SendListService
    from csops_desktop.services.settings import SettingsService
    from csops_desktop.services.sheet import SheetService
    from csops_desktop.services.timeline import TimelineService
    from csops_desktop.services.today import TodayService
    from csops_desktop.services.touch import TouchService
    from csops_desktop.services.views import ViewService
    from csops_desktop.services.what_if import WhatIfService
    from csops_desktop.services.whole import WholeService


class Services:
    """What a user can do with the store that is open.

    Attributes:
        path: the file of the store.
        crew_at_start: our people when it was opened.
        was_empty: there was no customer when it was opened.
    """

    def __init__(self, database: Database, profile: Profile, *, whole_history: bool = False) -> None:
        self._database = database
        self._profile = profile
        self._undo_floor = 0 if whole_history else database.session_floor
        database.settling = _settle
        self.path = database.path
        self.crew_at_start = self.members.crew()
        self.was_empty: bool = self.customers.is_empty()

    @property
    def unsettled(self) -> bool:
        """Whether an operation left scores of many customers to be computed: ``scores.turn_day`` does it."""
        return self._database.unsettled

    def any_scorecard(self) -> bool:
        """Tell whether there is a scorecard; the start asks, and has no time for what scores are made of."""
        with self._database.reading() as connection:
            return unscored.any_card(connection)

    def close(self) -> None:
        """Let go of the file; nothing may be called afterwards."""
        self._database.close()

    @cached_property
    def customers(self) -> "CustomerService":
        """Return what can be done with customers."""
        from csops_desktop.services.customers import CustomerService

        return CustomerService(self._database, self.records, self.backups)

    @cached_property
    def records(self) -> "RecordService":
        """Return what can be done with records of any kind."""
        from csops_desktop.services.records import RecordService

        return RecordService(self._database, self.backups)

    @cached_property
    def views(self) -> "ViewService":
        """Return what can be done with saved views."""
        from csops_desktop.services.views import ViewService

        return ViewService(self._database)

    @cached_property
    def health(self) -> "HealthService":
        """Return where all customers stand in health."""
        from csops_desktop.services.health import HealthService

        return HealthService(self._database)

    @cached_property
    def history(self) -> "HistoryService":
        """Return undo, redo and what happened."""
        from csops_desktop.services.history import HistoryService

        return HistoryService(self._database, self._undo_floor)

    @cached_property
    def imports(self) -> "ImportService":
        """Return reading files into the store."""
        from csops_desktop.services.imports import ImportService

        return ImportService(self._database, self.backups)

    @cached_property
    def bulk(self) -> "BulkService":
        """Return changing many customers at once."""
        from csops_desktop.services.bulk import BulkService

        return BulkService(self._database, self.backups)

    @cached_property
    def whole(self) -> "WholeService":
        """Return taking everything out and in."""
        from csops_desktop.services.whole import WholeService

        return WholeService(self._database)

    @cached_property
    def exports(self) -> "ExportService":
        """Return writing files."""
        from csops_desktop.services.exports import ExportService

        return ExportService(self._database)

    @cached_property
    def backups(self) -> "BackupService":
        """Return backups and checks."""
        from csops_desktop.services.backups import BackupService

        return BackupService(self._database, self._profile.backups)

    @cached_property
    def settings(self) -> "SettingsService":
        """Return the settings of the store."""
        from csops_desktop.services.settings import SettingsService

        return SettingsService(self._database)

    @cached_property
    def handoffs(self) -> "HandoffService":
        """Return what sales handed over."""
        from csops_desktop.services.handoffs import HandoffService

        return HandoffService(self._database)

    @cached_property
    def sheet(self) -> "SheetService":
        """Return the page of one customer."""
        from csops_desktop.services.sheet import SheetService

        return SheetService(self._database)

    @cached_property
    def timeline(self) -> "TimelineService":
        """Return what can be found out about what happened."""
        from csops_desktop.services.timeline import TimelineService

        return TimelineService(self._database)

    @cached_property
    def today(self) -> "TodayService":
        """Return the list of the day."""
        from csops_desktop.services.today import TodayService

        return TodayService(self._database)

    @cached_property
    def activities(self) -> "ActivityService":
        """Return logging what happened."""
        from csops_desktop.services.activities import ActivityService

        return ActivityService(self._database, self.backups)

    @cached_property
    def contracts(self) -> "ContractService":
        """Return the life of contracts."""
        from csops_desktop.services.contracts import ContractService

        return ContractService(self._database)

    @cached_property
    def duplicates(self) -> "DuplicateService":
        """Return what can be done about customers that are there twice."""
        from csops_desktop.services.duplicates import DuplicateService

        return DuplicateService(self._database, self.backups)

    @cached_property
    def send_lists(self) -> "SendListService":
        """Return whom of a list one may write to."""
        from csops_desktop.services.send_lists import SendListService

        return SendListService(self._database)

    @cached_property
    def opportunities(self) -> "OpportunityService":
        """Return opportunities to grow."""
        from csops_desktop.services.opportunities import OpportunityService

        return OpportunityService(self._database)

    @cached_property
    def kpi(self) -> "KpiService":
        """Return figures."""
        from csops_desktop.services.kpi import KpiService

        return KpiService(self._database)

    @cached_property
    def maturity(self) -> "MaturityService":
        """Return levels of maturity: products, evidence, assessments."""
        from csops_desktop.services.maturity import MaturityService

        return MaturityService(self._database)

    @cached_property
    def levels(self) -> "LevelService":
        """Return the editor of the levels of products."""
        from csops_desktop.services.levels import LevelService

        return LevelService(self._database, self.maturity)

    @cached_property
    def level_moves(self) -> "LevelMovesService":
        """Return how customers move between levels."""
        from csops_desktop.services.level_moves import LevelMovesService

        return LevelMovesService(self._database)

    @cached_property
    def phases(self) -> "PhaseService":
        """Return the phases that customers go through with each product."""
        from csops_desktop.services.phases import PhaseService

        return PhaseService(self._database)

    @cached_property
    def readings(self) -> "ReadingService":
        """Return usage readings and their metrics."""
        from csops_desktop.services.readings import ReadingService

        return ReadingService(self._database, self.backups)

    @cached_property
    def operation_map(self) -> "OperationMapService":
        """Return the operation maps of products."""
        from csops_desktop.services.operation_map import OperationMapService

        return OperationMapService(self._database)

    @cached_property
    def touch(self) -> "TouchService":
        """Return touch models."""
        from csops_desktop.services.touch import TouchService

        return TouchService(self._database, self.backups)

    @cached_property
    def members(self) -> "MemberService":
        """Return our own people."""
        from csops_desktop.services.members import MemberService

        return MemberService(self._database, self.records)

    @cached_property
    def requests(self) -> "RequestService":
        """Return what can be done with requests."""
        from csops_desktop.services.requests import RequestService

        return RequestService(self._database)

    @cached_property
    def what_if(self) -> "WhatIfService":
        """Return what a draft of a scorecard would do."""
        from csops_desktop.services.what_if import WhatIfService

        return WhatIfService(self._database)

    @cached_property
    def scorecards(self) -> "ScorecardService":
        """Return scorecards: drafts, versions, whom they are for."""
        from csops_desktop.services.scorecards import ScorecardService

        return ScorecardService(self._database)

    @cached_property
    def scores(self) -> "ScoreService":
        """Return the scores of customers and what people say for them."""
        from csops_desktop.services.scores import ScoreService

        return ScoreService(self._database)

    @cached_property
    def promises(self) -> "PromiseService":
        """Return what can be done with promises."""
        from csops_desktop.services.promises import PromiseService

        return PromiseService(self._database)

    @cached_property
    def business_days(self) -> "BusinessDayService":
        """Return which days are closed."""
        from csops_desktop.services.business_days import BusinessDayService

        return BusinessDayService(self._database)

    @cached_property
    def playbooks(self) -> "PlaybookService":
        """Return playbooks and their versions."""
        from csops_desktop.services.playbooks import PlaybookService

        return PlaybookService(self._database)

    @cached_property
    def run_versions(self) -> "RunVersionService":
        """Return the runs of older versions."""
        from csops_desktop.services.run_versions import RunVersionService

        return RunVersionService(self._database)

    @cached_property
    def calendar_changes(self) -> "CalendarChangeService":
        """Return what changes business days and due dates together."""
        from csops_desktop.services.calendar_changes import CalendarChangeService

        return CalendarChangeService(self._database)

    @cached_property
    def runs(self) -> "RunService":
        """Return the runs of playbooks."""
        from csops_desktop.services.runs import RunService

        return RunService(self._database)

    @cached_property
    def run_board(self) -> "RunBoardService":
        """Return all runs together."""
        from csops_desktop.services.run_board import RunBoardService

        return RunBoardService(self._database)

    @cached_property
    def run_papers(self) -> "RunPaperService":
        """Return what can be taken out of runs."""
        from csops_desktop.services.run_papers import RunPaperService

        return RunPaperService(self._database)

    @cached_property
    def run_starts(self) -> "RunStartService":
        """Return what can be started for whom."""
        from csops_desktop.services.run_starts import RunStartService

        return RunStartService(self._database)

    @cached_property
    def run_steps(self) -> "RunStepService":
        """Return the steps of runs."""
        from csops_desktop.services.run_steps import RunStepService

        return RunStepService(self._database)


def _settle(connection: Connection, today: dt.date) -> bool:
    from csops_desktop.services.rescoring import settle

    return settle(connection, today)
