"""A user who does everything at random, through the services only; the same seed does the same things."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from csops_desktop.domain.activities import LogEntry
from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.contract_life import Ending, Terms
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.merged_values import proposed
from csops_desktop.domain.query import Condition, Group, ListQuery, Op
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import ContractFollowedError, DuplicateError, InvalidValueError, NothingToUndoError
from csops_desktop.services.bundle import Services
from tests.helpers import world_levels, world_scores

NAMES = (
    "株式会社クルミ商事", "㈲まるやま園芸", "O\"Neil & 'Sons", "C++ 100%_off", "髙﨑𠮷野家", "<b>R&D</b>", "=1+1",
    "ﾊﾝｶｸ ｶﾅ", "a\nb\tc", "NULL", "Ünïcode ﬁ", "🦊🦊", "\\", "日本", "$\\frac{1}{2$",
)  # fmt: skip
DAY = dt.date(2026, 11, 24)
_CHILDREN = (
    Kind.CONTACTS, Kind.CONTRACTS, Kind.OPPORTUNITIES, Kind.ACTIVITIES, Kind.NEXT_ACTIONS, Kind.PROMISES,
    Kind.REQUESTS, Kind.TICKETS, Kind.SURVEYS, Kind.CHURN_EVENTS, Kind.FILES, Kind.HANDOFFS,
    Kind.READINGS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The store and the dice.

    Attributes:
        folder: where files to import are put.
    """

    services: Services
    dice: random.Random
    folder: Path

    def step(self) -> Outcome[object] | None:
        """Do something; None when the dice asked for what is not possible now."""
        return self.do(self.dice.choice(OPERATIONS))

    def do(self, operation: str) -> Outcome[object] | None:
        """Do one of ``OPERATIONS``."""
        try:
            return _DO[operation](self)
        except (NothingToUndoError, DuplicateError, InvalidValueError):
            return None

    def customers(self, most: int) -> list[int]:
        """Return up to ``most`` customers."""
        ids = self.services.customers.find(ListQuery()).ids
        return self.dice.sample(ids, min(len(ids), self.dice.randint(1, most)))

    def one(self, kind: Kind) -> int | None:
        """Return a record of a kind, or None."""
        _n, found = self.services.records.find(kind)
        return self.dice.choice(found).id if found else None

    def several(self, kind: Kind) -> tuple[int, ...]:
        """Return a few records of a kind, or none."""
        _n, found = self.services.records.find(kind)
        return tuple(record.id for record in self.dice.sample(found, min(len(found), self.dice.randint(0, 3))))

    def name(self) -> str:
        """Return a name no form would like."""
        return f"{self.dice.choice(NAMES)} {self.dice.randint(1, 999)}"

    def day(self) -> dt.date:
        """Return a day around today."""
        return DAY + dt.timedelta(days=self.dice.randint(-400, 400))

    def some(self, *choices: Value) -> Value:
        """Return one of the choices or nothing."""
        return self.dice.choice((*choices, None))


def _create(world: World) -> Outcome[object]:
    outcome = world.services.customers.create(
        {
            "name": world.name(),
            "external_id": f"X{world.dice.randint(1, 10**9)}",
            "reading": world.some("くるみ", "マルヤマ"),
            "phase": world.some("onboarding", "renewal"),
            "touch": world.some("high", "tech"),
            "owner_id": world.one(Kind.MEMBERS),
            "customer_since": world.some(world.day()),
            "note": world.some("要望あり\n次回確認", "x" * 500),
            "tags": world.dice.choice(((), ("重要",), ("A", "b'c"))),
        }
    )
    return _any(outcome)


def _edit(world: World) -> Outcome[object] | None:
    ids = world.customers(1)
    field, value = world.dice.choice(
        (
            ("name", world.name()),
            ("note", world.some("電話した", "")),
            ("status", world.some("利用中", "休止")),
            ("churn_flag", world.some(True, False)),
            ("cadence_days", world.some(7, 30)),
            ("owner_id", world.one(Kind.MEMBERS)),
            ("external_id", world.some(f"Y{world.dice.randint(1, 50)}")),
            ("tags", world.dice.choice(((), ("重要", "新"), ("A",)))),
        )
    )
    return _any(world.services.customers.edit(ids, field, value)) if ids else None


def _bulk(world: World) -> Outcome[object] | None:
    ids = world.customers(20)
    field, value = world.dice.choice(
        (("phase", world.some("adoption", "expansion")), ("industry", world.some("製造", "小売")), ("tags", ("一括",)))
    )
    return _any(world.services.customers.edit(ids, field, value)) if ids else None


def _custom(world: World) -> Outcome[object] | None:
    fields = world.services.records.custom_fields(Kind.CUSTOMERS)
    ids = world.customers(5)
    if not fields or not ids:
        type_ = world.dice.choice((FieldType.TEXT, FieldType.DATE, FieldType.INTEGER, FieldType.FLAG))
        return _any(world.services.records.add_custom_field(Kind.CUSTOMERS, world.name(), type_))
    field = world.dice.choice(fields)
    values: dict[FieldType, Value] = {
        FieldType.TEXT: world.name(),
        FieldType.DATE: world.day(),
        FieldType.INTEGER: world.dice.randint(-5, 5),
        FieldType.FLAG: world.dice.random() < 0.5,
    }
    return _any(world.services.customers.edit(ids, f"custom:{field.id}", world.some(values[field.type])))


def _drop_custom(world: World) -> Outcome[object] | None:
    fields = world.services.records.custom_fields(Kind.CUSTOMERS)
    return _any(world.services.records.delete_custom_field(world.dice.choice(fields))) if fields else None


def _add_child(world: World) -> Outcome[object] | None:
    ids = world.customers(1)
    if not ids:
        return None
    kind, metric = world.dice.choice(_CHILDREN), world.one(Kind.METRICS)
    if kind is Kind.READINGS and metric is None:
        return _any(world.services.records.create(Kind.METRICS, {"name": world.name(), "adds_up": "sum"}))
    values: dict[Kind, dict[str, Value]] = {
        Kind.CONTACTS: {"name": world.name(), "mail": "a@example.jp", "role": world.some("champion")},
        Kind.CONTRACTS: {
            "starts_on": world.day(),
            "ended_on": world.some(world.day()),
            "term_ends_on": world.some(world.day()),
            "mrr": world.dice.randint(0, 10**9),
            "product_id": world.one(Kind.PRODUCTS),
            "predecessor_id": world.one(Kind.CONTRACTS),
        },
        Kind.OPPORTUNITIES: {"name": world.name(), "product_id": world.one(Kind.PRODUCTS), "amount": 10},
        Kind.ACTIVITIES: {
            "happened_on": world.day(),
            "kind": "call",
            "subject": world.name(),
            "body": "更新の相談",
            "contacts": world.several(Kind.CONTACTS),
        },
        Kind.NEXT_ACTIONS: {"title": world.name(), "due_on": world.some(world.day())},
        Kind.PROMISES: {"text": world.name(), "due_on": world.some(world.day()), "kind": world.some("technical")},
        Kind.REQUESTS: {
            "text": world.name(),
            "customers": tuple(world.customers(4)),
            "contact_id": world.one(Kind.CONTACTS),
            "status": world.some("open", "done"),
        },
        Kind.TICKETS: {"subject": world.name(), "opened_on": world.day(), "closed_on": world.some(world.day())},
        Kind.SURVEYS: {"answered_on": world.day(), "score": world.dice.randint(0, 10), "kind": world.some("nps")},
        Kind.CHURN_EVENTS: {"churned_on": world.day(), "refund": world.some(0, 500), "reactivation": world.some(True)},
        Kind.FILES: {"title": world.some("議事録"), "path": "C:\\共有\\議事録.docx"},
        Kind.HANDOFFS: {"use_case": world.name(), "handed_on": world.some(world.day())},
        Kind.READINGS: {"metric_id": metric, "on_day": world.day(), "value": world.dice.random() * 100},
    }
    parent: dict[str, Value] = {} if kind is Kind.REQUESTS else {"customer_id": ids[0]}
    return _any(world.services.records.create(kind, {**parent, **values[kind]}))


def _contract_act(world: World) -> Outcome[object] | None:
    target = world.one(Kind.CONTRACTS)
    if target is None:
        return None
    contracts, dice = world.services.contracts, world.dice
    contract = contracts.get(target)
    later = contract.starts_on + dt.timedelta(days=dice.randint(1, 500))
    if contract.ended_on is not None:
        return None if dice.random() < 0.5 else _resume(world, target)
    match dice.randint(0, 3):
        case 0 if contract.renewal_on is not None:
            until = contract.renewal_on + dt.timedelta(days=dice.randint(0, 400))
            return _any(contracts.renew(target, Terms(dice.randint(0, 900), until)))
        case 1:
            return _any(contracts.change_amount(target, later, contract.mrr + dice.randint(1, 50)))
        case 2:
            return _any(contracts.end(target, Ending(later, world.name(), "", controllable=dice.random() < 0.5)))
    return _any(contracts.forecast([target], "at_risk", world.name()))


def _resume(world: World, target: int) -> Outcome[object] | None:
    try:
        return _any(world.services.contracts.resume(target))
    except ContractFollowedError:
        return None


def _log(world: World) -> Outcome[object] | None:
    ids = world.customers(4)
    if not ids:
        return None
    entry = LogEntry(
        tuple(ids),
        world.dice.choice(("call", "mail", "webinar", "note")),
        world.name(),
        DAY - dt.timedelta(days=world.dice.randint(0, 60)),
        world.dice.choice(("us", "customer", None)),
        two_way=world.dice.choice((True, False, None)),
        body=world.dice.choice(("", "詳細\n二行目")),
        next_action=world.dice.choice(("", world.name())),
        attended={ids[0]: "参加: 田島"} if world.dice.random() < 0.3 else {},
        contacts={ids[-1]: world.several(Kind.CONTACTS)} if world.dice.random() < 0.5 else {},
    )
    return _any(world.services.activities.log(entry))


def _change_child(world: World) -> Outcome[object] | None:
    kind = world.dice.choice(_CHILDREN)
    target = world.one(kind)
    if target is None:
        return None
    values: dict[Kind, dict[str, Value]] = {
        Kind.CONTACTS: {"name": world.name()},
        Kind.CONTRACTS: {"mrr": world.dice.randint(0, 99), "product_id": world.one(Kind.PRODUCTS)},
        Kind.OPPORTUNITIES: {"stage": world.some("提案", "受注")},
        Kind.ACTIVITIES: {"body": world.name(), "contacts": world.several(Kind.CONTACTS)},
        Kind.NEXT_ACTIONS: {"done_on": world.some(world.day())},
        Kind.PROMISES: {"kept_on": world.some(world.day())},
        Kind.REQUESTS: {"text": world.name(), "customers": tuple(world.customers(3))},
        Kind.TICKETS: {"closed_on": world.some(world.day())},
        Kind.SURVEYS: {"comment": world.name()},
        Kind.CHURN_EVENTS: {"reason": world.name()},
        Kind.FILES: {"path": world.name()},
        Kind.HANDOFFS: {"criteria": world.name()},
        Kind.READINGS: {"value": world.some(0.1 + 0.2, 3.0) or 0.0},
    }
    if kind is not Kind.REQUESTS and world.dice.random() < 0.1:
        values[kind]["customer_id"] = world.customers(1)[0] if world.customers(1) else None
        if values[kind]["customer_id"] is None:
            return None
    return _any(world.services.records.save(kind, target, values[kind]))


def _drop_child(world: World) -> Outcome[object] | None:
    kind = world.dice.choice((*_CHILDREN, Kind.MEMBERS, Kind.PRODUCTS, Kind.METRICS))
    target = world.one(kind)
    return None if target is None else _any(world.services.records.delete(kind, [target]))


def _add_own(world: World) -> Outcome[object]:
    kind = world.dice.choice((Kind.MEMBERS, Kind.PRODUCTS))
    return _any(world.services.records.create(kind, {"name": world.name()}))


def _delete(world: World) -> Outcome[object] | None:
    ids = world.customers(3)
    return _any(world.services.customers.delete(ids)) if ids else None


def _merge(world: World) -> Outcome[object] | None:
    ids = world.customers(3)
    if len(ids) < 2:
        return None
    duplicates = world.services.duplicates
    if world.dice.random() < 0.3:
        return _any(duplicates.tell_apart(ids))
    return _any(duplicates.merge(ids[0], ids[1:], proposed(duplicates.plan(ids[0], ids[1:]).records)))


def _archive(world: World) -> Outcome[object] | None:
    ids = world.customers(3)
    return _any(world.services.customers.archive(ids)) if ids else None


def _view(world: World) -> Outcome[object] | None:
    views = world.services.views.all()
    query = ListQuery(world.name(), Group((Condition("status", Op.IS, ("利用中",)),)))
    match world.dice.randint(0, 2) if views else 0:
        case 0:
            return _any(world.services.views.add(world.name(), query, (("name", 200),)))
        case 1:
            return _any(world.services.views.change(replace(world.dice.choice(views), name=world.name())))
    return _any(world.services.views.delete(world.dice.choice(views).id))


def _import(world: World) -> Outcome[object]:
    lines = ["顧客コード,顧客名,月額,契約開始日,更新日,主担当,製品,次回アクション,次回アクション日,色"]
    for _ in range(world.dice.randint(1, 8)):
        number = world.dice.randint(1, 30)
        lines.append(
            f"C-{number},株式会社取込{number},{world.dice.randint(1, 9)}0000,2024/4/1,2027/4/1,"
            f"佐伯{number % 3},製品{number % 2},電話{world.dice.randint(1, 9)},2026/12/1,"
            f"{world.dice.choice(['赤', '青', ''])}"
        )
    return _take(world, lines, Kind.CUSTOMERS)


def _import_voices(world: World) -> Outcome[object]:
    dice = world.dice
    headings = {
        Kind.REQUESTS: "要望番号,要望内容,顧客コード,要望者",
        Kind.TICKETS: "チケット番号,件名,顧客コード,ステータス",
        Kind.SURVEYS: "回答番号,コメント,顧客コード,回答者",
        Kind.ACTIVITIES: "活動ID,内容,顧客コード,出席者",
    }
    kind = dice.choice(list(headings))
    dated = {Kind.REQUESTS: "受付日", Kind.TICKETS: "受付日", Kind.SURVEYS: "回答日", Kind.ACTIVITIES: "対応日"}[kind]
    lines = [f"{headings[kind]},{dated}"]
    for _ in range(dice.randint(1, 6)):
        word = dice.choice(("未対応", "解決済み")) if kind is Kind.TICKETS else dice.choice(("花子", "太郎、次郎", ""))
        lines.append(
            f"V-{dice.randint(1, 9)},声{dice.randint(1, 5)},C-{dice.randint(1, 30)},{word},2026/11/{dice.randint(1, 20)}"
        )
    return _take(world, lines, kind)


def _take(world: World, lines: Sequence[str], kind: Kind) -> Outcome[object]:
    path = world.folder / "取込.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    imports = world.services.imports
    table = imports.read(path)
    guess = imports.guess(table, kind)
    return _any(imports.write(imports.dry_run(table, guess.mapping)))


def _undo(world: World) -> Outcome[object]:
    return _any(world.services.history.undo())


def _redo(world: World) -> Outcome[object]:
    return _any(world.services.history.redo())


def _any(outcome: Outcome[Any]) -> Outcome[object]:
    return outcome


_DO: dict[str, Callable[[World], Outcome[object] | None]] = {
    "create": _create,
    "edit": _edit,
    "bulk": _bulk,
    "custom": _custom,
    "drop custom": _drop_custom,
    "add child": _add_child,
    "log": _log,
    "contract act": _contract_act,
    "change child": _change_child,
    "drop child": _drop_child,
    "add own": _add_own,
    "delete": _delete,
    "archive": _archive,
    "merge": _merge,
    "view": _view,
    "import": _import,
    "import voices": _import_voices,
    "undo": _undo,
    "redo": _redo,
    "levels": lambda world: world_levels.levels(world.services, world.dice),
    "assess": lambda world: world_levels.assess(world.services, world.dice),
    "phase": lambda world: world_levels.phase(world.services, world.dice),
    "scores": lambda world: world_scores.scores(world.services, world.dice),
    "cards": lambda world: world_scores.cards(world.services, world.dice),
    "usage": lambda world: world_scores.usage(world.services, world.dice),
    "touch": lambda world: world_scores.touch(world.services, world.dice),
}
OPERATIONS: Sequence[str] = (
    *("create", "edit", "add child") * 3, *("bulk", "custom", "change child", "undo", "log", "contract act") * 2,
    *("levels", "assess", "phase", "scores", "usage") * 2, "cards", "touch",
    "drop custom", "drop child", "add own", "delete", "archive", "merge", "view", "import", "import voices", "redo",
)  # fmt: skip
