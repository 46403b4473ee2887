"""The columns of a file are understood from their headings and data; what only the user can say is asked."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from csops_desktop.domain.fields import FIELDS, Kind
from csops_desktop.domain.imports import Mapping, Question, Target
from csops_desktop.exchange.errors import BadMappingError, FileMissingError
from csops_desktop.exchange.guessing import guess, guess_kind
from csops_desktop.exchange.headings import SYNONYMS
from csops_desktop.exchange.mapping_file import load_mapping
from csops_desktop.exchange.reading import read_table
from csops_desktop.exchange.voice_headings import VOICE_SYNONYMS
from tests.helpers.guesses import CASES, TODAY, a_table, guessed, guessed_names, needs_cases, vendor_headings


@needs_cases
def test_ravenstack_accounts_are_customers_only() -> None:
    table = read_table(CASES / "saas/ravenstack/ravenstack_accounts.csv")
    found = guessed(table, Kind.CUSTOMERS)
    assert guess_kind(table) is Kind.CUSTOMERS
    assert guessed_names(table, Kind.CUSTOMERS) == {
        "account_id": "customers.external_id",
        "account_name": "customers.name",
        "industry": "customers.industry",
        "country": "customers.country",
        "signup_date": "customers.customer_since",
        "referral_source": None,
        "plan_tier": None,  # a plan and seats alone are no contract
        "seats": None,
        "is_trial": None,
        "churn_flag": "customers.churn_flag",
    }
    assert found.open == ()
    assert found.mapping.date_orders == {4: "dmy"}


@needs_cases
def test_ravenstack_subscriptions_are_contracts_that_end_when_they_end() -> None:
    table = read_table(CASES / "saas/ravenstack/ravenstack_subscriptions.csv")
    found = guessed(table, Kind.CONTRACTS)
    assert guess_kind(table) is Kind.CONTRACTS
    assert found.open == ()
    assert found.mapping.end_date == "ended"
    assert found.mapping.date_orders == {2: "dmy", 3: "dmy"}
    assert guessed_names(table, Kind.CONTRACTS) == {
        "subscription_id": "contracts.external_id",
        "account_id": "contracts.customer_id",
        "start_date": "contracts.starts_on",
        "end_date": "contracts.end",
        "plan_tier": "contracts.plan",
        "seats": "contracts.seats",
        "mrr_amount": "contracts.mrr",
        "auto_renew_flag": "contracts.auto_renew",
        **dict.fromkeys(
            ("arr_amount", "is_trial", "upgrade_flag", "downgrade_flag", "churn_flag", "billing_frequency")
        ),
    }


@needs_cases
def test_what_is_no_kind_of_ours_is_not_forced_into_one() -> None:
    assert guess_kind(read_table(CASES / "saas/ravenstack/ravenstack_feature_usage.csv")) is Kind.READINGS


@needs_cases
def test_salesforce_opportunities_with_api_names() -> None:
    table = read_table(CASES / "crm/opportunityData.csv")
    found = {heading: name for heading, name in guessed_names(table, Kind.OPPORTUNITIES).items() if name}
    assert guess_kind(table) is Kind.OPPORTUNITIES
    assert found == {
        "ID": "opportunities.external_id",
        "ACCOUNTID": "opportunities.customer_id",
        "NAME": "opportunities.name",
        "DESCRIPTION": "opportunities.note",
        "STAGENAME": "opportunities.stage",
        "AMOUNT": "opportunities.amount",
        "CLOSEDATE": "opportunities.closed_on",
        "OWNERID": "opportunities.owner_id",
        "CREATEDDATE": "opportunities.raised_on",
    }


@needs_cases
def test_a_salesforce_report_of_accounts() -> None:
    table = a_table(vendor_headings("salesforce_report_csv", "columns_seen"))
    assert guess_kind(table) is Kind.CUSTOMERS
    found = {heading: name for heading, name in guessed_names(table, Kind.CUSTOMERS).items() if name}
    assert found == {
        "Last Activity": "activities.happened_on",
        "Account Owner": "customers.owner_id",
        "Account Name": "customers.name",
        "Account ID": "customers.external_id",
    }


@needs_cases
def test_hubspot_exports() -> None:
    companies = a_table(vendor_headings("hubspot_companies_csv"))
    assert guess_kind(companies) is Kind.CUSTOMERS
    found = guessed_names(companies, Kind.CUSTOMERS)
    assert found["Record ID"] == "customers.external_id"
    assert found["Company name"] == "customers.name"
    assert found["Company Domain Name"] == "customers.website"
    assert found["Company owner"] == "customers.owner_id"
    assert found["Phone Number"] == "customers.phone"
    assert found["Country/Region"] == "customers.country"
    assert found["Last Activity Date"] == "activities.happened_on"
    contacts = a_table(vendor_headings("hubspot_contacts_csv"))
    assert guess_kind(contacts) is Kind.CONTACTS
    found = guessed_names(contacts, Kind.CONTACTS)
    assert (found["First Name"], found["Last Name"]) == ("contacts.first_name", "contacts.last_name")
    assert found["Contact owner"] is None
    assert (Question.KEY, ()) in guessed(contacts, Kind.CONTACTS).open  # nothing says whose contacts these are
    deals = a_table(vendor_headings("hubspot_deals_csv"))
    assert guess_kind(deals) is Kind.OPPORTUNITIES
    found = guessed_names(deals, Kind.OPPORTUNITIES)
    assert (found["Deal Name"], found["Deal Stage"]) == ("opportunities.name", "opportunities.stage")
    assert (found["Close Date"], found["Deal owner"]) == ("opportunities.closed_on", "opportunities.owner_id")


@needs_cases
def test_kintone_and_relation_headings() -> None:
    kintone = a_table(
        [*vendor_headings("kintone_csv", "system_columns"), "顧客名&ﾌﾘｶﾞﾅ", "契約日", "月額", "解約日", "解約事由"]
    )
    found = guessed_names(kintone, Kind.CUSTOMERS)
    assert found["顧客名&ﾌﾘｶﾞﾅ"] == "customers.name"
    assert found["レコード番号"] == "customers.external_id"
    assert found["ステータス"] == "customers.status"
    assert (found["契約日"], found["解約日"]) == ("contracts.starts_on", "contracts.ended_on")
    assert found["解約事由"] == "contracts.end_reason_said"
    assert found["更新日時"] is None
    relation = a_table(vendor_headings("relation_ingage", "address_book_columns"))
    assert guess_kind(relation) is Kind.CONTACTS
    found = guessed_names(relation, Kind.CONTACTS)
    assert found["会社名"] == "contacts.customer_id"
    assert found["部署名"] == "contacts.department"
    assert found["担当者メールアドレス"] == "contacts.mail"


@needs_cases
def test_the_merged_sheet_is_a_customer_and_a_contract_per_row() -> None:
    table = read_table(CASES / "excel/derived_ja_customers_merged_header.xlsx")
    assert guess_kind(table) is Kind.CUSTOMERS
    found = {heading.split()[-1]: name for heading, name in guessed_names(table, Kind.CUSTOMERS).items()}
    assert found == {
        "No.": None,
        "顧客名": "customers.name",
        "郵便番号": "customers.postal_code",
        "市区町村": None,
        "町域": None,
        "開始日": "contracts.starts_on",
        "更新日": "contracts.renewal_on",
        "状態": "customers.status",
        "月額": "contracts.mrr",
        "備考": "customers.note",
    }


def test_a_full_customer_sheet_fills_everything_beside_the_customer() -> None:
    headings = [
        "顧客コード", "会社名", "フリガナ", "業種", "電話番号", "担当", "担当者", "役職", "メールアドレス", "プラン",
        "月額（税抜）", "契約開始日", "満了日", "席数", "次回アクション", "次回アクション日", "最終接触日",
        "タッチ", "備考",
    ]  # fmt: skip
    table = a_table(headings)
    found = guessed(table, Kind.CUSTOMERS)
    assert list(guessed_names(table, Kind.CUSTOMERS).values()) == [
        "customers.external_id", "customers.name", "customers.reading", "customers.industry", "customers.phone",
        "customers.owner_id", "contacts.name", "contacts.title", "contacts.mail", "contracts.plan", "contracts.mrr",
        "contracts.starts_on", "contracts.term_ends_on", "contracts.seats", "next-actions.title", "next-actions.due_on",
        "activities.happened_on", "customers.touch", "customers.note",
    ]  # fmt: skip
    assert all(found.certain)
    assert found.open == ()


def test_a_remembered_mapping_is_taken_over_with_fresh_date_orders() -> None:
    table = a_table(["x", "y"], ["A", "16/10/2024"])
    remembered = Mapping(
        Kind.CUSTOMERS,
        (Target(Kind.CUSTOMERS, "name"), Target(Kind.CUSTOMERS, "customer_since")),
        date_orders={1: "mdy"},
    )
    found = guess(table, Kind.CUSTOMERS, remembered, today=TODAY)
    assert found.mapping.targets == remembered.targets
    assert found.mapping.date_orders == {1: "dmy"}
    assert (found.open, found.certain) == ((), (True, True))
    asked = guess(a_table(["x", "y"], ["A", "01/02/2024"]), Kind.CUSTOMERS, remembered, today=TODAY)
    assert (asked.open, asked.mapping.date_orders) == ((), {1: "mdy"})


def test_every_field_is_found_by_its_own_name_and_every_synonym_names_a_field() -> None:
    for kind, fields in {**SYNONYMS, **VOICE_SYNONYMS}.items():
        known = {field.name for field in FIELDS[kind]} | {"renewal_on", "end", "first_name", "last_name"}
        assert set(fields) <= known
        for name in fields:
            target = guessed(a_table([name]), kind).mapping.targets[0]
            if kind is not Kind.NEXT_ACTIONS:
                assert target is not None, (kind, name)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("契約番号 顧客名 契約開始日 満了日 月額 プラン", Kind.CONTRACTS),
        ("会社名 姓 名 役職 メールアドレス", Kind.CONTACTS),
        ("商談名 取引先名 フェーズ 金額 完了予定日", Kind.OPPORTUNITIES),
        ("対応日 顧客名 種別 対応内容 担当者", Kind.ACTIVITIES),
        ("製品コード 製品名 略称", Kind.PRODUCTS),
        ("コード 顧客 日付 種類 件名 内容 担当 相手", Kind.ACTIVITIES),
        ("社員番号 氏名 メールアドレス", Kind.MEMBERS),
        ("チケット番号 会社名 件名 ステータス 優先度 受付日時 解決日時", Kind.TICKETS),
        ("タイムスタンプ 会社名 回答者 推奨度 自由記述", Kind.SURVEYS),
        ("churn_event_id account_id churn_date refund_amount reason", Kind.CHURN_EVENTS),
        ("要望番号 顧客名 要望内容 種別 受付日 伝えた日", Kind.REQUESTS),
        ("要望内容 顧客名 種別 対応状況", Kind.REQUESTS),
        ("顧客コード 顧客名 業種 要望", Kind.CUSTOMERS),
        ("会社名 業種 住所 月額 契約開始日", Kind.CUSTOMERS),
        ("a b c", None),
    ],
)
def test_the_kind_is_told_by_the_headings(headings: str, kind: Kind | None) -> None:
    assert guess_kind(a_table(headings.split())) is kind


def test_a_mapping_file_says_it_all(tmp_path: Path) -> None:
    table = a_table(["Firm", "Betrag", "ab", "Rest", "Memo"])
    path = tmp_path / "map.json"
    path.write_text(
        json.dumps(
            {"Firm": "name", "betrag": "contract.mrr", "ab": "contracts.starts_on", "Rest": None, "Memo": "custom"}
        )
    )
    assert load_mapping(path, table, Kind.CUSTOMERS) == Mapping(
        Kind.CUSTOMERS,
        (
            Target(Kind.CUSTOMERS, "name"),
            Target(Kind.CONTRACTS, "mrr"),
            Target(Kind.CONTRACTS, "starts_on"),
            None,
            Target(Kind.CUSTOMERS, "custom"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("not json", ""),
        ("[1]", ""),
        ('{"Firm": 1}', ""),
        ('{"Firma": "name"}', "Firma"),
        ('{"Firm": "nam"}', "nam"),
        ('{"Firm": "mrr"}', "mrr"),
        ('{"Firm": "wallet.mrr"}', "wallet.mrr"),
    ],
)
def test_a_wrong_mapping_file_names_what_is_wrong(tmp_path: Path, text: str, entry: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(text)
    with pytest.raises(BadMappingError) as caught:
        load_mapping(path, a_table(["Firm"]), Kind.CUSTOMERS)
    assert caught.value.entry == entry
    with pytest.raises(FileMissingError):
        load_mapping(tmp_path / "none.json", a_table(["Firm"]), Kind.CUSTOMERS)


def test_salesforce_accounts_are_known_by_their_id_not_by_their_number() -> None:
    headings = ["ID", "NAME", "ACCOUNTNUMBER", "PHONE", "WEBSITE", "INDUSTRY", "LASTACTIVITYDATE"]
    rows = [["001x0000002xLD0AAM", "A", "", "", "", "", ""], ["001x0000002lBtqAAE", "B", "17", "", "", "", ""]]
    found = guessed_names(a_table(headings, *rows), Kind.CUSTOMERS)
    assert found["ID"] == "customers.external_id"
    assert found["ACCOUNTNUMBER"] is None


def test_a_code_with_gaps_gives_way_to_one_without() -> None:
    table = a_table(["顧客コード", "管理番号", "顧客名"], ["", "1", "A"], ["", "2", "B"], ["7", "3", "C"])
    assert guessed_names(table, Kind.CUSTOMERS)["管理番号"] == "customers.external_id"


def test_salesforce_contacts_use_the_whole_name() -> None:
    table = a_table(["ID", "ACCOUNTID", "LASTNAME", "FIRSTNAME", "NAME", "TITLE", "EMAIL", "HASOPTEDOUTOFEMAIL"])
    assert list(guessed_names(table, Kind.CONTACTS).values()) == [
        "contacts.external_id", "contacts.customer_id", None, None, "contacts.name", "contacts.title", "contacts.mail",
        "contacts.opted_out",
    ]  # fmt: skip


def test_subscriptions_of_a_payment_provider() -> None:
    headings = ["id", "Customer ID", "Plan", "Quantity", "Start (UTC)", "Current Period End (UTC)", "Canceled At (UTC)",
                "Ended At (UTC)", "MRR"]  # fmt: skip
    assert list(guessed_names(a_table(headings), Kind.CONTRACTS).values()) == [
        "contracts.external_id", "contracts.customer_id", "contracts.plan", "contracts.seats", "contracts.starts_on",
        "contracts.term_ends_on", None, "contracts.ended_on", "contracts.mrr",
    ]  # fmt: skip


def test_what_stands_in_brackets_can_tell_two_columns_apart() -> None:
    found = guessed_names(a_table(["顧客名", "契約期間（開始）", "契約期間（終了）", "月額（税抜）"]), Kind.CUSTOMERS)
    assert list(found.values()) == [
        "customers.name", "contracts.starts_on", "contracts.term_ends_on", "contracts.mrr",
    ]  # fmt: skip


def test_an_amount_in_thousands_is_multiplied_and_wants_a_look() -> None:
    found = guessed(a_table(["顧客名", "契約開始日", "月額（千円）"], ["A", "2024-01-01", "30"]), Kind.CUSTOMERS)
    assert found.mapping.scale(2) == 1_000
    assert found.certain == (True, True, False)
    table = a_table(["顧客名", "契約開始日", "月額"], ["A", "2024-01-01", "30"])
    titled = replace(table, above=((1, ("顧客一覧", "", "（単位：千円）")),))
    assert guessed(table, Kind.CUSTOMERS).mapping.scale(2) == 1
    assert guessed(titled, Kind.CUSTOMERS).mapping.scale(2) == 1_000
    assert guessed(titled, Kind.CUSTOMERS).mapping.scale(0) == 1


def test_an_amount_in_another_currency_is_left_out() -> None:
    table = a_table(["customer", "churn date", "refund amount (USD)"], ["A", "2024-01-31", "4.03"])
    targets = guess(table, Kind.CHURN_EVENTS, today=TODAY, currency="JPY").mapping.targets
    assert [target and target.field for target in targets] == ["customer_id", "churned_on", None]
    targets = guess(table, Kind.CHURN_EVENTS, today=TODAY, currency="USD").mapping.targets
    assert targets[2] == Target(Kind.CHURN_EVENTS, "refund")
