"""The search for duplicates: by name in any spelling, domain, number, mail and likeness; what is different stays so."""

import random

import pytest

from csops_desktop.domain.duplicates import Because
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.errors import CancelledError, NotFoundError
from csops_desktop.foundation.text import match_key
from csops_desktop.services.bundle import Services
from csops_desktop.services.similar_names import similar
from csops_desktop.wording import operations
from tests.helpers.looks import assert_whole, differences, everything


def _add(services: Services, name: str, **values: str) -> int:
    return services.customers.create({"name": name, **values}).value


def _mail(services: Services, customer: int, mail: str, phone: str = "") -> None:
    services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": "田島", "mail": mail, "phone": phone})


def _found(services: Services) -> list[tuple[tuple[int, ...], tuple[Because, ...]]]:
    return [(group.ids, tuple(clue.why for clue in group.clues)) for group in services.duplicates.find()]


def test_an_empty_store_has_none(services: Services) -> None:
    assert services.duplicates.find() == []


def test_spellings_of_one_name_are_one(services: Services) -> None:
    one = _add(services, "株式会社クルミ商事")
    other = _add(services, "㈱ｸﾙﾐ商事")
    _add(services, "まるやま園芸")
    assert _found(services) == [((one, other), (Because.NAME,))]
    (group,) = services.duplicates.find()
    assert group.names == ("株式会社クルミ商事", "㈱ｸﾙﾐ商事")


def test_a_domain_shared_by_mail_and_website_says_so(services: Services) -> None:
    one = _add(services, "クルミ商事", website="https://www.kurumi.example/")
    other = _add(services, "KURUMI Trading")
    _mail(services, other, "tajima@kurumi.example")
    _mail(services, _add(services, "ほか"), "tajima@gmail.com")
    (group,) = services.duplicates.find()
    assert group.ids == (one, other)
    assert [(clue.why, clue.text) for clue in group.clues] == [(Because.DOMAIN, "kurumi.example")]


def test_a_free_mail_service_is_no_reason_but_the_same_address_is(services: Services) -> None:
    one, other, third = (_add(services, name) for name in ("甲乙商会", "丙丁食堂", "戊己工房"))
    _mail(services, one, "tajima@gmail.com")
    _mail(services, other, "Tajima@gmail.com")
    _mail(services, third, "saeki@gmail.com")
    assert _found(services) == [((one, other), (Because.MAIL,))]


def test_the_same_number_in_another_way_of_writing(services: Services) -> None:
    one = _add(services, "甲乙商会", phone="03-1234-5678")
    other = _add(services, "丙丁食堂")
    _mail(services, other, "", "+81 3 1234 5678")
    assert _found(services) == [((one, other), (Because.PHONE,))]


def test_a_slip_of_the_pen_is_found_and_another_branch_is_not(services: Services) -> None:
    one = _add(services, "北陸クリエイティブ印刷株式会社")
    other = _add(services, "北陸クリエーティブ印刷（株）")
    _add(services, "さくらホールディングス第一支店")
    _add(services, "さくらホールディングス第二支店")
    _add(services, "あおぞらクリニックグループ1号館")
    _add(services, "あおぞらクリニックグループ2号館")
    assert _found(services) == [((one, other), (Because.SIMILAR,))]


def test_near_names_are_found_among_very_many() -> None:
    dice = random.Random(7)  # noqa: S311 (dice, no secret)
    letters = "山川森星月風花雪海空雲野原谷島岸浜港橋町商工食物精印設電建薬"
    names = sorted({"".join(dice.choices(letters, k=12)) for _ in range(5000)})
    planted = []
    for at in range(0, 5000, 250):
        name, where = names[at], dice.randrange(1, 11)
        slip = name[:where] + "龍" + name[where + 1 :]
        planted.append((name, slip))
        names.append(slip)
    found = {(names[i], names[j]) for i, j in similar(names, progress=lambda *_: None, cancelled=lambda: False)}
    missed = [pair for pair in planted if pair not in found]
    assert missed == []


def test_what_was_called_different_is_remembered_and_that_can_be_undone(services: Services) -> None:
    one, other, third = (_add(services, name) for name in ("クルミ商事", "㈱クルミ商事", "クルミ商事（有）"))
    before = everything(services)
    outcome = services.duplicates.tell_apart([one, other, third])
    assert outcome.value == 3
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == "3 customers are different customers"
    assert _found(services) == []
    assert services.duplicates.tell_apart([third, one]).set_id is None
    services.history.undo()
    assert differences(everything(services), before) == {}
    assert [ids for ids, _why in _found(services)] == [(one, other, third)]
    services.history.redo()
    assert _found(services) == []
    assert_whole(services)


def test_two_of_three_that_are_different_leave_the_others_together(services: Services) -> None:
    one, other, third = (_add(services, name) for name in ("クルミ商事", "㈱クルミ商事", "クルミ商事（有）"))
    services.duplicates.tell_apart([one, other])
    assert [ids for ids, _why in _found(services)] == [(one, third)]


def test_a_customer_that_is_gone_cannot_be_told_apart(services: Services) -> None:
    one = _add(services, "クルミ商事")
    with pytest.raises(NotFoundError):
        services.duplicates.tell_apart([one, 999])


def test_the_search_can_be_stopped_and_tells_how_far_it_is(services: Services) -> None:
    _add(services, "クルミ商事")
    seen: list[tuple[int, int]] = []
    services.duplicates.find(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (1, 1)
    with pytest.raises(CancelledError):
        services.duplicates.find(cancelled=lambda: True)


def test_the_archive_is_searched_too(services: Services) -> None:
    one, other = _add(services, "クルミ商事"), _add(services, "㈱クルミ商事")
    services.customers.archive([one])
    assert [ids for ids, _why in _found(services)] == [(one, other)]
    assert match_key("クルミ商事")
