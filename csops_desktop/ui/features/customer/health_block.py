"""The health of the customer: the score, why it moved, its measures; rated, set by hand or left out by single keys."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.scoring.definition import Measure
from csops_desktop.domain.scoring.shown import CHANGE_DAYS, Point, Scored
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.domain.scoring.waterfall import Line, Waterfall
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.features.customer import health_rows
from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.health_acts import HealthActs
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.health_marks import HealthPill, Sparkline
from csops_desktop.ui.widgets.parts import ElidedLabel, label
from csops_desktop.ui.widgets.rows import RowList
from csops_desktop.ui.widgets.waterfall import WaterfallView
from csops_desktop.wording import health as say
from csops_desktop.wording import scoring as words

_COURSE_DAYS = 180
_LINES = 6


@dataclass(frozen=True, slots=True)
class _Found:
    scored: Scored | None
    course: tuple[Point, ...] = ()
    why: Waterfall | None = None


class HealthBlock(Block):
    """Health. On a measure a digit rates, Enter asks for more, N leaves it out, Del takes back; W, O, R act on all."""

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        theme = self.theme
        self.scored: Scored | None = None
        self._found: _Found | None = None
        self._roomy = False
        self.pill = HealthPill(theme, self)
        self.axes = ElidedLabel("small", self)
        self.course = Sparkline(theme, self)
        self.covered = label("", "small", tone="3", wrap=True)
        self.notes = label("", "small", tone="warning", wrap=True)
        self.loss = label("", "small", tone="2", wrap=True)
        self.why = WaterfallView(theme, self, most=_LINES)
        self.rows = RowList(theme, self)
        self.why_button = Button(theme, variant="link", compact=True, parent=self)
        self.override_button = Button(theme, variant="link", compact=True, parent=self)
        self.clear_button = Button(theme, variant="link", compact=True, parent=self)
        top = QHBoxLayout()
        top.setSpacing(theme.px("space.4"))
        top.addWidget(self.pill)
        top.addWidget(self.axes, 1)
        top.addWidget(self.course)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px("space.5"))
        for button in (self.why_button, self.override_button, self.clear_button):
            button.setProperty("quiet", "true")
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addLayout(top)
        for widget in (self.covered, self.notes, self.loss, self.why):
            self.body.addWidget(widget)
        self.body.addLayout(acts)
        self.body.addWidget(self.rows)
        self.acts = HealthActs(workbench, self)
        self.acts.block_wanted.connect(self.block_wanted)
        self.add.clicked.connect(self.acts.rate_due)
        self.why_button.clicked.connect(self.acts.ask_why)
        self.override_button.clicked.connect(self.acts.set_by_hand)
        self.clear_button.clicked.connect(self.acts.clear)
        self.why.opened.connect(self._on_line)
        self.rows.keyed.connect(self._on_key)
        self.rows.opened.connect(self._on_opened)
        self.rows.edit_requested.connect(self._on_opened)
        self.rows.delete_requested.connect(self._on_delete)
        self.hide()

    # --- showing ------------------------------------------------------------------------------------------------

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer: the score is read behind what the page shows at once."""
        other = self.sheet is None or self.sheet.id != sheet.id
        super().show_customer(sheet)
        if other:
            self.scored = self._found = None
            self.acts.show_health(sheet, None)
        # What stood there gives way to what is on its way: hidden meanwhile, everything below would jump twice.
        self.setVisible(sheet.record.values.get("score") is not None or self.scored is not None)
        scores, customer_id, today = self.workbench.services.scores, sheet.id, sheet.today

        def work() -> _Found:
            scored = scores.score(customer_id)
            if scored is None:
                return _Found(None)
            course = scores.history(customer_id, today - dt.timedelta(days=_COURSE_DAYS))
            why = scores.why(customer_id, today - dt.timedelta(days=CHANGE_DAYS), today)
            return _Found(scored, course, why)

        def arrived(found: _Found) -> None:
            if self.sheet is not None and self.sheet.id == customer_id:
                self._found, self.scored = found, found.scored
                self.acts.show_health(self.sheet, found.scored)
                self._show()

        self.workbench.tasks.query(work, arrived, key="customer.health", owner=self)

    def set_roomy(self, *, roomy: bool) -> None:
        """Override Block.set_roomy: each measure says its day and its note."""
        self._roomy = roomy
        self._show()

    def _show(self) -> None:
        found, scored, sheet = self._found, self.scored, self.sheet
        self.setVisible(scored is not None)
        if found is None or scored is None or sheet is None:
            return
        score = scored.score
        due = health_rows.due(scored.definition, score)
        text = ngettext("Rate the {n} due", "Rate the {n} due", due).format(n=due)
        version = _("{card} Ver{number}").format(card=scored.card, number=scored.number)
        self.set_head(_("Health"), version, add=text if due else "")
        self.pill.show_score(score.band, say.of_200(score))
        self.pill.setToolTip(words.band(score.band))
        self.axes.show_text(f"{words.band(score.band)}  {say.axes(score)}")
        points = found.course
        self.course.show_course([point.total for point in points], score.band, [p.day.toordinal() for p in points])
        self.covered.setText(say.covered(score))
        notes = [words.rule(hit) for hit in score.rules if hit.bites]
        if scored.override is not None:
            notes.insert(0, say.override(scored.override, score.total))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.loss.setText(say.ageing(score))
        self.loss.setVisible(bool(self.loss.text()))
        self._show_why(found.why, scored)
        self.why_button.set_text(_("Why…"))
        self.why_button.setToolTip(_("Why between two days (W)"))
        self.override_button.set_text(_("Set by hand…"))
        self.override_button.setToolTip(_("Set the score by hand (O)"))
        self.clear_button.set_text(_("Take back what was set by hand"))
        self.clear_button.setVisible(scored.override is not None)
        self.rows.setAccessibleName(_("Measures"))
        self.rows.show_rows(health_rows.rows(scored, roomy=self._roomy))
        self.grown.emit()

    def _show_why(self, why: Waterfall | None, scored: Scored) -> None:
        self.why.setVisible(why is not None and bool(why.lines))
        if why is None or not why.lines:
            return
        earlier = ngettext("{n} day earlier", "{n} days earlier", CHANGE_DAYS).format(n=CHANGE_DAYS)
        ends = (earlier, pgettext("the end of a comparison", "Now"))
        definition = scored.definition
        self.why.show_waterfall(why, ends, lambda line: say.change(line, definition.measure(line.key)))

    def take_focus(self) -> None:
        """Override Block.take_focus."""
        self.rows.setFocus()

    def texts(self) -> list[str]:
        """Return what the measures say."""
        return [row.plain() for row in self.rows.rows]

    def measure(self, key: object) -> Measure | None:
        """Return the measure of a row; None for a heading."""
        return self.scored.definition.measure(key) if self.scored is not None and isinstance(key, str) else None

    @Slot(str)
    def _on_key(self, letter: str) -> None:
        measure = self.measure(self.rows.current())
        if letter.isdigit():
            if measure is not None:
                self.acts.rate(measure, int(letter))
        elif letter == "N" and measure is not None:
            self.acts.leave_out(measure)
        elif act := {"W": self.acts.ask_why, "O": self.acts.set_by_hand, "R": self.acts.rate_due}.get(letter):
            act()

    @Slot(object)
    def _on_opened(self, key: object) -> None:
        measure = self.measure(key)
        if measure is not None:
            self.acts.ask(measure)

    @Slot(object)
    def _on_delete(self, key: object) -> None:
        measure = self.measure(key)
        if measure is not None:
            self.acts.take_back(measure)

    @Slot(object)
    def _on_line(self, line: Line) -> None:
        measure = self.measure(line.key)
        if measure is not None and isinstance(measure.source, Rated):
            self.acts.ask(measure)
        else:
            self.acts.show_evidence(line.evidence)
