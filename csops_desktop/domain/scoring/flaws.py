"""What can be wrong with a scorecard or its file, as data; light, because every start loads it."""

from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.foundation.errors import CsopsError


class Flaw(StrEnum):
    """What can be wrong; ``wording.scoring`` has the sentence."""

    NOT_JSON = "not_json"
    MISSING = "missing"
    WRONG_TYPE = "wrong_type"
    NOT_A_CHOICE = "not_a_choice"
    UNKNOWN_ENTRY = "unknown_entry"
    NO_NAME = "no_name"
    NO_KEY = "no_key"
    KEY_TWICE = "key_twice"
    AXES = "axes"
    AXIS_SUM = "axis_sum"
    POINTS = "points"
    NO_KNOTS = "no_knots"
    KNOT_ORDER = "knot_order"
    KNOT_VALUE = "knot_value"
    SHARE = "share"
    TENURE_ORDER = "tenure_order"
    DAYS = "days"
    DROP = "drop"
    NO_METRIC = "no_metric"
    NO_STEPS = "no_steps"
    RATED_ELSEWHERE = "rated_elsewhere"
    BANDS = "bands"
    COVERAGE = "coverage"
    RULE_BAND = "rule_band"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        where: path of the entry, as ``axes[0].groups[1].measures[2].points``.
        value: what stands there, as text.
        name: name of the measure, rule or axis it is about, where it has one.
    """

    where: str
    flaw: Flaw
    value: str = ""
    name: str = ""


@dataclass(frozen=True)
class ScorecardProblemsError(CsopsError):
    """A scorecard, or the file of one, that cannot be used as it is."""

    problems: tuple[Problem, ...]
