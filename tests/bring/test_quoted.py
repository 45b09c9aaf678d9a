from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chronofile.bring.quoted import Found, PagesWords, chosen, is_telling, quotations, unquoted
from chronofile.model import Span

PAGE = "The office said: “We\u00a0will leave –\nin the morning.” It didn’t rain."


def test_quotations_of_every_kind_that_are_long_enough() -> None:
    text = '“one two three four” „eins zwei drei vier“ «un deux trois quatre» "a b c d" “short one” 「우리는 내일 떠날 것이다」'
    assert quotations(text) == (
        "one two three four", "eins zwei drei vier", "un deux trois quatre", "a b c d", "우리는 내일 떠날 것이다",
    )  # fmt: skip
    assert unquoted(" “one two” ") == "one two"
    assert unquoted("he said “one two”") == "he said “one two”"
    assert not is_telling("one two three")


def test_words_are_found_whatever_the_blanks_and_marks() -> None:
    pages = PagesWords([("p", PAGE)])
    (found,) = pages.places("We will leave - in the morning")
    assert found.page == "p"
    assert PAGE[found.span.start : found.span.end] == "We\u00a0will leave –\nin the morning"
    assert [PAGE[f.span.start : f.span.end] for f in pages.places("It didn't rain")] == ["It didn’t rain"]


def test_a_word_dropped_an_ellipsis_and_half_a_word_are_not_found() -> None:
    pages = PagesWords([("p", PAGE)])
    for words in ("We will in the morning", "We will … morning", "We will ... morning", "e will leave", "t rai", ""):
        assert pages.places(words) == []


@given(st.text(max_size=60), st.data())
def test_what_is_found_is_what_stands_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for found in PagesWords([("p", text)]).places(text[start:end]):
        there = text[found.span.start : found.span.end]
        assert PagesWords([("q", there)]).places(text[start:end]), (there, text[start:end])


def test_one_place_is_chosen_and_never_one_of_several() -> None:
    a, b, c = (Found(page, Span(0, 5)) for page in "abc")
    assert chosen([a], [], {}) == a
    assert chosen([], [], {}) is None
    assert chosen([a, b], [], {}) is None
    assert chosen([a, b], ["b"], {}) == b, "the page the row links to"
    assert chosen([b, a], [], {"b": "a"}) == a, "a copy tells nothing new: its original is cited"
    assert chosen([a, b, c], [], {"b": "a"}) is None
    assert chosen([a, Found("a", Span(9, 14))], [], {}) is None, "twice on one page: which is meant is not known"
