"""What makes customers alike, how they are grouped, and what is proposed for a merge."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.duplicates import (
    MOST_IN_GROUP,
    MOST_SHARING,
    Because,
    Clue,
    Likeness,
    alike,
    group,
    mail_clue,
    pair_of,
    phone_clue,
    reading_clue,
    site_clue,
)
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.merged_values import disagreeing, proposed, together
from csops_desktop.domain.records import Record


@pytest.mark.parametrize(
    ("mail", "clue"),
    [
        ("Tajima@Kurumi.Example", Clue(Because.DOMAIN, "kurumi.example")),
        ("ｔａｊｉｍａ＠kurumi.example", Clue(Because.DOMAIN, "kurumi.example")),
        ("tajima@gmail.com", Clue(Because.MAIL, "tajima@gmail.com")),
        ("Tajima@Docomo.ne.jp ", Clue(Because.MAIL, "tajima@docomo.ne.jp")),
        ("tajima", None),
        ("@", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_says_its_domain_unless_everybody_has_one_there(mail: str | None, clue: Clue | None) -> None:
    assert mail_clue(mail) == clue


@pytest.mark.parametrize(
    ("website", "host"),
    [
        ("https://www.kurumi.example/ja/index.html?x=1", "kurumi.example"),
        ("kurumi.example", "kurumi.example"),
        ("HTTP://Kurumi.Example:8080", "kurumi.example"),
        ("https://kurumi.jimdofree.com/", "kurumi.jimdofree.com"),
        ("https://www.facebook.com/kurumi", ""),
        ("準備中", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_website_says_its_domain(website: str | None, host: str) -> None:
    assert site_clue(website) == (Clue(Because.DOMAIN, host) if host else None)


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("03-1234-5678", "0312345678"),
        ("０３（１２３４）５６７８", "0312345678"),
        ("+81 3 1234 5678", "0312345678"),
        ("+81 (0)3-1234-5678", "0312345678"),
        ("内線 1234", ""),
        ("000-0000-0000", ""),
        ("03-0000-0000", ""),
        (None, ""),
    ],
)
def test_a_number_is_its_digits(phone: str | None, digits: str) -> None:
    assert phone_clue(phone) == (Clue(Because.PHONE, digits) if digits else None)


def test_a_reading_counts_when_it_is_long_enough_and_without_the_legal_form() -> None:
    assert reading_clue("カブシキガイシャ クルミショウジ") == reading_clue("くるみしょうじ")
    assert reading_clue("くるみ") is None


def test_what_many_share_is_nobodys_own() -> None:
    many = list(range(1, MOST_SHARING + 2))
    assert list(alike(Clue(Because.DOMAIN, "mura.example"), many)) == []
    assert len(list(alike(Clue(Because.DOMAIN, "mura.example"), many[:3]))) == 3
    assert list(alike(Clue(Because.NAME), many))


def _alike(one: int, other: int, why: Because = Because.NAME) -> Likeness:
    return Likeness(pair_of(one, other), Clue(why))


def test_groups_say_why_and_the_surest_comes_first() -> None:
    found = group([_alike(9, 8, Because.SIMILAR), _alike(1, 2), _alike(2, 3, Because.PHONE)])
    assert [(each.ids, [clue.why for clue in each.clues]) for each in found] == [
        ((1, 2, 3), [Because.NAME, Because.PHONE]),
        ((8, 9), [Because.SIMILAR]),
    ]


def test_what_was_called_different_does_not_come_together_by_way_of_a_third() -> None:
    found = group([_alike(1, 2), _alike(2, 3), _alike(1, 3)], frozenset({(1, 3)}))
    assert [each.ids for each in found] == [(1, 2)]


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30), st.sampled_from(Because)), max_size=60),
    st.sets(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=20),
)
def test_groups_are_disjoint_bounded_and_never_join_what_is_different(
    links: list[tuple[int, int, Because]], told: set[tuple[int, int]]
) -> None:
    different = frozenset(pair_of(*pair) for pair in told)
    found = group([_alike(*link) for link in links if link[0] != link[1]], different)
    members = [id_ for each in found for id_ in each.ids]
    assert len(members) == len(set(members))
    for each in found:
        assert 2 <= len(each.ids) <= MOST_IN_GROUP
        assert each.clues
        assert not {pair_of(a, b) for a in each.ids for b in each.ids if a != b} & different
    assert found == group([_alike(*link) for link in reversed(links) if link[0] != link[1]], different)


def _customer(id_: int, **values: object) -> Record:
    return Record(Kind.CUSTOMERS, id_, values)  # type: ignore[arg-type]


def test_who_stays_keeps_what_it_says_and_takes_over_what_it_does_not_say() -> None:
    stays = _customer(
        1, name="クルミ商事", phone="03-1111-2222", note="甲", tags=("A",), customer_since=dt.date(2024, 4, 1)
    )
    goes = _customer(2, name="クルミ商亊", industry="卸売", note="乙", tags=("B",), customer_since=dt.date(2023, 4, 1))
    assert disagreeing([stays, goes]) == ("name", "industry", "phone", "customer_since", "note", "tags")
    assert dict(proposed([stays, goes]).fields) == {
        "industry": "卸売",
        "customer_since": dt.date(2023, 4, 1),
        "note": "甲\n\n乙",
        "tags": ("A", "B"),
    }


def test_a_customer_is_put_away_only_when_all_are() -> None:
    away = _customer(1, name="甲", archived_on=dt.date(2026, 1, 1))
    assert dict(proposed([away, _customer(2, name="甲")]).fields) == {"archived_on": None}
    assert dict(proposed([_customer(2, name="甲"), away]).fields) == {}


def test_custom_fields_go_over_too() -> None:
    stays = Record(Kind.CUSTOMERS, 1, {"name": "甲"}, custom={7: "赤"})
    goes = Record(Kind.CUSTOMERS, 2, {"name": "甲"}, custom={7: "青", 8: 3})
    assert disagreeing([stays, goes]) == ("custom:7", "custom:8")
    assert dict(proposed([stays, goes]).custom) == {8: 3}


def test_the_same_text_stands_there_once() -> None:
    assert together(["甲", None, "甲", "乙"]) == "甲\n\n乙"
