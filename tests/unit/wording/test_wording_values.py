"""Dates, money and counts read as people in each language write them."""

import datetime as dt

import pytest

from csops_desktop.domain.fields import FIELDS, Field, FieldType, Kind
from csops_desktop.domain.query import Condition, Group, Op
from csops_desktop.domain.values import parse
from csops_desktop.wording import fields, filters, values

DAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [(1234000, "JPY", "¥1,234,000"), (-5, "JPY", "−¥5"), (278600, "USD", "$2,786.00"), (5, "EUR", "€0.05")],
)
def test_money_is_shown_in_its_currency(amount: int, currency: str, shown: str) -> None:
    assert values.money(amount, currency) == shown


def test_what_an_editor_starts_with_is_read_back_as_the_same_value() -> None:
    money, day, number = Field("mrr", FieldType.MONEY), Field("on", FieldType.DATE), Field("n", FieldType.INTEGER)
    assert parse(money, values.edit_text(money, 278605, currency="USD"), currency_digits=2) == 278605
    assert parse(day, values.edit_text(day, DAY)) == DAY
    assert parse(number, values.edit_text(number, -1234)) == -1234


def test_days_left_are_words() -> None:
    assert values.days_left(0) == "today"
    assert values.days_left(1) == "1 day"
    assert values.days_left(-2) == "2 days over"
    assert values.relative_day(DAY + dt.timedelta(days=1), DAY) == "tomorrow"


def test_every_field_and_every_choice_has_words() -> None:
    for kind in Kind:
        assert fields.kind_name(kind)
        for field in FIELDS[kind]:
            assert fields.field_name(kind, field.name) != field.name
            for key in field.choices:
                assert fields.choice_name(field, key) != key


def test_a_chip_says_its_alternatives() -> None:
    soon = Condition("renewal_on", Op.WITHIN_DAYS, (180,))
    late = Condition("renewal_on", Op.OVERDUE)
    high = Condition("touch", Op.IS, ("high", "low"))

    def name(field: str) -> str:
        return fields.field_name(Kind.CUSTOMERS, field)

    def show(field: str, value: object) -> str:
        return fields.choice_name(field, str(value)) if field == "touch" else str(value)

    assert filters.condition(soon, name, show) == ("Renewal", "within 180 days")
    assert filters.condition(Group((soon, late), any_of=True), name, show) == ("Renewal", "within 180 days or overdue")
    field, words = filters.condition(Group((soon, high), any_of=True), name, show)
    assert (field, words) == ("", "Renewal within 180 days or Touch High touch, Low touch")
