"""The traps of reading HTML as a stream, each with the right behaviour (HTML Standard, section 13.2.5)."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given

from chronofile.read.scan import TOKEN, scan, script_end
from tests.read.kept import HTML


def text(html: str) -> str:
    return scan(html.encode(), "utf-8").text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # 1: a quote counts only after "="; end tags have attributes too.
        ('a<a "x>y">b', 'ay">b'),
        ("a<p title='x>y'>b", "a\nb"),
        ('a<a b="x>y">b', "ab"),
        ('a<a b = "x>y" c>b', "ab"),
        ("a<a b=x>y>b", "ay>b"),
        ('a<a ="x>y">b', 'ay">b'),
        ('a</b title="x>y">b', "ab"),
        ("a<b/c>b", "ab"),
        # 2: input that ends in a tag; comments; what is no tag.
        ("a<b", "a"),
        ('a<b c="d>e', "a"),
        ("a<b c='d>e", "a"),
        ("a<", "a<"),
        ("a</", "a</"),
        ("a<!-- x --> b", "a b"),
        ("a<!-- > -- --!>b", "ab"),
        ("a<!-->b", "ab"),
        ("a<!--->b", "ab"),
        ("a<!--->-->b", "a-->b"),
        ("a<!-- x", "a"),
        ("a</>b", "ab"),
        ("a</ x>b", "ab"),
        ("a<!x>b", "ab"),
        ("a<!>b", "ab"),
        ("a<?x>b", "ab"),
        ("a< 5", "a< 5"),
        ("I <3 you", "I <3 you"),
        # 3: scripts, and what closes them.
        ("a<script>b</script>c", "ac"),
        ("a<script>'</scripty>'</script>c", "ac"),
        ("a<script><!-- <script> </script> b --></script>c", "ac"),
        ("a<script><!-- <script> </script> b </script>c", "ac"),
        ("a<script><!-- <script> --></script>c", "ac"),
        ("a<script><!--></script>c", "ac"),
        ("a<script><!-- b </script>c", "ac"),
        ("a<SCRIPT>b</ScRiPt >c", "ac"),
        ("a<script>b", "a"),
        ("a<style>b</style/>c", "ac"),
        ("a<style>b</style", "a"),
        # 4: title and textarea, xmp and plaintext, CDATA.
        ("<title>a &amp; <b>b</b></title>c", "a & <b>b</b>\nc"),
        ("<textarea>a\nb</textarea>c", "a\nb\nc"),
        ("<xmp>a &amp; <b></xmp>c", "a &amp; <b>\nc"),
        ("a<plaintext>b</plaintext> &amp;", "a\nb</plaintext> &amp;"),
        ("a<![CDATA[b>c]]>d", "ac]]>d"),
        ("<svg><![CDATA[b>c &amp;]]>d</svg>", "b>c &amp;d"),
        ("<svg><![CDATA[b", "b"),
        # 5: svg and math.
        ("a<svg><style>b</style>c</svg>d", "acd"),
        ("a<svg><style>b<p>c", "a\nc"),
        ("a<svg><script>b</svg>c", "ac"),
        ("a<svg><style/>b</svg>c", "abc"),
        ("a<svg/><style>b</style>c", "ac"),
        ("a<svg><title>b</title></svg>c", "a\nb\nc"),
        ("a<svg><foreignObject><title>b<i>c</title></foreignObject></svg>d", "a\nb<i>c\nd"),
        ("a<svg><desc><style>b</style></desc></svg>c", "a\nc"),
        ("a<math><mtext><style>b</style></mtext></math>c", "ac"),
        ("a</svg></title>b", "a\nb"),
        # 6 and white space.
        ("a&#1;b", "a\x01b"),
        ("&notit;", "¬it;"),
        ("a&#10;b", "a b"),
        ("a &#32;&Tab;&#x20; b", "a b"),
        ("a&#32;<p>&#10;b", "a\nb"),
        ("a \t\r\n\f\v b", "a b"),
        ("a<b> </b>b", "a b"),
        ("a <b> b", "a b"),
        (" a ", "a"),
        ("a\u00a0 \u00a0b", "a\u00a0 \u00a0b"),
        # 7: NUL, noscript, template, frameset.
        ("a\0b", "ab"),
        ("a \0 b", "a b"),
        ("\0 a \0", "a"),
        ("a&am\0p;b", "a&amp;b"),
        ("<title>a\0b</title>", "a\ufffdb"),
        ("<textarea>a \0 b</textarea>", "a \ufffd b"),
        ("<xmp>a\0b</xmp>", "a\ufffdb"),
        ("a<noscript><b>b</b></noscript>c", "a\nb\nc"),
        ("a<template>b</template>c", "a\nb\nc"),
        ("<frameset>a</frameset>", "a"),
        ("a<iframe>b</iframe>c<noembed>d</noembed>", "a\nc"),
        # Lines.
        ("a<br>b</br>c", "a\nb\nc"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<td>a</td><td>b", "a\nb"),
        ("a<button>b</button>c", "a\nb\nc"),
        ("a<span>b</span>c<img>d<wbr>e", "abcde"),
        ("<pre>a\n  b\n\nc</pre>d\ne", "a\nb\nc\nd e"),
        ("<p>a\n\n<p>\n<p>b", "a\nb"),
    ],
)  # fmt: skip
def test_a_trap(html: str, expected: str) -> None:
    assert text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<title/>a<script/>b<style/>c", "abc"),
        ("<p>a<![CDATA[ <b> &amp; ]]>c", "a <b> &amp; c"),
        ("<title>a<i>b</i></title>c", "ab\nc"),
        ("a<script>b<c></script>d", "ad"),
    ],
)
def test_xhtml_is_read_as_xml_where_it_differs(html: str, expected: str) -> None:
    assert scan(html.encode(), "utf-8", xml=True).text == expected


def test_tags_know_their_place() -> None:
    html = b"<p>a <B id=x>b</b> c<br/>d<a href=/e/>"
    scanned = scan(html, "utf-8")
    assert scanned.text == "a b c\nd"
    assert [
        (t.name, t.closing, t.position, t.byte, html[t.attr_start : t.attr_end], t.self_closing) for t in scanned.tags
    ] == [
        ("p", False, 0, 0, b"", False),
        ("b", False, 1, 5, b" id=x", False),
        ("b", True, 3, 14, b"", False),
        ("br", False, 5, 20, b"/", True),
        ("a", False, 7, 26, b" href=/e/", False),
    ]


def test_a_tag_may_have_more_attributes_than_one_match_takes() -> None:
    many = " ".join(f'a{number}=">"' for number in range(1000))
    scanned = scan(f"x<p {many}>y<b {many}/>z<p {many}".encode(), "utf-8")
    assert scanned.text == "x\nyz"
    assert [(t.name, t.self_closing, t.attr_end - t.attr_start) for t in scanned.tags] == [
        ("p", False, len(many) + 1),
        ("b", True, len(many) + 2),
    ]


def test_a_byte_order_mark_is_no_text() -> None:
    assert scan(b"\xef\xbb\xbfa", "utf-8").text == "a"


@given(HTML)
def test_tags_change_nothing_in_the_text(html: str) -> None:
    data = html.encode()
    bare = scan(data, "utf-8", with_tags=False)
    full = scan(data, "utf-8")
    assert bare.tags == []
    assert (bare.text, bare.segments) == (full.text, full.segments)
    assert [tag.position for tag in full.tags] == sorted(tag.position for tag in full.tags)
    assert [tag.byte for tag in full.tags] == sorted(tag.byte for tag in full.tags)


@given(HTML)
def test_every_byte_is_markup_or_text(html: str) -> None:
    """Two tokens never overlap and markup is never empty: the scan makes progress on anything."""
    at = 0
    for token in TOKEN.finditer(html.encode()):
        assert at <= token.start() < token.end()
        at = token.end()


def test_the_end_of_a_script_is_past_its_start() -> None:
    assert script_end(b"<!--<script></script>--></script>x", 0) == 24
    assert script_end(b"no end", 2) == 6


HOSTILE = {
    "nested tags": "<div>",
    "nested and closed": "<div></div>",
    "open svg and stray ends": "<svg></title>",
    "unclosed tags": "<p ",
    "unclosed quotes": '<a href="',
    "less-than signs": "<",
    "unclosed comments": "<!-- - -",
    "comments": "<!-- - -->",
    "attributes": 'data-a="v" ',
    "references": "&amp;&#8217;&nbsp;",
    "ampersands": "&",
    "digits": "&#00",
    "scripts": "<script><!--<script>",
    "NULs": "\0",
    "blank references": "&#32;",
    "titles": "<title>\0",
    "lines": "<pre>\n\n",
    "CDATA": "<svg><![CDATA[",
    "spaces": " ",
}


def steps(data: bytes) -> int:
    """Python-level work of one scan, counted in calls and returns: it does not depend on the machine."""
    count = 0

    def step(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        scan(data, "utf-8")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_input_is_at_most_twice_the_work(name: str) -> None:
    unit, start = HOSTILE[name].encode(), b"<p " if name == "attributes" else b""
    once, twice = steps(start + unit * 4000), steps(start + unit * 8000)
    assert twice <= 2.2 * once + 200


@pytest.mark.parametrize("name", HOSTILE)
def test_half_a_megabyte_of_it_comes_to_an_end(name: str) -> None:
    """No clock: an expression that backtracked over this would not return while anyone waits."""
    unit = HOSTILE[name].encode()
    data = (b"<p " if name == "attributes" else b"") + unit * (500_000 // len(unit))
    scanned = scan(data, "utf-8")
    assert len(scanned.text) <= len(data)
