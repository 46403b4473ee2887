"""The three flags of a relationship: what raises them, and that nothing is claimed where nothing is known."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.contact_flags import Flag, Person, Talk, flags
from csops_desktop.domain.fields import CONTACT_ROLES

TODAY = dt.date(2026, 11, 24)
CHAMPION, USER, DECIDER, OWNER = (
    Person(1, "champion"),
    Person(2, "user"),
    Person(3, "decider"),
    Person(4, "contract_owner"),
)


def _ago(days: int, *ids: int, two_way: bool | None = True) -> Talk:
    return Talk(TODAY - dt.timedelta(days=days), ids, two_way)


@pytest.mark.parametrize(
    ("people", "raised"),
    [
        ([], False),
        ([USER, DECIDER], True),
        ([USER, CHAMPION], False),
        ([USER, Person(1, "champion", TODAY)], True),
        ([USER, Person(1, "champion", TODAY + dt.timedelta(days=1))], False),
        ([Person(1, "", TODAY)], False),
    ],
)
def test_nobody_who_pushes(people: list[Person], raised: bool) -> None:  # noqa: FBT001 (a parameter of the table)
    assert (Flag.NO_CHAMPION in flags(people, [], TODAY)) is raised


@pytest.mark.parametrize(
    ("talks", "raised"),
    [
        ([], False),
        ([_ago(3, 1)], True),
        ([_ago(3, 1), _ago(80, 1)], True),
        ([_ago(3, 1), _ago(89, 2)], False),
        ([_ago(3, 1), _ago(90, 2)], True),
        ([_ago(3, 1), _ago(5, 2, two_way=False)], True),
        ([_ago(3, 1), _ago(5, 2, two_way=None)], False),
        ([_ago(3, 1, 2)], False),
        ([_ago(-1, 1)], False),
    ],
)
def test_all_depends_on_one_person(talks: list[Talk], raised: bool) -> None:  # noqa: FBT001 (a parameter of the table)
    assert (Flag.ONE_PERSON in flags([CHAMPION, USER], talks, TODAY)) is raised


def test_who_has_left_is_nobody_one_talks_to() -> None:
    assert flags([CHAMPION, Person(2, "user", TODAY)], [_ago(3, 1, 2)], TODAY) == (Flag.ONE_PERSON,)


@pytest.mark.parametrize(
    ("people", "talks", "raised"),
    [
        ([DECIDER, USER], [], False),
        ([DECIDER, USER], [_ago(100, 3)], True),
        ([OWNER, USER], [_ago(100, 2)], True),
        ([OWNER, USER], [_ago(179, 2), _ago(10, 4)], False),
        ([OWNER, USER], [_ago(180, 2), _ago(10, 4)], True),
        ([OWNER, CHAMPION], [_ago(10, 4)], False),
        ([OWNER, USER, CHAMPION], [_ago(10, 1)], False),
    ],
)
def test_those_who_sign_and_those_who_use_are_apart(
    people: list[Person],
    talks: list[Talk],
    raised: bool,  # noqa: FBT001 (a parameter of the table)
) -> None:
    assert (Flag.DIVIDED in flags(people, talks, TODAY)) is raised


_PEOPLE = st.lists(st.builds(Person, st.integers(1, 5), st.sampled_from(("", *CONTACT_ROLES))), max_size=5)
_TALKS = st.lists(
    st.builds(
        Talk,
        st.integers(-300, 5).map(lambda days: TODAY + dt.timedelta(days=days)),
        st.lists(st.integers(1, 6), max_size=3).map(tuple),
        st.sampled_from((True, False, None)),
    ),
    max_size=6,
)


@given(_PEOPLE, _TALKS)
def test_where_nobody_was_named_nothing_is_said_about_talks(people: list[Person], talks: list[Talk]) -> None:
    unnamed = [Talk(talk.on, (), talk.two_way) for talk in talks]
    assert set(flags(people, unnamed, TODAY)) <= {Flag.NO_CHAMPION}


@given(_PEOPLE, _TALKS)
def test_talking_to_everybody_takes_the_flags_of_talks_away(people: list[Person], talks: list[Talk]) -> None:
    everybody = Talk(TODAY, tuple({person.id for person in people}), two_way=True)
    found = flags(people, [*talks, everybody], TODAY)
    assert Flag.DIVIDED not in found
    assert (Flag.ONE_PERSON in found) is (len(set(everybody.contact_ids)) == 1)
