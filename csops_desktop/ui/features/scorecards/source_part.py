"""Chooses where a number comes from: a person's rating, a usage metric over a window, or what the store knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from csops_desktop.domain.scoring.sources import How, Known, KnownFact, Rated, Source, Usage
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.form_fields import choice, show_choice, show_number, spin
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import scorecard_parts as words

_RATED, _USAGE, _KNOWN = "rated", "usage", "known"
_DAYS = 3660
_USUAL_DAYS = 30
_OF_PRODUCT = frozenset({KnownFact.MATURITY_LEVEL, KnownFact.LICENCE_USE, KnownFact.MRR, KnownFact.TENURE_MONTHS})


@dataclass(frozen=True, slots=True)
class Names:
    """What a source can name: the metrics and products of the store."""

    metrics: Sequence[str] = ()
    products: Sequence[str] = ()


class SourcePart(QWidget):
    """The chooser.

    Signals:
        chosen(Source): the user chose another source.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, names: Names, parent: QWidget, *, rated: Sequence[tuple[str, str]] = ()) -> None:
        """Make the chooser.

        Args:
            theme: look.
            names: what can be named.
            parent: where it stands.
            rated: names and keys of the measures whose rating can be asked; empty: the one of the measure itself.
        """
        super().__init__(parent)
        self._names = names
        self._key = ""
        self.kind = choice(
            [(_("Rated by a person"), _RATED), (_("Usage metric"), _USAGE), (_("What the store knows"), _KNOWN)],
            self._on_kind,
        )
        self.metric_box = choice([(name, name) for name in names.metrics], self._on_part)
        self.metric_box.setEditable(True)
        self.metric_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        typed = self.metric_box.lineEdit()
        if typed is not None:
            typed.setPlaceholderText(_("Name of a metric"))
            typed.editingFinished.connect(self._on_part)
        self.how = choice([(words.how(each), each) for each in How], self._on_part)
        self.days = spin(0, _DAYS, self._on_part)
        self.days.setSuffix(pgettext("a length", " days"))
        self.fact = choice([(words.fact(each), each) for each in KnownFact], self._on_part)
        self.rated = choice(rated, self._on_part)
        products = [(_("All products"), ""), *((name, name) for name in names.products)]
        self.product = choice(products, self._on_part)
        self._many = bool(rated)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px("space.4"))
        grid.setVerticalSpacing(theme.px("space.3"))
        grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QWidget]] = []
        for row, (text, part) in enumerate(
            (
                (pgettext("where a number comes from", "From"), self.kind),
                (pgettext("where a number comes from", "Metric"), self.metric_box),
                (pgettext("where a number comes from", "What"), self.fact),
                (pgettext("where a number comes from", "Measure"), self.rated),
                (pgettext("where a number comes from", "As"), self.how),
                (pgettext("where a number comes from", "Within"), self.days),
                (pgettext("where a number comes from", "Of"), self.product),
            )
        ):
            name = label(text, "small", tone="3")
            name.setBuddy(part)
            part.setAccessibleName(text)
            grid.addWidget(name, row, 0)
            grid.addWidget(part, row, 1)
            self._lines.append((name, part))

    def show_source(self, source: Source) -> None:
        """Show a source."""
        usage = isinstance(source, Usage)
        known = isinstance(source, Known)
        fact = source.fact if isinstance(source, Known) else None
        if isinstance(source, Rated):
            self._key = source.measure
            show_choice(self.kind, _RATED)
            show_choice(self.rated, source.measure)
        elif isinstance(source, Usage):
            show_choice(self.kind, _USAGE)
            if self.metric_box.currentText() != source.metric:
                self.metric_box.setCurrentText(source.metric)
            show_choice(self.how, source.how)
        else:
            show_choice(self.kind, _KNOWN)
            show_choice(self.fact, source.fact)
        if not isinstance(source, Rated):
            blocker = QSignalBlocker(self.days)
            self.days.setMinimum(1 if usage else 0)
            self.days.setSpecialValueText("" if usage else _("All the time"))
            blocker.unblock()
            show_number(self.days, source.days)
            if self.product.findData(source.product) < 0:
                self.product.addItem(source.product, source.product)
            show_choice(self.product, source.product)
        shown = {
            self.metric_box: usage,
            self.how: usage,
            self.fact: known,
            self.rated: self._many and isinstance(source, Rated),
            self.days: usage or fact in words.WINDOWED,
            self.product: (usage or fact in _OF_PRODUCT) and self.product.count() > 1,
        }
        for name, part in self._lines:
            wanted = shown.get(part, True)
            name.setVisible(wanted)
            part.setVisible(wanted)

    def _source(self) -> Source:
        kind = self.kind.currentData()
        product = str(self.product.currentData() or "")
        if kind == _RATED:
            return Rated(str(self.rated.currentData() or self._key))
        if kind == _USAGE:
            return Usage(
                self.metric_box.currentText().strip(),
                How(self.how.currentData()),
                self.days.value() or _USUAL_DAYS,
                product,
            )
        fact = KnownFact(self.fact.currentData())
        days = self.days.value() if fact in words.WINDOWED else 0
        return Known(fact, days, product if fact in _OF_PRODUCT else "")

    @Slot()
    def _on_kind(self) -> None:
        if self.kind.currentData() == _USAGE:
            show_number(self.days, _USUAL_DAYS)
            if not self.metric_box.currentText() and self._names.metrics:
                self.metric_box.setCurrentIndex(0)
        self.chosen.emit(self._source())

    @Slot()
    def _on_part(self) -> None:
        self.chosen.emit(self._source())
