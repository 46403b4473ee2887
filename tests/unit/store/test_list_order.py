"""A list of many is put in order in another way than a list of few, and both show the same."""

import pytest

from csops_desktop.domain.fields import FIELDS, FieldType, Kind
from csops_desktop.domain.query import Condition, Group, ListQuery, Op, Sort
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample
from csops_desktop.store import customer_list

_EVERYBODY = Group((Condition("name", Op.NOT_EMPTY),))
_FIELDS = sorted({field.name for field in FIELDS[Kind.CUSTOMERS]})


@pytest.fixture
def sample(services: Services) -> Services:
    build_sample(services)
    everyone = services.customers.find(ListQuery()).ids
    colour = services.records.add_custom_field(Kind.CUSTOMERS, "Colour", FieldType.TEXT).value
    size = services.records.add_custom_field(Kind.CUSTOMERS, "Size", FieldType.INTEGER).value
    services.customers.edit(everyone[:40], f"custom:{colour}", "red")
    services.customers.edit(everyone[30:50], f"custom:{colour}", "blue")
    services.customers.edit(everyone[5:60], f"custom:{size}", 12)
    services.customers.edit(everyone[50:90], f"custom:{size}", 3)
    services.customers.archive(everyone[100:110])
    return services


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("field", [*_FIELDS, "custom:1", "custom:2"])
def test_many_stand_in_the_order_of_few(sample: Services, field: str, descending: bool) -> None:  # noqa: FBT001 (pytest)
    for archived in (False, True):
        sort = Sort(field, descending)
        few = sample.customers.find(ListQuery(filter=_EVERYBODY, sort=sort, archived=archived))
        many = sample.customers.find(ListQuery(sort=sort, archived=archived))
        assert few.mrr == many.mrr
        if field in ("mrr", "renewal_on", "last_contact_on", "next_action_on"):
            # Equal ones may stand in another order there: read straight off the index.
            assert _values(sample, few.ids, field) == _values(sample, many.ids, field)
        else:
            assert few.ids == many.ids


def test_filtered_many_stand_in_order(sample: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    query = ListQuery(filter=Group((Condition("touch", Op.IS, ("low", "tech")),)), sort=Sort("phase", descending=True))
    few = sample.customers.find(query)
    monkeypatch.setattr(customer_list, "_FEW", 3)
    assert sample.customers.find(query) == few
    assert len(few.ids) > 50


def _values(services: Services, ids: tuple[int, ...], field: str) -> list[object]:
    return [row.values.get(field) for row in services.customers.rows(ids)]
