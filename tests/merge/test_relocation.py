from chronofile.merge.held import Held
from chronofile.merge.relocation import anchor_in, relocated
from chronofile.model import Anchor, Citation, Page, Span, cite
from tests.merge.story import page

OLD = page("The police freed two men.", "In Kelm the police freed a third man at night.", data="same bytes")


def cited(of: Page, words: str, at: int = 0) -> Citation:
    layer = of.article.layer
    start = layer.text.index(words, at)
    return cite(layer.id, layer.snapshot, layer.text, Span(start, start + len(words)))


def newer(*lines: str) -> Page:
    return page(*lines, scanner="plain-2", data="same bytes")


def test_words_on_a_held_layer_stay_where_they_are() -> None:
    citation = cited(OLD, "two men")
    assert relocated(citation, Held([OLD])) is citation


def test_words_are_found_again_by_their_surroundings() -> None:
    third = cited(OLD, "freed", 30)
    again = newer(
        "A new line that was not read before.",
        "The police freed two men.",
        "In Kelm the police freed a third man at night.",
    )
    found = relocated(third, Held([again]))
    assert found is not None
    assert found.text_layer == again.article.layer.id
    assert again.article.layer.text[found.start : found.end] == "freed"
    assert again.article.layer.text[found.end : found.end + 12] == " a third man"


def test_words_that_stand_twice_with_the_same_surroundings_are_not_guessed() -> None:
    again = newer(*["In Kelm the police freed a third man at night."] * 2)
    assert relocated(cited(OLD, "freed", 30), Held([again])) is None


def test_words_alone_without_their_surroundings_are_not_enough() -> None:
    assert relocated(cited(OLD, "freed", 30), Held([newer("They were freed by nobody else.")])) is None


def test_another_page_is_never_taken_for_it() -> None:
    other = page("The police freed two men.", "In Kelm the police freed a third man at night.", outlet="Other")
    assert relocated(cited(OLD, "freed", 30), Held([other])) is None


def test_an_anchor_takes_the_sentence_it_stands_in_now() -> None:
    again = newer("Earlier news.", "In Kelm the police freed a third man at night.")
    anchor = Anchor(citation=cited(OLD, "freed", 30), sentence=Span(26, 72), aspect="event")
    moved = anchor_in(anchor, Held([again]))
    assert moved is not None
    assert moved.sentence.of(again.article.layer.text) == "In Kelm the police freed a third man at night."
