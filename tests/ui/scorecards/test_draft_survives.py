"""A draft is never lost: the program is killed while it is being edited, and what was typed is there afterwards."""

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
from PySide6.QtTest import QTest
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store
from csops_desktop.ui import application
from csops_desktop.ui.state import PageId, Place

folder = Path(sys.argv[1])
profile = Profile(folder / "profile")
services = create_store(folder / "store.csops", passphrase=None, profile=profile, clock=Clock())
card = services.scorecards.add(services.scorecards.starters("en")[2].definition).value
services.close()
qt = application.qt_application()
program = application.Program(profile, Clock())
program.theme.start("light", 100)
program.open_store(folder / "store.csops")
while program.window is None:
    qt.processEvents()
program.window.go(Place(PageId.SCORECARD, card))
page = program.window.page()
while page.middle.form is None or not program.tasks.idle():
    qt.processEvents()
page.left.outline.choose(("axis", 0))
field = page.middle.form.name
field.setFocus()
field.selectAll()
QTest.keyClicks(field, "Typed and killed")
print("typed", flush=True)
while True:
    qt.processEvents()
    if program.tasks.idle() and page.draft._kept == page.draft.definition:
        print("kept", flush=True)
        time.sleep(60)
"""


def test_a_killed_program_has_kept_the_draft(tmp_path: Path, clock: Clock) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout is not None
    said = [child.stdout.readline().strip(), child.stdout.readline().strip()]
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert said == ["typed", "kept"]
    services = open_store(tmp_path / "store.csops", passphrase=None, profile=Profile(tmp_path / "profile"), clock=clock)
    (card,) = services.scorecards.cards()
    assert services.scorecards.versions(card.id)[0].definition.axes[0].name == "Typed and killed"
    services.close()
