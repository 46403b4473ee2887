"""The first window: alone or in a team, then start empty, try the sample, import, or open what is there."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from csops_desktop.foundation import i18n
from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.paths import Profile
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.i18n import LanguageSwitch
from csops_desktop.ui.messages import Messages
from csops_desktop.ui.preferences import Preferences
from csops_desktop.ui.store_switch import MINIMUM_PASSPHRASE, store_filter
from csops_desktop.ui.stores import SAMPLE_NAME
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.brand import Mark
from csops_desktop.ui.widgets.buttons import Button, Segment
from csops_desktop.ui.widgets.parts import Icon, label, rule

_SOLO, _TEAM = "solo", "team"


class Start(Enum):
    """With what to begin."""

    EMPTY = auto()
    SAMPLE = auto()
    IMPORT = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user decided.

    Attributes:
        path: the store to make or open.
        name: of the user, who becomes the first member of a new store; empty for nobody.
    """

    start: Start
    path: Path
    passphrase: str | None = None
    name: str = ""


class _Choice(QFrame):
    """One way to begin: icon, what it is, what it brings, and its button."""

    def __init__(self, theme: Theme, icon: str, *, primary: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._title = label("", bold=True)
        self._body = label("", "small", tone="3", wrap=True)
        self.button = Button(theme, variant="primary" if primary else "")
        self.button.setMinimumWidth(theme.scaled(116))
        texts = QVBoxLayout()
        texts.setSpacing(theme.px("space.1"))
        texts.addWidget(self._title)
        texts.addWidget(self._body)
        row = QHBoxLayout(self)
        space = theme.px("space.5")
        row.setContentsMargins(space + 2, space, space + 2, space)
        row.setSpacing(space + 2)
        row.addWidget(Icon(theme, icon, "accent.text", "size.avatar_lg"))
        row.addLayout(texts, 1)
        row.addWidget(self.button)

    def set_words(self, title: str, body: str, verb: str) -> None:
        self._title.setText(title)
        self._body.setText(body)
        self.button.set_text(verb)


class WelcomeWindow(QWidget):
    """Greets at the first start, and whenever there is no store to open.

    Signals:
        decided(Decision): the user chose how to begin.
        closed: the user closed the window without choosing.
    """

    decided = Signal(object)
    closed = Signal()

    def __init__(
        self, theme: Theme, preferences: Preferences, language: LanguageSwitch, messages: Messages, profile: Profile
    ) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        self._language = language
        self._messages = messages
        self._profile = profile
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label("", "display")
        self._lead = label("", tone="2", wrap=True)
        self._languages = Segment(("ja", "en"), self)
        self._languages.set_texts(("日本語", "English"))
        self._mode_label = label("", bold=True)
        self._mode = Segment((_SOLO, _TEAM), self)
        self._mode_note = label("", "small", tone="3", wrap=True)
        self._name_label = label("", bold=True)
        self._name = QLineEdit(self)
        self._name_label.setBuddy(self._name)
        self._empty = _Choice(theme, "buildings", primary=True, parent=self)
        self._sample = _Choice(theme, "flask", primary=False, parent=self)
        self._import = _Choice(theme, "download-simple", primary=False, parent=self)
        self._secret = QCheckBox()
        self._open = Button(theme, variant="link")
        self._where = label("", "caption", tone="3", wrap=True)
        self._build()
        self._mode.choose(preferences.get(prefs.MODE) or _SOLO)
        self._mode.chosen.connect(self._on_mode)
        self._languages.chosen.connect(self._on_language)
        self._empty.button.clicked.connect(self._on_empty)
        self._sample.button.clicked.connect(self._on_sample)
        self._import.button.clicked.connect(self._on_import)
        self._open.clicked.connect(self._on_open)
        self.retranslate()
        self.resize(theme.scaled(720), theme.scaled(540))
        self._empty.button.setFocus()

    def _build(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setSpacing(theme.px("space.5"))
        head.addWidget(Mark(theme, 40))
        head.addWidget(self._title, 1)
        head.addWidget(self._languages)
        mode = QHBoxLayout()
        mode.setSpacing(theme.px("space.6"))
        mode.addWidget(self._mode_label)
        mode.addWidget(self._mode)
        mode.addWidget(self._mode_note, 1)
        name = QHBoxLayout()
        name.setSpacing(theme.px("space.6"))
        self._name.setFixedWidth(theme.scaled(220))
        name.addWidget(self._name_label)
        name.addWidget(self._name)
        name.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._secret)
        foot.addStretch(1)
        foot.addWidget(self._open)
        layout = QVBoxLayout(self)
        side = theme.px("space.8")
        layout.setContentsMargins(side + 8, side, side + 8, theme.px("space.7"))
        layout.setSpacing(theme.px("space.5"))
        layout.addLayout(head)
        layout.addWidget(self._lead)
        layout.addSpacing(theme.px("space.4"))
        layout.addLayout(mode)
        layout.addLayout(name)
        layout.addSpacing(theme.px("space.4"))
        for choice in (self._empty, self._sample, self._import):
            layout.addWidget(choice)
        layout.addLayout(foot)
        layout.addStretch(1)
        layout.addWidget(rule())
        layout.addWidget(self._where)

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(_("Welcome to CSOps Desktop"))
        self._title.setText("CSOps Desktop")
        self._lead.setText(
            _(
                "Your customers, what happened with them and what comes next, in one file on this computer. "
                "No account, no server, nothing leaves the machine."
            )
        )
        self._languages.choose(i18n.current())
        self._mode_label.setText(_("How do you work?"))
        self._mode.set_texts((_("Alone"), _("In a team")))
        self._name_label.setText(_("Your name"))
        self._name.setPlaceholderText(_("Stands beside what you do"))
        widest = max(self._name_label.sizeHint().width(), self._mode_label.sizeHint().width())
        for text in (self._name_label, self._mode_label):
            text.setMinimumWidth(widest)
        self._show_mode_note()
        self._empty.set_words(
            _("Start with an empty book"), _("Type in your first customers, or import them later."), _("Start")
        )
        self._sample.set_words(
            _("Look around in the sample"),
            _("120 invented customers with two years of history. Nothing in it is real."),
            _("Try the sample"),
        )
        self._import.set_words(
            _("Bring your customer list"),
            _("CSV or Excel, also from Salesforce, HubSpot, kintone. You see every change before it is written."),
            _("Import…"),
        )
        self._secret.setText(_("Protect with a passphrase"))
        self._open.set_text(_("Open a store that exists…"))
        self._where.setText(_("Your data lies in {folder}").format(folder=self._profile.folder))

    def _show_mode_note(self) -> None:
        if self._mode.current() == _TEAM:
            text = _("Owners, shares of work and all pages are shown. It can be changed in the settings.")
        else:
            text = _("Only what one person needs. More can be shown at any time in the settings.")
        self._mode_note.setText(text)

    def _decide(self, start: Start, path: Path, passphrase: str | None = None) -> None:
        self._preferences.set(prefs.MODE, self._mode.current())
        self.decided.emit(Decision(start, path, passphrase, self._name.text().strip()))

    def _decide_new(self, start: Start) -> None:
        passphrase: str | None = None
        if self._secret.isChecked():
            passphrase = self._messages.passphrase(
                _("Passphrase of the new store"),
                _("Nobody can recover a lost passphrase. Write it down and keep it in a safe place."),
                verb=_("Set the passphrase"),
                twice=True,
                minimum=MINIMUM_PASSPHRASE,
            )
            if passphrase is None:
                return
        path = self._profile.default_store
        number = 2
        while path.exists():
            path = self._profile.default_store.with_stem(f"{self._profile.default_store.stem}-{number}")
            number += 1
        self._decide(start, path, passphrase)

    @Slot(str)
    def _on_mode(self, _key: str) -> None:
        self._show_mode_note()

    @Slot(str)
    def _on_language(self, key: str) -> None:
        self._preferences.set(prefs.LANGUAGE, key)
        self._language.use(key)

    @Slot()
    def _on_empty(self) -> None:
        self._decide_new(Start.EMPTY)

    @Slot()
    def _on_sample(self) -> None:
        self._decide(Start.SAMPLE, self._profile.folder / SAMPLE_NAME)

    @Slot()
    def _on_import(self) -> None:
        self._decide_new(Start.IMPORT)

    @Slot()
    def _on_open(self) -> None:
        files = self._messages.open_files(_("Open store"), [store_filter()], folder=self._profile.folder)
        if files:
            self._decide(Start.OPEN, files[0])

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.closeEvent."""
        super().closeEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
