"""Sheets made up at random: the dry run tells what the import does, a second run changes nothing, undo takes all back."""

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import RowState, Rule
from csops_desktop.services.bundle import Services

NAMES = (
    "あおば商事",
    "株式会社あおば商事",
    "みどり工業",
    "Alpha Inc.",
    "alpha",
    "NA",
    "=1+1",
    "O'Neil",
    "😀",
    "",
    "髙﨑",
)
IDS = ("1", "2", "3", "00123", "1E5", "", "", "-", "001x0000002xLD0AAM", "001x0000002xLD0")
DAYS = ("2024-01-31", "2024/2/1", "令和6年3月1日", "R6.4.2", "", "2024-13-01", "2023-12-31")
AMOUNTS = ("100", "¥1,000", "5万円", "", "0", "▲5", "abc", "２００")
PEOPLE = ("佐藤", "鈴木", "", "高橋 一", "高橋　一")
MAILS = ("a@x.jp", "A@x.jp", "b@x.jp", "")
WORDS = ("", "x", "y", "長" * 50, "a\nb", "重要,EC")

CUSTOMER_SHEET: dict[str, Sequence[str]] = {
    "顧客番号": IDS,
    "顧客名": NAMES,
    "業種": WORDS,
    "担当CSM": PEOPLE,
    "登録日": DAYS,
    "タグ": WORDS,
    "備考": WORDS,
    "プラン": ("S", "L", ""),
    "製品名": ("P", "Q", ""),
    "月額": AMOUNTS,
    "契約開始日": DAYS,
    "解約日": ("", "", "2024-06-30", "2025-01-01"),
    "担当者名": PEOPLE,
    "メールアドレス": MAILS,
    "次回アクション": WORDS,
    "最終接触日": DAYS,
}
CHILDREN: dict[Kind, dict[str, Sequence[str]]] = {
    Kind.CONTACTS: {"顧客名": NAMES, "氏名": PEOPLE, "メール": MAILS, "部署": WORDS},
    Kind.CONTRACTS: {
        "契約番号": IDS,
        "顧客名": NAMES,
        "契約開始日": DAYS,
        "月額": AMOUNTS,
        "プラン": ("S", "L"),
        "製品名": ("P", ""),
    },
    Kind.OPPORTUNITIES: {"商談ID": IDS, "顧客名": NAMES, "商談名": ("更新", "追加"), "金額": AMOUNTS, "完了日": DAYS},
    Kind.ACTIVITIES: {"顧客名": NAMES, "日付": DAYS, "種別": ("会議", "電話", "メール", ""), "内容": WORDS},
    Kind.MEMBERS: {"社員番号": IDS, "氏名": PEOPLE, "メール": MAILS},
    Kind.PRODUCTS: {"製品コード": IDS, "製品名": tuple("PQRSTUVWXY")},
}


def _sheet(chance: random.Random, columns: dict[str, Sequence[str]], *, coherent: bool) -> str:
    """Return a sheet; in a coherent one an id always goes with the same name, as in any office."""
    first = list(columns)
    headings = [*first[:2], *(name for name in first[2:] if chance.random() < 0.6)]
    chance.shuffle(headings)
    rows = [{name: chance.choice(columns[name]) for name in headings} for _ in range(chance.randint(2, 25))]
    if coherent and columns[first[0]] is IDS:
        for row in rows:
            known = IDS.index(row[first[0]])
            row[first[1]] = columns[first[1]][known % len(columns[first[1]])] if row[first[0]] else row[first[1]]
    out = io.StringIO()
    writer = csv.DictWriter(out, headings)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _contents(services: Services) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for kind in Kind:
        records = services.records.find(kind)[1]
        found[kind.value] = [
            (record.id, dict(record.values), dict(record.names), dict(record.custom)) for record in records
        ]
    return found


@pytest.mark.parametrize("seed", range(14))
def test_a_dry_run_is_what_the_import_does_and_twice_is_once(services: Services, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (a test)
    empty = _contents(services)
    done = 0
    for turn in range(7):
        kind = Kind.CUSTOMERS if turn % 3 == 0 else chance.choice(list(CHILDREN))
        path = tmp_path / f"{turn}.csv"
        columns = CUSTOMER_SHEET if kind is Kind.CUSTOMERS else CHILDREN[kind]
        path.write_text(_sheet(chance, columns, coherent=seed % 2 == 0), encoding="utf-8", newline="")
        table = services.imports.read(path)
        mapping = replace(services.imports.guess(table, kind).mapping, end_date="term", rule=chance.choice(list(Rule)))
        before = _contents(services)
        preview = services.imports.dry_run(table, mapping)
        promised = preview.report()
        plans = [preview.plan(at) for at in preview.rows()]
        assert _contents(services) == before
        report = services.imports.write(preview).value
        assert replace(promised, batch=report.batch) == report
        wrong = len({error.row for error in report.errors})
        counts = report.counts
        assert report.read == counts.created + counts.updated + counts.same + counts.skipped + wrong
        assert sum(plan.state is RowState.ERROR for plan in plans) == wrong
        done += report.batch is not None
        if seed % 2:
            continue
        again = services.imports.dry_run(table, mapping).report()
        assert (again.counts.created, again.counts.updated) == (0, 0)
        assert all((also.created, also.updated) == (0, 0) for also in again.also.values())
    for _ in range(done):
        services.history.undo()
    assert _contents(services) == empty
