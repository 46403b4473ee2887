"""What is no badge, or one of a kind that cannot be checked here, is said to be so, whatever the file holds."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops_desktop.domain.certification.badge import Doubt, Verdict
from csops_desktop.exchange.badges.checking import checked
from tests.helpers.badges import LATER, signed

MADE = json.loads(signed())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1\2",
        b"<svg/>",
        b"[]",
        b'"a badge"',
        b"{",
        b"[" * 100_000,
        b'{"id": NaN}',
        b'{"id": "\\ud842"}',
        b'{"type": ["OpenBadgeCredential"], "type": []}',
        "髙".encode("cp932"),
        b" " * (1 << 20) + b"{}",
    ],
    ids=range(12),
)
def test_what_is_no_clear_json_is_no_badge(data: bytes) -> None:
    found = checked(data, LATER)

    assert (found.verdict, found.doubt) == (Verdict.NOT_A_BADGE, Doubt.TEXT)


def test_a_name_that_stands_twice_is_refused_because_readers_differ_in_which_they_show() -> None:
    doubled = signed().replace(b'"name":', b'"name":"honours","name":', 1)

    assert checked(doubled, LATER).verdict is Verdict.NOT_A_BADGE


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*MADE]) | st.text(max_size=3),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=6,
        ),
        max_size=8,
    )
)
def test_any_json_gets_a_verdict(document: dict[str, Any]) -> None:
    for made in (document, {**MADE, **document}):
        assert checked(json.dumps(made).encode(), LATER).verdict in set(Verdict)


def test_a_token_and_another_suite_and_another_kind_of_key_are_not_called_changed() -> None:
    token = b"eyJhbGciOiJFZERTQSJ9.eyJ2YyI6e319.c2lnbmF0dXJl"
    suite, key, unsigned = (copy.deepcopy(MADE) for _ in range(3))
    suite["proof"][0]["cryptosuite"] = "ecdsa-rdfc-2019"
    key["proof"][0]["verificationMethod"] = "did:web:example.com#key-1"
    del unsigned["proof"]

    doubts = [
        (found.verdict, found.doubt)
        for data in (token, *(json.dumps(each).encode() for each in (suite, key, unsigned)))
        for found in [checked(data, LATER)]
    ]

    assert doubts == [
        (Verdict.UNSUPPORTED, Doubt.JWT),
        (Verdict.UNSUPPORTED, Doubt.SUITE),
        (Verdict.UNSUPPORTED, Doubt.KEY_KIND),
        (Verdict.NOT_A_BADGE, Doubt.NO_PROOF),
    ]


def test_what_does_not_fit_the_schema_is_refused_with_the_place() -> None:
    changed = copy.deepcopy(MADE)
    changed["credentialSubject"]["achievement"]["criteria"] = "in words"

    found = checked(json.dumps(changed).encode(), LATER)

    assert (found.verdict, found.doubt) == (Verdict.NOT_A_BADGE, Doubt.SCHEMA)
    assert found.detail == "credentialSubject.achievement.criteria"


def test_a_badge_that_is_made_to_tangle_the_check_is_given_up() -> None:
    tangled = copy.deepcopy(MADE)
    tangled["evidence"] = [{"type": ["Evidence"]} for _ in range(40)]
    tangled["credentialSubject"]["result"] = [{"type": ["Result"], "alignment": [
        {"type": ["Alignment"], "targetName": "x", "targetUrl": "urn:x:y"} for _ in range(12)]} for _ in range(12)]  # fmt: skip

    found = checked(json.dumps(tangled).encode(), LATER)

    assert (found.verdict, found.doubt) == (Verdict.UNSUPPORTED, Doubt.TANGLED)
