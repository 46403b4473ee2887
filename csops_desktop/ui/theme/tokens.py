"""The design tokens as plain values, read once from ``resources/theme/tokens.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything the design fixes.

    Attributes:
        colors: per theme (``light``, ``dark``): token → ``#RRGGBB``.
        sizes: ``group.name`` → px at 96 dpi and 100 % text size, for the groups row, size, space, radius, line, font.
        families: font families, the bundled one first.
        shadow_alpha: opacity (0–255) of the shadow of popups, per theme.
        motion_ms: duration of ``fast``, ``normal`` and ``toast``.
    """

    colors: Mapping[str, Mapping[str, str]]
    sizes: Mapping[str, int]
    families: tuple[str, ...]
    mono: tuple[str, ...]
    shadow_blur: int
    shadow_offset: int
    shadow_alpha: Mapping[str, int]
    motion_ms: Mapping[str, int]
    compact_max: int
    normal_max: int
    min_window: tuple[int, int]


def load(path: Path) -> Tokens:
    """Read the tokens."""
    data = json.loads(path.read_text(encoding="utf-8"))
    sizes = {
        f"{group}.{name}": int(value)
        for group, values in (
            ("row", data["row"]),
            ("size", data["size"]),
            ("space", data["space"]),
            ("radius", data["radius"]),
            ("line", data["font"]["line"]),
            ("font", data["font"]["px"]),
        )
        for name, value in values.items()
    }
    popup = data["shadow"]["popup"]
    return Tokens(
        colors=data["themes"],
        sizes=sizes,
        families=tuple(data["font"]["families"]),
        mono=tuple(data["font"]["mono"]),
        shadow_blur=popup["blur"],
        shadow_offset=popup["y"],
        shadow_alpha={"light": popup["alpha_light"], "dark": popup["alpha_dark"]},
        motion_ms={name.removesuffix("_ms"): ms for name, ms in data["motion"].items() if name.endswith("_ms")},
        compact_max=data["breakpoint"]["compact_max"],
        normal_max=data["breakpoint"]["normal_max"],
        min_window=(data["breakpoint"]["min_window"][0], data["breakpoint"]["min_window"][1]),
    )
