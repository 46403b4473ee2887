"""Frozen values to lists and dicts and back: every field is written, and what cannot be read is said with its place."""

import dataclasses
import datetime as dt
import json
import types
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from csops_desktop.foundation.errors import CsopsError

T = TypeVar("T")

_UNREAD = object()
_TAG = "from"


class Misfit(StrEnum):
    """What can be wrong with an entry."""

    NOT_JSON = "not_json"
    MISSING = "missing"
    WRONG_TYPE = "wrong_type"
    NOT_A_CHOICE = "not_a_choice"
    UNKNOWN_ENTRY = "unknown_entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that cannot be read.

    Attributes:
        where: its path, as ``axes[0].groups[1].name``.
        value: what stands there, as text.
    """

    where: str
    misfit: Misfit
    value: str = ""


@dataclass(frozen=True)
class UnreadableError(CsopsError):
    """A text or file that is not what was wanted."""

    entries: tuple[Entry, ...]


def parsed(text: str) -> object:
    """Return what a JSON text holds.

    Raises:
        UnreadableError: it is no JSON.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UnreadableError((Entry("", Misfit.NOT_JSON, str(error)[:200]),)) from error


def plain(value: object, tags: Mapping[str, type] | None = None) -> object:
    """Return a value of dataclasses, enums, dates and tuples as lists and dicts.

    Args:
        value: what to write.
        tags: name → class of those that stand where several classes may; the name is written along.
    """
    match value:
        case StrEnum():
            return value.value
        case dt.date():
            return value.isoformat()
        case tuple():
            return [plain(item, tags) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    name = next((name for name, kind in (tags or {}).items() if kind is type(value)), None)
    written = {each.name: plain(getattr(value, each.name), tags) for each in dataclasses.fields(value)}
    return written if name is None else {_TAG: name, **written}


def read(wanted: type[T], data: object, tags: Mapping[str, type] | None = None) -> T:
    """Return the dataclass that ``plain`` wrote; entries with a default may be left out.

    Raises:
        UnreadableError: with every entry that cannot be read.
    """
    reader = _Reader(tags or {})
    value = reader.value(wanted, data, "")
    if reader.entries or not isinstance(value, wanted):
        raise UnreadableError(tuple(reader.entries))
    return value


def _refuse(constant: str) -> object:
    raise ValueError(constant)


class _Reader:
    """Reads by the types that the dataclasses declare, and notes what does not fit."""

    def __init__(self, tags: Mapping[str, type]) -> None:
        self.entries: list[Entry] = []
        self._tags = tags

    def value(self, wanted: object, data: object, where: str) -> object:
        """Return the value of one entry, or note what is wrong."""
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
            return wanted(data) if data in choices else self._problem(where, Misfit.NOT_A_CHOICE, data)
        return self._single(wanted, data, where)

    def _single(self, wanted: type, data: object, where: str) -> object:
        if wanted is dt.date and isinstance(data, str):
            try:
                return dt.date.fromisoformat(data)
            except ValueError:
                return self._problem(where, Misfit.WRONG_TYPE, data)
        if wanted is float and isinstance(data, int) and not isinstance(data, bool):
            try:
                return float(data)
            except OverflowError:
                return self._problem(where, Misfit.WRONG_TYPE, data)
        fits = isinstance(data, wanted) and (wanted is bool or not isinstance(data, bool))
        return data if fits else self._problem(where, Misfit.WRONG_TYPE, data)

    def _either(self, kinds: tuple[object, ...], data: object, where: str) -> object:
        if type(None) in kinds:
            rest = next(kind for kind in kinds if kind is not type(None))
            return None if data is None else self.value(rest, data, where)
        if not isinstance(data, dict):
            return self._problem(where, Misfit.WRONG_TYPE, data)
        tag = data.get(_TAG)
        kind = self._tags.get(tag) if isinstance(tag, str) else None
        if kind is None:
            return self._problem(_inside(where, _TAG), Misfit.NOT_A_CHOICE, tag)
        return self.value(kind, {key: item for key, item in data.items() if key != _TAG}, where)

    def _several(self, kind: object, data: object, where: str) -> object:
        if not isinstance(data, list):
            return self._problem(where, Misfit.WRONG_TYPE, data)
        return tuple(self.value(kind, item, f"{where}[{index}]") for index, item in enumerate(data))

    def _record(self, wanted: type, data: object, where: str) -> object:
        if not isinstance(data, dict):
            return self._problem(where, Misfit.WRONG_TYPE, data)
        before = len(self.entries)
        kinds = get_type_hints(wanted)
        fields = {each.name: each for each in dataclasses.fields(wanted)}
        for name in data.keys() - fields.keys():
            self._problem(_inside(where, str(name)), Misfit.UNKNOWN_ENTRY, name)
        given = {}
        for name, each in fields.items():
            if name in data:
                given[name] = self.value(kinds[name], data[name], _inside(where, name))
            elif each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING:
                self._problem(_inside(where, name), Misfit.MISSING, "")
        return wanted(**given) if len(self.entries) == before else _UNREAD

    def _problem(self, where: str, misfit: Misfit, data: object) -> object:
        self.entries.append(Entry(where, misfit, str(data)[:80]))
        return _UNREAD


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
