"""Business days as the user has them: Japanese holidays, the list of the Cabinet Office, our own closing days."""

import datetime as dt
from pathlib import Path

import pytest

from csops_desktop.exchange.errors import FileError
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services.bundle import Services


def _days(*days: str) -> list[dt.date]:
    return [dt.date.fromisoformat(day) for day in days]


def test_golden_week_and_silver_week_are_known_without_any_file(services: Services) -> None:
    calendar = services.business_days.calendar("ja")
    (april, may, september) = _days("2024-04-26", "2026-05-01", "2026-09-18")
    assert [calendar.add(april, 1), calendar.add(april, 5)] == _days("2024-04-30", "2024-05-08")
    assert [calendar.add(may, 1), calendar.add(september, 1)] == _days("2026-05-07", "2026-09-24")
    assert sum(day.year == 2026 for day in calendar.closed) == 18
    assert calendar.closed[dt.date(2026, 11, 23)] == "勤労感謝の日"
    assert services.business_days.calendar("en").closed[dt.date(2026, 11, 23)] == "Labor Thanksgiving Day"


def test_a_list_in_cp932_takes_the_place_of_the_library_for_its_years_alone(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "祝日.csv"
    rows = "国民の祝日・休日月日,国民の祝日・休日名称\n2027/1/1,元日\n2027/6/10,新しい祝日\n"
    path.write_bytes(rows.encode("cp932"))
    found = services.business_days.read_list(path)
    assert found == dict(zip(_days("2027-01-01", "2027-06-10"), ["元日", "新しい祝日"], strict=True))
    services.business_days.take_list(found)
    calendar = services.business_days.calendar("ja")
    assert not calendar.is_open(dt.date(2027, 6, 10))
    assert calendar.is_open(dt.date(2027, 5, 3))
    assert not calendar.is_open(dt.date(2026, 5, 4))
    services.history.undo()
    assert not services.business_days.calendar("ja").is_open(dt.date(2027, 5, 3))


def test_the_published_list_says_what_the_library_says(services: Services, cases: Path) -> None:
    for path in sorted((cases / "holidays").glob("*.csv")):
        found = services.business_days.read_list(path)
        library = services.business_days.calendar("ja").closed
        years = {day.year for day in library} & {day.year for day in found if day.year < max(found).year}
        assert {day for day in found if day.year in years} == {day for day in library if day.year in years}


@pytest.mark.parametrize("text", ["名前,月額\nアオバ,1000\n", "日付,名前\n2026/1/1,\n", "日付\n2026/1/1\n"])
def test_another_file_is_refused_and_nothing_changes(services: Services, tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError):
        services.business_days.read_list(path)


def test_our_own_closing_days_close_weekdays_and_are_undone_together(services: Services) -> None:
    first, last = _days("2026-12-29", "2027-01-03")
    services.business_days.add_own(first, last, "年末年始")
    own = services.business_days.closing().own
    assert sorted(own) == _days("2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01")
    assert services.business_days.calendar("ja").add(dt.date(2026, 12, 28), 1) == dt.date(2027, 1, 4)
    services.business_days.remove_own(frozenset(_days("2026-12-29")))
    assert services.business_days.calendar("ja").is_open(dt.date(2026, 12, 29))
    services.history.undo()
    services.history.undo()
    assert services.business_days.closing().own == {}


@pytest.mark.parametrize(
    ("first", "last", "name"), [("2026-12-29", "2026-12-28", "x"), ("2026-12-29", "2026-12-29", " ")]
)
def test_a_stretch_that_makes_no_sense_is_refused(services: Services, first: str, last: str, name: str) -> None:
    with pytest.raises(InvalidValueError):
        services.business_days.add_own(dt.date.fromisoformat(first), dt.date.fromisoformat(last), name)
