"""Draws every page and dialog with the sample store into pictures, to be looked at (``make screens``)."""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import PromiseQuery, State
from csops_desktop.domain.query import ListQuery
from csops_desktop.domain.renewals import Outlook
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.paths import Profile
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui import screens_levels, screens_map, screens_playbooks, screens_scorecards
from csops_desktop.ui.application import Program, qt_application
from csops_desktop.ui.crash_dialog import CrashDialog
from csops_desktop.ui.features.customer.health_block import HealthBlock
from csops_desktop.ui.features.customers.bulk_dialog import BulkDialog
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.health.modes import Mode
from csops_desktop.ui.features.help.page import TOPICS as HELP_TOPICS
from csops_desktop.ui.features.promises.page import PromisesPage
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.features.settings.emergency import EmergencySheet
from csops_desktop.ui.features.settings.page import TOPICS as SETTINGS_TOPICS
from csops_desktop.ui.features.settings.page import SettingsPage
from csops_desktop.ui.features.welcome.who import WhoDialog
from csops_desktop.ui.features.welcome.window import WelcomeWindow
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Banner, Question
from csops_desktop.ui.state import LogEntryPlace, PageId, Place
from csops_desktop.ui.stores import SAMPLE_NAME
from csops_desktop.ui.widgets.field_history import FieldHistory

LANGUAGES = ("ja", "en")
MODES = ("light", "dark")
SIZES = ((1440, 900), (1366, 768))
_PAUSE_MS = 120
_PATIENCE = 200


@dataclass
class Camera:
    """Takes the pictures of one program.

    Attributes:
        into: folder of the pictures.
        suffix: language, colours and size, part of each name.
    """

    program: Program
    into: Path
    suffix: str = ""
    taken: list[Path] = field(default_factory=list)

    def settle(self, pauses: int = 1) -> None:
        """Let the window come to rest: nothing under way, everything painted."""
        rest = pauses
        for _turn in range(_PATIENCE):
            loop = QEventLoop()
            QTimer.singleShot(_PAUSE_MS, loop.quit)
            loop.exec()
            rest = rest - 1 if self.program.tasks.idle() else pauses
            if rest <= 0:
                return

    def take(self, name: str, widget: QWidget) -> None:
        """Take a picture of a widget once it has come to rest."""
        self.settle()
        path = self.into / f"{name}-{self.suffix}.png"
        widget.grab().save(str(path))
        self.taken.append(path)

    def take_modal(self, name: str, ask: Callable[[], object]) -> None:
        """Take a picture of the dialog that a question opens, then answer やめる."""

        def shoot() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                path = self.into / f"{name}-{self.suffix}.png"
                dialog.grab().save(str(path))
                self.taken.append(path)
                dialog.reject()

        QTimer.singleShot(_PAUSE_MS * 2, shoot)
        ask()

    def take_dialog(self, name: str, window: QWidget, show: Callable[[], object]) -> None:
        """Take a picture of a dialog that does not wait."""
        show()
        self.settle(2)
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                self.take(name, dialog)
                dialog.close()
        self.settle()


@contextmanager
def _opened(profile: Profile, store: Path | None) -> Iterator[Program]:
    program = Program(profile, Clock())
    program.theme.start("light", 100)
    if store is None:
        program.open_sample(profile.folder / SAMPLE_NAME)
    else:
        program.open_store(store)
    camera = Camera(program, profile.folder)
    for _turn in range(_PATIENCE):
        if program.window is not None:
            break
        camera.settle()
    try:
        yield program
    finally:
        program.end()


def _pages(camera: Camera, window: MainWindow) -> None:
    services = window.workbench.services
    window.go(Place(PageId.TODAY))
    camera.take("today", window)
    window.go(Place(PageId.CUSTOMERS))
    camera.take("customers", window)
    first = services.customers.find(ListQuery()).ids[:1]
    if first:
        window.go(Place(PageId.CUSTOMERS, first[0]))
        camera.take("customer", window)
        page = window.page()
        if isinstance(page, CustomersPage):
            page.panel.open(first[0])
            page.whole.leave(home=True)
            page.pane.table.walked.emit()
            camera.take("customer-beside", window)
    window.go(Place(PageId.RENEWALS))
    camera.take("renewals", window)
    window.go(Place(PageId.PROMISES))
    camera.take("promises", window)
    window.go(Place(PageId.HEALTH))
    for mode in Mode:
        window.go(Place(PageId.HEALTH, mode.value))
        camera.take(f"health-{mode.value}", window)
    screens_map.draw(camera, window)
    window.go(Place(PageId.IMPORT))
    camera.take("import", window)


def _log(camera: Camera, window: MainWindow) -> None:
    window.go(Place(PageId.CUSTOMERS))
    camera.settle()
    window.open_log()
    bar = window.log.bar
    if bar is None:
        return
    camera.settle()
    bar.contact.line.insert("田島課長に電話。12/3に引き継ぎの場を置くことで合意")
    bar.next.line.insert("引き継ぎの場の議題を送る 金曜")
    bar.next.retranslate()
    camera.take("log", window)
    window.open_log(window.workbench.services.customers.find(ListQuery()).ids[:37])
    camera.take("log-many", window)
    camera.take_dialog("log-attended", window, bar.people.show_list)
    bar.closed.emit()
    window.close_toast()


def _inside(camera: Camera, window: MainWindow) -> None:
    """Draw what stands inside a customer's page: the acts of a contract, a word found, an entry put right."""
    found = window.workbench.services.timeline.search("確認", 1)
    page = window.load_page(PageId.CUSTOMERS)
    if not found or not isinstance(page, CustomersPage):
        return
    window.go(Place(PageId.CUSTOMERS, LogEntryPlace(found[0].customer_id, found[0].activity_id, "確認")))
    camera.take("customer-entry", window)
    panel = page.panel.panel
    if panel is None:
        return
    panel.timeline.look_for("確認")
    camera.take("customer-search", window)
    panel.timeline.edit(panel.timeline.rows.current())
    camera.take("customer-entry-edit", window)
    panel.timeline.discard()
    panel.blocks["contracts"].take_focus()
    camera.take("customer-contracts", window)
    health = panel.blocks["health"]
    if isinstance(health, HealthBlock) and health.scored is not None:
        camera.take_dialog("health-why", window, health.acts.ask_why)
        camera.take_dialog("health-by-hand", window, health.acts.set_by_hand)
    camera.take_dialog("ratings", window, window.commands.rate_due)


def _many(camera: Camera, window: MainWindow) -> None:
    window.go(Place(PageId.CUSTOMERS))
    page = window.page()
    if not isinstance(page, CustomersPage):
        return
    camera.settle()
    page.many.bulk_edit()
    dialog = page.findChild(BulkDialog)
    if dialog is not None:
        dialog.rows[0].choose("phase")
        dialog.rows[0].act.setFocus()
        editor = dialog.rows[0].editor
        if editor is not None and isinstance(editor.box, QComboBox):
            editor.box.setCurrentIndex(2)
    camera.take_dialog("bulk-edit", window, lambda: None)
    camera.take_dialog("usage-grid", window, page.many.enter_usage)
    table, model = page.pane.table, page.pane.model
    names = [column.name for column in model.columns]
    QGuiApplication.clipboard().setText("ハイ\t定着\t1\nなぞ\t拡大\t2\nロー\t\t3\n")
    table.setCurrentIndex(model.index(1, names.index("touch")))
    camera.take_dialog("paste", window, page.many.paste)


def _wizard(camera: Camera, window: MainWindow) -> None:
    from csops_desktop.services.samples import sample_file  # noqa: PLC0415 (only here)

    window.go(Place(PageId.IMPORT, [sample_file()]))
    camera.settle(8)
    camera.take("import-file", window)


def _renewals(camera: Camera, window: MainWindow) -> None:
    window.go(Place(PageId.RENEWALS))
    page = window.page()
    if not isinstance(page, RenewalsPage):
        return
    page.panel.reasons[0].click()
    camera.take("renewals-lost", window)
    page.panel.outlooks[Outlook.AT_RISK].click()
    camera.take("renewals-at-risk", window)
    acts = page.acts
    dialogs = {"renew": acts.renew, "amount": acts.change_amount, "end": acts.end, "contract": acts.add}
    for name, act in dialogs.items():
        camera.take_dialog(f"renewals-{name}", window, act)
    page.open("calendar")
    camera.take("renewals-calendar", window)
    page.open("opportunities")
    camera.take("opportunities", window)
    grow = page.half.acts
    for name, act in {"add": page.half.add, "win": grow.win, "lose": grow.lose}.items():
        camera.take_dialog(f"opportunities-{name}", window, act)
    page.open("ending")


def _promises(camera: Camera, window: MainWindow) -> None:
    window.go(Place(PageId.PROMISES))
    page = window.page()
    if not isinstance(page, PromisesPage):
        return
    camera.settle()
    camera.take_dialog("promises-add", window, page.promises.add)
    page.promises.pane.wanted.emit(PromiseQuery(State.KEPT))
    camera.take("promises-kept", window)
    page.promises.pane.wanted.emit(PromiseQuery())
    page.show_subject("requests")
    camera.take("requests", window)
    camera.take_dialog("requests-edit", window, page.requests.edit)
    camera.take_dialog("requests-add", window, page.requests.add)
    page.show_subject("promises")


def _rest(camera: Camera, window: MainWindow) -> None:
    bench = window.workbench
    for part in (_renewals, _promises, screens_scorecards.draw, screens_playbooks.draw):
        part(camera, window)
    for topic in SETTINGS_TOPICS:
        window.go(Place(PageId.SETTINGS, topic.key))
        camera.take(f"settings-{topic.key}", window)
    for key, _name, _icon in HELP_TOPICS:
        window.go(Place(PageId.HELP, key))
        camera.take(f"help-{key}", window)
    window.go(Place(PageId.CUSTOMERS))
    window.commands.show_palette()
    camera.take("palette", window)
    window.open_palette().field.setText(_("Settings")[:2])
    camera.take("palette-found", window)
    window.open_palette().close_palette()
    bench.messages.toast(_("Backed up"), set_id=1)
    camera.take("toast", window)
    window.close_toast()
    bench.messages.banner(Banner(_("No backup yet"), "warning", _("Back up now")))
    camera.take("banner", window)
    bench.messages.banner(None)
    window.menus.menu.popup(window.mapToGlobal(QPoint(0, 0)))
    camera.take("menu", window.menus.menu)
    window.menus.menu.close()


def _dialogs(camera: Camera, window: MainWindow) -> None:
    bench, commands = window.workbench, window.commands
    screens_levels.draw(camera, window)
    screens_map.draw_dialogs(camera, window)
    camera.take_dialog("history", window, commands.show_history)
    camera.take_dialog("import-history", window, commands.show_import_history)
    camera.take_dialog("bin", window, commands.show_bin)
    camera.take_dialog("backups", window, commands.show_backups)
    camera.take_dialog("duplicates", window, commands.show_duplicates)
    camera.take_dialog("touch-suggestions", window, commands.show_touch_suggestions)
    two = bench.services.customers.find(ListQuery()).ids[:2]
    camera.take_dialog("merge", window, lambda: commands.merge(two))
    camera.take_dialog("emergency-sheet", window, EmergencySheet(bench, window).open)
    window.go(Place(PageId.SETTINGS, "members"))
    settings = window.page()
    if isinstance(settings, SettingsPage):
        camera.settle(2)
        camera.take_dialog("member", window, settings.members.edit)
        camera.take_dialog("hand-over", window, settings.members.hand_over)
    camera.take_dialog("who", window, WhoDialog(bench, window).open)
    question = Question(
        _("Undo this operation?"), "", _("Undo this"), (("A → B", "21"), ("C → D", "4")), note=_("It can be done again")
    )
    camera.take_modal("question", lambda: bench.messages.choose(question))
    danger = _("Go back to the backup of {name}?").format(name="11/24 9:02")
    camera.take_modal("question-danger", lambda: bench.messages.ask(danger, verb=_("Restore"), danger=True))
    camera.take_modal("passphrase", lambda: bench.messages.passphrase(
        _("New passphrase"), _("Nobody can recover a lost passphrase."), verb=_("Set the passphrase"), twice=True,
        minimum=12,
    ))  # fmt: skip
    crash = CrashDialog(bench.theme, "CSOps Desktop\nValueError\n  csops_desktop/ui/…")
    crash.show()
    camera.take("crash", crash)
    crash.close()
    found = bench.services.customers.find(ListQuery()).ids[:1]
    if found:
        popover = FieldHistory(bench, window)
        popover.show_field(Kind.CUSTOMERS, found[0], "name", QRect(0, 0, 200, 30))
        camera.settle(2)
        camera.take("field-history", popover)
        popover.close()


def draw(into: Path, store: Path | None, *, brief: bool) -> list[Path]:
    """Draw the pictures and return their paths.

    Args:
        into: folder for them, made when it is not there.
        store: store to draw; None makes the sample for it.
        brief: the pages only, in Japanese, light and large.
    """
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _opened(Profile(Path(folder)), store) as program:
        window = program.window
        if window is None:
            return []
        camera = Camera(program, into)
        languages, modes, sizes = (LANGUAGES[:1], MODES[:1], SIZES[:1]) if brief else (LANGUAGES, MODES, SIZES)
        for language in languages:
            program.preferences.set(prefs.LANGUAGE, language)
            program.language.use(language)
            for mode in modes:
                program.theme.set_mode("dark" if mode == "dark" else "light")
                for width, height in sizes:
                    camera.suffix = f"{language}-{mode}-{width}x{height}"
                    window.resize(width, height)
                    _pages(camera, window)
                    _log(camera, window)
                    _many(camera, window)
                    _wizard(camera, window)
                    if not brief:
                        _inside(camera, window)
                        _rest(camera, window)
                if not brief:
                    camera.suffix = f"{language}-{mode}"
                    _dialogs(camera, window)
                    welcome = WelcomeWindow(
                        program.theme, program.preferences, program.language, program.messages, program.profile
                    )
                    welcome.show()
                    camera.take("welcome", welcome)
                    welcome.close()
        program.language.use("en")
        return camera.taken


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit code is 0 when pictures were drawn."""
    parser = argparse.ArgumentParser(prog="csops_desktop.ui.screens", description=__doc__)
    parser.add_argument("--into", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--store", type=Path, help="store to draw, else a new sample")
    parser.add_argument("--brief", action="store_true", help="only the pages, in one language and theme")
    given = parser.parse_args(arguments)
    qt_application()
    taken = draw(given.into, given.store, brief=given.brief)
    logging.getLogger(__name__).info("%d pictures", len(taken))
    return 0 if taken else 1


if __name__ == "__main__":
    sys.exit(main())
