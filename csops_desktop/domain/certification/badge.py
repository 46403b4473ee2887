"""What a badge says: who showed which skills, at which level, certified by whom and valid until when."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a badge is about.

    Attributes:
        name: in plain words; it can be read in the badge.
        email: whoever knows it can check that the badge belongs to it; only a salted hash of it stands in the badge.
    """

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class SkillResult:
    """One skill of the level, and whether it was shown.

    Attributes:
        code: of the skill in its framework, like ``L1-03``.
    """

    code: str
    name: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the decision rests on.

    Attributes:
        name: like the number of the record.
        narrative: in words, or the hash of the record.
    """

    name: str
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class ResultWords:
    """How a badge words the two results, in its language."""

    shown: str
    not_shown: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A certificate as it leaves the program.

    Attributes:
        id: a URI that names this one badge, like ``urn:uuid:…``.
        level: 0–3; None in badges of others.
        name: as the holder shows it, like “CS検定 Level 1”.
        description: what whoever holds it can do.
        criteria: how it was found out.
        framework: name of the skill framework.
        version: of the framework.
        language: ``ja`` or ``en``, of the words in it.
        issuer: name of who certifies.
        issued: moment (UTC, whole seconds) from which it is valid.
        valid_until: moment (UTC, whole seconds) from which it is no longer valid.
    """

    id: str
    level: int | None
    name: str
    description: str
    criteria: str
    framework: str
    version: str
    language: str
    issuer: str
    holder: Holder
    issued: dt.datetime
    valid_until: dt.datetime | None
    skills: tuple[SkillResult, ...]
    words: ResultWords
    evidence: tuple[Evidence, ...] = ()


class Verdict(StrEnum):
    """What a check of a badge came to."""

    VALID = "valid"
    EXPIRED = "expired"  # the signature is right
    NOT_YET = "not_yet"  # the signature is right, the first day has not come
    UNKNOWN_KEY = "unknown_key"  # the signature is right, but not of a key that was asked for
    CHANGED = "changed"  # the signature is not of this text
    UNSUPPORTED = "unsupported"  # may be a badge, but signed in a way that is not known here
    NOT_A_BADGE = "not_a_badge"


class Doubt(StrEnum):
    """Why a badge is refused, more closely than the verdict."""

    SIGNATURE = "signature"  # does not fit the text and the key
    UNSIGNED = "unsigned"  # something in it is not covered by any signature
    ISSUER = "issuer"  # names another issuer than the one that signed
    NOT_LISTED = "not_listed"  # the key is not in the key history
    AFTER_RETIREMENT = "after_retirement"  # signed when the key was no longer in use
    JWT = "jwt"  # a signed token (VC-JWT), no JSON
    SUITE = "suite"  # another kind of signature
    KEY_KIND = "key_kind"  # another kind of key
    CONTEXT = "context"  # uses a vocabulary that is not shipped; none is ever fetched
    TANGLED = "tangled"  # checking it would take too long
    NO_PROOF = "no_proof"  # a badge without a signature
    PICTURE = "picture"  # a picture without a badge, or with several
    DAMAGED = "damaged"  # a picture that is cut off or damaged
    TEXT = "text"  # no JSON, or JSON that can be read in two ways
    SCHEMA = "schema"  # JSON, but not of a badge


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a check.

    Attributes:
        badge: what it says; also of one that is refused, where it can be read.
        signer: the ``did:key`` of who signed; empty where that is unknown.
        signed_at: the moment (UTC) as the signature says it.
        retired_at: the moment (UTC) from which the key was no longer used, when it was retired since.
        detail: the part that is wrong, as it stands in the file.
    """

    verdict: Verdict
    doubt: Doubt | None = None
    badge: Badge | None = None
    signer: str = ""
    signed_at: dt.datetime | None = None
    retired_at: dt.datetime | None = None
    detail: str = ""
