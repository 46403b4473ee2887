"""Steps of editing a playbook: whatever one does, no step is lost, no key is there twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.playbooks import editing
from csops_desktop.domain.playbooks.comparing import Aspect, aspects
from csops_desktop.domain.playbooks.definition import Milestone, Playbook, Step, TriggerKind, Words

_NAME = Words("節目", "Milestone")


def _two() -> Playbook:
    """Two milestones with the steps a, b and c."""
    first = Milestone(_NAME, tuple(Step(key, Words(key)) for key in "ab"))
    return Playbook("p", Words("名前"), milestones=(first, Milestone(_NAME, (Step("c", Words("c")),))))


def _placed(playbook: Playbook) -> list[tuple[int, str]]:
    return [(at, step.key) for at, step in playbook.placed()]


def test_a_step_walks_through_its_milestone_into_the_next_one_and_back() -> None:
    playbook = _two()
    down = editing.move_step(playbook, "b", 1)
    assert _placed(down) == [(0, "a"), (1, "b"), (1, "c")]
    assert _placed(editing.move_step(down, "b", 1)) == [(0, "a"), (1, "c"), (1, "b")]
    assert editing.move_step(down, "b", -1) == playbook
    assert editing.move_step(playbook, "a", -1) == playbook, "the first one stays first"
    assert editing.move_step(editing.move_step(playbook, "c", 1), "c", 1) == playbook


def test_a_milestone_that_goes_leaves_its_steps_to_its_neighbour() -> None:
    assert _placed(editing.remove_milestone(_two(), 1)) == [(0, "a"), (0, "b"), (0, "c")]
    first = editing.remove_milestone(_two(), 0)
    assert _placed(first) == [(0, "a"), (0, "b"), (0, "c")]
    assert editing.remove_milestone(first, 0) == first, "the last one stays while it has steps"


def test_a_new_step_never_gets_a_key_that_was_published() -> None:
    made, key = editing.add_step(_two(), 0, 0, Step("", Words("neu")), taken={"s7", "review"})
    assert key == "s8"
    assert _placed(made)[1] == (0, "s8")


def test_another_kind_of_trigger_begins_with_its_usual_number() -> None:
    playbook = editing.add_trigger(_two(), TriggerKind.RENEWAL_NEAR)
    assert playbook.triggers[0].number == editing.USUAL_NUMBER[TriggerKind.RENEWAL_NEAR]
    changed = editing.change_trigger(
        playbook, 0, lambda each: type(each)(TriggerKind.CHAMPION_LEFT, each.number, "x", each.starts, each.on)
    )
    assert (changed.triggers[0].number, changed.triggers[0].word) == (0, "")
    assert editing.remove_trigger(changed, 0).triggers == ()


def test_what_is_different_beside_steps_is_named() -> None:
    playbook = _two()
    assert aspects(playbook, playbook) == ()
    moved = editing.move_step(playbook, "a", 1)
    assert aspects(playbook, moved) == (Aspect.ORDER,)
    assert aspects(playbook, editing.remove_step(playbook, "a")) == (), "a step that goes is no other order"
    assert aspects(playbook, editing.add_trigger(playbook, TriggerKind.DETRACTOR)) == (Aspect.TRIGGERS,)


def test_a_step_that_is_not_there_has_no_place() -> None:
    with pytest.raises(KeyError):
        editing.place_of(_two(), "z")


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(("step", "milestone", "drop milestone", "move", "move milestone", "put")),
        st.integers(0, 9),
        st.sampled_from((-1, 1)),
    ),
    max_size=30,
)


@given(_ACTS)
def test_no_step_is_lost_and_no_key_is_there_twice(acts: list[tuple[str, int, int]]) -> None:
    playbook, keys = _two(), {"a", "b", "c"}
    for act, number, by in acts:
        milestone = number % max(len(playbook.milestones), 1)
        key = playbook.steps[number % len(playbook.steps)].key
        if act == "step":
            playbook, made = editing.add_step(playbook, milestone, -1, Step("", Words("n")))
            keys.add(made)
        elif act == "milestone":
            playbook = editing.add_milestone(playbook, milestone, _NAME)
        elif act == "drop milestone":
            playbook = editing.remove_milestone(playbook, milestone)
        elif act == "move":
            playbook = editing.move_step(playbook, key, by)
        elif act == "put":
            playbook = editing.put_step(playbook, key, milestone)
        else:
            playbook = editing.move_milestone(playbook, milestone, by)
        found = [step.key for step in playbook.steps]
        assert sorted(found) == sorted(keys)
