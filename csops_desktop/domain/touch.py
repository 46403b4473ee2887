"""Touch models: how often their customers are to be talked to, and how long that takes."""

from dataclasses import dataclass

MOST_DAYS, MOST_MINUTES = 3650, 60_000


@dataclass(frozen=True, slots=True)
class TouchModel:
    """What a touch model means.

    Attributes:
        touch: high, low, tech or community.
        cadence_days: so many days at most between two contacts, 1 to ``MOST_DAYS``.
        minutes: a month for one customer, 0 to ``MOST_MINUTES``.
    """

    touch: str
    cadence_days: int
    minutes: int
