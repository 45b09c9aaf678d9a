from __future__ import annotations

import pytest

from chronofile.model import Block, DateValue, TimeExpression
from chronofile.when import match, resolve


def expression(text: str) -> TimeExpression:
    return match(text, [Block(0, len(text), "paragraph")], "en")[-1]


def value(text: str, published: str) -> str:
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    return resolve(expressions, text, DateValue.from_edtf(published), "en")[-1].value


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The dividend will be paid on Friday.", "future"),
        ("The dividend is paid on Friday.", "present"),
        ("The dividend was paid on Friday.", "past"),
        ("The offer had been scheduled to end on Friday.", "past"),
        ("It will be held on an unspecified date in March.", "future"),
        ("He won the cup on Friday.", "past"),
        ("The deadline is Friday.", "future"),
        ("The vote is on Friday.", "future"),
        ("They planned a march on Friday and were driving there.", "future"),
        ("He won't come on Friday.", "future"),
        ("Friends plan to hold a vigil on Friday for the ship that was lost.", "future"),
        ("Both sides hope to sign on Friday.", "future"),
        ("The plan was rejected on Friday.", "past"),
    ],
)
def test_what_stands_before_a_participle_tells_its_tense(text, tense):
    assert expression(text).tense == tense


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The court announced in May 2024 that it would decide in June.", "2025-09-15", "2024-06"),
        ("She said on 3 March 2024 that she would resign in April.", "2025-09-15", "2024-04"),
        ("She said on 3 March that she would resign in April.", "2025-03-05", "2025-04"),
        ("The court announced in May 2024 what it knew. It will decide in June.", "2025-09-15", "2026-06"),
        ("She would resign in April.", "2025-03-05", "2025-04"),
        ("He told the house on 3 October 2024 that a vote would be held in December.", "2025-03-10", "2024-12"),
        ("The ministry announced in May 2024 that a court will decide in June.", "2025-03-10", "2024-06"),
        ("In May 2024 the ministry said that a court will decide in June.", "2025-03-10", "2024-06"),
        ("He promised in May 2024 to leave in June.", "2025-03-10", "2024-06"),
        ("It was announced in May 2024. A court would decide in June.", "2025-03-10", "2024-06"),
        ("He said on 3 May 2024 that he would leave on Monday.", "2025-03-10", "2024-05-06"),
        ("He said on 7 March 2025 that he would leave on Friday.", "2025-03-10", "2025-03-14"),
        ("The strike that began in May 2024 will end in June.", "2025-03-10", "2025-06"),
        ("He said the strike that began in May 2024 will end in June.", "2025-03-10", "2025-06"),
        ("He said in May that a court will decide in June.", "2025-06-02", "2025-06"),
    ],
)
def test_a_future_told_in_the_past_counts_from_the_telling(text, published, expected):
    assert value(text, published) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It expects to report a third-quarter loss.", "1999-Q3"),
        ("It expects to open the plant in the first quarter.", "2000-Q1"),
    ],
)
def test_a_quarter_just_over_is_meant_before_one_far_ahead(text, expected):
    assert value(text, "1999-11-02") == expected
