"""What is missing of a handoff, and which promises its lines are."""

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain import handoff
from csops_desktop.foundation.text import normalise


def test_a_part_that_says_none_is_filled_in_and_promises_nothing() -> None:
    values = {
        "stakeholders": "小野寺課長",
        "use_case": "  ",
        "criteria": None,
        "commercial": "なし",
        "technical": "None",
    }
    assert handoff.missing(values) == ("use_case", "criteria")
    assert handoff.promises_in("なし") == ()
    assert handoff.promises_in("特になし。") == ()


def test_each_line_is_a_promise_without_its_bullet_and_only_once() -> None:
    text = "・初年度は2割引\n\n● API を3月までに\n-　初年度は2割引\n 　なし"
    assert handoff.promises_in(text) == ("初年度は2割引", "API を3月までに")


@given(st.lists(st.text(min_size=1)))
def test_promises_are_words_of_the_text_each_in_one_line_and_no_two_alike(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = handoff.promises_in(text)
    assert all(words and words == words.strip() and words in text for words in found)
    assert len({normalise(words) for words in found}) == len(found)


@given(st.fixed_dictionaries({part: st.sampled_from(["", " ", "なし", "書いた"]) for part in handoff.PARTS}))
def test_what_is_missing_is_what_is_blank(values: dict[str, str]) -> None:
    assert set(handoff.missing(values)) == {part for part in handoff.PARTS if not values[part].strip()}
