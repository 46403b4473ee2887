"""From what a badge says to the file that its holder carries away."""

import datetime as dt
import json
import secrets

from csops_desktop.domain.certification.badge import Badge
from csops_desktop.exchange.badges import credential, proof, schema
from csops_desktop.exchange.badges.signing_key import SigningKey


def issued(badge: Badge, key: SigningKey, at: dt.datetime) -> str:
    """Return a badge as signed JSON; ``picture.baked`` puts it into a PNG.

    Raises:
        ValueError: it would not fit the official schema, which is our mistake.
    """
    made = proof.signed(credential.document(badge, key.did, secrets.token_urlsafe(12)), key, at)
    flaw = schema.flaw(made)
    if flaw is not None:
        raise ValueError(flaw)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))
