"""What a person decides through the front door stays, whatever is built afterwards."""

import pytest

from chronofile import Case
from chronofile.errors import CalledWrongly, JudgementRefused
from chronofile.model import Entry, Span


def find(case: Case, kind: str) -> Entry:
    return next(e for e in case.chronology().entries if e.kind == kind and e.aspect == "event")


def by_id(case: Case, own: str) -> Entry:
    return next(e for e in case.chronology().entries if e.id == own)


def test_accept_reject_edit_and_undo(case: Case) -> None:
    freed, caught = find(case, "release"), find(case, "capture")
    case.judge.accept(freed.id, by="MK")
    case.judge.edit(freed.id, {"headline": "Both divers were let go", "occurred": "2024-05"}, by="MK")
    case.judge.reject(caught.id, by="MK", reason="told elsewhere")
    after = by_id(case, freed.id)
    assert (after.state, after.headline, after.occurred and after.occurred.edtf) == (
        "accepted",
        "Both divers were let go",
        "2024-05",
    )
    assert by_id(case, caught.id).state == "rejected"
    case.judge.undo(by="MK")
    assert by_id(case, caught.id).state == "suggested"
    case.judge.undo(by="MK")
    assert by_id(case, freed.id).headline == freed.headline
    assert by_id(case, freed.id).state == "accepted"
    last = case.judgements()[-1]
    case.judge.undo(last.id, by="MK")
    assert by_id(case, freed.id).headline == "Both divers were let go"


def test_decisions_survive_the_next_build(case: Case, pages) -> None:
    freed = find(case, "release")
    case.judge.edit(freed.id, {"place": "Sarnhaven, at the station"}, by="MK")
    (pages / "third.html").write_text(
        (pages / "report.html").read_text().replace("Quay Herald", "Sarn Mail"), encoding="utf-8"
    )
    case.build([pages], jobs=0)
    assert by_id(case, freed.id).place == "Sarnhaven, at the station"


def test_redating_a_page_moves_what_hangs_on_it_and_comes_back(case: Case) -> None:
    freed = find(case, "release")
    page = freed.citations[0].citation.text_layer
    before = case.chronology()
    case.judge.redate(page, "2023-05-16", by="MK", reason="the page was stamped a year late")
    assert by_id(case, freed.id).occurred.edtf == "2023-05-15"
    case.judge.undo(by="MK")
    assert case.chronology().digest == before.digest


def test_joining_two_entries_and_splitting_them_again(case: Case) -> None:
    freed, meeting = find(case, "release"), find(case, "meeting")
    count = len(case.chronology().entries)
    case.judge.same([freed.id, meeting.id], by="MK")
    joined = case.chronology()
    assert len(joined.entries) == count - 1
    one = next(e for e in joined.entries if e.id in (freed.id, meeting.id))
    assert len(case.judge.tellings(one.id)) >= 2
    case.judge.undo(by="MK")
    assert len(case.chronology().entries) == count


def test_an_entry_by_hand_has_the_words_it_was_made_from(case: Case) -> None:
    page = case.pages()[0].text_layer
    text = case.page(page).article.layer.text
    at = text.index("Sarnhaven")
    made = case.judge.make(
        {"headline": "Something in Sarnhaven", "occurred": "2024-05"}, by="MK", page=page, span=Span(at, at + 9)
    )
    entry = next(e for e in case.chronology().entries if e.made_by_hand)
    assert entry.headline == "Something in Sarnhaven"
    assert entry.citations[0].citation.exact == "Sarnhaven"
    assert entry.state == "accepted"
    assert made.id in entry.judgements


def test_what_does_not_fit_is_refused_in_words(case: Case) -> None:
    freed = find(case, "release")
    page = case.pages()[0].text_layer
    with pytest.raises(CalledWrongly, match="no entry 'nothing'"):
        case.judge.accept("nothing", by="MK")
    with pytest.raises(JudgementRefused, match="say by whom"):
        case.judge.accept(freed.id, by=" ")
    with pytest.raises(JudgementRefused, match="cannot be changed"):
        case.judge.edit(freed.id, {"color": "red"}, by="MK")
    with pytest.raises(CalledWrongly, match="not a date"):
        case.judge.edit(freed.id, {"occurred": "2024-02-30"}, by="MK")
    with pytest.raises(JudgementRefused, match="outside the page"):
        case.judge.make({"headline": "x"}, by="MK", page=page, span=Span(0, 10**9))
    with pytest.raises(JudgementRefused, match="at least two"):
        case.judge.same([freed.id, freed.id], by="MK")
    with pytest.raises(JudgementRefused, match="nothing is decided"):
        case.judge.undo(by="MK")


def test_renaming_and_keeping_apart(case: Case) -> None:
    lund = next(a for a in case.chronology().agents if a.name == "Ana Lund")
    case.judge.name(lund.id, "A. Lund (diver)", by="MK")
    assert any(a.name == "A. Lund (diver)" for a in case.chronology().agents)


def test_readings_that_do_not_disagree_leave_the_value_as_it_is(case: Case) -> None:
    found = case.chronology().disagreements[0]
    before = next(e for e in case.chronology().entries if e.id == found.entry)
    case.judge.resolve(found.id, "no disagreement", by="MK", reason="both can be true")
    after = next(d for d in case.chronology().disagreements if d.id == found.id)
    entry = next(e for e in case.chronology().entries if e.id == found.entry)
    assert (after.state, after.reason) == ("resolved", "both can be true")
    assert (entry.occurred, entry.place) == (before.occurred, before.place)
    with pytest.raises(JudgementRefused, match="none of the readings"):
        case.judge.resolve(found.id, "something else", by="MK", reason="x")


def test_a_disagreement_is_settled_with_a_reason(case: Case) -> None:
    found = case.chronology().disagreements
    if not found:
        pytest.fail("the two pages tell two days of the arrest, and no disagreement was found")
    case.judge.resolve(found[0].id, "reports differ", by="MK", reason="no way to tell")
    after = next(d for d in case.chronology().disagreements if d.id == found[0].id)
    assert (after.state, after.reason) == ("resolved", "no way to tell")
