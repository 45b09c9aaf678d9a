"""Taking back and doing again: any number of steps, a bulk act as one, any one with what hangs on it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronofile import Case
from chronofile.api.acting import Acting
from chronofile.api.judge_steps import redo, undo
from chronofile.errors import JudgementRefused
from chronofile.merge import standing
from chronofile.model import Chronology, Entry
from chronofile.store import create


def find(case: Case, kind: str) -> Entry:
    return next(e for e in case.chronology().entries if e.kind == kind and e.aspect == "event")


def by_id(case: Case, own: str) -> Entry:
    return next(e for e in case.chronology().entries if e.id == own)


def test_any_number_of_steps_back_and_forth(case: Case) -> None:
    freed, caught = find(case, "release"), find(case, "capture")
    digests = [case.chronology().digest]
    for act in (
        lambda: case.judge.accept(freed.id, by="MK"),
        lambda: case.judge.edit(freed.id, {"place": "Oslo"}, by="MK"),
        lambda: case.judge.reject_all([freed.id, caught.id], by="MK"),
        lambda: case.judge.note(caught.id, "Ask.", by="MK"),
    ):
        act()
        digests.append(case.chronology().digest)
    for digest in reversed(digests[:-1]):
        case.judge.undo(by="MK")
        assert case.chronology().digest == digest
    with pytest.raises(JudgementRefused, match="nothing is decided"):
        case.judge.undo(by="MK")
    for digest in digests[1:]:
        case.judge.redo(by="MK")
        assert case.chronology().digest == digest
    with pytest.raises(JudgementRefused, match="nothing can be done again"):
        case.judge.redo(by="MK")
    case.judge.undo(by="MK")
    case.judge.unsure(find(case, "meeting").id, by="MK")
    with pytest.raises(JudgementRefused, match="nothing can be done again"):
        case.judge.redo(by="MK")


@settings(max_examples=80)
@given(st.lists(st.sampled_from(["act", "bulk", "undo", "redo"]), max_size=25), st.integers(0, 1 << 30))
def test_steps_go_as_on_a_pile(tmp_path_factory: pytest.TempPathFactory, what: list[str], seed: int) -> None:
    """Against the plain definition: what is done lies on one pile, what is taken back on another; a new act clears it."""
    dice = random.Random(seed)
    with create(Path(tmp_path_factory.mktemp("steps")) / "case", "Steps") as store:
        acting = Acting(store, Chronology, lambda: None)
        pile: list[set[str]] = []
        other: list[set[str]] = []
        for one in what:
            if one in ("act", "bulk"):
                count = 1 if one == "act" else dice.randint(2, 4)
                made = acting.write([acting.draft("accept", by="MK") for _ in range(count)])
                pile.append({j.id for j in made})
                other = []
            elif one == "undo" and pile:
                undo(acting, None, by="MK", reason="", also=())
                other.append(pile.pop())
            elif one == "redo" and other:
                redo(acting, by="MK", reason="")
                pile.append(other.pop())
            elif one == "redo":
                with pytest.raises(JudgementRefused):
                    redo(acting, by="MK", reason="")
            assert {j.id for j in standing(store.judgements())} == set().union(*pile)
        assert sum(line.kind == "judgement" for line in store.ledger()) == len(store.judgements())


def test_what_hangs_on_a_decision_goes_with_it_or_it_stays(case: Case) -> None:
    freed = find(case, "release")
    edited = case.judge.edit(freed.id, {"place": "Oslo"}, by="MK")
    noted = case.judge.note(freed.id, "Ask.", by="MK")
    accepted = case.judge.accept(freed.id, by="AB")
    assert [j.id for j in case.judge.dependents(edited.id)] == [accepted.id]
    assert case.judge.dependents(noted.id) == ()
    assert case.judge.dependents(accepted.id) == ()
    with pytest.raises(JudgementRefused, match="1 later decision hangs on this one"):
        case.judge.undo(edited.id, by="MK")
    case.judge.undo(edited.id, by="MK", also=[accepted.id])
    back = by_id(case, freed.id)
    assert (back.state, back.place, len(back.notes)) == ("suggested", freed.place, 1)
    assert {j.group for j in case.judgements()[-2:]} != {""}
    case.judge.redo(by="MK")
    assert by_id(case, freed.id).place == "Oslo"


def test_all_that_was_done_to_an_entry_by_hand_hangs_on_its_making(case: Case) -> None:
    made = case.judge.make({"headline": "The boat came back"}, by="MK")
    own = case.judge.made(made)
    edited = case.judge.edit(own, {"place": "Sarnhaven"}, by="MK")
    noted = case.judge.note(own, "Who saw it?", by="MK")
    assert [j.id for j in case.judge.dependents(made.id)] == [edited.id, noted.id]
    assert [j.id for j in case.judge.dependents(edited.id)] == []


def test_what_was_decided_on_joined_entries_hangs_on_the_join(case: Case) -> None:
    freed, meeting = find(case, "release"), find(case, "meeting")
    joined = case.judge.same([freed.id, meeting.id], by="MK")
    one = next(e for e in case.chronology().entries if joined.id in e.judgements)
    accepted = case.judge.accept(one.id, by="MK")
    assert [j.id for j in case.judge.dependents(joined.id)] == [accepted.id]


def test_one_of_a_bulk_act_can_be_taken_back_alone(case: Case) -> None:
    freed, meeting = find(case, "release"), find(case, "meeting")
    made = case.judge.reject_all([freed.id, meeting.id], by="MK")
    case.judge.undo(made[0].id, by="MK")
    assert (by_id(case, freed.id).state, by_id(case, meeting.id).state) == ("suggested", "rejected")
    case.judge.undo(by="MK")
    assert by_id(case, meeting.id).state == "suggested"
