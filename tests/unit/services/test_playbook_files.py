"""Playbooks as files: what is written is read again, what cannot be read says where, the ready ones are sound."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops_desktop.domain.plain import UnreadableError
from csops_desktop.domain.playbooks import checking
from csops_desktop.domain.playbooks.definition import (
    Condition,
    Milestone,
    Offset,
    Playbook,
    Scope,
    Step,
    Trigger,
    Words,
)
from csops_desktop.domain.playbooks.files import from_json, to_json
from csops_desktop.services.playbook_files import from_text, starters, to_text

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
_WORDS = st.builds(Words, _TEXT, _TEXT)
_STEPS = st.builds(
    Step,
    _TEXT,
    _WORDS,
    _WORDS,
    offset=st.builds(Offset, days=st.integers(-400, 400), business=st.booleans()),
    required=st.booleans(),
    condition=st.none() | st.builds(Condition, value=_TEXT),
    minutes=st.integers(0, 600),
)
_PLAYBOOKS = st.builds(
    Playbook,
    _TEXT,
    _WORDS,
    scope=st.builds(Scope, products=st.lists(_TEXT, max_size=2).map(tuple), levels=st.just((1, 2))),
    triggers=st.lists(st.builds(Trigger, number=st.integers(0, 400)), max_size=2).map(tuple),
    milestones=st.lists(st.builds(Milestone, _WORDS, st.lists(_STEPS, max_size=3).map(tuple)), max_size=3).map(tuple),
)


@settings(deadline=None)
@given(_PLAYBOOKS)
def test_what_is_written_is_read_again(playbook: Playbook) -> None:
    assert from_text(to_text(playbook)) == playbook
    assert from_json(to_json(playbook)) == playbook


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("key = ", ""),
        ('key = "a"', "name"),
        ('key = "a"\n[name]\nja = 3', "name.ja"),
        ('key = "a"\nname = {ja = "b"}\n[[triggers]]\nkind = "never"', "triggers[0].kind"),
        ('key = "a"\nname = {ja = "b"}\ncolour = "red"', "colour"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str, where: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        from_text(text)
    assert refused.value.entries[0].where == where


def test_every_ready_playbook_is_sound_and_complete_in_both_languages() -> None:
    assert len({playbook.key for playbook in starters()}) == len(starters()) >= 12
    for playbook in starters():
        assert checking.problems(playbook) == ()
        words = [playbook.name, playbook.purpose, playbook.outcome, *(each.name for each in playbook.milestones)]
        for step in playbook.steps:
            words += [step.title, step.guidance]
            assert bool(step.proof_hint.ja) is bool(step.proof_hint.en)
        for said in words:
            assert said.ja.strip(), playbook.key
            assert said.en.strip(), playbook.key
            assert not said.ja.isascii(), said.ja


def test_a_file_of_the_program_is_short_enough_to_be_read() -> None:
    for playbook in starters():
        assert tomllib.loads(to_text(playbook))["key"] == playbook.key


def test_only_three_triggers_are_on_at_first() -> None:
    assert sum(trigger.on for playbook in starters() for trigger in playbook.triggers) == 3
