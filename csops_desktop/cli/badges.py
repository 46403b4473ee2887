"""``csops badge``: certificates as files, without a store."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from csops_desktop.cli.session import Exit, Session, note, put_json, put_line, worded
from csops_desktop.domain.certification.badge import Verdict, Verification
from csops_desktop.foundation.i18n import N_, _
from csops_desktop.services import badges
from csops_desktop.wording import badges as words

app = typer.Typer(no_args_is_help=True, help=N_("Check certificates (Open Badges 3.0)."))


@app.callback()
def _options() -> None:
    """Keep ``verify`` a command of its own while it is the only one."""


@app.command(help=N_("Check a badge offline: whether it is unchanged, who signed it, until when it is valid."))
def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("The badge: a JSON file, or a PNG picture with it inside."))],
    *,
    keys: Annotated[
        Path | None, typer.Option(help=N_("The key history of the issuer: accept only what these keys signed."))
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=N_("Print one JSON document and nothing else."))] = False,
) -> None:
    """Say what the check came to; 0 only for a valid badge."""
    session: Session = context.obj
    with worded():
        known = badges.known_keys(keys) if keys is not None else None
        found = badges.check(file, session.clock.now(), known)
    if json:
        put_json(_document(found))
    else:
        for line in (words.verdict(found), *words.lines(found)):
            put_line(line)
        if found.verdict is Verdict.VALID and known is None:
            note(_("Whether the key is the issuer's: compare it with theirs, or name their key history with --keys."))
    if found.verdict is not Verdict.VALID:
        raise typer.Exit(Exit.NOTHING)


def _document(found: Verification) -> dict[str, object]:
    badge = found.badge
    said = None
    if badge is not None:
        said = {
            "id": badge.id,
            "name": badge.name,
            "level": badge.level,
            "holder": badge.holder.name,
            "issuer": badge.issuer,
            "issued": _moment(badge.issued),
            "valid_until": _moment(badge.valid_until),
            "skills": [{"code": each.code, "name": each.name, "shown": each.shown} for each in badge.skills],
        }
    return {
        "valid": found.verdict is Verdict.VALID,
        "verdict": found.verdict,
        "reason": found.doubt,
        "why": words.verdict(found),
        "key": found.signer or None,
        "signed_at": _moment(found.signed_at),
        "key_retired_at": _moment(found.retired_at),
        "badge": said,
    }


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
