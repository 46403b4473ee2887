"""The forms of the bands and of a rule."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.scoring import editing
from csops_desktop.domain.scoring.definition import FULL, TOTAL, Band, Bands, Compare, Effect, Rule
from csops_desktop.domain.scoring.sources import Source
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.form import Form
from csops_desktop.ui.features.scorecards.points_row import PointsRow
from csops_desktop.ui.features.scorecards.source_part import Names, SourcePart
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.form_fields import beside, choice, line, number_of, show_choice, show_text
from csops_desktop.ui.widgets.parts import set_look
from csops_desktop.wording import scorecard_parts as words
from csops_desktop.wording import scoring as say

_VALUE = 120


class BandsForm(Form):
    """Where the bands begin, and the coverage below which none is shown."""

    def __init__(self, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.heading(_("The bands begin at"), _("Of 200 points. The lower edge belongs to the band."))
        self.sliders: dict[str, PointsRow] = {}
        self._names = {
            "healthy": say.band(Band.HEALTHY),
            "watch": say.band(Band.WATCH),
            "coverage": _("Least coverage (%)"),
        }
        for key in ("healthy", "watch", "coverage"):
            if key == "coverage":
                self.heading(
                    _("Withheld"), _("With data for less of the applicable points than this, no band is shown.")
                )
            most = FULL if key == "coverage" else TOTAL
            row = self.sliders[key] = PointsRow(workbench.theme, 0 if key == "coverage" else 1, most, self)
            row.moved.connect(partial(self._on_moved, key))
            row.settled.connect(draft.seal)
            row.name.hide()
            self.row(f"bands.{key}" if key == "coverage" else key, row, self._names[key])
        self.rows["bands"] = self.rows.pop("healthy")
        self.rows.pop("watch")
        self.body.addStretch(1)
        self.show_draft()

    def place(self) -> str:
        """Override Form.place."""
        return ""

    def first_field(self) -> QWidget:
        """Override Form.first_field."""
        return self.sliders["healthy"].box

    def show_draft(self) -> None:
        """Override Form.show_draft."""
        published = self.draft.published
        for key, row in self.sliders.items():
            before = None if published is None else getattr(published.bands, key)
            row.show_value(self._names[key], getattr(self.draft.definition.bands, key), before)

    def _on_moved(self, key: str, value: int) -> None:
        def change(bands: Bands) -> Bands:
            return replace(bands, **{key: value})

        self.draft.edit(lambda card: replace(card, bands=change(card.bands)), ("bands", key))


class RuleForm(Form):
    """One rule: a condition that caps or sets the band; the points stay as they are."""

    def __init__(self, key: str, names: Names, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.key = key
        self.name = line(self._on_name)
        self.row("name", self.name, _("Name"), _("As it stands beside the score."))
        rated = [(each.name, each.key) for each in draft.definition.measures if each.anchors]
        self.source = SourcePart(workbench.theme, names, self, rated=rated)
        self.source.chosen.connect(self._on_source)
        self.row("source", self.source, pgettext("a rule", "When"))
        self.compare = choice([(words.compare(each), each) for each in Compare], self._on_parts)
        self.value = line(self._on_value)
        self.value.setMaximumWidth(workbench.theme.scaled(_VALUE))
        self.value.setAccessibleName(_("Number"))
        self.row("value", beside(self.compare, self.value), pgettext("a rule's number", "Is"))
        self.effect = choice([(words.effect(each), each) for each in Effect], self._on_parts)
        self.band = choice(
            [(say.band(each), each) for each in (Band.RISK, Band.WATCH, Band.HEALTHY)], self._on_parts
        )  # fmt: skip
        hint = _("The points stay as they are; only the band follows the rule.")
        self.row("band", beside(self.effect, self.band), pgettext("a rule", "Then the band"), hint)
        self.body.addStretch(1)
        self.show_draft()

    def place(self) -> str:
        """Override Form.place."""
        keys = [each.key for each in self.draft.definition.rules]
        return f"rules[{keys.index(self.key)}]"

    def show_draft(self) -> None:
        """Override Form.show_draft."""
        rule = next((each for each in self.draft.definition.rules if each.key == self.key), None)
        if rule is None:
            return
        show_text(self.name, rule.name)
        self.source.show_source(rule.source)
        show_choice(self.compare, rule.compare)
        if number_of(self.value.text()) != rule.value:
            self.value.setText(f"{rule.value:.12g}")
        show_choice(self.effect, rule.effect)
        show_choice(self.band, rule.band)

    def _edit(self, change: Callable[[Rule], Rule], merging: str) -> None:
        self.draft.edit(lambda card: editing.change_rule(card, self.key, change), (merging, self.key))

    @Slot(str)
    def _on_name(self, text: str) -> None:
        self._edit(lambda rule: replace(rule, name=text), "rule name")

    @Slot(object)
    def _on_source(self, source: Source) -> None:
        self._edit(lambda rule: replace(rule, source=source), "rule source")

    @Slot(str)
    def _on_value(self, text: str) -> None:
        value = number_of(text)
        set_look(self.value, "invalid", "true" if value is None else "false")
        if value is not None:
            self._edit(lambda rule: replace(rule, value=value), "rule value")

    @Slot()
    def _on_parts(self) -> None:
        compare, effect = Compare(self.compare.currentData()), Effect(self.effect.currentData())
        band = Band(self.band.currentData())
        self._edit(lambda rule: replace(rule, compare=compare, effect=effect, band=band), "rule")
