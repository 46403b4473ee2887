"""The form of what begins a playbook: one card for each trigger."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import PHASES
from csops_desktop.domain.playbooks import editing
from csops_desktop.domain.playbooks.checking import LONGEST_DAYS
from csops_desktop.domain.playbooks.definition import Trigger, TriggerKind
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.features.playbook_editor.form import Form
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.form_fields import choice, show_choice, show_number, spin
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import playbooks as words
from csops_desktop.wording.fields import choice_name

_PLAIN = frozenset({TriggerKind.PHASE_ENTERED, TriggerKind.BAND_FELL, TriggerKind.DETRACTOR, TriggerKind.CHAMPION_LEFT})
_BARE = frozenset({TriggerKind.LEVEL_REACHED, TriggerKind.LEVEL_LOST, TriggerKind.USAGE_BELOW})
_WORDED = frozenset({TriggerKind.PHASE_ENTERED, TriggerKind.USAGE_BELOW})


class TriggerCard(QFrame):
    """One trigger.

    Signals:
        changed(Trigger): the user changed it.
        removed: the user takes it out.
    """

    changed = Signal(object)
    removed = Signal()

    def __init__(self, theme: Theme, metrics: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._metrics = metrics
        self._trigger = Trigger(TriggerKind.NEW_CUSTOMER)
        self.on = QCheckBox(self)
        self.kind = choice([(words.trigger_kind(each), each) for each in TriggerKind], self._on_part, fitting=True)
        self.drop = IconButton(theme, "trash", compact=True, parent=self)
        self.number = spin(0, LONGEST_DAYS, self._on_part, width=theme.scaled(96))
        self.word = choice([], self._on_part, fitting=True)
        self.starts = choice(
            [(pgettext("trigger", "suggest it"), False), (pgettext("trigger", "start by itself"), True)],
            self._on_part,
            fitting=True,
        )
        self.sentence = label("", "small", tone="2", wrap=True)
        self.word.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for part, name in (
            (self.on, _("On")),
            (self.kind, _("What happens")),
            (self.number, _("Number")),
            (self.word, _("Which")),
            (self.starts, _("Then")),
        ):
            part.setAccessibleName(name)
        self.drop.describe(_("Take the trigger out"))
        self.on.clicked.connect(self._on_part)
        self.drop.clicked.connect(self.removed)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.on)
        first.addWidget(self.kind, 1)
        first.addWidget(self.drop)
        for part in (self.number, self.word, self.starts):
            second.addWidget(part)
        second.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px("space.5"),) * 4)
        layout.setSpacing(theme.px("space.4"))
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.sentence)

    def show_trigger(self, trigger: Trigger) -> None:
        """Show a trigger."""
        anew = trigger.kind is not self._trigger.kind or not self.word.count()
        self._trigger = trigger
        self.on.setChecked(trigger.on)
        show_choice(self.kind, trigger.kind)
        show_number(self.number, trigger.number)
        show_choice(self.starts, trigger.starts)
        self.number.setVisible(trigger.kind not in _PLAIN)
        unit = _(" points") if trigger.kind is TriggerKind.SCORE_DROPPED else _(" days")
        self.number.setSuffix("" if trigger.kind in _BARE else unit)
        self.word.setVisible(trigger.kind in _WORDED)
        if anew:
            self._offer(trigger.kind)
        if trigger.kind is TriggerKind.USAGE_BELOW:
            if self.word.currentText() != trigger.word:
                self.word.setEditText(trigger.word)
        else:
            show_choice(self.word, trigger.word)
        then = _("starts by itself") if trigger.starts else _("is suggested in Today")
        said = _("{trigger} → {then}").format(trigger=words.trigger(trigger), then=then)
        self.sentence.setText(said if trigger.on else _("Off: {trigger}").format(trigger=said))

    def _offer(self, kind: TriggerKind) -> None:
        metric = kind is TriggerKind.USAGE_BELOW
        self.word.blockSignals(True)
        self.word.clear()
        self.word.setEditable(metric)
        line = self.word.lineEdit()
        if metric and line is not None:
            line.setPlaceholderText(_("Name of a metric"))
            line.editingFinished.connect(self._on_part)
        if metric:
            for name in self._metrics:
                self.word.addItem(name, name)
        else:
            self.word.addItem(_("any phase"), "")
            for code in PHASES:
                self.word.addItem(choice_name("phase", code), code)
        self.word.blockSignals(False)

    @Slot()
    def _on_part(self) -> None:
        kind = TriggerKind(self.kind.currentData())
        word = self.word.currentText().strip() if kind is TriggerKind.USAGE_BELOW else self.word.currentData()
        if kind is not self._trigger.kind:
            self.changed.emit(replace(self._trigger, kind=kind))
            return
        made = Trigger(
            kind,
            self.number.value(),
            str(word or "") if kind in _WORDED else "",
            bool(self.starts.currentData()),
            self.on.isChecked(),
        )
        self.changed.emit(made)


class TriggersForm(Form):
    """All triggers of a playbook."""

    def __init__(self, metrics: Sequence[str], workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self._metrics = metrics
        self.body.addWidget(label(_("Triggers"), "h2"))
        note = _(
            "What asks for this playbook. While a run is open for the same reason, or once it was dismissed, "
            "nothing is asked again."
        )
        self.body.addWidget(label(note, "small", tone="3", wrap=True))
        self.cards: list[TriggerCard] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(self.theme.px("space.4"))
        self.body.addLayout(self._list)
        self.add = Button(self.theme, _("Trigger"), icon="plus", compact=True, parent=self)
        self.add.clicked.connect(self._on_add)
        self.body.addWidget(self.add)
        self.body.addStretch(1)
        self.show_draft()

    def place(self) -> str:
        """Override DraftForm.place."""
        return ""

    def first_field(self) -> QWidget:
        """Override DraftForm.first_field."""
        return self.cards[0].kind if self.cards else self.add

    def show_draft(self) -> None:
        """Override DraftForm.show_draft."""
        triggers = self.draft.definition.triggers
        while len(self.cards) > len(triggers):
            at = len(self.cards) - 1
            self.cards.pop()
            row = self.rows.pop(f"triggers[{at}]")
            row.hide()
            row.deleteLater()
        while len(self.cards) < len(triggers):
            self._add_card(len(self.cards))
        for card, trigger in zip(self.cards, triggers, strict=True):
            card.show_trigger(trigger)

    def _add_card(self, at: int) -> None:
        card = TriggerCard(self.theme, self._metrics, self)
        card.changed.connect(partial(self._on_changed, at))
        card.removed.connect(partial(self._on_removed, at))
        row = FormRow(self.theme, card, parent=self)
        self.rows[f"triggers[{at}]"] = row
        self.cards.append(card)
        self._list.addWidget(row)

    def _on_changed(self, at: int, trigger: Trigger) -> None:
        self.draft.edit(lambda each: editing.change_trigger(each, at, lambda _before: trigger), ("trigger", at))

    def _on_removed(self, at: int) -> None:
        self.draft.edit(lambda each: editing.remove_trigger(each, at))
        self.add.setFocus()

    @Slot()
    def _on_add(self) -> None:
        self.draft.edit(lambda each: editing.add_trigger(each, TriggerKind.RENEWAL_NEAR))
        self.cards[-1].kind.setFocus()
