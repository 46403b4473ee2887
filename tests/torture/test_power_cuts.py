"""R2: 2,000 simulated power cuts lose nothing; with weaker settings the same cuts lose and corrupt."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]


def _run(module: str, *arguments: object) -> str:
    command = [sys.executable, "-m", f"tests.torture.{module}", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=_ROOT).stdout


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_five_hundred_power_cuts_lose_nothing(tmp_path: Path, seed: int) -> None:
    _run("recording", tmp_path, seed, 150)
    found = json.loads(_run("power", tmp_path, 500, seed, 0))
    sys.stdout.write(f"R2 seed {seed}: {found}\n")
    assert found["whole"] == 500


def test_the_simulator_does_lose_with_weaker_settings(tmp_path: Path) -> None:
    _run("recording", tmp_path, 5, 100)
    found = json.loads(_run("power", tmp_path, 100, 5, 1))
    sys.stdout.write(f"R2 negative control: {found}\n")
    assert found.get("lost", 0) + found.get("corrupt", 0) > 50
