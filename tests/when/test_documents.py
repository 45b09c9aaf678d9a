"""Documents: the same page gives the same answer alone, among others, in any order and in threads."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve

PAGES = (
    ("The court said on Monday that it would rule in June. A year earlier, it had not.", "2024-03-06", "en"),
    ("In 480 BC the fleet sailed. In September it was lost. In 479 BC and 478 BC peace came.", None, "en"),
    ("Profit fell in the third quarter from a year ago. For the nine months it rose.", "1999-11-02", "en"),
    ("On 24/12/2024 he left; on 05/06/2025 he came back. Two days later he left again.", "2025-07-01", "en-GB"),
    ("Er kam am 3. Mai 2021. Am Freitag ging er wieder.", "2021-05-10", "de"),
    ("It lasted from March to May. That spring was cold.", "[2021-05-01..2021-06-30]", "en"),
)


def answer(page: tuple[str, str | None, str]) -> bytes:
    text, published, language = page
    expressions = match(text, [Block(0, len(text), "paragraph")], language)
    return msgspec.json.encode(
        resolve(expressions, text, DateValue.from_edtf(published) if published else None, language)
    )


@given(st.permutations(range(len(PAGES))))
@settings(max_examples=30, deadline=None)
def test_the_order_of_pages_does_not_matter(order):
    alone = [answer(page) for page in PAGES]
    assert [answer(PAGES[i]) for i in order] == [alone[i] for i in order]


def test_threads_do_not_matter():
    alone = [answer(page) for page in PAGES]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(answer, PAGES * 20)) == alone * 20


DAYS = st.dates(dt.date(1900, 1, 10), dt.date(2100, 12, 20))
SENTENCES = (
    "He was held on Wednesday.",
    "He will speak on Wednesday.",
    "He was held yesterday.",
    "They met last week.",
    "He left two days ago.",
    "He left over the weekend.",
    "He left three weeks ago.",
    "He leaves next Friday.",
)


def dated(text: str, day: dt.date) -> Time:
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    return resolve(expressions, text, DateValue.from_edtf(day.isoformat()), "en")[-1]


@given(DAYS, st.sampled_from(SENTENCES))
@settings(max_examples=100, deadline=None)
def test_a_week_later_everything_counted_in_weeks_is_a_week_later(day, text):
    one, two = dated(text, day).date, dated(text, day + dt.timedelta(days=7)).date
    assert one is not None
    assert two is not None
    assert one.first_day is not None
    assert one.last_day is not None
    assert two.first_day == one.first_day + dt.timedelta(days=7)
    assert two.last_day == one.last_day + dt.timedelta(days=7)


@given(DAYS, DAYS, st.sampled_from(SENTENCES))
@settings(max_examples=100, deadline=None)
def test_a_later_publication_never_gives_an_earlier_date(a, b, text):
    early, late = dated(text, min(a, b)).date, dated(text, max(a, b)).date
    assert early is not None
    assert late is not None
    assert early.first_day is not None
    assert late.first_day is not None
    assert early.first_day <= late.first_day


@given(DAYS, st.sampled_from([*SENTENCES, "He left in June.", "It is due in winter.", "He left on 29 February."]))
@settings(max_examples=150, deadline=None)
def test_the_interval_holds_the_value_and_runs_forward(day, text):
    found = dated(text, day)
    if found.date is None or found.date.first_day is None or found.date.last_day is None:
        return
    assert found.date.first_day <= found.date.last_day
    if len(found.value) == 10 and found.value.replace("-", "").isdecimal():
        assert found.date.earliest is not None
        assert found.date.latest is not None
        assert found.date.earliest <= found.value <= found.date.latest
    assert DateValue.from_edtf(found.date.edtf).earliest == found.date.earliest


@pytest.mark.parametrize("published", ["2999-12-31", "0001-01-01", "9999-12-31", "1582-10-10"])
def test_odd_days_of_publication_are_no_trouble(published):
    text = " ".join(SENTENCES) + " He left last year, in June, a century ago, a decade ago, in the winter, next month."
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    assert len(resolve(expressions, text, DateValue.from_edtf(published), "en")) == len(expressions)
