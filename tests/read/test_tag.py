from __future__ import annotations

import pytest
from hypothesis import given

from chronofile.read.scan import scan
from chronofile.read.tag import attributes, rest_of_tag, self_closing
from tests.read.kept import HTML


def first(html: bytes, codec: str = "utf-8") -> dict[str, str]:
    return attributes(html, scan(html, codec).tags[0], codec)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>", {}),
        ("<p a>", {"a": ""}),
        ("<p a=1 B='2' c=\"3\">", {"a": "1", "b": "2", "c": "3"}),
        ("<p a = 1 b= '2>' c =\"\">", {"a": "1", "b": "2>", "c": ""}),
        ("<p a=1 a=2 A=3>", {"a": "1"}),
        ("<p a=/x/ b>", {"a": "/x/", "b": ""}),
        ("<p/a/b=c/>", {"a": "", "b": "c/"}),
        ('<p a="1"b=2>', {"a": "1", "b": "2"}),
        ("<p =a=1>", {"=a": "1"}),
        ("<p a=>", {"a": ""}),
        ("<p a='&amp;&lt;b&copy=1'>", {"a": "&<b&copy=1"}),
        ("<p ÄB=é>", {"Äb": "é"}),
        ("<p a\0='\0'>", {"a\ufffd": "\ufffd"}),
        ("<p data-x='a\n b'>", {"data-x": "a\n b"}),
    ],
)
def test_attributes_as_a_browser_reads_them(html: str, found: dict[str, str]) -> None:
    assert first(html.encode()) == found


@pytest.mark.parametrize("codec", ["cp932", "gb18030", "euc_jp"])
def test_values_in_the_pages_own_charset(codec: str) -> None:
    assert first("<img alt='表示ソ' title=ソ表>".encode(codec), codec) == {"alt": "表示ソ", "title": "ソ表"}


@pytest.mark.parametrize(
    ("inside", "closes"),
    [
        ("", False),
        ("/", True),
        (" /", True),
        (" a=b/", False),
        (" a=b /", True),
        (" a='b'/", True),
        (" a=b/ /", True),
        (" a/", True),
        (" a=/", False),
        (" a= /", False),
        (" /a", False),
    ],
)
def test_a_slash_closes_unless_it_belongs_to_a_value(inside: str, closes: bool) -> None:
    assert self_closing(inside.encode(), 0, len(inside)) is closes


@pytest.mark.parametrize(
    ("rest", "ends"),
    [(b" a b>c", (4, 5)), (b">", (0, 1)), (b" a='>", (5, 5)), (b"", (0, 0)), (b" x" * 500 + b">y", (1000, 1001))],
)
def test_the_rest_of_a_tag(rest: bytes, ends: tuple[int, int]) -> None:
    assert rest_of_tag(rest, 0) == ends


@given(HTML)
def test_attributes_never_raise(html: str) -> None:
    data = html.encode()
    for tag in scan(data, "utf-8").tags:
        assert all(name and name == name.lower().replace("\0", "") for name in attributes(data, tag, "utf-8"))
