"""What spreadsheets put on the clipboard is read as the cells they showed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.exchange.pasting import block
from csops_desktop.exchange.writing import clipboard_text


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", ()),
        ("\r\n", ()),
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),  # Excel
        ("a\tb\nc\td", (("a", "b"), ("c", "d"))),  # Google
        ("a\t\n\tb\n", (("a", ""), ("", "b"))),
        ('"一行目\n二行目"\tb\r\n', (("一行目\n二行目", "b"),)),
        ('"""引用"" と\t仕切り"\n', (('"引用" と\t仕切り',),)),
        ('19" モニター\tx\n', (('19" モニター', "x"),)),
        ('"A" 級\tx\n', (('"A" 級', "x"),)),  # not quoted: Excel writes it as it is
        ('"開いたまま\tx\n', (('"開いたまま', "x"),)),
        ("'=1+1\t'abc\n", (("=1+1", "'abc"),)),  # what our own copy guards
        ("a\n\nb\n", (("a",), ("",), ("b",))),
    ],
)
def test_cells_are_read_as_they_were_shown(text: str, cells: tuple[tuple[str, ...], ...]) -> None:
    assert block(text) == cells


_TEXT = st.text(st.sampled_from("aé日,\"'=+-@\t\n 1"), max_size=8)


@given(st.lists(st.lists(_TEXT, min_size=2, max_size=3), min_size=1, max_size=4))
def test_our_own_copy_comes_back_as_it_was(rows: list[list[str]]) -> None:
    assert block(clipboard_text(None, rows)) == tuple(tuple(row) for row in rows)
