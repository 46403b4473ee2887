"""The key history as a file: public, to be handed to whoever checks badges."""

import json
from pathlib import Path

from csops_desktop.domain.certification.key_history import KeyHistory, KeyUse
from csops_desktop.exchange.badges.credential import moment, parsed_moment
from csops_desktop.exchange.badges.faults import KeyFileError
from csops_desktop.exchange.badges.signing_key import read_json
from csops_desktop.exchange.saving import Saving

_FORMAT = "csops-key-history/1"


def write_history(history: KeyHistory, path: Path) -> None:
    """Write a key history.

    Raises:
        CannotWriteError: the file that was there stays.
    """
    keys = [
        {"did": key.did, "since": moment(key.since), "retired_at": moment(key.retired_at) if key.retired_at else None}
        for key in history.keys
    ]
    with Saving(path) as saving:
        saving.path.write_text(json.dumps({"format": _FORMAT, "keys": keys}, indent=1) + "\n", encoding="ascii")


def read_history(path: Path) -> KeyHistory:
    """Return the key history of a file.

    Raises:
        FileMissingError, FileDeniedError, KeyFileError.
    """
    held = read_json(path)
    try:
        ours = held["format"] == _FORMAT
        keys = tuple(
            KeyUse(
                str(key["did"]),
                parsed_moment(key["since"]),
                parsed_moment(key["retired_at"]) if key["retired_at"] else None,
            )
            for key in held["keys"]
        )
    except (KeyError, TypeError, ValueError):
        raise KeyFileError(path) from None
    if not ours:
        raise KeyFileError(path)
    return KeyHistory(keys)
