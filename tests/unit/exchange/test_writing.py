"""What is written opens in a spreadsheet as it is, harms nobody, and reads back equal."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.imports import ReadOptions
from csops_desktop.exchange.reading import read_table
from csops_desktop.exchange.writing import clipboard_text, write_csv, write_errors, write_xlsx
from csops_desktop.foundation.errors import CancelledError, CannotWriteError

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")
HEADINGS = ["顧客名", "契約開始日", "月額", "担当", "備考"]


def test_values_are_written_as_a_spreadsheet_takes_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows: list[list[str | int | dt.date | None]] = [
        ["株式会社さくら", dt.date(2024, 4, 1), 30000, None, "=1+1"],
        ["A", None, -5, True, "+81-3-1234-5678"],
    ]
    assert write_csv(path, HEADINGS, rows) == []
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n")[1:3] == [
        "株式会社さくら,2024-04-01,30000,,'=1+1",
        "A,,-5,TRUE,+81-3-1234-5678",
    ]
    assert read_table(path).columns[4] == ["=1+1", "+81-3-1234-5678"]


def test_characters_that_cp932_lacks_are_reported_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lacking = write_csv(path, ["顧客名", "月額"], [["㈱髙島屋①", 1], ["喫茶☕𠮷野☕", 2]], encoding="cp932")
    assert lacking == ["☕", "𠮷"]
    assert read_table(path).columns[0] == ["㈱髙島屋①", "喫茶〓〓野〓"]


@needs_cases
def test_naughty_strings_survive_csv_and_xlsx(tmp_path: Path) -> None:
    naughty = [text for text in json.loads((CASES / "bad/text/blns.json").read_text("utf-8")) if text.strip()]
    rows = [["x", text, "y"] for text in naughty]
    options = ReadOptions(header_row=1, encoding="utf-8")
    write_csv(tmp_path / "a.csv", ["顧客名", "備考", "状態"], rows)
    assert read_table(tmp_path / "a.csv", options).columns[1] == naughty
    write_xlsx(tmp_path / "a.xlsx", ["顧客名", "備考", "状態"], rows)
    found = read_table(tmp_path / "a.xlsx", options).columns[1]
    assert [str(text).replace("\r", "") for text in found] == [text.replace("\r", "") for text in naughty]


CELLS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["'=1", "''=", "-", "-1", "+1-2", "'", '"', "=1+1", "\t", "\r\n", "＝要確認", "NA", "007"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_text_comes_back_equal(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ["顧客名", "備考", "状態"], [["x", *row] for row in rows])
    table = read_table(path, ReadOptions(header_row=1, delimiter=","))
    assert list(zip(table.columns[1], table.columns[2], strict=True)) == rows


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(
        path,
        HEADINGS,
        [
            ["=1+1", dt.date(2024, 4, 1), 30000, "http://example.com", "007"],
            ["@x", dt.date(1800, 1, 1), -1, True, ("a", "b")],
        ],
        sheet="顧客/一覧:2026 — とても長い名前のシートはここで切られる、必ず",
        money_columns=[2],
    )
    page = openpyxl.load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[1] == ["=1+1", dt.datetime(2024, 4, 1), 30000, "http://example.com", "007"]  # noqa: DTZ001 (a cell)
    assert rows[2] == ["@x", "1800-01-01", -1, True, "a, b"]
    assert page["A2"].data_type == "s"
    assert page["C2"].number_format == "#,##0"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:E3"
    assert page["D2"].hyperlink is None


def test_an_empty_list_gives_a_file_with_headings(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ["a", "b"], [])
    write_xlsx(tmp_path / "a.xlsx", ["a", "b"], [])
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == "a,b\n"
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].max_row == 1


def _stopping() -> Iterator[list[str]]:
    yield ["x"]
    raise CancelledError


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_stopped_export_leaves_the_old_file_and_nothing_else(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("before")
    with pytest.raises(CancelledError):
        (write_csv if name.endswith("csv") else write_xlsx)(tmp_path / name, ["a"], _stopping())
    assert (tmp_path / name).read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_place_that_cannot_be_written_is_an_error_of_the_user(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotWriteError) as caught:
        (write_csv if name.endswith("csv") else write_xlsx)(tmp_path / "none" / name, ["a"], [["x"]])
    assert caught.value.path == tmp_path / "none" / name
    (tmp_path / name).mkdir()
    with pytest.raises(CannotWriteError):
        (write_csv if name.endswith("csv") else write_xlsx)(tmp_path / name, ["a"], [["x"]])


def test_the_clipboard_takes_lines_and_tabs_in_cells() -> None:
    text = clipboard_text(["名前", "備考"], [["A", "one\ntwo"], ["=1", 3], ["t\tab", None]])
    assert list(csv.reader(text.splitlines(keepends=True), delimiter="\t")) == [
        ["名前", "備考"], ["A", "one\ntwo"], ["'=1", "3"], ["t\tab", ""],
    ]  # fmt: skip
    assert clipboard_text(None, [["x", 1]]) == "x\t1\n"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_refused_rows_come_out_with_their_reason_and_go_in_again(tmp_path: Path, ending: str) -> None:
    source = tmp_path / "source.csv"
    source.write_text("顧客名,契約開始日,備考\nA,2024-01-01,=x\nB,いつか,007\n", encoding="utf-8")
    table = read_table(source)
    target = tmp_path / f"errors.{ending}"
    write_errors(target, table, {3: "No date: いつか"}, "Import error")
    again = read_table(target)
    assert again.headings == ("顧客名", "契約開始日", "備考", "Import error")
    assert again.columns == (["B"], ["いつか"], ["007"], ["No date: いつか"])
