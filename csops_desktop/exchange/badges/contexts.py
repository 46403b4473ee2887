"""The vocabularies that a badge may use: shipped, each with its hash, and none ever fetched."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache

from csops_desktop.domain.certification.badge import Doubt, Verdict
from csops_desktop.exchange.badges.faults import BadgeRefusedError
from csops_desktop.foundation.paths import resources

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

SHIPPED: Mapping[str, tuple[str, str]] = {
    CREDENTIALS: (
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        "ob-v3p0-context-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "ob-v3p0-context-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    OPEN_BADGES: (
        "ob-v3p0-context-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    EXTENSIONS: (
        "ob-v3p0-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "security-data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    "https://w3id.org/security/multikey/v1": (
        "security-multikey-v1.json",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    ),
}
"""URL → file and its SHA-256."""


@cache
def context(url: str) -> dict[str, object]:
    """Return a shipped context.

    Raises:
        BadgeRefusedError: it is not shipped.
    """
    if url not in SHIPPED:
        raise BadgeRefusedError(Verdict.UNSUPPORTED, Doubt.CONTEXT, url)
    file, digest = SHIPPED[url]
    data = (resources() / "badges" / "contexts" / file).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:  # another context gives the signed words another meaning
        raise RuntimeError(f"{file} is not the context that this program was made with")
    document: dict[str, object] = json.loads(data)
    return document
