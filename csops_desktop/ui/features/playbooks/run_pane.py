"""The run at the right of the page: its checklist, worked through by single keys."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area, Outcome
from csops_desktop.domain.playbooks.definition import Proof
from csops_desktop.domain.playbooks.moving import Move
from csops_desktop.domain.playbooks.runs import Pace, StepState
from csops_desktop.domain.playbooks.shown import RunView, StepLine
from csops_desktop.foundation.i18n import _, current, pgettext
from csops_desktop.services.run_steps import Proven
from csops_desktop.services.run_versions import Behind
from csops_desktop.ui.features.playbooks import run_rows
from csops_desktop.ui.features.playbooks.run_dialogs import (
    Closed,
    CloseDialog,
    Moved,
    MoveDialog,
    NewerDialog,
    ProofDialog,
    WordsDialog,
)
from csops_desktop.ui.playbooks.run_files import RunFiles
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import ElidedLabel, Icon, label, set_look
from csops_desktop.ui.widgets.rows import RowList
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.wording import playbook_differences, run_board
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import values as show

_TONES = {Pace.ON_TRACK: "good", Pace.LATE: "warning", Pace.STALLED: "danger"}
_WATCHED = Area.PLAYBOOKS | Area.CUSTOMERS | Area.MEMBERS | Area.SETTINGS


class StepList(RowList):
    """The checklist.

    Signals:
        ticked(key): Space on a row.
        left: Esc.
    """

    ticked = Signal(object)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override RowList.keyPressEvent: Space ticks."""
        plain = not event.modifiers() and not event.isAutoRepeat()
        if plain and Qt.Key(event.key()) == Qt.Key.Key_Space:
            self.ticked.emit(self.current())
        elif plain and Qt.Key(event.key()) == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class RunPane(QFrame):
    """One run.

    Signals:
        closed: the user is done with it.
    """

    closed = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = workbench
        self.run_id: int | None = None
        self.view: RunView | None = None
        self.setProperty("surface", "surface")
        theme = workbench.theme
        self._customer = ElidedLabel("h2")
        self._playbook = ElidedLabel("small")
        self._close = IconButton(theme, "x", parent=self)
        self.out = IconButton(theme, "printer", parent=self)
        self.files = RunFiles(workbench, self)
        self._sign = Icon(theme, "check-circle", parent=self)
        self._pace = label("", "small", bold=True)
        self._facts = label("", "small", tone="3", wrap=True)
        self.newer = Button(theme, icon="info", parent=self)
        self.finish = Button(theme, icon="flag", keys="F", parent=self)
        self.steps = StepList(theme, self)
        self._keys = label("", "small", tone="3", wrap=True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self._bench.theme
        edge, gap = theme.px("space.6"), theme.px("space.3")
        head = QHBoxLayout()
        head.addWidget(self._customer, 1)
        head.addWidget(self.out)
        head.addWidget(self._close)
        state = QHBoxLayout()
        state.setSpacing(gap)
        state.addWidget(self._sign)
        state.addWidget(self._pace)
        state.addWidget(self._facts, 1)
        body = QWidget(self)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.steps)
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._keys, 1)
        foot.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(edge, theme.px("space.4"), edge, theme.px("space.4"))
        layout.setSpacing(gap)
        layout.addLayout(head)
        layout.addWidget(self._playbook)
        layout.addLayout(state)
        layout.addWidget(self.newer, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(scrolling(body, self), 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self.out.clicked.connect(self._on_out)
        self.steps.left.connect(self.closed)
        self.steps.ticked.connect(self._on_tick)
        self.steps.opened.connect(self._on_opened)
        self.steps.edit_requested.connect(self._on_tick)
        self.steps.keyed.connect(self._on_key)
        self.finish.clicked.connect(self._on_finish)
        self.newer.clicked.connect(self._on_newer)
        self._bench.tasks.changed.connect(self._on_changed)

    # --- what the page asks -------------------------------------------------------------------------------------

    def show_run(self, run_id: int) -> None:
        """Show a run."""
        if self.run_id != run_id:
            self.run_id, self.view = run_id, None
        self._load()

    def focus_content(self) -> None:
        """Take the focus."""
        self.steps.setFocus()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._close.describe(_("Close"), "Esc")
        self.out.describe(_("Print, or take to a calendar…"), "O")
        self.newer.set_text(_("There is a newer version…"))
        self.finish.set_text(_("Close the run…"))
        self._keys.setText(
            _("Space done · S in progress · P proof · D day · X not applicable · K skip · N note · Enter why")
        )
        if self.view is not None:
            self._load()

    @Slot(object, object)
    def _on_changed(self, areas: Area, _initiator: object) -> None:
        if areas & _WATCHED and self.run_id is not None:
            self._load()

    def _load(self) -> None:
        run_id, language, services = self.run_id, current(), self._bench.services
        if run_id is not None:
            self._bench.tasks.query(
                lambda: services.runs.run(run_id, language),
                self._arrived,
                key="playbooks.run",
                owner=self,
                failed=lambda _error: None,  # undone meanwhile; the board shows another one
            )

    def _arrived(self, view: RunView) -> None:
        if view.head.id != self.run_id:
            return
        first, self.view = self.view is None, view
        head, course = view.head, view.course
        self._customer.show_text(head.customer)
        self._playbook.show_text(f"{say.said(view.playbook.name)} v{head.version}")
        self._sign.show_icon(run_board.ICONS[course.pace], run_board.COLOURS[course.pace])
        self._pace.setText(
            say.pace(course.pace) if head.open else "" if head.outcome is None else say.closing(head.outcome)
        )
        set_look(self._pace, "tone", _TONES[course.pace])
        facts = [
            _("started {day}").format(day=show.date_short(head.bases.start, view.today)),
            run_board.days(course),
            _("required {done}/{all}").format(done=course.required_done, all=course.required),
            run_board.progress(course),
        ]
        self._facts.setText(pgettext("between facts", " · ").join(facts))
        self.newer.setVisible(view.newer is not None and head.open)
        self.finish.setVisible(head.open)
        self._show_rows()
        if first and course.current is not None:
            self.steps.go_to(course.current.id)

    def _show_rows(self) -> None:
        if self.view is not None:
            self.steps.show_rows(run_rows.rows(self.view, self.steps.is_open))

    # --- keys ---------------------------------------------------------------------------------------------------

    def line(self) -> StepLine | None:
        """Return the current step of an open run."""
        view, key = self.view, self.steps.current()
        if view is None or not view.head.open:
            return None
        return next((line for line in view.steps if line.id == key), None)

    @Slot(object)
    def _on_opened(self, key: object) -> None:
        """Unfold a step, or fold it again."""
        self.steps.turn(key)
        self._show_rows()

    @Slot(object)
    def _on_tick(self, _key: object) -> None:
        line = self.line()
        if line is None:
            return
        if not line.course.state.open:
            self._set(line, StepState.TODO)
        elif _lacks_proof(line):
            self._ask_proof(line)
        else:
            self._set(line, StepState.DONE)

    @Slot(str)
    def _on_key(self, letter: str) -> None:
        line = self.line()
        if letter in {"F", "O"}:
            (self._on_finish if letter == "F" else self._on_out)()
            return
        act: Callable[[StepLine], None] | None = {
            "S": self._on_doing,
            "P": self._ask_proof,
            "D": self._ask_day,
            "X": self._ask_not_applicable,
            "K": self._ask_skip,
            "N": self._ask_note,
        }.get(letter)
        if act is not None and line is not None:
            act(line)

    def _on_doing(self, line: StepLine) -> None:
        self._set(line, StepState.TODO if line.course.state is StepState.DOING else StepState.DOING)

    def _set(self, line: StepLine, state: StepState, proven: Proven | None = None) -> None:
        services, step_id = self._bench.services, line.id
        self._bench.tasks.operate(lambda: services.run_steps.tick(step_id, proven, state=state), owner=self)

    def _ask_proof(self, line: StepLine) -> None:
        services = self._bench.services
        dialog = ProofDialog(self._bench.theme, run_rows.title(line), line, self._bench.clock.today(), self)
        dialog.carry_out(self._bench.tasks, lambda proven: services.run_steps.tick(line.id, proven))

    def _ask_day(self, line: StepLine) -> None:
        services, tasks, view = self._bench.services, self._bench.tasks, self.view
        if view is None:
            return
        names = {each.id: run_rows.title(each) for each in view.steps}

        def ask(day: dt.date, then: Callable[[Sequence[Move]], None]) -> None:
            tasks.query(lambda: services.run_steps.followers(line.id, day), then, key="playbooks.follow", owner=dialog)

        title = _("Another day for “{step}”").format(step=run_rows.title(line))
        dialog = MoveDialog(self._bench.theme, title, line, names, view.today, ask, self)

        def write(moved: Moved) -> Outcome[int]:
            return services.run_steps.move(line.id, moved.day, following=moved.following)

        dialog.carry_out(tasks, write)

    def _ask_not_applicable(self, line: StepLine) -> None:
        self._ask_reason(line, StepState.NOT_APPLICABLE, _("Why is this not for the customer?"))

    def _ask_skip(self, line: StepLine) -> None:
        self._ask_reason(line, StepState.SKIPPED, _("Why is this skipped?"))

    def _ask_reason(self, line: StepLine, state: StepState, title: str) -> None:
        services = self._bench.services
        dialog = WordsDialog(self._bench.theme, title, run_rows.title(line), line.reason, say.state(state), self)
        dialog.carry_out(self._bench.tasks, lambda reason: services.run_steps.leave_out(line.id, state, reason))

    def _ask_note(self, line: StepLine) -> None:
        services = self._bench.services
        dialog = WordsDialog(self._bench.theme, _("Note"), run_rows.title(line), line.note, _("Keep"), self)
        dialog.carry_out(self._bench.tasks, lambda text: services.run_steps.note(line.id, text))

    @Slot()
    def _on_out(self) -> None:
        if self.view is not None:
            self.files.offer(self.out, self.view)

    @Slot()
    def _on_finish(self) -> None:
        view, services = self.view, self._bench.services
        if view is None or not view.head.open:
            return
        left = view.course.total - view.course.done
        body = _("{n} steps are still open; they stay as they are.").format(n=left) if left else ""
        title = _("How did “{playbook}” of {name} come out?").format(
            playbook=say.said(view.playbook.name), name=view.head.customer
        )
        dialog = CloseDialog(self._bench.theme, title, body, self)
        run_id = view.head.id

        def write(closed: Closed) -> Outcome[int]:
            return services.runs.close(run_id, closed.outcome, closed.note)

        dialog.carry_out(self._bench.tasks, write)

    @Slot()
    def _on_newer(self) -> None:
        view, services, tasks = self.view, self._bench.services, self._bench.tasks
        if view is None or view.newer is None:
            return
        run_id, playbook_id, number = view.head.id, view.head.playbook_id, view.newer

        def ask(found: Sequence[Behind]) -> None:
            mine = next((each for each in found if each.head.id == run_id), None)
            lines = [] if mine is None else [playbook_differences.difference(each) for each in mine.differences]
            dialog = NewerDialog(self._bench.theme, _("Go on by version {number}?").format(number=number), lines, self)
            dialog.carry_out(tasks, lambda _yes: services.run_versions.renew_many([run_id]))

        tasks.query(lambda: services.run_versions.behind(playbook_id), ask, owner=self)


def _lacks_proof(line: StepLine) -> bool:
    wanted = Proof.NONE if line.step is None else line.step.proof
    given = bool(line.proof) or line.proof_on is not None or line.rating is not None
    return wanted is not Proof.NONE and not given
