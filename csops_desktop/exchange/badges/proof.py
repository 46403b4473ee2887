"""The signature in a credential: Data Integrity with the cryptosuite eddsa-rdfc-2022 (W3C, vc-di-eddsa)."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from csops_desktop.domain.certification.badge import Doubt, Verdict
from csops_desktop.exchange.badges import did_key
from csops_desktop.exchange.badges.canonical import canonical, refuse_unsigned
from csops_desktop.exchange.badges.credential import moment, parsed_moment
from csops_desktop.exchange.badges.faults import BadgeRefusedError
from csops_desktop.exchange.badges.signing_key import SigningKey

_KIND, _SUITE, _PURPOSE = "DataIntegrityProof", "eddsa-rdfc-2022", "assertionMethod"
_ENTRIES = {"id", "type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"}


def signed(document: Mapping[str, object], key: SigningKey, at: dt.datetime) -> dict[str, object]:
    """Return a document with its signature."""
    proof: dict[str, object] = {
        "type": _KIND,
        "cryptosuite": _SUITE,
        "created": moment(at),
        "verificationMethod": did_key.method(key.did),
        "proofPurpose": _PURPOSE,
    }
    _refuse_unsigned(document, proof)
    value = did_key.multibase(key.sign(hash_data(document, proof)))
    return {**document, "proof": [{**proof, "proofValue": value}]}  # the official schema wants a list


def hash_data(document: Mapping[str, object], proof: Mapping[str, object]) -> bytes:
    """Return the 64 bytes that are signed: the hashes of the canonical proof options and the canonical document."""
    options = {**proof, "@context": document["@context"]}
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(document)).digest()


def check(document: Mapping[str, Any]) -> tuple[str, dt.datetime]:
    """Check the signature of a document.

    Returns:
        The ``did:key`` of who signed, and when.

    Raises:
        BadgeRefusedError: there is none, it is of a kind that is not known here, or it does not fit.
    """
    proof = _proof(document)
    try:
        signer, public = did_key.signer(proof["verificationMethod"])
        created = parsed_moment(proof["created"])
        value = did_key.from_multibase(proof["proofValue"])
    except (ValueError, TypeError, AttributeError):
        raise BadgeRefusedError(Verdict.CHANGED, Doubt.SIGNATURE, "proof") from None
    unsigned = {name: part for name, part in document.items() if name != "proof"}
    options = {name: part for name, part in proof.items() if name != "proofValue"}
    _refuse_unsigned(unsigned, options)
    if not _fits(public, value, hash_data(unsigned, options)):
        raise BadgeRefusedError(Verdict.CHANGED, Doubt.SIGNATURE)
    return signer, created


def _refuse_unsigned(document: Mapping[str, object], proof: Mapping[str, object]) -> None:
    refuse_unsigned({**proof, "@context": document["@context"]})
    refuse_unsigned(document)


def _proof(document: Mapping[str, Any]) -> dict[str, Any]:
    proof = document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    if not proof:
        raise BadgeRefusedError(Verdict.NOT_A_BADGE, Doubt.NO_PROOF)
    known = (
        isinstance(proof, dict)
        and proof.get("type") == _KIND
        and proof.get("cryptosuite") == _SUITE
        and proof.get("proofPurpose") == _PURPOSE
        and _ENTRIES - {"id"} <= proof.keys() <= _ENTRIES
    )
    if not known:
        said = proof.get("cryptosuite") or proof.get("type") if isinstance(proof, dict) else ""
        raise BadgeRefusedError(Verdict.UNSUPPORTED, Doubt.SUITE, str(said or ""))
    return dict(proof)


def _fits(public: bytes, signature: bytes, data: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (a badge is rarely looked at)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 (as above)

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
