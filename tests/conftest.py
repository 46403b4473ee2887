"""Fixtures that every test may use: a profile, a clock that stands still, an open store."""

import datetime as dt
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from csops_desktop.foundation import i18n
from csops_desktop.foundation.clock import Clock, fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store

NOON = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"


def _refuse_sockets(event: str, arguments: tuple[object, ...]) -> None:
    """The program never opens a network socket; nor does any of its tests."""
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise AssertionError("a network socket was opened")


sys.addaudithook(_refuse_sockets)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture
def clock() -> Clock:
    """24 November 2026, noon in Tokyo."""
    return fixed(NOON)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "profile")


@pytest.fixture(params=[None, "correct horse battery"], ids=["plain", "encrypted"])
def passphrase(request: pytest.FixtureRequest) -> str | None:
    """Both kinds of store, for the tests that ask for it."""
    value: str | None = request.param
    return value


@pytest.fixture
def services(tmp_path: Path, profile: Profile, clock: Clock) -> Iterator[Services]:
    """The services of a new, empty store."""
    opened = create_store(tmp_path / "store.csops", passphrase=None, profile=profile, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def cases() -> Path:
    """The folder of real files; a test that needs it is skipped where it is absent."""
    if not CASES.is_dir():
        pytest.skip("the folder of real files (../shared/cases) is not here")
    return CASES
