"""Who is meant in a line of a log: told by name, and by nobody's guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.contact_names import named

PEOPLE = ((1, "田島 亮一"), (2, "小野寺 恵"), (3, "林 学"), (4, "Mary Major"), (5, "黒部 修"), (6, "黒部 光"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("田島課長に電話", (1,)),
        ("田島亮一さんと小野寺さん", (1, 2)),
        ("田島　亮一様あてに見積もり", (1,)),
        ("林さんに確認", (3,)),
        ("林業の話", ()),
        ("小林さんに確認", ()),
        ("黒部さんから連絡", ()),
        ("黒部光さんから連絡", (6,)),
        ("亮一さんに確認", ()),
        ("call with Mary about the offer", (4,)),
        ("called MAJOR, Mary", (4,)),
        ("summary sent", ()),
        ("", ()),
    ],
)
def test_who_is_named(text: str, found: tuple[int, ...]) -> None:
    assert named(text, PEOPLE) == found


def test_a_name_of_one_word_counts_as_it_is() -> None:
    assert named("ひまわりさんに", ((1, "ひまわり"), (2, ""))) == (1,)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(1, 9), st.text("田島林 ab", max_size=6)), max_size=4))
def test_only_given_people_are_named_each_once_and_in_order(text: str, people: list[tuple[int, str]]) -> None:
    unique = list(dict(people).items())
    found = named(text, unique)
    assert list(found) == [id_ for id_, _name in unique if id_ in found]
    assert not named("", unique)
