import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import Alternative, DateValue
from chronofile.show import dates

IN_WORDS = {
    "2025-12-24": "24 December 2025",
    "2025-01": "January 2025 · some day in the month",
    "2025": "2025 · some day in the year",
    "202X": "The 2020s · some day in the decade",
    "20XX": "2000 to 2099 · some day in the century",
    "2025-21": "Spring 2025 · some day in the season",
    "2024-24": "Winter 2024–25 · some day in the season",
    "2025-33": "First quarter of 2025 · some day in the quarter",
    "[2025-12-24..2025-12-31]": "Between 24 and 31 December 2025",
    "[2025-12-22..2026-01-04]": "Between 22 Dec 2025 and 4 Jan 2026",
    "[2025-01..2025-03]": "Between Jan and Mar 2025",
    "2025-01/2025-12~": "About Jan to Dec 2025 · throughout",
    "2025-03-03/2025-03-09": "3 to 9 March 2025 · throughout",
    "2019/..": "From 2019 · throughout; no end given",
    "../2025-05": "Until the end of May 2025 · throughout; no start given",
    "[..2025-12-31]": "On or before 31 December 2025 · left open",
    "[2025-03-03..]": "On or after 3 March 2025 · left open",
    "2025-05?": "About May 2025 · some day in the month; uncertain",
    "2025-12-24T14:30+09:00": "24 December 2025, 14:30 UTC+09:00",
    "2025-12-24T14:30Z": "24 December 2025, 14:30 UTC",
}


@pytest.mark.parametrize(("edtf", "told"), IN_WORDS.items())
def test_dates_are_told_as_exactly_as_they_are_known(edtf: str, told: str) -> None:
    assert dates.when(DateValue.from_edtf(edtf)).line == told


def test_no_date_is_no_error() -> None:
    assert dates.when(None).line == "Undated · the page does not say when"
    assert dates.when(DateValue.from_edtf("../..")).value == "Undated"
    assert dates.phrase(None) == "the page does not say when"


def test_a_month_that_lasted_is_not_some_day_in_it() -> None:
    assert dates.when(DateValue.from_edtf("2025-01", extent="throughout")).line == "January 2025 · throughout"


@pytest.mark.parametrize(
    ("fields", "basis"),
    [
        ({"basis": "explicit"}, "the page says the day"),
        ({"basis": "relative", "anchor": "published"}, "counted from publication"),
        ({"basis": "relative", "anchor": "time:12"}, "counted from another date on the page"),
        ({"basis": "inferred"}, "worked out from the text"),
        ({"basis": "reviewer"}, "decided by a person"),
    ],
)
def test_how_a_date_is_known_is_said(fields: dict, basis: str) -> None:
    assert dates.when(DateValue.from_edtf("2025-12-24", **fields)).basis == basis


def test_a_date_inside_a_sentence_keeps_the_capitals_of_months_only() -> None:
    assert dates.phrase(DateValue.from_edtf("[2025-12-24..2025-12-31]")) == "between 24 and 31 December 2025"
    assert dates.phrase(DateValue.from_edtf("2025-05~")) == "about May 2025"
    assert dates.phrase(DateValue.from_edtf("2025-05")) == "May 2025"


def test_reasons_say_words_then_counting_then_what_was_not_used() -> None:
    value = DateValue.from_edtf(
        "2025-12-24",
        basis="relative",
        anchor="published",
        verbatim="on  Wednesday",
        reason="the last Wednesday not after 2025-12-26",
        alternatives=(Alternative("2026-01-30", "it stands above teasers", "Friday, January 30, 2026"),),
    )
    assert dates.reasons(value) == (
        "The page says “on Wednesday”.",
        "Counted from publication.",
        "The last Wednesday not after 26 December 2025.",
        "“Friday, January 30, 2026” was not used: it stands above teasers.",
    )


def test_figures_in_our_own_sentences_become_words() -> None:
    told = dates.without_iso(
        "2025-12-24, in [2025-12-24..2025-12-31] or 2025-01/2025-03; not x2025-12-24 nor 2025-99-01"
    )
    assert told == (
        "24 December 2025, in between 24 and 31 December 2025 or Jan to Mar 2025; not x2025-12-24 nor 2025-99-01"
    )


def test_collected_keeps_the_zone() -> None:
    assert dates.collected("2026-11-25T14:12:00+09:00") == "25 November 2026, 14:12 UTC+09:00"
    assert dates.collected("2026-11-25T14:12:00Z") == "25 November 2026, 14:12 UTC"
    assert dates.collected("2026-11-25") == "25 November 2026"
    assert dates.collected(None) == ""


days = st.dates(min_value=dt.date(1000, 1, 1))
written = st.one_of(days.map(str), days.map(lambda d: str(d)[:7]), days.map(lambda d: str(d)[:4]))


@st.composite
def edtf(draw: st.DrawFn) -> str:
    first, last = sorted((draw(days), draw(days)))
    cut = draw(st.sampled_from((4, 7, 10)))
    left = draw(st.sampled_from((str(first)[:cut], "")))
    right = draw(st.sampled_from((str(last)[:cut], "")))
    return draw(st.sampled_from((str(first)[:cut], f"[{left}..{right}]", f"{left or '..'}/{right or '..'}"))) + draw(
        st.sampled_from(("", "~"))
    )


@given(edtf())
def test_never_figures_alone_and_always_the_year(text: str) -> None:
    try:
        value = DateValue.from_edtf(text)
    except ValueError:
        return
    told = dates.when(value)
    assert not re.search(r"\d-\d", told.line)
    for bound in (value.earliest, value.latest):
        if bound and value.earliest and value.latest:
            assert bound[:4] in told.value
    assert dates.phrase(value)[1:] == told.value[1:]
