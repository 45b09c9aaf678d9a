"""Histories: the running date, looks back, asides and years before the common era. All texts are invented."""

from __future__ import annotations

import pytest

from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve

OPENING = "The war began in 1912. It spread in 1913 and 1914. "


def times(text: str, published: str | None = "2020-05-05") -> tuple[Time, ...]:
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    return resolve(expressions, text, DateValue.from_edtf(published) if published else None, "en")


def value(text: str, published: str | None = "2020-05-05") -> str:
    return times(OPENING + text, published)[-1].value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 May 1914 the fort fell. On 7 June it was retaken.", "1914-06-07"),
        ("On 3 December 1914 the fort fell. On 7 January it was retaken.", "1915-01-07"),
        ("On December 7 (December 8 in the east), 1914, it fell. In January it was retaken.", "1915-01"),
        ("On 3 May 1914 it fell, harder than the previous year. In June it was retaken.", "1914-06"),
        ("On 3 May 1914 it fell under the rules of 1789. In June it was retaken.", "1914-06"),
        ("On 3 May 1914 it fell, as it had in 1911. In June it was retaken.", "1914-06"),
        ("In 1915 peace came. In June all left.", "1915-06"),
    ],
)
def test_a_date_without_a_year_follows_the_story(text, expected):
    assert value(text) == expected


def test_news_that_looks_back_is_no_history():
    text = "He was jailed in 2009. The court said on Monday that he had left. It will rule on Friday, after a year."
    assert [t.value for t in times(text, "2020-05-05")][1:3] == ["2020-05-04", "2020-05-08"]


def test_soon_in_a_story_is_no_time_to_come():
    assert times(OPENING + "The fort was soon lost.")[-1].value == "1914"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 480 BC the fleet sailed. In September it was lost.", "BC0480-09"),
        ("In 480 BC the fleet sailed. The following year it was lost.", "BC0479"),
        ("In 480 BC the fleet sailed. Two years later it was lost.", "BC0478"),
        ("In 480 BC the fleet sailed. Ten years earlier it was built.", "BC0490"),
        ("In 480 BC the fleet sailed. In the winter it was lost.", "BC0480-WI"),
        ("In 480 BC it sailed. The ruins were found in 1911. In May all was sold.", "1911-05"),
    ],
)
def test_years_before_the_common_era_count_down_and_have_no_day(text, expected):
    found = times("In 499 BC it began. In 490 BC it went on. " + text)[-1]
    assert found.value == expected
    assert found.date is None or not expected.startswith("BC")
