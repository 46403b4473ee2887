"""What people write in cells becomes what they mean, or is refused with the reason."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.fields import FIELDS, Field, FieldType, Kind, field_of
from csops_desktop.domain.values import Cell, Reason, cell_text, decide_date_order, parse, parse_column
from csops_desktop.foundation.errors import InvalidValueError

DATE = Field("day", FieldType.DATE)
MONEY = Field("amount", FieldType.MONEY)
INTEGER = Field("number", FieldType.INTEGER, low=-2, high=100_000)
FLAG = Field("flag", FieldType.FLAG)
TEXT = Field("text")
LONG = Field("text", FieldType.LONG_TEXT)
TODAY = dt.date(2026, 11, 21)


def _reason(field: Field, cell: Cell, *, date_order: str | None = None) -> str:
    with pytest.raises(InvalidValueError) as caught:
        parse(field, cell, date_order=date_order)
    return caught.value.reason


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023-05-10", "2023-05-10"),
        ("2023/5/10", "2023-05-10"),
        (" 2023.5.1 ", "2023-05-01"),
        ("２０２３／５／１０", "2023-05-10"),
        ("2023年5月10日", "2023-05-10"),
        ("２０２３年５月１０日（水）", "2023-05-10"),
        ("令和5年5月10日", "2023-05-10"),
        ("令和元年5月1日", "2019-05-01"),
        ("㋿5年5月10日", "2023-05-10"),
        ("R5.6.2", "2023-06-02"),
        ("Ｒ５．６．２", "2023-06-02"),
        ("令5.6.2", "2023-06-02"),
        ("令和５年　５月　１０日", "2023-05-10"),
        ("r6/12/5", "2024-12-05"),
        ("H31.4.30", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("平成元年1月8日", "1989-01-08"),
        ("大正15年12月24日", "1926-12-24"),
        ("2024-02-01 09:30", "2024-02-01"),
        ("28-07-2023 03:00", "2023-07-28"),
        ("2006-06-15T20:47:07.000Z", "2006-06-15"),
        ("2024-05-01T09:00:00+09:00", "2024-05-01"),
        ("2023/12/1 午後3時20分", "2023-12-01"),
        ("16-10-2024", "2024-10-16"),
        ("10/16/2024", "2024-10-16"),
        ("5/5/2024", "2024-05-05"),
        ("5 Jan 2023", "2023-01-05"),
        ("Jan 15, 2023", "2023-01-15"),
        ("September 1 2023", "2023-09-01"),
        ("15-Jan-23", "2023-01-15"),
        ("20240131", "2024-01-31"),
        ("45102", "2023-06-25"),
        (45102, "2023-06-25"),
        (45102.75, "2023-06-25"),
        (20240131, "2024-01-31"),
        (dt.date(2024, 1, 31), "2024-01-31"),
    ],
)
def test_dates_as_people_write_them(cell: Cell, day: str) -> None:
    assert parse(DATE, cell) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2024-02-30", Reason.IMPOSSIBLE_DATE),
        ("2024/13/1", Reason.IMPOSSIBLE_DATE),
        ("31/31/2024", Reason.IMPOSSIBLE_DATE),
        ("平成40年1月1日", Reason.IMPOSSIBLE_DATE),
        ("昭和64年1月8日", Reason.IMPOSSIBLE_DATE),
        ("平成31年5月1日", Reason.IMPOSSIBLE_DATE),
        ("令和0年1月1日", Reason.IMPOSSIBLE_DATE),
        ("03/04/2024", Reason.AMBIGUOUS_DATE),
        ("01/02/03", Reason.AMBIGUOUS_DATE),
        ("2024年3月", Reason.INCOMPLETE_DATE),
        ("2024/3", Reason.INCOMPLETE_DATE),
        ("令和6年度", Reason.INCOMPLETE_DATE),
        ("12/5", Reason.INCOMPLETE_DATE),
        ("来月", Reason.NO_DATE),
        ("13:00", Reason.NO_DATE),
        ("15 Foo 2023", Reason.NO_DATE),
        (2023, Reason.NO_DATE),
        (1.5, Reason.NO_DATE),
        (float("nan"), Reason.NO_DATE),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(cell: Cell, reason: Reason) -> None:
    assert _reason(DATE, cell) == reason


def test_the_date_order_decides_what_a_date_alone_does_not() -> None:
    assert parse(DATE, "03/04/2024", date_order="dmy") == dt.date(2024, 4, 3)
    assert parse(DATE, "03/04/2024", date_order="mdy") == dt.date(2024, 3, 4)
    assert parse(DATE, "24/5/13", date_order="ymd") == dt.date(2024, 5, 13)
    assert parse(DATE, "13.5.24", date_order="dmy") == dt.date(2024, 5, 13)
    assert parse(DATE, "1.5.85", date_order="dmy") == dt.date(1985, 5, 1)
    assert _reason(DATE, "16/10/2024", date_order="mdy") == Reason.IMPOSSIBLE_DATE
    assert parse(DATE, "2024-01-31", date_order="dmy") == dt.date(2024, 1, 31)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("12/5", "2026-12-05"), ("1/10", "2027-01-10"), ("10月5日", "2026-10-05"), ("11-21", "2026-11-21")],
)
def test_a_day_without_a_year_is_the_nearest_one(typed: str, day: str) -> None:
    assert parse(DATE, typed, today=TODAY) == dt.date.fromisoformat(day)


def test_day_numbers_of_a_1904_workbook() -> None:
    assert parse(DATE, 43640, serials_1904=True) == dt.date(2023, 6, 25)
    assert parse(DATE, "43640", serials_1904=True) == dt.date(2023, 6, 25)


@pytest.mark.parametrize("cell", ["", " ", "-", "—", "－", "N/A", "#N/A", "未定", "なし", "TBD", "0000-00-00", 0])
def test_words_for_nothing_are_empty_where_a_date_stands(cell: Cell) -> None:
    assert parse(DATE, cell) is None


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_date_survives_its_iso_and_japanese_form(day: dt.date) -> None:
    assert parse(DATE, day.isoformat()) == day
    assert parse(DATE, f"{day.year}年{day.month}月{day.day}日") == day
    assert parse(DATE, f"{day.year}/{day.month}/{day.day}") == day
    assert parse(DATE, f"{day.day}.{day.month}.{day.year}", date_order="dmy") == day


@given(st.dates(min_value=dt.date(2019, 5, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_of_reiwa_can_be_written_in_it(day: dt.date) -> None:
    assert parse(DATE, f"令和{day.year - 2018}年{day.month}月{day.day}日") == day
    assert parse(DATE, f"R{day.year - 2018}.{day.month}.{day.day}") == day


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_a_reason(text: str) -> None:
    for field in (DATE, MONEY, INTEGER, FLAG, TEXT, LONG, field_of(Kind.CUSTOMERS, "touch")):
        values, errors = parse_column(field, [text])
        assert len(values) == 1
        assert not errors or values == [None]


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["16-10-2024", "17-08-2023", "01-02-2023"], "dmy"),
        (["10/16/2024", "1/2/2023"], "mdy"),
        (["01/02/2024", "03/04/2024"], "undecidable"),
        (["16/10/2024", "10/16/2024"], "undecidable"),
        (["5/5/2024", "6/6/2024"], None),
        (["2024-01-02", "令和5年5月10日", "45102", ""], None),
        (["hello"], None),
        (["99/5/1", "98/12/31"], "ymd"),
        (["13.5.24", "31.12.24"], "undecidable"),
        (["16-10-2024"] * 50 + ["10-16-2024"], "dmy"),
        (["28-07-2023 03:00", "01-02-2023 04:00"], "dmy"),
    ],
)
def test_the_date_order_is_decided_from_the_whole_column(cells: list[str], order: str | None) -> None:
    assert decide_date_order(cells) == order


@given(st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1)), min_size=1), st.sampled_from(["dmy", "mdy"]))
def test_a_decided_order_is_the_one_that_was_written(days: list[dt.date], order: str) -> None:
    pattern = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
    cells = [day.strftime(pattern) for day in days]
    decided = decide_date_order(cells)
    assert decided in {order, "undecidable", None}
    if decided in {order, None}:
        assert parse_column(DATE, cells, date_order=decided)[0] == days


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("30000", 30000),
        ("¥36,000", 36000),
        ("￥３６，０００", 36000),
        ("４０５００", 40500),
        ("36,000円", 36000),
        ("¥36,000-", 36000),
        ("30,000円（税別）", 30000),
        ("30,000円/月", 30000),
        ("3万円", 30000),
        ("12万5千円", 125000),
        ("12万5000", 125000),
        ("3.5万円", 35000),
        ("120千円", 120000),
        ("1億2000万円", 120_000_000),
        ("(1,234)", -1234),
        ("▲500", -500),
        ("△1,000", -1000),
        ("−1,000", -1000),
        ("-¥500", -500),
        ("¥-500", -500),
        ("$2,786.00", 2786),
        ("500000.0", 500_000),
        (30000.0, 30000),
        (30000, 30000),
        ("", None),
        ("—", None),
        ("N/A", None),
    ],
)
def test_amounts_as_people_write_them(cell: Cell, amount: int | None) -> None:
    assert parse(MONEY, cell) == amount


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("十二万", Reason.KANJI_NUMBER),
        ("$2,786.50", Reason.FRACTION),
        (1.5, Reason.FRACTION),
        ("1,23", Reason.NO_NUMBER),
        ("12.5%", Reason.NO_NUMBER),
        ("12e5", Reason.NO_NUMBER),
        ("無料", Reason.NO_NUMBER),
        ("3万2億", Reason.NO_NUMBER),
        (float("inf"), Reason.NO_NUMBER),
        (dt.date(2024, 1, 1), Reason.NO_NUMBER),
        ("9" * 40, Reason.TOO_HIGH),
        (-1e30, Reason.TOO_LOW),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(cell: Cell, reason: Reason) -> None:
    assert _reason(MONEY, cell) == reason


def test_a_currency_with_minor_digits_keeps_them() -> None:
    assert parse(MONEY, "$2,786.50", currency_digits=2) == 278650
    assert parse(MONEY, 0.1, currency_digits=2) == 10
    assert parse(MONEY, "36,000", currency_digits=2) == 3_600_000


@given(st.integers(-(10**12), 10**12))
def test_every_amount_survives_its_usual_forms(amount: int) -> None:
    assert parse(MONEY, str(amount)) == amount
    assert parse(MONEY, f"{amount:,}") == amount
    assert parse(MONEY, f"¥{amount:,}") == amount
    assert parse(MONEY, float(amount)) == amount


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12名", 12), ("80%", 80), ("5席", 5), ("＋2", 2), ("-2", -2), ("1,200 users", 1200), (7.0, 7), ("30日", 30)],
)
def test_numbers_may_carry_what_they_count(cell: Cell, number: int) -> None:
    assert parse(INTEGER, cell) == number


def test_numbers_out_of_bounds_are_refused() -> None:
    assert _reason(INTEGER, "-3") == Reason.TOO_LOW
    assert _reason(INTEGER, "100001") == Reason.TOO_HIGH
    assert _reason(INTEGER, "12.5%") == Reason.FRACTION


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *[(word, True) for word in ("TRUE", "true", "yes", "Ｙ", "はい", "○", "〇", "有", "あり", "1", "済", "✓")],
        *[(word, False) for word in ("FALSE", "no", "いいえ", "×", "無", "なし", "0", "未")],
        *[(word, None) for word in ("", "-", "N/A")],
        (1, True),
        (0, False),
    ],
)
def test_flags_in_both_languages(cell: Cell, value: bool | None) -> None:  # noqa: FBT001 (the value expected)
    assert parse(FLAG, cell) is value


def test_a_latin_x_is_neither_yes_nor_no() -> None:
    assert _reason(FLAG, "x") == Reason.NO_FLAG


@pytest.mark.parametrize(
    ("kind", "field", "word", "key"),
    [
        (Kind.CUSTOMERS, "touch", "ハイタッチ", "high"),
        (Kind.CUSTOMERS, "touch", "Tech-Touch", "tech"),
        (Kind.CUSTOMERS, "phase", "オンボーディング", "onboarding"),
        (Kind.CUSTOMERS, "phase", "Renewal", "renewal"),
        (Kind.CONTACTS, "role", "決裁者", "decider"),
        (Kind.CONTACTS, "role", "Decision Maker", "decider"),
        (Kind.CONTRACTS, "kind", "新規", "new"),
        (Kind.CONTRACTS, "forecast", "見込み", "likely"),
        (Kind.OPPORTUNITIES, "outcome", "Closed Won", "won"),
        (Kind.ACTIVITIES, "kind", "打ち合わせ", "meeting"),
        (Kind.ACTIVITIES, "started_by", "先方", "customer"),
    ],
)
def test_choices_in_both_languages(kind: Kind, field: str, word: str, key: str) -> None:
    assert parse(field_of(kind, field), word) == key


def test_every_choice_is_read_from_its_own_key() -> None:
    for fields in FIELDS.values():
        for field in fields:
            for key in field.choices:
                assert parse(field, key) == key
                assert parse(field, key.replace("_", " ").upper()) == key


def test_an_unknown_choice_is_refused() -> None:
    assert _reason(field_of(Kind.CUSTOMERS, "touch"), "中くらい") == Reason.NO_CHOICE


def test_text_stays_as_typed() -> None:
    assert parse(TEXT, "  00123 ") == "00123"
    assert parse(TEXT, "NA") == "NA"
    assert parse(TEXT, "N/A") == "N/A"
    assert parse(TEXT, "-") == "-"
    assert parse(TEXT, "㈱髙島屋Ⅲ") == "㈱髙島屋Ⅲ"
    assert parse(TEXT, "一行目\r\n二行目") == "一行目 二行目"
    assert parse(LONG, "一行目\r\n二行目\r三") == "一行目\n二行目\n三"
    assert parse(TEXT, "a\0b") == "ab"


def test_numbers_of_a_workbook_in_a_text_field_look_as_in_the_sheet() -> None:
    assert parse(TEXT, 123.0) == "123"
    assert parse(TEXT, 1.5) == "1.5"
    assert parse(TEXT, 1020072) == "1020072"
    assert cell_text(dt.date(2024, 1, 31)) == "2024-01-31"


def test_tags_are_split_and_not_repeated() -> None:
    assert parse(Field("tags", FieldType.TAGS), "重要、 VIP, 重要；教育") == ("重要", "VIP", "教育")
    assert parse(Field("tags", FieldType.TAGS), " , ") is None


def test_a_required_field_cannot_be_emptied_but_a_column_may_have_gaps() -> None:
    name = field_of(Kind.CUSTOMERS, "name")
    with pytest.raises(InvalidValueError) as caught:
        parse(name, " ")
    assert caught.value.reason == Reason.REQUIRED
    assert caught.value.field == "name"
    assert parse_column(name, ["A", ""]) == (["A", None], [])


def test_a_column_tells_which_cells_are_wrong() -> None:
    values, errors = parse_column(DATE, ["2024-01-01", "abc", "", "2024-02-30", "abc"])
    assert values == [dt.date(2024, 1, 1), None, None, None, None]
    assert errors == [(1, Reason.NO_DATE), (3, Reason.IMPOSSIBLE_DATE), (4, Reason.NO_DATE)]
