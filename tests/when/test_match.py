from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronofile.model import Block
from chronofile.when import match, resolve
from chronofile.when.grammar import grammar
from chronofile.when.tokens import CHUNK, tokenise


def found(text: str) -> list[tuple[str, str]]:
    return [(e.text, e.rule) for e in match(text, [Block(0, len(text), "paragraph")], "en")]


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Times reported the story.",
        "She may march on the second floor.",
        "Theresa May and Mrs May were there. May I ask? May said no.",
        "He scored 3-2, then 21-19, and paid $1998 or 5.12 euros.",
        "Article 1333220 of the code, call 2025-0115 or +82 2 2010-2015 for room 1204.",
        "An F-16, an MH-17, a 737-800, a 4K screen and a Galaxy 2000X flew further.",
        "There was no further word, and it eventually passes at the civilian level.",
        "On February 30, in week 54, at 25:61, on 2025-13-01 and 31/31/2025.",
        "In the year 0 and in year 00.",
        "He spent 1,998 crowns, 1998 crowns short, on page 12 of 24.",
        "Black people march; fall in line; the spring of a watch; sun, sat and mon ami.",
    ],
)
def test_what_is_no_time(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("signed January 11, 2025 in", "January 11, 2025"),
        ("signed 11 January in", "11 January"),
        ("signed Jan. 11 in", "Jan. 11"),
        ("credit 2025.1.12 /", "2025.1.12"),
        ("filed 24/12/2024 in", "24/12/2024"),
        ("since 2019 he", "2019"),
        ("by Friday he", "Friday"),
        ("the 1990s saw", "the 1990s"),
        ("in mid-October he", "mid-October"),
        ("in early March he", "early March"),
        ("waited for a year and", "a year"),
        ("waited two hours and", "two hours"),
        ("meets every Friday at", "every Friday"),
        ("on Wednesday morning he", "Wednesday morning"),
        ("in January of this year he", "January of this year"),
        ("the following day he", "the following day"),
        ("a year later he", "a year later"),
        ("in the spring of 2011 he", "the spring of 2011"),
    ],
)
def test_forms_of_the_press(text, words):
    assert words in [w for w, _ in found(text)]


def test_only_inside_the_given_blocks():
    text = "On 3 May 2021 it rained.\n\nOn 4 May 2021 it snowed.\n\nOn 5 May 2021 it thawed."
    second = text.index("On 4")
    blocks = [Block(second, text.index("\n\nOn 5"), "paragraph")]
    (one,) = match(text, blocks, "en")
    assert (text[one.start : one.end], one.start) == ("4 May 2021", second + 3)


def test_both_ends_of_between_are_found():
    assert [w for w, _ in found("between March and May he")] == ["March", "May"]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The hearing will resume on Friday.", "future"),
        ("Police arrested him on Friday.", "past"),
        ("On Friday, police arrested him.", "past"),
        ("The court is to rule on Friday.", "future"),
        ("The process has stalled for a year.", "present"),
        ("Friday.", "unknown"),
    ],
)
def test_tense_is_read_off_the_words_nearby(text, tense):
    assert match(text, [Block(0, len(text), "paragraph")], "en")[-1].tense == tense


def test_a_dated_credit_marks_its_caption():
    text = (
        "Mayor Ada Lund meets nurses on February 25 (by her office) 2021.3.4 / Pressefoto\n\nOn February 25 it rained."
    )
    caption = Block(0, text.index("\n"), "caption")
    expressions = match(text, [caption, Block(caption.end + 2, len(text), "paragraph")], "en")
    assert ["credit=2021-03-04@" in e.unresolved for e in expressions] == [True, False, False]
    assert ["role=credit" in e.unresolved for e in expressions] == [False, True, False]


def test_a_credit_in_a_block_of_its_own_marks_the_caption_before_it():
    text = "Mayor Ada Lund meets nurses on February 25\n2021.3.4 / Pressefoto"
    cut = text.index("\n")
    expressions = match(text, [Block(0, cut, "caption"), Block(cut + 1, len(text), "credit")], "en")
    assert "credit=2021-03-04@" in expressions[0].unresolved


PIECES = [
    *"0123456789.,:/-' \n",
    "Jan",
    "Monday",
    "last",
    "the",
    "of",
    "May",
    "year",
    " ago",
    "second",
    "\ud800",
    "\x00",
    "é",
]
ALPHABET = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


@given(ALPHABET, st.sampled_from(["en", "und"]))
@settings(max_examples=300, deadline=None)
def test_never_an_exception_and_spans_are_true_and_apart(text, language):
    expressions = match(text, [Block(0, len(text), "paragraph")], language)
    at = 0
    for e in expressions:
        assert at <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == e.text
        at = e.end
    assert [(t.start, t.end) for t in resolve(expressions, text, None, language)] == [
        (e.start, e.end) for e in expressions
    ]


HOSTILE = {
    "digits": "1" * 1_000_000,
    "dashes": "2025-" * 100_000,
    "months": "January " * 12_000,
    "last": "last " * 30_000,
    "the end of": "the end of " * 10_000,
    "numerals": "twenty " * 12_000,
    "years": "two years and " * 12_000,
    "dates": "On Friday, 3 May 2021, 2021-05-04; May 5, 2021\nJune 2021, ".ljust(60) * 3_000,
    "commas": "1,2025," * 80_000,
    "newlines": "\n" * 1_000_000,
    "stops": ". " * 300_000,
    "credits": "On March 3 he left 2021.3.4 / Foto " * 3_000,
    "one word": "a" * 1_000_000,
    "surrogates": "\ud800" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear_on_hostile_text(name):
    """Four times the text may take no more than about four times as long: a quadratic step would take sixteen."""

    def cost(text: str) -> float:
        began = time.process_time()
        expressions = match(text, [Block(0, len(text), "paragraph")], "en")
        resolve(expressions, text, None, "en")
        return time.process_time() - began

    text = HOSTILE[name]
    cost(text[:1000])
    small, whole = cost(text[: len(text) // 4]), cost(text)
    assert whole < 10 * small + 0.3


def test_chunks_bound_the_memory_and_lose_nothing():
    text = "On 3 May 2021 it rained and on Friday it did not. " * 2000
    chunks = list(tokenise(text, 0, len(text), grammar("en")))
    assert len(chunks) > 5
    assert max(len(c.codes) for c in chunks) <= 2 * CHUNK
    assert len(found(text)) == 4000
