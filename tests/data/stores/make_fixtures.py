"""Makes the fixture of the current schema, once, on the day the schema lands: `python tests/data/stores/make_fixtures.py`.

The files are committed and never made again: they stand for the stores that users have.
"""

import datetime as dt
import sys
from pathlib import Path

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.foundation.clock import fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store
from csops_desktop.store.opening import REVISION

PASSPHRASE = "ひみつの合言葉は長い方がいい"  # noqa: S105 (of a fixture)


def make(path: Path, passphrase: str | None) -> None:
    """Write a small store with Japanese data of every kind, some of it deleted and undone."""
    clock = fixed(dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC))
    services = create_store(path, passphrase=passphrase, profile=Profile(path.parent / "none"), clock=clock)
    records, customers = services.records, services.customers
    member = records.create(Kind.MEMBERS, {"name": "佐伯 美咲", "reading": "さえき みさき"}).value
    product = records.create(Kind.PRODUCTS, {"name": "予約システム"}).value
    first = customers.create(
        {"name": "㈱クルミ商事", "reading": "くるみしょうじ", "owner_id": member, "tags": ("重要", "髙﨑")}
    ).value
    second = customers.create({"name": "医療法人しらかば会", "phase": "adoption", "touch": "high"}).value
    day = dt.date(2026, 4, 1)
    records.create(Kind.CONTRACTS, {"customer_id": first, "product_id": product, "starts_on": day, "mrr": 175_000})
    records.create(Kind.CONTACTS, {"customer_id": first, "name": "𠮷野 花子", "role": "champion"})
    records.create(Kind.OPPORTUNITIES, {"customer_id": second, "name": "席の追加", "amount": 50_000})
    records.create(
        Kind.ACTIVITIES,
        {
            "customer_id": first,
            "happened_on": dt.date(2026, 11, 10),
            "kind": "call",
            "body": "更新の相談。次回は見積もり",
        },
    )
    records.create(Kind.NEXT_ACTIONS, {"customer_id": first, "title": "見積もりを送る", "due_on": dt.date(2026, 12, 1)})
    records.create(Kind.PROMISES, {"customer_id": second, "text": "操作説明会を開く", "kind": "technical"})
    (contact,) = (record.id for record in records.find(Kind.CONTACTS)[1])
    text = "一覧を色で分けたい"
    records.create(
        Kind.REQUESTS, {"text": text, "kind": "product", "customers": (second, first), "contact_id": contact}
    )
    records.create(Kind.TICKETS, {"customer_id": first, "subject": "ログインできない", "opened_on": day})
    records.create(Kind.SURVEYS, {"customer_id": second, "kind": "nps", "score": 9, "answered_on": day})
    records.create(Kind.CHURN_EVENTS, {"customer_id": second, "churned_on": day, "reason": "予算", "refund": 1_000})
    records.create(Kind.FILES, {"customer_id": first, "title": "契約書", "path": "\\\\共有\\契約書.pdf"})
    records.create(Kind.HANDOFFS, {"customer_id": first, "use_case": "予約の一元化", "from_whom": "営業 平井"})
    (activity,) = (record.id for record in records.find(Kind.ACTIVITIES)[1])
    records.save(Kind.ACTIVITIES, activity, {"contacts": (contact,)})
    field = records.add_custom_field(Kind.CUSTOMERS, "商圏", FieldType.TEXT).value
    customers.edit([first], f"custom:{field}", "関東")
    gone = customers.create({"name": "消えた有限会社"}).value
    customers.delete([gone])
    customers.edit([second], "status", "休止")
    services.history.undo()
    services.close()


if __name__ == "__main__":
    here = Path(__file__).parent
    for name, key in (("plain", None), ("encrypted", PASSPHRASE)):
        target = here / f"{REVISION}-{name}.csops"
        if target.exists():
            sys.exit(f"{target.name} is there already and must not change")
        make(target, key)
