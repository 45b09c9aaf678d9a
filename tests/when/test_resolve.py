from __future__ import annotations

import threading

import pytest

from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve


def times(text: str, published: str | None, role: str = "paragraph") -> tuple[Time, ...]:
    expressions = match(text, [Block(0, len(text), role)], "en")
    return resolve(expressions, text, DateValue.from_edtf(published) if published else None, "en")


def last(text: str, published: str | None) -> Time:
    return times(text, published)[-1]


@pytest.mark.parametrize(
    ("text", "published", "first", "end"),
    [
        ("He was held on Wednesday.", "[2021-12-22..2021-12-29]", "2021-12-22", "2021-12-29"),
        ("They meet this week.", "[2021-12-22..2021-12-29]", "2021-12-20", "2022-01-02"),
        ("He was held in January of this year.", "[2021-12-22..2021-12-29]", "2021-01-01", "2021-01-31"),
        ("On December 22 he was held.", "[2021-12-22..2021-12-29]", "2021-12-22", "2021-12-22"),
        ("They met yesterday.", "[2021-12-22..2021-12-29]", "2021-12-21", "2021-12-28"),
        ("They met last year.", "[2021-12-22..2022-01-03]", "2020-01-01", "2021-12-31"),
        ("He left on 3 May 2020.", "[2021-12-22..2021-12-29]", "2020-05-03", "2020-05-03"),
    ],
)
def test_an_interval_of_publication_gives_intervals(text, published, first, end):
    date = last(text, published).date
    assert date is not None
    assert (date.earliest, date.latest) == (first, end)


def test_both_days_of_a_week_day_are_kept_as_alternatives():
    date = last("He was held on Wednesday.", "[2021-12-22..2021-12-29]").date
    assert date is not None
    assert [a.edtf for a in date.alternatives] == ["2021-12-22", "2021-12-29"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On December 24 he was held.", "XXXX-12-24"),
        ("He was held on Wednesday.", "XXXX-WXX-3"),
        ("In March he was held.", "XXXX-03"),
        ("He was held yesterday.", "XXXX-XX-XX"),
        ("He was held last week.", "XXXX-WXX"),
        ("He was held on February 29.", "XXXX-02-29"),
    ],
)
def test_without_publication_what_the_page_does_not_settle_stays_open(text, value):
    found = last(text, None)
    assert (found.value, found.date) == (value, None)
    assert "not known" in found.reason


def test_without_publication_a_full_date_and_what_hangs_on_it_are_settled():
    found = times("He was held on 3 January 2021. Two days later he was free.", None)
    assert [t.value for t in found] == ["2021-01-03", "2021-01-05"]
    assert found[1].date is not None
    assert found[1].date.anchor == f"time:{found[0].start}"


def test_a_half_open_publication_leaves_one_end_open():
    date = last("They met yesterday.", "[..2021-12-29]").date
    assert date is None or date.latest == "2021-12-28"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was held on Friday.", "2025-01-10"),
        ("He will speak on Friday.", "2025-01-17"),
        ("He was held in November.", "2024-11"),
        ("He will speak in November.", "2025-11"),
        ("He was held on 20 January.", "2024-01-20"),
        ("He will speak on 20 January.", "2025-01-20"),
        ("He left two months ago.", "2024-11"),
        ("He left on 29 February.", "2024-02-29"),
        ("He left at midnight Friday.", "2025-01-10T24:00"),
        ("He left at 12 p.m. on Friday.", "2025-01-10T12:00"),
        ("He left at 12 a.m. on Friday.", "2025-01-10T00:00"),
    ],
)
def test_direction_comes_from_the_tense(text, value):
    assert last(text, "2025-01-15").value == value


def test_the_caption_takes_its_year_from_the_credit_and_says_so():
    text = "Mayor Ada Lund meets nurses on February 25 (by her office) 2021.3.4 / Pressefoto"
    caption = times(text, "2022-12-29", "caption")[0]
    assert caption.value == "2021-02-25"
    assert "credit" in caption.reason
    assert caption.date is not None
    assert caption.date.anchor == f"time:{text.index('2021.3.4')}"


def test_a_corrected_publication_moves_what_hangs_on_it_without_matching_again():
    text = "He was held on Friday and freed on 3 May 2020."
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    before = resolve(expressions, text, DateValue.from_edtf("2025-01-15"), "en")
    after = resolve(expressions, text, DateValue.from_edtf("2025-02-19"), "en")
    assert [t.value for t in before] == ["2025-01-10", "2020-05-03"]
    assert [t.value for t in after] == ["2025-02-14", "2020-05-03"]


@pytest.mark.parametrize(
    ("text", "first", "end", "qualifier"),
    [
        ("He has lived here since 2019.", "2019-01-01", None, "after"),
        ("They want it by Friday.", None, "2025-01-17", "before"),
        ("They stayed until March 2021.", None, "2021-03-31", "before"),
        ("It was before 2018.", None, "2017-12-31", "before"),
        ("It was after 2016.", "2017-01-01", None, "after"),
        ("It was after Friday's vote.", "2025-01-10", "2025-01-10", "exact"),
    ],
)
def test_prepositions_set_the_ends(text, first, end, qualifier):
    date = last(text, "2025-01-15").date
    assert date is not None
    assert (date.earliest, date.latest, date.qualifier) == (first, end, qualifier)


def test_a_state_that_lasts_until_now_has_its_extent():
    date = last("The process has stalled for a year.", "2025-12-29").date
    assert date is not None
    assert (date.extent, date.earliest, date.latest, date.qualifier) == (
        "throughout",
        "2024-12-29",
        "2025-12-29",
        "approximate",
    )


def test_the_reason_is_in_words():
    assert last("Police held him on Wednesday.", "2025-12-31").reason == (
        "'Wednesday': the last Wednesday not after publication (31 December 2025); the verb nearby is in the past tense"
    )


def test_history_runs_on_its_own_dates():
    text = (
        "The war began in May 1911. In June the city fell. On 3 September 1911 a truce was signed. In January 1912 it broke. "
        "In March the army left. Peace came in 1913."
    )
    assert [t.value for t in times(text, "2009-12-19")] == [
        "1911-05", "1911-06", "1911-09-03", "1912-01", "1912-03", "1913",
    ]  # fmt: skip


def test_ambiguous_order_keeps_the_other_reading():
    date = last("Filed 05/06/2025 here.", "2025-07-01").date
    assert date is not None
    assert (date.edtf, [a.edtf for a in date.alternatives]) == ("2025-05-06", ["2025-06-05"])
    assert last("Filed 24/12/2024 here.", "2025-07-01").value == "2024-12-24"


def test_the_order_of_day_and_month_follows_the_region_and_the_other_dates():
    text = "Filed 05/06/2025 here."
    expressions = match(text, [Block(0, len(text), "paragraph")], "en-GB")
    assert resolve(expressions, text, None, "en-GB")[0].value == "2025-06-05"
    both = times("Filed 05/06/2025 here, answered 24/12/2024 there.", None)
    assert [t.value for t in both] == ["2025-06-05", "2024-12-24"]
    assert both[0].date is not None
    assert both[0].date.alternatives == ()


def test_vague_words_have_no_date():
    assert all(
        t.date is None
        for t in times("He recently left and is now here; soon, years ago, several months.", "2025-01-15")
    )


def test_same_page_alone_in_any_order_and_in_threads_gives_the_same():
    text = "On Friday he left. Two days later, in March 2021, he came back at 5 p.m. He will leave next week."
    alone = times(text, "2025-01-15")
    times("In 1812 the war began. In 1813 it ended. In 1814 it began again.", "2009-01-01")
    out: list[tuple[Time, ...]] = []
    threads = [threading.Thread(target=lambda: out.append(times(text, "2025-01-15"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert out == [alone] * 8


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("When was the following Easter?", "2019-06-12", "2020-04-12"),
        ("Dinner for all the weekend.", "2016-11-11", "2016-W45-WE"),
        ("They quarrelled over the weekend.", "2016-11-11", "2016-W44-WE"),
        ("The panel meets Sunday 31.", "2019-01-25", "2019-03-31"),
        ("Sales for the following 2 quarters are not known.", "2019-07-04", "P6M"),
    ],
)
def test_what_lies_beside_publication_when_nothing_is_told_before(text, published, value):
    assert last(text, published).value == value
