"""Every decision in words' data: what was before, what after, who, and whether it stands."""

from __future__ import annotations

import pytest

from chronofile import Case
from chronofile.errors import CalledWrongly
from chronofile.model import Entry


def find(case: Case, kind: str) -> Entry:
    return next(e for e in case.chronology().entries if e.kind == kind and e.aspect == "event")


def test_each_change_tells_before_and_after_and_whether_it_stands(case: Case) -> None:
    freed, caught = find(case, "release"), find(case, "capture")
    edited = case.judge.edit(freed.id, {"place": "Oslo", "occurred": "2024-05"}, by="MK", reason="as told")
    back = case.judge.undo(by="AB")
    case.judge.accept(freed.id, by="AB")
    case.judge.note(caught.id, "Ask.", by="MK")
    told = case.judge.activity()
    assert [(c.act, c.by, c.stands) for c in told] == [
        ("edit", "MK", False),
        ("undo", "AB", True),
        ("accept", "AB", True),
        ("note", "MK", True),
    ]
    first, undone, accepted, noted = told
    assert (first.headline, first.entry, first.reason, first.taken_back) == (
        freed.headline,
        freed.id,
        "as told",
        back.id,
    )
    assert first.before["occurred"]["edtf"] == "2024-05-15"
    assert dict(first.after) == {"state": "accepted", "place": "Oslo", "occurred": "2024-05"}
    assert (undone.undoes, dict(undone.before), dict(undone.after)) == (
        edited.id,
        dict(first.after),
        dict(first.before),
    )
    assert (dict(accepted.before), dict(accepted.after)) == ({"state": "suggested"}, {"state": "accepted"})
    assert (noted.entry, dict(noted.after)) == (caught.id, {"note": "Ask."})
    assert [c.judgement for c in case.judge.history(freed.id)] == [c.judgement for c in (first, undone, accepted)]
    assert [c.judgement for c in case.judge.history(caught.id)] == [noted.judgement]


def test_every_act_is_in_the_activity(case: Case) -> None:
    freed, caught, meeting = find(case, "release"), find(case, "capture"), find(case, "meeting")
    lund, moor = (next(a for a in case.chronology().agents if a.name == name) for name in ("Ana Lund", "Piet Moor"))
    page = case.pages()[0].text_layer
    judge = case.judge
    judge.unsure(freed.id, by="MK")
    judge.same([freed.id, meeting.id], by="MK")
    judge.redate(page, "2024-05-17", by="MK")
    judge.name(lund.id, "A. Lund", by="MK")
    judge.describe_agent(lund.id, {"type": "Person", "roles": [{"title": "diver"}]}, by="MK")
    judge.unsure_agents([lund.id, moor.id], by="MK")
    judge.different_agents([lund.id, moor.id], by="MK")
    made = judge.make({"headline": "The boat came back"}, by="MK")
    judge.reject(caught.id, by="MK")
    told = judge.activity()
    assert [c.act for c in told] == [j.act for j in case.judgements()]
    assert all(c.stands and c.headline for c in told if c.act not in ("redate", "unsure", "split", "same"))
    assert next(c for c in told if c.act == "same").entries
    assert next(c for c in told if c.act == "redate").page == page
    named = next(c for c in told if c.act == "name")
    assert (named.entry, named.before["name"], named.after["name"]) == (lund.id, "Ana Lund", "A. Lund")
    assert next(c for c in told if c.act == "make").entry == judge.made(made)
    judge.undo(made.id, by="MK")
    assert [c.act for c in judge.history(told[-2].entry)] == ["make", "undo"]


def test_who_asks_for_nothing_is_told(case: Case) -> None:
    with pytest.raises(CalledWrongly, match="no entry 'nothing'"):
        case.judge.history("nothing")
    with pytest.raises(CalledWrongly, match="no decision 'nothing'"):
        case.judge.dependents("nothing")
    assert case.judge.history(find(case, "release").id) == ()
    assert case.judge.activity() == ()


def test_names_left_open_are_neither_joined_nor_proposed_again(case: Case) -> None:
    before = case.chronology().agents
    one, other = (next(a for a in before if a.name == name) for name in ("Ana Lund", "Piet Moor"))
    case.judge.unsure_agents([one.id, other.id], by="MK")
    after = {a.id: a for a in case.chronology().agents}
    assert {one.id, other.id} <= after.keys()
    assert other.id not in after[one.id].proposals
    case.judge.undo(by="MK")
    assert case.chronology().agents == before
