"""Setting aside, notes, edits of every value, open items, what is made by hand, and bulk acts."""

from __future__ import annotations

import pytest

from chronofile import Case
from chronofile.api import version_of
from chronofile.errors import CalledWrongly, JudgementRefused
from chronofile.model import Entry, Span


def find(case: Case, kind: str) -> Entry:
    return next(e for e in case.chronology().entries if e.kind == kind and e.aspect == "event")


def by_id(case: Case, own: str) -> Entry:
    return next(e for e in case.chronology().entries if e.id == own)


def words(case: Case, said: str) -> tuple[str, Span]:
    for listed in case.pages():
        text = case.page(listed.text_layer).article.layer.text
        if said in text:
            return listed.text_layer, Span(text.index(said), text.index(said) + len(said))
    raise AssertionError(said)


def test_unsure_stays_a_suggestion_and_ends_with_a_decision(case: Case, pages) -> None:
    freed = find(case, "release")
    made = case.judge.unsure(freed.id, by="MK")
    aside = by_id(case, freed.id)
    assert (aside.state, aside.unsure_by, aside.headline) == ("suggested", "MK", freed.headline)
    (pages / "third.html").write_text("<p>Nothing of the kind happened in the harbour on that day.</p>")
    case.build([pages], jobs=0)
    assert by_id(case, freed.id).unsure_by == "MK"
    case.judge.accept(freed.id, by="AB")
    assert (by_id(case, freed.id).state, by_id(case, freed.id).unsure_by) == ("accepted", "")
    with pytest.raises(JudgementRefused, match="decided already"):
        case.judge.unsure(freed.id, by="MK")
    case.judge.undo(by="AB")
    assert by_id(case, freed.id).unsure_by == "MK"
    case.judge.undo(made.id, by="MK")
    assert by_id(case, freed.id).unsure_by == ""


def test_notes_are_several_and_each_can_be_taken_back(case: Case) -> None:
    freed = find(case, "release")
    first = case.judge.note(freed.id, " Ask the harbour office. ", by="MK")
    second = case.judge.note(freed.id, "They answered on Monday.", by="AB")
    told = by_id(case, freed.id)
    assert [(n.text, n.by, n.judgement) for n in told.notes] == [
        ("Ask the harbour office.", "MK", first.id),
        ("They answered on Monday.", "AB", second.id),
    ]
    assert told.notes[0].at == case.judgements()[0].at
    assert told.state == "suggested"
    case.judge.accept(freed.id, by="MK")
    case.judge.undo(first.id, by="MK")
    told = by_id(case, freed.id)
    assert ([n.text for n in told.notes], told.state) == (["They answered on Monday."], "accepted")
    with pytest.raises(JudgementRefused, match="at least one word"):
        case.judge.note(freed.id, "  ", by="MK")


def test_an_edit_of_who_was_in_it(case: Case) -> None:
    freed = find(case, "release")
    lund = next(a for a in case.chronology().agents if a.name == "Ana Lund")
    who = [{"agent": lund.id, "name": "Ana Lund", "part": "target"}, {"name": "the harbour master", "part": "witness"}]
    case.judge.edit(freed.id, {"involvements": who}, by="MK")
    told = by_id(case, freed.id)
    assert [(i.name, i.part) for i in told.involvements] == [("Ana Lund", "target"), ("the harbour master", "witness")]
    assert told.involvements[0].agent == lund.id
    with pytest.raises(JudgementRefused, match="choose one of: actor, target"):
        case.judge.edit(freed.id, {"involvements": [{"name": "x", "part": "victim"}]}, by="MK")
    with pytest.raises(CalledWrongly, match="nobody 'x'"):
        case.judge.edit(freed.id, {"involvements": [{"agent": "x", "part": "actor"}]}, by="MK")
    with pytest.raises(JudgementRefused, match="needs a 'name'"):
        case.judge.edit(freed.id, {"involvements": [{"part": "actor"}]}, by="MK")


@pytest.mark.parametrize(
    ("given", "edtf", "qualifier"),
    [
        ("2024-05", "2024-05", "exact"),
        ({"edtf": "2024-05-15", "qualifier": "approximate"}, "2024-05-15", "approximate"),
        ({"edtf": "2024-05", "qualifier": "before"}, "[..2024-05-31]", "before"),
        ({"edtf": "2024-05", "qualifier": "after"}, "[2024-05-01..]", "after"),
        ({"edtf": "2024-05-15"}, "2024-05-15", "exact"),
        (None, None, None),
        ("", None, None),
    ],
)
def test_a_date_is_given_with_how_it_is_meant(case: Case, given: object, edtf: str | None, qualifier: str) -> None:
    freed = find(case, "release")
    case.judge.edit(freed.id, {"occurred": given}, by="MK")
    date = by_id(case, freed.id).occurred
    if edtf is None:
        assert date is None
    else:
        assert date is not None
        assert (date.edtf, date.qualifier, date.basis) == (edtf, qualifier, "reviewer")


def test_values_come_from_their_lists(case: Case) -> None:
    freed = find(case, "release")
    for values, said in (
        ({"kind": "party"}, "choose one of: capture, transfer"),
        ({"factuality": "maybe"}, "choose one of: occurred, ongoing"),
        ({"headline": "  "}, "says what happened"),
        ({"occurred": {"edtf": "2024", "qualifier": "roughly"}}, "choose one of: exact"),
        ({"place": 7}, "no text"),
        ({}, "nothing was changed"),
    ):
        with pytest.raises(JudgementRefused, match=said):
            case.judge.edit(freed.id, values, by="MK")
    assert case.judgements() == ()


def test_an_open_item_is_owed_due_and_done(case: Case) -> None:
    layer, span = words(case, "to ask for the return of the boat")
    made = case.judge.make(
        {"headline": "Return of the boat", "owed_by": "Fisheries Ministry", "owed_to": "Ana Lund", "due": "2024-06"},
        by="MK",
        page=layer,
        span=span,
        aspect="open_item",
    )
    own = case.judge.made(made)
    item = by_id(case, own)
    assert (item.aspect, item.details["owed_by"], item.details["state"], item.details["due"]) == (
        "open_item",
        "Fisheries Ministry",
        "open",
        "2024-06",
    )
    assert item.occurred is not None
    assert item.occurred.edtf == "2024-06"
    case.judge.edit(own, {"details": {"owed_to": "both divers", "due": "2024-07-01"}}, by="AB")
    item = by_id(case, own)
    assert (item.details["owed_by"], item.details["owed_to"]) == ("Fisheries Ministry", "both divers")
    assert item.occurred is not None
    assert (item.details["due"], item.occurred.edtf) == ("2024-07-01", "2024-07-01")
    layer, said = words(case, "the boat was still at the quay")
    case.judge.done(own, layer, said, by="MK")
    item = by_id(case, own)
    assert (item.details["state"], item.details["done_words"]) == ("done", "the boat was still at the quay")
    assert [c.citation.exact for c in item.citations] == [
        "to ask for the return of the boat",
        "the boat was still at the quay",
    ]
    case.judge.undo(by="MK")
    assert by_id(case, own).details["state"] == "open"
    case.judge.done(own, by="MK")
    assert by_id(case, own).details["state"] == "done"
    with pytest.raises(JudgementRefused, match="no open item"):
        case.judge.done(find(case, "release").id, by="MK")
    with pytest.raises(JudgementRefused, match="choose one of: open, done"):
        case.judge.edit(own, {"details": {"state": "gone"}}, by="MK")


def test_two_people_who_change_two_details_lose_neither(case: Case) -> None:
    own = case.judge.made(case.judge.make({"headline": "Return of the boat"}, by="MK", aspect="open_item"))
    with case.judge.together():
        case.judge.edit(own, {"details": {"owed_by": "the Ministry"}}, by="MK")
        case.judge.edit(own, {"details": {"owed_to": "Ana Lund"}}, by="AB")
    item = by_id(case, own)
    assert (item.details["owed_by"], item.details["owed_to"]) == ("the Ministry", "Ana Lund")


def test_a_statement_and_a_legal_status_by_hand(case: Case) -> None:
    layer, span = words(case, "Nobody told us what we were accused of,")
    said = by_id(
        case,
        case.judge.made(case.judge.make({"speaker": "Ana Lund"}, by="MK", page=layer, span=span, aspect="statement")),
    )
    assert (said.aspect, said.said_by, said.kind) == ("statement", "Ana Lund", "statement")
    assert said.headline == "Ana Lund: Nobody told us what we were accused of,"
    assert said.details["content"] == ["Nobody told us what we were accused of,"]
    status = by_id(
        case,
        case.judge.made(
            case.judge.make(
                {"holder": "Ana Lund", "status": "detainee", "asserted_by": "the harbour office"},
                by="MK",
                aspect="legal_status",
            )
        ),
    )
    assert (status.aspect, status.headline, status.said_by) == (
        "legal_status",
        "Ana Lund: detainee",
        "the harbour office",
    )
    with pytest.raises(JudgementRefused, match="'holder'"):
        case.judge.make({"status": "detainee"}, by="MK", aspect="legal_status")
    with pytest.raises(JudgementRefused, match="what was said"):
        case.judge.make({"speaker": "Ana Lund"}, by="MK", aspect="statement")
    with pytest.raises(JudgementRefused, match="choose one of: event, statement"):
        case.judge.make({"headline": "x"}, by="MK", aspect="rumour")


def test_somebody_by_hand(case: Case) -> None:
    layer, span = words(case, "the station")
    made = case.judge.make(
        {"type": "Place", "identification": "described"}, by="MK", page=layer, span=span, aspect="agent"
    )
    station = next(a for a in case.chronology().agents if a.id == case.judge.made(made))
    assert (station.name, station.type, station.citations[0].exact) == ("the station", "Place", "the station")
    case.judge.name(station.id, "the harbour police station", by="MK")
    named = next(a for a in case.chronology().agents if a.id == station.id)
    assert named.name == "the harbour police station"
    case.judge.undo(made.id, by="MK", also=[j.id for j in case.judge.dependents(made.id)])
    assert all(a.id != station.id for a in case.chronology().agents)
    with pytest.raises(JudgementRefused, match="choose one of: Person"):
        case.judge.make({"name": "x", "type": "Robot"}, by="MK", aspect="agent")
    with pytest.raises(JudgementRefused, match="needs a 'name'"):
        case.judge.make({}, by="MK", aspect="agent")
    lund = next(a for a in case.chronology().agents if a.name == "Ana Lund")
    at = lund.anchors[0].citation
    with pytest.raises(JudgementRefused, match="already with these words"):
        case.judge.make({}, by="MK", page=at.text_layer, span=at.span, aspect="agent")


def test_bulk_acts_are_one_step(case: Case) -> None:
    before = case.chronology()
    plain = [e for e in before.entries if not e.flags]
    assert len(plain) > 2
    lines = len(list(case.store.ledger()))
    made = case.judge.accept_all([e.id for e in plain], by="MK")
    assert len({j.group for j in made}) == 1
    assert made[0].group
    assert len(list(case.store.ledger())) == lines + len(plain)
    assert all(by_id(case, e.id).state == "accepted" for e in plain)
    case.judge.undo(by="MK")
    assert case.chronology().digest == before.digest
    case.judge.redo(by="MK")
    assert all(by_id(case, e.id).state == "accepted" for e in plain)
    case.judge.undo(by="MK")
    case.judge.reject_all([e.id for e in plain[:2]], by="MK", reason="told elsewhere")
    assert [by_id(case, e.id).state for e in plain[:2]] == ["rejected", "rejected"]


def test_a_flagged_entry_is_never_accepted_in_bulk(case: Case) -> None:
    flagged = next(e for e in case.chronology().entries if e.flags)
    plain = next(e for e in case.chronology().entries if not e.flags)
    with pytest.raises(JudgementRefused, match="ask for a look"):
        case.judge.accept_all([plain.id, flagged.id], by="MK")
    assert case.judgements() == ()
    case.judge.reject_all([plain.id, flagged.id], by="MK")
    assert len(case.judgements()) == 2


def test_what_is_done_together_is_written_together_or_not_at_all(case: Case) -> None:
    freed, caught = find(case, "release"), find(case, "capture")
    lines = len(list(case.store.ledger()))
    with pytest.raises(CalledWrongly), case.judge.together("a table"):
        case.judge.accept(freed.id, by="MK")
        case.judge.accept("nothing", by="MK")
    assert (case.judgements(), len(list(case.store.ledger()))) == ((), lines)
    with case.judge.together("a table"):
        case.judge.accept(freed.id, by="MK")
        with case.judge.together("inside it"):
            case.judge.reject(caught.id, by="MK", reason="no")
        assert case.judgements() == ()
    made = case.judgements()
    assert [(j.act, j.reason) for j in made] == [("accept", "a table"), ("reject", "no")]
    assert made[0].group == made[1].group != ""
    case.judge.undo(by="MK")
    assert (by_id(case, freed.id).state, by_id(case, caught.id).state) == ("suggested", "suggested")
    with case.judge.together():
        pass
    assert len(case.judgements()) == 4


def test_a_version_tells_what_a_person_sees(case: Case) -> None:
    freed = find(case, "release")
    version = version_of(freed)
    assert version == version_of(by_id(case, freed.id))
    case.judge.note(freed.id, "Ask.", by="MK")
    noted = version_of(by_id(case, freed.id))
    assert noted != version
    case.judge.undo(by="MK")
    assert version_of(by_id(case, freed.id)) == version
