"""Somebody who answers the questions of the program, so that no test waits for a window."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget

from csops_desktop.ui.messages import Question


@dataclass
class Answers:
    """Answers questions from lists instead of showing windows, and keeps what was asked.

    Attributes:
        verbs: what to press next, one per question; やめる when there is none left. ``*`` presses the verb.
        lines, secrets: what to type next.
        files: what to choose next.
    """

    verbs: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question, parent: QWidget | None) -> str:
        del parent
        self.asked.append(question)
        verb = self.verbs.pop(0) if self.verbs else ""
        return question.verb if verb == "*" else verb

    def text(
        self, question: Question, label: str, value: str, parent: QWidget | None, *, optional: bool = False
    ) -> str | None:
        del label, value, parent, optional
        self.asked.append(question)
        return self.lines.pop(0) if self.lines else None

    def passphrase(self, question: Question, parent: QWidget | None, *, twice: bool, minimum: int) -> str | None:
        del parent, twice, minimum
        self.asked.append(question)
        return self.secrets.pop(0) if self.secrets else None

    def open_files(
        self, title: str, folder: Path | None, filters: Sequence[str], parent: QWidget | None, *, several: bool
    ) -> list[Path]:
        del title, folder, filters, parent
        chosen, self.files = (self.files, []) if several else (self.files[:1], self.files[1:])
        return chosen

    def save_file(self, title: str, proposal: Path, filters: Sequence[str], parent: QWidget | None) -> Path | None:
        del title, proposal, filters, parent
        return self.files.pop(0) if self.files else None
