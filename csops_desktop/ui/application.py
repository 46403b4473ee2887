"""The window program from its start to its end: opens a store, shows the window, and keeps the start short."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from csops_desktop.domain.changes import Sentence
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    CsopsError,
    DamagedStoreError,
    PassphraseNeededError,
    StoreLockedError,
    StoreMissingError,
    WrongPassphraseError,
)
from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.paths import Profile, resources
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.crash import CrashReporter
from csops_desktop.ui.garbage import GarbageCollector
from csops_desktop.ui.i18n import LanguageSwitch
from csops_desktop.ui.main_window import MainWindow, bring_forward
from csops_desktop.ui.messages import Asker, Messages, Question
from csops_desktop.ui.preferences import Preferences
from csops_desktop.ui.state import Navigator, PageId, Place, Workbench
from csops_desktop.ui.stores import Stores
from csops_desktop.ui.tasks import TaskRunner
from csops_desktop.ui.theme import Mode, Theme
from csops_desktop.ui.waiting import Waiting

if TYPE_CHECKING:
    from csops_desktop.services.bundle import Services
    from csops_desktop.ui.features.welcome.window import WelcomeWindow
    from csops_desktop.ui.single import Doorbell

_RECENT_STORES = 8
_AFTER_PAINT_MS = 50
_IDLE_MS = 1500


def run(profile: Profile, argv: Sequence[str], clock: Clock | None = None) -> int:
    """Show the window until the user closes it.

    Args:
        profile: where preferences, backups and logs lie.
        argv: arguments without the name of the program; the first that is a file is the store to open.
        clock: what day it is.

    Returns:
        The exit code: 0, also when another window of the same store was brought forward instead.
    """
    qt = qt_application()
    program = Program(profile, clock or Clock())
    CrashReporter(program.theme, program).install()
    store = next((Path(argument) for argument in argv if not argument.startswith("-")), None)
    program.start(store)
    code = qt.exec()
    program.end()
    return code


def qt_application() -> QApplication:
    """Return the application object, made when it is not there."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication(sys.argv[:1])
    made.setApplicationName("CSOps Desktop")
    made.setDesktopFileName("csops-desktop")
    made.setWindowIcon(QIcon(str(resources() / "icons" / "csops.svg")))
    return made


class Program(QObject):
    """Holds what lives as long as the program; one window at a time."""

    def __init__(self, profile: Profile, clock: Clock) -> None:
        super().__init__()
        self.profile = profile
        self.clock = clock
        self.preferences = Preferences(profile.preferences, self)
        self.tasks = TaskRunner(self)
        self.theme = Theme(self)
        self._waiting = Waiting(self.theme, self)
        self._waiting.left.connect(self._on_closed)
        self.stores = Stores(profile, clock, self._waiting.checking.emit)
        self.language = LanguageSwitch(self)
        self.messages = Messages(self._dialogs, _error_words, _sentence_words)
        self.window: MainWindow | None = None
        self._welcome: WelcomeWindow | None = None
        self._bell: Doorbell | None = None
        self._services: Services | None = None
        self._next: Place | None = None
        self._garbage = GarbageCollector(self)

    def start(self, store: Path | None) -> None:
        """Open the store that is named, else the last one; without any, greet."""
        self._garbage.start()
        # Between two stores there is a moment without a window, which must not be the end.
        QApplication.setQuitOnLastWindowClosed(False)
        language = self.preferences.get(prefs.LANGUAGE)
        last = self.preferences.get(prefs.LAST_STORE)
        path = store or (Path(last) if last else None) or self._default()
        if path is not None:
            self.open_store(path)
        self.language.use(language)
        self.theme.start(_mode(self.preferences.get(prefs.THEME)), self.preferences.get(prefs.SCALE))
        if path is None:
            self._greet()

    def end(self) -> None:
        """Finish in good order: what is written is written, the file is let go."""
        self._waiting.end()
        self.preferences.flush()
        if self._bell is not None:
            self._bell.close()
        services, self._services = self._services, None
        self.tasks.close()
        if services is not None:
            services.close()
        self._garbage.stop()  # last: a worker that still runs must not come upon the window's garbage

    def open_store(self, path: Path, passphrase: str | None = None) -> None:
        """Open a store on the worker; the window follows when it is there."""
        self._load(path, lambda: self.stores.open(path, passphrase))

    def create_store(self, path: Path, passphrase: str | None = None, founder: str = "") -> None:
        """Make a store on the worker and open it; the founder, if named, is its first member."""

        def opened(services: "Services") -> None:
            crew = services.crew_at_start
            if founder and crew.proposed:
                self.preferences.set_part(prefs.ME, crew.store_id, crew.proposed)
            self._on_opened(services)

        self._load(path, lambda: self.stores.create(path, passphrase, founder), opened)

    def open_sample(self, path: Path) -> None:
        """Open the sample store, made on the worker when it is not there."""
        self._load(path, lambda: self.stores.sample(path))

    def _load(
        self,
        path: Path,
        work: "Callable[[], Services]",
        then: "Callable[[Services], None] | None" = None,
        failed: Callable[[CsopsError], None] | None = None,
    ) -> None:
        """Bring a store into the window; what takes long says so on the screen."""
        self._waiting.begin(path.name)
        refused = failed or partial(self._on_not_opened, path)
        self.tasks.query(work, then or self._on_opened, failed=refused, owner=self)

    def _dialogs(self) -> Asker:
        from csops_desktop.ui.widgets.dialogs import Dialogs  # noqa: PLC0415 (with the first question)

        return Dialogs(self.theme)

    def _default(self) -> Path | None:
        path = self.profile.default_store
        return path if path.exists() else None

    def _on_opened(self, services: "Services") -> None:
        self._waiting.end()
        self._services = services
        self.preferences.set(prefs.LAST_STORE, str(services.path))
        recent = self.preferences.get(prefs.RECENT_STORES)
        others = [name for name in recent if name != str(services.path)]
        self.preferences.set(prefs.RECENT_STORES, [str(services.path), *others][:_RECENT_STORES])
        if self._welcome is not None:
            self._welcome.closed.disconnect(self._on_closed)
            self._welcome.close()
            self._welcome.deleteLater()
            self._welcome = None
        bench = Workbench(
            services,
            self.tasks,
            self.theme,
            self.messages,
            self.preferences,
            self.clock,
            Navigator(self),
            self.language,
            self.profile,
        )
        window = MainWindow(bench, services.path)
        self.window = window
        self.messages.window = window
        window.store_requested.connect(self._on_store_requested)
        window.closed.connect(self._on_closed)
        window.painted.connect(self._on_painted)
        place, self._next = self._next, None
        window.go(place or Place(PageId.CUSTOMERS if services.was_empty else PageId.TODAY))
        window.show()

    def _on_not_opened(self, path: Path, error: CsopsError) -> None:
        self._waiting.end()
        if isinstance(error, PassphraseNeededError | WrongPassphraseError):
            self._ask_passphrase(path, error)
        elif isinstance(error, StoreLockedError) and self._call_first(path):
            QCoreApplication.exit(0)
        else:
            self._offer_way_out(path, error)

    def _ask_passphrase(self, path: Path, error: CsopsError) -> None:
        wrong = isinstance(error, WrongPassphraseError)
        body = self.messages.sentence(error) if wrong else _("This store is protected by a passphrase.")
        typed = self.messages.passphrase(
            _("Open “{name}”").format(name=path.name),
            body,
            verb=_("Open"),
            note=_("Nobody can recover a lost passphrase."),
        )
        if typed is None:
            self._greet()
        else:
            self.open_store(path, typed)

    def _call_first(self, path: Path) -> bool:
        from csops_desktop.ui.single import call_first  # noqa: PLC0415 (only for a second start)

        return call_first(path)

    def _offer_way_out(self, path: Path, error: CsopsError) -> None:
        if isinstance(error, StoreMissingError) and str(path) == self.preferences.get(prefs.LAST_STORE):
            self.preferences.set(prefs.LAST_STORE, "")
        again, other = _("Try again"), _("Choose another store…")
        backups = _("Restore a backup…")
        others = (other, backups) if isinstance(error, DamagedStoreError | StoreMissingError) else (other,)
        pressed = self.messages.choose(
            Question(
                _("“{name}” could not be opened").format(name=path.name),
                self.messages.sentence(error),
                verb=again,
                others=others,
            )
        )
        if pressed == again:
            self.open_store(path)
        elif pressed == backups:
            self._choose_backup(path)
        elif pressed == other or self.window is None:
            self._greet()

    def _choose_backup(self, path: Path) -> None:
        from csops_desktop.ui.features.history.backups import choose_file  # noqa: PLC0415 (rare)

        chosen = choose_file(self.messages, self.profile)
        if chosen is None:
            self._greet()
        else:
            self._restore(path, chosen, None)

    def _restore(self, store: Path, backup: Path, passphrase: str | None) -> None:
        refused = partial(self._on_not_restored, store, backup)
        self._load(store, lambda: self.stores.restore(store, backup, passphrase), failed=refused)

    def _on_not_restored(self, store: Path, backup: Path, error: CsopsError) -> None:
        self._waiting.end()
        if isinstance(error, PassphraseNeededError | WrongPassphraseError):
            wrong = isinstance(error, WrongPassphraseError)
            body = self.messages.sentence(error) if wrong else _("This backup is protected by a passphrase.")
            typed = self.messages.passphrase(_("Restore the backup"), body, verb=_("Restore"))
            if typed is not None:
                self._restore(store, backup, typed)
                return
        else:
            self.messages.tell(_("The backup could not be restored"), self.messages.sentence(error))
        if store.exists():
            self.open_store(store)
        else:
            self._greet()

    def _greet(self) -> None:
        from csops_desktop.ui.features.welcome.window import WelcomeWindow  # noqa: PLC0415 (first run only)

        if self._welcome is None:
            self._welcome = WelcomeWindow(self.theme, self.preferences, self.language, self.messages, self.profile)
            self._welcome.decided.connect(self._on_decided)
            self._welcome.closed.connect(self._on_closed)
        bring_forward(self._welcome)

    @Slot(object)
    def _on_decided(self, decision: object) -> None:
        from csops_desktop.ui.features.welcome.window import Decision, Start  # noqa: PLC0415 (first run only)

        if not isinstance(decision, Decision):
            return
        if decision.start is Start.IMPORT:
            self._next = Place(PageId.IMPORT)
        if decision.start is Start.SAMPLE:
            self.open_sample(decision.path)
        elif decision.start is Start.OPEN:
            self.open_store(decision.path)
        else:
            self.create_store(decision.path, decision.passphrase, decision.name)

    @Slot(str)
    def _on_store_requested(self, wanted: str) -> None:
        from csops_desktop.ui.store_switch import ask  # noqa: PLC0415 (rare)

        encrypted = self._services is not None and self._services.backups.database.encrypted
        request = ask(wanted, self.messages, self.profile, encrypted=encrypted)
        if request is None or self._services is None:
            return
        services, window = self._services, self.window
        self._services = None
        if window is not None:
            window.closed.disconnect(self._on_closed)
            window.close()
            window.deleteLater()
            self.window = None
        if self._bell is not None:
            self._bell.close()
            self._bell = None
        self._load(request.store or services.path, lambda: request.run(self.stores, services))

    @Slot()
    def _on_closed(self) -> None:
        QCoreApplication.quit()

    @Slot()
    def _on_painted(self) -> None:
        QTimer.singleShot(_AFTER_PAINT_MS, self, self._after_paint)
        QTimer.singleShot(_IDLE_MS, self, self._idle)

    @Slot()
    def _after_paint(self) -> None:
        from csops_desktop.ui.features.welcome.who import ask_stranger  # noqa: PLC0415 (after the first paint)
        from csops_desktop.ui.plain_text import PlainTextFilter  # noqa: PLC0415 (after the first paint)
        from csops_desktop.ui.single import Doorbell  # noqa: PLC0415 (after the first paint)

        if not self.findChildren(PlainTextFilter):
            PlainTextFilter(self).install()
        if self.window is not None:
            ask_stranger(self.window.workbench, self.window)
        if self._services is not None and self._bell is None:
            self._bell = Doorbell(self._services.path, self)
            self._bell.rung.connect(self._on_rung)

    @Slot()
    def _idle(self) -> None:
        from csops_desktop.ui.features.history.backups import back_up_of_today  # noqa: PLC0415 (after the first paint)
        from csops_desktop.ui.new_day import score_of_today  # noqa: PLC0415 (after the first paint)

        if self.window is None or self._services is None:
            return  # closed, or on the way to another store
        self.window.open_palette()
        back_up_of_today(self.window.workbench, self.window.status)
        score_of_today(self.window.workbench)

    @Slot()
    def _on_rung(self) -> None:
        window: QWidget | None = self.window
        if window is not None:
            bring_forward(window)


def _mode(name: str) -> Mode:
    return "light" if name == "light" else "dark" if name == "dark" else "system"


def _error_words(error: CsopsError) -> str:
    from csops_desktop.wording import errors  # noqa: PLC0415 (not before the first error)

    return errors.sentence(error)


def _sentence_words(sentence: Sentence) -> str:
    from csops_desktop.wording import operations  # noqa: PLC0415 (not before the first operation)

    return operations.sentence(sentence)
