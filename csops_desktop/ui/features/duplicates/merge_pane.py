"""Customers side by side: which one stays, which belong to it, whose value counts for each field, what goes over."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from csops_desktop.domain.duplicates import MergedValues, MergePlan
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.merged_values import together
from csops_desktop.domain.records import CustomField, Record
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.duplicates.choices import FieldChoices
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import escape
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import duplicates as words


@dataclass(frozen=True, slots=True)
class _Loaded:
    records: list[Record]
    custom: list[CustomField]
    currency: str


class MergePane(QWidget):
    """Some customers and how they become one.

    Signals:
        ready(bool): they are shown and can be merged; they are being read or written.
        merged(int, object): the id of the one that stays, and those of the others.
    """

    ready = Signal(bool)
    merged = Signal(int, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._ids: tuple[int, ...] = ()
        self._loaded: _Loaded | None = None
        self._stays: int | None = None
        self._out: set[int] = set()
        self.boxes: dict[int, QCheckBox] = {}
        self.members = QWidget(self)
        self._members_grid = QGridLayout(self.members)
        self._members_grid.setContentsMargins(0, 0, 0, 0)
        self._members_grid.setVerticalSpacing(0)
        self.members.hide()
        self.choices: FieldChoices | None = None
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.why = label("", "small", tone="2", wrap=True)
        self.why.hide()
        self.foot = label("", "small", tone="2", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(workbench.theme.px("space.5"))
        layout.addWidget(self.why)
        layout.addWidget(self.members)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.foot)

    def show_customers(self, ids: Sequence[int]) -> None:
        """Show customers; until they are read nothing can be merged."""
        self._ids, self._stays, self._out = tuple(ids), None, set()
        services = self._bench.services

        def load() -> _Loaded:
            records = services.customers.rows(self._ids)
            custom = services.records.custom_fields(Kind.CUSTOMERS)
            return _Loaded(records, custom, str(services.settings.get(StoreSetting.CURRENCY)))

        self.ready.emit(False)
        self._bench.tasks.query(load, self._show, key="merge customers")

    def chosen_ids(self) -> tuple[int, ...]:
        """Return the customers that are taken together, the one that stays first."""
        if self._stays is None:
            return ()
        return (self._stays, *(id_ for id_ in self._ids if id_ not in self._out and id_ != self._stays))

    def values(self) -> MergedValues:
        """Return what the customer that stays will say; its note names those that go."""
        if self.choices is None or self._loaded is None:
            return MergedValues()
        chosen = self.choices.chosen()
        by_id = {record.id: record for record in self._loaded.records}
        stays, *gone = (by_id[id_] for id_ in self.chosen_ids())
        note = chosen.fields["note"] if "note" in chosen.fields else stays.values.get("note")
        noted = together([note, words.noted(gone, self._bench.clock.today())])
        return MergedValues({**chosen.fields, "note": noted}, chosen.custom)

    @Slot()
    def focus_first(self) -> None:
        """Put the focus on which customer stays."""
        checked = self.choices.heads.checkedButton() if self.choices is not None else None
        if checked is not None:
            checked.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def merge(self) -> None:
        """Merge them."""
        keep, *others = self.chosen_ids() or (0,)
        if not others:
            return
        duplicates, values = self._bench.services.duplicates, self.values()
        self.ready.emit(False)
        self._bench.tasks.operate(
            lambda: duplicates.merge(keep, others, values),
            lambda _keep: self.merged.emit(keep, others),
            failed=self._refused,
            owner=self,
        )

    def _refused(self, error: CsopsError) -> None:
        self.ready.emit(True)
        self._bench.messages.tell(_("They were not merged"), self._bench.messages.sentence(error))

    def _show(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        self._ids = tuple(record.id for record in loaded.records)
        if len(self._ids) < 2:  # noqa: PLR2004 (one customer has nothing to be merged with)
            self.foot.setText(_("This is gone; it was deleted or undone meanwhile."))
            return
        self._stays = max(loaded.records, key=_standing).id
        self._show_members(loaded.records)
        self._build()

    def _show_members(self, records: Sequence[Record]) -> None:
        """With three or more, each can be left out."""
        for box in self.boxes.values():
            box.deleteLater()
        self.boxes = {}
        self.members.setVisible(len(records) > 2)  # noqa: PLR2004 (a pair is a pair)
        if not self.members.isVisibleTo(self):
            return
        for at, record in enumerate(records):
            parts = (record.values.get("external_id"), record.values["name"])
            box = QCheckBox(escape(" ".join(str(part) for part in parts if part)), self.members)
            box.setChecked(True)
            box.toggled.connect(partial(self._on_member, record.id))
            self._members_grid.addWidget(box, at // 2, at % 2)
            self.boxes[record.id] = box

    def _on_member(self, id_: int, taken: bool) -> None:  # noqa: FBT001 (slot)
        self._out = self._out - {id_} if taken else self._out | {id_}
        left = [row for row in self._loaded.records if row.id not in self._out] if self._loaded is not None else []
        for other, box in self.boxes.items():
            box.setEnabled(len(left) > 2 or other in self._out)  # noqa: PLR2004 (two at least are merged)
        if self._stays in self._out:
            self._stays = max(left, key=_standing).id
        self.ready.emit(False)
        self._build()

    def _build(self) -> None:
        loaded, theme = self._loaded, self._bench.theme
        if loaded is None:
            return
        records = [record for record in loaded.records if record.id not in self._out]
        stays = next(at for at, record in enumerate(records) if record.id == self._stays)
        self.choices = FieldChoices(theme, records, stays, loaded.custom, loaded.currency)
        self.choices.stays_chosen.connect(self._on_stays)
        before = self.area.takeWidget()
        if before is not None:
            before.deleteLater()  # the key press that led here is still one of its buttons' business
        self.area.setWidget(self.choices)
        keep, *others = self.chosen_ids()
        duplicates = self._bench.services.duplicates
        self._bench.tasks.query(
            lambda: duplicates.plan(keep, others), self._show_plan, key="merge plan", failed=self._gone
        )

    def _show_plan(self, plan: MergePlan) -> None:
        self.foot.setText(words.moves(plan))
        self.ready.emit(True)

    def _gone(self, error: CsopsError) -> None:
        self.foot.setText(self._bench.messages.sentence(error))

    @Slot(int)
    def _on_stays(self, id_: int) -> None:
        self._stays = id_
        self.ready.emit(False)
        self._build()
        button = self.choices.heads.button(id_) if self.choices is not None else None
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)


def _standing(record: Record) -> tuple[bool, bool, int, int]:
    """Return what speaks for a customer as the one that stays: in use, known outside, worth most, there longest."""
    mrr = record.values.get("mrr")
    return (
        "archived_on" not in record.values,
        "external_id" in record.values,
        mrr if isinstance(mrr, int) else 0,
        -record.id,
    )
