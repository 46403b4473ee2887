"""A scorecard as JSON, the form of its versions and of its file, and what of it cannot be read."""

import json
from typing import TypeVar

from csops_desktop.domain import plain as values
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.flaws import Flaw, Problem, ScorecardProblemsError
from csops_desktop.domain.scoring.sources import Known, Rated, Usage

T = TypeVar("T")

_TAGS: dict[str, type] = {"usage": Usage, "rated": Rated, "known": Known}


def to_json(definition: Definition, *, indent: int | None = None) -> str:
    """Return a scorecard as JSON text."""
    return json.dumps(plain(definition), ensure_ascii=False, indent=indent)


def from_json(text: str) -> Definition:
    """Return the scorecard of a text; whether it is sound says ``checking``.

    Raises:
        ScorecardProblemsError: with every entry that cannot be read.
    """
    return read(Definition, parsed(text))


def parsed(text: str) -> object:
    """Return what a JSON text holds.

    Raises:
        ScorecardProblemsError: it is no JSON.
    """
    try:
        return values.parsed(text)
    except values.UnreadableError as error:
        raise _refused(error) from error


def plain(value: object) -> object:
    """Return a part of a scorecard as lists and dicts."""
    return values.plain(value, _TAGS)


def read(wanted: type[T], data: object) -> T:
    """Return the part of a scorecard that ``plain`` wrote; entries with a default may be left out.

    Raises:
        ScorecardProblemsError: with every entry that cannot be read.
    """
    try:
        return values.read(wanted, data, _TAGS)
    except values.UnreadableError as error:
        raise _refused(error) from error


def _refused(error: values.UnreadableError) -> ScorecardProblemsError:
    return ScorecardProblemsError(
        tuple(Problem(each.where, Flaw(each.misfit.value), each.value) for each in error.entries)
    )
