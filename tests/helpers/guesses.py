"""Tables as files bring them, and what is guessed of their columns."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Guess, Table
from csops_desktop.exchange.guessing import guess

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"


needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")


TODAY = dt.date(2026, 11, 21)


def a_table(headings: Sequence[str], *rows: Sequence[str]) -> Table:
    columns: tuple[list[str | int | float | dt.date], ...] = tuple(
        [row[at] for row in rows] for at in range(len(headings))
    )
    return Table(Path("a.csv"), None, (), "utf-8", ",", 1, tuple(headings), columns, list(range(2, 2 + len(rows))))


def guessed(table: Table, kind: Kind) -> Guess:
    return guess(table, kind, today=TODAY)


def guessed_names(table: Table, kind: Kind) -> dict[str, str | None]:
    targets = guessed(table, kind).mapping.targets
    return {
        heading: None if target is None else f"{target.kind.value}.{target.field}"
        for heading, target in zip(table.headings, targets, strict=True)
    }


def vendor_headings(vendor: str, key: str = "columns") -> list[str]:
    found: list[str] = json.loads((CASES / "crm/headers/crm_headers.json").read_text("utf-8"))[vendor][key]
    return found
