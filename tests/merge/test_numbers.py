import pytest

from chronofile.merge.numbers import Amount, amount, contradict, single
from chronofile.model import Quantity


def read(text: str, value: float, unit: str) -> Amount:
    at = text.index(str(int(value)))
    return amount(Quantity(value, unit, at, len(text)), text, "en")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("They held 40 sailors", 40, 40),
        ("They held about 40 sailors", 36, 44),
        ("They held at least 40 sailors", 40, float("inf")),
        ("They held more than\n40 sailors", 40, float("inf")),
        ("They held up to 40 sailors", float("-inf"), 40),
    ],
)
def test_the_words_before_a_number_make_it_a_range(text: str, low: float, high: float) -> None:
    made = read(text, 40, "sailor")
    assert (made.low, made.high) == (low, high)


def test_a_word_that_only_ends_like_one_is_none() -> None:
    assert read("They came over hangover 40 sailors", 40, "sailor").way == ""


def test_numbers_contradict_only_when_no_number_fits_both() -> None:
    forty, fifty = read("40 sailors", 40, "sailor"), read("50 sailors", 50, "sailor")
    assert contradict(forty, fifty)
    assert not contradict(read("at least 40 sailors", 40, "sailor"), fifty)
    assert not contradict(read("about 40 sailors", 40, "sailor"), read("42 sailors", 42, "sailor"))
    assert not contradict(forty, read("50 boats", 50, "boat"))


def test_the_last_word_is_what_is_counted() -> None:
    assert contradict(read("2 soldiers", 2, "soldier"), read("3 North Korean soldiers", 3, "North Korean soldier"))


def test_a_unit_counted_twice_in_one_sentence_is_left_out() -> None:
    two, three, boats = read("2 men", 2, "man"), read("3 men", 3, "man"), read("5 boats", 5, "boat")
    assert single([two, three, boats]) == {"boat": boats}
    assert single([two, two]) == {"man": two}
    assert read("about 300 dead people", 300, "dead people").shown == "about 300 dead people"
