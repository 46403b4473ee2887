"""Makes the stores and files that are measured: seeded, the same in every run, and kept in ``build/bench``."""

import csv
import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from csops_desktop.domain.changes import Sentence, SetKind
from csops_desktop.domain.fields import TOUCHES, Kind
from csops_desktop.foundation import text
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import change_passphrase, create_store, open_store
from csops_desktop.store import records
from csops_desktop.store.opening import schema_statements
from tests.bench.moment import CLOCK

FOLDER = Path("build/bench")
PASSPHRASE = "correct horse battery"  # noqa: S105 (of stores that hold nothing)
TODAY = dt.date(2026, 11, 24)
ACTIVITIES_EACH = 10
SEARCHED = {
    2: ("蛍光", "翡翠", "鍛冶", "琥珀", "曙光"),
    4: ("蛍光灯台", "翡翠細工", "鍛冶工房", "琥珀色紙", "曙光展望"),
}
"""Words that each stand in an activity of 0.8 % (two characters) or 0.4 % (four) of the customers."""
COLUMNS = (
    ("顧客コード", "external_id"),
    ("顧客名", "name"),
    ("フリガナ", "reading"),
    ("業種", "industry"),
    ("郵便番号", "postal_code"),
    ("住所", "address"),
    ("電話番号", "phone"),
    ("状態", "status"),
    ("タッチ", "touch"),
    ("利用開始日", "customer_since"),
    ("備考", "note"),
)
_TOUCH_WORDS = {"high": "ハイ", "low": "ロー", "tech": "テック", "community": "コミュニティ"}
_SLICE = 5_000
_KINDS = ("call", "meeting", "mail", "webinar", "visit", "note")
_FIRST = "山川森星月風花雪海空雲野原谷島岸浜港橋町"
_SECOND = "田村木本井上下中内口沢島崎野原谷岡山川"
_TRADES = (
    "商事",
    "工業",
    "食品",
    "物流",
    "精機",
    "印刷",
    "設計",
    "電機",
    "建設",
    "薬品",
    "出版",
    "不動産",
    "水産",
    "園芸",
)
_FORMS = ("株式会社{}", "{}株式会社", "有限会社{}", "医療法人{}会", "学校法人{}学園")
_SYLLABLES = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"
_PARTS = "定例更新請求受領設定確認担当変更相談資料送付研修導入展開目標達成課題共有見積契約部門操作質問回答報告訪問電話"
_STORED = str | int | None


def plain(n: int) -> Path:
    """Return a store of so many customers, made when it is not there."""
    path = FOLDER / f"{n}-{_signature()}.csops"
    if not path.is_file():
        FOLDER.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".making")
        draft.unlink(missing_ok=True)
        services = create_store(draft, passphrase=None, profile=profile(), clock=CLOCK)
        fill(services, n)
        services.close()
        draft.replace(path)
    return path


def keyed(n: int) -> Path:
    """Return the same store with a passphrase."""
    path = FOLDER / f"{n}-{_signature()}-keyed.csops"
    if not path.is_file():
        draft = path.with_suffix(".making")
        shutil.copyfile(plain(n), draft)
        change_passphrase(draft, old=None, new=PASSPHRASE)
        draft.replace(path)
    return path


def store(n: int, passphrase: str | None) -> Path:
    """Return the store of so many customers, with or without a passphrase."""
    return plain(n) if passphrase is None else keyed(n)


def copy_of(path: Path) -> Path:
    """Return a copy of a store that may be written to."""
    copy = FOLDER / "written.csops"
    shutil.copyfile(path, copy)
    return copy


def opened(path: Path, passphrase: str | None, clock: Clock = CLOCK) -> Services:
    """Open a store for measuring."""
    return open_store(path, passphrase=passphrase, profile=profile(), clock=clock)


def empty(passphrase: str | None) -> Services:
    """Return a new, empty store."""
    path = FOLDER / "empty.csops"
    path.unlink(missing_ok=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    return create_store(path, passphrase=passphrase, profile=profile(), clock=CLOCK)


def profile() -> Profile:
    """Return the profile of the measurements."""
    return Profile(FOLDER / "profile")


def customer_file(n: int, *, changed_share: float = 0.0, prefix: str = "C") -> Path:
    """Return a CSV of so many customers with ``COLUMNS``.

    Args:
        n: number of rows.
        changed_share: so many of the rows differ from those of the plain file.
        prefix: of the ids; those of the stores begin with ``C``.
    """
    path = FOLDER / f"customers-{n}-{changed_share}-{prefix}-{_signature()}.csv"
    if not path.is_file():
        FOLDER.mkdir(parents=True, exist_ok=True)
        every = round(1 / changed_share) if changed_share else 0
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([heading for heading, _field in COLUMNS])
            for at, row in enumerate(islice(_customers(), n)):
                row["external_id"] = str(row["external_id"]).replace("C", prefix)
                row["touch"] = _TOUCH_WORDS[str(row["touch"])]
                row["customer_since"] = str(row["customer_since"]).replace("-", "/")
                if every and at % every == 0:
                    row["status"], row["phone"] = "更新協議中", f"050-1111-{at % 10_000:04d}"
                writer.writerow(["" if row[field] is None else row[field] for _heading, field in COLUMNS])
    return path


def fill(services: Services, n: int) -> None:
    """Write customers with contacts, contracts, activities and next actions through the store's own bulk way."""
    database = services.records.database
    source = enumerate(_customers())
    with database.operation(Sentence("sample", {"n": n}), SetKind.BULK) as operation:
        connection = operation.connection
        members = records.insert_many(
            connection, Kind.MEMBERS, ("name",), [[name] for name in ("佐伯", "中村", "大野")]
        )
        products = records.insert_many(
            connection, Kind.PRODUCTS, ("name",), [[name] for name in ("配信", "受領", "保管")]
        )
    for start in range(0, n, _SLICE):
        customers = [row for _at, row in islice(source, min(_SLICE, n - start))]
        with database.operation(Sentence("sample", {"n": n}), SetKind.BULK) as operation:
            connection = operation.connection
            random = Random(start)  # noqa: S311 (invented data)
            names = [*customers[0], "owner_id"]
            rows = [[*row.values(), random.choice(members)] for row in customers]
            ids = records.insert_many(connection, Kind.CUSTOMERS, names, rows)
            records.insert_many(connection, Kind.CONTACTS, *_contacts(ids, random))
            records.insert_many(connection, Kind.CONTRACTS, *_contracts(ids, products, random))
            records.insert_many(connection, Kind.NEXT_ACTIONS, *_next_actions(ids, random))
            records.insert_many(connection, Kind.ACTIVITIES, *_activities(ids, members, random))


def _customers() -> Iterator[dict[str, _STORED]]:
    random = Random(20261124)  # noqa: S311 (invented data)
    at = 0
    while True:
        stem = random.choice(_FIRST) + random.choice(_SECOND) + random.choice(_FIRST) + random.choice(_SECOND)
        yield {
            "external_id": f"C-{at:06d}",
            "name": random.choice(_FORMS).format(stem + random.choice(_TRADES)),
            "reading": "".join(random.choices(_SYLLABLES, k=8)),
            "industry": random.choice(("製造業", "卸売業", "小売業", "医療", "教育", "情報通信")),
            "postal_code": f"{at % 1000:03d}-{at % 10_000:04d}",
            "address": f"東京都{random.choice(_FIRST)}{random.choice(_SECOND)}区{at % 9 + 1}-{at % 30}",
            "phone": f"050-0000-{at % 10_000:04d}",
            "status": random.choice(("契約中", "導入中", "更新協議中")),
            "touch": random.choice(TOUCHES),
            "customer_since": (TODAY - dt.timedelta(days=random.randrange(30, 2000))).isoformat(),
            "note": _text(random, 12) if at % 3 == 0 else None,
        }
        at += 1


def _contacts(ids: range, random: Random) -> tuple[list[str], list[list[_STORED]]]:
    rows: list[list[_STORED]] = []
    for id_ in ids:
        for number in range(random.choice((1, 2, 2, 3))):
            name = random.choice(_FIRST) + random.choice(_SECOND) + " " + random.choice(_SECOND) + "子"
            rows.append([id_, name, "champion" if number == 0 else "user", f"p{number}@c{id_}.example"])
    return ["customer_id", "name", "role", "mail"], rows


def _contracts(ids: range, products: range, random: Random) -> tuple[list[str], list[list[_STORED]]]:
    rows: list[list[_STORED]] = []
    for id_ in ids:
        for product in random.sample(products, k=random.choice((1, 1, 2))):
            start = TODAY - dt.timedelta(days=random.randrange(1, 360))
            end = start + dt.timedelta(days=364)
            rows.append([id_, product, start.isoformat(), end.isoformat(), random.randrange(10, 600) * 1000])
    return ["customer_id", "product_id", "starts_on", "term_ends_on", "mrr"], rows


def _next_actions(ids: range, random: Random) -> tuple[list[str], list[list[_STORED]]]:
    rows: list[list[_STORED]] = [
        [id_, _text(random, 4), (TODAY + dt.timedelta(days=random.randrange(-10, 40))).isoformat()]
        for id_ in ids
        if random.random() < 0.6
    ]
    return ["customer_id", "title", "due_on"], rows


def _activities(ids: range, members: range, random: Random) -> tuple[list[str], list[list[_STORED]]]:
    rows: list[list[_STORED]] = []
    for id_ in ids:
        for number in range(ACTIVITIES_EACH):
            day = TODAY - dt.timedelta(days=random.randrange(730))
            body = _text(random, 24)
            if number == 0:
                body += _rare(random)
            kind = random.choice(_KINDS)
            rows.append([id_, day.isoformat(), kind, "us", 1, _text(random, 6), body, random.choice(members)])
    names = ["customer_id", "happened_on", "kind", "started_by", "two_way", "subject", "body", "owner_id"]
    return names, rows


def _rare(random: Random) -> str:
    """Return a searched word for a few: each one for 0.4 %; a word of two characters stands in the longer one too."""
    at = random.randrange(1000)
    words = [word for pair in zip(SEARCHED[2], SEARCHED[4], strict=True) for word in pair]
    return words[at // 4] if at < 4 * len(words) else ""


def _text(random: Random, pairs: int) -> str:
    return "".join([_PARTS[at : at + 2] for at in (random.randrange(0, len(_PARTS), 2) for _ in range(pairs // 2))])


def _signature() -> str:
    source = Path(__file__).read_bytes() + Path(text.__file__).read_bytes() + "\n".join(schema_statements()).encode()
    return hashlib.sha256(source).hexdigest()[:12]
