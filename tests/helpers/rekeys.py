"""R7: kills while the passphrase of a store changes. Short in the ordinary run, long under ``make torture``."""

import random
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import PassphraseNeededError, WrongPassphraseError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import change_passphrase, create_store, open_store
from tests.helpers import killing
from tests.helpers.looks import assert_whole

_PASSPHRASES = (None, "the first passphrase", "the second passphrase")


def changes(sender: Connection, path: str, old: str | None, new: str | None) -> None:
    """Change the passphrase; to be killed meanwhile."""
    sender.send("ready")
    change_passphrase(Path(path), old=old, new=new)
    sender.send("changed")


def kill_while_the_passphrase_changes(
    folder: Path, profile: Profile, clock: Clock, *, kills: int, dice: random.Random
) -> Counter[str]:
    """Kill a change again and again, from each kind to each other; returns how often old and new opened.

    Raises:
        AssertionError: the store opened with both, with none, or was not whole.
    """
    path = folder / "store.csops"
    now: str | None = None
    services = create_store(path, passphrase=now, profile=profile, clock=clock)
    for number in range(200):
        customer = services.customers.create({"name": f"株式会社{number}", "note": "長い" * 200}).value
        services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": "花子"})
    services.close()
    tally: Counter[str] = Counter()
    longest = 1.3 * _seconds_for_a_change(path)
    for _ in range(kills):
        new = dice.choice([passphrase for passphrase in _PASSPHRASES if passphrase != now])
        acknowledged = killing.killed(changes, str(path), now, new, after=dice.uniform(0, longest))
        opened = [passphrase for passphrase in (now, new) if _opens(path, passphrase, profile, clock)]
        assert len(opened) == 1, opened
        assert opened == [new] or not acknowledged, "said changed, and was not"
        tally["new" if opened[0] == new else "old"] += 1
        now = opened[0]
    return tally


def _seconds_for_a_change(path: Path) -> float:
    """Return how long a change takes on this machine now; the store ends as it began."""
    begun = time.monotonic()
    for old, new in ((None, _PASSPHRASES[1]), (_PASSPHRASES[1], None)):
        change_passphrase(path, old=old, new=new)
    return (time.monotonic() - begun) / 2


def _opens(path: Path, passphrase: str | None, profile: Profile, clock: Clock) -> bool:
    try:
        services = open_store(path, passphrase=passphrase, profile=profile, clock=clock)
    except (WrongPassphraseError, PassphraseNeededError):
        return False
    assert_whole(services)
    with services.customers.database.reading() as connection:
        assert connection.run("SELECT count(*) FROM contact").scalar_one() == 200
    services.close()
    assert not [found for found in path.parent.iterdir() if found.name.startswith(".store")]
    return True
