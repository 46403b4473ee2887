"""What is known of one customer on a day: the numbers that measures and rules look at."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from csops_desktop.domain.scoring.sources import Source


@dataclass(frozen=True, slots=True)
class Fact:
    """One number.

    Attributes:
        value: the last one there is, however old; None, or no finite number, stands for none.
        as_of: the day it is of, from which its age counts; None where it has no age (what the store counts today).
        evidence: what to open for it, such as ``activity:12``; the services know how to read it.
        note: what a person wrote to it.
    """

    value: float | None
    as_of: dt.date | None = None
    evidence: str = ""
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.value is not None and math.isfinite(self.value)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a scorecard asks about one customer.

    Attributes:
        values: by source; a source that is not there was never entered.
        not_applicable: keys of measures that are not applicable to this customer → why.
        tenure: whole months since the contract start, None when nobody knows.
    """

    values: Mapping[Source, Fact] = field(default_factory=dict)
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    tenure: int | None = None
