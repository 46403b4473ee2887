"""Makes the fixture of the current schema, once, on the day the schema lands: `python tests/data/stores/make_fixtures.py`.

The files are committed and never made again: they stand for the stores that users have.
"""

import datetime as dt
import sys
from pathlib import Path

from csops_desktop.domain.changes import Sentence
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.foundation.clock import fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store
from csops_desktop.store.opening import REVISION

PASSPHRASE = "ひみつの合言葉は長い方がいい"  # noqa: S105 (of a fixture)


_ROWS = """
INSERT INTO product_level(product_id, level, name, meaning) VALUES (1, 1, '一部署', '決まった様式だけ');
INSERT INTO evidence_item(product_id, level, position, text, needs_proof) VALUES (1, 1, 1, '週に一度使う', 1);
INSERT INTO level_action(product_id, level, touch, title, kind, rhythm, minutes, position) VALUES
    (1, 1, 'tech', '使い方動画', 'content', '月2回', 120, 1);
INSERT INTO touch_target(product_id, touch, share) VALUES (1, 'tech', 60);
INSERT INTO phase_role(phase, role, position) VALUES ('onboarding', '営業', 1);
UPDATE touch_model SET cadence_days = 20 WHERE touch = 'low';
UPDATE touch_rule SET revenue_from = 5000000 WHERE position = 1;
INSERT INTO touch_stay(customer_id, touch, since_on, suggested, reason) VALUES (1, 'low', '2026-04-01', 0, NULL);
UPDATE adoption SET first_value_on = '2026-05-20';
INSERT INTO assessment(adoption_id, assessed_on, level, reached, forced, reason, note) VALUES
    (1, '2026-06-01', 2, 1, 1, '先方の申告', 'メモ');
INSERT INTO assessment_item(assessment_id, item_id, holds, note) VALUES (1, 1, 1, '画面で確認');
INSERT INTO phase_stay(adoption_id, phase, entered_on, left_on, noted_on) VALUES
    (1, 'onboarding', '2026-04-01', '2026-06-01', '2026-04-03');
INSERT INTO scorecard(name, position) VALUES ('標準', 1);
INSERT INTO scorecard_version(scorecard_id, number, definition, published_on, note) VALUES
    (1, NULL, '{}', NULL, NULL);
INSERT INTO rating(customer_id, measure, step, reasons, rated_on) VALUES (1, 'relation', 4, '[]', '2026-11-01');
INSERT INTO not_applicable(customer_id, measure, reason, set_on) VALUES (2, 'use', '未導入', '2026-11-01');
INSERT INTO score_override(customer_id, value, reason, set_on, until_on) VALUES
    (1, 120, '体制が変わる', '2026-11-01', '2026-12-31');
UPDATE member SET minutes = 2400;
UPDATE customer SET complexity = 'complex' WHERE id = 1;
INSERT INTO closing_day(day, kind, name) VALUES ('2026-12-29', 'own', '年末年始');
INSERT INTO playbook(key, position) VALUES ('kickoff', 1);
INSERT INTO playbook_version(playbook_id, number, definition, published_on, note) VALUES (1, NULL, '{}', NULL, NULL);
INSERT INTO playbook_run(customer_id, version_id, reason, started_on, contract_on, note) VALUES
    (1, 1, 'new_customer:2026-04-01', '2026-04-01', '2026-04-01', '初めて');
INSERT INTO run_step(run_id, key, position, milestone, required, state, due_on, proof, closed_on) VALUES
    (1, 'agenda', 0, 0, 1, 'done', '2026-04-08', '議事録', '2026-04-07');
INSERT INTO dismissal(customer_id, playbook_id, reason, dismissed_on) VALUES (2, 1, 'no_two_way:x', '2026-11-01')
"""


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
    metric = records.create(Kind.METRICS, {"name": "ログイン", "unit": "回", "adds_up": "sum"}).value
    records.create(Kind.READINGS, {"customer_id": first, "metric_id": metric, "on_day": day, "value": 0.1 + 0.2})
    _fill(services)
    field = records.add_custom_field(Kind.CUSTOMERS, "商圏", FieldType.TEXT).value
    customers.edit([first], f"custom:{field}", "関東")
    gone = customers.create({"name": "消えた有限会社"}).value
    customers.delete([gone])
    customers.edit([second], "status", "休止")
    services.history.undo()
    services.close()


def _fill(services: Services) -> None:
    """Write a row into every table that no call above fills."""
    with services.records.database.operation(Sentence("changed")) as operation:
        for statement in _ROWS.split(";\n"):
            operation.connection.run(statement)


if __name__ == "__main__":
    here = Path(__file__).parent
    for name, key in (("plain", None), ("encrypted", PASSPHRASE)):
        target = here / f"{REVISION}-{name}.csops"
        if target.exists():
            sys.exit(f"{target.name} is there already and must not change")
        make(target, key)
