"""The official JSON schema of an OpenBadgeCredential, shipped."""

import json
from functools import cache
from typing import Any

from csops_desktop.foundation.paths import resources

SCHEMA_ID = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def flaw(document: object) -> str | None:
    """Return where a document first differs from the schema, like ``issuer.id``, or None."""
    error = next(_validator().iter_errors(document), None)
    return None if error is None else ".".join(str(part) for part in error.absolute_path) or error.validator


@cache
def _validator() -> Any:
    from jsonschema import Draft201909Validator  # noqa: PLC0415 (a badge is rarely looked at)

    file = resources() / "badges" / "schema" / SCHEMA_ID.rpartition("/")[2]
    return Draft201909Validator(json.loads(file.read_bytes()))
