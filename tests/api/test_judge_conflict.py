"""Two people on one entry (J3): the second is told, with both versions, and nothing is written over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chronofile import Case
from chronofile.api import version_of
from chronofile.errors import JudgementConflict
from chronofile.model import Entry


def find(case: Case, kind: str) -> Entry:
    return next(e for e in case.chronology().entries if e.kind == kind and e.aspect == "event")


ACTS: dict[str, Callable[[Case, str, str], object]] = {
    "accept": lambda case, own, version: case.judge.accept(own, by="AB", expected=version),
    "reject": lambda case, own, version: case.judge.reject(own, by="AB", expected=version),
    "unsure": lambda case, own, version: case.judge.unsure(own, by="AB", expected=version),
    "note": lambda case, own, version: case.judge.note(own, "Mine.", by="AB", expected=version),
    "edit": lambda case, own, version: case.judge.edit(own, {"place": "Oslo"}, by="AB", expected=version),
    "accept_all": lambda case, own, version: case.judge.accept_all([own], by="AB", expected={own: version}),
    "reject_all": lambda case, own, version: case.judge.reject_all([own], by="AB", expected={own: version}),
    "same": lambda case, own, version: case.judge.same(
        [find(case, "meeting").id, own], by="AB", expected={own: version}
    ),
    "split": lambda case, own, version: case.judge.split(own, [[0], [1]], by="AB", expected=version),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_second_to_decide_is_told_and_writes_nothing(case: Case, act: str) -> None:
    freed = find(case, "release")
    with Case.open(case.path) as other:
        other.judge.edit(freed.id, {"headline": "Both went home", "occurred": "2024-05"}, by="MK")
    before = (case.judgements(), [line.hash for line in case.store.ledger()])
    with pytest.raises(JudgementConflict, match="look at it again") as told:
        ACTS[act](case, freed.id, version_of(freed))
    assert (case.judgements(), [line.hash for line in case.store.ledger()]) == before
    conflict = told.value
    assert (conflict.entry, conflict.expected) == (freed.id, version_of(freed))
    assert conflict.before is not None
    assert (conflict.before["headline"], conflict.now["headline"]) == (freed.headline, "Both went home")
    differences = {name: (was, now) for name, was, now in conflict.differences}
    assert differences["occurred"] == ("2024-05-15", "2024-05")
    assert differences["review_state"] == ("suggested", "accepted")
    assert differences["decided_by"] == ("", "MK")


@pytest.mark.parametrize("act", sorted(set(ACTS) - {"split"}))
def test_who_saw_what_is_there_now_may_decide(case: Case, act: str) -> None:
    freed = find(case, "release")
    ACTS[act](case, freed.id, version_of(freed))
    assert case.judgements()


def test_what_was_taken_back_meanwhile_is_told_too(case: Case) -> None:
    freed = find(case, "release")
    case.judge.edit(freed.id, {"place": "Oslo"}, by="MK")
    edited = find(case, "release")
    case.judge.undo(by="MK")
    with pytest.raises(JudgementConflict) as told:
        case.judge.accept(freed.id, by="AB", expected=version_of(edited))
    assert told.value.before is not None
    assert (told.value.before["place"], told.value.now["place"]) == ("Oslo", freed.place)


def test_a_decision_between_the_look_and_the_writing_is_seen(case: Case) -> None:
    """The check stands inside the transaction: whoever comes between is not written over."""
    freed, caught = find(case, "release"), find(case, "capture")
    append = case.store.append_judgements
    meanwhile = [caught.id, freed.id]

    def slow(*args: object, **kwargs: object) -> object:
        if meanwhile:
            with Case.open(case.path) as other:
                other.judge.accept(meanwhile.pop(0), by="MK")
        return append(*args, **kwargs)  # type: ignore[arg-type]

    case.store.append_judgements = slow  # type: ignore[method-assign,assignment]
    with pytest.raises(JudgementConflict):
        case.judge.reject(freed.id, by="AB", expected=version_of(freed))
    assert [(j.act, j.by) for j in case.judgements()] == [("accept", "MK"), ("accept", "MK")]


def test_a_step_stops_as_a_whole_when_one_of_its_entries_changed(case: Case) -> None:
    freed, caught = find(case, "release"), find(case, "capture")
    with pytest.raises(JudgementConflict), case.judge.together():
        case.judge.accept(freed.id, by="AB", expected=version_of(freed))
        case.judge.reject(caught.id, by="AB", expected=version_of(caught))
        with Case.open(case.path) as other:
            other.judge.note(caught.id, "Wait for the other report.", by="MK")
    assert [j.act for j in case.judgements()] == ["note"]
