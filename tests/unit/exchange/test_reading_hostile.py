"""Text files that would cost memory or time out of all proportion are refused at once."""

import os
import sys
from pathlib import Path

import pytest

from csops_desktop.exchange.errors import Excess, FileDeniedError, FileTooBigError
from csops_desktop.exchange.reading import read_table


@pytest.mark.parametrize(
    "text",
    [
        "id,name," + "c," * 3000 + "\n1,A\n",
        "id,name\n1,A\n2,B" + "," * 3000 + "\n",
        'id,name\n1,"' + "x" * 2_000_000 + '"\n',
        'id,name\n1,"' + "x\n" * 1_000_000 + '"\n2,A\n',
        "id,name\n1," + "x" * 20_000_000,
    ],
    ids=["headings", "row", "cell", "lines in a cell", "line"],
)
def test_what_no_table_has_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "big.csv"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(FileTooBigError):
        read_table(path)


def test_a_stray_quote_before_many_rows_swallows_none_of_them(tmp_path: Path) -> None:
    path = tmp_path / "stray.csv"
    path.write_text('id,name\n0,"A\n' + "1,B\n" * 400_000, encoding="utf-8", newline="")
    assert len(read_table(path).rows) == 400_001


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(FileDeniedError):
        read_table(path)


def test_more_rows_than_a_spreadsheet_holds_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with path.open("w") as file:
        for _ in range(12):
            file.write("a,b\n" * 100_000)
    with pytest.raises(FileTooBigError) as refused:
        read_table(path)
    assert refused.value.excess is Excess.ROWS
