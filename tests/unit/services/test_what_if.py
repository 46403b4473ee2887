"""What-if tells the truth: the bands a draft was said to give are those it gives once published."""

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring import editing
from csops_desktop.domain.scoring.definition import Band, Scope
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store
from tests.helpers.scorecards import SEEDS, any_definition, dice_of
from tests.unit.services.test_scores_kept import customer, published, starter

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value


def _bands(services: Services) -> dict[int, Band]:
    book = services.scores.book()
    return dict(zip(book.ids, book.band, strict=True))


def _book(services: Services) -> list[int]:
    """Ten customers of whom different things are known."""
    product = services.records.create(Kind.PRODUCTS, {"name": "P"}).value
    ids = []
    for number in range(10):
        id_ = customer(services, f"C{number}", phase=("onboarding", "adoption")[number % 2])
        ids.append(id_)
        if number % 3:
            values: dict[str, Value] = {"customer_id": id_, "product_id": product, "mrr": 10_000 * number}
            values["starts_on"] = services.scores.database.clock.today()
            services.records.create(Kind.CONTRACTS, values)
    return ids


@given(SEEDS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_if_says_the_bands_that_publishing_gives(tmp_path_factory, profile, clock, seed: int) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path = tmp_path_factory.mktemp("what-if") / "store.csops"
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    dice = dice_of(seed)
    ids = _book(services)
    first = replace(any_definition(dice), name="any")
    card = services.scorecards.add(first).value
    services.scorecards.publish(card, "")
    for measure in first.measures:
        for id_ in ids:
            if measure.anchors and dice.random() < 0.7:
                services.scores.rate(id_, measure.key, dice.randint(1, 6))
    before = _bands(services)
    draft = replace(any_definition(dice), name="any", scope=Scope(phases=dice.choice(((), ("onboarding",)))))
    services.scorecards.save_draft(card, draft)
    forecast = services.what_if.begin(card, draft).run(draft)
    said = {id_: flow.after for flow in forecast.flows for id_ in flow.customers}
    was = {id_: flow.before for flow in forecast.flows for id_ in flow.customers}
    services.scorecards.publish(card, "")
    assert _bands(services) == said
    assert was == {id_: before[id_] for id_ in said}
    services.close()


def test_who_moves_is_named_with_both_bands(services: Services) -> None:
    card = published(services)
    ids = [customer(services, name) for name in ("A", "B")]
    definition = starter(services, "3_by_hand").definition
    for measure in definition.measures:
        services.scores.rate(ids[0], measure.key, 6)
        services.scores.rate(ids[1], measure.key, 4)
    draft = replace(definition, bands=replace(definition.bands, healthy=110))
    trial = services.what_if.begin(card, draft)
    forecast = trial.run(draft)
    assert [(flow.before, flow.after, flow.customers) for flow in forecast.moving] == [
        (Band.WATCH, Band.HEALTHY, (ids[1],))
    ]
    assert (forecast.moved, forecast.size, trial.names[ids[1]]) == (1, 2, "B")
    assert trial.run(definition).moved == 0
    assert trial.covers(replace(draft, bands=definition.bands), definition)
    other = editing.add_rule(draft, "new")[0]
    assert trial.covers(other, definition) == (set(other.sources) <= set(draft.sources))


def test_a_draft_never_published_has_nothing_to_compare_with(services: Services) -> None:
    customer(services, "A")
    draft = starter(services, "3_by_hand").definition
    card = services.scorecards.add(draft).value
    forecast = services.what_if.begin(card, draft).run(draft)
    assert not forecast.compared
    assert forecast.counts()[Band.WITHHELD] == forecast.size == 1


def test_scorecards_that_count_earlier_keep_their_customers(services: Services) -> None:
    first = published(services)
    draft = starter(services, "1_saas_standard").definition
    card = services.scorecards.add(draft).value
    customer(services, "A")
    assert services.what_if.begin(card, draft).run(draft).size == 0
    services.scorecards.move(card, 0)
    assert services.what_if.begin(card, draft).run(draft).size == 1
    assert services.what_if.begin(first, draft).run(draft).size == 1, "what is not published yet takes nobody"


def test_one_customer_by_the_draft_gets_what_publishing_gives(services: Services) -> None:
    acme = customer(services, "Acme")
    draft = starter(services, "1_saas_standard").definition
    card = services.scorecards.add(draft).value
    tried = services.what_if.try_on(acme, draft)
    services.scorecards.publish(card, "")
    scored = services.scores.score(acme)
    assert scored is not None
    assert scored.score == tried
