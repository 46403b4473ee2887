"""Bulk edit and paste as services: what is previewed is what happens, as one step, to nobody else."""

import datetime as dt
from collections.abc import Sequence

import pytest

from csops_desktop.domain.bulk import Act, Block, Edit, Edits
from csops_desktop.domain.changes import SetKind
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import CancelledError, ChangedMeanwhileError, InvalidValueError
from csops_desktop.services.bundle import Services
from csops_desktop.wording import operations
from tests.helpers.looks import assert_whole, differences, everything


@pytest.fixture
def ids(services: Services) -> list[int]:
    """Four customers: alike but for their codes, the first with an owner and two tags."""
    owner = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    found = [services.customers.create({"name": f"青葉{n}", "external_id": f"C-{n}"}).value for n in range(4)]
    services.customers.save(found[0], {"owner_id": owner, "tags": ("重点", "紹介元"), "note": "初回は好評"})
    return found


def _paste(services: Services, ids: Sequence[int], fields: Sequence[str], *rows: Sequence[str | None]) -> None:
    services.bulk.write(services.bulk.preview(Block(tuple(fields), tuple(map(tuple, rows))), ids))


def _values(services: Services, ids: Sequence[int], field: str) -> list[Value]:
    return [row.values.get(field) for row in services.customers.rows(ids)]


def test_several_fields_are_changed_in_one_step_with_one_sentence_and_undone_in_one(
    services: Services, ids: list[int]
) -> None:
    before = everything(services)
    edits = Edits((Edit("phase", Act.SET, "adoption"), Edit("tags", Act.ADD, ("重点",))))
    outcome = services.bulk.write(services.bulk.preview(edits, ids[:3]))
    assert outcome.value == 3
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == "Changed Phase, Tags of 3 customers"
    assert _values(services, ids, "phase") == ["adoption"] * 3 + [None]
    assert _values(services, ids, "tags") == [("紹介元", "重点"), ("重点",), ("重点",), ()]
    assert services.history.operations(1)[0].kind is SetKind.BULK
    services.history.undo()
    assert differences(everything(services), before) == {}
    assert_whole(services)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (Act.ADD, ("新", "紹介元", "重点")),
        (Act.REMOVE, ("紹介元",)),
        (Act.SET, ("新", "重点")),
        (Act.CLEAR, ()),
    ],
)
def test_tags_are_added_taken_away_replaced_or_emptied(
    services: Services, ids: list[int], act: Act, expected: tuple[str, ...]
) -> None:
    services.bulk.write(services.bulk.preview(Edits((Edit("tags", act, ("重点", "新")),)), ids[:1]))
    assert _values(services, ids[:1], "tags") == [expected]


def test_a_line_is_added_to_a_long_text_once(services: Services, ids: list[int]) -> None:
    order = Edits((Edit("note", Act.ADD, "次回は本部も"),))
    services.bulk.write(services.bulk.preview(order, ids[:2]))
    assert _values(services, ids[:2], "note") == ["初回は好評\n次回は本部も", "次回は本部も"]
    assert services.bulk.preview(order, ids[:2]).changed == []


def test_the_preview_tells_what_changes_what_stays_and_writes_nothing(services: Services, ids: list[int]) -> None:
    services.customers.save(ids[1], {"phase": "adoption"})
    before = everything(services)
    preview = services.bulk.preview(Edits((Edit("phase", Act.SET, "adoption"),)), ids)
    assert (preview.changed, preview.same, preview.refused) == ([0, 2, 3], [1], [])
    assert preview.row(0).changes == {"phase": (None, "adoption")}
    assert preview.row(1).changes == {}
    assert everything(services) == before


def test_an_owner_is_shown_by_name_before_and_after(services: Services, ids: list[int]) -> None:
    new = services.records.create(Kind.MEMBERS, {"name": "大野 千夏"}).value
    preview = services.bulk.preview(Edits((Edit("owner_id", Act.SET, new),)), ids)
    assert preview.row(0).changes == {"owner_id": ("佐伯 美緒", "大野 千夏")}
    services.bulk.write(preview)
    assert _values(services, ids, "owner_id") == [new] * 4


def test_custom_fields_are_changed_and_emptied(services: Services, ids: list[int]) -> None:
    field = services.records.add_custom_field(Kind.CUSTOMERS, "契約書の日", FieldType.DATE).value
    day = dt.date(2026, 4, 1)
    outcome = services.bulk.write(services.bulk.preview(Edits((Edit(f"custom:{field}", Act.SET, day),)), ids))
    assert [row.custom.get(field) for row in services.customers.rows(ids)] == [day] * 4
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == "Changed 契約書の日 of 4 customers"
    services.bulk.write(services.bulk.preview(Edits((Edit(f"custom:{field}", Act.CLEAR),)), ids[:2]))
    assert [row.custom.get(field) for row in services.customers.rows(ids)] == [None, None, day, day]


def test_a_value_no_customer_can_have_is_refused_before_anything_is_shown(services: Services, ids: list[int]) -> None:
    with pytest.raises(InvalidValueError):
        services.bulk.preview(Edits((Edit("cadence_days", Act.SET, 0),)), ids)


def test_what_was_changed_since_the_preview_is_noticed_and_nothing_is_written(
    services: Services, ids: list[int]
) -> None:
    preview = services.bulk.preview(Edits((Edit("phase", Act.SET, "adoption"),)), ids)
    services.customers.save(ids[2], {"phase": "renewal"})
    services.customers.delete([ids[3]])
    before = everything(services)
    with pytest.raises(ChangedMeanwhileError) as refused:
        services.bulk.write(preview)
    assert refused.value.n == 2
    assert everything(services) == before


def test_stopping_while_it_is_written_leaves_everything_as_it_was(services: Services, ids: list[int]) -> None:
    preview = services.bulk.preview(Edits((Edit("note", Act.SET, "新"),)), ids)
    before = everything(services)
    seen: list[int] = []

    def stopped() -> bool:
        return bool(seen)  # looked at again, and by the next time written

    with pytest.raises(CancelledError):
        services.bulk.write(preview, progress=lambda done, _total: seen.append(done), cancelled=stopped)
    assert everything(services) == before
    assert_whole(services)


def test_progress_rises_to_what_was_announced(services: Services, ids: list[int]) -> None:
    seen: list[tuple[int, int]] = []
    preview = services.bulk.preview(Edits((Edit("note", Act.SET, "新"), Edit("phase", Act.SET, "adoption"))), ids)
    services.bulk.write(preview, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert all(done <= total for done, total in seen)


def test_nothing_to_change_is_no_operation(services: Services, ids: list[int]) -> None:
    services.customers.save(ids[0], {"phase": "adoption"})
    n = len(services.history.operations())
    outcome = services.bulk.write(services.bulk.preview(Edits((Edit("phase", Act.SET, "adoption"),)), ids[:1]))
    assert (outcome.value, outcome.set_id) == (0, None)
    assert len(services.history.operations()) == n


def test_pasted_text_is_read_as_the_editor_reads_it(services: Services, ids: list[int]) -> None:
    fields = ("customer_since", "cadence_days", "touch", "owner_id", "tags", "churn_flag")
    _paste(
        services,
        ids[:2],
        fields,
        ("令和5年5月10日", "３０", "ハイタッチ", "佐伯美緒", "重点、新", "はい"),
        ("2024/4/1", "14", "Low touch", "", "", ""),
    )
    first, second = services.customers.rows(ids[:2])
    assert first.values["customer_since"] == dt.date(2023, 5, 10)
    assert (first.values["cadence_days"], first.values["touch"], first.names["owner_id"]) == (30, "high", "佐伯 美緒")
    assert (first.values["tags"], first.values["churn_flag"]) == (("新", "重点"), True)
    assert (second.values["touch"], second.values.get("owner_id"), second.values["tags"]) == ("low", None, ())


def test_cells_that_cannot_be_taken_stay_and_the_others_are_written(services: Services, ids: list[int]) -> None:
    block = Block(("name", "cadence_days"), (("新しい名前", "長い"), ("", "20")))
    preview = services.bulk.preview(block, ids[:2])
    assert preview.refused == [0, 1]
    assert [(each.field, each.reason) for at in (0, 1) for each in preview.row(at).refusals] == [
        ("cadence_days", "no_number"),
        ("name", "required"),
    ]
    services.bulk.write(preview)
    assert _values(services, ids[:2], "name") == ["新しい名前", "青葉1"]
    assert _values(services, ids[:2], "cadence_days") == [None, 20]


def test_a_cell_the_block_does_not_have_is_left_alone_and_an_empty_one_empties(
    services: Services, ids: list[int]
) -> None:
    services.customers.edit(ids, "status", "利用中")
    _paste(services, ids[:2], ("status", "industry"), (None, "製造"), ("", None))
    assert _values(services, ids, "status") == ["利用中", None, "利用中", "利用中"]
    assert _values(services, ids, "industry") == ["製造", None, None, None]


def test_codes_that_are_taken_or_stand_twice_are_refused(services: Services, ids: list[int]) -> None:
    preview = services.bulk.preview(Block(("external_id",), (("C-3",), ("N-1",), ("N-1",))), ids[:3])
    assert [[each.reason for each in preview.row(at).refusals] for at in range(3)] == [["taken"], [], ["repeated"]]
    services.bulk.write(preview)
    assert _values(services, ids, "external_id") == ["C-0", "N-1", "C-2", "C-3"]


def test_unknown_members_are_left_out_or_added_in_the_same_step(services: Services, ids: list[int]) -> None:
    rows = (("山田 太郎",), ("山田太郎",), ("佐伯 美緒",))
    preview = services.bulk.preview(Block(("owner_id",), rows), ids[:3])
    assert (preview.unknown, preview.refused, preview.changed) == (("山田 太郎",), [0, 1], [2])
    before = everything(services)
    adding = services.bulk.preview(Block(("owner_id",), rows, add_names=True), ids[:3])
    assert adding.row(1).changes == {"owner_id": (None, "山田 太郎")}
    services.bulk.write(adding)
    assert [row.names["owner_id"] for row in services.customers.rows(ids[:3])] == ["山田 太郎"] * 2 + ["佐伯 美緒"]
    services.history.undo()
    assert differences(everything(services), before) == {}


def test_a_name_borne_by_two_members_is_refused_but_where_it_stands_already(services: Services, ids: list[int]) -> None:
    services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"})
    preview = services.bulk.preview(Block(("owner_id",), (("佐伯 美緒",), ("佐伯 美緒",))), ids[:2])
    assert [each.reason for each in preview.row(1).refusals] == ["ambiguous_parent"]
    assert (preview.same, preview.changed) == ([0], [])
