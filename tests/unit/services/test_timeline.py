"""The timeline of a customer and the search in everything that was logged, in a real store."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.activities import LogEntry
from csops_desktop.domain.contact_flags import Flag
from csops_desktop.domain.contract_life import Ending
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import Condition, Group, ListQuery, Op
from csops_desktop.domain.records import Value
from csops_desktop.domain.timeline import PAGE, EntryKind, Wanted
from csops_desktop.services.bundle import Services

TODAY = dt.date(2026, 11, 24)


def _ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def customer(services: Services) -> int:
    return services.customers.create({"name": "青葉学院"}).value


def _log(services: Services, customer: int, days: int, subject: str, **values: Value) -> int:
    given = {"customer_id": customer, "happened_on": _ago(days), "kind": "call", "subject": subject, **values}
    return services.records.create(Kind.ACTIVITIES, given).value


def _titles(services: Services, customer: int, wanted: Wanted | None = None) -> list[str]:
    return [entry.title for entry in services.timeline.read(customer, wanted).entries]


def test_what_happened_stands_newest_first_with_what_other_records_tell(services: Services, customer: int) -> None:
    _log(services, customer, 3, "電話")
    _log(services, customer, 90, "訪問", kind="visit")
    product = services.records.create(Kind.PRODUCTS, {"name": "請求クラウド"}).value
    contract = services.contracts.start(
        {"customer_id": customer, "product_id": product, "starts_on": _ago(300), "mrr": 100}
    ).value
    services.contracts.end(contract, Ending(_ago(10), "費用", "使われず"))
    for text, day in (("見積もりを送る", {"kept_on": _ago(5)}), ("説明会を開く", {"broken_on": _ago(4)}), ("未定", {})):
        services.records.create(Kind.PROMISES, {"customer_id": customer, "text": text, **day})
    found = services.timeline.read(customer)
    assert [(entry.kind, entry.day, entry.title) for entry in found.entries] == [
        (EntryKind.ACTIVITY, _ago(3), "電話"),
        (EntryKind.PROMISE_BROKEN, _ago(4), "説明会を開く"),
        (EntryKind.PROMISE_KEPT, _ago(5), "見積もりを送る"),
        (EntryKind.CONTRACT_ENDED, _ago(10), "請求クラウド"),
        (EntryKind.ACTIVITY, _ago(90), "訪問"),
        (EntryKind.CONTRACT_STARTED, _ago(300), "請求クラウド"),
    ]
    assert found.total == 6
    assert (found.entries[3].detail, found.entries[3].mrr) == ("使われず", 100)


def test_a_renewed_contract_did_not_end(services: Services, customer: int) -> None:
    contract = services.contracts.start({"customer_id": customer, "starts_on": _ago(300), "mrr": 100}).value
    services.contracts.change_amount(contract, _ago(10), 120)
    kinds = [(entry.kind, entry.detail) for entry in services.timeline.read(customer).entries]
    assert kinds == [(EntryKind.CONTRACT_STARTED, "upsell"), (EntryKind.CONTRACT_STARTED, "new")]


def test_it_says_with_whom_and_who_it_was(services: Services, customer: int) -> None:
    member = services.records.create(Kind.MEMBERS, {"name": "佐伯"}).value
    people = [
        services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": name}).value
        for name in ("田島", "小野")
    ]
    _log(services, customer, 1, "会議", owner_id=member, contacts=tuple(reversed(people)))
    _log(services, customer, 2, "メモ", kind="note")
    found = services.timeline.read(customer)
    assert [name for _id, name in found.entries[0].people] == ["小野", "田島"]
    assert (found.entries[0].owner, found.owners) == ("佐伯", ((member, "佐伯"),))
    assert _titles(services, customer, Wanted(owner_id=member)) == ["会議"]
    assert _titles(services, customer, Wanted(contact_id=people[0])) == ["会議"]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted("予算"), ["定例", "見積もり"]),
        (Wanted("予算 部長"), ["見積もり"]),
        (Wanted("ＡＰＩ"), ["api の話"]),
        (Wanted("ない言葉"), []),
        (Wanted(kinds=("mail",)), ["見積もり"]),
        (Wanted(kinds=("mail", "note")), ["api の話", "見積もり"]),
        (Wanted(two_way=True), ["定例"]),
        (Wanted(two_way=False), ["api の話", "見積もり"]),
        (Wanted(since=_ago(10)), ["api の話", "定例"]),
        (Wanted(until=_ago(10)), ["見積もり"]),
        (Wanted("予算", since=_ago(10)), ["定例"]),
    ],
)
def test_what_is_asked_for_is_shown(services: Services, customer: int, wanted: Wanted, titles: list[str]) -> None:
    _log(services, customer, 1, "api の話", kind="note")
    _log(services, customer, 2, "定例", body="来期の予算は\n12月に決まる", two_way=True)
    _log(services, customer, 30, "見積もり", kind="mail", body="部長に予算を確認", two_way=False)
    assert _titles(services, customer, wanted) == titles
    assert services.timeline.read(customer, wanted).total == len(titles)


def test_it_is_read_in_stretches_and_as_far_as_an_entry(services: Services, customer: int) -> None:
    ids = [_log(services, customer, days, f"電話{days}") for days in range(PAGE + 30)]
    found = services.timeline.read(customer)
    assert (len(found.entries), found.total) == (PAGE, PAGE + 30)
    assert ids[PAGE + 12] in [entry.id for entry in services.timeline.read_to(customer, ids[PAGE + 12]).entries]
    assert len(services.timeline.read_to(customer, 0).entries) == PAGE
    assert len(services.timeline.read(customer, limit=2 * PAGE).entries) == PAGE + 30


def test_two_characters_find_the_right_sentence_of_any_customer(services: Services, customer: int) -> None:
    other = services.customers.create({"name": "いろは商店"}).value
    wanted = _log(
        services, customer, 1, "定例", body="いつもの話のあと、黒部さんから解約の相談があった。" + "続き。" * 40
    )
    _log(services, other, 400, "解約の噂")
    _log(services, other, 2, "別の話")
    hits = services.timeline.search("解約")
    assert [(hit.activity_id, hit.customer, hit.day) for hit in hits][:1] == [(wanted, "青葉学院", _ago(1))]
    assert "解約の相談" in hits[0].text
    assert hits[1].text == "解約の噂"
    assert services.timeline.search("解約 黒部")[0].activity_id == wanted
    assert services.timeline.search("  ") == []
    services.customers.archive([customer])
    assert [hit.customer for hit in services.timeline.search("解約")] == ["いろは商店"]


def test_the_flags_follow_contacts_and_talks(services: Services, customer: int) -> None:
    assert services.timeline.flags(customer) == ()
    ids = {
        role: services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": role, "role": role}).value
        for role in ("decider", "user")
    }
    assert services.timeline.flags(customer) == (Flag.NO_CHAMPION,)
    meeting = _log(services, customer, 5, "会議", two_way=True, contacts=(ids["user"],))
    assert services.timeline.flags(customer) == (Flag.NO_CHAMPION, Flag.ONE_PERSON, Flag.DIVIDED)
    services.records.save(Kind.ACTIVITIES, meeting, {"contacts": tuple(ids.values())})
    services.records.save(Kind.CONTACTS, ids["user"], {"role": "champion"})
    assert services.timeline.flags(customer) == ()
    services.records.save(Kind.CONTACTS, ids["user"], {"left_on": TODAY})
    assert services.timeline.flags(customer) == (Flag.NO_CHAMPION, Flag.ONE_PERSON)


_ROLES = st.sampled_from(("decider", "champion", "user", "blocker", "contract_owner", None))
_SIDES = st.sampled_from((True, False, None))


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    people=st.lists(st.tuples(_ROLES, st.sampled_from((None, -5, 0, 5))), max_size=4),
    talked=st.lists(
        st.tuples(st.sampled_from((-3, 0, 10, 89, 90, 120, 179, 180)), st.sets(st.integers(0, 3), max_size=2), _SIDES),
        max_size=4,
    ),
)
def test_the_list_finds_whom_the_page_flags(
    services: Services,
    people: list[tuple[str | None, int | None]],
    talked: list[tuple[int, set[int], bool | None]],
) -> None:
    customer = services.customers.create({"name": "A"}).value
    ids = [
        services.records.create(
            Kind.CONTACTS,
            {"customer_id": customer, "name": "B", "role": role, "left_on": None if left is None else _ago(left)},
        ).value
        for role, left in people
    ]
    for days, whom, two_way in talked:
        contacts = tuple(ids[at] for at in sorted(whom) if at < len(ids))
        _log(services, customer, days, "話", two_way=two_way, contacts=contacts)
    shown = services.timeline.flags(customer)
    for flag in Flag:
        query = ListQuery(filter=Group((Condition(flag.value, Op.IS, (True,)),)))
        assert (customer in services.customers.find(query).ids) is (flag in shown), flag
    services.customers.delete([customer])


def test_an_import_leaves_a_quiet_entry(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "顧客.csv"
    path.write_text("顧客名\n青葉学院\n", encoding="utf-8")
    table = services.imports.read(path)
    preview = services.imports.dry_run(table, services.imports.guess(table, Kind.CUSTOMERS).mapping)
    services.imports.write(preview)
    (customer,) = services.customers.find(ListQuery()).ids
    (entry,) = services.timeline.read(customer).entries
    assert (entry.kind, entry.title) == (EntryKind.IMPORTED, "顧客.csv")


def test_a_log_entry_reaches_the_timeline(services: Services, customer: int) -> None:
    services.activities.log(LogEntry((customer,), "call", "電話", TODAY))
    assert _titles(services, customer) == ["電話"]
