"""Logging a contact: one undo step, the cadence follows, many at once, and whom a mail is about."""

import datetime as dt
from email.message import EmailMessage
from pathlib import Path

import pytest

from csops_desktop.domain.activities import ContactState, LogEntry, effect
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.domain.today import ReasonKind
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.services.bundle import Services
from csops_desktop.wording import operations
from tests.helpers.looks import assert_whole, differences, everything

TODAY = dt.date(2026, 11, 24)
CALL = LogEntry((), "call", "後任の件で電話", TODAY, "us", two_way=True)


@pytest.fixture
def customer(services: Services) -> int:
    return services.customers.create({"name": "北稜精機株式会社", "touch": "high"}).value


def _entry(ids: tuple[int, ...], **changes: object) -> LogEntry:
    values = {name: getattr(CALL, name) for name in CALL.__slots__}
    return LogEntry(**{**values, "customer_ids": ids, **changes})


def _of(services: Services, customer: int, kind: Kind) -> list[Record]:
    return services.customers.related(customer, kind)


def test_a_log_writes_what_happened_and_what_comes_next_in_one_step(services: Services, customer: int) -> None:
    before = everything(services)
    outcome = services.activities.log(
        _entry((customer,), next_action="見積もりを送る", next_on=dt.date(2026, 11, 27), body="議事録")
    )
    (activity,) = _of(services, customer, Kind.ACTIVITIES)
    assert activity.values["subject"] == "後任の件で電話"
    assert activity.values["body"] == "議事録"
    assert (activity.values["kind"], activity.values["started_by"], activity.values["two_way"]) == ("call", "us", True)
    shown = services.customers.get(customer).values
    assert (shown["last_contact_on"], shown["next_action"]) == (TODAY, "見積もりを送る")
    assert shown["next_action_on"] == dt.date(2026, 11, 27)
    services.history.undo()
    assert differences(everything(services), before) == {}
    services.history.redo()
    assert len(_of(services, customer, Kind.NEXT_ACTIONS)) == 1
    assert outcome.value == 1


def test_a_log_takes_the_customer_off_the_list_of_the_day(services: Services, customer: int) -> None:
    services.records.create(Kind.CONTRACTS, {"customer_id": customer, "starts_on": dt.date(2024, 4, 1), "mrr": 100})
    services.activities.log(_entry((customer,), happened_on=dt.date(2026, 10, 1)))
    assert [item.reason.kind for item in services.today.queue()] == [ReasonKind.CONTACT]
    services.activities.log(_entry((customer,)))
    assert services.today.queue() == []


def test_it_is_said_what_was_logged(services: Services, customer: int) -> None:
    outcome = services.activities.log(_entry((customer,), next_action="見積もりを送る", next_on=dt.date(2026, 11, 27)))
    assert outcome.sentence is not None
    said = operations.sentence(outcome.sentence)
    assert said == "Logged for 北稜精機株式会社: Call. Next: 見積もりを送る by 27 Nov 2026 (Fri)"


def test_many_customers_are_one_operation_and_one_event(services: Services) -> None:
    ids = tuple(services.customers.create({"name": f"顧客{n}"}).value for n in range(37))
    before = everything(services)
    people = {ids[3]: "Attended: 田島, 小野寺"}
    outcome = services.activities.log(
        _entry((*ids, ids[0]), kind="webinar", next_action="感想を聞く", attended=people, two_way=None)
    )
    assert outcome.value == 37
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == "Logged for 37 customers: Webinar. Next: 感想を聞く"
    (absent,), (present,) = (_of(services, ids[at], Kind.ACTIVITIES) for at in (0, 3))
    assert present.values["body"] == "Attended: 田島, 小野寺"
    assert (present.values["two_way"], absent.values["two_way"]) == (True, False)
    events = {row[3] for row in everything(services)["activity"]}
    assert len(events) == 1
    assert events != {None}
    assert all(len(_of(services, id_, Kind.NEXT_ACTIONS)) == 1 for id_ in ids)
    services.history.undo()
    assert differences(everything(services), before) == {}
    assert_whole(services)


def test_it_was_me(services: Services, customer: int) -> None:
    services.members.join("佐伯 美緒")
    services.activities.log(_entry((customer,), next_action="電話"))
    for kind in (Kind.ACTIVITIES, Kind.NEXT_ACTIONS):
        assert _of(services, customer, kind)[0].names["owner_id"] == "佐伯 美緒"


@pytest.mark.parametrize(
    "changes", [{"text": " "}, {"next_on": TODAY}, {"kind": "telepathy"}, {"started_by": "the weather"}]
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    services: Services, customer: int, changes: dict[str, object]
) -> None:
    before = everything(services)
    with pytest.raises(InvalidValueError):
        services.activities.log(_entry((customer,), **changes))
    assert differences(everything(services), before) == {}


def test_customers_that_are_gone_are_left_out(services: Services, customer: int) -> None:
    assert services.activities.log(_entry((customer, 999))).value == 1
    with pytest.raises(NotFoundError):
        services.activities.log(_entry((999,)))


def test_what_was_logged_is_found_by_its_words(services: Services, customer: int) -> None:
    from csops_desktop.domain.query import ListQuery  # noqa: PLC0415 (only here)

    services.activities.log(_entry((customer,), text="値上げの相談"))
    assert services.customers.find(ListQuery("値上げ")).ids == (customer,)


@pytest.mark.parametrize(
    ("last", "happened", "due", "moves"),
    [
        (None, TODAY, dt.date(2026, 12, 8), True),
        (dt.date(2026, 11, 10), TODAY, dt.date(2026, 12, 8), True),
        (TODAY, dt.date(2026, 11, 20), dt.date(2026, 12, 8), False),
    ],
)
def test_the_next_contact_is_due_a_cadence_after_the_last(
    last: dt.date | None, happened: dt.date, due: dt.date, moves: bool  # noqa: FBT001 (a column of the table)
) -> None:  # fmt: skip
    found = effect(ContactState(last, 14), happened)
    assert (found.due_on, found.moves) == (due, moves)


def test_the_state_of_contact_is_the_one_of_the_list(services: Services, customer: int) -> None:
    assert services.activities.contact_state(customer) == ContactState(None, 14)
    services.activities.log(_entry((customer,), happened_on=dt.date(2026, 11, 20)))
    services.customers.save(customer, {"cadence_days": 7})
    assert services.activities.contact_state(customer) == ContactState(dt.date(2026, 11, 20), 7)


def test_a_customer_is_found_by_what_is_nearly_its_name(services: Services, customer: int) -> None:
    services.customers.create({"name": "山吹化学工業株式会社"})
    assert services.activities.suggest("北稜")[0] == (customer, "北稜精機株式会社")
    assert services.activities.suggest("しらかば会計") == []
    assert [name for _id, name in services.activities.suggest("山吹科学工業")] == ["山吹化学工業株式会社"]


def _mail(path: Path, sender: str, to: str, subject: str = "請求書の件") -> Path:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = "Fri, 20 Nov 2026 10:00:00 +0900"
    message.set_content("お世話になっております。\n①請求書を確認しました。\n")
    file = path / "mail.eml"
    file.write_bytes(message.as_bytes())
    return file


def test_a_mail_is_about_the_customer_of_its_sender(services: Services, customer: int, tmp_path: Path) -> None:
    services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": "田島", "mail": "Tajima@hokuryo.example"})
    for sender in ("田島 <tajima@hokuryo.example>", "keiri@HOKURYO.example"):
        guess = services.activities.read_letter(_mail(tmp_path, sender, "saeki@us.example"))
        assert guess.customer == (customer, "北稜精機株式会社")
        assert (guess.started_by, guess.letter.kind) == ("customer", "mail")
        assert guess.letter.sent_on == dt.date(2026, 11, 20)


def test_our_own_mail_is_about_whom_it_went_to(services: Services, customer: int, tmp_path: Path) -> None:
    services.records.create(Kind.MEMBERS, {"name": "佐伯", "mail": "saeki@us.example"})
    services.customers.save(customer, {"website": "https://www.hokuryo.example/company"})
    guess = services.activities.read_letter(_mail(tmp_path, "saeki@us.example", "new@hokuryo.example"))
    assert guess.customer == (customer, "北稜精機株式会社")
    assert guess.started_by == "us"


def test_an_address_that_says_nothing_is_no_guess(services: Services, customer: int, tmp_path: Path) -> None:
    other = services.customers.create({"name": "山吹化学工業"}).value
    for owner, mail in ((customer, "a@gmail.com"), (customer, "a@group.example"), (other, "b@group.example")):
        services.records.create(Kind.CONTACTS, {"customer_id": owner, "name": mail, "mail": mail})
    for sender in ("someone@gmail.com", "new@group.example", "x@nobody.example"):
        assert services.activities.read_letter(_mail(tmp_path, sender, "saeki@us.example")).customer is None
