"""Text files of every make become tables: encodings, delimiters, headings, footers."""

import codecs
import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Question, ReadOptions, Table
from csops_desktop.exchange.errors import (
    Contents,
    EmptyFileError,
    FileMissingError,
    NotATableError,
    QuestionError,
    WrongEncodingError,
)
from csops_desktop.exchange.guessing import guess
from csops_desktop.exchange.reading import list_sheets, read_table
from csops_desktop.foundation.errors import CancelledError

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")

JAPANESE = '会社名,部署,備考\r\n㈱髙島屋,第①営業部,～－\r\n﨑山商事,総務,"改行\nあり"\r\n'


def _read(tmp_path: Path, text: str | bytes, name: str = "a.csv", options: ReadOptions | None = None) -> Table:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(path, options)


def _rows(table: Table) -> list[list[object]]:
    return [list(row) for row in zip(*table.columns, strict=True)]


@needs_cases
@pytest.mark.parametrize(
    "name", ["comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
             "quotes_and_newlines", "simple", "simple_crlf", "utf8", "location_coordinates"],
)  # fmt: skip
def test_csv_spectrum_reads_as_its_answers(name: str) -> None:
    folder = CASES / "csv_acid" / "csv-spectrum"
    answer = json.loads((folder / "json" / f"{name}.json").read_text("utf-8"))
    table = read_table(folder / "csvs" / f"{name}.csv")
    found = [dict(zip(table.headings, row, strict=True)) for row in _rows(table)]
    if name == "location_coordinates":  # its answer has another telephone number than its file
        answer["Contact Phone Number"] = "2095257564"
        assert found[0] == {**answer, **{key: found[0][key] for key in ("Cities", "Counties")}}
        return
    assert found == answer


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("cp932", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_japanese_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str, mark: bytes) -> None:
    table = _read(tmp_path, mark + JAPANESE.replace("①", "①,x,y,z").replace("備考", "備考,a,b,c").encode(encoding))
    assert table.headings[:3] == ("会社名", "部署", "備考")
    assert table.columns[0] == ["㈱髙島屋", "﨑山商事"]


def test_japanese_mail_encoding_and_half_width_kana(tmp_path: Path) -> None:
    assert _read(tmp_path, "会社名,備考\nさくら,あ\n".encode("iso2022_jp")).columns[0] == ["さくら"]
    table = _read(tmp_path, "ｶｲｼｬﾒｲ,ｶﾅ\nｻｸﾗ,ｶ\n".encode("cp932"))
    assert (table.encoding, table.headings) == ("cp932", ("ｶｲｼｬﾒｲ", "ｶﾅ"))


@pytest.mark.parametrize(
    "text",
    ["name,city\nMüller,Köln\nJosé,Málaga\n", "name\nAmélie Noël\nRené\n", "nom,ville\nÉCOLE,À\n", "name\nÅsa Ölund\n"],
)
def test_western_text_is_never_taken_for_japanese(tmp_path: Path, text: str) -> None:
    with pytest.raises(QuestionError) as caught:
        _read(tmp_path, text.encode("cp1252"))
    assert caught.value.question is Question.ENCODING
    assert "cp1252" in caught.value.choices
    table = _read(tmp_path, text.encode("cp1252"), options=ReadOptions(encoding="cp1252"))
    assert table.columns[0][0] == text.split("\n")[1].split(",", maxsplit=1)[0]


def test_other_japanese_text_is_asked_about_rather_than_garbled(tmp_path: Path) -> None:
    text = "会社名,担当\n" + "さくら商事,山田\nひまわり,鈴木\n" * 5
    with pytest.raises(QuestionError) as caught:
        _read(tmp_path, text.encode("euc_jp"))
    assert "euc_jp" in caught.value.choices
    assert _read(tmp_path, text.encode("euc_jp"), options=ReadOptions(encoding="euc-jp")).columns[0][0] == "さくら商事"


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    for encoding in ("utf-8", "nonsense"):
        with pytest.raises(WrongEncodingError):
            _read(tmp_path, JAPANESE.encode("cp932"), options=ReadOptions(encoding=encoding))
    assert _read(tmp_path, JAPANESE.encode("cp932"), options=ReadOptions(encoding="shift_jis")).encoding == "cp932"


@needs_cases
def test_the_postal_codes_have_no_headings() -> None:
    table = read_table(CASES / "encodings" / "japanpost_13TOKYO_cp932.csv")
    assert (table.header_row, len(table.rows), len(table.columns), table.rows[0]) == (0, 4165, 15, 1)
    assert table.columns[2][1] == "1020072"
    assert set(table.headings) == {""}


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = "\r\n".join(
        delimiter.join(row) for row in (["name", "amount", "note"], ["A", "1", '"x, y; z"'], ["B", "2", ""])
    )
    table = _read(tmp_path, text)
    assert table.delimiter == delimiter
    assert _rows(table) == [["A", "1", "x, y; z"], ["B", "2", ""]]


def test_decimal_commas_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    assert _read(tmp_path, "name;price\nA;1,5\nB;2,25\n").columns[1] == ["1,5", "2,25"]


def test_a_list_of_names_is_one_column(tmp_path: Path) -> None:
    table = _read(tmp_path, "会社名\nさくら商事\n株式会社ひまわり\n")
    assert (table.headings, table.columns) == (("会社名",), (["さくら商事", "株式会社ひまわり"],))


def test_titles_above_and_totals_and_notes_below_are_set_apart(tmp_path: Path) -> None:
    table = _read(
        tmp_path,
        '顧客一覧（2026年3月）,,,\n,,,単位：円\n\n顧客名,契約開始日,月額,備考\nさくら,2024/4/1,"30,000",\n'
        "Total Systems,2024/5/1,20000,\n小計,,50000,\n合計,,50000,\n\n※解約予定は含まない,,,\n作成：CS推進部,,,\n",
    )
    assert table.headings == ("顧客名", "契約開始日", "月額", "備考")
    assert table.columns[0] == ["さくら", "Total Systems"]
    assert (table.header_row, table.rows) == (4, [5, 6])
    assert [number for number, _row in table.above] == [1, 2]
    assert [number for number, _row in table.below] == [7, 8, 10, 11]


def test_the_footer_of_a_salesforce_report_never_becomes_a_customer(tmp_path: Path) -> None:
    table = _read(
        tmp_path,
        '"Last Activity","Account Owner","Account Name","Account ID"\n"1/13/2024","Ann","Acme","001x0000002xLD0"\n'
        '"2/1/2024","Bob","Total","001x0000002xLD1"\n\n"Grand Totals (5,700 records)","","",""\n"Total"\n\n'
        '"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"Generated By: Ann 3/1/2026"\n',
    )
    assert table.columns[2] == ["Acme", "Total"]
    assert len(table.below) == 5


@pytest.mark.parametrize("last", ["Total Systems,Tokyo,5", "合計商事,大阪,3", "Total,Paris,7", "Note Inc,Kyoto,1"])
def test_a_customer_with_such_a_name_survives_at_the_end(tmp_path: Path, last: str) -> None:
    table = _read(tmp_path, f"顧客名,市区町村,人数\nA,東京,1\nB,大阪,2\n{last}\n")
    assert table.columns[0][-1] == last.split(",", maxsplit=1)[0]
    assert table.below == ()


def test_a_subtotal_amid_the_data_and_repeated_headings_are_no_data(tmp_path: Path) -> None:
    table = _read(tmp_path, "顧客名,月額\nA,100\n小計,100\n顧客名,月額\nB,200\n小計,200\n合計,300\n")
    assert table.columns[0] == ["A", "B"]
    assert table.rows == [2, 5]
    assert [number for number, _row in table.below] == [3, 4, 6, 7]


def test_two_line_headings_without_merged_cells_are_joined(tmp_path: Path) -> None:
    table = _read(
        tmp_path,
        "一覧,,,,\nNo.,顧客情報,,契約,\n,顧客名,郵便番号,開始日,月額\n1,さくら,1020072,2024/4/1,3000\n2,ひまわり,1020073,2024/5/1,4000\n",
    )
    assert table.headings == ("No.", "顧客情報 顧客名", "顧客情報 郵便番号", "契約 開始日", "契約 月額")
    assert (table.header_row, len(table.rows), len(table.above)) == (3, 2, 1)


def test_lines_of_a_kintone_table_belong_to_the_record_above(tmp_path: Path) -> None:
    table = _read(
        tmp_path,
        'レコードの開始行,レコード番号,顧客名,明細\n"*",1,さくら,a\n,1,さくら,b\n"*",2,ひまわり,c\n,2,ひまわり,d\n'.encode(
            "cp932"
        ),
    )
    assert table.columns[2] == ["さくら", "ひまわり"]
    assert table.rows == [2, 4]


def test_the_user_can_say_where_the_headings_are(tmp_path: Path) -> None:
    text = "a,b\nx,y\n1,2\n"
    assert _read(tmp_path, text, options=ReadOptions(header_row=2)).headings == ("x", "y")
    none = _read(tmp_path, text, options=ReadOptions(header_row=0))
    assert (none.headings, none.header_row, none.rows) == (("", ""), 0, [1, 2, 3])


def test_years_and_months_over_columns_are_headings(tmp_path: Path) -> None:
    assert _read(tmp_path, "顧客名,2023年,2024年\nA社,100,200\nB社,1,2\n").headings == ("顧客名", "2023年", "2024年")
    assert _read(tmp_path, "顧客名,4月,5月\nA社,100,200\nB社,1,2\n").headings == ("顧客名", "4月", "5月")


def test_a_lone_cell_after_an_empty_line_is_set_apart_but_wants_a_look(tmp_path: Path) -> None:
    table = _read(tmp_path, "顧客名,業種,備考\nA,IT,x\nB,,\n\nさくら,,\n")
    assert (table.columns[0], table.certain) == (["A", "B"], False)
    assert table.below == ((5, ("さくら", "", "")),)


def test_a_nul_in_a_cell_is_kept_and_hurts_nothing(tmp_path: Path) -> None:
    assert _read(tmp_path, "name,size\na\0b,1\n").columns[0] == ["a\0b"]


@pytest.mark.parametrize("junk", [" ", "(", "1", "1 ", "あ", "'", "\n"])
def test_huge_cells_do_not_stop_the_reading(tmp_path: Path, junk: str) -> None:
    cell = junk * 400_000
    table = _read(tmp_path, f'顧客名,契約開始日,月額,備考\nA,"{cell}","{cell}",x\nB,2024/1/1,3,y\n"x{cell}x"\n')
    found = guess(table, Kind.CUSTOMERS)
    assert found.mapping.targets[0] is not None


def test_a_value_that_is_a_heading_elsewhere_makes_no_heading_row(tmp_path: Path) -> None:
    table = _read(tmp_path, "株式会社さくら,顧客,2024/4/1,300\nひまわり,顧客,2024/5/1,400\nすみれ,見込,2024/5/1,500\n")
    assert (table.header_row, len(table.rows)) == (0, 3)


def test_the_user_can_name_the_delimiter(tmp_path: Path) -> None:
    for name in ("tab", "\\t", "\t"):
        assert _read(tmp_path, "a,b\tc\n1,2\t3\n", options=ReadOptions(delimiter=name)).headings == ("a,b", "c")


def test_headings_far_down_are_found_when_the_user_says_so(tmp_path: Path) -> None:
    text = "".join(f"title {at},x\n" for at in range(99)) + "顧客名,月額\nA,1\n"
    table = _read(tmp_path, text, options=ReadOptions(header_row=100))
    assert (table.headings, table.rows, len(table.above)) == (("顧客名", "月額"), [101], 99)


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    table = _read(tmp_path, 'name,note\nA,"one\ntwo"\n\nB,x\n')
    assert (table.columns[0], table.rows) == (["A", "B"], [2, 4])
    assert table.columns[1][0] == "one\ntwo"


def test_values_stay_as_they_are_written(tmp_path: Path) -> None:
    table = _read(tmp_path, "id,name,note\n007,NA, x \n1E5,null,\u2028y\x0bz\n")
    assert _rows(table) == [["007", "NA", " x "], ["1E5", "null", "\u2028y\x0bz"]]


def test_ragged_rows_are_filled_and_columns_without_anything_dropped(tmp_path: Path) -> None:
    table = _read(tmp_path, "name,amount,,\nA,1\nB,2,,\nC\n")
    assert table.headings == ("name", "amount")
    assert _rows(table) == [["A", "1"], ["B", "2"], ["C", ""]]
    wider = _read(tmp_path, "name,amount\nA,1,more\n")
    assert wider.headings == ("name", "amount", "")


def test_a_stray_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    lines = "".join(f"N{at},{at}\n" for at in range(100))
    table = _read(tmp_path, f'name,size\n"12" rack,5\n{lines}"9,1\n{lines}')
    assert len(table.rows) > 150


def test_a_web_page_under_a_workbook_name_is_read(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='x-sjis'></head><body><table><tr><th>顧客名</th><th>月額</th></tr>"
        "<tr><td>さくら<br>商事</td><td>30,000</td></tr><tr><td>A &amp; B</td><td>1</td></tr></table></body></html>"
    )
    table = _read(tmp_path, page.encode("cp932"), "report.xls")
    assert _rows(table) == [["さくら\n商事", "30,000"], ["A & B", "1"]]
    with pytest.raises(NotATableError) as caught:
        _read(tmp_path, "<!DOCTYPE html><html><body>Log in</body></html>", "report.xls")
    assert caught.value.contents is Contents.WEB_PAGE


def test_nothing_missing_and_folders_have_their_own_errors(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        read_table(tmp_path / "none.csv")
    with pytest.raises(NotATableError) as caught:
        read_table(tmp_path)
    assert caught.value.contents is Contents.FOLDER
    for nothing in (b"", b"\xef\xbb\xbf", b"\r\n\r\n"):
        with pytest.raises(EmptyFileError):
            _read(tmp_path, nothing)
    with pytest.raises(NotATableError) as caught:
        _read(tmp_path, "顧客名,月額\n")
    assert caught.value.contents is Contents.NO_ROWS
    assert list_sheets(_read(tmp_path, "a,b\n1,2\n").path) == ()


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name\n" + "x\n" * 10)
    with pytest.raises(CancelledError):
        read_table(path, cancelled=lambda: True)


CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0'"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_cells_come_back_from_csv(tmp_path: Path, rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["顧客名", "会社id", "備考"])
    writer.writerows(["x", *row] for row in rows)
    table = _read(tmp_path, text.getvalue(), options=ReadOptions(header_row=1, delimiter=",", encoding="utf-8"))
    found = [[str(cell) for cell in row] for row in _rows(table)]
    width = len(table.headings)
    assert [row[:width] for row in found] == [["x", *row][:width] for row in rows]
