"""A mapping in a file: heading to field, for ``csops import --mapping``."""

import json
from pathlib import Path

from csops_desktop.domain.fields import FIELDS, Kind
from csops_desktop.domain.imports import Mapping, Table, Target
from csops_desktop.exchange.errors import BadMappingError, FileDeniedError, FileMissingError
from csops_desktop.exchange.heading_lookup import fold_heading

_PREFIXES = {
    "customer": Kind.CUSTOMERS,
    "contract": Kind.CONTRACTS,
    "contact": Kind.CONTACTS,
    "activity": Kind.ACTIVITIES,
    "next_action": Kind.NEXT_ACTIONS,
}
_EXTRA = {
    Kind.CONTRACTS: frozenset({"renewal_on", "end"}),
    Kind.CONTACTS: frozenset({"first_name", "last_name"}),
}
_SHORT = {"customer": "customer_id", "product": "product_id", "owner": "owner_id", "contact": "contact_id"}


def load_mapping(path: Path, table: Table, kind: Kind) -> Mapping:
    """Return the mapping that a JSON file describes: ``{"heading": "field" | "contract.mrr" | "custom" | null}``.

    Columns that the file does not name are left out. Headings are compared without case, width and punctuation.

    Raises:
        FileMissingError, FileDeniedError: about the file.
        BadMappingError: it is no such JSON, or names a heading or field that does not exist.
    """
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise FileMissingError(path) from None
    except OSError:
        raise FileDeniedError(path) from None
    except (ValueError, RecursionError):
        raise BadMappingError(path) from None
    if not isinstance(data, dict) or not all(value is None or isinstance(value, str) for value in data.values()):
        raise BadMappingError(path)
    targets: list[Target | None] = [None] * len(table.headings)
    for heading, name in data.items():
        at = _column(path, table, heading)
        targets[at] = None if name is None else _target(path, kind, name)
    return Mapping(kind, tuple(targets))


def _column(path: Path, table: Table, heading: str) -> int:
    if heading in table.headings:
        return table.headings.index(heading)
    folded = [fold_heading(known) for known in table.headings]
    if fold_heading(heading) in folded:
        return folded.index(fold_heading(heading))
    raise BadMappingError(path, heading)


def _target(path: Path, kind: Kind, name: str) -> Target:
    prefix, dot, rest = name.rpartition(".")
    if dot:
        singular = prefix.replace("-", "_").removesuffix("s")
        owner = Kind.ACTIVITIES if singular == "activitie" else _PREFIXES.get(singular)
        if owner is None or (owner is not kind and kind is not Kind.CUSTOMERS):
            raise BadMappingError(path, name)
        kind = owner
    field = _SHORT.get(rest, rest)
    known = {each.name for each in FIELDS[kind] if not each.derived} | _EXTRA.get(kind, frozenset())
    if field not in known and field != "custom" and not field.startswith("custom:"):
        raise BadMappingError(path, name)
    return Target(kind, field)
