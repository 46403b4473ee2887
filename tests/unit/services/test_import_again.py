"""The same file twice changes nothing, next month's file changes what it should, and no row is lost on the way."""

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Counts, Report, RowState, Rule
from csops_desktop.domain.query import ListQuery
from csops_desktop.domain.records import Record
from csops_desktop.foundation.errors import OutdatedPreviewError
from csops_desktop.services.bundle import Services
from tests.helpers.looks import assert_whole, everything

Import = Callable[..., Report]


@pytest.fixture
def take(services: Services, tmp_path: Path) -> Import:
    """Import a text; what the dry run says must be what the import then does, and every row must be accounted for."""
    numbers = itertools.count()

    def do(text: str, kind: Kind = Kind.CUSTOMERS, *, rule: Rule = Rule.OVERWRITE, key: str | None = None) -> Report:
        path = tmp_path / f"{next(numbers)}.csv"
        path.write_text(text, encoding="utf-8")
        table = services.imports.read(path)
        guess = services.imports.guess(table, kind)
        assert guess.open == ()
        preview = services.imports.dry_run(table, replace(guess.mapping, rule=rule, key=key))
        promised, report = preview.report(), services.imports.write(preview).value
        assert replace(promised, batch=report.batch) == report
        counts, wrong = report.counts, len({error.row for error in report.errors})
        assert report.read == counts.created + counts.updated + counts.same + counts.skipped + wrong
        return report

    return do


def _records(services: Services, kind: Kind) -> list[Record]:
    return services.records.find(kind)[1]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.CUSTOMERS, "顧客番号,顧客名,業種\n1,A,x\n,A,y\n"),
        (Kind.CUSTOMERS, "顧客番号,顧客名,業種\n,A,y\n1,A,x\n"),
        (Kind.CUSTOMERS, "顧客番号,顧客名\n1,A\n2,A\n"),
        (Kind.CUSTOMERS, "顧客名,業種\n株式会社あおば,x\n(株)あおば,y\nあおば㈱,z\n"),
        (Kind.CUSTOMERS, "顧客名,月額,解約日\nA,100,2024-05-01\nB,100,\n"),
        (Kind.CUSTOMERS, "顧客名,プラン,月額,契約開始日\nA,S,100,2024-05-01\nA,L,200,2024-05-01\n"),
        (Kind.CUSTOMERS, "顧客名,プラン,月額\nA,S,100\nA,L,200\n"),
        (Kind.CUSTOMERS, "顧客名,担当者名,メールアドレス\nX,田中,a@x.jp\nX,田中,b@x.jp\nX,山田,\n"),
        (Kind.CONTACTS, "顧客名,氏名,メール\nX,田中,a@x.jp\nX,田中,b@x.jp\n"),
        (Kind.CONTACTS, "顧客名,氏名,部署\nX,田中,営業\nX,田中,総務\n"),
        (Kind.CONTRACTS, "顧客名,契約開始日,月額\nX,2024-01-01,100\nX,2024-01-01,200\n"),
        (Kind.OPPORTUNITIES, "顧客名,商談名,金額\nX,更新,100\nX,更新,200\nX,更新,100\n"),
        (Kind.OPPORTUNITIES, "顧客名,商談名,製品名\nX,更新,P\n"),
        (Kind.ACTIVITIES, "顧客名,日付,内容\nX,2024-01-01,電話した\nX,2024-01-01,電話した\n"),
        (Kind.MEMBERS, "社員番号,氏名\n1,佐藤\n2,佐藤\n"),
        (Kind.TICKETS, "顧客名,件名,受付日,状態\nX,遅い,2024-01-01,完了\nX,遅い,2024-01-01,対応中\nX,,2024-01-02,\n"),
        (
            Kind.SURVEYS,
            "顧客名,回答者,回答日,nps,コメント\nX,田中,2024-01-01,9,a\nX,田中,2024-01-01,8,b\nX,,2024-01-01,1,\n",
        ),
        (Kind.CHURN_EVENTS, "顧客名,解約日,解約理由\nX,2024-01-01,予算\nX,2025-01-01,予算\n"),
        (Kind.REQUESTS, "顧客名,要望,受付日\nX,色,2024-01-01\n,色,2024-01-01\nX,音,\n"),
    ],
)
def test_the_same_file_again_is_all_same(take: Import, kind: Kind, text: str) -> None:
    take("顧客名\nX\n")
    take(text, kind)
    again = take(text, kind)
    assert (again.counts, again.errors) == (Counts(same=again.read), ())
    assert all((counts.created, counts.updated) == (0, 0) for counts in again.also.values())
    assert again.batch is None


def test_rows_that_differ_under_one_key_are_records_of_their_own(take: Import, services: Services) -> None:
    take("顧客名\nX\n")
    take("顧客名,契約開始日,月額\nX,2024-01-01,100\nX,2024-01-01,200\n", Kind.CONTRACTS)
    assert sorted(int(str(record.values["mrr"])) for record in _records(services, Kind.CONTRACTS)) == [100, 200]


def test_one_more_contract_in_next_months_sheet_leaves_the_first_alone(take: Import, services: Services) -> None:
    take("顧客番号,顧客名,月額,契約開始日\n1,A,100,2024-01-01\n")
    report = take("顧客番号,顧客名,月額,契約開始日\n1,A,100,2024-01-01\n1,A,200,2026-01-01\n")
    assert report.also[Kind.CONTRACTS] == Counts(created=1, same=1)
    assert services.customers.find(ListQuery()).mrr == 300


def test_an_amount_that_fits_several_running_contracts_changes_none_of_them(take: Import, services: Services) -> None:
    take("顧客番号,顧客名,月額,契約開始日\n1,A,100,2024-01-01\n1,A,200,2025-01-01\n")
    assert take("顧客番号,顧客名,月額\n1,A,300\n").also[Kind.CONTRACTS] == Counts(skipped=1)
    assert services.customers.find(ListQuery()).mrr == 300
    assert len(_records(services, Kind.CONTRACTS)) == 2


def test_a_changed_amount_plan_or_start_of_the_only_contract_changes_it(take: Import, services: Services) -> None:
    take("顧客名,プラン,月額,契約開始日\nA,S,100,2024-01-01\n")
    for row in ("A,S,150,2024-01-01", "A,L,150,2024-01-01", "A,L,150,2024-02-01"):
        assert take(f"顧客名,プラン,月額,契約開始日\n{row}\n").also[Kind.CONTRACTS] == Counts(updated=1)
    (contract,) = _records(services, Kind.CONTRACTS)
    assert (contract.values["plan"], str(contract.values["starts_on"])) == ("L", "2024-02-01")


def test_an_end_ends_the_running_contract_once(take: Import, services: Services) -> None:
    take("顧客名,月額,解約日\nA,100,\nB,50,2024-05-01\n")
    for changed in (1, 0):
        report = take("顧客名,月額,解約日\nA,100,2026-11-01\nB,50,2024-05-01\n")
        assert report.also[Kind.CONTRACTS] == Counts(updated=changed, same=2 - changed)
    assert len(_records(services, Kind.CONTRACTS)) == 2
    assert services.customers.find(ListQuery()).mrr == 0


def test_two_new_ids_do_not_take_one_record(take: Import, services: Services) -> None:
    take("顧客名\nA\n")
    assert take("顧客番号,顧客名\n1,A\n2,A\n").counts == Counts(created=1, updated=1)
    found = sorted(str(record.values["external_id"]) for record in _records(services, Kind.CUSTOMERS))
    assert found == ["1", "2"]


def test_an_empty_name_keeps_the_one_in_the_store_and_makes_no_new_customer(take: Import) -> None:
    take("顧客番号,顧客名,業種\n1,A,x\n")
    report = take("顧客番号,顧客名,業種\n1,,y\n2,,z\n")
    assert report.counts.updated == 1
    assert [(error.row, error.column, error.why) for error in report.errors] == [(3, "顧客名", "required")]


def test_a_bad_first_line_of_a_customer_does_not_hide_the_next(take: Import) -> None:
    report = take("顧客番号,顧客名,登録日\n1,A,2024-13-01\n1,A,2024-01-01\n2,B,2024-01-02\n")
    assert (report.counts.created, len(report.errors)) == (2, 1)


def test_an_owner_whose_name_two_members_bear_is_an_error_and_nobody_else_becomes_it(take: Import) -> None:
    take("社員番号,氏名\n1,佐藤\n2,佐藤\n", Kind.MEMBERS)
    report = take("顧客名,担当CSM\nA,佐藤\nB,鈴木\n")
    assert [(error.row, error.why) for error in report.errors] == [(2, "ambiguous_parent")]
    assert report.also[Kind.MEMBERS].created == 1


def test_members_are_created_only_for_what_is_written(take: Import, services: Services) -> None:
    take("顧客名,担当CSM\nA,佐藤\n")
    report = take("顧客名,担当CSM,登録日\nA,鈴木,\nB,高橋,2024-13-01\n", rule=Rule.NEVER)
    assert Kind.MEMBERS not in report.also
    assert [record.values["name"] for record in _records(services, Kind.MEMBERS)] == ["佐藤"]


@pytest.mark.parametrize(
    ("kind", "key", "texts", "rows"),
    [
        (Kind.PRODUCTS, None, ("製品コード,製品名\n1,Mail\n2,Mail\n",), [3]),
        (Kind.PRODUCTS, None, ("製品コード,製品名\n1,X\n2,Y\n", "製品コード,製品名\n1,Y\n"), [2]),
        (Kind.CUSTOMERS, "name", ("顧客番号,顧客名\n1,A\n1,B\n",), [3]),
        (Kind.CUSTOMERS, "name", ("顧客番号,顧客名\n1,A\n2,B\n", "顧客番号,顧客名\n2,A\n"), [2]),
    ],
)
def test_what_must_be_unique_is_refused_by_row(
    take: Import, kind: Kind, key: str | None, texts: tuple[str, ...], rows: list[int]
) -> None:
    *before, last = texts
    for text in before:
        take(text, kind, key=key)
    assert [(error.row, error.why) for error in take(last, kind, key=key).errors] == [(row, "taken") for row in rows]


def test_a_salesforce_id_in_its_other_length_is_no_change(take: Import) -> None:
    take("Account ID,Account Name\n001x0000002xLD0AAM,Alpha\n")
    assert take("Account ID,Account Name\n001x0000002xLD0,Alpha\n").counts == Counts(same=1)


def test_fewer_rows_than_records_alike_are_an_error(take: Import) -> None:
    take("顧客名\nX\n")
    take("顧客名,氏名,部署\nX,田中,営業\nX,田中,総務\n", Kind.CONTACTS)
    assert [error.why for error in take("顧客名,氏名,部署\nX,田中,経理\n", Kind.CONTACTS).errors] == [
        "ambiguous_record"
    ]


def test_a_contact_with_a_new_mail_address_is_the_same_person(take: Import, services: Services) -> None:
    take("顧客名\nX\n")
    take("顧客名,氏名,メール\nX,田中,a@x.jp\nX,山田,b@x.jp\n", Kind.CONTACTS)
    assert take("顧客名,氏名,メール\nX,田中,c@x.jp\nX,山本,b@x.jp\n", Kind.CONTACTS).counts == Counts(updated=2)
    found = {(record.values["name"], record.values["mail"]) for record in _records(services, Kind.CONTACTS)}
    assert found == {("田中", "c@x.jp"), ("山本", "b@x.jp")}


def test_a_waiting_name_keeps_the_further_lines_of_its_customer_back(take: Import) -> None:
    take("顧客名\nアクアデザインワークス\n")
    report = take("顧客名,月額,契約開始日\nアクアデザイソワークス,1,2024-01-01\nアクアデザイソワークス,2,2024-02-01\n")
    assert (report.counts, report.doubts, report.also) == (Counts(skipped=2), 1, {})


def test_what_belongs_to_a_contract_finds_its_customer(take: Import, services: Services) -> None:
    take("顧客番号,顧客名\n1,A\n2,B\n")
    take("契約番号,顧客番号,契約開始日,月額\nK1,2,2024-01-01,100\n", Kind.CONTRACTS)
    assert take("契約番号,日付,内容\nK1,2024-01-01,電話した\n", Kind.ACTIVITIES).counts.created == 1
    (activity,) = _records(services, Kind.ACTIVITIES)
    assert activity.names["customer_id"] == "B"


def test_every_state_of_a_row_has_a_plan(services: Services, tmp_path: Path, take: Import) -> None:
    take("顧客番号,顧客名,業種\n1,A,x\n2,B,x\n")
    path = tmp_path / "rows.csv"
    path.write_text("顧客番号,顧客名,業種,登録日\n1,A,y,\n1,A,y,\n2,B,x,\n3,C,z,\n4,D,z,2024-13-01\n", encoding="utf-8")
    table = services.imports.read(path)
    preview = services.imports.dry_run(table, services.imports.guess(table, Kind.CUSTOMERS).mapping)
    assert [preview.plan(at).state for at in preview.rows()] == [
        RowState.CHANGED,
        RowState.SAME,
        RowState.SAME,
        RowState.NEW,
        RowState.ERROR,
    ]


def test_contracts_of_one_file_follow_each_other(take: Import, services: Services) -> None:
    take("顧客番号,顧客名\n1,A\n")
    text = "契約番号,顧客番号,契約開始日,月額,前契約\nK2,1,2025-01-01,200,K1\nK1,1,2024-01-01,100,\nK3,1,2026-01-01,50,K2\n"
    assert take(text, Kind.CONTRACTS).counts == Counts(created=3)
    found = {
        record.values["external_id"]: record.names.get("predecessor_id")
        for record in _records(services, Kind.CONTRACTS)
    }
    assert found == {"K1": None, "K2": "K1", "K3": "K2"}
    assert take(text, Kind.CONTRACTS).counts == Counts(same=3)
    text = "契約番号,顧客番号,契約開始日,月額,前契約\nK4,1,2024-13-01,1,\nK5,1,2025-01-01,1,K4\nK3,1,2026-01-01,50,K6\nK6,1,2026-01-01,9,\n"
    report = take(text, Kind.CONTRACTS)
    assert (report.counts, [error.why for error in report.errors]) == (
        Counts(created=1, updated=1),
        ["impossible_date", "no_parent"],
    )


def test_a_dry_run_is_not_written_when_the_store_has_moved_on(services: Services, tmp_path: Path, take: Import) -> None:
    take("顧客番号,顧客名\n1,A\n2,B\n")
    path = tmp_path / "rows.csv"
    path.write_text("契約番号,顧客番号,契約開始日,月額\nK1,1,2024-01-01,100\n", encoding="utf-8")
    table = services.imports.read(path)
    preview = services.imports.dry_run(table, services.imports.guess(table, Kind.CONTRACTS).mapping)
    services.customers.delete([2])
    assert services.imports.write(preview).value.counts == Counts(created=1)
    preview = services.imports.dry_run(table, services.imports.guess(table, Kind.CONTRACTS).mapping)
    services.customers.delete([1])
    with pytest.raises(OutdatedPreviewError):
        services.imports.write(preview)
    assert _records(services, Kind.CONTRACTS) == []


def test_appending_adds_to_text_and_nothing_else(take: Import, services: Services) -> None:
    heads = "顧客番号,顧客名,登録日,業種,備考"
    take(f"{heads}\n1,A,2024-01-01,製造,10\n")
    for _ in range(2):
        take(f"{heads}\n1,A,2024-02-01,小売,1\n", rule=Rule.APPEND)
    (customer,) = _records(services, Kind.CUSTOMERS)
    assert [str(customer.values[name]) for name in ("name", "customer_since", "industry", "note")] == [
        "A",
        "2024-02-01",
        "製造, 小売",
        "10\n1",
    ]


def _actions(services: Services) -> list[tuple[object, object]]:
    found = [record.values for record in _records(services, Kind.NEXT_ACTIONS)]
    return [(values["title"], values.get("due_on", "")) for values in found if "done_on" not in values]


def test_what_is_to_be_done_next_follows_the_sheet(take: Import, services: Services) -> None:
    (june, july) = (dt.date(2026, 6, 1), dt.date(2026, 7, 1))
    take("顧客名,次回アクション,次回アクション日\nA,電話,2026-06-01\nB,訪問,2026-06-01\n")
    (b,) = services.customers.find(ListQuery(text="B")).ids
    services.records.create(Kind.NEXT_ACTIONS, {"customer_id": b, "title": "見積もり"})
    report = take("顧客名,次回アクション,次回アクション日\nA,見積もり,2026-07-01\nB,打ち合わせ,2026-07-01\n")
    assert report.also[Kind.NEXT_ACTIONS] == Counts(updated=2)
    assert sorted(_actions(services), key=str) == [("打ち合わせ", july), ("見積もり", ""), ("見積もり", july)]
    services.history.undo()
    assert sorted(_actions(services), key=str) == [("見積もり", ""), ("訪問", june), ("電話", june)]


def test_an_action_that_was_done_or_reworded_is_not_overwritten(take: Import, services: Services) -> None:
    sheet = "顧客名,次回アクション,次回アクション日\nA,電話,2026-06-01\nB,訪問,2026-06-01\n"
    take(sheet)
    actions = {record.values["title"]: record.id for record in _records(services, Kind.NEXT_ACTIONS)}
    services.records.save(Kind.NEXT_ACTIONS, actions["電話"], {"done_on": dt.date(2026, 6, 2)})
    services.records.save(Kind.NEXT_ACTIONS, actions["訪問"], {"title": "訪問の日を決める"})
    again = take(sheet)
    assert again.also[Kind.NEXT_ACTIONS] == Counts(created=1, same=1)
    assert {title for title, _due in _actions(services)} == {"訪問", "訪問の日を決める"}


def test_names_and_ids_may_change_places_within_a_file(take: Import, services: Services) -> None:
    take("製品コード,製品名\n1,配信\n2,受領\n3,保管\n", Kind.PRODUCTS)
    take("顧客番号,顧客名\nA,あおば\nB,かえで\nC,つばき\n")
    before = everything(services)
    report = take("製品コード,製品名\n1,受領\n2,配信\n3,受領\n", Kind.PRODUCTS)
    assert [(error.row, error.why) for error in report.errors] == [(4, "taken")]
    take("顧客番号,顧客名\nB,あおば\nC,かえで\nA,つばき\n", key="name")

    def pairs(kind: Kind) -> dict[object, object]:
        return {record.values["external_id"]: record.values["name"] for record in _records(services, kind)}

    assert pairs(Kind.PRODUCTS) == {"1": "受領", "2": "配信", "3": "保管"}
    assert pairs(Kind.CUSTOMERS) == {"B": "あおば", "C": "かえで", "A": "つばき"}
    after = everything(services)
    changes = services.history.field(Kind.PRODUCTS, 1, "name")
    assert [(change.old, change.new) for change in changes] == [("配信", "受領"), (None, "配信")]
    for _ in range(2):
        services.history.undo()
    assert everything(services) == before
    for _ in range(2):
        services.history.redo()
    assert everything(services) == after
    assert_whole(services)


def test_an_id_that_a_record_keeps_is_refused(take: Import) -> None:
    take("顧客番号,顧客名\nA,あおば\nB,かえで\n")
    report = take("顧客番号,顧客名\nB,あおば\n", key="name")
    assert [(error.row, error.why) for error in report.errors] == [(2, "taken")]


@pytest.mark.parametrize(("heading", "day"), [("満了日", "2026-01-31"), ("契約開始日", "2027-03-01")])
def test_a_change_after_which_a_contract_ends_before_it_starts_is_refused(
    services: Services, take: Import, heading: str, day: str
) -> None:
    take("顧客名\nX\n")
    take("契約番号,顧客名,契約開始日,満了日,月額\nK1,X,2026-02-01,2027-01-31,100\n", Kind.CONTRACTS)
    before = everything(services)
    report = take(f"契約番号,顧客名,{heading},月額\nK1,X,{day},200\n", Kind.CONTRACTS)
    (wrong,) = report.errors
    assert (wrong.row, wrong.column, wrong.why) == (2, heading, "before_start")
    assert everything(services) == before
