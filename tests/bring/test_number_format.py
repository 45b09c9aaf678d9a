from __future__ import annotations

import pytest

from chronofile.bring.number_format import clock, shows, typed_date


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "day"),
        ("d. mmmm yyyy", "day"),
        ("yyyy\\-mm\\-dd", "day"),
        ('[$-F800]dddd", "mmmm dd", "yyyy', "day"),
        ("mmm-yy", "month"),
        ("mmmm", "month"),
        ("yyyy", "year"),
        ("dd.mm.yy hh:mm", "minute"),
        ("h:mm AM/PM", "time"),
        ("mm:ss", "time"),
        ("[h]:mm", "time"),
        ("0.00", "number"),
        ('0 "days"', "number"),
        ("General", "number"),
        ("@", "number"),
        ('#,##0.00 "m"', "number"),
        ("[Red]0;[Blue]-0", "number"),
    ],
)
def test_what_a_format_shows(code: str, shown: str) -> None:
    assert shows(200, code) == shown


def test_formats_that_every_program_knows() -> None:
    assert [shows(number, None) for number in (0, 14, 17, 20, 22, 49)] == [
        "number", "day", "month", "time", "minute", "number",
    ]  # fmt: skip


def test_the_first_of_march_1900_and_the_day_that_never_was() -> None:
    assert typed_date(1, "day", 1900) is not None
    assert [d.edtf if (d := typed_date(n, "day", 1900)) else None for n in (1, 59, 60, 61)] == [
        "1900-01-01", "1900-02-28", None, "1900-03-01",
    ]  # fmt: skip
    first = typed_date(0, "day", 1904)
    assert first is not None
    assert first.edtf == "1904-01-01"


def test_numbers_beyond_every_date_are_none() -> None:
    for serial in (-1.0, 3e6, 1e300):
        assert typed_date(serial, "day", 1900) is None


def test_times_of_day() -> None:
    assert [clock(x) for x in (0.0, 0.5, 0.604166666666667, 0.99999)] == ["00:00", "12:00", "14:30", "00:00"]
