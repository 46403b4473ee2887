"""The words of scores: each has one, and what is wrong with a scorecard is said in a sentence."""

import re

import pytest

from csops_desktop.domain.scoring.definition import Ageing, Band, Effect
from csops_desktop.domain.scoring.flaws import Flaw, Problem, ScorecardProblemsError
from csops_desktop.domain.scoring.scores import RuleHit, State
from csops_desktop.domain.scoring.waterfall import Cause
from csops_desktop.foundation import i18n
from csops_desktop.wording import errors, scoring


@pytest.fixture(params=["en", "ja"], autouse=True)
def _language(request: pytest.FixtureRequest) -> None:
    i18n.use(request.param)


def test_every_band_state_ageing_and_cause_has_its_own_word() -> None:
    for words in (
        [scoring.band(each) for each in Band],
        [scoring.state(each) for each in State],
        [scoring.ageing(each) for each in Ageing],
        [scoring.cause(each) for each in Cause],
    ):
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_is_a_sentence_that_names_its_measure(flaw: Flaw) -> None:
    said = scoring.problem(Problem("axes[0].points", flaw, "150", "Logins"))
    assert said.startswith("Logins")
    assert said[-1] in ".。"
    assert not re.search(r"[{}]", said)


def test_an_error_names_three_problems_and_counts_the_others() -> None:
    found = tuple(Problem("axes[0]", Flaw.AXIS_SUM, str(total)) for total in (91, 92, 93, 94, 95))
    said = errors.sentence(ScorecardProblemsError(found))
    assert [total for total in (91, 92, 93, 94, 95) if str(total) in said] == [91, 92, 93]
    assert "2" in said.split("93")[1]


def test_a_rule_says_whether_it_caps_or_sets_and_when_it_is_only_assumed() -> None:
    cap, force = (scoring.rule(RuleHit("r", "Complaint", effect, Band.RISK, 1)) for effect in Effect)
    assumed = scoring.rule(RuleHit("r", "Complaint", Effect.FORCE, Band.RISK, None, assumed=True))
    assert len({cap, force, assumed}) == 3
    assert assumed.startswith(cap)
