"""From exported files to scores: a subscription business is imported, scored, explained, tried out and back-tested."""

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from csops_desktop.analysis.backtest import back_test
from csops_desktop.analysis.scoring import Rescorer
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.definition import (
    Axis,
    Band,
    Compare,
    Definition,
    Effect,
    Knot,
    Measure,
    MeasureGroup,
    Rule,
    Scale,
    ScaleKind,
)
from csops_desktop.domain.scoring.outcomes import Churn
from csops_desktop.domain.scoring.sources import How, Known, KnownFact, Source, Usage
from csops_desktop.services.bundle import Services

FILES = {
    "accounts": Kind.CUSTOMERS,
    "subscriptions": Kind.CONTRACTS,
    "supports_ticket": Kind.TICKETS,
    "churn_events": Kind.CHURN_EVENTS,
    "feature_usage": Kind.READINGS,
}
LAST = dt.date(2026, 10, 31)


def _measure(key: str, points: int, source: Source, *knots: tuple[float, int]) -> Measure:
    return Measure(key, key, points, source, Scale(ScaleKind.LINES, tuple(Knot(at, share) for at, share in knots)))


def scorecard() -> Definition:
    """Return a scorecard of usage, tickets and tenure."""
    use = (
        _measure("use", 50, Usage("usage_count", How.SUM, 90), (0, 0), (100, 100)),
        _measure("change", 30, Usage("usage_count", How.CHANGE, 90), (-100, 0), (0, 60), (50, 100)),
        _measure("errors", 20, Usage("error_count", How.SUM, 90), (0, 100), (20, 0)),
    )
    care = (
        _measure("tickets", 50, Known(KnownFact.TICKETS, 90), (0, 100), (6, 0)),
        _measure("tenure", 50, Known(KnownFact.TENURE_MONTHS), (0, 0), (18, 100)),
    )
    escalated = Known(KnownFact.ESCALATIONS, 90)
    return Definition(
        "Subscriptions",
        (Axis("Use", (MeasureGroup("", use),)), Axis("Care", (MeasureGroup("", care),))),
        rules=(Rule("escalated", "Escalated", escalated, Compare.AT_LEAST, 1, Effect.CAP, Band.WATCH),),
    )


def _write(folder: Path, name: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with (folder / f"some_{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *rows])


def day(back: int) -> str:
    """Return the day so many days before the last one."""
    return (LAST - dt.timedelta(days=back)).isoformat()


def invented(folder: Path, accounts: int) -> None:
    """Write files of a business in which those who leave use less beforehand."""
    dice = Random(5)  # noqa: S311 (an invention, no secret)
    people: list[tuple[object, ...]] = []
    subs, tickets, events, use = people[:], people[:], people[:], people[:]
    for at in range(accounts):
        code, start = f"A-{at:03}", dice.randint(200, 900)
        people.append((code, f"Company {at}", day(start)))
        leaves = dice.randint(0, 400) if dice.random() < 0.35 and start > 450 else None
        subs.append((f"S-{at:03}", code, day(start), "" if leaves is None else day(leaves), dice.randint(100, 900)))
        if leaves is not None:
            events.append((f"C-{at:03}", code, day(leaves), "pricing"))
        for back in range(start - 1, -1 if leaves is None else leaves, -9):
            falling = leaves is not None and back < leaves + 130
            use.append((f"U-{len(use)}", f"S-{at:03}", day(back), "f", dice.randint(0, 3 if falling else 14), 0))
        for _each in range(dice.randint(0, 4)):
            back = dice.randint(0, start)
            tickets.append((f"T-{len(tickets)}", code, day(back), day(max(back - 2, 0)), "high", "FALSE"))
    _write(folder, "accounts", ("account_id", "account_name", "signup_date"), people)
    _write(folder, "subscriptions", ("subscription_id", "account_id", "start_date", "end_date", "mrr_amount"), subs)
    heads = ("ticket_id", "account_id", "submitted_at", "closed_at", "priority", "escalation_flag")
    _write(folder, "supports_ticket", heads, tickets)
    _write(folder, "churn_events", ("churn_event_id", "account_id", "churn_date", "reason_code"), events)
    heads = ("usage_id", "subscription_id", "usage_date", "feature_name", "usage_count", "error_count")
    _write(folder, "feature_usage", heads, use)


def load(services: Services, folder: Path) -> None:
    for name, kind in FILES.items():
        (path,) = folder.glob(f"*_{name}.csv")
        table = services.imports.read(path)
        guess = services.imports.guess(table, kind)
        services.imports.write(services.imports.dry_run(table, guess.mapping))


def publish(services: Services) -> int:
    """Publish the scorecard and return the id of its version."""
    card: int = services.scorecards.add(scorecard()).value
    services.scorecards.publish(card, "")
    return services.scorecards.versions(card)[0].id


def assert_scored_and_explained(services: Services, accounts: int) -> None:
    book = services.scores.book()
    assert len(book) == accounts
    today = book.day
    for at, id_ in list(enumerate(book.ids))[::11]:
        found = services.scores.score(id_)
        assert found is not None
        assert sum(line.points for line in found.score.measures) == found.score.total == book.total[at]
        for back in (90, 400):
            why = services.scores.why(id_, today - dt.timedelta(days=back), today)
            assert why is not None
            assert sum(line.points for line in why.lines) == why.difference
    stiffer = replace(scorecard(), bands=replace(scorecard().bands, healthy=150))
    facts, day, _names = services.scores.facts_book(stiffer)
    tried = Rescorer(facts, day).score(stiffer)
    card = services.scorecards.cards()[0].id
    services.scorecards.save_draft(card, stiffer)
    services.scorecards.publish(card, "stiffer")
    assert dict(zip(tried.ids.tolist(), tried.bands, strict=True)) == dict(
        zip(services.scores.book().ids, services.scores.book().band, strict=True)
    )


def test_a_business_whose_leavers_use_less_is_seen_through(services: Services, tmp_path: Path) -> None:
    invented(tmp_path, 160)
    load(services, tmp_path)
    version = publish(services)
    assert_scored_and_explained(services, 160)
    keys = [measure.key for measure in scorecard().measures]
    for churn in Churn:
        found = back_test(services.scores.cases(version, 90, churn), keys)
        assert found.enough
        assert found.auc is not None
        assert 0.65 < found.auc.low < found.auc.value <= 1
        assert {line.key for line in found.lifts} == set(keys)
        bands = {line.band: line for line in found.bands}
        assert bands[Band.RISK].churned * bands[Band.HEALTHY].n > bands[Band.HEALTHY].churned * bands[Band.RISK].n


def test_a_few_leavers_are_counted_and_no_more(services: Services, tmp_path: Path) -> None:
    invented(tmp_path, 25)
    load(services, tmp_path)
    version = publish(services)
    found = back_test(services.scores.cases(version, 90, Churn.CONTRACTS), [])
    assert found.n > 0
    assert not found.enough
    assert (found.auc, found.calibration) == (None, ())


def test_nobody_leaves_twice_and_the_end_of_the_records_is_the_end(services: Services, tmp_path: Path) -> None:
    invented(tmp_path, 40)
    load(services, tmp_path)
    version = publish(services)
    cases = services.scores.cases(version, 60, Churn.CONTRACTS)
    left = [case.customer_id for case in cases if case.outcome.churned]
    assert len(left) == len(set(left))


def test_ravenstack(services: Services, cases: Path) -> None:
    load(services, cases / "saas" / "ravenstack")
    version = publish(services)
    assert_scored_and_explained(services, 500)
    keys = [measure.key for measure in scorecard().measures]
    found = back_test(services.scores.cases(version, 90, Churn.EVENTS), keys)
    assert found.enough
    assert found.auc is not None
    assert found.auc.low < 0.5 < found.auc.high + 0.1  # its churn is noise: whoever reads the interval sees it
