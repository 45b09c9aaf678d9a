from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.when.forms import all_signatures, integer_classes, read_blob


@pytest.mark.parametrize(
    ("blob", "order", "value"),
    [
        ("2025.1.12", "mdy", "year=2025 month=1 day=12"),
        ("2025-01-12", "dmy", "year=2025 month=1 day=12"),
        ("2025/01/12", "dmy", "year=2025 month=1 day=12"),
        ("20250112", "dmy", "year=2025 month=1 day=12"),
        ("24/12/2024", "mdy", "year=2024 month=12 day=24"),
        ("12/24/2024", "dmy", "year=2024 month=12 day=24"),
        ("05/06/2025", "mdy", "year=2025 month=5 day=6 alt=2025-06-05"),
        ("05/06/2025", "dmy", "year=2025 month=6 day=5 alt=2025-05-06"),
        ("24.12.24", "dmy", "year=2024 month=12 day=24"),
    ],
)
def test_numeric_dates_of_the_press(blob, order, value):
    assert [f.value for f in read_blob(blob, order)] == [value]


@pytest.mark.parametrize(
    "blob",
    ["2025-02-30", "31/31/2025", "0000-01-01", "25:61", "24:30", "1333220", "2010-2015-86", "1.2.3.4", "9" * 1_000_000],
)
def test_what_no_calendar_holds_is_junk(blob):
    assert {name for f in read_blob(blob, "mdy") for name in f.classes} == {"JUNK"}


def test_two_years_become_two_numbers():
    assert [f.value for f in read_blob("1914-1918", "dmy")] == ["1914", "-", "1918"]
    assert [f.value for f in read_blob("2006-07", "dmy")] == ["2006", "-", "07"]
    assert [f.value for f in read_blob("2015-12", "dmy")] == ["year=2015 month=12"]


@given(st.text("0123456789.,:/-", min_size=1, max_size=45))
def test_every_form_has_a_code_and_lies_inside(blob):
    known = all_signatures()
    at = 0
    for form in read_blob("1" + blob + "1", "mdy"):
        assert form.classes in known
        assert at <= form.start < form.end <= len(blob) + 2
        at = form.end


@given(st.integers(0, 10**7))
def test_every_integer_has_a_code(number):
    assert integer_classes(str(number)) in all_signatures() | {frozenset()}
