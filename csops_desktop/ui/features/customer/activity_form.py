"""The form of an activity: its fields, and with whom it was."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.ui.features.customer.entry_form import EntryForm
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.people_picker import PeopleButton, Person


class ActivityForm(EntryForm):
    """An ``EntryForm`` that hands over ``contacts`` too."""

    def __init__(
        self, theme: Theme, knowledge: CustomerKnowledge, kind: Kind, names: Sequence[str], parent: QWidget
    ) -> None:
        self._before: tuple[int, ...] = ()
        super().__init__(theme, knowledge, kind, names, parent)
        self.people = PeopleButton(theme, compact=True, parent=self)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.count() - 1, self.people)

    def offer(self, people: Sequence[Person], chosen: Collection[int]) -> None:
        """Offer the contacts of the customer, of whom some are ticked."""
        self.people.show_people(people, chosen)
        self._before = self.people.chosen()

    def is_dirty(self) -> bool:
        """Override EntryForm.is_dirty."""
        return super().is_dirty() or self.people.chosen() != self._before

    def hand_over(self, values: Mapping[str, Value]) -> None:
        """Override EntryForm.hand_over."""
        if self.people.chosen() != self._before:
            values = {**values, "contacts": self.people.chosen()}
        super().hand_over(values)
