"""A file that is written whole or not at all."""

import errno
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from csops_desktop.foundation.errors import CannotWriteError


class Saving:
    """A folder beside the target for what is being written; at the end the file takes the target's place.

    A context manager that gives the path to write to. Whatever goes wrong, nothing is left behind, and the file that
    was there before stays.

    Raises:
        CannotWriteError: no room, or not allowed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._folder = tempfile.TemporaryDirectory(
                prefix=".csops-", suffix=".part", dir=path.parent, ignore_cleanup_errors=True
            )
        except OSError as error:
            raise cannot_write(path, error) from None
        self.folder = Path(self._folder.name)
        self.path = self.folder / path.name

    def __enter__(self) -> Self:
        """Return this, whose ``path`` is to be written."""
        return self

    def __exit__(self, _type: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Put the file in its place, or clear it away."""
        try:
            if error is None:
                self.path.replace(self._path)
        except OSError as failure:
            error = failure
        finally:
            self._folder.cleanup()
        if isinstance(error, OSError):
            raise cannot_write(self._path, error) from None


def cannot_write(path: Path, error: OSError) -> CannotWriteError:
    """Return our error for one of the system's."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return CannotWriteError(path, "full", _free(path.parent))
    return CannotWriteError(path, "readonly" if error.errno == errno.EROFS else "denied")


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
