"""What people say of whole pages: corrected values, a corrected body, a page taken out; nothing decided is lost."""

from __future__ import annotations

from typing import Any

from chronofile.merge.flags import LEFT_OUT, WITHDRAWN
from chronofile.model import Anchor, Page, Span, cite
from tests.merge.story import Desk, page, read_anew, sentence

ARREST = sentence("[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm>.", "capture", "2024-05-03")
RULING = sentence("The [[Harbour Court|actor]] {ruled} against [[Mara Holt|target]].", "ruling", "2024-06-01")


def first() -> Page:
    return page(ARREST, "Nothing else is known.", RULING)


def on_page(of: Page, span: Span | None = None) -> Anchor:
    layer = of.article.layer
    at = span or Span(0, 0)
    return Anchor(citation=cite(layer.id, layer.snapshot, layer.text, at), sentence=at, aspect="page")


def describe(desk: Desk, of: Page, **values: Any) -> None:
    parts = [on_page(of, Span(start, end)) for start, end, _ in values.get("body", ())]
    desk.judge("describe", [on_page(of), *parts], value=values)


def without_the_ruling(of: Page) -> list[list[Any]]:
    blocks = of.article.layout.blocks
    return [[b.start, b.end, b.role] for b in blocks[:2]] + [[blocks[2].start, blocks[2].end, "teaser"]]


def test_what_is_said_later_of_a_value_stands_and_the_rest_stays() -> None:
    desk = Desk(first())
    describe(desk, first(), outlet="Kelm Gazette", headline="An arrest")
    describe(desk, first(), outlet="Kelm Courier", byline=["A. Lund"])
    layer = first().article.layer.id
    assert desk.chronology.described == {
        layer: {"outlet": "Kelm Courier", "headline": "An arrest", "byline": ["A. Lund"]}
    }
    assert desk.chronology.unplaced == ()


def test_a_correction_is_taken_back() -> None:
    desk = Desk(first())
    digest = desk.chronology.digest
    describe(desk, first(), outlet="Kelm Gazette")
    assert desk.chronology.digest != digest
    desk.undo(desk.judgements[-1])
    assert (desk.chronology.described, desk.chronology.digest) == ({}, digest)


def test_suggestions_outside_a_corrected_body_are_left_out_and_decided_ones_stay() -> None:
    desk = Desk(first())
    describe(desk, first(), body=without_the_ruling(first()))
    out = desk.entry("ruled")
    assert (out.left_out, out.flags) == (True, (LEFT_OUT,))
    assert not desk.entry("arrested").left_out
    desk.on("accept", out)
    assert (desk.entry("ruled").left_out, desk.entry("ruled").state) == (False, "accepted")
    desk.undo(desk.judgements[-1])
    assert desk.entry("ruled").left_out


def test_what_another_page_tells_too_is_not_left_out() -> None:
    other = page(RULING, name="other", outlet="Ostran Times")
    desk = Desk(first(), other)
    describe(desk, first(), body=without_the_ruling(first()))
    assert not any(e.left_out for e in desk.chronology.entries)


def test_a_corrected_body_is_found_again_on_the_page_read_anew() -> None:
    desk = Desk(first())
    describe(desk, first(), body=without_the_ruling(first()))
    anew = read_anew(first())
    assert anew.article.layer.id != first().article.layer.id
    desk.look(anew)
    assert desk.entry("ruled").left_out
    assert list(desk.chronology.described) == [anew.article.layer.id]


def test_a_page_taken_out_counts_no_more_and_comes_back() -> None:
    other = page(ARREST, name="other", outlet="Ostran Times", published="2024-05-05")
    desk = Desk(first(), other)
    before = desk.chronology.digest
    layer = first().article.layer.id
    desk.judge("withdraw", [on_page(first())])
    assert desk.chronology.withdrawn == (layer,)
    assert layer not in desk.chronology.published
    assert [e.headline for e in desk.events() if "ruled" in e.headline] == []
    assert all(layer not in e.pages for e in desk.chronology.entries)
    desk.undo(desk.judgements[-1])
    assert desk.chronology.digest == before


def test_what_was_decided_on_a_page_taken_out_stays_and_says_so() -> None:
    desk = Desk(first())
    desk.on("edit", desk.entry("ruled"), headline="Ruled against her")
    desk.judge("withdraw", [on_page(first())])
    entry = desk.entry("Ruled against her")
    assert (entry.state, entry.flags) == ("accepted", (WITHDRAWN,))


def test_what_is_said_of_a_page_that_is_not_held_is_kept() -> None:
    desk = Desk(first())
    gone = page("Another page.", name="gone")
    for act in ("describe", "withdraw", "redate"):
        desk.judge(act, [on_page(gone)], value={"outlet": "X"} if act == "describe" else {})  # type: ignore[arg-type]
    assert desk.chronology.unplaced == tuple(j.id for j in desk.judgements)
