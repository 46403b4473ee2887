"""What the machine remembers survives the next start, and a broken file is no reason to complain."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.preferences import Preferences


def test_a_choice_is_there_at_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "profile" / "preferences.json"
    first = Preferences(path)
    with qtbot.waitSignal(first.changed) as blocker:
        first.set(prefs.THEME, "dark")
    assert blocker.args == ["theme"]
    first.set_part(prefs.SPLITTERS, "customers", [180, 700, 364])
    first.flush()
    second = Preferences(path)
    assert second.get(prefs.THEME) == "dark"
    assert second.part(prefs.SPLITTERS, "customers") == [180, 700, 364]
    assert second.get(prefs.SCALE) == 100


@pytest.mark.parametrize("text", ["", "{", "[]", '{"theme": "pink", "scale": "big", "splitters": 4}', "\x00\xff"])
def test_a_broken_file_counts_as_nothing_chosen(tmp_path: Path, text: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(text, encoding="utf-8")
    preferences = Preferences(path)
    assert [preferences.get(option) for option in prefs.OPTIONS] == [option.default for option in prefs.OPTIONS]
    assert preferences.part(prefs.SPLITTERS, "customers") is None


def test_a_value_that_is_not_offered_is_our_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="scale"):
        Preferences(tmp_path / "preferences.json").set(prefs.SCALE, 77)


def test_a_place_that_cannot_be_written_disturbs_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    preferences = Preferences(blocked / "preferences.json")
    preferences.set(prefs.THEME, "dark")
    preferences.flush()
    assert preferences.get(prefs.THEME) == "dark"


def test_the_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    preferences = Preferences(path)
    preferences.set(prefs.LAST_STORE, "顧客.csops")
    preferences.flush()
    assert json.loads(path.read_text(encoding="utf-8")) == {"last_store": "顧客.csops"}
    assert [file.name for file in tmp_path.iterdir()] == ["preferences.json"]
