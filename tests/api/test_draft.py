"""A draft held against a case, and the reports a case keeps."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from chronofile import Case
from chronofile.api.checks import keep_check, kept_check, kept_checks, let_stand
from chronofile.api.draft import check_draft
from chronofile.cli_draft import check
from chronofile.errors import CalledWrongly

DRAFT = """Port police detained the divers on 16 May 2024. On 15 May 2024 the police released both divers.

Ana Lund said: “Nobody told me what we were accused of.” Calder met officials of the Fisheries Ministry. Zora Petrescu spoke.

북항신문 “없는 말을 지어낸 인용문이다”."""


def test_a_text_is_held_against_the_pages(case: Case) -> None:
    report = check_draft(case, DRAFT.encode(), "brief.txt")
    assert (report.pages_held, report.pages_unread, report.language) == (2, 0, "en")
    found = {item.words: item for item in report.items}
    quoted = found["Nobody told me what we were accused of."]
    assert quoted.mark == "differs"
    assert [(d.draft_words, d.page_words) for d in quoted.differences] == [("me", "us")]
    assert quoted.place is not None
    layer = case.page(quoted.place.page).article.layer.text
    assert layer[quoted.place.spans[0].start : quoted.place.spans[-1].end] == quoted.place.exact
    assert found["15 May 2024"].mark == "exact"
    assert [n.concern for n in found["16 May 2024"].notes] == ["date of the announcement"]
    assert found["Zora Petrescu"].mark == "not found"
    assert found["없는 말을 지어낸 인용문이다"].mark == "not found"
    telling = found["Calder met officials of the Fisheries Ministry."]
    assert [n.concern for n in telling.notes] == ["planned told as done"]
    assert quoted.place.page in report.pages
    assert report.pages[quoted.place.page].outlet == "Norder Post"


def test_a_word_file_gives_what_its_text_gives(case: Case) -> None:
    document = docx.Document()
    for paragraph in DRAFT.split("\n\n"):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    word, plain = check_draft(case, out.getvalue(), "a"), check_draft(case, DRAFT.encode(), "a")
    assert word.text == plain.text
    assert word.items == plain.items


def test_relative_dates_are_looked_at_when_the_draft_has_a_day(case: Case) -> None:
    draft = b"Yesterday the police released both divers."
    assert not any(i.kind == "date" for i in check_draft(case, draft, "a").items)
    (found,) = (i for i in check_draft(case, draft, "a", published="2024-05-16").items if i.kind == "date")
    assert found.mark == "exact"


def test_a_date_counted_over_one_of_an_unknown_year_is_left_open(case: Case) -> None:
    """ "The same day" is the day before it, and of that one the draft gives no year."""
    draft = b"On 14 May 2024 they dived. On May 15 they came out. On the same day they thanked Calder."
    found = [i.words for i in check_draft(case, draft, "a").items if i.kind == "date"]
    assert found == ["14 May 2024", "May 15"]
    known = check_draft(case, draft.replace(b"May 15 they", b"15 May 2024 they"), "a").items
    assert [i.words for i in known if i.kind == "date"] == ["14 May 2024", "15 May 2024", "the same day"]


def test_reports_are_kept_numbered_and_marked(case: Case) -> None:
    assert kept_checks(case) == ()
    report = check_draft(case, DRAFT.encode(), "brief.txt")
    assert keep_check(case, report) == 1
    assert keep_check(case, report) == 2
    assert kept_checks(case) == (1, 2)
    assert kept_check(case, 1) == report
    item = report.to_look_at[0].number
    assert let_stand(case, 1, item).fine == (item,)
    assert kept_check(case, 1).fine == (item,)
    assert let_stand(case, 1, item, fine=False) == report
    assert kept_check(case, 2) == report
    with pytest.raises(CalledWrongly, match="no item 999"):
        let_stand(case, 1, 999)
    with pytest.raises(CalledWrongly, match="no report 3"):
        kept_check(case, 3)
    (case.path / "checks" / "2.json").write_bytes(b"{")
    with pytest.raises(CalledWrongly, match="cannot be read"):
        kept_check(case, 2)


def test_the_command(case: Case, tmp_path: Path) -> None:
    draft = tmp_path / "brief.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    page = tmp_path / "report.html"
    result = CliRunner().invoke(check, [str(case.path), str(draft), "--html", str(page)])
    assert result.exit_code == 1, result.output
    assert "Not found on the 2 pages held" in result.stdout
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    as_json = CliRunner().invoke(check, [str(case.path), "-", "--json"], input=b"nothing here.")
    assert as_json.exit_code == 0
    assert '"items":[]' in as_json.stdout
    assert CliRunner().invoke(check, [str(case.path), str(tmp_path / "no")]).exception is not None


def test_a_page_taken_out_of_the_case_holds_nothing(case: Case) -> None:
    draft = "Lund said: “Nobody told us what we were accused of.”".encode()
    found = check_draft(case, draft, "a").items[-1]
    assert found.place is not None
    without = replace(case.chronology(), withdrawn=(found.place.page,))
    report = check_draft(case, draft, "a", chronology=without)
    assert (report.pages_held, report.items[-1].mark) == (1, "not found")


def test_an_outlet_that_a_person_named_is_the_one_cited(case: Case) -> None:
    draft = "Lund told the Sarn Gazette: “Nobody told us what we were accused of.”".encode()
    (page,) = (p.text_layer for p in case.pages() if p.outlet == "Norder Post")
    described = replace(case.chronology(), described={page: {"outlet": "Sarn Gazette"}})
    report = check_draft(case, draft, "a", chronology=described)
    quoted = next(i for i in report.items if i.kind == "quotation")
    assert quoted.mark == "exact"
    assert report.pages[page].outlet == "Sarn Gazette"
