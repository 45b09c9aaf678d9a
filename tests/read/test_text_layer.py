from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest
from hypothesis import given

from chronofile.model import TextLayer
from chronofile.read.tag import attributes
from chronofile.read.text_layer import tags_of
from tests.read.kept import CHARSETS, HTML, LABELS, kept

LEAD = (
    "<!doctype html><html lang=en><head><meta charset={label}><title>Dam &amp; valley | Lakeside Courier</title>"
    "<style>p{{}}</style></head><body><nav><ul><li><a href=/a>Home</a><li><a href=/b>Valley</a></ul></nav>"
    "<article><h1>Council  “ignored” warnings</h1>\n<p>The council knew&nbsp;of <b>three</b> warnings,\r\n the inquiry &#8211; "
    "its second &mdash; found.<br>It sat <i>for</i>ty days.</p><!-- ad --><script>document.write('<p>x</p>')</script>"
    "<table><tr><td>Day 1<td>Day 2</table><pre>a\n  b</pre><svg><title>Map</title><path d='M0'/></svg>{more}</article>"
)

GOLDEN = {
    "html utf-8": ("text/html", "utf-8", LEAD.format(label="utf-8", more="日本 한국 😀 Ünï")),
    "html windows-1252": ("text/html", "cp1252", LEAD.format(label="windows-1252", more="Ünï")),
    "html shift_jis": ("text/html", "cp932", LEAD.format(label="shift_jis", more="表示ソ①")),
    "html euc-kr": ("text/html", "cp949", LEAD.format(label="euc-kr", more="각하 똠")),
    "html gbk": ("text/html", "gb18030", LEAD.format(label="gbk", more="中文 𠀀")),
    "html big5": ("text/html", "big5hkscs", LEAD.format(label="big5", more="中文")),
    "html utf-16": ("text/html", "utf-16", LEAD.format(label="utf-16", more="日本 😀")),
    "html iso-2022-jp": ("text/html", "iso2022_jp", LEAD.format(label="iso-2022-jp", more="表示").replace("“", "").replace("”", "")),
    "xhtml": ("application/xhtml+xml", "utf-8", '<?xml version="1.0"?><html><title/><script/><p>a<![CDATA[ <b> ]]>c</p></html>'),
    "plain": ("text/plain", "utf-8", "Headline\r\n\r\n  One  line.\n\tTwo &amp; <b>.\n\n\n\nEnd"),
    "rss item": (
        "application/rss+xml;item",
        "utf-8",
        "<item><title>A &amp;amp; B</title><description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</description>"
        "<content:encoded><![CDATA[<p>Some &lt; all</p>]]></content:encoded><pubDate>4 Mar</pubDate></item>",
    ),
    "torture: comments and quotes": (
        "text/html",
        "utf-8",
        "a<!-->b<!--->c<!-- -- > --!>d<a \"x>y\">e<a b='>'>f</ x>g</>h<!x>i<?y?>j<3 < 5 & &notit; &#x80;&#0;&#10; k<b c=\"",
    ),
    "torture: scripts": (
        "text/html",
        "utf-8",
        "a<script><!--<script></script>b</script>c<style></stylex></style>d<xmp><b>&amp;</xmp>e<svg><style>f</style>g<p>h"
        "<svg><![CDATA[i&amp;]]></svg><title>j\0<b></title>k\0l<noscript><p>m</noscript><template>n</template><plaintext>&lt;o",
    ),
    "torture: soup": ("text/html", "utf-8", "<table><td>a<p>b</table></p></b></svg>c<select><option>d<option>e</select>" * 3),
    "torture: long": ("text/html", "utf-8", "<p>" + "lorem ipsum &amp; " * 2000 + "x" * 9000 + "語" * 3000),
}  # fmt: skip

DIGESTS = {
    "html utf-8": "4b732434f28fa949",
    "html windows-1252": "948f3ff6d8df16d6",
    "html shift_jis": "2c8601b5f1873409",
    "html euc-kr": "c9bc52e093d94635",
    "html gbk": "3cc91f47aef59095",
    "html big5": "81bf5ce1fd5760f2",
    "html utf-16": "43dee3ed6c61e733",
    "html iso-2022-jp": "a2bea7971523166d",
    "xhtml": "3a91c64cb3e61fd6",
    "plain": "58ca4ea99a2583de",
    "rss item": "d1c249b502c0a236",
    "torture: comments and quotes": "5b355aac3fb48233",
    "torture: scripts": "3b484868a55a4cee",
    "torture: soup": "d39c37deda839515",
    "torture: long": "3a8f958807869e75",
}


def digest(layer: TextLayer, data: bytes) -> str:
    """Everything of a layer that others stand on, and its tags."""
    tags = [(t.name, t.closing, t.position, t.byte, t.attr_start, t.attr_end) for t in tags_of(data, layer)]
    s = layer.segments
    segments = [s.start.tolist(), s.end.tolist(), s.byte_start.tolist(), s.byte_end.tolist(), list(s.mode)]
    return hashlib.sha256(repr((layer.scanner, layer.charset, layer.text, segments, tags)).encode()).hexdigest()[:16]


@pytest.mark.parametrize("name", GOLDEN)
def test_no_layer_moves(name: str) -> None:
    """A digest that changes means that every kept quotation has to be looked for again. If that is wanted, count up
    the scanner's version in `text_layer.py` (or `script_layer.py`) together with the digest."""
    media_type, codec, source = GOLDEN[name]
    data = source.encode(codec)
    assert digest(kept(data, media_type), data) == DIGESTS[name]


def test_the_page_as_text() -> None:
    media_type, codec, source = GOLDEN["html utf-8"]
    layer = kept(source.encode(codec), media_type)
    assert layer.scanner == "html-1"
    assert layer.charset_reason == "meta says 'utf-8'"
    assert layer.text == (
        "Dam & valley | Lakeside Courier\nHome\nValley\nCouncil “ignored” warnings\n"
        "The council knew\u00a0of three warnings, the inquiry – its second — found.\nIt sat forty days.\n"
        "Day 1\nDay 2\na\nb\nMap\n日本 한국 😀 Ünï"
    )


def test_a_layer_is_named_by_snapshot_scanner_and_charset() -> None:
    html, plain = kept(b"<p>a"), kept(b"<p>a", "text/plain")
    assert html.id == kept(b"<p>a").id
    assert len({html.id, plain.id, kept(b"<p>a", label="shift_jis").id, kept(b"<p>b").id}) == 4


@pytest.mark.parametrize("media_type", ["application/octet-stream", "", "text/x-unknown"])
def test_an_unknown_media_type_is_read_as_html(media_type: str) -> None:
    assert kept(b"<p>a", media_type).text == "a"


@given(HTML, CHARSETS)
def test_the_charset_changes_neither_text_nor_tags(html: str, codec: str) -> None:
    """The same characters in any charset make the same text, tag names, positions and attributes."""
    html = html.encode(codec, "ignore").decode(codec).replace("\\", "").replace("~", "")
    if html.isascii() and codec != "utf-8" and not codec.startswith("utf-16"):
        return
    data, plain = html.encode(codec), html.encode()
    layer, same = kept(data, label=LABELS[codec]), kept(plain, label="utf-8")
    if layer.charset != codec:
        return
    assert layer.text == same.text
    tags, twins = tags_of(data, layer), tags_of(plain, same)
    assert [(t.name, t.closing, t.position, t.self_closing) for t in tags] == [
        (t.name, t.closing, t.position, t.self_closing) for t in twins
    ]
    assert [attributes(data, t, layer.charset) for t in tags] == [attributes(plain, t, same.charset) for t in twins]


def test_kept_pages_of_the_benchmark_are_read_without_loss(shared: Path) -> None:
    """A few real pages: every one gives text, whose every hundredth place leads back to its bytes."""
    import gzip

    from tests.read.kept import assert_exact

    pages = sorted((shared / "bench" / "read" / "html").glob("*/*.gz"))[::120]
    if not pages:
        pytest.skip("../shared/bench/read holds no pages")
    for path in pages:
        data = gzip.decompress(path.read_bytes())
        layer = kept(data)
        assert len(layer.text) > 200
        for place in range(0, len(layer.text), max(1, len(layer.text) // 20)):
            assert_exact(layer, data, place, 60)


def test_a_big_page_is_no_list_of_characters() -> None:
    """Memory is counted in segments, not in characters: 32 bytes and a bit each."""
    layer = kept(b"<p>" + b"word " * 100_000)
    assert len(layer.segments) < 200
    assert sys.getsizeof(layer.segments.start) < 2000
