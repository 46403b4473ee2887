"""The form of a measure: points, source, wording, scale, validity and what becomes of old values."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from csops_desktop.domain.scoring import editing
from csops_desktop.domain.scoring.definition import AXIS_POINTS, FULL, Ageing, Measure, Scale
from csops_desktop.domain.scoring.sources import How, Known, KnownFact, Rated, Source, Usage
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.scorecards.axis_form import sum_words
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.form import Form
from csops_desktop.ui.features.scorecards.points_row import PointsRow
from csops_desktop.ui.features.scorecards.scale_part import ScalePart
from csops_desktop.ui.features.scorecards.source_part import Names, SourcePart
from csops_desktop.ui.features.scorecards.wording_part import WordingPart
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.form_fields import beside, choice, line, show_choice, show_number, show_text, spin
from csops_desktop.wording import scoring as say

_DAYS = 3660
_USUAL_DAYS = 90
_PARTS_OF_NUMBERS = frozenset({KnownFact.SURVEY_SCORE, KnownFact.LICENCE_USE})


class MeasureForm(Form):
    """One measure; what few need stands behind 詳細."""

    def __init__(self, key: str, names: Names, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.key = key
        theme = workbench.theme
        self.name = line(self._on_name)
        self.row("name", self.name, _("Name"))
        self.points = PointsRow(theme, 0, AXIS_POINTS, self)
        self.points.name.hide()
        self.points.moved.connect(self._on_points)
        self.points.settled.connect(draft.seal)
        self.row("points", self.points, _("Points"))
        self.source = SourcePart(theme, names, self)
        self.source.chosen.connect(self._on_source)
        self.row("source", self.source, _("Source"))
        self.words = WordingPart(theme, self)
        self.words.worded.connect(self._on_words)
        self.words.counted.connect(self._on_count)
        self.words.reasoned.connect(self._on_reasons)
        self.row("anchors", self.words, _("Steps"))
        self.scale = ScalePart(theme, self)
        self.scale.changed.connect(self._on_scale)
        self.scale.settled.connect(draft.seal)
        self.row("scale", self.scale, _("Scale"))
        self.valid = QCheckBox(_("A value holds for"), self)
        self.valid.clicked.connect(self._on_valid)
        self.days = spin(0, _DAYS, self._on_days)
        self.days.setSuffix(pgettext("a length", " days"))
        self.days.setAccessibleName(_("Days a value holds"))
        self.row("validity.days", beside(self.valid, self.days), _("Validity"))
        self.may_not = QCheckBox(_("May be not applicable to a customer"), self)
        self.may_not.clicked.connect(self._on_may_not)
        self.row("can_be_na", self.may_not, "")
        self._add_ageing()
        self.body.addStretch(1)
        self.show_draft()

    def _add_ageing(self) -> None:
        self.advanced = QCheckBox(_("More: ageing, other thresholds by months"), self)
        self.advanced.clicked.connect(self.show_draft)
        self.body.addWidget(self.advanced)
        self.ageing = choice([(say.ageing(each), each) for each in Ageing], self._on_ageing)
        self.row(
            "validity.ageing",
            self.ageing,
            _("Older values"),
            _("What becomes of a value that is older than its validity."),
        )
        self.every = spin(1, _DAYS, self._on_ageing)
        self.every.setSuffix(pgettext("a length", " days"))
        self.row("validity.every", self.every, _("Every"))
        self.drop = spin(1, FULL, self._on_ageing)
        self.drop.setSuffix("%")
        self.row("validity.drop", self.drop, _("Loses"))
        measure = self._measure()
        if measure is not None and (measure.scale.by_tenure or measure.validity.ageing is not Ageing.EXPIRES):
            self.advanced.setChecked(True)

    def place(self) -> str:
        """Override Form.place."""
        axis, group, at = editing.place_of(self.draft.definition, self.key)
        return f"axes[{axis}].groups[{group}].measures[{at}]"

    def show_draft(self) -> None:
        """Override Form.show_draft."""
        measure = self._measure()
        if measure is None:
            return
        show_text(self.name, measure.name)
        published = self.draft.published
        before = published.measure(measure.key) if published is not None else None
        self.points.show_value(measure.name, measure.points, before.points if before is not None else None)
        axis = editing.place_of(self.draft.definition, self.key)[0]
        side = self.draft.definition.axes[axis]
        self.rows["points"].set_words(_("Points"), f"{side.name or '—'}: {sum_words(side)[0]}")
        self.source.show_source(measure.source)
        rated = isinstance(measure.source, Rated)
        self.rows["anchors"].setVisible(rated)
        if rated:
            self.words.show_words(measure.anchors, measure.reasons)
        advanced = self.advanced.isChecked()
        self.scale.show_scale(measure.scale, whole=_is_whole(measure.source), advanced=advanced)
        validity = measure.validity
        self.valid.setChecked(validity.days is not None)
        self.days.setEnabled(validity.days is not None)
        if validity.days is not None:
            show_number(self.days, validity.days)
        self.may_not.setChecked(measure.can_be_na)
        show_choice(self.ageing, validity.ageing)
        show_number(self.every, validity.every)
        show_number(self.drop, validity.drop)
        ages = advanced and validity.days is not None
        self.rows["validity.ageing"].setVisible(ages)
        self.rows["validity.every"].setVisible(ages and validity.ageing is not Ageing.EXPIRES)
        self.rows["validity.drop"].setVisible(ages and validity.ageing is Ageing.STEPS_DOWN)

    def _measure(self) -> Measure | None:
        return self.draft.definition.measure(self.key)

    def _edit(self, change: Callable[[Measure], Measure], merging: str = "") -> None:
        self.draft.edit(
            lambda card: editing.change_measure(card, self.key, change), (merging, self.key) if merging else None
        )

    @Slot(str)
    def _on_name(self, text: str) -> None:
        self._edit(lambda each: replace(each, name=text), "name")

    @Slot(int)
    def _on_points(self, points: int) -> None:
        self._edit(lambda each: replace(each, points=points), "points")

    @Slot(object)
    def _on_source(self, source: Source) -> None:
        self._edit(lambda each: editing.with_source(each, source), "source" if isinstance(source, Usage) else "")

    @Slot(object)
    def _on_words(self, anchors: tuple[str, ...]) -> None:
        self._edit(lambda each: editing.with_anchors(each, anchors), "anchors")

    @Slot(int)
    def _on_count(self, count: int) -> None:
        def change(each: Measure) -> Measure:
            kept = each.anchors[:count]
            return editing.with_anchors(each, (*kept, *[""] * (count - len(kept))))

        self._edit(change)

    @Slot(object)
    def _on_reasons(self, reasons: tuple[str, ...]) -> None:
        self._edit(lambda each: replace(each, reasons=reasons), "reasons")

    @Slot(object)
    def _on_scale(self, scale: Scale) -> None:
        self._edit(lambda each: replace(each, scale=scale), "scale")

    @Slot()
    def _on_valid(self) -> None:
        days = (self.days.value() or _USUAL_DAYS) if self.valid.isChecked() else None
        self._edit(lambda each: replace(each, validity=replace(each.validity, days=days)))

    @Slot(int)
    def _on_days(self, days: int) -> None:
        self._edit(lambda each: replace(each, validity=replace(each.validity, days=days)), "days")

    @Slot()
    def _on_ageing(self) -> None:
        kind, every, drop = Ageing(self.ageing.currentData()), self.every.value(), self.drop.value()
        self._edit(
            lambda each: replace(each, validity=replace(each.validity, ageing=kind, every=every, drop=drop)), "ageing"
        )

    @Slot()
    def _on_may_not(self) -> None:
        may = self.may_not.isChecked()
        self._edit(lambda each: replace(each, can_be_na=may))


def _is_whole(source: Source) -> bool:
    """Tell whether only whole numbers come from a source."""
    match source:
        case Rated():
            return True
        case Known(fact):
            return fact not in _PARTS_OF_NUMBERS
        case Usage(_, how):
            return how is How.SUM
