"""Frozen values to JSON and back: every field is written, and what cannot be read is said with its place."""

import dataclasses
import datetime as dt
import json
import types
from enum import StrEnum
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.flaws import Flaw, Problem, ScorecardProblemsError
from csops_desktop.domain.scoring.sources import Known, Rated, Usage

T = TypeVar("T")

_UNREAD = object()
_TAG = "from"
_TAGGED: dict[str, type] = {"usage": Usage, "rated": Rated, "known": Known}
_TAG_OF = {kind: tag for tag, kind in _TAGGED.items()}


def to_json(definition: Definition, *, indent: int | None = None) -> str:
    """Return a scorecard as JSON text, the form of its versions and of its file."""
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
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ScorecardProblemsError((Problem("", Flaw.NOT_JSON, str(error)[:200]),)) from error


def plain(value: object) -> object:
    """Return a value of dataclasses, enums, dates and tuples as lists and dicts."""
    match value:
        case StrEnum():
            return value.value
        case dt.date():
            return value.isoformat()
        case tuple():
            return [plain(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    tag = {_TAG: _TAG_OF[type(value)]} if type(value) in _TAG_OF else {}
    return {**tag, **{each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}}


def read(wanted: type[T], data: object) -> T:
    """Return the dataclass that ``plain`` wrote; entries with a default may be left out.

    Raises:
        ScorecardProblemsError: with every entry that cannot be read.
    """
    reader = _Reader()
    value = reader.value(wanted, data, "")
    if reader.problems or not isinstance(value, wanted):
        raise ScorecardProblemsError(tuple(reader.problems))
    return value


def _refuse(constant: str) -> object:
    raise ValueError(constant)


class _Reader:
    """Reads by the types that the dataclasses declare, and notes what does not fit."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def value(self, wanted: object, data: object, where: str) -> object:
        """Return the value of one entry, or note a problem."""
        if isinstance(wanted, types.UnionType) or get_origin(wanted) is Union:
            return self._either(get_args(wanted), data, where)
        if get_origin(wanted) is tuple:
            return self._several(get_args(wanted)[0], data, where)
        if not isinstance(wanted, type):
            raise TypeError(wanted)
        if dataclasses.is_dataclass(wanted):
            return self._record(wanted, data, where)
        if issubclass(wanted, StrEnum):
            choices = [each.value for each in wanted]
            return wanted(data) if data in choices else self._problem(where, Flaw.NOT_A_CHOICE, data)
        return self._single(wanted, data, where)

    def _single(self, wanted: type, data: object, where: str) -> object:
        if wanted is dt.date and isinstance(data, str):
            try:
                return dt.date.fromisoformat(data)
            except ValueError:
                return self._problem(where, Flaw.WRONG_TYPE, data)
        if wanted is float and isinstance(data, int) and not isinstance(data, bool):
            try:
                return float(data)
            except OverflowError:
                return self._problem(where, Flaw.WRONG_TYPE, data)
        fits = isinstance(data, wanted) and (wanted is bool or not isinstance(data, bool))
        return data if fits else self._problem(where, Flaw.WRONG_TYPE, data)

    def _either(self, kinds: tuple[object, ...], data: object, where: str) -> object:
        if type(None) in kinds:
            rest = next(kind for kind in kinds if kind is not type(None))
            return None if data is None else self.value(rest, data, where)
        if not isinstance(data, dict):
            return self._problem(where, Flaw.WRONG_TYPE, data)
        tag = data.get(_TAG)
        kind = _TAGGED.get(tag) if isinstance(tag, str) else None
        if kind is None:
            return self._problem(_inside(where, _TAG), Flaw.NOT_A_CHOICE, tag)
        return self.value(kind, {key: item for key, item in data.items() if key != _TAG}, where)

    def _several(self, kind: object, data: object, where: str) -> object:
        if not isinstance(data, list):
            return self._problem(where, Flaw.WRONG_TYPE, data)
        return tuple(self.value(kind, item, f"{where}[{index}]") for index, item in enumerate(data))

    def _record(self, wanted: type, data: object, where: str) -> object:
        if not isinstance(data, dict):
            return self._problem(where, Flaw.WRONG_TYPE, data)
        before = len(self.problems)
        kinds = get_type_hints(wanted)
        fields = {each.name: each for each in dataclasses.fields(wanted)}
        for name in data.keys() - fields.keys():
            self._problem(_inside(where, str(name)), Flaw.UNKNOWN_ENTRY, name)
        given = {}
        for name, each in fields.items():
            if name in data:
                given[name] = self.value(kinds[name], data[name], _inside(where, name))
            elif each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING:
                self._problem(_inside(where, name), Flaw.MISSING, "")
        return wanted(**given) if len(self.problems) == before else _UNREAD

    def _problem(self, where: str, flaw: Flaw, data: object) -> object:
        self.problems.append(Problem(where, flaw, str(data)[:80]))
        return _UNREAD


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
