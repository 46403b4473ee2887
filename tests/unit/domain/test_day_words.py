"""Days as people say them, in both languages."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.day_words import parse_day, split_day

TUESDAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今日", "2026-11-24"), ("明日", "2026-11-25"), ("あさって", "2026-11-26"), ("昨日", "2026-11-23"),
        ("金曜", "2026-11-27"), ("金", "2026-11-27"), ("火曜日", "2026-12-01"), ("月", "2026-11-30"),
        ("来週火", "2026-12-01"), ("来週の金曜", "2026-12-04"), ("来週", "2026-11-30"), ("今週金", "2026-11-27"),
        ("再来週水", "2026-12-09"), ("先週木", "2026-11-19"),
        ("+3d", "2026-11-27"), ("＋３ｄ", "2026-11-27"), ("3日後", "2026-11-27"), ("2週間後", "2026-12-08"), ("+2w", "2026-12-08"),
        ("1か月後", "2026-12-24"), ("月末", "2026-11-30"), ("来月末", "2026-12-31"),
        ("12/5", "2026-12-05"), ("12月5日", "2026-12-05"), ("2027/1/10", "2027-01-10"), ("令和9年1月10日", "2027-01-10"),
        ("today", "2026-11-24"), ("Tomorrow", "2026-11-25"), ("fri", "2026-11-27"), ("Friday", "2026-11-27"),
        ("next tue", "2026-12-01"), ("next week", "2026-11-30"), ("in 3 days", "2026-11-27"), ("eom", "2026-11-30"),
    ],
)  # fmt: skip
def test_words(words: str, day: str) -> None:
    assert parse_day(words, TUESDAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize("words", ["", "そのうち", "soon", "13/45", "金物", "月商"])
def test_words_that_are_no_day(words: str) -> None:
    assert parse_day(words, TUESDAY) is None


@pytest.mark.parametrize(
    ("line", "rest", "day"),
    [
        ("見積もりを送る 金曜", "見積もりを送る", "2026-11-27"),
        ("金曜 見積もりを送る", "見積もりを送る", "2026-11-27"),
        ("send the offer next tue", "send the offer", "2026-12-01"),
        ("見積もりを送る", "見積もりを送る", None),
        ("金曜", "金曜", None),
    ],
)
def test_a_line_of_what_and_when(line: str, rest: str, day: str | None) -> None:
    assert split_day(line, TUESDAY) == (rest, None if day is None else dt.date.fromisoformat(day))


@given(st.text(max_size=30), st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_no_text_makes_it_fail(text: str, today: dt.date) -> None:
    parse_day(text, today)
    split_day(text, today)


@given(st.sampled_from("月火水木金土日"), st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_bare_weekday_is_the_next_one_within_a_week(word: str, today: dt.date) -> None:
    day = parse_day(word, today)
    assert day is not None
    assert 1 <= (day - today).days <= 7
    assert "月火水木金土日"[day.weekday()] == word
