"""Touch models in the settings: a number typed and left counts, and undo puts it back there too."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.touch import TouchModel
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.settings.touch import TouchSection
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import Workbench


def test_a_cadence_that_is_typed_counts_once_it_is_left(
    workbench: Workbench, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    workbench.tasks.done.connect(workbench.messages.outcome)
    window = QWidget()
    qtbot.addWidget(window)
    section = TouchSection(workbench, window)
    window.resize(700, 500)
    window.show()
    qtbot.waitUntil(lambda: section.days["high"].value() == 14)
    box = section.days["low"]
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "21")
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].text == "Low touch: contact every 21 days, 60 minutes a month"
    assert services.touch.models()[1] == TouchModel("low", 21, 60)
    workbench.tasks.operate(services.history.undo)
    qtbot.waitUntil(lambda: box.value() == 30)
    workbench.tasks.done.disconnect(workbench.messages.outcome)
