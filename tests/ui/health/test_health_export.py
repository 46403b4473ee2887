"""The list beside the charts leaves the program as a file."""

import csv
import datetime as dt
from pathlib import Path

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.health.table import EXPORTED
from csops_desktop.wording import fields as words
from tests.helpers.health_lines import Day, publish, set_scores

TODAY = dt.date(2026, 11, 24)


def test_a_list_is_written_with_its_scores(services: Services, tmp_path: Path) -> None:
    ids = [services.customers.create({"name": name}).value for name in ("Aster", "Begonia")]
    set_scores(services, publish(services), {ids[0]: [Day(TODAY, 90, 85)], ids[1]: [Day(TODAY, 20, 25)]})
    path = tmp_path / "health.csv"
    n, lacking = services.exports.write(
        Kind.CUSTOMERS,
        path,
        heading=words.field_name,
        words=lambda _kind, _name, value: value,
        ids=[ids[1]],
        columns=EXPORTED,
    )
    assert (n, lacking) == (1, ())
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows[0]) == len(EXPORTED)
    assert rows[1][1:5] == ["Begonia", "45", "45", "risk"]
