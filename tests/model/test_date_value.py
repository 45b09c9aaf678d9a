from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chronofile.model import DateValue, compare, sort_key
from chronofile.model.date_value import bounds

DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))
YEARS = st.integers(1000, 2999)
ATOMS = st.one_of(
    DAYS.map(dt.date.isoformat),
    YEARS.map(str),
    st.builds(lambda y, m: f"{y}-{m:02d}", YEARS, st.integers(1, 12)),
    st.builds(lambda y, n: f"{y}-{n}", YEARS, st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36])),
    st.integers(100, 299).map(lambda n: f"{n}X"),
    st.integers(10, 29).map(lambda n: f"{n}XX"),
    DAYS.map(lambda d: f"{d}T10:30"),
)


def ranges(form: str) -> st.SearchStrategy[str]:
    return st.tuples(DAYS, DAYS).map(lambda pair: form.format(min(pair), max(pair)))


EDTF = st.one_of(
    ATOMS,
    ATOMS.map(lambda a: a + "~"),
    ATOMS.map(lambda a: a + "?"),
    ranges("[{}..{}]"),
    ranges("{}/{}"),
    DAYS.map(lambda d: f"[..{d}]"),
    DAYS.map(lambda d: f"[{d}..]"),
    DAYS.map(lambda d: f"../{d}"),
    DAYS.map(lambda d: f"{d}/.."),
)
ZONES = st.sampled_from([None, None, "UTC", "+09:00", "-05:00"])
VALUES = st.builds(lambda edtf, zone: DateValue.from_edtf(edtf, zone=zone), EDTF, ZONES)
SHARP = st.builds(DateValue.from_edtf, st.one_of(ATOMS, ranges("[{}..{}]"), ranges("{}/{}")))


@given(EDTF)
def test_an_interval_contains_its_own_value(edtf):
    value = DateValue.from_edtf(edtf)
    if value.earliest and value.latest:
        assert value.earliest <= value.latest
    assert value.edtf == edtf
    first, last, precision, extent = bounds(edtf)
    assert (value.first_day, value.last_day, value.precision, value.extent) == (first, last, precision, extent)


@given(VALUES)
def test_reading_back_what_was_written_gives_the_same(value):
    again = DateValue.from_edtf(value.edtf, zone=value.zone)
    assert again == value


@given(DAYS, DAYS)
def test_between_holds_both_ends(a, b):
    first, last = min(a, b), max(a, b)
    value = DateValue.between(first, last)
    assert (value.first_day, value.last_day) == (first, last)
    assert value.is_day == (first == last)
    assert DateValue.from_edtf(value.edtf) == value


@given(DAYS)
def test_a_day_refines_its_month_its_quarter_its_year_and_its_decade(day):
    one = DateValue.from_edtf(day.isoformat())
    for wider in (
        f"{day.year}-{day.month:02d}",
        f"{day.year}-{33 + (day.month - 1) // 3}",
        f"{day.year}",
        f"{day.year // 10}X",
    ):
        assert compare(one, DateValue.from_edtf(wider)) == "refines"


MIRROR = {
    "equal": "equal",
    "contradicts": "contradicts",
    "compatible": "compatible",
    "refines": "refined_by",
    "refined_by": "refines",
}


@given(VALUES, VALUES)
def test_comparison_is_the_same_from_both_sides(a, b):
    assert compare(b, a) == MIRROR[compare(a, b)]


@given(VALUES)
def test_a_value_equals_itself(a):
    assert compare(a, a) == "equal"


@given(SHARP, SHARP, SHARP)
def test_refining_is_transitive(a, b, c):
    if compare(a, b) == "refines" and compare(b, c) == "refines":
        assert compare(a, c) == "refines"


@given(SHARP, SHARP, SHARP)
def test_what_lies_inside_shares_the_contradictions(a, b, c):
    if compare(a, b) == "refines" and compare(b, c) == "contradicts":
        assert compare(a, c) == "contradicts"


@given(SHARP, SHARP)
def test_contradicting_means_no_day_in_common(a, b):
    apart = a.latest < b.earliest or b.latest < a.earliest  # type: ignore[operator]
    assert (compare(a, b) == "contradicts") == apart


@given(DAYS, st.integers(-3, 3))
def test_neighbouring_days_of_two_zones_may_be_one_moment(day, step):
    a = DateValue.from_edtf(day.isoformat(), zone="+09:00")
    b = DateValue.from_edtf((day + dt.timedelta(days=step)).isoformat(), zone="-05:00")
    assert (compare(a, b) == "contradicts") == (abs(step) > 2)


@given(st.lists(VALUES, max_size=8), st.randoms())
def test_order_depends_on_content_alone_and_open_values_come_last(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    ordered = [sort_key(v) for v in sorted([*values, None], key=sort_key)]
    assert ordered == [sort_key(v) for v in sorted([None, *shuffled], key=sort_key)]
    assert ordered[-1] == sort_key(None)


@given(SHARP, SHARP)
def test_what_is_wholly_earlier_sorts_first(a, b):
    assume(a.latest < b.earliest)  # type: ignore[operator]
    assert sort_key(a) < sort_key(b)


def test_leap_days():
    assert DateValue.from_edtf("2024-02-29").is_day
    assert DateValue.from_edtf("2024-02").latest == "2024-02-29"
    assert DateValue.from_edtf("2023-02").latest == "2023-02-28"
    assert DateValue.from_edtf("2023-24").latest == "2024-02-29"
    assert DateValue.from_edtf("1900-02").latest == "1900-02-28"


@pytest.mark.parametrize(
    "edtf",
    [
        "", "2025-02-30", "2023-02-29", "2025-13", "0000", "0000-01-01", "2025-01-01T25:61", "2025-37", "[2025..2024]", "2025/2024",
        "[2025]", "[[2025..2026]..2027]", "2025/2026/2027", "/" * 100_000, "[" * 100_000, "99999", "２０２５-01-01", "XXXX", "00XX", "9999-24",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(edtf):
    if edtf and set(edtf) <= {"/"}:
        edtf = edtf + "2025"
    with pytest.raises(ValueError, match=r"."):
        DateValue.from_edtf(edtf)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        value = DateValue.from_edtf(text)
    except ValueError:
        return
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest
