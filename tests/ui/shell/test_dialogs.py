"""History, bin, backups, settings, help: what they show is true and what they offer works."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation import i18n
from csops_desktop.services.bundle import Services
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.features.help.page import TOPICS, HelpPage
from csops_desktop.ui.features.history.backups import BackupsDialog, check
from csops_desktop.ui.features.history.bin import BinDialog
from csops_desktop.ui.features.history.dialogs import HistoryDialog
from csops_desktop.ui.features.settings.emergency import sheet
from csops_desktop.ui.features.settings.page import SettingsPage
from csops_desktop.ui.frame import Frame
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.field_history import FieldHistory
from csops_desktop.ui.widgets.lines import Line, LinesModel
from tests.ui.answers import Answers


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_any_operation_of_the_history_can_be_undone(
    qtbot: QtBot, workbench: Workbench, services: Services, answers: Answers, parent: QWidget
) -> None:
    first = services.customers.create({"name": "最初"})
    services.customers.create({"name": "次"})
    dialog = HistoryDialog(workbench, parent)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.lines.rowCount() == 2)
    row = dialog.view.lines.row_of(first.set_id)
    dialog.view.setCurrentIndex(dialog.view.lines.index(row, 0))
    answers.verbs = ["*"]
    with qtbot.waitSignal(workbench.tasks.done):
        dialog.undo_button.click()
    assert services.customers.suggest("最初") == []
    assert services.customers.suggest("次")
    qtbot.waitUntil(lambda: not dialog.undo_button.isEnabled())
    line = dialog.view.current_line()
    assert line is not None
    assert line.key == first.set_id
    assert line.mark == "undone"


def test_without_imports_the_import_history_is_empty(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget
) -> None:
    services.customers.create({"name": "最初"})
    dialog = HistoryDialog(workbench, parent, imports_only=True)
    dialog.show()
    qtbot.waitUntil(dialog._empty.isVisible)  # noqa: SLF001 (what the user sees)
    assert dialog.view.lines.rowCount() == 0


def test_the_bin_gives_back_what_was_deleted(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget
) -> None:
    customer = services.customers.create({"name": "北稜精機"}).value
    services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": "小野寺 恵"})
    services.customers.delete([customer])
    dialog = BinDialog(workbench, parent)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.lines.rowCount() == 1)
    with qtbot.waitSignal(workbench.tasks.done):
        dialog.restore_button.click()
    assert services.customers.get(customer).values["name"] == "北稜精機"
    assert [contact.values["name"] for contact in services.customers.related(customer, Kind.CONTACTS)] == ["小野寺 恵"]
    qtbot.waitUntil(lambda: dialog.view.lines.rowCount() == 0)


@pytest.fixture
def frame(qtbot: QtBot) -> Frame:
    made = Frame()
    qtbot.addWidget(made)
    return made


class _Wishes(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    @Slot(str)
    def hear(self, wish: str) -> None:
        self.heard.append(wish)


def test_restoring_asks_first_and_names_the_backup(
    qtbot: QtBot, workbench: Workbench, services: Services, answers: Answers, frame: Frame
) -> None:
    services.customers.create({"name": "北稜精機"})
    backup = services.backups.make("asked")
    assert backup is not None
    wishes = _Wishes()
    frame.store_requested.connect(wishes.hear)
    dialog = BackupsDialog(workbench, frame)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.lines.rowCount() == 1)
    dialog.restore_button.click()
    assert wishes.heard == []
    assert answers.asked[-1].danger
    answers.verbs = ["*"]
    dialog.restore_button.click()
    assert wishes.heard == [f"restore:{services.backups.path(backup)}"]


def test_the_check_says_that_all_is_well(
    qtbot: QtBot, workbench: Workbench, services: Services, answers: Answers
) -> None:
    services.customers.create({"name": "北稜精機"})
    check(workbench)
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert answers.asked[0].title == "The store is in good order"


def test_lines_are_a_proper_model(qtmodeltester: ModelTester, qapp: object) -> None:
    del qapp
    model = LinesModel()
    model.show_lines([Line(1, "trash", "text", "below"), Line(2, "trash", "other", "below")])
    qtmodeltester.check(model)


@pytest.fixture
def settings(qtbot: QtBot, workbench: Workbench) -> SettingsPage:
    page = SettingsPage(workbench)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def test_products_are_added_renamed_and_deleted(
    qtbot: QtBot, workbench: Workbench, services: Services, settings: SettingsPage
) -> None:
    section = settings.products
    with qtbot.waitSignal(workbench.tasks.done):
        section.name.setText("セカイ")
        qtbot.keyClick(section.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.list.count() == 1)
    assert section.name.text() == ""
    with qtbot.waitSignal(workbench.tasks.done):
        section.list.item(0).setText("セカイ会計")
    assert [name for _id, name in services.records.names(Kind.PRODUCTS)] == ["セカイ会計"]
    qtbot.waitUntil(lambda: section.list.item(0).text() == "セカイ会計")
    section.list.setCurrentRow(0)
    with qtbot.waitSignal(workbench.tasks.done):
        section.delete_button.click()
    assert services.records.names(Kind.PRODUCTS) == []


def test_an_own_field_can_be_added(
    qtbot: QtBot, workbench: Workbench, services: Services, settings: SettingsPage
) -> None:
    section = settings.fields
    section.type_box.setCurrentIndex(section.type_box.findData(FieldType.DATE))
    section.name.setText("導入日")
    with qtbot.waitSignal(workbench.tasks.done):
        section.add_button.click()
    found = services.records.custom_fields(Kind.CUSTOMERS)
    assert [(field.name, field.type) for field in found] == [("導入日", FieldType.DATE)]


def test_a_field_without_a_name_is_not_added(services: Services, settings: SettingsPage) -> None:
    settings.fields.name.setText("   ")
    settings.fields.add_button.click()
    assert services.records.custom_fields(Kind.CUSTOMERS) == []


def test_settings_of_the_store_are_kept_in_it(
    qtbot: QtBot, workbench: Workbench, services: Services, settings: SettingsPage
) -> None:
    with qtbot.waitSignal(workbench.tasks.done):
        settings.store.year.setCurrentIndex(0)
        settings.store.year.activated.emit(0)
    assert services.settings.get(StoreSetting.FISCAL_YEAR_START) == 1


def test_look_takes_effect_at_once(settings: SettingsPage, workbench: Workbench, theme: Theme) -> None:
    settings.look.colors.chosen.emit("dark")
    assert theme.dark
    settings.look.scale.chosen.emit("125")
    assert theme.scale == 125
    settings.look.language.chosen.emit("ja")
    assert i18n.current() == "ja"
    kept = [workbench.preferences.get(option) for option in (prefs.THEME, prefs.SCALE, prefs.LANGUAGE)]
    assert kept == ["dark", 125, "ja"]
    workbench.language.use("en")


def test_a_page_can_be_hidden(settings: SettingsPage, workbench: Workbench) -> None:
    settings.pages._boxes["import"].click()  # noqa: SLF001 (the box as the user ticks it)
    assert workbench.preferences.get(prefs.PAGES_SHOWN)["import"] is False


def test_the_emergency_sheet_names_the_file_and_no_secret(workbench: Workbench) -> None:
    text = sheet(workbench)
    assert str(workbench.services.path) in text
    assert str(workbench.profile.backups) in text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("topic", [key for key, _name, _icon in TOPICS])
def test_every_help_page_has_text(qtbot: QtBot, workbench: Workbench, language: str, topic: str) -> None:
    workbench.language.use(language)
    page = HelpPage(workbench)
    qtbot.addWidget(page)
    page.open(topic)
    text = page.view.toPlainText()
    assert len(text) > 100
    assert "{" not in text
    workbench.language.use("en")


def test_the_history_of_a_field_shows_old_and_new(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, tmp_path: Path
) -> None:
    del tmp_path
    customer = services.customers.create({"name": "北稜精機", "status": "利用中"}).value
    services.customers.save(customer, {"status": "休止"})
    parent.show()
    popover = FieldHistory(workbench, parent)
    qtbot.addWidget(popover)
    popover.show_field(Kind.CUSTOMERS, customer, "status", parent.geometry())
    qtbot.waitUntil(popover.isVisible)
    from PySide6.QtWidgets import QLabel  # noqa: PLC0415

    texts = [label.text() for label in popover.findChildren(QLabel)]
    assert "利用中" in texts
    assert "休止" in texts
