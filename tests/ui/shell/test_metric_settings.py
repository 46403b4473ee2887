"""Metrics of usage in the settings: added, changed, merged, deleted by key; undo brings all of it back."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.settings.metrics import MergeDialog, MetricsSection
from csops_desktop.ui.readings.metric_dialog import MetricDialog
from csops_desktop.ui.state import Workbench


def _lines(section: MetricsSection) -> list[str]:
    return [section.list.item(row).text() for row in range(section.list.count())]


def test_metrics_are_added_changed_merged_and_deleted(workbench: Workbench, services: Services, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    section = MetricsSection(workbench, window)
    window.resize(700, 500)
    window.show()
    for name in ("Log-ins", "Active users"):
        QTest.keyClicks(section.name, name)
        QTest.keyClick(section.name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: section.name.text() == "")
    qtbot.waitUntil(lambda: section.list.count() == 2)
    assert _lines(section) == ["Active users  —  users, Last value, 0 readings", "Log-ins  —  Sum, 0 readings"]
    customer = services.customers.create({"name": "Alpha"}).value
    services.readings.enter(dt.date(2026, 10, 1), {(customer, 1): 12.0})
    section.list.setCurrentRow(1)
    QTest.keyClick(section.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MetricDialog))
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, MetricDialog)
    asked.name.selectAll()
    QTest.keyClicks(asked.name, "Sign-ins")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Sign-ins  —  Sum, 1 reading" in _lines(section))
    section.list.setCurrentRow(0)
    section.merge_button.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergeDialog))
    merging = QApplication.activeModalWidget()
    assert isinstance(merging, MergeDialog)
    QTest.keyClick(merging, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _lines(section) == ["Sign-ins  —  Sum, 1 reading"])
    workbench.tasks.operate(services.history.undo)
    qtbot.waitUntil(lambda: section.list.count() == 2)
    section.list.setCurrentRow(1)
    section.delete_button.click()
    qtbot.waitUntil(lambda: section.list.count() == 1)
    assert services.readings.of(customer, 1) == ()
    workbench.tasks.operate(services.history.undo)
    qtbot.waitUntil(lambda: section.list.count() == 2)
    assert [reading.value for reading in services.readings.of(customer, 1)] == [12.0]
