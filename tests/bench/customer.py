"""P5: from the wish to see a customer in full to its painting, on the real window, in a process of its own."""

import datetime as dt
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from csops_desktop.domain.changes import Sentence, SetKind
from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import open_store
from csops_desktop.store import records
from tests.bench import child, stores
from tests.bench.moment import CLOCK
from tests.bench.report import Bar, limit, ratio, watched

ACTIVITIES, CONTRACTS, PRODUCTS = 300, 5, 3
_PAINTED, _FLAT = 0.060, 1.3
_TIMES = 15
_HERE = "tests.bench.customer"
_SETTLED = 2.0  # s after the list stands there, before which nobody opens a customer
_Rows = Sequence[Sequence[str | int]]
_NAMES = ("一ノ瀬計測 甲", "一ノ瀬計測 乙")


def measure(n: int, passphrase: str | None, *, small: int = 10_000) -> list[Bar]:
    """Measure the page of a customer with a long history in a small book and in a large one."""
    way = "with a passphrase" if passphrase else "plain"
    what = f"{ACTIVITIES} activities, {CONTRACTS} contracts, {PRODUCTS} products"
    few = child.run(_HERE, _prepared(small, passphrase), passphrase)
    bars = [
        limit("P5", f"customer in full ({what}), {small:,} customers, {way}", few["painted"], _PAINTED),
        watched(limit("P5", f"the same for the first time, {small:,} customers, {way}", few["first"], _PAINTED)),
    ]
    if n > small:
        many = child.run(_HERE, _prepared(n, passphrase), passphrase)
        bars.append(limit("P5", f"customer in full ({what}), {n:,} customers, {way}", many["painted"], _PAINTED))
        grown = f"customer in full from {small:,} to {n:,} customers, {way}"
        bars.append(ratio("P15", grown, many["painted"], few["painted"], _FLAT))
    return bars


def _prepared(n: int, passphrase: str | None) -> Path:
    """Return a copy of a store in which two customers have a long history."""
    copy = stores.copy_of(stores.store(n, passphrase))
    services = open_store(copy, passphrase=passphrase, profile=stores.profile(), clock=CLOCK)
    try:
        if not services.customers.suggest(_NAMES[0]):
            _fill(services)
    finally:
        services.close()
    return copy


def _fill(services: Services) -> None:
    today = CLOCK.today()
    starts, ends = (today - dt.timedelta(days=200)).isoformat(), (today + dt.timedelta(days=90)).isoformat()
    with services.records.database.operation(Sentence("sample", {"n": len(_NAMES)}), SetKind.BULK) as operation:
        connection = operation.connection
        products = [id_ for id_, _name in records.names(connection, Kind.PRODUCTS)][:PRODUCTS]
        assert len(products) == PRODUCTS

        def put(kind: Kind, names: str, rows: _Rows) -> range:
            return records.insert_many(connection, kind, names.split(), rows)

        for customer in put(Kind.CUSTOMERS, "name", [[name] for name in _NAMES]):
            days = [(today - dt.timedelta(days=3 * at)).isoformat() for at in range(ACTIVITIES)]
            talks: _Rows = [[customer, day, "meeting", "us", 1, f"定例 {day}", "議題と宿題 " * 12] for day in days]
            put(Kind.ACTIVITIES, "customer_id happened_on kind started_by two_way subject body", talks)
            agreed: _Rows = [[customer, products[at % PRODUCTS], starts, ends, 50_000] for at in range(CONTRACTS)]
            put(Kind.CONTRACTS, "customer_id product_id starts_on term_ends_on mrr", agreed)
            people: _Rows = [[customer, f"関係者 {role}", role] for role in ("decider", "champion", "user")]
            put(Kind.CONTACTS, "customer_id name role", people)
            put(Kind.NEXT_ACTIONS, "customer_id title due_on", [[customer, "電話", today.isoformat()]])
            put(Kind.PROMISES, "customer_id text", [[customer, "見積もり"]])


def _on_the_window() -> dict[str, float]:
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415 (only in the child)

    from csops_desktop.ui.state import PageId, Place  # noqa: PLC0415 (only in the child)

    class Eye(QObject):
        """Notes when the blocks of the customer that is waited for were painted."""

        painted = 0.0
        wanted = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
            if event.type() == QEvent.Type.Paint and watched.isWidgetType() and page.whole.on:
                panel = page.panel.panel
                if panel.record is not None and panel.record.id == self.wanted:
                    self.painted = time.monotonic()  # its blocks are painted in the same go
            return False

    on = child.Child()
    on.window.go(Place(PageId.CUSTOMERS))
    page: Any = on.window.page()
    on.wait(lambda: bool(page.pane.model.ids) and on.program.tasks.idle())
    ids = [id_ for name in _NAMES for id_, _name in on.window.workbench.services.customers.suggest(name, 1)]
    eye = Eye()
    on.qt.installEventFilter(eye)
    times = []
    on.rest(_SETTLED)
    for turn in range(_TIMES + 1):
        on.rest(0.1)
        eye.wanted, eye.painted = ids[turn % 2], 0.0
        begun = time.monotonic()
        page.whole.open(eye.wanted, from_list=True)
        on.wait(lambda: eye.painted > 0)
        on.qt.processEvents()  # what else is painted in the same go belongs to it
        times.append(time.monotonic() - begun)
        page.whole.leave()
        if not turn:  # from now on the panel is there; an eye on every event of the program would cost what it measures
            on.qt.removeEventFilter(eye)
            page.panel.panel.installEventFilter(eye)
    return {"painted": statistics.median(times[1:]), "first": times[0]}


if __name__ == "__main__":
    child.answer(_on_the_window())
