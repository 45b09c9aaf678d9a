"""A person's own chronology into a case: preview, mapping, report, one undoable step; words matched to kept pages."""

from __future__ import annotations

import msgspec
import pytest

from chronofile import Case
from chronofile.api.bring import Report, bring_in, guessed, in_words, opened, orders, report
from chronofile.bring import Fix
from chronofile.errors import CalledWrongly, JudgementRefused

CSV = """Date,What happened,Source,Link
2024-05-14,"The herald wrote that “Port police detained the divers Ana Lund and Piet Moor in Sarnhaven on May 14”",The Quay Herald,
2024-05-15,"Lund: “Nobody told us what we were accused of.”",Norder Post,
08/??/1999,The boat was built,Register,
nonsense,What nobody can date,,
,A letter without a date,,
"""


def taken_in(case: Case, text: str = CSV, name: str = "mine.csv", fixes: dict[int, Fix] | None = None) -> Report:
    given = opened(text.encode(), name)
    return report(case, given, guessed(given), fixes)


def test_a_report_says_what_becomes_of_every_row(case: Case) -> None:
    made = taken_in(case)
    assert [row.read.number for row in made.rows] == [2, 3, 4, 5, 6]
    assert dict(made.counts()) == {"taken": 3, "not understood": 1, "question": 1}
    assert made.orders == ()
    assert case.judgements() == (), "looking writes nothing"


def test_rows_become_entries_made_by_a_person_with_file_and_row_as_their_source(case: Case) -> None:
    made = bring_in(case, taken_in(case), by="MK")
    assert len(made) == 4
    assert {j.act for j in made} == {"make"}
    entries = {e.headline: e for e in case.chronology().entries if e.made_by_hand}
    built = entries["The boat was built"]
    assert (built.state, built.decided_by, built.citations) == ("accepted", "MK", ())
    assert built.occurred is not None
    assert (built.occurred.edtf, built.occurred.verbatim, built.occurred.basis) == ("1999-08", "08/??/1999", "reviewer")
    assert built.details["brought_from"]["file"] == "mine.csv"
    assert built.details["brought_from"]["row"] == 4
    assert built.details["brought_source"] == "Register"
    assert case.judge.history(built.id)[0].reason == "brought in from mine.csv, row 4; source given there: Register"
    assert entries["A letter without a date"].occurred is None


def test_a_quotation_that_stands_on_a_kept_page_becomes_the_words_of_the_entry(case: Case) -> None:
    bring_in(case, taken_in(case), by="MK")
    entry = next(e for e in case.chronology().entries if e.made_by_hand and e.headline.startswith("Lund:"))
    (cited,) = entry.citations
    assert cited.citation.exact == "Nobody told us what we were accused of"
    text = case.page(cited.citation.text_layer).article.layer.text
    assert text[cited.citation.start : cited.citation.end] == cited.citation.exact
    assert case.export("json"), "and it stands there when it leaves"


def test_words_that_stand_nowhere_are_kept_with_the_row_and_are_no_evidence(case: Case) -> None:
    (row,) = taken_in(case, "Date,What\n2024,He said “these words stand on no page”\n").rows
    assert row.found is None
    assert row.told == "its words are not found on the pages held"
    bring_in(case, taken_in(case, "Date,What\n2024,He said “these words stand on no page”\n"), by="MK")
    entry = next(e for e in case.chronology().entries if e.made_by_hand)
    assert entry.citations == ()
    assert entry.details["brought_quotation"] == "these words stand on no page"


def test_words_that_stand_on_several_pages_are_not_chosen_among(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("two")
    page = '<html lang="en"><head><title>{0}</title><link rel="canonical" href="https://{1}.example/a"></head><body><article><h1>{0}</h1><p>{2}</p><p>The office said that nobody had asked about it before.</p></article></body></html>'
    first = "The harbour was closed on Monday after a storm broke the long mole."
    second = "In Lindow the ferry company counted its losses for the whole of the spring season."
    (folder / "a.html").write_text(page.format("Storm", "one", first), encoding="utf-8")
    (folder / "b.html").write_text(page.format("Losses", "two", second), encoding="utf-8")
    row = "Date,What,Link\n2024,“nobody had asked about it before”,{}\n"
    with Case.create(folder / "case") as case:
        case.build([folder / "a.html", folder / "b.html"], jobs=0)
        (alone,) = taken_in(case, row.format("")).rows
        assert alone.found is None
        assert "stand in 2 places" in alone.told
        linked = {listed.url: listed.text_layer for listed in case.pages()}
        (chosen,) = taken_in(case, row.format("http://www.two.example/a/#top")).rows
        assert chosen.found is not None
        assert chosen.found.page == linked["https://two.example/a"], "the page that the row links to"
        (held,) = taken_in(case, "Date,What,Link\n2024,Something else,https://two.example/a\n").rows
        assert (held.found, held.told) == (None, "the page it links to is held; mark its words there")
        own_words = "Date,What,Link\n2024,Nobody had asked about it before,https://two.example/a\n"
        assert taken_in(case, own_words.replace("Nobody", "nobody")).rows[0].found is not None


def test_one_step_is_taken_back_as_one(case: Case) -> None:
    before = [e.id for e in case.chronology().entries]
    made = bring_in(case, taken_in(case), by="MK")
    assert len({j.group for j in made}) == 1
    case.judge.undo(by="MK")
    assert [e.id for e in case.chronology().entries] == before
    case.judge.redo(by="MK")
    assert sum(e.made_by_hand for e in case.chronology().entries) == 4


def test_what_is_there_already_stays_out_unless_a_person_insists(case: Case) -> None:
    bring_in(case, taken_in(case), by="MK")
    again = taken_in(case)
    assert dict(again.counts()) == {"left out": 4, "not understood": 1}
    assert all(row.entry for row in again.rows if row.read.state == "left out")
    with pytest.raises(JudgementRefused, match="no row of it is understood"):
        bring_in(case, again, by="MK")
    assert taken_in(case, fixes={4: Fix(take=True)}).counts()["taken"] == 1


def test_two_rows_that_say_the_same_ask(case: Case) -> None:
    made = taken_in(case, "Date,What\n2024-05-14,The boat left\n2024-05-14,The  boat left\n")
    assert made.rows[1].read.questions == ("it says the same as row 2",)


def test_the_order_is_asked_for_before_anything_is_written(case: Case) -> None:
    given = opened(b"Date,What\n3/4/2024,The boat left\n5/6/2024,It came back\n", "mine.csv")
    mapping = guessed(given)
    found = orders(given, mapping)[0]
    assert (found.order, found.undecided, found.examples) == (None, 2, ("3/4/2024", "5/6/2024"))
    open_still = report(case, given, mapping)
    assert open_still.orders == (0,)
    with pytest.raises(JudgementRefused, match="day or the month"):
        bring_in(case, open_still, by="MK")
    told = report(case, given, msgspec.structs.replace(mapping, orders={0: "day-month"}))
    assert [row.read.date.edtf for row in told.rows if row.read.date] == ["2024-04-03", "2024-06-05"]


def test_a_file_without_a_column_of_words_is_asked_about(case: Case) -> None:
    given = opened(b"Date,What\n2024,x\n", "mine.csv")
    with pytest.raises(CalledWrongly, match="which column tells what happened"):
        report(case, given, msgspec.structs.replace(guessed(given), columns=("when", "")))
    with pytest.raises(CalledWrongly, match="has no table 3; it has 1"):
        guessed(given, 2)


def test_a_thousand_rows_are_one_step(case: Case) -> None:
    lines = "".join(f"20{n % 24:02d}-01-{n % 28 + 1:02d},Row number {n} says something\n" for n in range(1000))
    made = bring_in(case, taken_in(case, "Date,What\n" + lines), by="MK")
    assert len(made) == 1000
    assert sum(e.made_by_hand for e in case.chronology().entries) == 1000


def test_dates_in_words_of_the_languages_there_are() -> None:
    for text, edtf in (
        ("spring 2021", "2021-21"),
        ("3. März 2024", "2024-03-03"),
        ("from May to June 2024", "2024-05/2024-06"),
    ):
        found = in_words(text)
        assert found is not None, text
        assert (found.earliest, found.latest) == _bounds(edtf), text
    assert in_words("the boat left in May 2024 or 2025") is None


def _bounds(edtf: str) -> tuple[str | None, str | None]:
    from chronofile.model import DateValue

    made = DateValue.from_edtf(edtf)
    return made.earliest, made.latest
