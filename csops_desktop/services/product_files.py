"""Products with their levels as files: the ready ones that come with the program."""

import tomllib
from dataclasses import dataclass
from typing import Any

from csops_desktop.domain.maturity import Evidence, Level, PlannedAction, ProductModel
from csops_desktop.foundation.paths import resources

_LANGUAGE = "en"
"""The language in which every ready product is there."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A ready product.

    Attributes:
        key: the same in every language.
    """

    key: str
    model: ProductModel


def starters(language: str) -> tuple[Starter, ...]:
    """Return the ready products in a language, in English where it is not there."""
    folder = resources() / "products"
    found = sorted((folder / language).glob("*.toml")) or sorted((folder / _LANGUAGE).glob("*.toml"))
    return tuple(Starter(path.stem, parsed(path.read_text(encoding="utf-8"))) for path in found)


def parsed(text: str) -> ProductModel:
    """Return the product that a file describes.

    Raises:
        ValueError: it is no TOML, or something that must be there is missing or of another kind.
    """
    said = tomllib.loads(text)
    try:
        return _model(said)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no product: {error}") from error


def _model(said: dict[str, Any]) -> ProductModel:
    levels, evidence, actions = [], [], []
    for step in said["levels"]:
        level = int(step["level"])
        levels.append(Level(level, str(step["name"]), str(step.get("meaning", ""))))
        evidence += [
            Evidence(0, level, str(each["text"]), bool(each.get("proof", False))) for each in step.get("evidence", ())
        ]
        actions += [
            PlannedAction(
                level,
                str(each["touch"]),
                str(each["title"]),
                str(each.get("kind", "")),
                str(each.get("rhythm", "")),
                int(each["minutes"]) if "minutes" in each else None,
            )
            for each in step.get("actions", ())
        ]
    return ProductModel(
        str(said["name"]),
        str(said.get("short_name", "")),
        str(said.get("note", "")),
        tuple(levels),
        tuple(evidence),
        tuple(actions),
        {str(touch): int(share) for touch, share in said.get("shares", {}).items()},
    )
