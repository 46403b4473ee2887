"""What the forms of the editor share: fields for texts that are there in two languages."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from csops_desktop.domain.playbooks.definition import Words
from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.draft_form import DraftForm
from csops_desktop.ui.widgets.form_fields import show_text


class Form(DraftForm):
    """A form of one part of the playbook."""

    def __init__(self, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, parent)
        self.draft = draft


class WordsLine(QLineEdit):
    """One line of text in the language that is edited; the other one is seen where it is empty."""

    def __init__(self, draft: Draft, changed: Callable[[str, str], object]) -> None:
        """Make the line.

        Args:
            draft: knows the language.
            changed: takes the language and the text.
        """
        super().__init__()
        self._draft, self._changed = draft, changed
        self.textEdited.connect(self._on_text)

    def show_words(self, words: Words) -> None:
        """Show the text unless it stands there already."""
        show_text(self, _own(words, self._draft.language))
        self.setPlaceholderText(words.said(self._draft.language))

    def _on_text(self, text: str) -> None:
        self._changed(self._draft.language, text)


class WordsBox(QPlainTextEdit):
    """Several lines of text in the language that is edited."""

    def __init__(self, theme: Theme, draft: Draft, lines: int, changed: Callable[[str, str], object]) -> None:
        super().__init__()
        self._draft, self._changed = draft, changed
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px("line.body") * lines + theme.px("space.6"))
        self.textChanged.connect(self._on_text)

    def show_words(self, words: Words) -> None:
        """Show the text unless it stands there already."""
        own = _own(words, self._draft.language)
        if self.toPlainText() != own:
            blocker = QSignalBlocker(self)
            self.setPlainText(own)
            blocker.unblock()
        self.setPlaceholderText(words.said(self._draft.language))

    def _on_text(self) -> None:
        self._changed(self._draft.language, self.toPlainText())


def _own(words: Words, language: str) -> str:
    return words.ja if language == "ja" else words.en
