"""Asks what a draft would do, off the window's thread: the latest draft counts, those in between are left out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from csops_desktop.domain.scoring.checking import computable
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from csops_desktop.services.what_if import Forecast, Trial

_SOON_MS = 250  # until the book is read anew, while a name is typed


class WhatIf(QObject):
    """Keeps the book in memory while a draft is tried on it.

    Signals:
        forecast(Forecast): what the draft would do.
        impossible: the draft cannot be computed as it is.
    """

    forecast = Signal(object)
    impossible = Signal()

    def __init__(self, workbench: Workbench, draft: Draft, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._draft = workbench, draft
        self._card_id = 0
        self._trial: Trial | None = None
        self._running = False
        self._again = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._begin)

    def begin(self, card_id: int) -> None:
        """Turn to the draft of a scorecard; the book is read when it is asked for."""
        self._card_id = card_id
        self.forget()

    def forget(self) -> None:
        """Read the book anew next time: customers are others."""
        self._trial = None

    def names(self) -> dict[int, str]:
        """Return the names of the customers."""
        return dict(self._trial.names) if self._trial is not None else {}

    @Slot()
    def ask(self) -> None:
        """Look what the draft does now."""
        definition = self._draft.definition
        if not self._card_id:
            return
        if not computable(definition):
            self.impossible.emit()
            return
        if self._running:
            self._again = True
        elif self._trial is None:
            self._begin()
        elif not self._trial.covers(definition, self._draft.published):
            self._soon.start()
        else:
            self._run(self._trial, definition)

    def is_idle(self) -> bool:
        """Tell whether what is shown is what the draft does."""
        return not (self._running or self._soon.isActive())

    @Slot()
    def _begin(self) -> None:
        service, card_id, definition = self._bench.services.what_if, self._card_id, self._draft.definition
        self._running = True
        self._bench.tasks.query(lambda: service.begin(card_id, definition), self._begun, owner=self)

    def _begun(self, trial: "Trial") -> None:
        self._running = False
        self._trial = trial
        if computable(self._draft.definition) and not trial.covers(self._draft.definition, self._draft.published):
            self._soon.start()  # typed on meanwhile
        else:
            self.ask()

    def _run(self, trial: "Trial", definition: Definition) -> None:
        self._running = True
        self._again = False
        self._bench.tasks.background(lambda _handle: trial.run(definition), self._ran, owner=self)

    def _ran(self, forecast: "Forecast") -> None:
        self._running = False
        self.forecast.emit(forecast)
        if self._again:
            self.ask()
