"""A draft of a playbook is never lost: the program is killed while it is edited, and what was typed is there after."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import open_store

_KILLED = """
import sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store
from csops_desktop.ui import application
from csops_desktop.ui.state import PageId, Place

folder = Path(sys.argv[1])
profile = Profile(folder / "profile")
services = create_store(folder / "store.csops", passphrase=None, profile=profile, clock=Clock())
made = services.playbooks.add(services.playbooks.starters()[0]).value
services.close()
qt = application.qt_application()
program = application.Program(profile, Clock())
program.theme.start("light", 100)
program.open_store(folder / "store.csops")
while program.window is None:
    qt.processEvents()
program.window.go(Place(PageId.PLAYBOOK_EDITOR, made))
page = program.window.page()
while page.middle.form is None or not program.tasks.idle():
    qt.processEvents()
page.left.outline.choose(("milestone", 0))
QTest.keyClick(page.left.outline, Qt.Key.Key_Insert)
QTest.keyClicks(page.middle.form.name, "Typed and killed")
while True:
    qt.processEvents()
    if program.tasks.idle() and page._written == page.draft.definition:
        print("kept", flush=True)
        time.sleep(60)
"""


def test_a_killed_program_has_kept_the_new_step(tmp_path: Path, clock: Clock) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout is not None
    said = child.stdout.readline().strip()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert said == "kept"
    profile = Profile(tmp_path / "profile")
    services = open_store(tmp_path / "store.csops", passphrase=None, profile=profile, clock=clock)
    (line,) = services.playbooks.lines()
    assert any("Typed and killed" in (step.title.ja, step.title.en) for step in line.latest.steps)
    services.close()
