"""Taking lists out: exactly the rows and columns listed, and read back as what they were."""

from pathlib import Path

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import RowState
from csops_desktop.domain.records import Value
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.errors import CancelledError, CannotWriteError
from csops_desktop.services.bundle import Services


def _plain(_kind: Kind, _field: str, value: Value) -> Value:
    return value


def _field(_kind: Kind, field: str) -> str:
    return field


@pytest.fixture
def three(services: Services) -> list[int]:
    names = ["=1+1", "株式会社髙﨑", "😀 Alpha"]
    return [services.customers.create({"name": name, "tags": ("a", "b")}).value for name in names]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_what_is_listed_is_written_and_reads_back_equal(
    services: Services, three: list[int], tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    n, lacking = services.exports.write(
        Kind.CUSTOMERS, path, heading=_field, words=_plain, ids=[three[2], three[0]], columns=["tags", "name"]
    )
    table = services.imports.read(path)
    assert (n, lacking) == (2, ())
    assert table.headings == ("tags", "name")
    assert [list(column) for column in table.columns] == [["a, b", "a, b"], ["😀 Alpha", "=1+1"]]


def test_exporting_and_importing_again_changes_nothing(services: Services, three: list[int], tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    services.exports.write(Kind.CUSTOMERS, path, heading=_field, words=_plain, columns=["name", "tags"])
    table = services.imports.read(path)
    guess = services.imports.guess(table, Kind.CUSTOMERS)
    assert services.imports.dry_run(table, guess.mapping).counts()[RowState.SAME] == len(three)


def test_cp932_names_the_characters_it_lacks(services: Services, three: list[int], tmp_path: Path) -> None:
    assert three
    _n, lacking = services.exports.write(
        Kind.CUSTOMERS, tmp_path / "o.csv", heading=_field, words=_plain, columns=["name"], encoding="cp932"
    )
    assert lacking == ("😀",)


def test_money_of_a_currency_with_cents_is_written_in_whole_units(services: Services, tmp_path: Path) -> None:
    services.settings.set(StoreSetting.CURRENCY, "USD")
    customer = services.customers.create({"name": "Alpha"}).value
    day = services.customers.database.clock.today()
    services.records.create(Kind.CONTRACTS, {"customer_id": customer, "starts_on": day, "mrr": 278_650})
    path = tmp_path / "o.csv"
    services.exports.write(Kind.CONTRACTS, path, heading=_field, words=_plain, columns=["mrr"])
    assert path.read_text("utf-8-sig").split() == ["mrr", "2786.5"]


def test_nothing_is_left_when_stopped_or_refused(services: Services, three: list[int], tmp_path: Path) -> None:
    assert three
    path = tmp_path / "o.csv"
    with pytest.raises(CancelledError):
        services.exports.write(Kind.CUSTOMERS, path, heading=_field, words=_plain, cancelled=lambda: True)
    with pytest.raises(CannotWriteError):
        services.exports.write(Kind.CUSTOMERS, tmp_path / "no" / "o.csv", heading=_field, words=_plain)
    assert list(tmp_path.glob("*o.csv*")) == []
