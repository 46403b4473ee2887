"""The shape of the house: layers, a light start, honest documents, no addresses of registries."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from typer.main import get_command

from csops_desktop.cli.program import app

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "pandas",
    "numpy",
    "matplotlib",
    "scipy",
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "babel",
    "typer",
    "rich",
    "xlsxwriter",
    "python_calamine",
    "cryptography",
    "pyld",
    "jsonschema",
    "lxml",
)
REFUSED_DRAWERS = {"utils", "helpers", "misc", "common", "manager"}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    return [ROOT / name for name in listed if name]


def test_layers_point_inwards() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_nothing_heavy_is_imported_to_show_the_list() -> None:
    code = (
        "import sys; import csops_desktop.ui.application, csops_desktop.services.opening;"
        "import csops_desktop.ui.features.customers.page;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_navigation_is_known_without_what_scores_are_made_of(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from csops_desktop.foundation.clock import Clock;"
        "from csops_desktop.foundation.paths import Profile; from csops_desktop.services.opening import create_store;"
        "from csops_desktop.ui.shown_pages import SIGNS; folder = Path(sys.argv[1]);"
        "services = create_store(folder / 's', passphrase=None, profile=Profile(folder), clock=Clock());"
        "print([sign(services) for sign in SIGNS.values()]); services.close();"
        "print([name for name in sys.modules if name.startswith('csops_desktop.domain.scoring')])"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[False]", "[]"]


def test_no_drawers() -> None:
    assert [path for path in (ROOT / "csops_desktop").rglob("*") if path.stem in REFUSED_DRAWERS] == []


def test_no_two_test_modules_have_one_name() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, n in names.items() if n > 1] == []  # pytest would refuse to collect the second one


def test_no_registry_address_is_written_down() -> None:
    address = re.compile(r"https?://\S*(/simple\b|/pypi\b|registry\.)|(?:extra-)?index-url", re.IGNORECASE)
    found = []
    for path in _tracked():
        if path.suffix in (".ttf", ".png", ".mo", ".xlsx", ".csops") or path == Path(__file__) or not path.is_file():
            continue
        if address.search(path.read_text("utf-8", errors="ignore")):
            found.append(path.name)
    assert found == []


def test_every_dependency_is_pinned() -> None:
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text().split()}
    text = (ROOT / "pyproject.toml").read_text()
    blocks = re.findall(r"(?:^dependencies|^dev) = \[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    wanted = {
        re.split(r"[<>=]", name)[0].lower().replace("_", "-")
        for block in blocks
        for name in re.findall(r'"([^"]+)"', block)
    }
    assert wanted - pinned == set()


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_readme_names_every_command_and_target(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    commands = [f"csops {command}" for command in get_command(app).commands]  # type: ignore[attr-defined]
    targets = [
        f"make {target}" for target in re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    ]
    assert [words for words in (*commands, *targets) if words not in text] == []
