"""``csops score``: scores as JSON, as a list, and explained to the point."""

import datetime as dt
from typing import Annotated, Any

import typer

from csops_desktop.cli.everything import Json
from csops_desktop.cli.session import Exit, Session, fail, put_grid, put_json, put_line, worded
from csops_desktop.domain.scoring.definition import AXIS_POINTS
from csops_desktop.domain.scoring.scores import MeasureScore
from csops_desktop.domain.scoring.shown import Scored
from csops_desktop.foundation.i18n import N_, _
from csops_desktop.services.bundle import Services
from csops_desktop.wording import scoring, values


def score(
    context: typer.Context,
    *,
    customer: Annotated[str | None, typer.Option(help=N_("Name or code of a customer; all when not given."))] = None,
    as_of: Annotated[str | None, typer.Option(help=N_("Another day, like 2026-11-24."))] = None,
    explain: Annotated[bool, typer.Option("--explain", help=N_("Say where each point comes from."))] = False,
    json: Json = False,
) -> None:
    """Show scores."""
    session: Session = context.obj
    day = _day(as_of) or session.clock.today()
    with worded(), session.open(writing=False) as services:
        if not any(card.current for card in services.scorecards.cards()):
            fail(_("No scorecard is published yet. Publish one in the window first."), Exit.NOTHING)
        if customer is None:
            found = services.scores.every(day)
        else:
            id_, name = _one(services, customer)
            one = services.scores.score(id_, day)
            if one is None:
                fail(_("There is no scorecard for “{name}”.").format(name=name), Exit.NOTHING)
            found = [(name, one)]
    if json:
        told = [document(name, scored, day) for name, scored in found]
        put_json(told if customer is None else told[0])
    elif explain:
        for name, scored in found:
            _explain(name, scored)
    else:
        _list(found)


def document(name: str, found: Scored, day: dt.date) -> dict[str, Any]:
    """Return the score of a day as JSON; ``kept_on`` is the day from which on it held."""
    score, override = found.score, found.override
    return {
        "customer": name,
        "as_of": day.isoformat(),
        "kept_on": score.day.isoformat(),
        "scorecard": f"{found.card} v{found.number}",
        "total": score.total,
        "low": score.low,
        "high": score.high,
        "band": score.band.value,
        "points_band": score.points_band.value,
        "coverage": score.coverage / 100,
        "override": None
        if override is None
        else {
            "value": override.value,
            "reason": override.reason,
            "set_on": _iso(override.set_on),
            "until": _iso(override.until),
        },
        "rules": [
            {
                "name": hit.name, "effect": hit.effect.value, "band": hit.band.value,
                "assumed": hit.assumed, "bites": hit.bites,
            }
            for hit in score.rules
        ],
        "axes": [
            {"name": axis.name, "points": axis.points, "high": axis.high, "max": AXIS_POINTS} for axis in score.axes
        ],
        "measures": [_measure(line, score.axes[line.axis].name) for line in score.measures],
    }  # fmt: skip


def _measure(line: MeasureScore, axis: str) -> dict[str, Any]:
    return {
        "key": line.key,
        "name": line.name,
        "axis": axis,
        "state": line.state.value,
        "value": line.value,
        "points": line.points,
        "high": line.high,
        "max": line.maximum,
        "loss": line.loss,
        "as_of": _iso(line.as_of),
        "evidence": line.evidence,
        "why": _why(line),
    }


def _why(line: MeasureScore) -> str:
    """Return where the points of a measure come from, in words."""
    parts = [scoring.state(line.state)]
    if line.value is not None:
        parts.append(values.real(round(line.value, 1)))
    if line.as_of is not None:
        parts.append(values.date(line.as_of))
    if line.loss:
        parts.append(_("{points} points lost to its age").format(points=line.loss))
    if line.note:
        parts.append(line.note)
    return " · ".join(parts)


def _list(found: list[tuple[str, Scored]]) -> None:
    headings = [_("Customer"), _("Score"), _("Band"), _("Coverage"), *_axes(found)]
    rows = [
        [
            name,
            _range(each.score.low, each.score.high),
            scoring.band(each.score.band),
            f"{each.score.coverage}%",
            *(str(axis.points) for axis in each.score.axes),
        ]
        for name, each in found
    ]
    put_grid(headings, rows)


def _axes(found: list[tuple[str, Scored]]) -> list[str]:
    """Return what the axes are called, if all scorecards agree."""
    names = {tuple(axis.name for axis in each.score.axes) for _name, each in found}
    return list(names.pop()) if len(names) == 1 else ["1", "2"]


def _explain(name: str, found: Scored) -> None:
    score = found.score
    put_line(f"{name}  {_range(score.low, score.high)}/200  {scoring.band(score.band)}  {score.coverage}%")
    put_line(f"  {found.card} v{found.number}  {score.day.isoformat()}")
    for index, axis in enumerate(score.axes):
        put_line(f"  {axis.name}  {_range(axis.points, axis.high)}/{AXIS_POINTS}")
        for line in score.measures:
            if line.axis == index:
                put_line(f"    {line.name}  {_range(line.points, line.high)}/{line.maximum}  {_why(line)}")
    for hit in score.rules:
        put_line(f"  {scoring.rule(hit)}")
    if found.override is not None:
        put_line(
            "  " + _("Set by hand: {value} ({reason})").format(value=found.override.value, reason=found.override.reason)
        )


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _one(services: Services, text: str) -> tuple[int, str]:
    found = services.scores.named(text)
    if not found:
        fail(_("There is no customer “{name}”.").format(name=text), Exit.DATA)
    if len(found) > 1:
        said = _("{n} customers are called “{name}”. Name one by its code with --customer.")
        fail(said.format(n=len(found), name=text), Exit.DATA)
    return found[0]


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(_("{option} is a day like 2026-11-24.").format(option="--as-of"), Exit.USAGE)


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
