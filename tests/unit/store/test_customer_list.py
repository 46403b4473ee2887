"""The customer list finds, filters and sorts what a person would, held equal to plain Python over random books."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.fields import DEFAULT_CADENCE_DAYS, PHASES, FieldType, Kind
from csops_desktop.domain.query import Condition, FilterValue, Group, ListQuery, Op, Sort
from csops_desktop.domain.records import Record
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.foundation.text import normalise, sort_key
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store
from tests.helpers.cadence import CADENCE_DAYS
from tests.helpers.looks import computed, rebuilt
from tests.helpers.world import World

TODAY = dt.date(2026, 11, 24)


def _names(services: Services, query: ListQuery) -> list[str]:
    return [str(row.values["name"]) for row in services.customers.rows(services.customers.find(query).ids)]


def _filter(*items: Condition | Group, any_of: bool = False) -> ListQuery:
    return ListQuery(filter=Group(items, any_of))


@pytest.fixture
def book(services: Services) -> Services:
    """Three customers with someone to talk to and something that happened."""
    create, records = services.customers.create, services.records
    first = create({"name": "㈱クルミ商事", "reading": "くるみ", "note": "予算は四月", "tags": ("重要",)}).value
    second = create({"name": "有限会社まるやま園芸", "status": "休止"}).value
    create({"name": '髙﨑ＡＢＣ 100%_off O"Neil C++'})
    records.create(Kind.CONTACTS, {"customer_id": first, "name": "佐伯 美咲", "mail": "saeki@example.jp"})
    records.create(
        Kind.ACTIVITIES,
        {"customer_id": second, "happened_on": TODAY, "kind": "call", "subject": "更新の相談", "body": "値引き"},
    )
    return services


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("クルミ", ["㈱クルミ商事"]),
        ("ｸﾙﾐ", ["㈱クルミ商事"]),
        ("くる", ["㈱クルミ商事"]),
        ("商事", ["㈱クルミ商事"]),
        ("美咲", ["㈱クルミ商事"]),
        ("saeki@", ["㈱クルミ商事"]),
        ("重要", ["㈱クルミ商事"]),
        ("予算", ["㈱クルミ商事"]),
        ("更新", ["有限会社まるやま園芸"]),
        ("値引", ["有限会社まるやま園芸"]),
        ("園芸 値引", ["有限会社まるやま園芸"]),
        ("園芸 予算", []),
        ("abc", ['髙﨑ＡＢＣ 100%_off O"Neil C++']),
        ('O"Neil', ['髙﨑ＡＢＣ 100%_off O"Neil C++']),
        ("c++", ['髙﨑ＡＢＣ 100%_off O"Neil C++']),
        ("100%", ['髙﨑ＡＢＣ 100%_off O"Neil C++']),
        ("0%_o", ['髙﨑ＡＢＣ 100%_off O"Neil C++']),
        ("1%", []),
        ("*", []),
        ('" OR 1', []),
    ],
)
def test_words_are_found_wherever_they_stand(book: Services, typed: str, found: list[str]) -> None:
    assert _names(book, ListQuery(text=typed)) == found


@pytest.mark.parametrize("typed", ["", "  ", "\u3000", "\n"])
def test_white_space_finds_everyone(book: Services, typed: str) -> None:
    assert len(_names(book, ListQuery(text=typed))) == 3
    assert len(book.customers.suggest(typed)) == 1


def test_changes_are_found_and_what_was_changed_is_not(book: Services) -> None:
    book.records.save(Kind.ACTIVITIES, 1, {"body": "見積"})
    assert _names(book, ListQuery(text="値引")) == []
    assert _names(book, ListQuery(text="見積")) == ["有限会社まるやま園芸"]
    book.history.undo()
    assert _names(book, ListQuery(text="見積")) == []
    book.customers.delete([1])
    assert _names(book, ListQuery(text="美咲")) == []
    book.history.undo()
    assert _names(book, ListQuery(text="美咲")) == ["㈱クルミ商事"]


def test_groups_combine_with_and_and_or(book: Services) -> None:
    tagged = Condition("tags", Op.IS, ("重要",))
    paused = Condition("status", Op.IS, ("休止",))
    assert len(_names(book, _filter(tagged, paused))) == 0
    assert len(_names(book, _filter(tagged, paused, any_of=True))) == 2
    inside = Group((tagged, paused), any_of=True)
    assert len(_names(book, _filter(inside, Condition("status", Op.EMPTY)))) == 1
    assert len(_names(book, _filter(Group()))) == 3


def test_a_condition_that_still_lacks_its_value_hides_nobody(book: Services) -> None:
    for op in (Op.IS, Op.IS_NOT, Op.CONTAINS, Op.AT_LEAST, Op.AT_MOST, Op.WITHIN_DAYS, Op.CHANGED_WITHIN):
        assert len(_names(book, _filter(Condition("status", op)))) == 3


@pytest.mark.parametrize("field", ["status", "tags", "custom", ""])
def test_changed_within_says_the_change_log(services: Services, field: str) -> None:
    first = services.customers.create({"name": "㈱クルミ"}).value
    services.customers.create({"name": "㈱まる"})
    custom = f"custom:{services.records.add_custom_field(Kind.CUSTOMERS, '商圏', FieldType.TEXT).value}"
    changes: dict[str, tuple[str, str | tuple[str, ...]]] = {
        "status": ("status", "休止"),
        "tags": ("tags", ("重要",)),
        "custom": (custom, "関東"),
        "": ("status", "休止"),
    }
    name, value = changes[field]
    services.customers.edit([first], name, value)
    found = _names(services, _filter(Condition(field and name, Op.CHANGED_WITHIN, (7,))))
    assert found == (["㈱クルミ"] if field else ["㈱クルミ", "㈱まる"])
    services.customers.edit([first], name, None if field != "tags" else ())
    assert "㈱クルミ" in _names(services, _filter(Condition(field and name, Op.CHANGED_WITHIN, (0,))))


@pytest.mark.parametrize(
    ("type_", "value", "op", "wanted"),
    [
        (FieldType.TEXT, "100%", Op.CONTAINS, "0%"),
        (FieldType.TEXT, "関東", Op.IS, "関東"),
        (FieldType.INTEGER, 12, Op.AT_LEAST, 9),
        (FieldType.INTEGER, 12, Op.IS, 12),
        (FieldType.FLAG, True, Op.IS, True),
        (FieldType.DATE, TODAY, Op.WITHIN_DAYS, 3),
        (FieldType.DATE, TODAY, Op.AT_MOST, "2026-11-24"),
    ],
)
def test_custom_fields_filter_like_any_other(
    services: Services, type_: FieldType, value: str | int | dt.date, op: Op, wanted: FilterValue
) -> None:
    first = services.customers.create({"name": "㈱クルミ"}).value
    services.customers.create({"name": "㈱まる"})
    field = f"custom:{services.records.add_custom_field(Kind.CUSTOMERS, '商圏', type_).value}"
    services.customers.edit([first], field, value)
    assert _names(services, _filter(Condition(field, op, (wanted,)))) == ["㈱クルミ"]
    assert _names(services, _filter(Condition(field, Op.EMPTY))) == ["㈱まる"]
    assert _names(services, ListQuery(sort=Sort(field))) == ["㈱クルミ", "㈱まる"]
    assert _names(services, ListQuery(sort=Sort(field, descending=True))) == ["㈱クルミ", "㈱まる"]


def test_owners_sort_by_name_and_phases_in_their_order(services: Services) -> None:
    late, early = (services.records.create(Kind.MEMBERS, {"name": name}).value for name in ("わたなべ", "あべ"))
    services.customers.create({"name": "A", "owner_id": late, "phase": "adoption"})
    services.customers.create({"name": "B", "owner_id": early, "phase": "renewal"})
    services.customers.create({"name": "C", "phase": "onboarding"})
    assert _names(services, ListQuery(sort=Sort("owner_id"))) == ["B", "A", "C"]
    assert _names(services, ListQuery(sort=Sort("phase"))) == ["C", "A", "B"]
    result = services.customers.find(ListQuery(group_by="owner_id"))
    assert [n for _value, n in result.groups] == [1, 1, 1]
    assert result.groups[-1][0] is None


def test_archived_customers_stand_apart(book: Services) -> None:
    book.customers.archive([1])
    assert len(_names(book, ListQuery())) == 2
    assert _names(book, ListQuery(archived=True)) == ["㈱クルミ商事"]
    assert [name for _id, name in book.customers.suggest("クルミ")] == []


def test_figures_turn_with_the_day(tmp_path: Path, profile: Profile) -> None:
    moment = [dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)]
    services = create_store(tmp_path / "s.csops", passphrase=None, profile=profile, clock=Clock(lambda: moment[0]))
    customer = services.customers.create({"name": "㈱クルミ"}).value
    services.records.create(
        Kind.CONTRACTS,
        {
            "customer_id": customer,
            "starts_on": dt.date(2026, 11, 26),
            "ended_on": dt.date(2026, 11, 28),
            "mrr": 100,
        },
    )
    figures = []
    for days in (0, 1, 1, 1, 1, -2, -3):
        moment[0] += dt.timedelta(days=days)
        figures.append(services.customers.find(ListQuery()).mrr)
        assert computed(services.customers.database) == rebuilt(services.customers.database)
    assert figures == [0, 0, 100, 100, 0, 100, 0]
    services.close()


def test_figures_of_another_version_are_computed_anew(book: Services) -> None:
    database = book.customers.database
    with database.aside() as connection:
        connection.run("UPDATE meta SET value = '0' WHERE key = 'derived_version'")
        connection.run("DELETE FROM search_customer")
        connection.run("INSERT INTO search_customer(rowid, doc) VALUES (77, 'old words')")
        connection.run("UPDATE customer_fact SET mrr = 5")
    assert _names(book, ListQuery(text="クルミ")) == ["㈱クルミ商事"]
    assert book.customers.find(ListQuery()).mrr == 0
    assert computed(database) == rebuilt(database)


def test_a_single_character_is_found(book: Services) -> None:
    assert _names(book, ListQuery(text="商")) == ["㈱クルミ商事"]
    assert _names(book, ListQuery(text="芸")) == ["有限会社まるやま園芸"]


# ---------------------------------------------------------------- random filters against plain Python

_FIELDS: dict[str, tuple[FilterValue, ...]] = {
    "name": ("クルミ", "100%", "neil"),
    "status": ("利用中", "休止"),
    "phase": PHASES[:3],
    "touch": ("high", "tech"),
    "cadence_days": (7, 30),
    "churn_flag": (True, False),
    "customer_since": ("2026-11-24", "2025-12-31"),
    "mrr": (0, 1000, 10**8),
    "renewal_on": ("2026-11-24", "2027-03-01"),
    "last_contact_on": ("2026-11-01", "2026-05-01"),
    "next_action_on": ("2026-11-24", "2027-01-01"),
    "tags": ("重要", "A", "一括"),
}
_DATES = ("customer_since", "renewal_on", "last_contact_on", "next_action_on")
_TEXTS = ("name", "status", "tags")


@st.composite
def _conditions(draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from(sorted(_FIELDS)))
    ops = [Op.IS, Op.IS_NOT, Op.EMPTY, Op.NOT_EMPTY]
    ops += [Op.CONTAINS] if field in _TEXTS else []
    ops += [Op.AT_LEAST, Op.AT_MOST] if field not in _TEXTS and field not in ("phase", "touch") else []
    ops += [Op.WITHIN_DAYS, Op.OVERDUE] if field in _DATES else []
    op = draw(st.sampled_from(ops))
    if op is Op.WITHIN_DAYS:
        return Condition(field, op, (draw(st.integers(-400, 400)),))
    values = draw(st.lists(st.sampled_from(_FIELDS[field]), min_size=1, max_size=2, unique=True))
    return Condition(field, op, tuple(values))


_GROUPS = st.recursive(
    _conditions(),
    lambda items: st.builds(
        lambda found, any_of: Group(tuple(found), any_of), st.lists(items, max_size=3), st.booleans()
    ),
    max_leaves=5,
)
_SORTS = st.builds(Sort, st.sampled_from(sorted(set(_FIELDS) - {"tags"})), st.booleans())


def _holds(item: Condition | Group, row: Record) -> bool:
    if isinstance(item, Group):
        parts = [part for part in item.items if not (isinstance(part, Group) and _hollow(part))]
        if not parts:
            return True
        return (any if item.any_of else all)(_holds(part, row) for part in parts)
    return _compares(item, row)


def _hollow(group: Group) -> bool:
    return all(isinstance(part, Group) and _hollow(part) for part in group.items)


def _plain(row: Record, field: str) -> list[FilterValue]:
    value = row.values.get(field)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dt.date):
        return [value.isoformat()]
    return [] if value is None else [value]


def _compares(condition: Condition, row: Record) -> bool:  # noqa: PLR0911 (one return per operator)
    mine = _plain(row, condition.field)
    match condition.op:
        case Op.EMPTY:
            return not mine
        case Op.NOT_EMPTY:
            return bool(mine)
        case Op.IS:
            return any(value in condition.values for value in mine)
        case Op.IS_NOT:
            return not any(value in condition.values for value in mine)
        case Op.CONTAINS:
            return any(normalise(str(word)) in normalise(str(value)) for value in mine for word in condition.values)
        case Op.AT_LEAST:
            return bool(mine) and mine[0] >= condition.values[0]  # type: ignore[operator]
        case Op.AT_MOST:
            return bool(mine) and mine[0] <= condition.values[0]  # type: ignore[operator]
        case Op.WITHIN_DAYS:
            other = TODAY + dt.timedelta(days=int(str(condition.values[0])))
            low, high = sorted((TODAY.isoformat(), other.isoformat()))
            return bool(mine) and low <= str(mine[0]) <= high
        case Op.OVERDUE:
            return _overdue(condition.field, mine, row)
    raise AssertionError(condition)


def _overdue(field: str, mine: list[FilterValue], row: Record) -> bool:
    if field != "last_contact_on":
        return bool(mine) and str(mine[0]) < TODAY.isoformat()
    since = row.values.get("last_contact_on") or row.values.get("customer_since")
    cadence = row.values.get("cadence_days") or CADENCE_DAYS.get(str(row.values.get("touch")), DEFAULT_CADENCE_DAYS)
    assert isinstance(cadence, int)
    return isinstance(since, dt.date) and (TODAY - since).days > cadence


def _rank(sort: Sort) -> Callable[[Record], tuple[bool, object]]:
    def rank(row: Record) -> tuple[bool, object]:
        mine = _plain(row, sort.field)
        if not mine:
            return (True, 0)
        if sort.field == "name":
            return (False, sort_key(str(row.values.get("reading") or row.values["name"])))
        return (False, PHASES.index(str(mine[0])) if sort.field == "phase" else mine[0])

    return rank


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A book in which everything happened."""
    folder = tmp_path_factory.mktemp("crowd")
    clock = Clock(lambda: dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC))
    services = create_store(folder / "s.csops", passphrase=None, profile=Profile(folder / "p"), clock=clock)
    world = World(services, random.Random(5), folder)  # noqa: S311 (dice, no secret)
    for _ in range(60):
        world.do("create")
    for _ in range(160):
        world.do(world.dice.choice(("edit", "bulk", "add child", "change child", "add own", "import", "undo")))
    yield services
    services.close()


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(item=_GROUPS, sort=_SORTS)
def test_random_filters_and_sorts_agree_with_plain_python(crowd: Services, item: Condition | Group, sort: Sort) -> None:
    everyone = crowd.customers.rows(crowd.customers.find(ListQuery()).ids)
    group = item if isinstance(item, Group) else Group((item,))
    query = ListQuery(filter=group, sort=sort)
    result = crowd.customers.find(query)
    wanted = [row for row in everyone if _holds(group, row)]
    assert sorted(result.ids) == sorted(row.id for row in wanted)
    assert result.mrr == sum(int(str(row.values.get("mrr") or 0)) for row in wanted)
    ranks = [_rank(sort)(row) for row in crowd.customers.rows(result.ids)]
    empties = [empty for empty, _key in ranks]
    assert empties == sorted(empties), "empty values come last either way"
    filled = [key for empty, key in ranks if not empty]
    assert filled == sorted(filled, reverse=sort.descending)  # type: ignore[type-var]


def test_figures_and_index_of_a_crowd_equal_a_rebuild(crowd: Services) -> None:
    assert computed(crowd.customers.database) == rebuilt(crowd.customers.database)
