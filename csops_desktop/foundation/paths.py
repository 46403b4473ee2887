"""Where things lie: the profile of this user, and the resources shipped with the program."""

import os
from dataclasses import dataclass
from pathlib import Path

import csops_desktop


def resources() -> Path:
    """Return the folder of shipped files: inside the package when installed or frozen, beside it in a checkout."""
    package = Path(csops_desktop.__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


@dataclass(frozen=True, slots=True)
class Profile:
    """The folder with settings, backups and logs of one user; the default store lies in it too."""

    folder: Path

    @property
    def preferences(self) -> Path:
        """The preferences file of this machine."""
        return self.folder / "preferences.json"

    @property
    def backups(self) -> Path:
        """The backups of all stores opened here."""
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        """The rotating log files."""
        return self.folder / "logs"

    @property
    def default_store(self) -> Path:
        """The store that opens when none is named."""
        return self.folder / "customers.csops"


def profile() -> Profile:
    """Return the profile: ``CSOPS_PROFILE`` when set, else the place this system has for application data."""
    override = os.environ.get("CSOPS_PROFILE")
    if override:
        return Profile(Path(override))
    import platformdirs  # noqa: PLC0415 (only needed without the override)

    return Profile(Path(platformdirs.user_data_dir("CSOps Desktop", appauthor=False)))
