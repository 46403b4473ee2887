"""Two spellings of one company are equal, sorting ignores the kind of kana, and every two characters can be found."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.foundation.text import bigrams, excerpt, match_expression, match_key, normalise, sort_key, spans

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize(
    "spelling",
    [
        "株式会社さくら商事",
        "さくら商事(株)",
        "㈱さくら商事",
        "（株）さくら 商事",
        "さくら商事　株式会社",
        "さくら・商事",
    ],
)
def test_spellings_of_one_company_are_equal(spelling: str) -> None:
    assert match_key(spelling) == "さくら商事"


@pytest.mark.parametrize(
    ("one", "other"),
    [("ACME Inc.", "Acme"), ("Ａｃｍｅ　Ｃｏ．，Ｌｔｄ．", "ACME"), ("O'Neil LLC", "ONeil"), ("ｻｸﾗ商事", "サクラ商事")],
)
def test_width_case_and_legal_forms_do_not_tell_companies_apart(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Incubate", "ubate"), ("Coco", "co"), ("さくら", "ひまわり"), ("合同", "")]
)
def test_parts_of_words_are_no_legal_forms(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@given(TEXT)
def test_a_name_of_something_has_a_key(name: str) -> None:
    assert bool(match_key(name)) == bool(normalise(name).strip())


def test_katakana_and_hiragana_sort_together() -> None:
    assert sorted(["ひまわり", "サクラ", "ｱｵｲ", "さくら"], key=sort_key) == ["ｱｵｲ", "サクラ", "さくら", "ひまわり"]


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(body, detail=full)")
    return connection


def _finds(index: sqlite3.Connection, text: str, query: str) -> bool:
    index.execute("DELETE FROM t")
    index.execute("INSERT INTO t(body) VALUES (?)", (bigrams(text),))
    return bool(index.execute("SELECT 1 FROM t WHERE t MATCH ?", (match_expression(query),)).fetchall())


@given(words=st.lists(TEXT.filter(str.strip), min_size=1, max_size=3), data=st.data())
def test_every_part_of_a_text_of_two_characters_or_more_is_found(
    index: sqlite3.Connection, words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    run = data.draw(st.sampled_from(normalise(text).split() or ["x"]))
    start = data.draw(st.integers(0, max(len(run) - 2, 0)))
    part = run[start : start + data.draw(st.integers(2, 6))]
    if len(part) > 1 and normalise(part) == part and len(part.split()) == 1:
        assert _finds(index, text, part)


@given(text=TEXT, query=TEXT)
def test_nothing_is_found_that_is_not_there(index: sqlite3.Connection, text: str, query: str) -> None:
    words = normalise(query).split()
    if words and all(len(word) > 1 for word in words) and _finds(index, text, query):
        assert all(word in normalise(text) for word in words)


@pytest.mark.parametrize("query", ['O"Neil', "C++", "a*b", "NEAR(x y)", "' OR 1=1", "-x", "更新", "AND"])
def test_no_character_of_a_query_means_anything(index: sqlite3.Connection, query: str) -> None:
    assert _finds(index, f"x {query} y", query)
    assert not _finds(index, "something else", query)


@pytest.mark.parametrize("query", ["変", "更", "済", "𠮷"])
def test_a_single_character_is_found_wherever_it_stands(index: sqlite3.Connection, query: str) -> None:
    assert _finds(index, "変更 済 𠮷野", query)
    assert not _finds(index, "更新", "新更")


def test_an_empty_query_is_no_expression() -> None:
    assert match_expression("  　 ") == ""


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("田島課長と予算の話", "予算", ["予算"]),
        ("㈱青葉の請求", "株 請求", ["㈱", "請求"]),
        ("ﾃﾞｰﾀを渡した", "データ", ["ﾃﾞｰﾀ"]),
        ("ＡＰＩとapi", "api", ["ＡＰＩ", "api"]),
        ("ななな", "なな", ["ななな"]),
        ("何もない", "請求", []),
        ("", "請求", []),
    ],
)
def test_the_places_where_words_occur_are_told_as_typed(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, query)] == marked


@given(TEXT, st.text("あいアｱab㈱ ", min_size=1, max_size=2))
def test_places_lie_in_order_inside_the_text_and_do_not_overlap(text: str, query: str) -> None:
    edges = [edge for span in spans(text, query) for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert all(text[start:end] for start, end in spans(text, query))


@pytest.mark.parametrize(("length", "shown"), [(99, "前の話。次は解約の相談"), (7, "…次は解約の相談")])
def test_an_excerpt_holds_the_word_that_was_looked_for(length: int, shown: str) -> None:
    assert excerpt("前の話。次は解約の相談", "解約", length) == shown


@given(TEXT, st.integers(1, 20))
def test_an_excerpt_is_one_line_and_not_longer_than_asked(text: str, length: int) -> None:
    shown = excerpt(text, text[-2:], length)
    assert len(shown) <= length + 2
    assert "\n" not in shown
