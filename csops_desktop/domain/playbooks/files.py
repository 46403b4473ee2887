"""A playbook as the plain values of a file, and back; what is as usual is left out, so that the file stays short."""

import dataclasses
import json

from csops_desktop.domain.plain import parsed, plain, read
from csops_desktop.domain.playbooks.definition import Playbook


def to_json(playbook: Playbook) -> str:
    """Return a playbook as JSON text, the form of its versions."""
    return json.dumps(shortened(playbook), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Playbook:
    """Return the playbook of a text.

    Raises:
        UnreadableError: with every entry that cannot be read.
    """
    return read(Playbook, parsed(text))


def shortened(value: object) -> object:
    """Return a value of dataclasses as lists and dicts, without the entries that hold their defaults."""
    if isinstance(value, tuple):
        return [shortened(item) for item in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return plain(value)
    return {
        each.name: shortened(getattr(value, each.name))
        for each in dataclasses.fields(value)
        if getattr(value, each.name) != each.default
    }
