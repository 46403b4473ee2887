"""A badge is signed as the standard says: by its published vectors, its schema and a verifier that others made."""

import copy
import datetime as dt
import hashlib
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft201909Validator
from openbadgeslib.ob3 import OB3LdpVerifier

from csops_desktop.domain.certification.badge import Doubt, Holder, Verdict
from csops_desktop.domain.certification.key_history import KeyHistory
from csops_desktop.exchange.badges import canonical, contexts, credential, did_key, proof
from csops_desktop.exchange.badges.checking import checked
from csops_desktop.exchange.badges.schema import SCHEMA_ID
from csops_desktop.exchange.badges.signing_key import key_of, new_key
from csops_desktop.foundation.paths import resources
from tests.helpers.badges import BADGE, KEY, LATER, NAMES, SIGNED_AT, signed

DATA = Path(__file__).resolve().parents[3] / "data" / "badges"
VECTORS = json.loads((DATA / "eddsa_rdfc_2022.json").read_text("utf-8"))
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
MADE = json.loads(signed())


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vocabulary of the published vectors; it is not shipped, because nothing in it is ours."""
    held = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    monkeypatch.setattr(canonical, "context", lambda url: held if url == EXAMPLES else contexts.context(url))


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: vector["signed"]["name"])
def test_the_published_vectors_come_out_as_printed(vector: dict[str, Any]) -> None:
    document = dict(vector["signed"])
    options = document.pop("proof")
    value = options.pop("proofValue")

    data = proof.hash_data(document, options)

    assert data.hex() == vector["proof_hash"] + vector["document_hash"]
    key = key_of(did_key.from_multibase(VECTORS["key"]["privateKeyMultibase"])[2:])
    assert key.did == "did:key:" + VECTORS["key"]["publicKeyMultibase"]
    assert did_key.multibase(key.sign(data)) == value


def test_an_independent_verifier_accepts_it_and_refuses_a_changed_one() -> None:
    verifier = OB3LdpVerifier()

    assert verifier.verify(copy.deepcopy(MADE)).name == BADGE.name
    with pytest.raises(Exception, match=r"(?i)signature|proof"):
        verifier.verify({**MADE, "validUntil": "2038-11-20T00:00:00Z"})


def test_we_accept_what_we_signed_and_read_all_of_it_back() -> None:
    found = checked(signed(), LATER)

    assert (found.verdict, found.doubt) == (Verdict.VALID, None)
    assert found.badge == BADGE
    assert (found.signer, found.signed_at) == (KEY.did, SIGNED_AT)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_letter_for_letter(name: str) -> None:
    text = signed(holder=Holder(name, "hanako@example.co.jp"))

    found = checked(text, LATER)

    assert (found.verdict, found.badge and found.badge.holder.name) == (Verdict.VALID, name)
    assert OB3LdpVerifier().verify(json.loads(text)).identifiers[0].identity_hash == name


def test_the_mail_address_stands_in_it_only_as_a_salted_hash() -> None:
    text = signed(holder=Holder("花子", "hanako@example.co.jp"))

    assert b"hanako" not in text
    assert text != signed(holder=Holder("花子", "hanako@example.co.jp"))  # another salt each time
    assert credential.belongs_to(json.loads(text), "hanako@example.co.jp")
    assert not credential.belongs_to(json.loads(text), "taro@example.co.jp")


def test_it_fits_the_official_schema_which_is_a_schema_itself() -> None:
    file = resources() / "badges" / "schema" / SCHEMA_ID.rpartition("/")[2]
    schema = json.loads(file.read_bytes())

    Draft201909Validator.check_schema(schema)
    assert list(Draft201909Validator(schema).iter_errors(MADE)) == []


def test_the_shipped_vocabularies_are_the_published_ones() -> None:
    for url, (file, digest) in contexts.SHIPPED.items():
        data = (resources() / "badges" / "contexts" / file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, url


def _places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _places(part, (*path, name))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _places(part, (*path, at))


PLACES = [(path, at) for path, text in _places(MADE) for at in range(len(text))]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.sampled_from(PLACES), letter=st.characters(exclude_categories=["Cs"]))
def test_one_changed_letter_anywhere_is_refused(place: tuple[tuple[str | int, ...], int], letter: str) -> None:
    (*path, last), at = place
    changed = copy.deepcopy(MADE)
    held: Any = changed
    for step in path:
        held = held[step]
    text = held[last]
    held[last] = text[:at] + (letter if letter != text[at] else letter + letter) + text[at + 1 :]

    found = checked(json.dumps(changed).encode(), LATER)

    assert found.verdict in (Verdict.CHANGED, Verdict.UNSUPPORTED, Verdict.NOT_A_BADGE), (path, last, text)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("honour", "the best of all"),
        ("@index", "1"),
        ("_:note", "added"),
        ("narrative", "added"),
        ("", "added"),
        ("@reverse", {}),
        ("@context", {"honour": "https://example.com/honour"}),
        ("description", None),
    ],
)
@pytest.mark.parametrize("where", [(), ("issuer",), ("credentialSubject",), ("evidence", 0), ("proof", 0)])
def test_nothing_can_be_added_either(where: tuple[str | int, ...], name: str, part: object) -> None:
    changed = copy.deepcopy(MADE)
    held: Any = changed
    for step in where:
        held = held[step]
    held[name] = [*held[name], part] if name == "@context" and name in held else part

    found = checked(json.dumps(changed).encode(), LATER)

    assert found.verdict in (Verdict.CHANGED, Verdict.UNSUPPORTED, Verdict.NOT_A_BADGE)


def test_the_order_of_the_file_does_not_matter() -> None:
    turned = json.dumps(dict(reversed(MADE.items())), indent=4, ensure_ascii=True).encode("utf-8-sig")

    assert checked(turned, LATER).verdict is Verdict.VALID


def test_it_is_valid_from_its_first_moment_to_just_before_its_last() -> None:
    end = BADGE.valid_until
    assert end is not None
    moments = [BADGE.issued - dt.timedelta(seconds=1), BADGE.issued, end - dt.timedelta(seconds=1), end]

    verdicts = [checked(signed(), at).verdict for at in moments]

    assert verdicts == [Verdict.NOT_YET, Verdict.VALID, Verdict.VALID, Verdict.EXPIRED]


def test_a_badge_without_an_end_never_expires() -> None:
    assert checked(signed(valid_until=None), dt.datetime(2999, 1, 1, tzinfo=dt.UTC)).verdict is Verdict.VALID


def test_a_changed_end_is_changed_and_not_expired() -> None:
    changed = signed().replace(b"2028-11-20T", b"2020-11-20T")

    assert checked(changed, LATER).verdict is Verdict.CHANGED


def test_what_a_retired_key_signed_stays_valid_and_what_it_signs_later_does_not() -> None:
    retired_at = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    keys = KeyHistory().begun(KEY.did, SIGNED_AT).begun(new_key().did, retired_at)

    before, too_late = checked(signed(), LATER, keys), replace(keys.keys[0], retired_at=BADGE.issued)
    after = checked(signed(), LATER, KeyHistory((too_late,)))

    assert (before.verdict, before.retired_at) == (Verdict.VALID, retired_at)
    assert (after.verdict, after.doubt) == (Verdict.UNKNOWN_KEY, Doubt.AFTER_RETIREMENT)


def test_a_key_that_nobody_listed_is_told_apart() -> None:
    found = checked(signed(key=new_key()), LATER, KeyHistory().begun(KEY.did, SIGNED_AT))

    assert (found.verdict, found.doubt) == (Verdict.UNKNOWN_KEY, Doubt.NOT_LISTED)


def test_a_badge_in_the_name_of_another_issuer_is_refused() -> None:
    forger = new_key()
    made = credential.document(BADGE, KEY.did, "salt")

    found = checked(json.dumps(proof.signed(made, forger, SIGNED_AT)).encode(), LATER)

    assert (found.verdict, found.doubt) == (Verdict.UNKNOWN_KEY, Doubt.ISSUER)


@pytest.mark.parametrize("address", ["https://example.com/own.json", "http://127.0.0.1:9/context.json"])
def test_another_vocabulary_is_refused_and_never_fetched(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    changed = copy.deepcopy(MADE)
    changed["@context"].append(address)

    found = checked(json.dumps(changed).encode(), LATER)

    assert (found.verdict, found.doubt, found.detail) == (Verdict.UNSUPPORTED, Doubt.CONTEXT, address)
