"""The queue of the day: who is on it, why, and in which order."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.today import NEVER, Due, Group, QueueItem, ReasonKind, Snooze, Standing, fitting, queue

TODAY = dt.date(2026, 11, 24)


def _in(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def _standing(id_: int = 1, mrr: int = 100, **fields: object) -> Standing:
    plain = Standing(id_, f"C{id_}", mrr, None, None, None, _in(-1), None, 30)
    return plain._replace(**fields)  # type: ignore[arg-type]


def _action(customer: int, days: int, kind: ReasonKind = ReasonKind.NEXT_ACTION) -> Due:
    return Due(kind, customer * 10, customer, "見積もり", _in(days))


def _queue(
    *standings: Standing, dues: tuple[Due, ...] = (), snoozed: dict[int, Snooze] | None = None
) -> list[QueueItem]:
    return queue(standings, dues, TODAY, snoozed or {})


def test_nothing_due_is_an_empty_list() -> None:
    assert _queue(_standing(renewal_on=_in(200)), dues=(_action(1, 8),)) == []


def test_one_line_per_customer_with_the_strongest_reason_first() -> None:
    (item,) = _queue(_standing(last_contact_on=_in(-45)), dues=(_action(1, 0), _action(1, -2)))
    assert [(reason.kind, reason.days) for reason in item.reasons] == [
        (ReasonKind.NEXT_ACTION, -2),
        (ReasonKind.NEXT_ACTION, 0),
        (ReasonKind.CONTACT, 45),
    ]
    assert item.group is Group.FIRST


def test_more_money_goes_first_within_a_group() -> None:
    items = _queue(_standing(1, 10), _standing(2, 500), dues=(_action(1, 0), _action(2, 0)))
    assert [item.customer_id for item in items] == [2, 1]


def test_late_comes_before_today_before_this_week() -> None:
    items = _queue(
        _standing(1, 10**6), _standing(2, 1), _standing(3, 1000), dues=(_action(1, 3), _action(2, -1), _action(3, 0))
    )
    assert [(item.customer_id, item.group) for item in items] == [(2, Group.FIRST), (3, Group.TODAY), (1, Group.WEEK)]


def test_a_renewal_shows_from_each_window_until_someone_talked_to_them() -> None:
    far = _standing(renewal_on=_in(121), last_contact_on=_in(-1))
    assert _queue(far) == []
    entered = far._replace(renewal_on=_in(120))
    assert [item.reason.kind for item in _queue(entered)] == [ReasonKind.RENEWAL]
    assert _queue(entered._replace(last_contact_on=TODAY)) == []
    assert _queue(entered._replace(renewal_on=_in(89), last_contact_on=_in(-2)))[0].reason.days == 89


def test_a_term_that_ended_undecided_stays_on_the_list() -> None:
    (item,) = _queue(_standing(renewal_on=_in(-3), last_contact_on=TODAY))
    assert (item.reason.kind, item.reason.days, item.group) == (ReasonKind.RENEWAL, -3, Group.FIRST)


def test_over_the_cadence_says_how_long_and_how_long_it_may_be() -> None:
    (item,) = _queue(_standing(last_contact_on=_in(-40)))
    assert (item.reason.kind, item.reason.days, item.reason.limit) == (ReasonKind.CONTACT, 40, 30)
    never = _standing(last_contact_on=None, since=_in(-31))
    assert [i.reason.kind for i in _queue(never)] == [ReasonKind.CONTACT]


def test_snoozed_until_a_day_shows_again_on_that_day() -> None:
    late = (_action(1, -1),)
    assert _queue(_standing(), dues=late, snoozed={1: Snooze(_in(1))}) == []
    assert len(_queue(_standing(), dues=late, snoozed={1: Snooze(TODAY)})) == 1


def test_snoozed_until_it_is_worse_shows_when_it_is_clearly_more_urgent() -> None:
    due = _action(1, 0)
    (item,) = _queue(_standing(), dues=(due,))
    put_off = {1: Snooze(NEVER, item.reason.urgency)}
    assert _queue(_standing(), dues=(due,), snoozed=put_off) == []
    assert _queue(_standing(), dues=(_action(1, -4),), snoozed=put_off) == []
    assert len(_queue(_standing(), dues=(_action(1, -6),), snoozed=put_off)) == 1
    assert len(_queue(_standing(notice_on=_in(7)), dues=(due,), snoozed=put_off)) == 1, "another reason, more urgent"


def test_mine_are_my_customers_and_what_i_am_to_do_elsewhere() -> None:
    me, other = 7, 8
    late = _in(-45)
    standings = (
        _standing(1, owner_id=me, last_contact_on=late), _standing(2, owner_id=other, last_contact_on=late), _standing(3, owner_id=other, last_contact_on=late),
        _standing(4, owner_id=me), _standing(5, last_contact_on=late),
    )  # fmt: skip
    dues = (_action(3, 0)._replace(owner_id=me), _action(4, 0)._replace(owner_id=other), _action(1, 0)._replace(id=9))
    found = queue(standings, dues, TODAY, {}, me)
    assert {item.customer_id: [reason.kind for reason in item.reasons] for item in found} == {
        1: [ReasonKind.NEXT_ACTION, ReasonKind.CONTACT],  # an action without an owner is the customer owner's
        3: [ReasonKind.NEXT_ACTION],
    }


@given(
    st.lists(
        st.tuples(st.integers(0, 10**7), st.integers(-400, 400), st.integers(-400, 400), st.integers(-400, 0)),
        max_size=30,
    )
)
def test_urgency_stays_between_nought_and_one_and_every_line_has_a_reason(
    rows: list[tuple[int, int, int, int]],
) -> None:
    standings = [
        _standing(n, mrr, renewal_on=_in(renewal), notice_on=_in(notice), last_contact_on=_in(contact))
        for n, (mrr, renewal, notice, contact) in enumerate(rows)
    ]
    dues = tuple(_action(n, renewal, ReasonKind.PROMISE) for n, (_mrr, renewal, _notice, _contact) in enumerate(rows))
    items = _queue(*standings, dues=dues)
    assert len({item.customer_id for item in items}) == len(items)
    for item in items:
        assert item.reasons
        assert all(0 <= reason.urgency <= 1 for reason in item.reasons)
        assert item.reason.urgency == max(reason.urgency for reason in item.reasons)


@given(st.lists(st.integers(0, 90), max_size=12), st.integers(0, 400))
def test_the_list_is_cut_where_the_minutes_of_the_day_end(takes: list[int], minutes: int) -> None:
    items = [item for n, each in enumerate(takes) for item in _queue(_standing(n, minutes=each), dues=(_action(n, 0),))]
    n = fitting(items, minutes)
    assert n == len(items) or n >= 1, "one line always fits"
    assert sum(item.minutes for item in items[:n]) <= minutes or n == 1
    assert n == len(items) or sum(item.minutes for item in items[: n + 1]) > minutes
