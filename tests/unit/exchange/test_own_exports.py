"""What the program itself exports is understood when it comes back: headings and choices, in both languages."""

import datetime as dt
from pathlib import Path
from typing import Literal

import pytest

from csops_desktop.domain.fields import IMPORTABLE, FieldType, Kind, stored
from csops_desktop.domain.imports import Table, Target
from csops_desktop.domain.values import parse
from csops_desktop.exchange.guessing import guess
from csops_desktop.foundation import i18n
from csops_desktop.foundation.paths import resources
from csops_desktop.wording.fields import choice_name, field_name

LANGUAGES = ["en", pytest.param("ja", marks=pytest.mark.skipif(
    not (resources() / "i18n/ja/LC_MESSAGES/csops.mo").exists(), reason="the catalogue is not compiled"))]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", IMPORTABLE)
def test_every_heading_of_an_export_finds_its_field(kind: Kind, language: Literal["en", "ja"]) -> None:
    i18n.use(language)
    fields = stored(kind)
    headings = tuple(field_name(kind, field.name) for field in fields)
    table = Table(Path("a.csv"), None, (), "utf-8", ",", 1, headings, tuple([] for _ in headings), [])
    found = guess(table, kind, today=dt.date(2026, 11, 21)).mapping.targets
    wrong = [
        (heading, field.name, target)
        for heading, field, target in zip(headings, fields, found, strict=True)
        if target != Target(kind, field.name)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_an_export_is_read_again(language: Literal["en", "ja"]) -> None:
    i18n.use(language)
    wrong = []
    for kind in IMPORTABLE:
        for field in stored(kind):
            if field.type is FieldType.CHOICE:
                for key in field.choices:
                    word = choice_name(field, key)
                    try:
                        assert parse(field, word) == key
                    except Exception:  # noqa: BLE001 (collect them all)
                        wrong.append((kind.value, field.name, key, word))
    assert wrong == []
