"""Whom to write to: never somebody who said no, has left, cannot be reached, or stands there already."""

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.duplicates import mail_key
from csops_desktop.domain.send_list import LeftOut, Person, send_list

_PEOPLE = st.lists(
    st.builds(
        Person,
        id=st.integers(1, 10_000),
        customer_id=st.integers(1, 6),
        mail=st.sampled_from([None, "", "a@x.example", "A@X.example", "b@x.example", "c@y.example", "no address"]),
        opted_out=st.booleans(),
        departed=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda person: person.id,
)


@given(_PEOPLE, st.lists(st.integers(1, 6), max_size=6), st.frozensets(st.sampled_from(["a@x.example", "c@y.example"])))
def test_everybody_is_on_the_list_or_counted(
    people: list[Person], customers: list[int], refusing: frozenset[str]
) -> None:
    found = send_list(customers, people, refusing)
    asked = [person for person in people if person.customer_id in customers]
    by_id = {person.id: person for person in people}
    chosen = [by_id[id_] for id_ in found.contacts]
    assert len(chosen) + sum(n for _why, n in found.left_out) == len(asked)
    assert not [person for person in chosen if person.opted_out or person.departed or mail_key(person.mail) in refusing]
    addresses = [mail_key(person.mail) for person in chosen]
    assert all(addresses)
    assert len(addresses) == len(set(addresses))
    assert {person.customer_id for person in chosen} == set(found.reached) <= set(customers)
    assert found.nobody == len(set(customers)) - len(found.reached)
    order = [list(dict.fromkeys(customers)).index(person.customer_id) for person in chosen]
    assert order == sorted(order)


def test_the_first_reason_counts() -> None:
    people = [
        Person(1, 1, "a@x.example", opted_out=True, departed=True),
        Person(2, 1, None, opted_out=False, departed=True),
        Person(3, 1, "keine", opted_out=False, departed=False),
        Person(4, 1, "b@x.example", opted_out=False, departed=False),
        Person(5, 2, "B@X.example", opted_out=False, departed=False),
    ]
    found = send_list([1, 2], people, frozenset())
    assert found.contacts == (4,)
    assert dict(found.left_out) == dict.fromkeys(LeftOut, 1)
    assert (found.reached, found.nobody) == ((1,), 1)
