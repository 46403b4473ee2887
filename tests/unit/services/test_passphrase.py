"""R7: unreadable without the passphrase; changing it leaves exactly one of the two; nothing plain stays behind."""

import os
import random
from pathlib import Path

import pytest

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import PassphraseNeededError, PassphraseTooShortError, WrongPassphraseError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import change_passphrase, create_store, open_store
from tests.helpers import killing
from tests.helpers.looks import assert_whole, everything
from tests.helpers.rekeys import kill_while_the_passphrase_changes

_CANARY = "カナリア鳥CANARYbird77"
_OLD, _NEW = "the first passphrase", "the second one's longer"


def _traces(folder: Path) -> list[str]:
    wanted = [_CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    wanted += [_CANARY.encode("utf-16-be").hex()[8:24].encode()]  # as the search index holds it
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(trace in path.read_bytes() for trace in wanted)
    ]


def _fill(path: Path, profile: Profile, clock: Clock, passphrase: str | None) -> None:
    """Type the canary into every kind of place."""
    services = create_store(path, passphrase=passphrase, profile=profile, clock=clock)
    records = services.records
    owner = records.create(Kind.MEMBERS, {"name": _CANARY, "reading": _CANARY, "mail": _CANARY}).value
    customer = services.customers.create(
        {"name": _CANARY, "note": _CANARY, "owner_id": owner, "tags": (_CANARY,), "status": _CANARY}
    ).value
    records.create(Kind.CONTACTS, {"customer_id": customer, "name": _CANARY})
    records.create(Kind.NEXT_ACTIONS, {"customer_id": customer, "title": _CANARY})
    records.create(Kind.PROMISES, {"customer_id": customer, "text": _CANARY})
    records.create(Kind.OPPORTUNITIES, {"customer_id": customer, "name": _CANARY})
    field = records.add_custom_field(Kind.CUSTOMERS, _CANARY, FieldType.TEXT).value
    services.customers.edit([customer], f"custom:{field}", _CANARY)
    services.views.add(_CANARY, ListQuery(text=_CANARY), (("name", 1),))
    services.backups.make()
    services.customers.delete([customer])
    services.history.undo()
    services.close()


def test_nothing_can_be_read_without_the_passphrase_also_after_a_kill(
    tmp_path: Path, profile: Profile, clock: Clock
) -> None:
    path = tmp_path / "store.csops"
    _fill(path, profile, clock, _OLD)
    if hasattr(os, "fork"):
        elsewhere = tmp_path.parent / f"{tmp_path.name}-imports"
        elsewhere.mkdir()
        arguments = (str(path), str(profile.folder), str(elsewhere), _OLD, 3)
        assert killing.killed(killing.live, *arguments, after=0.3, least=1)
    assert len(list(tmp_path.rglob("*.csops"))) >= 2
    assert _traces(tmp_path) == []


def test_the_canary_is_found_where_there_is_no_passphrase(tmp_path: Path, profile: Profile, clock: Clock) -> None:
    _fill(tmp_path / "store.csops", profile, clock, None)
    assert len(_traces(tmp_path)) == 2


def test_setting_a_passphrase_leaves_nothing_plain_behind(tmp_path: Path, profile: Profile, clock: Clock) -> None:
    path = tmp_path / "store.csops"
    _fill(path, profile, clock, None)
    assert change_passphrase(path, old=None, new=_NEW, profile=profile) == 0
    assert _traces(tmp_path) == []
    services = open_store(path, passphrase=_NEW, profile=profile, clock=clock)
    (backup,) = services.backups.all()
    assert backup.encrypted
    assert services.backups.make("day") is not None  # what happened since the one there is
    services.close()
    restored = open_store(backup.path(profile.backups), passphrase=_NEW, profile=profile, clock=clock)
    assert_whole(restored)
    restored.close()


@pytest.mark.parametrize(("old", "new"), [(None, _NEW), (_OLD, _NEW), (_OLD, None)], ids=["set", "change", "drop"])
def test_a_changed_passphrase_opens_the_same_store(
    tmp_path: Path, profile: Profile, clock: Clock, old: str | None, new: str | None
) -> None:
    path = tmp_path / "store.csops"
    _fill(path, profile, clock, old)
    services = open_store(path, passphrase=old, profile=profile, clock=clock)
    before = everything(services)
    services.close()
    change_passphrase(path, old=old, new=new, profile=profile)
    with pytest.raises(WrongPassphraseError if old else PassphraseNeededError):
        open_store(path, passphrase=old, profile=profile, clock=clock)
    services = open_store(path, passphrase=new, profile=profile, clock=clock)
    assert everything(services) == before
    assert_whole(services)
    assert len(services.customers.find(ListQuery(text="鳥CA")).ids) == 1
    services.close()
    assert [found.name for found in tmp_path.glob("*.csops*")] == ["store.csops"]
    assert not [found for found in tmp_path.iterdir() if found.name.startswith(".")]


def test_a_wrong_or_short_passphrase_changes_nothing(tmp_path: Path, profile: Profile, clock: Clock) -> None:
    path = tmp_path / "store.csops"
    create_store(path, passphrase=_OLD, profile=profile, clock=clock).close()
    before = path.read_bytes()
    with pytest.raises(WrongPassphraseError):
        change_passphrase(path, old=_NEW, new=_NEW, profile=profile)
    with pytest.raises(PassphraseTooShortError):
        change_passphrase(path, old=_OLD, new="short", profile=profile)
    assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need a fork server to be quick")
def test_killed_while_the_passphrase_changes_the_store_opens_with_exactly_one(
    tmp_path: Path, profile: Profile, clock: Clock
) -> None:
    dice = random.Random(1)  # noqa: S311 (dice, no secret)
    opened_with = kill_while_the_passphrase_changes(tmp_path, profile, clock, kills=6, dice=dice)
    assert sum(opened_with.values()) == 6
