from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import Acquisition, Span, TextLayer, cite, sha256
from chronofile.read.byte_map import byte_span, bytes_text, stands, widened
from chronofile.read.script_layer import script_layer
from tests.read.kept import CHARSETS, DAMAGE, HTML, LABELS, PLAIN, assert_exact, damaged, kept

PAGE = b"<p>He said  it &amp; that&#10;was <b>not</b>hing &NotEqualTilde; at&nbsp;all</p><p>caf\xc3\xa9 \xf0\x9f\x98\x80!</p>"
PLACES = st.integers(0, 10_000)
LENGTHS = st.sampled_from((0, 0, 1, 2, 5, 40, 1000))


def said(layer: TextLayer, words: str) -> Span:
    start = layer.text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("said", b"said"),
        ("said it", b"said  it"),
        ("&", b"&amp;"),
        ("that was", b"that&#10;was"),
        ("not", b"not"),
        ("nothing", b"not</b>hing"),
        ("é 😀", b"\xc3\xa9 \xf0\x9f\x98\x80"),
        ("😀", b"\xf0\x9f\x98\x80"),
        ("all\ncafé", b"all</p><p>caf\xc3\xa9"),
        (" ", b" "),
        ("\n", b"</p><p>"),
        ("\u2242\u0338", b"&NotEqualTilde;"),
        ("\u00a0", b"&nbsp;"),
    ],
)
def test_words_lead_to_their_bytes(words: str, source: bytes) -> None:
    layer = kept(PAGE)
    place = byte_span(layer, PAGE, said(layer, words))
    assert place is not None
    assert PAGE[slice(*place)] == source
    assert bytes_text(layer, PAGE, said(layer, words)) == words


def test_half_a_reference_widens_to_all_of_it() -> None:
    layer = kept(PAGE)
    half = said(layer, "\u0338")
    place = byte_span(layer, PAGE, half)
    assert place is not None
    assert PAGE[slice(*place)] == b"&NotEqualTilde;"
    assert bytes_text(layer, PAGE, half) == "\u2242\u0338"
    assert stands(cite(layer.id, layer.snapshot, layer.text, half), layer, PAGE)


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 3), Span(-1, 4), Span(0, 10_000)])
def test_a_span_outside_the_layer_has_no_bytes(span: Span) -> None:
    layer = kept(PAGE)
    assert byte_span(layer, PAGE, span) is None
    assert bytes_text(layer, PAGE, span) == ""


def test_an_empty_layer_has_no_spans() -> None:
    assert byte_span(kept(b""), b"", Span(0, 1)) is None


def test_a_quotation_that_was_changed_does_not_stand() -> None:
    layer = kept(PAGE)
    good = cite(layer.id, layer.snapshot, layer.text, said(layer, "nothing"))
    other = cite(layer.id, layer.snapshot, layer.text.replace("nothing", "nothinq"), said(layer, "nothing"))
    elsewhere = cite(layer.id[::-1], layer.snapshot, layer.text, said(layer, "nothing"))
    empty = cite(layer.id, layer.snapshot, layer.text, Span(3, 3))
    assert stands(good, layer, PAGE)
    assert not stands(other, layer, PAGE)
    assert not stands(elsewhere, layer, PAGE)
    assert not stands(empty, layer, PAGE)


@pytest.mark.parametrize("place", range(PAGE.index(b"He"), PAGE.index(b"</p>")))
def test_a_quotation_does_not_stand_when_a_byte_of_its_text_was_changed(place: int) -> None:
    layer = kept(PAGE)
    first_line = cite(layer.id, layer.snapshot, layer.text, Span(0, layer.text.index("\n")))
    if (
        PAGE[place : place + 1].isspace()
        or b"<b>" in PAGE[place - 3 : place + 3]
        or b"</b>" in PAGE[place - 4 : place + 4]
    ):
        return
    changed = PAGE[:place] + b"Q" + PAGE[place + 1 :]
    assert stands(first_line, layer, PAGE)
    assert not stands(first_line, layer, changed)


def test_a_quotation_does_not_stand_when_words_come_between_two_segments() -> None:
    layer = kept(PAGE)
    nothing = cite(layer.id, layer.snapshot, layer.text, said(layer, "nothing"))
    slipped_in = PAGE.replace(b"not</b>hing", b"notwisehing")
    assert len(slipped_in) == len(PAGE)
    assert not stands(nothing, layer, slipped_in)


def test_truncated_data_makes_nothing_stand_and_raises_nothing() -> None:
    layer = kept(PAGE)
    everything = cite(layer.id, layer.snapshot, layer.text, Span(0, len(layer.text)))
    for size in range(len(PAGE) - 8):
        assert not stands(everything, layer, PAGE[:size])


@given(HTML, CHARSETS, DAMAGE, PLACES, LENGTHS, st.sampled_from(("text/html", "application/xhtml+xml")))
def test_any_span_of_an_html_page(
    html: str, codec: str, damage: list[tuple[int, int]], place: int, length: int, kind: str
) -> None:
    data = damaged(html.encode(codec, "ignore"), damage)
    assert_exact(kept(data, kind, LABELS[codec]), data, place, length)


@given(PLAIN, CHARSETS, DAMAGE, PLACES, LENGTHS)
def test_any_span_of_a_plain_page(
    text: str, codec: str, damage: list[tuple[int, int]], place: int, length: int
) -> None:
    data = damaged(text.encode(codec, "ignore"), damage)
    assert_exact(kept(data, "text/plain", LABELS[codec]), data, place, length)


@given(HTML, st.sampled_from(("utf-16", "utf-32")), PLACES, LENGTHS)
def test_any_span_of_a_page_with_a_byte_order_mark(html: str, codec: str, place: int, length: int) -> None:
    data = html.encode(codec, "ignore")
    assert_exact(kept(data), data, place, length)


@given(st.binary(max_size=60), CHARSETS, PLACES, LENGTHS)
def test_any_span_of_any_bytes(data: bytes, codec: str, place: int, length: int) -> None:
    assert_exact(kept(data, label=LABELS[codec]), data, place, length)


@given(HTML, CHARSETS)
def test_the_pieces_of_a_layer_follow_each_other(html: str, codec: str) -> None:
    data = html.encode(codec, "ignore")
    layer = kept(data, label=LABELS[codec])
    at = byte_at = 0
    while at < len(layer.text):
        piece = widened(layer, data, Span(at, at + 1))
        assert piece is not None
        assert piece.start == at < piece.end
        assert piece.byte_start >= byte_at
        at, byte_at = piece.end, piece.byte_end


def test_a_long_text_costs_a_citation_no_more_than_a_short_one() -> None:
    """Work is counted in bytes of the longest segment, which is all that finding one place decodes."""
    for size in (20_000, 40_000):
        for word in ("word ", "a", "漢", "&amp;", "&#x2019;"):
            data = b"<p>" + (word * size).encode() + b"</p>"
            segments = kept(data).segments
            assert max(b - a for a, b in zip(segments.byte_start, segments.byte_end, strict=True)) <= 4096


@given(st.binary(max_size=200), st.integers(0, 60), st.integers(1, 60))
def test_other_bytes_than_the_layers_raise_nothing(data: bytes, start: int, length: int) -> None:
    script = b'<script type="application/ld+json">{"headline":"The \\"mole\\" \\u2019s end of it all"}</script>'
    way = Acquisition(snapshot=sha256(script), how="file", location="page")
    for layer in (kept(PAGE), script_layer(script, "text/html", way, way.snapshot)):
        assert layer is not None
        span = Span(start, start + length)
        citation = cite(layer.id, layer.snapshot, layer.text, span)
        for other in (data, b'"\\' + data * 3, PAGE[:40] + data + PAGE[40:]):
            stands(citation, layer, other)
            bytes_text(layer, other, span)
