"""Random filters × random edits and pastes: no row or column outside the scope changes, and undo brings all back."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.bulk import Act, Block, Edit, Edits, acts, shared
from csops_desktop.domain.fields import FIELDS, Field, FieldType, Kind
from csops_desktop.domain.pasting import Place, lay
from csops_desktop.domain.query import Condition, Group, ListQuery, Op, Sort
from csops_desktop.domain.records import Value
from csops_desktop.foundation.clock import fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store
from csops_desktop.wording import fields as words
from tests.helpers.looks import Rows, assert_whole, differences, everything

if TYPE_CHECKING:
    from pathlib import Path

_NOON = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
_OWN_FIELDS = ("色", "契約書の日", "席", "特別")
_OWN_TYPES = (FieldType.TEXT, FieldType.DATE, FieldType.INTEGER, FieldType.FLAG)
_TEXTS = (
    "", "x", "High touch", "テック", "定着", "2024/4/1", "令和5年5月10日", "１２", "-3", "はい", "佐伯 美緒", "佐伯",
    "大野", "新人 一郎", "重点, 新", "C-3", "C-99", " 前後 ", "a\nb", "=1+1", "0", "Owner",
)  # fmt: skip
_STORED = [field for field in FIELDS[Kind.CUSTOMERS] if not field.derived and field.name != "archived_on"]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Twenty customers of every sort, four members (two of one name), four own fields."""
    folder: Path = tmp_path_factory.mktemp("scope")
    opened = create_store(
        folder / "store.csops", passphrase=None, profile=Profile(folder / "profile"), clock=fixed(_NOON)
    )
    owners = [
        opened.records.create(Kind.MEMBERS, {"name": name}).value for name in ("佐伯 美緒", "大野 千夏", "大野", "大野")
    ]
    own = [
        opened.records.add_custom_field(Kind.CUSTOMERS, name, type_).value
        for name, type_ in zip(_OWN_FIELDS, _OWN_TYPES, strict=True)
    ]
    for n in range(20):
        id_ = opened.customers.create(
            {
                "name": f"顧客{n}",
                "external_id": f"C-{n}" if n % 3 else None,
                "touch": ("high", "low", "tech", None)[n % 4],
                "phase": ("adoption", None)[n % 2],
                "owner_id": (*owners, None)[n % 5],
                "status": ("利用中", "休止", None)[n % 3],
                "cadence_days": (14, None)[n % 2],
                "note": ("一行目\n二行目", None)[n % 2],
                "tags": ((), ("重点",), ("重点", "新"))[n % 3],
            }
        ).value
        opened.customers.edit([id_], f"custom:{own[n % 3]}", (("赤", dt.date(2026, 4, 1), n)[n % 3]))
        opened.records.create(Kind.NEXT_ACTIONS, {"customer_id": id_, "title": "電話"})
    yield opened
    opened.close()


@st.composite
def _queries(draw: st.DrawFn) -> ListQuery:
    conditions = st.sampled_from(
        (
            Condition("touch", Op.IS, ("high", "low")),
            Condition("touch", Op.EMPTY),
            Condition("owner_id", Op.NOT_EMPTY),
            Condition("tags", Op.CONTAINS, ("新",)),
            Condition("status", Op.IS_NOT, ("休止",)),
            Condition("cadence_days", Op.AT_LEAST, (10,)),
        )
    )
    items = tuple(draw(st.lists(conditions, max_size=2)))
    sort = Sort(draw(st.sampled_from(("name", "touch", "owner_id"))), draw(st.booleans()))
    return ListQuery(draw(st.sampled_from(("", "顧客", "1"))), Group(items, draw(st.booleans())), sort)


_VALUES: dict[FieldType, st.SearchStrategy[Value]] = {
    FieldType.REFERENCE: st.sampled_from((1, 2, 3)),
    FieldType.DATE: st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    FieldType.INTEGER: st.integers(1, 90),
    FieldType.FLAG: st.booleans(),
    FieldType.TAGS: st.lists(st.sampled_from(("重点", "新", "別")), min_size=1).map(tuple),
    FieldType.TEXT: st.sampled_from(("x", "利用中")),
    FieldType.LONG_TEXT: st.sampled_from(("x", "一行目", "a\nb")),
}


@st.composite
def _edits(draw: st.DrawFn) -> Edits:
    fields = [*shared(), *(_custom(at) for at in range(len(_OWN_FIELDS)))]
    found = []
    for _number in range(draw(st.integers(1, 3))):
        field = draw(st.sampled_from(fields))
        act = draw(st.sampled_from(acts(field)))
        values = st.sampled_from(field.choices) if field.choices else _VALUES[field.type]
        value = None if act is Act.CLEAR else draw(values)
        found.append(Edit(field.name, act, value))
    return Edits(tuple(found))


def _custom(at: int) -> Field:
    return Field(f"custom:{at + 1}", _OWN_TYPES[at])


def _columns() -> tuple[str, ...]:
    return (*(field.name for field in _STORED), *(f"custom:{at + 1}" for at in range(len(_OWN_FIELDS))))


@st.composite
def _blocks(draw: st.DrawFn, ids: tuple[int, ...]) -> tuple[tuple[int, ...], Block]:
    columns = tuple(draw(st.permutations((*_columns(), "mrr", "renewal_on"))))[: draw(st.integers(1, 12))]
    headings = {words.field_name(Kind.CUSTOMERS, field.name): field.name for field in FIELDS[Kind.CUSTOMERS]}
    start = draw(st.integers(0, max(0, len(ids) - 1)))
    chosen = draw(st.booleans())
    place = Place(
        ids if chosen else ids[start:],
        chosen,
        columns,
        draw(st.integers(0, len(columns) - 1)),
        frozenset(columns),
        headings,
        {"mrr", "renewal_on"},
    )
    cells = draw(st.lists(st.lists(st.sampled_from(_TEXTS), max_size=5), min_size=1, max_size=6))
    laid = lay(cells, place)
    return laid.ids, Block(laid.fields, laid.rows, add_names=draw(st.booleans()))


def _assert_only(
    before: Rows, after: Rows, names: dict[str, list[str]], ids: set[int], fields: set[str], *, members: bool
) -> None:
    """Every difference is in a row and a column of the scope; tags and members may only be added."""
    for table, (gone, come) in differences(before, after).items():
        of = dict(enumerate(names[table]))
        match table:
            case "customer":
                old, new = ({row[0]: row for row in rows} for rows in (gone, come))
                assert old.keys() == new.keys() <= ids
                for id_, row in old.items():
                    changed = {of[at] for at, value in enumerate(row) if value != new[id_][at]}
                    assert changed <= fields
            case "customer_tag":
                assert "tags" in fields
                assert {row[names[table].index("customer_id")] for row in (*gone, *come)} <= ids
            case "custom_value":
                rows = (*gone, *come)
                assert {row[names[table].index("record_id")] for row in rows} <= ids
                assert {f"custom:{row[names[table].index('field_id')]}" for row in rows} <= fields
            case "touch_stay":
                assert "touch" in fields
                assert {row[names[table].index("customer_id")] for row in (*gone, *come)} <= ids
            case "phase_stay":
                assert "phase" in fields
                own = {row[names["adoption"].index("id")] for row in after["adoption"] if row[1] in ids}
                assert names["adoption"][1] == "customer_id"
                assert {row[names[table].index("adoption_id")] for row in (*gone, *come)} <= own
            case "tag":
                assert "tags" in fields
                assert not gone
            case "member":
                assert members
                assert not gone
            case _:
                pytest.fail(f"{table} was changed")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_only_the_rows_and_columns_of_the_scope_change_and_undo_restores_everything(
    services: Services, data: st.DataObject
) -> None:
    listed = services.customers.find(data.draw(_queries())).ids
    selecting, editing = data.draw(st.booleans()), data.draw(st.booleans())
    picked = data.draw(st.sets(st.sampled_from(listed))) if listed and selecting else set(listed)
    scope = tuple(id_ for id_ in listed if id_ in picked)
    order: Edits | Block
    if editing:
        ids, order = scope, data.draw(_edits())
    else:
        ids, order = data.draw(_blocks(scope))
    with services.customers.database.reading() as connection:
        names = {
            table: [row[1] for row in connection.run(f"PRAGMA table_info({table})")] for table in everything(services)
        }
    before = everything(services)
    preview = services.bulk.preview(order, ids)
    assert everything(services) == before
    outcome = services.bulk.write(preview)
    after = everything(services)
    members = isinstance(order, Block) and order.add_names
    _assert_only(before, after, names, set(ids), set(order.fields), members=members)
    assert outcome.value == len(preview.changed)
    assert services.bulk.preview(order, ids).changed == []
    if outcome.set_id is None:
        assert after == before
        return
    services.history.undo()
    assert differences(everything(services), before) == {}


def test_the_store_is_whole_afterwards(services: Services) -> None:
    services.bulk.write(services.bulk.preview(Edits((Edit("note", Act.ADD, "済"),)), [1, 2, 3]))
    assert_whole(services)
