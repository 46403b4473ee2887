"""Why a badge cannot be checked, or is refused: raised by the steps, turned into a verdict by the whole check."""

from dataclasses import dataclass

from csops_desktop.domain.certification.badge import Doubt, Verdict
from csops_desktop.exchange.errors import FileError
from csops_desktop.foundation.errors import CsopsError


@dataclass(frozen=True)
class BadgeRefusedError(CsopsError):
    """A step of the check failed.

    Attributes:
        detail: the part that is wrong, as it stands in the file.
    """

    verdict: Verdict
    doubt: Doubt
    detail: str = ""


@dataclass(frozen=True)
class KeyFileError(FileError):
    """The file is no signing key or key history of ours, or is damaged."""
