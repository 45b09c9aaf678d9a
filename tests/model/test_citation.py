"""A citation is exact, with its context on both sides."""

from chronofile.model import Span, cite


def test_a_citation_carries_the_words_and_what_stands_around_them() -> None:
    text = "x" * 40 + " the exact words " + "y" * 40
    made = cite("layer", "snap", text, Span(41, 56))
    assert made.exact == made.shown == "the exact words"
    assert text[made.start : made.end] == made.exact
    assert made.prefix == text[9:41]
    assert made.suffix == text[56:88]


def test_at_the_edges_there_is_less_context() -> None:
    made = cite("layer", "snap", "short", Span(0, 5))
    assert (made.prefix, made.suffix) == ("", "")


def test_spans_overlap_and_hold() -> None:
    assert Span(0, 5).overlap(Span(3, 9)) == 2
    assert Span(0, 5).overlap(Span(5, 9)) == 0
    assert Span(0, 9).holds(Span(3, 9))
    assert not Span(3, 9).holds(Span(0, 9))
