"""The one text that stands for a JSON-LD document whatever its spelling (RDFC-1.0); this is what is signed."""

import time
from collections.abc import Callable, Mapping
from functools import cache
from threading import Lock
from typing import Any

from csops_desktop.domain.certification.badge import Doubt, Verdict
from csops_desktop.exchange.badges.contexts import context
from csops_desktop.exchange.badges.faults import BadgeRefusedError

_MOST_SECONDS = 5.0  # of processor time; a badge needs milliseconds, one made to tangle would take years
_MOST_ALIKE = 7  # parts that nothing tells apart; their orders are tried one by one
_NOWHERE = "urn:x-csops-unsigned:"
_pyld = Lock()  # its caches are not made for threads


def canonical(document: Mapping[str, object]) -> bytes:
    """Return the canonical N-Quads of a document.

    Raises:
        BadgeRefusedError: a context that is not shipped, or too tangled.
    """
    with _pyld:
        dataset = _run(lambda jsonld: jsonld.to_rdf(document, _options()))
        text: str = _bounded()(_MOST_SECONDS).main(dataset, {"format": "application/n-quads"})
    return text.encode()


def refuse_unsigned(document: Mapping[str, object]) -> None:
    """Refuse what the canonical text would leave out: whoever added it changed the badge, and no signature tells.

    Raises:
        BadgeRefusedError: such a part, or a context that is not shipped.
    """
    listed = document["@context"]
    contexts = listed if isinstance(listed, list) else [listed]
    for each in contexts:
        if not isinstance(each, str):
            raise BadgeRefusedError(Verdict.UNSUPPORTED, Doubt.CONTEXT)
    found = _unsaid({name: part for name, part in document.items() if name != "@context"})
    if found is None:
        words = {**document, "@context": [*contexts, {"@vocab": _NOWHERE}]}
        with _pyld:
            expanded = _run(lambda jsonld: jsonld.expand(words, {**_options(), "base": f"{_NOWHERE}//"}))
        found = _nowhere(expanded)
    if found is not None:
        raise BadgeRefusedError(Verdict.CHANGED, Doubt.UNSIGNED, found)


def _unsaid(value: object) -> str | None:
    """Return the first name under which JSON-LD keeps nothing, or keeps it under no name of its own."""
    parts: list[object] = value if isinstance(value, list) else []
    if isinstance(value, dict):
        for name, part in value.items():
            nameless = name == "id" and str(part).startswith("_:")
            if not name or name.startswith(("@", "_:")) or part is None or nameless:
                return str(name)
        parts = list(value.values())
    return next((found for part in parts if (found := _unsaid(part)) is not None), None)


def _nowhere(value: object) -> str | None:
    """Return the first undefined term in an expanded document."""
    if isinstance(value, str):
        return value.removeprefix(_NOWHERE).strip("/") if value.startswith(_NOWHERE) else None
    parts: list[object] = value if isinstance(value, list) else []
    if isinstance(value, dict):
        parts = [part for pair in value.items() for part in pair]
    return next((found for part in parts if (found := _nowhere(part)) is not None), None)


def _run(what: Callable[[Any], Any]) -> Any:
    from pyld import jsonld  # noqa: PLC0415 (a badge is rarely looked at)

    try:
        return what(jsonld)
    except jsonld.JsonLdError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, BadgeRefusedError):
                raise cause from None
            cause = cause.__cause__ or getattr(cause, "cause", None)
        raise BadgeRefusedError(Verdict.NOT_A_BADGE, Doubt.SCHEMA, str(error.code or error.type)) from None


def _options() -> dict[str, object]:
    return {"documentLoader": _load, "processingMode": "json-ld-1.1", "base": ""}


def _load(url: str, _options: object = None) -> dict[str, object]:
    return {
        "contextUrl": None,
        "documentUrl": url,
        "contentType": "application/ld+json",
        "document": context(url),
    }


@cache
def _bounded() -> type[Any]:
    """Return the canonicalisation of PyLD with an end: its cost is factorial in parts that are alike."""
    from pyld.canon import URDNA2015  # noqa: PLC0415 (as above)

    class Bounded(URDNA2015):  # type: ignore[misc]
        def __init__(self, seconds: float) -> None:
            super().__init__()
            self._end = time.thread_time() + seconds

        def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
            related = super().create_hash_to_related(id_, issuer)
            if time.thread_time() > self._end or any(len(set(alike)) > _MOST_ALIKE for alike in related.values()):
                raise BadgeRefusedError(Verdict.UNSUPPORTED, Doubt.TANGLED)
            return related

    return Bounded
