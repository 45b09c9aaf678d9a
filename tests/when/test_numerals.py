from __future__ import annotations

import pytest

from chronofile.when.grammar import grammar
from chronofile.when.numerals import value_of


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty four", (24, "cardinal")),
        ("twenty - four", (24, "cardinal")),
        ("twenty and four", (24, "cardinal")),
        ("two hundred and ten", (210, "cardinal")),
        ("two thousand and ten", (2010, "cardinal")),
        ("nineteen ninety - seven", (1997, "year")),
        ("nineteen fifteen", (1915, "year")),
        ("twenty twenty four", (2024, "year")),
        ("twenty - first", (21, "ordinal")),
        ("four and five", None),
        ("first two", None),
        ("three one", None),
    ],
)
def test_numbers_in_words(words, value):
    assert value_of(words.split(), grammar("en").numerals) == value
