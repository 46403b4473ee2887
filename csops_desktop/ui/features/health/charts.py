"""The left part of the page: the choice of what is shown, the charts, and what is there before anybody has a score."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain import health
from csops_desktop.domain.health import Chosen, HealthBook
from csops_desktop.domain.scoring.definition import Bands
from csops_desktop.domain.scoring.shown import Starter
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.health.bands_view import BandsView
from csops_desktop.ui.features.health.beginning import Beginning
from csops_desktop.ui.features.health.hint import WithheldHint
from csops_desktop.ui.features.health.modes import Mode, ModeSegment, Trails, TrailSegment
from csops_desktop.ui.features.health.plane_painting import Scene
from csops_desktop.ui.features.health.proof_view import ProofView
from csops_desktop.ui.features.health.quadrant import QuadrantView
from csops_desktop.ui.features.health.seasons_view import SeasonsView
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import IconButton
from csops_desktop.ui.widgets.menu_chip import MenuChip


class HealthCharts(QFrame):
    """The charts; the page hears of them by their own signals."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        theme = workbench.theme
        self.modes, self.trails, self.cards = ModeSegment(self), TrailSegment(self), MenuChip(theme, self)
        self.editor = IconButton(theme, "sliders-horizontal", parent=self)
        self.hint = WithheldHint(theme, self)
        self.plane, self.bands = QuadrantView(theme, self), BandsView(theme, self)
        self.seasons, self.proof = SeasonsView(theme, self), ProofView(workbench, self)
        self.beginning = Beginning(theme, self)
        self._views: dict[Mode, QWidget] = {
            Mode.PLANE: self.plane,
            Mode.BANDS: self.bands,
            Mode.SEASONS: self.seasons,
            Mode.PROOF: self.proof,
        }
        self.stack = QStackedWidget(self)
        for part in (*self._views.values(), self.beginning):
            self.stack.addWidget(part)
        self._bar = QFrame(self)
        self._bar.setProperty("edge", "bottom")
        self._bar.setFixedHeight(theme.px("size.toolbar"))
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        row.setSpacing(theme.px("space.5"))
        row.addWidget(self.modes)
        row.addWidget(self.cards)
        row.addStretch(1)
        row.addWidget(self.trails)
        row.addWidget(self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self.hint)
        layout.addWidget(self.stack, 1)

    def retranslate(self) -> None:
        """Set the texts again."""
        for part in (self.modes, self.trails, self.plane, self.bands, self.seasons, self.proof, self.hint):
            part.retranslate()
        self.editor.describe(_("Open the scorecard"))

    def focus(self, mode: Mode) -> None:
        """Take the focus where keys act."""
        if self.stack.currentWidget() is self.beginning:
            self.beginning.first.setFocus()
            return
        parts: dict[Mode, QWidget] = {
            Mode.PLANE: self.plane,
            Mode.BANDS: self.bands.histogram,
            Mode.SEASONS: self.seasons.chart,
            Mode.PROOF: self.proof.again,
        }
        parts[mode].setFocus()

    def show_choices(self, mode: Mode, trails: Trails, book: HealthBook) -> None:
        """Show what is chosen, and which scorecards there are."""
        self.modes.choose(mode)
        self.trails.choose(trails)
        self.trails.setVisible(mode is Mode.PLANE)
        self.cards.setVisible(len(book.cards) > 1)
        current = None if book.card is None else book.card.parent_id
        self.cards.show_choices(
            pgettext("whose scores are shown", "Scorecard"), [(card.id, card.name) for card in book.cards], current
        )

    def show_book(self, book: HealthBook, chosen: Chosen, listed: frozenset[int] | None, currency: str) -> None:
        """Show customers, and which of them are listed."""
        edges = Bands() if book.card is None else book.card.definition.bands
        scene = Scene(axes_of(book), edges, currency, health.by_quadrant(book.lines), chosen, listed)
        self.plane.show_lines(book.lines, scene)
        self.bands.show_book(book, chosen, currency)
        self.hint.show_book(book)

    def bring(self, mode: Mode) -> None:
        """Bring a view to the front."""
        self._bar.show()
        self.stack.setCurrentWidget(self._views[mode])

    def begin(self, book: HealthBook, starters: Sequence[Starter]) -> None:
        """Show the first step instead: nobody has a score."""
        self.beginning.show_book(book, starters)
        self._bar.hide()
        self.stack.setCurrentWidget(self.beginning)


def axes_of(book: HealthBook) -> tuple[str, str]:
    """Return the names of the horizontal and the vertical axis."""
    axes = () if book.card is None else book.card.definition.axes
    return (axes[0].name, axes[1].name) if axes else ("", "")
