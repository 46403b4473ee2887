"""A whole book is scored at once, to the same point as each customer alone; a draft shows who would move."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from csops_desktop.analysis.book import Book, book_of
from csops_desktop.analysis.scoring import Rescorer, moves, score_book
from csops_desktop.domain.scoring.definition import (
    Axis,
    Band,
    Bands,
    Definition,
    Knot,
    Measure,
    MeasureGroup,
    Scale,
    ScaleKind,
    Validity,
)
from csops_desktop.domain.scoring.evaluation import evaluate
from csops_desktop.domain.scoring.facts import Fact, Facts
from tests.helpers.scorecards import DAY, LOGINS, SEATS, SEEDS, any_definition, any_facts, dice_of, good_facts, small


def _same(definition: Definition, customers: dict[int, Facts], rescorer: Rescorer) -> None:
    found = rescorer.score(definition)
    bands = found.bands
    for row, (customer, facts) in enumerate(customers.items()):
        alone = evaluate(definition, facts, rescorer.day)
        assert found.ids[row] == customer
        assert {key: points[row] for key, points in found.points.items()} == {
            line.key: line.points for line in alone.measures
        }
        assert [axis[row] for axis in found.axes] == [axis.points for axis in alone.axes]
        assert (found.low[row], found.high[row], found.coverage[row], bands[row]) == (
            alone.low,
            alone.high,
            alone.coverage,
            alone.band,
        )


@given(SEEDS)
@settings(max_examples=400, deadline=None)
def test_every_customer_gets_the_same_score_alone_and_with_all_others(seed: int) -> None:
    dice = dice_of(seed)
    definition = any_definition(dice)
    customers = {100 + n: any_facts(dice, definition) for n in range(dice.randint(0, 12))}
    rescorer = Rescorer(book_of(customers, definition.sources), DAY)
    _same(definition, customers, rescorer)


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_a_draft_tried_after_others_gives_what_it_gives_by_itself(seed: int) -> None:
    dice = dice_of(seed)
    definition = any_definition(dice)
    customers = {n: any_facts(dice, definition) for n in range(6)}
    rescorer = Rescorer(book_of(customers, definition.sources), DAY)
    rescorer.score(definition)
    for _ in range(3):
        axes = tuple(
            replace(
                axis,
                groups=tuple(
                    replace(
                        group,
                        measures=tuple(replace(measure, points=dice.randint(0, 60)) for measure in group.measures),
                    )
                    for group in axis.groups
                ),
            )
            for axis in definition.axes
        )
        _same(replace(definition, axes=axes, bands=Bands(90, 120)), customers, rescorer)


def test_values_that_are_no_number_were_never_entered() -> None:
    values = {**good_facts().values}
    values[LOGINS], values[SEATS] = Fact(float("nan"), DAY), Fact(float("inf"), DAY)
    facts = replace(good_facts(), values=values)
    _same(small(), {1: facts}, Rescorer(book_of({1: facts}, small().sources), DAY))
    assert evaluate(small(), facts, DAY).coverage == 50


def test_a_source_nobody_gathered_was_never_entered() -> None:
    book = book_of({1: good_facts()}, ())
    found = score_book(small(), book, DAY)
    assert (found.low.tolist(), found.high.tolist(), found.bands) == ([0], [200], [Band.WITHHELD])


def test_a_book_without_customers_has_no_scores() -> None:
    found = score_book(small(), book_of({}, small().sources), DAY)
    assert len(found.ids) == 0
    assert sum(found.counts().values()) == 0


def test_many_thresholds_are_looked_up_as_few_are() -> None:
    scale = Scale(ScaleKind.LINES, tuple(Knot(at, at % 97) for at in range(0, 200, 3)))
    measure = Measure("m", "M", 100, LOGINS, scale, Validity())
    other = small().axes[1]
    definition = replace(small(), axes=(Axis("x", (MeasureGroup("", (measure,)),)), other))
    customers = {n: replace(good_facts(), values={LOGINS: Fact(n * 1.7)}) for n in range(120)}
    _same(definition, customers, Rescorer(book_of(customers, definition.sources), DAY))


def test_a_draft_shows_who_would_move_to_which_band() -> None:
    poor = replace(good_facts(), values={**good_facts().values, LOGINS: Fact(0, DAY)})  # 140
    customers = {1: good_facts(), 2: poor, 3: Facts()}
    rescorer = Rescorer(book_of(customers, small().sources), DAY)
    before = rescorer.score(small())
    after = rescorer.score(replace(small(), bands=Bands(100, 141)))
    assert [(move.before, move.after, move.customers) for move in moves(before, after)] == [
        (Band.HEALTHY, Band.HEALTHY, (1,)),
        (Band.HEALTHY, Band.WATCH, (2,)),
        (Band.WITHHELD, Band.WITHHELD, (3,)),
    ]
    assert before.counts() == {Band.WITHHELD: 1, Band.RISK: 0, Band.WATCH: 0, Band.HEALTHY: 2}
    assert after.among(Band.WATCH) == (2,)


def test_arrays_can_be_handed_in_as_they_come_from_a_query() -> None:
    definition = small()
    made = book_of({1: good_facts(), 2: good_facts()}, definition.sources)
    by_hand = Book(np.array([1, 2]), made.columns, np.array([12, 12]))
    assert score_book(definition, by_hand, DAY).low.tolist() == [170, 170]
