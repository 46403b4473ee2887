"""``csops export-all`` and ``csops import-all``: a whole store as a folder of CSV files, and back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from csops_desktop.cli.session import Session, put_json, put_line, stoppable, worded
from csops_desktop.foundation.i18n import N_, ngettext

Json = Annotated[bool, typer.Option("--json", help=N_("Print one JSON document and nothing else."))]


def export_all(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help=N_("The folder to write; it must not be there yet, or be empty."))],
    *,
    json: Json = False,
) -> None:
    """Write everything."""
    session: Session = context.obj
    with worded(), stoppable() as stopped, session.open(writing=False) as services, _bar(folder.name, json) as progress:
        counts = services.whole.export_all(folder, progress=progress, cancelled=stopped)
    _tell(folder, counts, json=json)


def import_all(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help=N_("A folder that export-all wrote."))],
    *,
    json: Json = False,
) -> None:
    """Read everything back into an empty store."""
    session: Session = context.obj
    with worded(), stoppable() as stopped, session.open(writing=True) as services, _bar(folder.name, json) as progress:
        counts = services.whole.import_all(folder, progress=progress, cancelled=stopped).value
    _tell(folder, counts, json=json)


@contextmanager
def _bar(name: str, quiet: bool) -> Iterator[Callable[[int, int], None]]:  # noqa: FBT001 (the option as it comes)
    with Progress(transient=True, disable=quiet or not sys.stderr.isatty()) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _tell(folder: Path, counts: dict[str, int], *, json: bool) -> None:
    if json:
        put_json({"folder": str(folder), "tables": counts})
        return
    n = sum(counts.values())
    put_line(ngettext("{folder}: {n} row", "{folder}: {n} rows", n).format(folder=folder, n=f"{n:,}"))
