"""Makes a page when it is first shown; nothing of it is imported before."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.widgets.page import Page


def _today(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.today.page import TodayPage  # noqa: PLC0415 (only when shown)

    return TodayPage(workbench, parent)


def _customers(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.customers.page import CustomersPage  # noqa: PLC0415 (only when shown)

    return CustomersPage(workbench, parent)


def _playbooks(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.playbooks.page import PlaybooksPage  # noqa: PLC0415 (only when shown)

    return PlaybooksPage(workbench, parent)


def _renewals(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.renewals.page import RenewalsPage  # noqa: PLC0415 (only when shown)

    return RenewalsPage(workbench, parent)


def _promises(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.promises.page import PromisesPage  # noqa: PLC0415 (only when shown)

    return PromisesPage(workbench, parent)


def _map(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.map.page import MapPage  # noqa: PLC0415 (only when shown)

    return MapPage(workbench, parent)


def _health(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.health.page import HealthPage  # noqa: PLC0415 (only when shown)

    return HealthPage(workbench, parent)


def _import(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.imports.page import ImportPage  # noqa: PLC0415 (only when shown)

    return ImportPage(workbench, parent)


def _scorecard(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.scorecards.page import ScorecardPage  # noqa: PLC0415 (only when shown)

    return ScorecardPage(workbench, parent)


def _playbook_list(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.playbook_editor.list_page import PlaybookListPage  # noqa: PLC0415 (only when shown)

    return PlaybookListPage(workbench, parent)


def _playbook_editor(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.playbook_editor.page import PlaybookEditor  # noqa: PLC0415 (only when shown)

    return PlaybookEditor(workbench, parent)


def _settings(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.settings.page import SettingsPage  # noqa: PLC0415 (only when shown)

    return SettingsPage(workbench, parent)


def _help(workbench: Workbench, parent: QWidget) -> Page:
    from csops_desktop.ui.features.help.page import HelpPage  # noqa: PLC0415 (only when shown)

    return HelpPage(workbench, parent)


MAKERS: dict[PageId, Callable[[Workbench, QWidget], Page]] = {
    PageId.TODAY: _today,
    PageId.CUSTOMERS: _customers,
    PageId.PLAYBOOKS: _playbooks,
    PageId.RENEWALS: _renewals,
    PageId.PROMISES: _promises,
    PageId.MAP: _map,
    PageId.HEALTH: _health,
    PageId.IMPORT: _import,
    PageId.SCORECARD: _scorecard,
    PageId.PLAYBOOK_LIST: _playbook_list,
    PageId.PLAYBOOK_EDITOR: _playbook_editor,
    PageId.SETTINGS: _settings,
    PageId.HELP: _help,
}
