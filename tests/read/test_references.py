from __future__ import annotations

from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.read.plainly import plainly
from chronofile.read.references import REFERENCE, names, resolve, unescape, unescape_attribute


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&amp;", "&"),
        ("&amp", "&"),
        ("&ampamp;", "&amp;"),
        ("&amp;amp;", "&amp;"),
        ("&notit;", "¬it;"),
        ("&notin;", "∉"),
        ("&NOTIT;", "&NOTIT;"),
        ("&hearts", "&hearts"),
        ("&hearts;", "♥"),
        ("&CounterClockwiseContourIntegral;", "∳"),
        ("&NotEqualTilde;", "\u2242\u0338"),
        ("&#65;&#x41;&#X41;&#65 &#0065;", "AAAA A"),
        ("&#x80;&#146;&#x99;", "€’™"),
        ("&#x81;&#1;&#127;", "\x81\x01\x7f"),
        ("&#0;&#xD800;&#xDFFF;&#x110000;&#99999999999999999999;", "\ufffd" * 5),
        ("&#x10FFFF;", "\U0010ffff"),
        ("&#9;&#10;&#11;&#12;&#13;&#32;&Tab;&NewLine;", " " * 8),
        ("& &; &# &#; &#x; &#xg; &unknown; &1;", "& &; &# &#; &#x; &#xg; &unknown; &1;"),
        ("&a" + "b" * 5000, "&a" + "b" * 5000),
        ("&amp" + "b" * 5000, "&" + "b" * 5000),
    ],
)
def test_a_reference(source: str, text: str) -> None:
    assert unescape(source) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&copyx", "?a=1&copyx"),
        ("?a=1&copy;=2", "?a=1©=2"),
        ("?a=1&copy", "?a=1©"),
        ("&copy &amp;copy=", "© &copy="),
        ("&#65=", "A="),
        ("&notin;&notit;", "∉&notit;"),
    ],
)
def test_a_query_in_an_attribute_keeps_its_ampersands(value: str, text: str) -> None:
    assert unescape_attribute(value) == text


def test_the_table_is_the_standards() -> None:
    assert names() == {name: " " if text in "\t\n" else text for name, text in html5.items()}


@pytest.mark.parametrize("name", ["amp;", "fjlig;", "nGt;", "ThickSpace;"])
def test_resolving_says_how_much_it_used(name: str) -> None:
    assert resolve(f"&{name}") == (html5[name], len(name) + 1)
    assert resolve("&nothing") == ("¬", 4)
    assert resolve("&x") == ("", 0)


@given(
    st.lists(
        st.sampled_from(("&", "#", "x", "X", "1", "a", "g", ";", "not", "in", "amp", "80", "D800", "=", "é")),
        max_size=12,
    )
)
def test_two_ways_to_resolve_agree(parts: list[str]) -> None:
    source = "".join(parts)
    assert unescape(source) == plainly(source, "normal")


@given(st.text(max_size=40))
def test_every_reference_is_longer_than_what_it_says(text: str) -> None:
    """`byte_map` relies on it: a segment as long as its decoded bytes holds no reference."""
    for match in REFERENCE.finditer("&" + text):
        said, used = resolve(match.group())
        assert not used or len(said) < used


def test_every_named_reference_is_longer_than_what_it_says() -> None:
    assert all(len(text) < len(name) + 1 for name, text in names().items())
