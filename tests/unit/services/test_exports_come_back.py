"""Every list that is taken out and brought in again changes nothing: headings, words, dates, people, several customers."""

from pathlib import Path
from typing import Literal

import pytest

from csops_desktop.cli.listing import words
from csops_desktop.domain.fields import IMPORTABLE, Kind
from csops_desktop.domain.imports import Counts
from csops_desktop.foundation import i18n
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample
from csops_desktop.wording.fields import field_name


@pytest.fixture
def sample(services: Services) -> Services:
    build_sample(services)
    return services


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_list_comes_back_as_it_went(
    sample: Services, tmp_path: Path, language: Literal["ja", "en"], ending: str
) -> None:
    i18n.use(language)
    for kind in IMPORTABLE:
        path = tmp_path / f"{kind.value}.{ending}"
        n, _lacking = sample.exports.write(kind, path, heading=field_name, words=words)
        table = sample.imports.read(path)
        guess = sample.imports.guess(table, kind)
        report = sample.imports.dry_run(table, guess.mapping).report()
        assert (guess.open, report.errors) == ((), ())
        assert report.counts == Counts(same=n)
        assert all((counts.created, counts.updated) == (0, 0) for counts in report.also.values())
        if kind is not Kind.MEMBERS:  # a list of people without a company may be ours or theirs
            assert sample.imports.guess(table).mapping.kind is kind
