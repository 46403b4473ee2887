"""The levels of a product as its editor shows them: four steps, each with its evidence, also what counts no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csops_desktop.domain.maturity import Level


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence.

    Attributes:
        retired: it counts no more, and stays in the assessments it was in.
        assessed: it was in an assessment: it can be retired, not deleted.
    """

    id: int
    level: int
    text: str
    needs_proof: bool = False
    retired: bool = False
    assessed: bool = False


@dataclass(frozen=True, slots=True)
class LevelSheet:
    """Everything the editor shows of a product.

    Attributes:
        levels: those that have a name.
        evidence: by level and position, retired ones among them.
        shares: touch model → the share of customers it is to serve, in percent.
    """

    product_id: int
    name: str
    short_name: str = ""
    note: str = ""
    levels: tuple[Level, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    shares: Mapping[str, int] = field(default_factory=dict)

    def level(self, number: int) -> Level:
        """Return a level, without a name while it has none."""
        return next((level for level in self.levels if level.level == number), Level(number, ""))

    def of(self, number: int) -> tuple[EvidenceLine, ...]:
        """Return the evidence of a level."""
        return tuple(line for line in self.evidence if line.level == number)
