from __future__ import annotations

import pytest

from chronofile.read.plain import scan_plain
from tests.read.kept import kept, segments_of


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        (" \n \n", ""),
        ("a", "a"),
        ("a\nb", "a\nb"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\n\nb", "a\n\nb"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("a\n \t\nb", "a\n\nb"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\n\n  a  \n  b\t\tc  ", "a\nb c"),
        ("a\fb", "a\nb"),
        ("a &amp; <b>c</b>", "a &amp; <b>c</b>"),
        ("a\0b", "a\ufffdb"),
        ("a\u00a0\u2028b", "a\u00a0\u2028b"),
        ("\ufeffa", "a"),
    ],
)
def test_lines_stay_lines(source: str, text: str) -> None:
    scanned = scan_plain(source.encode(), "utf-8")
    assert scanned.text == text
    assert scanned.tags == []


def test_a_line_maps_to_its_bytes() -> None:
    data = b"  one  two \r\n\r\nthree"
    assert segments_of(kept(data, "text/plain"), data) == [("one two", b"one  two", "raw"), ("three", b"three", "raw")]


def test_a_declaration_in_the_text_is_only_text() -> None:
    data = '<meta charset="windows-1251"> é'.encode()
    assert kept(data, "text/plain").charset == "utf-8"
