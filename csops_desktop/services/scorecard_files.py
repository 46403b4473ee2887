"""The scorecards that come with the program, as files."""

import json

from csops_desktop.domain.scoring import plain
from csops_desktop.domain.scoring.shown import Starter
from csops_desktop.foundation.paths import resources

_LANGUAGE = "en"
"""The language in which every starter is there."""


def starters(language: str) -> tuple[Starter, ...]:
    """Return the starters in a language, in English where it is not there."""
    folder = resources() / "scorecards"
    paths = sorted((folder / language).glob("*.json")) or sorted((folder / _LANGUAGE).glob("*.json"))
    found = []
    for path in paths:
        said = json.loads(path.read_text(encoding="utf-8"))
        definition = plain.from_json(json.dumps(said["scorecard"]))
        found.append(Starter(path.stem, definition.name, str(said["note"]), definition))
    return tuple(found)
