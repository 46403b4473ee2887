"""``csops`` as a script meets it: its output, its exit codes, what it leaves behind."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from csops_desktop.cli.program import app
from csops_desktop.cli.session import stoppable

Run = Callable[..., Result]
COMMANDS = (
    "new",
    "import",
    "list",
    "export",
    "today",
    "score",
    "kpi",
    "undo",
    "backup",
    "restore",
    "check",
    "self-check",
    "export-all",
    "import-all",
    "badge",
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line on a store of its own."""
    monkeypatch.setenv("CSOPS_PROFILE", str(tmp_path / "profile"))

    def call(*arguments: str | Path) -> Result:
        words = ["--lang", "en", "--store", str(tmp_path / "store.csops"), *(str(word) for word in arguments)]
        return CliRunner().invoke(app, words, catch_exceptions=False)

    return call


def _json(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    return _write(tmp_path / "customers.csv", "id,name,signup_date\nA-1,Alpha,2024-01-31\nA-2,Beta,bad\n")


def test_usage_is_imported_listed_exported_and_scored(run: Run, customers: Path, tmp_path: Path) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    name = _json(run("list", "customers", "--json"))["rows"][0]["name"]
    usage = tmp_path / "usage.csv"
    usage.write_text(
        f"顧客名,指標,2026年4月,2026年5月\n{name},ログイン回数,10,12\n{name},利用率,,多い\n", encoding="utf-8"
    )
    report = _json(run("import", usage, "--as", "readings", "--json"))
    assert {
        "read": 2,
        "created": 2,
        "also": {"metrics": {"created": 1, "updated": 0, "same": 0, "skipped": 0}},
    }.items() <= (report.items())
    assert [(error["row"], error["column"]) for error in report["errors"]] == [(3, "2026年5月")]
    rows = _json(run("list", "readings", "--json"))["rows"]
    assert [(row["customer"], row["metric"], row["on_day"], row["value"]) for row in rows] == [
        (name, "ログイン回数", "2026-05-31", 12.0),
        (name, "ログイン回数", "2026-04-30", 10.0),
    ]
    assert _json(run("list", "metrics", "--json"))["rows"][0]["unit"] == "回"
    assert run("export", "readings", "--to", tmp_path / "out.csv").exit_code == 0
    again = _json(run("import", tmp_path / "out.csv", "--as", "readings", "--json"))
    assert (again["created"], again["updated"], again["same"]) == (0, 0, 2)
    assert run("export-all", tmp_path / "all").exit_code == 0
    assert (tmp_path / "all" / "reading.csv").read_text("utf-8-sig").count("\n") == 3
    assert not (tmp_path / "all" / "reading_month.csv").exists()


def test_import_reports_in_one_json_document(run: Run, customers: Path) -> None:
    assert run("new").exit_code == 0
    report = _json(run("import", customers, "--as", "customers", "--json"))
    assert {"read": 2, "created": 1, "updated": 0, "same": 0, "skipped": 0}.items() <= report.items()
    assert (report["kind"], report["encoding"], report["delimiter"], report["header_row"]) == (
        "customers",
        "utf-8",
        ",",
        1,
    )
    (error,) = report["errors"]
    assert (error["row"], error["column"], error["value"]) == (3, "signup_date", "bad")
    assert isinstance(report["batch"], int)


def test_a_dry_run_writes_nothing(run: Run, customers: Path) -> None:
    run("new")
    report = _json(run("import", customers, "--as", "customers", "--dry-run", "--json"))
    assert (report["created"], report["batch"]) == (1, None)
    assert _json(run("list", "customers", "--json"))["n"] == 0


def test_list_gives_references_by_name_and_dates_iso(run: Run, customers: Path, tmp_path: Path) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    run("import", _write(tmp_path / "k.csv", "sub_id,id,start_date,mrr\nS,A-1,2024-02-01,1200\n"), "--as", "contracts",
        "--mapping", _write(tmp_path / "m.json", json.dumps({"sub_id": "external_id", "id": "customer_id", "start_date": "starts_on", "mrr": "mrr"})))  # fmt: skip
    (row,) = _json(run("list", "contracts", "--json"))["rows"]
    assert (row["customer"], row["starts_on"], row["mrr"], row["ended_on"]) == ("Alpha", "2024-02-01", 1200, None)
    listed = _json(run("list", "customers", "--limit", "0", "--json"))
    assert (listed["n"], listed["rows"]) == (1, [])
    assert _json(run("list", "customers", "--where", "nobody", "--json"))["n"] == 0


def test_what_customers_ask_comes_in_and_is_listed(run: Run, customers: Path, tmp_path: Path) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    tickets = _write(tmp_path / "t.csv", "Id,Organization,Subject,Created at,Solved at\n7,Alpha,Slow,2026-11-20,\n")
    answers = _write(tmp_path / "s.csv", "account_id,nps,response date\nA-1,9,2026-11-20\n")
    left = _write(tmp_path / "c.csv", "account_id,churn_date,reason,refund (USD)\nA-1,2026-11-20,price,4.03\n")
    asked = _write(tmp_path / "r.csv", "request,customers,type\nColours,A-1,product\nColours,A-1;A-9,product\n")
    for path, kind in ((tickets, "tickets"), (answers, "surveys"), (left, "churn-events"), (asked, "requests")):
        report = _json(run("import", path, "--as", kind, "--json"))
        assert (report["kind"], report["created"]) == (kind, 1), report
    assert [(error["row"], error["column"]) for error in report["errors"]] == [(3, "customers")]
    listed = {kind: _json(run("list", kind, "--json")) for kind in ("tickets", "surveys", "churn-events", "requests")}
    assert {kind: found["n"] for kind, found in listed.items()} == dict.fromkeys(listed, 1)
    assert listed["requests"]["rows"][0]["customers"] == ["Alpha"]
    (customer,) = _json(run("list", "customers", "--where", "Colours", "--json"))["rows"]
    assert (customer["name"], customer["tickets_open"]) == ("Alpha", 1)


def test_amounts_in_thousands_are_told(run: Run, customers: Path, tmp_path: Path) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    path = _write(tmp_path / "k.csv", "contract id,account_id,start date,月額(千円)\nK,A-1,2026-04-01,12.5\n")
    assert _json(run("import", path, "--as", "contracts", "--json"))["scales"] == {"月額(千円)": 1000}
    assert _json(run("list", "contracts", "--json"))["rows"][0]["mrr"] == 12_500


def test_an_open_question_stops_with_the_option_that_decides(run: Run, tmp_path: Path) -> None:
    run("new")
    unclear = _write(tmp_path / "a.csv", "name,signup_date\nAlpha,03/04/2024\nBeta,05/06/2024\n")
    stopped = run("import", unclear, "--as", "customers")
    assert stopped.exit_code == 3
    assert "--date-order" in stopped.stderr
    assert len(stopped.stderr.strip().splitlines()) == 1
    assert _json(run("import", unclear, "--as", "customers", "--date-order", "dmy", "--json"))["date_order"] == "dmy"
    (row, _other) = _json(run("list", "customers", "--json"))["rows"]
    assert row["customer_since"] == "2024-04-03"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "missing.csv", "--as", "customers"), 3),
        (("import", "missing.csv", "--as", "nonsense"), 2),
        (("list", "nonsense"), 2),
        (("undo",), 1),
        (("export", "no such view", "--to", "a.csv"), 2),
        (("restore", "missing.csops"), 3),
        (("list", "customers", "--view", "none"), 3),
    ],
)
def test_exit_codes(run: Run, words: tuple[str, ...], code: int) -> None:
    run("new")
    result = run(*words)
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_no_key_column_is_a_data_problem(run: Run, tmp_path: Path) -> None:
    run("new")
    result = run("import", _write(tmp_path / "a.csv", "foo,bar\n1,2\n3,4\n"), "--as", "customers")
    assert result.exit_code == 3


def test_export_and_undo_and_backup_and_restore(run: Run, customers: Path, tmp_path: Path) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    assert run("export", "customers", "--to", tmp_path / "out.csv").exit_code == 0
    assert "Alpha" in (tmp_path / "out.csv").read_text("utf-8-sig")
    made = run("backup")
    assert made.exit_code == 0
    assert "Imported customers.csv" in run("undo", "--list").stdout
    assert run("undo").exit_code == 0
    assert _json(run("list", "customers", "--json"))["n"] == 0
    assert _json(run("--from-backup", "list", "customers", "--json"))["n"] == 1
    assert run("restore", made.stdout.strip()).exit_code == 0
    assert _json(run("list", "customers", "--json"))["n"] == 1
    checked = _json(run("check", "--json"))
    assert (checked["ok"], checked["encrypted"], checked["integrity"]) == (True, False, "ok")
    assert (checked["rows"]["customer"], len(checked["backups"])) == (1, 2)


def test_a_send_list_leaves_out_who_said_no(run: Run, customers: Path, tmp_path: Path) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    text = "name,customer,email,opted out\nIn,A-1,in@alpha.example,no\nOut,A-1,out@alpha.example,yes\n"
    run("import", _write(tmp_path / "contacts.csv", text), "--as", "contacts")
    done = run("export", "customers", "--send-list", "--to", tmp_path / "send.csv")
    assert done.exit_code == 0, done.output
    assert "1 contact" in done.stdout
    written = (tmp_path / "send.csv").read_text("utf-8-sig")
    assert "in@alpha.example" in written
    assert run("export", "contracts", "--send-list", "--to", tmp_path / "no.csv").exit_code == 2


def test_an_encrypted_store_wants_its_passphrase_and_never_asks_a_script(
    run: Run, customers: Path, tmp_path: Path
) -> None:
    secret = _write(tmp_path / "secret", "correct horse battery\n")
    wrong = _write(tmp_path / "wrong", "wrong horse battery\n")
    assert run("--passphrase-file", secret, "new").exit_code == 0
    assert run("list", "customers").exit_code == 3
    assert run("--passphrase-file", wrong, "list", "customers").exit_code == 3
    assert run("--passphrase-file", secret, "import", customers, "--as", "customers").exit_code == 0
    assert _json(run("--passphrase-file", secret, "check", "--json"))["encrypted"] is True


def test_a_store_open_elsewhere_is_exit_code_4_and_its_backup_can_be_read(
    run: Run, customers: Path, tmp_path: Path
) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    run("backup")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import sys; from pathlib import Path; from csops_desktop.store.opening import open_store;"
                "from csops_desktop.foundation.clock import Clock;"
                "d = open_store(Path(sys.argv[1]), passphrase=None, clock=Clock()); print('open', flush=True); sys.stdin.read()"
            ),
            str(tmp_path / "store.csops"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "open"
    try:
        assert run("list", "customers").exit_code == 4
        assert run("import", customers, "--as", "customers").exit_code == 4
        assert run("--from-backup", "import", customers, "--as", "customers").exit_code == 2
        assert _json(run("--from-backup", "list", "customers", "--json"))["n"] == 1
    finally:
        holder.communicate()


def test_the_sample_store(run: Run) -> None:
    assert run("new", "--sample").exit_code == 0
    assert _json(run("list", "customers", "--json"))["n"] == 120
    assert run("new").exit_code == 3


def test_self_check(run: Run) -> None:
    results = _json(run("self-check", "--json"))
    assert [result["what"] for result in results if not result["ok"]] == []


@pytest.mark.parametrize(
    "name",
    sorted(path.name for path in (Path(__file__).parents[3] / "shared/cases/bad/workbooks").glob("*")) or ["none"],
)
def test_every_bad_workbook_is_one_sentence_or_rows(run: Run, cases: Path, name: str) -> None:
    run("new")
    result = run("import", cases / "bad" / "workbooks" / name, "--as", "customers")
    assert result.exit_code in (0, 3)
    if result.exit_code == 3:
        assert len(result.stderr.strip().splitlines()) == 1
        assert _json(run("list", "customers", "--json"))["n"] == 0


def test_kpi_of_ravenstack_is_exact(run: Run, cases: Path) -> None:
    folder = cases / "saas" / "ravenstack"
    run("new")
    run("import", folder / "ravenstack_accounts.csv", "--as", "customers")
    run("import", folder / "ravenstack_subscriptions.csv", "--as", "contracts")
    year = _json(run("kpi", "--from", "2023-12-31", "--to", "2024-12-31", "--json"))["kpis"]
    assert (year["mrr_start"]["value"], year["mrr_end"]["value"]) == (1_262_113, 10_159_608)
    assert (round(year["nrr"]["value"], 5), round(year["grr"]["value"], 5)) == (2.92271, 0.9959)
    assert (year["renewal_rate"]["value"], year["renewal_rate"]["denominator"]) == (None, 0)
    december = _json(run("kpi", "--from", "2024-11-30", "--to", "2024-12-31", "--json"))["kpis"]
    lost = december["contract_churn"]
    assert (lost["numerator"], lost["denominator"]) == (90, 3754)
    amount = december["contract_revenue_churn"]
    assert (amount["numerator"], amount["denominator"]) == (281_095, 8_460_824)


def test_today_says_what_and_why(run: Run) -> None:
    run("new", "--sample")
    told = _json(run("today", "--json"))
    assert told["items"]
    assert {"kind", "customer", "why", "due", "urgency"} <= told["items"][0].keys()
    assert run("kpi", "--from", "2025-01-02", "--to", "2025-01-01").exit_code == 2
    assert run("today", "--as-of", "soon").exit_code == 2
    mine = _json(run("today", "--mine", "--json"))  # in the sample somebody sits here
    assert 0 < len(mine["items"]) < len(told["items"])


def test_today_of_mine_needs_to_know_who_i_am(run: Run) -> None:
    run("new")
    result = run("today", "--mine")
    assert result.exit_code == 3
    assert len(result.stderr.strip().splitlines()) == 1


def test_files_before_one_that_fails_are_imported_and_told(run: Run, customers: Path, tmp_path: Path) -> None:
    run("new")
    result = run("import", customers, tmp_path / "missing.csv", "--as", "customers", "--json")
    assert result.exit_code == 3
    assert [report["created"] for report in json.loads(result.stdout)] == [1]
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_delimiter_is_one_character(run: Run, customers: Path) -> None:
    run("new")
    assert run("import", customers, "--as", "customers", "--delimiter", "ab").exit_code == 2
    assert run("import", customers, "--as", "customers", "--delimiter", "comma").exit_code == 0


@pytest.mark.parametrize("how", ["--lang", "LANG"])
def test_the_help_speaks_japanese(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    if how == "LANG":
        monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    words = ["--lang", "ja"] if how == "--lang" else []
    for command in ([], *([name] for name in COMMANDS)):
        told = CliRunner().invoke(app, [*words, *command, "--help"], env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"})
        assert told.exit_code == 0
        assert {"オプション", "この説明を出して終わります。"} <= set(told.stdout.replace("─", " ").split())
        texts = [line.strip(" │*").split("  ")[-1].strip() for line in told.stdout.splitlines() if "--" in line]
        english = [text for text in texts if text and text.isascii() and not text.startswith("-")]
        assert english == [], command
    wrong = CliRunner().invoke(app, [*words, "kpi", "--from", "soon"])
    assert wrong.exit_code == 2


def test_the_help_speaks_english_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    told = CliRunner().invoke(app, ["today", "--help"])
    assert "Say what to do now and why" in told.stdout
    assert "Options" in told.stdout


def test_ctrl_c_while_the_commands_load_is_one_line(tmp_path: Path) -> None:
    start = (
        "import os, signal, sys; from csops_desktop.cli import early; early.watch(['--lang', 'en']);"
        "os.kill(os.getpid(), signal.SIGINT); import csops_desktop.cli.program"
    )
    told = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, text=True, cwd=tmp_path, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (130, "")
    assert told.stderr == "Stopped. Nothing was written.\n"


def test_ctrl_c_in_a_command_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    run("new")
    monkeypatch.setattr("csops_desktop.services.today.TodayService.queue", interrupted)
    told = run("today")
    assert (told.exit_code, told.stdout) == (130, "")
    assert len(told.stderr.strip().splitlines()) == 1


def test_ctrl_c_stops_between_steps() -> None:
    with stoppable() as stopped:
        assert not stopped()
        signal.raise_signal(signal.SIGINT)
        assert stopped()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_everything_goes_out_and_comes_back_into_an_empty_store(run: Run, customers: Path, tmp_path: Path) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    folder = tmp_path / "all"
    counts = _json(run("export-all", folder, "--json"))["tables"]
    assert counts["customer"] == 1
    refused = run("import-all", folder)
    assert (refused.exit_code, "holds data already" in refused.stderr) == (3, True)
    assert run("export-all", folder).exit_code == 3
    (tmp_path / "store.csops").unlink()
    run("new")
    assert _json(run("import-all", folder, "--json"))["tables"] == counts
    assert _json(run("list", "customers", "--json"))["rows"][0]["name"] == "Alpha"
    assert run("undo").exit_code == 1


def test_score_explains_a_customer_to_the_point(run: Run) -> None:
    run("new", "--sample")
    told = _json(run("score", "--json"))
    assert len(told) > 100
    for each in told:
        assert each["total"] == each["low"] == sum(axis["points"] for axis in each["axes"])
        assert each["total"] == sum(measure["points"] for measure in each["measures"])
        assert 0 <= each["coverage"] <= 1
    name = told[0]["customer"]
    assert _json(run("score", "--customer", name, "--json")) == told[0]
    explained = run("score", "--customer", name, "--explain")
    assert explained.exit_code == 0
    assert all(measure["name"] in explained.stdout for measure in told[0]["measures"])
    assert name in run("score").stdout
    assert run("score", "--customer", "nobody").exit_code == 3


def test_score_of_an_earlier_day_is_the_one_that_was_kept(run: Run) -> None:
    run("new", "--sample")
    told = _json(run("score", "--json"))[0]
    before = (dt.date.fromisoformat(told["as_of"]) - dt.timedelta(days=40)).isoformat()
    earlier = _json(run("score", "--customer", told["customer"], "--as-of", before, "--json"))
    assert earlier["as_of"] == before
    assert earlier["kept_on"] <= before
    assert earlier["total"] == sum(measure["points"] for measure in earlier["measures"])


def test_score_says_what_is_missing(run: Run, customers: Path) -> None:
    run("new")
    run("import", customers, "--as", "customers")
    assert run("score").exit_code == 1  # no scorecard yet
    assert run("score", "--as-of", "soon").exit_code == 2
