"""``csops``: the services without a window, for scheduled reports, scripting, repair and tests."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

import csops_desktop
from csops_desktop.cli import badges, everything, figures, imports, listing, scores, self_check
from csops_desktop.cli.session import Exit, Session, fail, note, put_grid, put_json, put_line, stoppable, worded
from csops_desktop.cli.speaking import SpeakingGroup
from csops_desktop.domain.fields import IMPORTABLE, Kind
from csops_desktop.domain.imports import ReadOptions, Report, Rule
from csops_desktop.foundation.errors import NothingToUndoError
from csops_desktop.foundation.i18n import N_, _
from csops_desktop.foundation.paths import profile
from csops_desktop.services.opening import create_store
from csops_desktop.services.restoring import restore as restore_store
from csops_desktop.wording import errors, fields, operations, values
from csops_desktop.wording import today as words

app = typer.Typer(
    name="csops",
    cls=SpeakingGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=N_("CSOps Desktop on the command line: the same store, without a window."),
)

Json = Annotated[bool, typer.Option("--json", help=N_("Print one JSON document and nothing else."))]


def _version(*, wanted: bool) -> None:
    if wanted:
        put_line(f"csops {csops_desktop.__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    *,
    store: Annotated[Path | None, typer.Option(help=N_("The store; without it, the one in your profile."))] = None,
    passphrase_file: Annotated[Path | None, typer.Option(help=N_("A file with the passphrase of the store."))] = None,
    from_backup: Annotated[bool, typer.Option("--from-backup", help=N_("Read the newest backup instead."))] = False,
    lang: Annotated[str | None, typer.Option(help=N_("Language: ja or en."))] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=N_("Say which version this is."))
    ] = False,
) -> None:
    del version
    if lang not in (None, "ja", "en"):
        fail(_("--lang is ja or en."), Exit.USAGE)
    own = profile()
    context.obj = Session(own, store or own.default_store, passphrase_file=passphrase_file, from_backup=from_backup)


@app.command(help=N_("Make an empty store, or the sample one."))
def new(
    context: typer.Context,
    *,
    sample: Annotated[bool, typer.Option("--sample", help=N_("Fill it with invented customers."))] = False,
    encrypt: Annotated[bool, typer.Option("--encrypt", help=N_("Ask for a passphrase and encrypt it."))] = False,
) -> None:
    session: Session = context.obj
    with worded():
        passphrase = session.passphrase()
        if encrypt and passphrase is None:
            if not sys.stdin.isatty():
                fail(_("Name the passphrase file with --passphrase-file."), Exit.USAGE)
            passphrase = typer.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=True, err=True)
        services = create_store(session.store, passphrase=passphrase, profile=session.profile, clock=session.clock)
        try:
            if sample:
                from csops_desktop.services.samples import build_sample  # noqa: PLC0415 (only this needs it)

                build_sample(services)
        finally:
            services.close()
    put_line(str(session.store))


@app.command("import", help=N_("Read files into the store; each file is one step that can be undone."))
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=N_("CSV, TSV, XLSX, XLS or ODS files."))],
    *,
    kind: Annotated[str, typer.Option("--as", help=N_("What the rows are: {kinds}."))],
    sheet: Annotated[str | None, typer.Option(help=N_("The sheet of a workbook."))] = None,
    encoding: Annotated[str | None, typer.Option(help=N_("The character encoding, like utf-8 or cp932."))] = None,
    delimiter: Annotated[str | None, typer.Option(help=N_("What separates the columns."))] = None,
    header_row: Annotated[int | None, typer.Option(min=0, help=N_("The row of the headings; 0 for none."))] = None,
    date_order: Annotated[str | None, typer.Option(help=N_("ymd, dmy or mdy."))] = None,
    end_date: Annotated[str | None, typer.Option(help=N_("What a contract's end date is: term or ended."))] = None,
    mapping: Annotated[Path | None, typer.Option(help=N_("A JSON file: heading to field."))] = None,
    key: Annotated[str | None, typer.Option(help=N_("What identifies a record: external_id or name."))] = None,
    on_collision: Annotated[str, typer.Option(help=N_("overwrite, blank, never or append."))] = "overwrite",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Report and write nothing."))] = False,
    json: Json = False,
) -> None:
    session: Session = context.obj
    known = _kind(kind, IMPORTABLE)
    _one_of("--date-order", date_order, ("ymd", "dmy", "mdy"))
    _one_of("--end-date", end_date, ("term", "ended"))
    _one_of("--key", key, ("external_id", "name"))
    _one_of("--on-collision", on_collision, tuple(Rule))
    reading = ReadOptions(sheet, encoding, _delimiter(delimiter), header_row)
    reports: list[Report] = []
    try:
        with worded(), stoppable() as stopped, session.open(writing=not dry_run) as services:
            for path in files:
                with Progress(transient=True, disable=json or not sys.stderr.isatty()) as bar:
                    task = bar.add_task(path.name, total=None)
                    report = imports.run(
                        services,
                        path,
                        known,
                        options=reading,
                        date_order=date_order,
                        end_date=end_date,
                        mapping_file=mapping,
                        key=key,
                        rule=Rule(on_collision),
                        dry_run=dry_run,
                        cancelled=stopped,
                        progress=lambda done, total, at=task, to=bar: to.update(at, completed=done, total=total),
                    )
                reports.append(report)
    finally:  # files before one that fails stay imported, and are told
        if json and reports:
            documents = [imports.document(report) for report in reports]
            put_json(documents[0] if len(files) == 1 else documents)
        elif not json:
            for report in reports:
                for line in imports.lines(report):
                    put_line(line)


@app.command("list", help=N_("List records."))
def list_(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=N_("Which records."))],
    *,
    view: Annotated[str | None, typer.Option(help=N_("A saved view of the customers."))] = None,
    where: Annotated[str, typer.Option(help=N_("Words that must occur."))] = "",
    limit: Annotated[int | None, typer.Option(min=0, help=N_("At most so many."))] = None,
    json: Json = False,
) -> None:
    session: Session = context.obj
    known = _kind(kind, tuple(Kind))
    with worded(), session.open(writing=False) as services:
        try:
            n, found = listing.find(services, known, view=view, where=where, limit=limit)
        except LookupError:
            fail(_("There is no saved view “{name}”.").format(name=view), Exit.DATA)
        if json:
            put_json({"n": n, "rows": [listing.document(services, record) for record in found]})
            return
        put_grid(*listing.grid(services, known, found))
        note(fields.counted(known, n))


@app.command(help=N_("Write records to a file that a spreadsheet opens."))
def export(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=N_("A kind of record, or the name of a saved view."))],
    *,
    to: Annotated[Path, typer.Option(help=N_("The file: .csv or .xlsx."))],
    encoding: Annotated[str, typer.Option(help=N_("Of a CSV: utf-8-sig or cp932."))] = "utf-8-sig",
    people: Annotated[
        bool, typer.Option("--send-list", help=N_("The people of these customers who may be written to."))
    ] = False,
) -> None:
    session: Session = context.obj
    _one_of("--encoding", encoding, ("utf-8-sig", "cp932"))
    if to.suffix.lower() not in (".csv", ".xlsx"):
        fail(_("--to names a .csv or .xlsx file."), Exit.USAGE)
    with worded(), stoppable() as stopped, session.open(writing=False) as services:
        known, ids, columns = Kind.CUSTOMERS, None, None
        if what in set(Kind):
            known = Kind(what)
        else:
            try:
                view = listing.saved_view(services, what)
            except LookupError:
                fail(_("“{name}” is neither a kind of record nor a saved view.").format(name=what), Exit.USAGE)
            ids = services.customers.find(view.query).ids
            columns = [name for name, _width in view.columns] or None
        if people:
            known, ids, columns = listing.send_list(services, known, ids)
        n, lacking = services.exports.write(
            known,
            to,
            heading=fields.field_name,
            words=listing.words,
            ids=ids,
            columns=columns,
            encoding=encoding,
            cancelled=stopped,
        )
    if lacking:
        note(_("CP932 lacks these characters; 〓 stands for them: {characters}").format(characters=" ".join(lacking)))
    put_line(_("{file}: {counted}").format(file=to, counted=fields.counted(known, n)))


app.command("export-all", help=N_("Write everything to a folder of CSV files, to be read back by import-all."))(
    everything.export_all
)
app.command("import-all", help=N_("Read back what export-all wrote, into an empty store."))(everything.import_all)


app.add_typer(badges.app, name="badge")


app.command(help=N_("Show health scores, and where each point comes from."))(scores.score)


@app.command(help=N_("Say what to do now and why, the most urgent first."))
def today(
    context: typer.Context,
    *,
    as_of: Annotated[str | None, typer.Option(help=N_("Another day, like 2026-11-24."))] = None,
    mine: Annotated[bool, typer.Option("--mine", help=N_("Only what the member who works here is to do."))] = False,
    json: Json = False,
) -> None:
    session: Session = context.obj
    day = _day("--as-of", as_of) or session.clock.today()
    with worded(), session.open(writing=False) as services:
        me = services.members.crew().me
        if mine and me is None:
            fail(_("This computer does not know who you are. Say it in the settings of the window."), Exit.DATA)
        services.scores.turn_day()
        items = services.today.queue(day, mine=me if mine else None)
    if json:
        put_json({"as_of": day.isoformat(), "items": [figures.queue_item(item) for item in items]})
        return
    for item in items:
        more = f"  {words.others(len(item.reasons) - 1)}" if len(item.reasons) > 1 else ""
        who = item.name or fields.counted(Kind.CUSTOMERS, item.reason.days)
        put_line(f"{who}\t{words.what(item.reason)}\t{words.why(item.reason)}{more}")


@app.command(help=N_("Compute the figures of a period: MRR, retention, churn, renewals."))
def kpi(
    context: typer.Context,
    *,
    from_: Annotated[
        str | None, typer.Option("--from", help=N_("First day; a year before --to when not given."))
    ] = None,
    to: Annotated[str | None, typer.Option(help=N_("Last day; today when not given."))] = None,
    json: Json = False,
) -> None:
    session: Session = context.obj
    end = _day("--to", to) or session.clock.today()
    start = _day("--from", from_) or figures.year_before(end)
    if start > end:
        fail(_("--from lies after --to."), Exit.USAGE)
    with worded(), session.open(writing=False) as services:
        found = services.kpi.retention(start, end)
        digits = figures.currency_digits(services)
    if json:
        put_json(figures.document(found, start, end, digits))
        return
    for name, figure in found.items():
        put_line(f"{name}\t{figures.shown(name, figure, digits)}")


@app.command(help=N_("Undo the latest operation."))
def undo(
    context: typer.Context, *, list_: Annotated[bool, typer.Option("--list", help=N_("Show the operations."))] = False
) -> None:
    session: Session = context.obj
    with worded(), session.open(writing=not list_) as services:
        if list_:
            for done in services.history.operations():
                mark = _("undone") if done.undone else ""
                put_line(f"{done.id}\t{values.moment(done.at)}\t{operations.sentence(done.sentence)}\t{mark}")
            return
        try:
            outcome = services.history.undo()
        except NothingToUndoError as error:
            fail(errors.sentence(error), Exit.NOTHING)
        if outcome.sentence:
            put_line(operations.sentence(outcome.sentence))


@app.command(help=N_("Take a verified backup."))
def backup(
    context: typer.Context,
    *,
    to: Annotated[Path | None, typer.Option(help=N_("Where; without it, the profile."))] = None,
) -> None:
    session: Session = context.obj
    with worded(), session.open(writing=True) as services:
        if to is not None:
            services.backups.copy(to)
            put_line(str(to))
            return
        made = services.backups.make()
        if made is not None:
            put_line(str(services.backups.path(made)))


@app.command(help=N_("Put a backup in the place of the store; what stood there is kept."))
def restore(context: typer.Context, file: Annotated[Path, typer.Argument(help=N_("The backup."))]) -> None:
    session: Session = context.obj
    with worded():
        kept = restore_store(
            session.store, file, passphrase=session.passphrase(), profile=session.profile, clock=session.clock
        )
    put_line(_("Restored {file}.").format(file=file))
    if kept is not None:
        put_line(_("What stood there is kept as {file}.").format(file=kept))


@app.command(help=N_("Look through the whole store for damage."))
def check(context: typer.Context, *, json: Json = False) -> None:
    session: Session = context.obj
    with worded(), session.open(writing=False) as services:
        state = services.backups.check()
        kept = services.backups.all()
        if json:
            put_json(
                {
                    "ok": state.ok,
                    "engine": state.engine,
                    "encrypted": state.encrypted,
                    "integrity": state.integrity,
                    "schema": state.schema,
                    "rows": state.rows,
                    "backups": [{"file": str(services.backups.path(b)), "at": b.at} for b in kept],
                }
            )
        else:
            put_line(_("No damage found.") if state.ok else _("Damage: {finding}").format(finding=state.integrity))
            protected = _("with passphrase") if state.encrypted else _("without passphrase")
            put_line(f"{state.engine}; {protected}")
    if not state.ok:
        raise typer.Exit(Exit.NOTHING)


@app.command(
    "self-check", help=N_("Try out this installation: parts, translations, a scratch store, an import and an export.")
)
def self_check_(*, json: Json = False) -> None:
    results = self_check.run()
    if json:
        put_json([{"what": result.what, "ok": result.ok, "detail": result.detail} for result in results])
    else:
        for result in results:
            put_line(f"{'ok' if result.ok else 'FAILED'}  {result.what}  {result.detail}")
    if not all(result.ok for result in results):
        raise typer.Exit(Exit.NOTHING)


def _kind(name: str, known: tuple[Kind, ...]) -> Kind:
    found = next((kind for kind in known if kind.value == name), None)
    if found is None:
        listed = ", ".join(kind.value for kind in known)
        fail(_("“{name}” is no kind of record. Known are: {kinds}.").format(name=name, kinds=listed), Exit.USAGE)
    return found


def _day(option: str, text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(_("{option} is a day like 2026-11-24.").format(option=option), Exit.USAGE)


def _one_of(option: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        fail(_("{option} is one of: {allowed}.").format(option=option, allowed=", ".join(allowed)), Exit.USAGE)


def _delimiter(text: str | None) -> str | None:
    known = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}.get(text, text) if text else text
    if known is not None and len(known) != 1:
        fail(_("--delimiter is one character, or: tab, comma, semicolon."), Exit.USAGE)
    return known
