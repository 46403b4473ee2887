"""Exported text is never run as a formula, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.exchange.formulas import guard_formula, strip_formula_guard


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝要確認", "＋1", "－1", "＠a"]
)
def test_text_that_would_run_is_guarded(text: str) -> None:
    assert guard_formula(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["-12.5", "+3", "-1,234", "12%", "-5%", "+81-3-1234-5678", "+1 (650) 555-0100", "O'Neil", "'quoted'", "a=b", ""],
)
def test_numbers_telephones_and_plain_text_are_left_alone(text: str) -> None:
    assert guard_formula(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n\0＝＋－＠aあ1.,% "), max_size=8))
def test_stripping_undoes_exactly_the_guard(text: str) -> None:
    assert strip_formula_guard(guard_formula(text)) == text


def test_only_one_apostrophe_is_stripped() -> None:
    assert strip_formula_guard("''=1") == "'=1"
    assert strip_formula_guard("'plain") == "'plain"
