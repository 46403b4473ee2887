"""The only code that knows Qt."""

import sys

import PySide6.QtCore  # noqa: F401 (what is changed below comes with it)

# WORKAROUND(PySide6): to serve ``from __feature__ import`` it reads the source of every module that is imported, ours
# and all others, in search of its own name. Nobody uses that here; it costs each start and each late import.
if _features := sys.modules.get("shibokensupport.feature"):
    _features._mod_uses_pyside = lambda _module: True  # type: ignore[attr-defined]  # noqa: SLF001 (see above)
