"""Agreement of raters: the published figures to six digits, and what holds of every table."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.analysis.agreement import Metric, agreement, kappa

_N = None
# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units, some of them missing.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _N, _N, _N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _N, 3),
    (_N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _N),
)
UNITS = tuple(zip(*OBSERVERS, strict=True))
RATINGS = st.lists(st.lists(st.none() | st.integers(1, 5), min_size=3, max_size=3), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("metric", "alpha"),
    [
        (Metric.NOMINAL, 0.743421),
        (Metric.ORDINAL, 0.815388),
        (Metric.INTERVAL, 0.849107),
        (Metric.RATIO, 0.797403),
    ],
)
def test_krippendorffs_own_example(metric: Metric, alpha: float) -> None:
    found = agreement(UNITS, metric)
    assert found is not None
    assert found.alpha == pytest.approx(alpha, abs=5e-7)
    assert (found.units, found.ratings, found.enough) == (11, 40, True)


def test_gwets_example_of_four_raters() -> None:
    found = agreement(UNITS)
    assert found is not None
    assert found.ac == pytest.approx(0.775444, abs=5e-7)  # irrCAC, cac.raw4raters
    assert found.percent == pytest.approx(0.818182, abs=5e-7)


def test_two_raters_as_irrcac_has_it() -> None:
    passed = agreement(
        list(zip((1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1), (1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1), strict=True))
    )
    assert passed is not None
    assert passed.ac == pytest.approx(0.7692307692307693)
    grades = list(zip((3, 4, 2, 5, 3, 1, 4, 2, 3, 5, 4, 2), (3, 4, 3, 5, 2, 1, 4, 2, 4, 5, 3, 2), strict=True))
    weighed = agreement(grades, Metric.INTERVAL)
    assert weighed is not None
    assert weighed.ac == pytest.approx(0.923076923076923)


def test_cohens_two_hundred_patients() -> None:
    table = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
    assert kappa(table) == pytest.approx(0.491525, abs=5e-7)
    assert kappa(table, ((0, 1, 3), (1, 0, 6), (3, 6, 0))) == pytest.approx(0.347826, abs=5e-7)


def test_the_published_tables_on_file(cases: Path) -> None:
    for path in sorted((cases / "raters").glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")).values():
            for name, value in entry.get("computed_alpha", {}).items():
                found = agreement(tuple(zip(*entry["data"], strict=True)), Metric(name))
                assert found is not None
                assert found.alpha == pytest.approx(value, abs=5e-7)
            if "table" in entry:
                assert kappa(entry["table"]) == pytest.approx(entry["computed"]["kappa"], abs=5e-7)


def test_where_nearly_everybody_passes_ac_keeps_its_meaning() -> None:
    ratings = [(1, 1)] * 18 + [(1, 0), (0, 1)]
    found = agreement(ratings)
    assert found is not None
    assert found.percent == pytest.approx(0.9)
    assert found.ac > 0.85
    assert found.alpha is not None
    assert found.alpha < 0.05


def test_few_units_give_counts_only_and_none_gives_nothing() -> None:
    few = agreement([(1, 1)] * 9)
    assert few is not None
    assert (few.units, few.enough, few.alpha) == (9, False, None)
    assert agreement([(1, None), (None, 2)]) is None


@given(RATINGS, st.sampled_from(Metric))
def test_figures_are_bounded_and_do_not_depend_on_the_order(ratings: list[list[int | None]], metric: Metric) -> None:
    found = agreement(ratings, metric)
    if found is None:
        return
    assert 0 <= found.percent <= 1
    assert found.ac <= 1 + 1e-9
    assert found.alpha is None or found.alpha <= 1 + 1e-9
    turned = agreement([row[::-1] for row in reversed(ratings)], metric)
    assert turned is not None
    assert math.isclose(turned.ac, found.ac, abs_tol=1e-9)
    assert (turned.alpha is None) is (found.alpha is None)
    if found.alpha is not None and turned.alpha is not None:
        assert math.isclose(turned.alpha, found.alpha, abs_tol=1e-9)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=20))
def test_raters_of_one_mind_agree_wholly(values: list[int]) -> None:
    found = agreement([(value, value, value) for value in values])
    assert found is not None
    assert found.percent == pytest.approx(1)
    assert found.ac == pytest.approx(1)
    assert found.alpha is None or found.alpha == pytest.approx(1)
