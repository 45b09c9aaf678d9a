from hypothesis import given
from hypothesis import strategies as st

from chronofile.find.lexicon import grammar
from chronofile.find.tokens import Sentence, tokenise
from chronofile.model import Span


def read(text: str) -> Sentence:
    words = grammar("en")
    assert words is not None
    return tokenise(text, Span(0, len(text)), "paragraph", 0, words)


def tag(text: str, word: str) -> str:
    s = read(text)
    return s.tags[s.words.index(word)]


def test_words_are_cut_where_they_should_be() -> None:
    assert read("Rep. O'Brien didn't pay $1,200.50 to the U.S. board's well-known clerk.").words == [
        "Rep.", "O'Brien", "did", "n't", "pay", "$1,200.50", "to", "the", "U.S.", "board", "'s", "well-known", "clerk", ".",
    ]  # fmt: skip


def test_an_escaped_possessive_is_one() -> None:
    assert read(r"in Russia\'s north").words == ["in", "Russia", r"\'s", "north"]


def test_noun_or_verb_is_settled_by_the_neighbours() -> None:
    assert tag("The attack failed.", "attack") == "N"
    assert tag("They attack the village.", "attack") == "V"
    assert tag("He plans to visit Oslo.", "visit") == "V"
    assert tag("A visit to Oslo ended.", "visit") == "N"
    assert tag("Experts argue that it failed.", "argue") == "V"
    assert tag("The lawyer plans to meet them.", "plans") == "V"


def test_that_introduces_relates_or_points() -> None:
    assert tag("She said that the ship sank.", "that") == "S"
    assert tag("The ship that sank was old.", "that") == "W"
    assert tag("That ship sank.", "That") == "D"


@given(st.text(max_size=300))
def test_every_token_is_the_text_at_its_offsets(text: str) -> None:
    s = read(text)
    assert [text[a:b] for a, b in zip(s.starts, s.ends, strict=True)] == s.words
    assert len(s.tags) == len(s.words) == len(s.forms)
    assert s.starts == sorted(s.starts)


def test_a_verb_behind_that_or_have_is_a_verb() -> None:
    assert tag("The letter that shows the date is lost.", "shows") == "V"
    assert tag("He has become mayor.", "become") == "V"
    assert tag("The union had strongly opposed it.", "opposed") == "V"
