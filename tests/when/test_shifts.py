from __future__ import annotations

import pytest

from chronofile.model import Block, DateValue
from chronofile.when import match, resolve


def values(text: str, published: str = "2025-01-15") -> list[tuple[str, str]]:
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    return [(t.text, t.value) for t in resolve(expressions, text, DateValue.from_edtf(published), "en")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met two weeks and two days ago.", "2024-12-30"),
        ("They met a year and three months ago.", "2023-10"),
        ("They met ten years ago today.", "2015-01-15"),
        ("They met ten years ago this month.", "2015-01"),
        ("They met half a century ago.", "1975"),
        ("They met a quarter of a century ago.", "2000"),
    ],
)
def test_counted_from_publication(text, value):
    assert values(text)[-1][1] == value


def test_counted_from_the_date_last_told():
    told = values("He was shot on January 3, 2025. The night before, he had fled; two days later he died.")
    assert told[1:] == [("The night before", "2025-01-02TNI"), ("two days later", "2025-01-04")]


def test_the_eve_of_a_day_is_the_day_before_and_that_of_an_event_is_open():
    assert values("They met on the eve of the May 3, 2024 vote.")[0][1] == "2024-05-02"
    assert values("They met on the eve of the vote.") == []
