"""What the checklist asks: proof, a reason, another day, how a run came out."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from csops_desktop.domain.playbooks.definition import Proof
from csops_desktop.domain.playbooks.moving import Move
from csops_desktop.domain.playbooks.runs import Closing
from csops_desktop.domain.playbooks.shown import StepLine
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.services.run_steps import Proven
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.day_row import DayRow, InputRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.record_rows import ListRow, WordsRow
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import values as show

_RATINGS = tuple((number, str(number)) for number in range(1, 6))


class ProofDialog(ActDialog):
    """Asks for what a step leaves behind; ``submitted`` gives a ``Proven``."""

    def __init__(self, theme: Theme, title: str, line: StepLine, today: dt.date, parent: QWidget) -> None:
        wanted = Proof.NOTE if line.step is None else line.step.proof
        hint = "" if line.step is None else say.said(line.step.proof_hint)
        super().__init__(theme, title, "", _("Done"), parent)
        name = hint or say.proof(wanted)
        self.day = DayRow(theme, "proof", name, line.proof_on or today, today) if wanted is Proof.DATE else None
        self.rating = ListRow(theme, name, _RATINGS, line.rating, parent=self) if wanted is Proof.RATING else None
        self.words = WordsRow(theme, name, line.proof, lines=3, parent=self)
        asked = self.day or self.rating or self.words
        self.words.setVisible(asked is self.words)
        self.add_row("proof", asked)
        self.finish(asked.editor)

    def entered(self) -> Proven | None:
        """Override ActDialog.entered."""
        if self.day is not None:
            return Proven(day=self.day.day()) if self.day.check(required=True) else None
        if self.rating is not None:
            found = self.rating.value()
            return Proven(rating=found if isinstance(found, int) else None)
        return Proven(self.words.text())


class WordsDialog(ActDialog):
    """Asks for a line of text, a reason or a note; ``submitted`` gives it."""

    def __init__(self, theme: Theme, title: str, name: str, text: str, verb: str, parent: QWidget) -> None:
        super().__init__(theme, title, "", verb, parent)
        self.words = InputRow(theme, "reason", text)
        self.words.set_words(name)
        self.add_row("reason", self.words)
        self.finish(self.words.line)

    def entered(self) -> str:
        """Override ActDialog.entered."""
        return self.words.line.text().strip()


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a step goes, and whether the steps after it follow."""

    day: dt.date
    following: bool


class MoveDialog(ActDialog):
    """Asks for another day and shows what would follow; ``submitted`` gives a ``Moved``.

    Args:
        ask: gives the moves of the steps after it, for a day, to a function.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        line: StepLine,
        names: dict[int, str],
        today: dt.date,
        ask: Callable[[dt.date, Callable[[Sequence[Move]], None]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, title, "", _("Move"), parent)
        self._ask, self._names = ask, names
        self.day = DayRow(theme, "day", _("Due"), line.course.due or today, today)
        self.following = QCheckBox(self)
        self.following.setChecked(True)
        self.preview = label("", "small", tone="3", wrap=True)
        self.add_row("day", self.day)
        self.content.addWidget(self.following)
        self.content.addWidget(self.preview)
        self.day.changed.connect(self._on_day)
        self._show(())
        self.finish(self.day.line)

    def entered(self) -> Moved | None:
        """Override ActDialog.entered."""
        day = self.day.day()
        if not self.day.check(required=True) or day is None:
            return None
        return Moved(day, self.following.isVisibleTo(self) and self.following.isChecked())

    @Slot()
    def _on_day(self) -> None:
        day = self.day.day()
        if day is not None:
            self._ask(day, self._show)

    def _show(self, moves: Sequence[Move]) -> None:
        n = len(moves)
        self.following.setVisible(n > 0)
        text = ngettext("{n} step after it follows", "{n} steps after it follow", n)
        self.following.setText(text.format(n=n))
        lines = [
            _("{name}: {before} → {after}").format(
                name=self._names.get(move.step_id, ""), before=_day(move.before), after=_day(move.after)
            )
            for move in moves
        ]
        self.preview.setText("\n".join(lines))
        self.preview.setVisible(bool(lines))
        self._fit()


@dataclass(frozen=True, slots=True)
class Closed:
    """How a run came out."""

    outcome: Closing
    note: str


class CloseDialog(ActDialog):
    """Asks how a run came out; ``submitted`` gives a ``Closed``."""

    def __init__(self, theme: Theme, title: str, body: str, parent: QWidget) -> None:
        super().__init__(theme, title, body, _("Close the run"), parent)
        choices = [(each, say.closing(each)) for each in Closing]
        self.outcome = ListRow(theme, _("Outcome"), choices, Closing.SUCCESS, empty=False, parent=self)
        self.line = WordsRow(theme, _("In one line"), "", lines=2, parent=self)
        self.add_row("outcome", self.outcome)
        self.add_row("note", self.line)
        self.finish(self.outcome.box)

    def entered(self) -> Closed:
        """Override ActDialog.entered."""
        return Closed(Closing(str(self.outcome.value())), self.line.text())


class NewerDialog(ActDialog):
    """Shows how the current version differs before a run goes on by it."""

    def __init__(self, theme: Theme, title: str, differences: Sequence[str], parent: QWidget) -> None:
        body = "\n".join(differences) or _("Nothing of this run is different.")
        super().__init__(theme, title, body, _("Go on by this version"), parent)
        self.finish(self)

    def entered(self) -> bool:
        """Override ActDialog.entered."""
        return True


def _day(day: dt.date | None) -> str:
    return show.DASH if day is None else show.date_with_weekday(day)
