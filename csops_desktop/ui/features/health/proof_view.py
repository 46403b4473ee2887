"""Is the score right? What a version said on days of the past, and what came of it, computed beside the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.scoring.outcomes import Churn
from csops_desktop.domain.scoring.shown import Version
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.health import proof_words as words
from csops_desktop.ui.features.health.calibration import CalibrationChart
from csops_desktop.ui.features.health.named import NamedCustomers
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, Segment
from csops_desktop.ui.widgets.health_marks import BandShape
from csops_desktop.ui.widgets.menu_chip import MenuChip
from csops_desktop.ui.widgets.parts import label, rule
from csops_desktop.ui.widgets.progress import ProgressPanel, centred
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.wording import scoring as say
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.services.health import Proof
    from csops_desktop.ui.tasks import Handle

HORIZONS = (30, 90, 180)
_USUAL = 90
_WIDE = 420


class ProofView(QFrame):
    """The choices, the answer, and what it rests on.

    Signals:
        opened(int): a customer.
        customers_requested(tuple, str): several, and how to call them.
    """

    opened = Signal(int)
    customers_requested = Signal(object, str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        theme = workbench.theme
        self._bench = workbench
        self._versions: Sequence[Version] = ()
        self._chosen: tuple[int, int, Churn] = (0, _USUAL, Churn.CONTRACTS)
        self._handle: Handle | None = None
        self._card: int | None = None
        self.proof: Proof | None = None
        self.version = MenuChip(theme, self)
        self.horizon = Segment([str(days) for days in HORIZONS], self)
        self.churn = MenuChip(theme, self)
        self.again = Button(theme, icon="arrows-clockwise", compact=True, parent=self)
        self.progress = ProgressPanel(theme, self)
        self.verdict = label("", "h2", wrap=True)
        self.reason = label("", wrap=True)
        self._population = label("", "caption", tone="3", wrap=True)
        self._band_word = label("", "caption", tone="3", bold=True)
        self._points_word = label("", "caption", tone="3", bold=True)
        self._lift_word = label("", "caption", tone="3", bold=True)
        self.bands, self.lifts = QGridLayout(), QGridLayout()
        self.calibration = CalibrationChart(theme, self)
        self.names = NamedCustomers(theme, self)
        self._part = QWidget(self)  # what needs enough cases
        self._body = self._build()
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._body)
        self.stack.addWidget(centred(self.progress, theme.scaled(_WIDE)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._choices())
        layout.addWidget(self.stack, 1)
        self.version.picked.connect(self._on_version)
        self.horizon.chosen.connect(self._on_horizon)
        self.churn.picked.connect(self._on_churn)
        self.again.clicked.connect(self.run)
        self.progress.cancelled.connect(self._on_cancelled)
        self.names.opened.connect(self.opened)
        self.names.customers_requested.connect(self.customers_requested)
        self.retranslate()

    def _choices(self) -> QFrame:
        theme, frame = self._bench.theme, QFrame(self)
        frame.setProperty("edge", "bottom")
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px("space.5"), theme.px("space.3"), theme.px("space.5"), theme.px("space.3"))
        row.setSpacing(theme.px("space.5"))
        row.addWidget(self.version)
        row.addWidget(self.horizon)
        row.addWidget(self.churn)
        row.addStretch(1)
        row.addWidget(self.again)
        return frame

    def _build(self) -> QWidget:
        theme, pad = self._bench.theme, self._bench.theme.px("space.6")
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.4"))
        head: tuple[QWidget, ...] = (self.verdict, self.reason, self._population, rule(), self._band_word)
        for part in head:
            inner.addWidget(part)
        inner.addLayout(self.bands)
        inner.addWidget(rule())
        inner.addWidget(self.names)
        below = QVBoxLayout(self._part)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.px("space.4"))
        more: tuple[QWidget, ...] = (rule(), self._points_word, self.calibration, self._lift_word)
        for part in more:
            below.addWidget(part)
        below.addLayout(self.lifts)
        inner.addWidget(self._part)
        inner.addStretch(1)
        for grid in (self.bands, self.lifts):
            grid.setHorizontalSpacing(theme.px("space.6"))
            grid.setVerticalSpacing(theme.px("space.2"))
        return scrolling(body, self)

    # --- what it shows ------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the texts again."""
        self.horizon.set_texts([words.horizon(days) for days in HORIZONS])
        self.horizon.set_hints([_("So long after a score something counts as its consequence")] * len(HORIZONS))
        self.again.set_text(_("Compute again"))
        self._band_word.setText(_("What came after each band"))
        self._points_word.setText(_("How often customers left, by points (shaded: interval of 95%)"))
        self._lift_word.setText(_("What each measure says by itself"))
        self._show_choices()
        self._show_proof()

    def show_card(self, card_id: int | None, versions: Sequence[Version]) -> None:
        """Show the versions of a scorecard, and begin to compute when nothing is there for the choice."""
        self._versions = versions
        ids = [version.id for version in versions]
        if self._chosen[0] not in ids and ids:
            self._chosen = (ids[0], *self._chosen[1:])
        if card_id != self._card:
            self._card, self.proof = card_id, None
        self._show_choices()
        if self.proof is None and ids and self._handle is None:
            self.run()

    def forget(self) -> None:
        """Let go of the figures: what they rest on changed."""
        self.proof = None

    def _show_choices(self) -> None:
        version, days, churn = self._chosen
        texts = [(each.id, _("Ver{number}").format(number=each.number)) for each in self._versions]
        self.version.show_choices(_("Version"), texts, version)
        self.horizon.choose(str(days))
        self.churn.show_choices(_("Churn:"), [(each, words.churn(each)) for each in Churn], churn)

    def _show_proof(self) -> None:
        proof = self.proof
        self._body.setEnabled(proof is not None)
        if proof is None:
            return
        self.verdict.setText(words.verdict(proof))
        self.reason.setText(words.reason(proof))
        self._population.setText(words.population(proof))
        self._fill_bands(proof)
        self.names.show_groups(words.groups(proof.test), proof.names)
        self._part.setVisible(proof.test.enough)
        if proof.test.enough:
            self.calibration.show_groups(proof.test.calibration, proof.version.definition.bands)
            self._fill_lifts(proof)

    def _fill_bands(self, proof: "Proof") -> None:
        heads = (
            "",
            pgettext("back-test", "Scores"),
            pgettext("back-test", "Left"),
            pgettext("back-test", "Reduced"),
            pgettext("back-test", "Grew"),
        )
        rows: list[tuple[QWidget | None, tuple[str, ...]]] = [
            (
                BandShape(self._bench.theme, each.band),
                (
                    say.band(each.band),
                    show.number(each.n),
                    *(
                        _counted(n, each.n, shares=proof.test.enough)
                        for n in (each.churned, each.downgraded, each.upsold)
                    ),
                ),
            )
            for each in proof.test.bands
        ]
        _fill(self.bands, heads, rows)

    def _fill_lifts(self, proof: "Proof") -> None:
        heads = (
            "",
            _("Left, with less than half its points"),
            _("Left, with more"),
            _("More often"),
            _("Pairs of 100"),
        )
        rows: list[tuple[QWidget | None, tuple[str, ...]]] = []
        for each in proof.test.lifts:
            measure = proof.version.definition.measure(each.key)
            name = each.key if measure is None else measure.name
            said = (name, words.rate(each.low), words.rate(each.rest), words.lift(each), words.area(each))
            rows.append((None, said))
        _fill(self.lifts, heads, rows)

    # --- computing ----------------------------------------------------------------------------------------------

    @Slot()
    def run(self) -> None:
        """Compute for the choice; what ran before is stopped."""
        if self._handle is not None:
            self._handle.cancel()
        version = next((each for each in self._versions if each.id == self._chosen[0]), None)
        if version is None:
            return
        days, churn, services = self._chosen[1], self._chosen[2], self._bench.services
        self.progress.start(_("Looking at days of the past…"))
        self.stack.setCurrentIndex(1)
        self._handle = self._bench.tasks.background(
            lambda handle: services.health.proof(
                version, days, churn, progress=handle.report, cancelled=handle.cancelled
            ),
            self._arrived,
            progress=self.progress.show_progress,
            failed=self._failed,
            owner=self,
        )

    def _arrived(self, proof: "Proof") -> None:
        self._handle, self.proof = None, proof
        self._show_proof()
        self.stack.setCurrentIndex(0)

    def _failed(self, error: CsopsError) -> None:
        self._handle = None
        self.stack.setCurrentIndex(0)
        self.verdict.setText(self._bench.messages.sentence(error))

    @Slot()
    def _on_cancelled(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        self.stack.setCurrentIndex(0)
        if self.proof is None:
            self.verdict.setText(_("Stopped"))
            self.reason.setText(_("“Compute again” starts anew."))
            self._body.setEnabled(True)
            self._part.hide()

    @Slot(object)
    def _on_version(self, version_id: int) -> None:
        self._choose((version_id, *self._chosen[1:]))

    @Slot(str)
    def _on_horizon(self, days: str) -> None:
        self._choose((self._chosen[0], int(days), self._chosen[2]))

    @Slot(object)
    def _on_churn(self, churn: str) -> None:
        self._choose((*self._chosen[:2], Churn(churn)))

    def _choose(self, chosen: tuple[int, int, Churn]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self._show_choices()
            self.run()


def _counted(outcomes: int, n: int, *, shares: bool) -> str:
    """Return a count; with enough cases the share after it."""
    if not shares or n < words.ENOUGH:
        return show.number(outcomes)
    return f"{show.number(outcomes)}  {show.percent(outcomes / n)}"


def _fill(grid: QGridLayout, heads: Sequence[str], rows: "Sequence[tuple[QWidget | None, Sequence[str]]]") -> None:
    """Fill a grid anew: headings, then for each row a mark and words; numbers stand at the right."""
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for column, head in enumerate(heads, start=1):
        grid.addWidget(label(head, "caption", tone="3"), 0, column, _side(column))
    for row, (mark, texts) in enumerate(rows, start=1):
        if mark is not None:
            grid.addWidget(mark, row, 0)
        for column, text in enumerate(texts, start=1):
            grid.addWidget(label(text, "small"), row, column, _side(column))
    grid.setColumnStretch(len(heads) + 1, 1)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == 1 else Qt.AlignmentFlag.AlignRight
