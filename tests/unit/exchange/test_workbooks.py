"""Workbooks become tables; hostile ones become one clear error, quickly and in little memory."""

import datetime as dt
import json
import random
import zipfile
from pathlib import Path

import openpyxl
import psutil
import pytest
import xlsxwriter

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.imports import Question, ReadOptions, Sheet
from csops_desktop.domain.values import parse_column
from csops_desktop.exchange import workbooks
from csops_desktop.exchange.errors import (
    Contents,
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    Excess,
    FileError,
    FileTooBigError,
    NoSuchSheetError,
    NotATableError,
    QuestionError,
    ReaderTimeoutError,
)
from csops_desktop.exchange.reading import list_sheets, read_table
from csops_desktop.foundation.errors import CancelledError

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")

Cells = list[list[object]]


def _book(path: Path, sheets: dict[str, Cells], *, hidden: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        if name in hidden:
            page.sheet_state = "hidden"
    book.save(path)
    return path


CUSTOMERS: Cells = [["顧客名", "月額"], ["さくら", 3000], ["ひまわり", 4000]]


@needs_cases
def test_the_merged_workbook_reads_as_expected() -> None:
    answer = json.loads((CASES / "excel" / "derived_ja_customers_expected.json").read_text("utf-8"))
    table = read_table(CASES / "excel" / "derived_ja_customers_merged_header.xlsx")
    assert [heading.split()[-1] for heading in table.headings] == answer["columns"]
    assert (table.sheet, table.header_row, table.rows[0]) == ("顧客一覧", 4, 5)
    assert table.sheets == (Sheet("顧客一覧"), Sheet("非表示メモ", hidden=True))
    column = {heading.split()[-1]: cells for heading, cells in zip(table.headings, table.columns, strict=True)}
    starts, start_errors = parse_column(Field("d", FieldType.DATE), column["開始日"])
    renewals, renewal_errors = parse_column(Field("d", FieldType.DATE), column["更新日"])
    amounts, amount_errors = parse_column(Field("m", FieldType.MONEY), column["月額"])
    assert (start_errors, renewal_errors, amount_errors) == ([], [], [])
    found = [
        {
            "no": number,
            "zip": code,
            "town": town,
            "start": str(start),
            "renewal": str(renewal),
            "monthly": monthly,
            "state": state,
            "name": name,
        }
        for number, code, town, start, renewal, monthly, state, name in zip(
            column["No."],
            column["郵便番号"],
            column["町域"],
            starts,
            renewals,
            amounts,
            column["状態"],
            column["顧客名"],
            strict=True,
        )
    ]
    assert found == answer["records"]
    assert [number for number, _row in table.above] == [1, 2]
    assert [number for number, _row in table.below] == [45, 47]


def test_cells_keep_their_types_and_places(tmp_path: Path) -> None:
    rows: Cells = [
        [None, None, None],
        [None, "name", "since", "size", "share", "ok", "code", "seen"],
        [None, "A", dt.date(2024, 1, 31), 12, 0.5, True, "007", dt.datetime(2024, 2, 1, 9, 30)],  # noqa: DTZ001 (a cell)
        [],
        [None, "B", dt.date(2024, 2, 1), 13, 1.25, False, "008", dt.datetime(2024, 2, 2)],  # noqa: DTZ001 (a cell)
    ]
    table = read_table(_book(tmp_path / "a.xlsx", {"S": rows}))
    assert table.headings == ("name", "since", "size", "share", "ok", "code", "seen")
    assert [column[0] for column in table.columns] == [
        "A", dt.date(2024, 1, 31), 12, 0.5, "TRUE", "007", "2024-02-01 09:30",
    ]  # fmt: skip
    assert table.columns[6][1] == dt.date(2024, 2, 2)
    assert (table.header_row, table.rows) == (2, [3, 5])


def test_a_cell_merged_downwards_stands_in_each_of_its_rows(tmp_path: Path) -> None:
    path = _book(
        tmp_path / "a.xlsx", {"S": [["会社名", "氏名", "電話"], ["A", "x", "03"], [None, "y", "04"], ["B", "z", "05"]]}
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(path)
    assert read_table(path).columns[0] == ["A", "A", "B"]


def test_a_1904_workbook_counts_its_days_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ["顧客名", "契約開始日", "更新日"])
    page.write(1, 0, "さくら")
    page.write_datetime(1, 1, dt.datetime(2023, 6, 25), book.add_format({"num_format": "yyyy/m/d"}))  # noqa: DTZ001
    page.write_number(1, 2, 43640)
    book.close()
    table = read_table(path)
    assert table.columns[1] == [dt.date(2023, 6, 25)]
    assert table.serials_1904
    values, _errors = parse_column(Field("d", FieldType.DATE), table.columns[2], serials_1904=table.serials_1904)
    assert values == [dt.date(2023, 6, 25)]


def test_the_sheet_is_chosen_only_when_it_is_obvious(tmp_path: Path) -> None:
    notes: Cells = [["このファイルについて"], ["作成：CS推進部"]]
    one = _book(tmp_path / "a.xlsx", {"説明": notes, "顧客": CUSTOMERS, "秘": CUSTOMERS}, hidden=("秘",))
    assert read_table(one).sheet == "顧客"
    assert list_sheets(one) == (Sheet("説明"), Sheet("顧客"), Sheet("秘", hidden=True))
    two = _book(tmp_path / "b.xlsx", {"東京": CUSTOMERS, "大阪": CUSTOMERS})
    with pytest.raises(QuestionError) as asked:
        read_table(two)
    assert (asked.value.question, asked.value.choices) == (Question.SHEET, ("東京", "大阪"))
    assert read_table(two, ReadOptions(sheet="大阪")).sheet == "大阪"
    with pytest.raises(NoSuchSheetError) as missing:
        read_table(two, ReadOptions(sheet="京都"))
    assert missing.value.sheets == ("東京", "大阪")


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError):
        read_table(_book(tmp_path / "a.xlsx", {"S": []}))


def test_reading_a_workbook_can_be_cancelled(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", {"S": CUSTOMERS})
    with pytest.raises(CancelledError):
        read_table(path, cancelled=lambda: True)
    assert not _children()


@needs_cases
def test_the_bad_files_give_one_clear_error_each() -> None:
    folder = CASES / "bad" / "workbooks"
    with pytest.raises(EncryptedFileError):
        read_table(folder / "calamine_pass_protected.xlsx")
    with pytest.raises(DamagedFileError):
        read_table(folder / "derived_truncated_half.xlsx")
    with pytest.raises(EmptyFileError):
        read_table(folder / "derived_zero_bytes.xls")
    assert read_table(folder / "derived_csv_renamed.xlsx").columns == (["1"], ["2"], ["3"])
    assert len(read_table(folder / "calamine_issue_174.xlsx").rows) == 1
    with pytest.raises(NotATableError) as caught:
        read_table(CASES / "bad" / "sqlite" / "integrity_only_fuzzdata3_698.db")
    assert caught.value.contents is Contents.DATABASE


def _children() -> list[int]:
    """Return the readers that are still alive; children that other tests left behind are none of ours."""
    found: list[int] = []
    for child in psutil.Process().children():
        try:
            alive = child.status() != psutil.STATUS_ZOMBIE
            if alive and "workbook_reader" in " ".join(child.cmdline()):
                found.append(child.pid)
        except psutil.NoSuchProcess:
            continue
    return found


def _rewritten(source: Path, target: Path, changes: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return target


def _hostile(path: Path) -> FileError | None:
    """Read a file; return the error, None when it could be read. Anything else fails."""
    try:
        read_table(path)
    except FileError as error:
        return error
    finally:
        assert not _children()
    return None


SHEET = "xl/worksheets/sheet1.xml"


def test_a_sheet_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    plain = _book(tmp_path / "a.xlsx", {"S": CUSTOMERS})
    bomb = _rewritten(plain, tmp_path / "bomb.xlsx", {SHEET: b"<worksheet><sheetData>" + b" " * (200 << 20)})
    error = _hostile(bomb)
    assert isinstance(error, FileTooBigError)
    assert error.excess is Excess.UNPACKED


def test_two_cells_at_the_far_corners_do_not_take_the_memory(tmp_path: Path) -> None:
    plain = _book(tmp_path / "a.xlsx", {"S": CUSTOMERS})
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
    )
    error = _hostile(_rewritten(plain, tmp_path / "far.xlsx", {SHEET: far}))
    assert isinstance(error, FileTooBigError)


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="顧客"><table:table-row><table:table-cell office:value-type="string"><text:p>顧客名</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>契約開始日</text:p></table:table-cell>
</table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>さくら</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2024-01-31"><text:p>1月31日</text:p></table:table-cell>
</table:table-row>{more}</table:table></office:spreadsheet></office:body></office:document-content>"""


def _ods(path: Path, more: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.'
            'spreadsheet"/></manifest:manifest>',
        )
        packed.writestr("content.xml", ODS.replace("\n", "").format(more=more))
    return path


def test_an_open_document_sheet_is_read(tmp_path: Path) -> None:
    table = read_table(_ods(tmp_path / "a.ods"))
    assert (table.sheet, table.columns) == ("顧客", (["さくら"], [dt.date(2024, 1, 31)]))


def test_an_open_document_sheet_of_billions_of_cells_is_refused(tmp_path: Path) -> None:
    more = (
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    assert isinstance(_hostile(_ods(tmp_path / "a.ods", more)), FileTooBigError)


def test_a_workbook_cannot_read_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    plain = _book(tmp_path / "a.xlsx", {"S": [["name", "size"], ["x", 1]]})
    page = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaaaaaaaa">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>size</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>&e;&a;</t></is></c><c r="B2"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    hostile = _rewritten(plain, tmp_path / "xxe.xlsx", {SHEET: page.encode()})
    if _hostile(hostile) is None:
        assert "secret" not in str(read_table(hostile).columns)


def test_a_workbook_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = _book(tmp_path / "a.xlsx", {"S": CUSTOMERS}).read_bytes()
    chance = random.Random(7)  # noqa: S311 (repeatable noise)
    for at in sorted(chance.sample(range(8, len(whole) - 1), 12)):
        cut = tmp_path / "cut.xlsx"
        cut.write_bytes(whole[:at])
        assert isinstance(_hostile(cut), FileError)


def test_a_workbook_with_flipped_bytes_never_gets_through_as_something_else(tmp_path: Path) -> None:
    whole = bytearray(_book(tmp_path / "a.xlsx", {"S": CUSTOMERS}).read_bytes())
    chance = random.Random(11)  # noqa: S311 (repeatable noise)
    for _ in range(12):
        damaged = bytearray(whole)
        for _flip in range(8):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path = tmp_path / "flipped.xlsx"
        path.write_bytes(damaged)
        _hostile(path)


@pytest.mark.parametrize("ending", ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"])
def test_noise_is_refused_under_every_name(tmp_path: Path, ending: str) -> None:
    chance = random.Random(ending)  # noqa: S311 (repeatable noise)
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x10\x00"):
        path = tmp_path / f"noise.{ending}"
        path.write_bytes(start + chance.randbytes(5000))
        assert isinstance(_hostile(path), FileError)


@pytest.mark.parametrize(
    ("start", "contents"),
    [
        (b"%PDF-1.7\n", Contents.PDF),
        (b"\x89PNG\r\n\x1a\n", Contents.IMAGE),
        (b"SQLite format 3\0", Contents.DATABASE),
        (b"\x1f\x8b\x08\0", Contents.ARCHIVE),
        (b"MZ\x90\0\x03", Contents.BINARY),
        (b"{\\rtf1\\ansi}", Contents.DOCUMENT),
        (b"<?xml version='1.0'?><data/>", Contents.XML),
    ],
)
def test_other_files_are_called_by_their_name(tmp_path: Path, start: bytes, contents: Contents) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(start + b"\0\x01 some more")
    with pytest.raises(NotATableError) as caught:
        read_table(path)
    assert caught.value.contents is contents


def test_a_document_and_an_archive_are_no_workbooks(tmp_path: Path) -> None:
    for name, contents in (("word/document.xml", Contents.DOCUMENT), ("readme.txt", Contents.ARCHIVE)):
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(name, "x")
        with pytest.raises(NotATableError) as caught:
            read_table(path)
        assert caught.value.contents is contents


def test_a_reader_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_SECONDS", 0.2)
    monkeypatch.setattr(workbooks, "_CODE", "import time; time.sleep(60)")
    assert isinstance(_hostile(_book(tmp_path / "a.xlsx", {"S": CUSTOMERS})), ReaderTimeoutError)


def test_a_reader_that_takes_too_much_memory_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_MEMORY", 60 << 20)
    monkeypatch.setattr(workbooks, "_CODE", "import time; x = b'x' * (90 << 20); time.sleep(60)")
    error = _hostile(_book(tmp_path / "a.xlsx", {"S": CUSTOMERS}))
    assert isinstance(error, FileTooBigError)
    assert error.excess is Excess.MEMORY
