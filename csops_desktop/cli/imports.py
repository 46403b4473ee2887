"""``csops import``: read, guess, ask by naming the option, write, report."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from csops_desktop.cli.session import Exit, fail
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Counts, Guess, Mapping, Question, ReadOptions, Report, Rule, Table
from csops_desktop.foundation.i18n import _
from csops_desktop.services.bundle import Services
from csops_desktop.wording import errors
from csops_desktop.wording.fields import kind_name
from csops_desktop.wording.import_notes import note


def run(
    services: Services,
    path: Path,
    kind: Kind,
    *,
    options: ReadOptions,
    date_order: str | None,
    end_date: str | None,
    mapping_file: Path | None,
    key: str | None,
    rule: Rule,
    dry_run: bool,
    cancelled: Callable[[], bool],
    progress: Any,
) -> Report:
    """Import one file.

    Raises:
        typer.Exit: with 3 when a question is open, after one sentence naming the option that decides.
        CsopsError: the file cannot be used.
        CancelledError: the user stopped; nothing of this file was written.
    """
    table = services.imports.read(path, options, cancelled=cancelled)
    guess = services.imports.guess(table, kind, mapping_file=mapping_file)
    mapping = _decided(guess, date_order=date_order, end_date=end_date, key=key, rule=rule)
    _stop_at_questions(table, guess, mapping)
    preview = services.imports.dry_run(table, mapping, cancelled=cancelled)
    if dry_run:
        return preview.report()
    return services.imports.write(preview, progress=progress, cancelled=cancelled).value


def document(report: Report) -> dict[str, Any]:
    """Return a report as the JSON shape of the command line."""
    table = report.table
    orders = sorted(set(report.mapping.date_orders.values()))
    return {
        "kind": report.kind.value,
        "file": str(report.path),
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "date_order": orders[0] if len(orders) == 1 else None,
        "read": report.read,
        **_counts(report.counts),
        "doubts": report.doubts,
        "errors": [
            {"row": error.row, "column": error.column, "value": error.value, "why": errors.cell(error)}
            for error in report.errors
        ],
        "unmapped": list(report.unmapped),
        "scales": _scales(report),
        "notes": [{"what": what.value, "n": n, "text": note(what, n)} for what, n in report.notes.items()],
        "also": {kind.value: _counts(counts) for kind, counts in report.also.items()},
        "batch": report.batch,
    }


def lines(report: Report) -> list[str]:
    """Return a report as lines for a person."""
    told = [_counted(report.path.name, kind_name(report.kind), report.counts)]
    told += [_counted("  +", kind_name(kind), counts) for kind, counts in report.also.items()]
    if report.doubts:
        told.append(_("{n} rows wait for a decision: import this file in the window.").format(n=report.doubts))
    told += [
        _("Multiplied: {column} × {factor}").format(column=column, factor=f"{factor:,}")
        for column, factor in _scales(report).items()
    ]
    told += [note(what, n) for what, n in report.notes.items()]
    if report.unmapped:
        told.append(_("Left out: {columns}").format(columns=", ".join(report.unmapped)))
    told += [_("Row {row}: {problem}").format(row=e.row, problem=errors.cell(e)) for e in report.errors[:20]]
    if len(report.errors) > 20:  # noqa: PLR2004 (a screenful)
        told.append(_("… and {n} more errors; see them all with --json.").format(n=len(report.errors) - 20))
    return told


def _scales(report: Report) -> dict[str, int]:
    """Return heading → factor of the amounts that were counted in thousands or so."""
    factors = ((heading, report.mapping.scale(at)) for at, heading in enumerate(report.table.headings))
    return {heading: factor for heading, factor in factors if factor > 1}


def _decided(guess: Guess, *, date_order: str | None, end_date: str | None, key: str | None, rule: Rule) -> Mapping:
    mapping = guess.mapping
    orders = dict(mapping.date_orders)
    if date_order is not None:
        asked = [at for question, columns in guess.open if question is Question.DATE_ORDER for at in columns]
        orders = dict.fromkeys([*orders, *asked], date_order)
    return replace(
        mapping, date_orders=orders, end_date=end_date or mapping.end_date, key=key or mapping.key, rule=rule
    )


def _stop_at_questions(table: Table, guess: Guess, mapping: Mapping) -> None:
    for question, columns in guess.open:
        if question is Question.DATE_ORDER and all(at in mapping.date_orders for at in columns):
            continue
        if question is Question.END_DATE and mapping.end_date is not None:
            continue
        asked = errors.question(question, tuple(table.headings[at] for at in columns))
        option = "--mapping" if question is Question.KEY else f"--{question.value}"
        fail(_("{question} Decide with {option}.").format(question=asked, option=option), Exit.DATA)


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "created": counts.created,
        "updated": counts.updated,
        "same": counts.same,
        "skipped": counts.skipped,
    }


def _counted(head: str, kind: str, counts: Counts) -> str:
    return _("{file} {kind}: {created} new, {updated} changed, {same} same, {skipped} skipped").format(
        file=head, kind=kind, created=counts.created, updated=counts.updated, same=counts.same, skipped=counts.skipped
    )
