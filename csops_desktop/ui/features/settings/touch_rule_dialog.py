"""A dialog for one rule that suggests a touch model; it says at once whose touch model would become another."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from csops_desktop.domain.fields import COMPLEXITIES, TOUCHES, Field, FieldType, Kind
from csops_desktop.domain.maturity import LEVELS
from csops_desktop.domain.touch import TouchRule
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.services.touch import Suggested
from csops_desktop.ui.contracts.inputs import MoneyRow
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import fields as words
from csops_desktop.wording import touch as say
from csops_desktop.wording import values as show

_SETTLE_MS = 200
_AMOUNTS = ("revenue_from", "revenue_below")
_LEVELS = ("level_from", "level_to")


class RuleDialog(ActDialog):
    """The conditions of a rule and the touch model it suggests; ``submitted`` gives all rules with it among them.

    Args:
        workbench: what everything is made of.
        rules: as they stand.
        at: the place of the rule to change, None for a new one before the one that holds for all others.
        currency: of the store.
        parent: the page.
    """

    def __init__(
        self, workbench: Workbench, rules: Sequence[TouchRule], at: int | None, currency: str, parent: QWidget
    ) -> None:
        title = _("For whom is which touch model suggested?") if at is None else _("Change the rule")
        body = _("Every condition that is filled in must hold. The first rule of the list that holds is the one.")
        super().__init__(workbench.theme, title, body, _("Add") if at is None else _("Save"), parent, width=520)
        self._bench = workbench
        self._rules = tuple(rules)
        self._at = at
        self._currency = currency
        rule = TouchRule(TOUCHES[0]) if at is None else self._rules[at]
        self._rule = rule
        headings = (_("Yearly revenue from"), _("Yearly revenue below"))
        self.amounts = {
            name: MoneyRow(
                workbench.theme, heading, getattr(rule, name), currency, field=Field(name, FieldType.MONEY, low=0)
            )
            for name, heading in zip(_AMOUNTS, headings, strict=True)
        }
        any_level = [(None, _("Any")), *((level, f"Lv{level}") for level in LEVELS)]
        self.levels = {name: _choices(any_level, getattr(rule, name)) for name in _LEVELS}
        self.complexity = _choices(
            [(None, _("Any")), *((each, words.choice_name("complexity", each)) for each in COMPLEXITIES)],
            rule.complexity,
        )
        self.touch = _choices([(each, say.name(each)) for each in TOUCHES], rule.touch)
        self.sentence = label("", bold=True, wrap=True)
        self.effect = label("", "small", tone="3", wrap=True)
        self.add_beside(*self.amounts.items())
        level_rows = [
            (name, self._choice_row(heading, self.levels[name]))
            for name, heading in zip(_LEVELS, (_("Level from"), _("Level to")), strict=True)
        ]
        self.add_beside(*level_rows)
        self.add_beside(
            ("complexity", self._choice_row(words.field_name(Kind.CUSTOMERS, "complexity"), self.complexity)),
            ("touch", self._choice_row(_("Suggest"), self.touch)),
        )
        self.content.addWidget(self.sentence)
        self.content.addWidget(self.effect)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._count)
        for box in (*self.levels.values(), self.complexity, self.touch):
            box.currentIndexChanged.connect(self._on_changed)
        for row in self.amounts.values():
            row.changed.connect(self._on_changed)
        self._on_changed()
        self.finish(self.amounts["revenue_from"].line)

    def _choice_row(self, text: str, box: QComboBox) -> FormRow:
        row = FormRow(self._bench.theme, box)
        row.set_words(text)
        return row

    def rule(self) -> TouchRule:
        """Return the rule as it is entered."""
        return replace(
            self._rule,
            touch=self.touch.currentData(),
            complexity=self.complexity.currentData(),
            revenue_from=self.amounts["revenue_from"].amount(),
            revenue_below=self.amounts["revenue_below"].amount(),
            level_from=self.levels["level_from"].currentData(),
            level_to=self.levels["level_to"].currentData(),
        )

    def rules(self) -> tuple[TouchRule, ...]:
        """Return all rules with this one among them; a new one comes before the first that holds for everybody."""
        if self._at is not None:
            return (*self._rules[: self._at], self.rule(), *self._rules[self._at + 1 :])
        for_all = (at for at, rule in enumerate(self._rules) if replace(rule, id=0, touch="") == TouchRule(""))
        place = next(for_all, len(self._rules))
        return (*self._rules[:place], self.rule(), *self._rules[place:])

    def entered(self) -> tuple[TouchRule, ...] | None:
        """Override ActDialog.entered."""
        if not all(row.check() for row in self.amounts.values()):
            return None
        return self.rules()

    @Slot()
    def _on_changed(self, _index: object = None) -> None:
        self.sentence.setText(say.rule(self.rule(), self._currency))
        self._settle.start()

    @Slot()
    def _count(self) -> None:
        touch, rules = self._bench.services.touch, self.rules()
        self._bench.tasks.query(lambda: touch.suggested(rules), self._show_effect, key="touch rule tried", owner=self)

    def _show_effect(self, found: Suggested) -> None:
        self.effect.setText(effect(found))
        self._fit()


def effect(found: Suggested) -> str:
    """Return for how many customers another touch model is suggested, and which."""
    if not found.served:
        return _("No customer with a running contract yet: nobody is judged.")
    n = len(found.waiting)
    text = ngettext(
        "Of {all} customers with a running contract, {n} would get another touch model.",
        "Of {all} customers with a running contract, {n} would get another touch model.",
        n,
    )
    return text.format(all=show.number(found.served), n=show.number(n))


def _choices(offered: Sequence[tuple[object, str]], chosen: object) -> QComboBox:
    box = QComboBox()
    for value, text in offered:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, next((at for at, (value, _text) in enumerate(offered) if value == chosen), 0)))
    return box
