"""How customers of a product move between levels, as a user of the services gets it."""

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample


def test_the_sample_tells_times_stuck_customers_and_movement(services: Services) -> None:
    build_sample(services)
    product = min(id_ for id_, _name in services.records.names(Kind.PRODUCTS))
    report = services.level_moves.report(product)
    one, two, three = (report.times[level] for level in (1, 2, 3))
    assert three.n >= two.n >= one.n > 20
    assert min(one.done, two.done, three.done) > 0
    assert one.median is not None
    assert two.median is None or two.median >= one.median
    assert report.stuck
    assert all(each.days > each.limit == report.lines[each.level].days for each in report.stuck)
    assert [each.days for each in report.stuck] == sorted((each.days for each in report.stuck), reverse=True)
    assert len(report.months) > 12
    now = report.months[0].moves
    assert {level for _before, level in now} <= {None, 0, 1, 2, 3, 4}
    at_the_end = {id_ for (_before, after), ids in now.items() if after is not None for id_ in ids}
    assert at_the_end == {id_ for there in report.staying.values() for id_ in there}
    falls = [pair for month in report.months for pair in month.moves if None not in pair and pair[1] < pair[0]]  # type: ignore[operator]
    assert falls


def test_a_product_without_assessments_says_so_and_one_that_is_gone_is_refused(services: Services) -> None:
    product = services.records.create(Kind.PRODUCTS, {"name": "帳票配信"}).value
    report = services.level_moves.report(product)
    assert (report.stuck, report.months, dict(report.lines)) == ((), (), {})
    assert report.times[1].n == 0
    with pytest.raises(NotFoundError):
        services.level_moves.report(99)
