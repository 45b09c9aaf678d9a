from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import Mode
from chronofile.read.pieces import pieces
from chronofile.read.plainly import plainly
from tests.read.kept import HTML, JSON


@pytest.mark.parametrize(
    ("source", "mode", "expected"),
    [
        ("a  b", "raw", [("a", 0, 1), (" ", 1, 3), ("b", 3, 4)]),
        ("a&amp;\0b", "normal", [("a", 0, 1), ("&", 1, 6), ("b", 7, 8)]),
        ("&notx", "normal", [("¬", 0, 4), ("x", 4, 5)]),
        ("&fjlig;", "normal", [("f", 0, 7), ("j", 0, 7)]),
        ("&amp;lt;b", "nested", [("<", 0, 8), ("b", 8, 9)]),
        ("&amp;#32; &#32;b", "nested", [(" ", 0, 15), ("b", 15, 16)]),
        ("a\0", "raw", [("a", 0, 1), ("\ufffd", 1, 2)]),
        (r"\ud83d\ude00\n b", "json", [("😀", 0, 12), (" ", 12, 15), ("b", 15, 16)]),
    ],
)
def test_each_code_point_knows_its_source(source: str, mode: Mode, expected: list[tuple[str, int, int]]) -> None:
    made = pieces(source, mode)
    assert list(zip(made.text, made.start, made.end, strict=True)) == expected


@given(HTML | JSON, st.sampled_from(("normal", "raw", "nested", "json")))
def test_the_two_ways_agree(source: str, mode: Mode) -> None:
    made = pieces(source, mode)
    assert made.text == plainly(source, mode)
    assert len(made.text) == len(made.start) == len(made.end)
    assert all(start < end for start, end in zip(made.start, made.end, strict=True))
