"""P9, seen: from a moved weight to the painted picture of who moves, on the real window, in a process of its own."""

import statistics
import time
from pathlib import Path
from typing import Any

from csops_desktop.domain.scoring.definition import Axis, Definition, Knot, Measure, MeasureGroup, Scale, ScaleKind
from csops_desktop.domain.scoring.sources import Known, KnownFact
from csops_desktop.services.opening import open_store
from tests.bench import child, stores
from tests.bench.moment import CLOCK
from tests.bench.report import Bar, limit

_PAINTED = 0.150
_TIMES = 15
_HERE = "tests.bench.what_if"
_FACTS = (
    KnownFact.DAYS_SINCE_CONTACT, KnownFact.TENURE_MONTHS, KnownFact.MRR, KnownFact.OPEN_TICKETS, KnownFact.TICKETS,
    KnownFact.OVERDUE_PROMISES, KnownFact.DAYS_SINCE_TWO_WAY, KnownFact.OPEN_COMPLAINTS, KnownFact.ESCALATIONS,
    KnownFact.OPEN_CRITICAL_TICKETS, KnownFact.NOTICE_RECEIVED, KnownFact.CHAMPION_PRESENT,
)  # fmt: skip


def measure(n: int, passphrase: str | None) -> list[Bar]:
    """Measure a weight that is dragged over a whole book."""
    copy = stores.copy_of(stores.store(n, passphrase))
    services = open_store(copy, passphrase=passphrase, profile=stores.profile(), clock=CLOCK)
    try:
        card = services.scorecards.add(_definition()).value
        services.scorecards.publish(card, "")
    finally:
        services.close()
    found = child.run(_HERE, Path(copy), passphrase)
    way = "with a passphrase" if passphrase else "plain"
    what = f"weight moved to painted, {n:,} customers × {len(_FACTS)} measures, {way}"
    return [limit("P9", what, found["painted"], _PAINTED, why=f"worst {found['worst'] * 1000:.0f} ms")]


def _definition() -> Definition:
    def axis(name: str, facts: tuple[KnownFact, ...]) -> Axis:
        points = (30, 20, 15, 15, 10, 10)
        scale = Scale(ScaleKind.LINES, tuple(Knot(at, share) for at, share in ((0, 100), (5, 80), (20, 40), (90, 0))))
        measures = (
            Measure(fact.value, fact.value, given, Known(fact), scale)
            for fact, given in zip(facts, points, strict=True)
        )
        return Axis(name, (MeasureGroup("", tuple(measures)),))

    return Definition("bench", (axis("x", _FACTS[:6]), axis("y", _FACTS[6:])))


def _on_the_window() -> dict[str, float]:
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415 (only in the child)

    from csops_desktop.ui.state import PageId, Place  # noqa: PLC0415 (only in the child)

    class Eye(QObject):
        """Notes when the ribbons were painted."""

        painted = 0.0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
            if event.type() == QEvent.Type.Paint and watched is pane.ribbons and pane.shown is not self.before:
                self.painted = time.monotonic()
            return False

        before: object = None

    on = child.Child()
    (card,) = on.window.workbench.services.scorecards.cards()
    on.window.go(Place(PageId.SCORECARD, card.id))
    page: Any = on.window.page()
    pane = page.right.pane
    on.wait(lambda: pane.shown is not None and on.program.tasks.idle())
    page.left.outline.choose(("axis", 0))
    row = page.middle.form.points[_FACTS[0].value]
    eye = Eye()
    pane.ribbons.installEventFilter(eye)
    on.rest(2.0)
    times = []
    for turn in range(_TIMES):
        on.rest(0.6)  # the draft is kept meanwhile
        eye.before, eye.painted = pane.shown, 0.0
        begun = time.monotonic()
        row.slider.setValue(row.slider.value() + (7 if turn % 2 else -7))
        on.wait(lambda: eye.painted > 0)
        times.append(time.monotonic() - begun)
    return {"painted": statistics.median(times), "worst": max(times)}


if __name__ == "__main__":
    child.answer(_on_the_window())
