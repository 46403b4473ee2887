"""The whole check of a badge, without a network: what it says, who signed it, and whether that can be relied on."""

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any, NoReturn

from csops_desktop.domain.certification.badge import Badge, Doubt, Verdict, Verification
from csops_desktop.domain.certification.key_history import KeyHistory
from csops_desktop.exchange.badges import credential, proof, schema
from csops_desktop.exchange.badges.faults import BadgeRefusedError
from csops_desktop.exchange.badges.picture import PNG, unbaked

_MOST_BYTES = 1 << 20  # of JSON; a badge with forty skills has 30,000
_TOKEN = re.compile(rb"[\w-]+\.[\w-]+\.[\w-]*")


def checked(data: bytes, at: dt.datetime, keys: KeyHistory | None = None) -> Verification:
    """Check the bytes of a file, JSON or PNG.

    Args:
        data: the whole file.
        at: the moment (UTC) for which it is checked.
        keys: the keys that are accepted; None accepts every key, and the result says which it was.
    """
    made: dict[str, Any] = {}
    try:
        made = _read(unbaked(data) if data.startswith(PNG) else data)
        return _checked(made, at, keys)
    except BadgeRefusedError as refusal:
        return Verification(refusal.verdict, refusal.doubt, badge=_shown(made), detail=refusal.detail)


def _checked(made: dict[str, Any], at: dt.datetime, keys: KeyHistory | None) -> Verification:
    flaw = schema.flaw(made)
    if flaw is not None:
        raise BadgeRefusedError(Verdict.NOT_A_BADGE, Doubt.SCHEMA, flaw)
    signer, signed_at = proof.check(made)
    named = made["issuer"]["id"] if isinstance(made["issuer"], dict) else made["issuer"]
    badge = _shown(made)
    if badge is None:
        raise BadgeRefusedError(Verdict.NOT_A_BADGE, Doubt.SCHEMA, "validFrom")
    known = keys.find(signer) if keys is not None else None
    found = Verification(
        Verdict.VALID,
        badge=badge,
        signer=signer,
        signed_at=signed_at,
        retired_at=known.retired_at if known is not None else None,
    )
    doubt = Doubt.ISSUER if named != signer else keys.doubt(signer, signed_at) if keys is not None else None
    if doubt is not None:
        return replace(found, verdict=Verdict.UNKNOWN_KEY, doubt=doubt)
    if at < badge.issued:
        return replace(found, verdict=Verdict.NOT_YET)
    if badge.valid_until is not None and at >= badge.valid_until:
        return replace(found, verdict=Verdict.EXPIRED)
    return found


def _read(data: bytes) -> dict[str, Any]:
    """Return the JSON object of a text that can be read in one way only."""
    refused = BadgeRefusedError(Verdict.NOT_A_BADGE, Doubt.TEXT)
    if len(data) > _MOST_BYTES:
        raise refused
    if _TOKEN.fullmatch(data.strip()):
        raise BadgeRefusedError(Verdict.UNSUPPORTED, Doubt.JWT)
    try:
        made = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_none)
        json.dumps(made, ensure_ascii=False).encode()  # half a character is none
    except (ValueError, RecursionError):
        raise refused from None
    if not isinstance(made, dict):
        raise refused
    return made


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):  # readers differ in which of the two they take
        raise ValueError
    return held


def _none(_constant: str) -> NoReturn:
    raise ValueError


def _shown(made: dict[str, Any]) -> Badge | None:
    """Return what a document says, even when it is refused, as far as it can be read."""
    try:
        return credential.badge_of(made)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None
