"""Tries out an installation or a frozen build: everything it needs is there and works."""

import importlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from csops_desktop.domain.certification.badge import Badge, Holder, ResultWords, Verdict
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation import i18n
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile, resources
from csops_desktop.services import badges
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store, try_migrations
from csops_desktop.wording.fields import field_name

_PARTS = (
    "alembic",
    "pandas",
    "matplotlib",
    "python_calamine",
    "xlsxwriter",
    "rapidfuzz",
    "babel",
    "psutil",
    "pyld",
    "jsonschema",
)
_CHARACTERS = "㈱髙﨑"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing tried."""

    what: str
    ok: bool
    detail: str = ""


def run() -> list[Result]:
    """Try everything and return what was found; nothing outside a temporary folder is touched."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("parts", _parts),
        ("fonts", _fonts),
        ("translations", _translations),
        ("store without a passphrase", lambda: _store(None)),
        ("store with a passphrase", lambda: _store("correct horse battery")),
        ("migrations", _migrations),
        ("badges", _badges),
    )
    return [_try(what, check) for what, check in checks]


def _try(what: str, check: Callable[[], str]) -> Result:
    try:
        return Result(what, ok=True, detail=check())
    except Exception as error:  # noqa: BLE001 (whatever fails is the finding)
        return Result(what, ok=False, detail=f"{type(error).__name__}: {error}")


def _parts() -> str:
    for name in _PARTS:
        importlib.import_module(name)
    return ", ".join(_PARTS)


def _fonts() -> str:
    found = sorted(path.name for path in (resources() / "fonts").glob("*.ttf"))
    _require(len(found) >= 2, "fonts are missing")  # noqa: PLR2004 (regular and bold)
    return ", ".join(found)


def _translations() -> str:
    before = i18n.current()
    i18n.use("ja")
    try:
        word = field_name(Kind.CUSTOMERS, "renewal_on")
    finally:
        i18n.use(before)
    _require(not word.isascii(), "the Japanese catalogue is missing")
    return word


def _store(passphrase: str | None) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = Profile(folder / "profile")
        path, clock = folder / "scratch.csops", Clock()
        services = create_store(path, passphrase=passphrase, profile=profile, clock=clock)
        try:
            _fill_and_read_back(services, folder)
            services.backups.make()
        finally:
            services.close()
        reopened = open_store(path, passphrase=passphrase, profile=profile, clock=clock)
        try:
            state = reopened.backups.check()
            _require(state.ok, state.integrity)
            return state.engine
        finally:
            reopened.close()


def _fill_and_read_back(services: Services, folder: Path) -> None:
    source, target = folder / "in.csv", folder / "out.xlsx"
    source.write_text(f"顧客名,月額,契約開始日\n{_CHARACTERS}商事,12000,令和5年5月10日\n", encoding="cp932")
    table = services.imports.read(source)
    guess = services.imports.guess(table, Kind.CUSTOMERS)
    preview = services.imports.dry_run(table, guess.mapping)
    services.imports.write(preview)
    services.exports.write(
        Kind.CUSTOMERS, target, heading=lambda _kind, field: field, words=lambda _kind, _field, value: value
    )
    cells = services.imports.read(target)
    _require(f"{_CHARACTERS}商事" in str(cells.columns), "what was exported does not read back")


def _migrations() -> str:
    with tempfile.TemporaryDirectory() as name:
        return try_migrations(Path(name) / "migrated.csops")


def _badges() -> str:
    now = Clock().now().replace(microsecond=0)
    nobody = Badge(
        id="urn:uuid:00000000-0000-4000-8000-000000000000",
        level=0,
        name=_CHARACTERS,
        description=_CHARACTERS,
        criteria=_CHARACTERS,
        framework=_CHARACTERS,
        version="1",
        language="ja",
        issuer=_CHARACTERS,
        holder=Holder(_CHARACTERS),
        issued=now,
        valid_until=None,
        skills=(),
        words=ResultWords("", ""),
    )
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "badge.json"
        badges.write(nobody, badges.new_key(), now, file)
        found = badges.check(file, now)
        _require(found.verdict is Verdict.VALID, str(found.doubt))
        file.write_bytes(file.read_bytes().replace(_CHARACTERS.encode(), b"x", 1))
        _require(badges.check(file, now).verdict is Verdict.CHANGED, "a changed badge was accepted")
    return found.signer


def _require(holds: bool, problem: str) -> None:  # noqa: FBT001 (the thing required)
    if not holds:
        raise AssertionError(problem)
