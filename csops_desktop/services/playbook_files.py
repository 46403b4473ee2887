"""Playbooks as TOML files, both languages in one: the ready ones that come with the program, import and export."""

import tomllib
from functools import cache

from csops_desktop.domain.plain import Entry, Misfit, UnreadableError, read
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.files import shortened
from csops_desktop.foundation.paths import resources


@cache
def starters() -> tuple[Playbook, ...]:
    """Return the ready playbooks, in the order in which a customer meets them."""
    found = sorted((resources() / "playbooks").glob("*.toml"))
    return tuple(from_text(path.read_text(encoding="utf-8")) for path in found)


def from_text(text: str) -> Playbook:
    """Return the playbook that a file describes; whether it is sound says ``domain.playbooks.checking``.

    Raises:
        UnreadableError: it is no TOML, or with every entry that cannot be read.
    """
    try:
        said = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError((Entry("", Misfit.NOT_JSON, str(error)[:200]),)) from error
    return read(Playbook, said)


def to_text(playbook: Playbook) -> str:
    """Return a playbook as the text of a file."""
    import tomli_w  # noqa: PLC0415 (only when a file is written)

    said = shortened(playbook)
    assert isinstance(said, dict)  # noqa: S101 (a dataclass becomes one)
    return tomli_w.dumps(said, multiline_strings=True)
