from __future__ import annotations

import pytest

from chronofile.read.dumb import stands_in_dumb_flattening

PAGE = (
    b"<title>T</title><p>He said&nbsp;it &amp; <b>no</b>thing <!-- <i>not</i> this --> else.</p><script>var x='<p>hidden'</script>"
    b'<img alt="q>z"><p>caf&eacute;</p><script type="application/ld+json">{"headline":"The \\"mole\\" \\u2019s\\nend","name":"N"}</script>'
)
ITEM = b"<item><description>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</description><x><![CDATA[plain]]></x></item>"


@pytest.mark.parametrize(
    ("exact", "data"),
    [
        ("said\u00a0it & nothing else.", PAGE),
        ("nothing else.\ncafé", PAGE),
        ("T\nHe", PAGE),
        ('The "mole" ’s\nend\nN', PAGE),
        ("a & b\nplain", ITEM),
        ("line  one\nline two", b"line one\r\n\r\nline\ttwo &amp;"),
        ("&amp;", b"line one &amp;"),
        ("a\ufffdb", b"a\xffb"),
        ("ab", b"<p>a\0b"),
    ],
)
def test_what_stands_there_is_found(exact: str, data: bytes) -> None:
    assert stands_in_dumb_flattening(exact, data, "utf-8")


@pytest.mark.parametrize(
    "exact", ["nothing elsewhere", "café nothing", "He said it & nought", "café\nnothing", "thing no"]
)
def test_what_does_not_stand_there_is_not(exact: str) -> None:
    assert not stands_in_dumb_flattening(exact, PAGE, "utf-8")


@pytest.mark.parametrize("codec", ["utf-16-le", "cp932", "iso2022_jp"])
def test_any_charset(codec: str) -> None:
    assert stands_in_dumb_flattening("表示 ソ", "<p>表示 <b>ソ</b>".encode(codec), codec)


@pytest.mark.parametrize("unit", [b"<", b"<!--", b"<script>", b"<style><script>", b"<p ", b'<a b="', b"\\", b"<div>"])
def test_hostile_pages_come_to_an_end(unit: bytes) -> None:
    assert not stands_in_dumb_flattening("nowhere", unit * (300_000 // len(unit)), "utf-8")
