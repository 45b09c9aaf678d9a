"""A page's text for the eye: every letter at its place, marks where words stand, what was left out and why."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from chronofile import api
from chronofile.desk.page_text import _Marked, page_text, text_blocks
from chronofile.desk.premises import Premises
from chronofile.desk.setup import set_up
from chronofile.model import Block, Entry, Page, Span, cite
from chronofile.model.entry import CitedWords

pytestmark = pytest.mark.usefixtures("session_desk")

TEXT = "Home\nSport\nA fire at the quay\nThe quay closed 🔥 on 3 March. 항구는 닫혔다.\nnever seen\nPay now"
BLOCKS = (
    Block(0, 4, "navigation", "in a <nav> element"),
    Block(5, 10, "navigation", "in a <nav> element"),
    Block(11, 29, "headline", "the page's heading"),
    Block(30, 71, "paragraph", "running text"),
    Block(72, 82, "navigation", "hidden on the page: a template"),
    Block(83, 90, "promotion", ""),
)


@pytest.fixture(scope="module")
def session_desk(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Words are translated, which needs the desk set up."""
    set_up(Premises(tmp_path_factory.mktemp("home")))


def _entry(own: str, start: int, end: int, state: str = "suggested") -> Entry:
    words = CitedWords(cite("layer", "snapshot", TEXT, Span(start, end)))
    return Entry(id=own, aspect="event", headline=f"Event {own}", state=state, citations=(words,))  # type: ignore[arg-type]


def _marked(own: str, start: int, end: int, mark: str) -> _Marked:
    return _Marked(Span(start, end), mark, _entry(own, start, end))


def test_runs_that_were_left_out_for_one_reason_are_one_block() -> None:
    blocks = text_blocks(TEXT, BLOCKS)
    assert [(b.role, b.kept, len(b.lines)) for b in blocks] == [
        ("navigation", False, 2),
        ("headline", True, 1),
        ("paragraph", True, 1),
        ("navigation", False, 1),
        ("promotion", False, 1),
    ]
    assert blocks[0].why == "Left out: not part of the story (in a <nav> element)"
    assert blocks[3].hidden
    assert "cannot be cited" in blocks[3].why
    assert "a template" in blocks[3].why
    assert blocks[4].why == "Left out: advertising"


def test_overlapping_marks_are_cut_and_the_strongest_shows() -> None:
    marks = [_marked("a", 30, 60, "suggested"), _marked("b", 45, 55, "current"), _marked("c", 55, 58, "decided")]
    block = next(b for b in text_blocks(TEXT, BLOCKS, marks) if b.role == "paragraph")
    assert [(p.start, p.end, p.mark, [e.id for e in p.begins]) for p in block.pieces] == [
        (30, 45, "suggested", ["a"]),
        (45, 55, "current", ["b"]),
        (55, 58, "decided", ["c"]),
        (58, 60, "suggested", []),
        (60, 71, "", []),
    ]


def test_a_rejected_suggestion_keeps_its_sign_and_marks_no_words(built_example: Path) -> None:
    with api.Case.open(built_example, write=False) as case:
        entry = next(e for e in case.chronology().entries if e.citations and e.aspect == "event")
        page = case.page(entry.citations[0].citation.text_layer)

    def marks(state: str, current: str = "") -> set[str]:
        changed = msgspec.structs.replace(entry, state=state)
        return {p.mark for b in page_text(page, [changed], current=current) for p in b.pieces if p.mark or p.begins}

    assert marks("rejected") == {""}
    assert marks("suggested") == {"suggested"}
    assert marks("accepted") == {"decided"}
    assert "current" in marks("accepted", entry.id)
    assert marks("merged") == set()


@given(st.data())
def test_every_letter_stands_once_at_its_place(data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=8))
    kinds = st.sampled_from(["", "suggested", "decided", "current"])
    marks = [_marked(str(n), min(s), max(s), data.draw(kinds)) for n, s in enumerate(spans) if s[0] != s[1]]
    for block in text_blocks(TEXT, BLOCKS, marks):
        for line in block.lines:
            assert "".join(p.text for p in line.pieces) == TEXT[line.start : line.end]
            assert [p.start for p in line.pieces][1:] == [p.end for p in line.pieces][:-1]
    begun = [e.id for b in text_blocks(TEXT, BLOCKS, marks) for p in b.pieces for e in p.begins]
    assert len(begun) == len(set(begun))


def test_what_a_browser_would_drop_keeps_its_place() -> None:
    (block,) = text_blocks("a\x00b\x1fc\ud800d", (Block(0, 7, "paragraph"),))
    assert block.pieces[0].text == "a�b�c�d"


@pytest.fixture(scope="module")
def long_page(built_example: Path) -> Page:
    with api.Case.open(built_example, write=False) as case:
        return max((case.page(listed.text_layer) for listed in case.pages()), key=lambda p: len(p.article.layer.text))


def test_the_template_puts_nothing_between_pieces(long_page: Page) -> None:
    """A browser counts letters in the pieces: what the template adds stands outside them or in notes."""
    from selectolax.lexbor import LexborHTMLParser as HTMLParser

    text = long_page.article.layer.text
    html = render_to_string(
        "desk/page/text.html",
        {"blocks": page_text(long_page, (), words=Span(200, 260)), "language": "en", "marks_at": "-"},
    )
    tree = HTMLParser(html)
    seen = 0
    for line in tree.css("[data-end]"):
        start, end = int(line.attributes["data-start"] or 0), int(line.attributes["data-end"] or 0)
        inside = "".join(piece.text() for piece in line.css("span[data-start], mark[data-start]"))
        assert inside == text[start:end]
        for note in line.css("[data-note], .sign"):
            note.decompose()
        assert line.text() == text[start:end]
        seen += 1
    assert seen == len(long_page.article.layout.blocks)
    assert tree.css_first("mark") is not None
