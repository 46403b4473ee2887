"""Where the numbers of a scorecard come from: usage, a person's rating, or what the store knows by itself."""

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How the readings of a window become one number."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    CHANGE = "change"  # percent, against the window of the same length before


class KnownFact(StrEnum):
    """What the store knows by itself. Counts are whole numbers, yes and no are 1 and 0."""

    DAYS_SINCE_TWO_WAY = "days_since_two_way"
    DAYS_SINCE_CONTACT = "days_since_contact"
    TICKETS = "tickets"  # opened within the window
    ESCALATIONS = "escalations"  # of the tickets opened within the window
    OPEN_TICKETS = "open_tickets"
    OPEN_CRITICAL_TICKETS = "open_critical_tickets"
    OPEN_COMPLAINTS = "open_complaints"
    SURVEY_SCORE = "survey_score"  # mean of the window, or the last answer without one
    MATURITY_LEVEL = "maturity_level"  # 0 to 4
    LICENCE_USE = "licence_use"  # percent of the seats
    CHAMPION_PRESENT = "champion_present"
    PAYMENT_DELAY = "payment_delay"  # days
    TENURE_MONTHS = "tenure_months"
    NOTICE_RECEIVED = "notice_received"
    OVERDUE_PROMISES = "overdue_promises"
    MRR = "mrr"


@dataclass(frozen=True, slots=True)
class Usage:
    """A usage metric over a window.

    Attributes:
        metric: name of the metric.
        days: length of the window, up to and including the day of the score.
        product: name of the product whose readings count; empty for all.
    """

    metric: str
    how: How = How.SUM
    days: int = 30
    product: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """What a person judged, from 1 to the number of steps.

    Attributes:
        measure: key of the measure that is rated.
    """

    measure: str


@dataclass(frozen=True, slots=True)
class Known:
    """Something the store knows.

    Attributes:
        days: length of the window where the fact has one; 0 for none.
        product: name of the product it is asked for; empty for the customer as a whole.
    """

    fact: KnownFact
    days: int = 0
    product: str = ""


Source = Usage | Rated | Known
"""Where a number comes from; also the key under which a customer's facts are found."""
