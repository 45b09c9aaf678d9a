"""An export that comes back edited: each change taken over or not, as one step, never against what moved meanwhile."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest

from chronofile import Case
from chronofile.api.bring import Given, opened
from chronofile.api.bring_back import changes, take_over, versions
from chronofile.errors import JudgementConflict, JudgementRefused
from chronofile.model import Entry


def edited(case: Case, edit: Callable[[Any], None]) -> Given:
    made = docx.Document(io.BytesIO(case.export("docx")))
    edit(made.tables[0])
    out = io.BytesIO()
    made.save(out)
    return opened(out.getvalue(), "chronology.docx")


def several(table: Any) -> None:
    """Words changed, a date changed, a row deleted, a row added."""
    rows = [row for row in list(table.rows)[1:] if len(row._tr.tc_lst) == 2]
    rows[0].cells[1].paragraphs[0].runs[0].text = "Police took two divers"
    rows[0].cells[0].paragraphs[0].runs[0].text = "12 May 2024"
    rows[1]._tr.getparent().remove(rows[1]._tr)
    added = table.add_row()
    added.cells[0].text, added.cells[1].text = "May 2024", "A note by hand"


def events(case: Case) -> dict[str, Entry]:
    return {e.id: e for e in case.chronology().entries if e.aspect == "event"}


def test_an_untouched_file_proposes_nothing(case: Case) -> None:
    for format in ("docx", "xlsx", "csv"):
        found = changes(case, opened(case.export(format), f"x.{format}"))
        assert found.proposals == ()
        assert found.known == found.rows > 0


def test_changes_are_proposed_one_by_one_and_nothing_changes_by_itself(case: Case) -> None:
    before = case.stamp()
    found = changes(case, edited(case, several))
    assert sorted((p.kind, p.column) for p in found.proposals) == [
        ("added", ""), ("changed", "what"), ("changed", "when"), ("deleted", ""),
    ]  # fmt: skip
    assert case.stamp().split(":")[1] == before.split(":")[1]
    assert case.judgements() == ()


def test_those_taken_are_one_step_the_rest_is_proposed_again(case: Case) -> None:
    given = edited(case, several)
    found = changes(case, given)
    chosen = [p.own for p in found.proposals if p.column == "what" or p.kind == "added"]
    made = take_over(case, given, chosen, by="MK", expected=versions(found, case.chronology()))
    assert [j.act for j in made] == ["edit", "make"]
    assert len({j.group for j in made}) == 1
    told = {e.headline: e for e in case.chronology().entries}
    assert told["Police took two divers"].state == "accepted"
    assert told["A note by hand"].occurred is not None
    assert sorted((p.kind, p.column) for p in changes(case, given).proposals) == [("changed", "when"), ("deleted", "")]
    case.judge.undo(by="MK")
    assert len(changes(case, given).proposals) == 4


def test_words_and_date_of_one_row_are_one_decision_and_a_deleted_row_is_rejected(case: Case) -> None:
    given = edited(case, several)
    found = changes(case, given)
    gone = next(p.entry for p in found.proposals if p.kind == "deleted")
    row = next(p.entry for p in found.proposals if p.column == "what")
    made = take_over(case, given, [p.own for p in found.proposals], by="MK")
    assert [j.act for j in made] == ["edit", "reject", "make"]
    now = events(case)
    assert now[gone].state == "rejected"
    assert now[row].headline == "Police took two divers"
    assert now[row].occurred is not None
    assert now[row].occurred.edtf == "2024-05-12"
    assert changes(case, given).proposals == (), "all taken over: nothing differs any more"


def test_what_moved_meanwhile_is_a_conflict_and_nothing_is_written(case: Case) -> None:
    given = edited(case, several)
    found = changes(case, given)
    seen = versions(found, case.chronology())
    row = next(p for p in found.proposals if p.column == "what")
    case.judge.edit(row.entry, {"place": "Sarnhaven quay"}, by="AB")
    count = len(case.judgements())
    with pytest.raises(JudgementConflict):
        take_over(case, given, [row.own], by="MK", expected=seen)
    assert len(case.judgements()) == count


def test_a_change_that_is_none_any_more_and_one_that_cannot_be_are_refused(case: Case) -> None:
    def nonsense(table: Any) -> None:
        table.rows[1].cells[0].paragraphs[0].runs[0].text = "whenever"

    given = edited(case, nonsense)
    (found,) = changes(case, given).proposals
    with pytest.raises(JudgementRefused, match="cannot be taken over: “whenever” is not understood"):
        take_over(case, given, [found.own], by="MK")
    with pytest.raises(JudgementRefused, match="look again"):
        take_over(case, given, ["what-nobody"], by="MK")
    with pytest.raises(JudgementRefused, match="no change was chosen"):
        take_over(case, given, [], by="MK")
