"""What becomes of a quotation: exact, with differences, elsewhere, not found; and what must never hide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.check.words import words
from tests.check.pages import HERALD, KOREAN, checked, concerns, page, quotation


@pytest.mark.parametrize(
    "draft",
    [
        "Lund said “nobody told us what we were accused of”.",
        'Lund said "nobody told us what we were accused of".',
        "Lund said «nobody told us what we were accused of».",
        "Lund said „nobody told us what we were accused of“.",
        "Lund said 「nobody told us what we were accused of」.",
        "Lund said 'nobody told us what we were accused of'.",
        "Lund said “Nobody  told us — what we were accused of …”.",
        "Lund said “[n]obody told us what we were accused of”.",
        "Lund said “nobody told us what we [sic] were accused of”.",
        "Lund said “no\u00adbody told us what we were accused\u00a0of”.",
    ],
)
def test_the_same_words_are_exact_however_they_are_set(draft: str) -> None:
    found = quotation(draft)
    assert found.mark == "exact"
    assert found.place is not None
    assert found.place.exact == "nobody told us what we were accused of"
    assert HERALD[found.place.spans[0].start : found.place.spans[0].end] == found.place.exact
    assert found.place.is_quoted


def test_hyphens_and_accents_are_no_difference() -> None:
    assert quotation("“Cooperation between the two ports is resuming”, Emile Brandt said.").mark == "exact"


def test_every_difference_is_shown() -> None:
    found = quotation("“nobody told me what we were ever accused”, she said.")
    assert found.mark == "differs"
    assert [(d.change, d.draft_words, d.page_words) for d in found.differences] == [
        ("changed", "me", "us"),
        ("added", "ever", ""),
    ]


def test_a_dropped_word_that_denies_is_a_finding_of_its_own() -> None:
    found = quotation("Calder said: “I do accept that the catch was illegal.”")
    assert found.mark == "differs"
    assert "negation dropped" in concerns(found)
    assert [(d.change, d.page_words) for d in found.differences] == [("dropped", "not")]


def test_an_added_one_too() -> None:
    assert "negation added" in concerns(quotation("“The ministry has not promised an answer”, Calder said."))


def test_not_only_denies_nothing() -> None:
    own = page("a", "Head\n\nThe council wants not only the boat but also the nets and the papers back.")
    found = quotation("The council wants “the boat but also the nets and the papers back”.", (own,))
    assert found.mark == "exact"


@pytest.mark.parametrize(
    "draft",
    [
        "“I do … accept that the catch was illegal,” Calder said.",
        "“I do [...] accept that the catch was illegal,” Calder said.",
        "“I … accept that the catch was illegal,” Calder said.",
        "“The ministry has promised an answer, although it has … named a day”, Calder said.",
        "Calder said: “… accept that the catch was illegal”.",
        "“The ministry has promised an answer, although it has …”, Calder said.",
    ],
)
def test_an_ellipsis_never_hides_a_word_that_denies(draft: str) -> None:
    found = quotation(draft)
    assert found.mark == "differs"
    assert "negation under the ellipsis" in concerns(found)


@pytest.mark.parametrize(
    ("draft", "language", "said"),
    [
        (
            "“The harbour master … to open the gate at night.”",
            "en",
            "The harbour master has refused to open the gate at night.",
        ),
        ("“The men … to return to the north.”", "en", "The men stated their refusal to return to the north."),
        (
            "“Der Hafenmeister hat sich … das Tor zu öffnen.”",
            "de",
            "Der Hafenmeister hat sich geweigert, das Tor zu öffnen.",
        ),
        ("“Le ministre … avoir vu les plongeurs à bord.”", "fr", "Le ministre a nié avoir vu les plongeurs à bord."),
    ],
)
def test_nor_a_verb_or_noun_that_denies(draft: str, language: str, said: str) -> None:
    found = quotation(draft, (page("a", f"Head\n\n{said}", language=language),), language=language)
    assert "negation under the ellipsis" in concerns(found)


def test_an_ellipsis_is_opened_and_shown() -> None:
    found = quotation("“The ministry has promised … and we shall wait for it,” Calder said.")
    (gap,) = [d for d in found.differences if d.change == "left out"]
    assert gap.page_words == "an answer, although it has not yet named a day"
    assert gap.draft_words == "…"


def test_an_ellipsis_over_whole_sentences_that_deny_nothing_around_it_is_exact() -> None:
    own = page("a", "Head\n\nThe boat left at noon. It was not raining. It came back at six in the evening.")
    assert quotation("“The boat left at noon. … It came back at six in the evening.”", (own,)).mark == "exact"


def test_a_word_that_denies_just_before_the_words_is_told() -> None:
    found = quotation("Calder said that she did “accept that the catch was illegal”.")
    assert "negation before the words" in concerns(found)
    honest = quotation("Calder said that she did not “accept that the catch was illegal”.")
    assert "negation before the words" not in concerns(honest)
    assert honest.mark == "exact"


def test_and_just_after_them() -> None:
    own = page("a", "Head\n\nThe minister said that the two divers would not be charged.")
    assert "negation after the words" in concerns(quotation("He said that “the two divers would” be charged.", (own,)))


def test_brackets_are_the_writers_own_and_said() -> None:
    found = quotation("“nobody told [the divers] what we were accused of”, she said.")
    assert found.mark == "exact"
    assert [(d.change, d.draft_words, d.page_words) for d in found.differences] == [("bracketed", "[the divers]", "us")]
    assert "negation dropped" in concerns(quotation("“I do [indeed] accept that the catch was illegal”, she said."))


def test_an_invented_quotation_is_not_found() -> None:
    found = quotation("Lund said: “The officers hit us with their batons until morning.”")
    assert (found.mark, found.place) == ("not found", None)


def test_common_words_alone_find_nothing() -> None:
    assert quotation("He wrote “and it was in the end all that they had said of the day”.").mark == "not found"


def test_words_on_several_pages_name_the_others() -> None:
    found = quotation("“released both divers on May 15 after their lawyer, Ruth Calder, had protested”")
    assert found.place is not None
    assert {found.place.page, *found.also_on} == {"herald", "post"}


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        ("(Norder Post, 18 May 2024)", "elsewhere"),
        ("(The Quay Herald)", "exact"),
        ("(https://www.quay.example/divers/)", "exact"),
        ("(“Two divers freed after a night in custody”)", "exact"),
        ("(see below)", "exact"),
    ],
)
def test_the_page_cited_is_held_against_the_page_found(source: str, mark: str) -> None:
    found = next(i for i in checked(f"She said “nobody told us what we were accused of” {source}."))
    assert found.mark == mark


def test_a_note_is_a_citation() -> None:
    text = "She said “nobody told us what we were accused of”.[1]\n\n[1] Norder Post, 18 May 2024."
    assert quotation(text).mark == "elsewhere"
    assert quotation(text.replace("Norder Post, 18", "Quay Herald, 16")).mark == "exact"


def test_a_quotation_of_words_from_two_pages_is_said() -> None:
    found = quotation("“nobody told us what we were accused of … a regrettable mistake by two young officers”")
    assert found.mark == "differs"
    assert "from several pages" in concerns(found)


def test_words_of_a_teaser_are_no_words_of_the_article() -> None:
    assert "left-out part" in concerns(quotation("“a storm is coming to the northern coast”"))


def test_another_order_is_no_quotation() -> None:
    found = quotation("“we shall wait for it … The ministry has promised an answer”, Calder said.")
    assert "in another order" in concerns(found)


def test_quotations_over_paragraphs() -> None:
    text = (
        "“The police released both divers on May 15 after their lawyer had protested at the station.\n\n"
        "“I do not accept that the catch was illegal.”"
    )
    found = quotation(text)
    assert len(found.spans) == 2
    assert found.mark == "differs"
    assert any(d.change == "dropped" and d.page_words == "Ruth Calder" for d in found.differences)


@pytest.mark.parametrize(
    ("draft", "mark"),
    [
        ("변호사는 “어획이 불법이었다고 인정하지 않는다”고 했다.", "exact"),
        ("변호사는 「우리는 어획이 불법이었다」고 했다.", "exact"),
        ("변호사는 “우리는 어획이 불법이었다고 인정한다”고 했다.", "differs"),
        ("변호사는 “배를 돌려 달라고 요구했지만 아무 답도 듣지 못했다”고 했다.", "not found"),
    ],
)
def test_korean(draft: str, mark: str) -> None:
    assert quotation(draft, language="ko").mark == mark


def test_a_denial_dropped_in_korean_is_shown_in_whole_words() -> None:
    found = quotation("“우리는 어획이 불법이었다고 인정한다”고 했다.", language="ko")
    assert any("않는다" in d.page_words for d in found.differences)
    assert "negation dropped" in concerns(found)


SPAN = st.integers(min_value=0, max_value=10_000)


def run_of(text: str, at: int, length: int) -> str | None:
    """`length` words of one of the paragraphs, cut out as they stand."""
    paragraphs = [p for p in text.split("\n\n")[1:] if len(words(p)) >= length]
    paragraph = paragraphs[at % len(paragraphs)]
    own = words(paragraph)
    first = at % (len(own) - length + 1)
    return own.span(first, first + length).of(paragraph)


@given(SPAN, st.integers(min_value=3, max_value=14), st.sampled_from([HERALD, KOREAN]))
def test_any_words_of_a_page_are_found_exactly(at: int, length: int, text: str) -> None:
    cut = run_of(text, at, length)
    found = quotation(f"〈{cut}〉", language="ko" if text is KOREAN else "en")
    assert found.place is not None
    assert all(d.change == "left out" for d in found.differences)
    assert concerns(found) <= {"negation before the words", "negation after the words", "told, not quoted"}


@given(SPAN, st.integers(min_value=6, max_value=14), SPAN)
def test_any_changed_word_is_found_with_that_difference(at: int, length: int, which: int) -> None:
    cut = run_of(HERALD, at, length) or ""
    own = words(cut)
    number = which % len(own)
    changed = cut[: own.starts[number]] + "Zebrafish" + cut[own.ends[number] :]
    found = quotation(f"〈{changed}〉")
    assert found.mark == "differs"
    assert [(d.change, d.draft_words) for d in found.differences if d.change != "left out"] == [
        ("changed", "Zebrafish")
    ]
    assert found.differences[0].page_words == own.span(number, number + 1).of(cut)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_no_draft_is_an_error(text: str) -> None:
    checked(text)
    checked(f"“{text}” and «{text}")
