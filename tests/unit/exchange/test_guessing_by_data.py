"""Where headings leave it open, the data of a column decides, or the user is asked."""

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Question, Target
from tests.helpers.guesses import a_table, guessed, guessed_names


@pytest.mark.parametrize(
    ("headings", "owner"),
    [
        ("顧客名 担当者", "customers.owner_id"),
        ("顧客名 担当者 業種", "customers.owner_id"),
        ("顧客名 担当者 メールアドレス", "contacts.name"),
        ("顧客名 担当者名 役職", "contacts.name"),
        ("顧客名 担当者 CS担当", "contacts.name"),
        ("顧客名 ご担当者", "contacts.name"),
    ],
)
def test_whose_person_in_charge_it_is(headings: str, owner: str) -> None:
    table = a_table(headings.split())
    assert list(guessed_names(table, Kind.CUSTOMERS).values())[1] == owner


def test_sums_over_several_contracts_are_no_contract() -> None:
    found = guessed_names(a_table(["顧客名", "月額", "有効な契約", "更新日", "最終接触"]), Kind.CUSTOMERS)
    assert list(found.values()) == ["customers.name", None, None, None, "activities.happened_on"]


def test_a_guess_about_the_person_alone_wants_a_look() -> None:
    assert guessed(a_table(["顧客名", "担当者"]), Kind.CUSTOMERS).certain == (True, False)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("満了日", "term_ends_on"),
        ("契約終了日", "term_ends_on"),
        ("Contract End Date", "term_ends_on"),
        ("更新日", "renewal_on"),
        ("Renewal Date", "renewal_on"),
        ("解約日", "ended_on"),
        ("cancelled_at", "ended_on"),
        ("終了日", "end"),
        ("End Date", "end"),
    ],
)
def test_which_end_a_heading_means(heading: str, field: str) -> None:
    table = a_table(["契約ID", "顧客名", "開始日", heading, "月額"])
    assert guessed(table, Kind.CONTRACTS).mapping.targets[3] == Target(Kind.CONTRACTS, field)


@pytest.mark.parametrize(
    ("ends", "meaning"),
    [
        (["2024-03-31", "", "2025-01-31"], "ended"),
        (["2024-03-31", "2025-03-31", "2024-01-31"], None),
        (["2027-03-31", "", "2025-01-31"], None),
        (["2027-03-31", "2027-04-30", "2028-03-31"], None),
        (["", "", ""], None),
    ],
)
def test_an_end_date_is_an_end_only_when_past_days_and_blanks_say_so(ends: list[str], meaning: str | None) -> None:
    table = a_table(["subscription_id", "account_id", "start_date", "end_date", "mrr"],
                   *(["s", "a", "2023-01-01", end, "1"] for end in ends))  # fmt: skip
    found = guessed(table, Kind.CONTRACTS)
    assert found.mapping.end_date == meaning
    assert ((Question.END_DATE, (3,)) in found.open) == (meaning is None)


def test_an_undecidable_date_order_is_asked_unless_a_sister_column_tells() -> None:
    rows = [["a", "01/02/2024", "03/04/2025"], ["b", "05/06/2024", "07/08/2025"]]
    found = guessed(a_table(["顧客名", "契約開始日", "満了日"], *rows), Kind.CUSTOMERS)
    assert found.open == ((Question.DATE_ORDER, (1, 2)),)
    rows[1][2] = "27/08/2025"
    found = guessed(a_table(["顧客名", "契約開始日", "満了日"], *rows), Kind.CUSTOMERS)
    assert (found.open, found.mapping.date_orders) == ((), {1: "dmy", 2: "dmy"})


def test_without_a_name_or_key_it_is_asked() -> None:
    assert (Question.KEY, ()) in guessed(a_table(["業種", "住所"]), Kind.CUSTOMERS).open
    assert (Question.KEY, ()) in guessed(a_table(["契約開始日", "月額"]), Kind.CONTRACTS).open


def test_a_heading_that_the_data_belies_is_not_believed() -> None:
    table = a_table(["顧客名", "タッチ", "契約開始日", "月額"], ["A", "A", "山田", "x"], ["B", "B", "鈴木", "y"])
    assert list(guessed_names(table, Kind.CUSTOMERS).values()) == ["customers.name", None, None, None]
    assert guessed(table, Kind.CUSTOMERS).certain[1:] == (False, False, False)


def test_headings_with_remarks_and_odd_spelling() -> None:
    headings = ["＊顧客名（必須）", "契約 開始日", "月額（円）", "E-mail", "ご担当者様名", "ＵＲＬ"]
    found = guessed_names(a_table(headings), Kind.CUSTOMERS)
    assert found["＊顧客名（必須）"] == "customers.name"
    assert found["契約 開始日"] == "contracts.starts_on"
    assert found["月額（円）"] == "contracts.mrr"
    assert found["E-mail"] == "contacts.mail"
    assert found["ＵＲＬ"] == "customers.website"


def test_the_more_telling_of_two_columns_wins() -> None:
    found = guessed_names(a_table(["ID", "顧客ID", "名称", "顧客名"]), Kind.CUSTOMERS)
    assert (found["顧客ID"], found["顧客名"]) == ("customers.external_id", "customers.name")
    assert (found["ID"], found["名称"]) == (None, None)
