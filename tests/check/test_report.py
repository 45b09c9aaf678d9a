"""A report in words: it says what it found, and nothing in it becomes markup."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chronofile.check import DraftReport, PageFacts, as_html, as_text, marked_paragraphs
from tests.check.pages import PAGES, checked, draft

TEXT = """Lund said “nobody told me what we were accused of”. Ruth Calder was there.

“I do accept that the catch was illegal,” said <b>Calder</b>. “An invented line of five words.”"""


def report(text: str = TEXT) -> DraftReport:
    made = draft(text)
    return DraftReport(
        name="brief <1>.docx",
        case="Two divers",
        made_at="2025-01-02T10:00:00Z",
        language="en",
        text=made.text,
        paragraphs=made.paragraphs,
        items=tuple(checked(text)),
        pages={
            p.text_layer: PageFacts(
                text_layer=p.text_layer,
                sha256="ab" * 32,
                headline=p.headline,
                outlet=p.outlet,
                published="",
                url=p.url,
                location="x",
            )
            for p in PAGES
        },
        pages_held=3,
        pages_unread=1,
    )


def test_text_names_every_finding_with_its_place() -> None:
    told = as_text(report())
    assert "A word that denies was dropped  [Paragraph 2]" in told
    assert "draft “me”, page “us”" in told
    assert "Not found on the 3 pages held" in told
    assert "That does not mean it did not happen." in told
    assert "1 page is not read" in told
    assert "The Quay Herald, “Two divers freed after a night in custody”" in told


def test_words_under_an_ellipsis_are_shown_also_where_all_is_well() -> None:
    told = as_text(report("“Port police detained the divers … in Sarnhaven on May 14”."))
    assert "under the ellipsis: “Ana Lund and Piet Moor”" in told.partition("Found:")[2]


def test_html_holds_it_all_and_fetches_nothing() -> None:
    told = as_html(report())
    assert "default-src 'none'" in told
    assert "““" not in told
    assert "<b>Calder" not in told
    assert "said &lt;b&gt;" in told
    assert "brief &lt;1&gt;.docx" in told
    assert '<b class="d">me</b>' in told
    assert '<b class="d">us</b>' in told
    assert "http" not in told.replace("http-equiv", "")
    assert "<script" not in told


def test_what_a_person_let_stand_is_no_longer_to_be_looked_at() -> None:
    before = report()
    first = before.to_look_at[0]
    after = msgspec.structs.replace(before, fine=(first.number,))
    assert [i.number for i in after.to_look_at] == [i.number for i in before.to_look_at[1:]]
    assert "Let stand by a person:" in as_text(after)


def test_a_report_survives_being_kept() -> None:
    assert msgspec.json.decode(msgspec.json.encode(report()), type=DraftReport) == report()


@given(st.text(st.sampled_from(list("ab “”«»\"'\n.…[]Ruth Calder<&")), max_size=120))
def test_pieces_cover_every_paragraph(text: str) -> None:
    made = report(text)
    for paragraph, pieces in marked_paragraphs(made):
        assert "".join(made.text[a:b] for a, b, _ in pieces) == made.text[paragraph.start : paragraph.end]
    as_html(made)
    as_text(made)
