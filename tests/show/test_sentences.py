from hypothesis import given
from hypothesis import strategies as st

from chronofile.show import sentences


def test_lists_and_plurals() -> None:
    assert sentences.listed([]) == ""
    assert sentences.listed(["a", "b"]) == "a and b"
    assert sentences.plural(1, "copy", "copies") == "1 copy"
    assert sentences.plural(0, "page") == "0 pages"


def test_a_sentence_ends_once() -> None:
    assert sentences.sentence("it is so") == "It is so."
    assert sentences.sentence("The page says “so.”") == "The page says “so.”."
    assert sentences.sentence("Done.") == "Done."


@given(st.text(max_size=300), st.integers(min_value=2, max_value=80))
def test_shortened_is_never_longer_and_says_that_it_cut(text: str, length: int) -> None:
    short = sentences.shortened(text, length)
    assert len(short) <= length
    whole = " ".join(text.split())
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))
