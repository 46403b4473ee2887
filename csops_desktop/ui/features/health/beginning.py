"""What stands on the page before anybody has a score: the first step, in one click."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from csops_desktop.domain.health import HealthBook
from csops_desktop.domain.scoring.shown import Starter
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import escape
from csops_desktop.ui.widgets.empty import EmptyState

_FIRST = "3_by_hand"  # needs nothing but a person who knows the customers


class Beginning(QWidget):
    """The first step: customers, a scorecard, somebody it is for.

    Signals:
        import_requested, build_requested: bring customers in; build a scorecard of one's own.
        starter_chosen(Starter): begin with one that comes with the program.
    """

    import_requested = Signal()
    build_requested = Signal()
    starter_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._starters: Sequence[Starter] = ()
        self._book = HealthBook()
        self.nothing = EmptyState(theme, "heartbeat", self)
        self.first = self.nothing.add_button(self._on_first, primary=True)
        self.second = self.nothing.add_button(self._on_second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing)

    def show_book(self, book: HealthBook, starters: Sequence[Starter]) -> None:
        """Show what is missing for the first score."""
        self._book, self._starters = book, starters
        words = self._words()
        self.nothing.set_words(*words)
        self.second.setVisible(len(words) > 3)  # noqa: PLR2004 (title, body, first button)

    def _words(self) -> tuple[str, ...]:
        if not self._book.any_customer:
            return (
                _("No customers yet"),
                _("Bring customers in; a scorecard then says what counts, and this page who is at risk."),
                _("Import a file"),
            )
        if self._book.cards:
            return (
                _("Nobody is scored by this scorecard yet"),
                _("It names a product, phase or touch model that no customer has. Open it and change whom it is for."),
                _("To the scorecards"),
            )
        if self._book.drafts:
            return (
                _("The scorecard is still a draft"),
                _("Publish it, and everybody it is for gets a score at once."),
                _("To the scorecards"),
            )
        first = self._starter()
        return (
            _("There is no scorecard yet"),
            _("A scorecard says what makes a healthy customer: two axes of 100 points. Begin with one that is ready."),
            _("Use “{name}”").format(name="" if first is None else first.name),
            _("Others…"),
        )

    def _starter(self) -> Starter | None:
        return next((each for each in self._starters if each.key == _FIRST), next(iter(self._starters), None))

    def menu(self) -> QMenu:
        """Return the other ways to begin, made anew."""
        made = QMenu(self)
        for starter in self._starters:
            entry = made.addAction(escape(starter.name))
            entry.setData(starter)
            entry.setToolTip(starter.note)
        made.setToolTipsVisible(True)
        made.addSeparator()
        made.addAction(_("Build my own…"))
        return made

    @Slot()
    def _on_first(self) -> None:
        starter = self._starter()
        if not self._book.any_customer:
            self.import_requested.emit()
        elif self._book.cards or self._book.drafts or starter is None:
            self.build_requested.emit()
        else:
            self.starter_chosen.emit(starter)

    @Slot()
    def _on_second(self) -> None:
        menu = self.menu()
        chosen = menu.exec(self.second.mapToGlobal(self.second.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is None:
            return
        if isinstance(chosen.data(), Starter):
            self.starter_chosen.emit(chosen.data())
        else:
            self.build_requested.emit()
