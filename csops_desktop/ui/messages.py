"""The one way in which the program speaks to the user and asks; tests answer through the same interface."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome, Sentence
from csops_desktop.foundation.errors import CsopsError


@dataclass(frozen=True, slots=True)
class Toast:
    """A short message at the bottom of the window.

    Attributes:
        set_id: the operation that its 元に戻す undoes, or None.
        icon: name of a Phosphor icon.
    """

    text: str
    set_id: int | None = None
    icon: str = "check-circle"


@dataclass(frozen=True, slots=True)
class Banner:
    """A message under the command bar that stays until it is closed or replaced.

    Attributes:
        look: ``info``, ``warning`` or ``error``.
        action: words of its one action, or empty.
    """

    text: str
    look: str = "info"
    action: str = ""
    run: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the house style: the title asks, with the number; the verb button says what will happen.

    Attributes:
        facts: (left, right) lines in a framed list: before → after, and how many.
        others: further verbs between やめる and the verb.
        danger: the verb cannot be undone; the focus stands on やめる.
        verb: empty when there is nothing to do but to read on.
    """

    title: str
    body: str = ""
    verb: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    danger: bool = False
    note: str = ""
    details: str = ""


class Asker(Protocol):
    """What can be asked. ``widgets.dialogs.Dialogs`` shows windows; tests answer from a list."""

    def ask(self, question: Question, parent: QWidget | None) -> str:
        """Return the verb the user pressed, empty for やめる."""
        ...

    def text(
        self, question: Question, label: str, value: str, parent: QWidget | None, *, optional: bool = False
    ) -> str | None:
        """Return the line the user typed, None for やめる; empty only where it is optional."""
        ...

    def passphrase(self, question: Question, parent: QWidget | None, *, twice: bool, minimum: int) -> str | None:
        """Return a passphrase (typed twice when it is new), None for やめる."""
        ...

    def open_files(
        self, title: str, folder: Path | None, filters: Sequence[str], parent: QWidget | None, *, several: bool
    ) -> list[Path]:
        """Return the files the user chose, empty for none."""
        ...

    def save_file(self, title: str, proposal: Path, filters: Sequence[str], parent: QWidget | None) -> Path | None:
        """Return where to write; the user has agreed to replace what is there."""
        ...


class Messages(QObject):
    """Toasts, banners, errors and questions.

    Args:
        asker: makes what asks, when there is something to ask for the first time.
        word_error, word_sentence: make words of errors and of what operations did.

    Signals:
        toasted(Toast): the window shows it.
        bannered(Banner | None): the window shows it, or takes it away.
    """

    toasted = Signal(object)
    bannered = Signal(object)

    def __init__(
        self,
        asker: Callable[[], Asker],
        word_error: Callable[[CsopsError], str],
        word_sentence: Callable[[Sentence], str],
    ) -> None:
        super().__init__()
        self._make_asker = asker
        self._made: Asker | None = None
        self._word_error = word_error
        self._word_sentence = word_sentence
        self.window: QWidget | None = None

    @property
    def _asker(self) -> Asker:
        if self._made is None:
            self._made = self._make_asker()
        return self._made

    def toast(self, text: str, *, set_id: int | None = None, icon: str = "check-circle") -> None:
        """Show a short message for some seconds, with 元に戻す when there is something to undo."""
        self.toasted.emit(Toast(text, set_id, icon))

    def banner(self, banner: Banner | None) -> None:
        """Show a message under the command bar, or take it away."""
        self.bannered.emit(banner)

    @Slot(object)
    def outcome(self, outcome: "Outcome[object]") -> None:
        """Tell what an operation did, when it has something to tell."""
        if outcome.sentence is not None:
            self.toast(self._word_sentence(outcome.sentence), set_id=outcome.set_id)

    @Slot(object)
    def error(self, error: CsopsError) -> None:
        """Say what went wrong and what to do."""
        self.toasted.emit(Toast(self._word_error(error), None, "warning-circle"))

    def sentence(self, error: CsopsError) -> str:
        """Return the sentence for an error, for showing it beside its cause."""
        return self._word_error(error)

    def words(self, sentence: Sentence) -> str:
        """Return the sentence of an operation."""
        return self._word_sentence(sentence)

    def ask(
        self,
        title: str,
        body: str = "",
        *,
        verb: str,
        facts: Sequence[tuple[str, str]] = (),
        danger: bool = False,
        note: str = "",
    ) -> bool:
        """Ask before something that cannot be undone, or that touches many; True when the user pressed the verb."""
        return self.choose(Question(title, body, verb, tuple(facts), danger=danger, note=note)) == verb

    def choose(self, question: Question) -> str:
        """Ask with several verbs; return the one pressed, empty for やめる."""
        return self._asker.ask(question, self.window)

    def tell(self, title: str, body: str, details: str = "") -> None:
        """Show something that must be read; for everything else there are toasts and banners."""
        self._asker.ask(Question(title, body, details=details), self.window)

    def line(
        self, title: str, label: str, *, verb: str, value: str = "", body: str = "", optional: bool = False
    ) -> str | None:
        """Ask for one line of text, for example a view's name; None for やめる, empty only where it is optional."""
        return self._asker.text(Question(title, body, verb), label, value, self.window, optional=optional)

    def passphrase(
        self, title: str, body: str, *, verb: str, twice: bool = False, minimum: int = 0, note: str = ""
    ) -> str | None:
        """Ask for a passphrase; None for やめる."""
        question = Question(title, body, verb, note=note)
        return self._asker.passphrase(question, self.window, twice=twice, minimum=minimum)

    def open_files(
        self, title: str, filters: Sequence[str], *, folder: Path | None = None, several: bool = False
    ) -> list[Path]:
        """Let the user choose files to read."""
        return self._asker.open_files(title, folder, filters, self.window, several=several)

    def save_file(self, title: str, proposal: Path, filters: Sequence[str]) -> Path | None:
        """Let the user choose where to write."""
        return self._asker.save_file(title, proposal, filters, self.window)
