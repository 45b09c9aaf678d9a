from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import Span
from chronofile.read.byte_map import bytes_text
from chronofile.read.feed_item import scan_item
from chronofile.read.tag import attributes
from chronofile.read.text_layer import tags_of
from tests.read.kept import CHARSETS, DAMAGE, HTML, LABELS, assert_exact, damaged, kept, segments_of

ITEM = "application/rss+xml;item"
RSS = """<item>
 <title>Ferry &amp;amp; harbour &#8211; talks</title>
 <link>https://example.org/?a=1&amp;b=2</link>
 <description>&lt;p class=&quot;lead&quot;&gt;Talks &amp;amp; more &lt;b&gt;talk&lt;/b&gt;s&lt;/p&gt;&lt;p&gt;Naïve?&lt;/p&gt;</description>
 <content:encoded><![CDATA[<p>Some &amp; all</p><script>x</script> tail]]></content:encoded>
 <pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate>
 <dc:creator><![CDATA[Jo & Co]]></dc:creator>
</item>"""
RSS_TEXT = (
    "Ferry & harbour – talks\nhttps://example.org/?a=1&b=2\nTalks & more talks\nNaïve?\nSome & all\ntail\n"
    "Tue, 04 Mar 2025 10:00:00 GMT\nJo & Co"
)


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16-le"])
def test_an_rss_item_in_any_charset(codec: str) -> None:
    data = RSS.encode(codec)
    layer = kept(data, ITEM, LABELS[codec])
    assert layer.scanner == "feed-1"
    assert layer.text == RSS_TEXT
    assert [(text, raw.decode(codec), mode) for text, raw, mode in segments_of(layer, data)] == [
        ("Ferry & harbour – talks", "Ferry &amp;amp; harbour &#8211; talks", "nested"),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2", "normal"),
        ("Talks & more", "Talks &amp;amp; more", "nested"),
        ("talk", "talk", "nested"),
        ("s", "s", "nested"),
        ("Naïve?", "Naïve?", "nested"),
        ("Some & all", "Some &amp; all", "normal"),
        ("tail", "tail", "normal"),
        ("Tue, 04 Mar 2025 10:00:00 GMT", "Tue, 04 Mar 2025 10:00:00 GMT", "normal"),
        ("Jo & Co", "Jo & Co", "raw"),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16-le"])
def test_tags_of_both_levels(codec: str) -> None:
    data = RSS.encode(codec)
    layer = kept(data, ITEM, LABELS[codec])
    tags = tags_of(data, layer)
    assert [tag.name for tag in tags if not tag.closing] == [
        *(
            "item",
            "title",
            "link",
            "description",
            "p",
            "b",
            "p",
            "content:encoded",
            "p",
            "script",
            "pubdate",
            "dc:creator",
        ),
    ]
    lead = next(tag for tag in tags if tag.name == "p")
    assert attributes(data, lead, layer.charset) == {"class": "lead"}
    assert data[lead.byte :].decode(codec).startswith("&lt;p class=")
    bold = next(tag for tag in tags if tag.name == "b")
    assert layer.text[bold.position :].lstrip().startswith("talks")


@pytest.mark.parametrize(
    ("item", "text"),
    [
        # Atom says what it holds.
        ("<entry><title type='text'>a &lt;b> c</title></entry>", "a <b> c"),
        ("<entry><title type='html'>a &lt;b>c&lt;/b></title></entry>", "a c"),
        ("<entry><title>Q&amp;A &amp;amp; x</title></entry>", "Q&A &amp; x"),
        ("<entry><summary>a &lt;p>b&lt;/p></summary></entry>", "a\nb"),
        ("<entry><content type='xhtml'><div>a <b>b</b>c &amp;amp;<p>d</p></div></content></entry>", "a bc &amp;\nd"),
        ("<entry><content type='xhtml'><style>a</style>b</content></entry>", "b"),
        ("<entry><author><name>Jo</name></author><updated>2025-03-04</updated></entry>", "Jo\n2025-03-04"),
        # RSS does not.
        ("<item><description>a <b>b</b> &amp;amp;</description></item>", "a b &amp;"),
        ("<item><description><![CDATA[a]]>&lt;b&gt;b<![CDATA[c]]></description></item>", "abc"),
        ("<item><description><![CDATA[a <a hr]]><![CDATA[ef=x>b]]></description></item>", "a b"),
        ("<item><media:title>a &amp;lt;b</media:title></item>", "a &lt;b"),
        ("<item><media:title type='html'>a &amp;lt;b</media:title></item>", "a <b"),
        ("<item><description/><link>a</link></item>", "a"),
        # Broken ones.
        ("<item><description>a &lt;b", "a"),
        ("<item><description><![CDATA[a <b>b", "a b"),
        ("<item><title>a", "a"),
        ("<item><title>a</title", "a"),
        ("<item><!-- a --><?b?>c</item>", "c"),
        ("", ""),
        ("no item", "no item"),
    ],
)  # fmt: skip
def test_what_an_element_holds(item: str, text: str) -> None:
    assert scan_item(item.encode()).text == text


def test_a_reference_inside_a_reference_maps_to_all_its_bytes() -> None:
    data = b"<item><title>a&amp;amp;b</title></item>"
    layer = kept(data, ITEM)
    assert layer.text == "a&b"
    assert bytes_text(layer, data, Span(1, 2)) == "&"


@pytest.mark.parametrize("lead", range(4088, 4098))
def test_two_letters_of_one_reference_stay_together_in_a_word_of_any_length(lead: int) -> None:
    data = b"<item><description>" + b"x" * lead + b"&fjlig;" + b"y" * 5000 + b"</description></item>"
    layer = kept(data, ITEM)
    assert layer.text == "x" * lead + "fj" + "y" * 5000
    for place in range(lead - 1, lead + 3):
        assert_exact(layer, data, place, 0)


@given(
    HTML,
    st.sampled_from(
        ("title", "description", "content:encoded", "summary type='html'", "content type='xhtml'", "media:title")
    ),
    st.sampled_from(("item", "entry")),
    st.sampled_from(("escaped", "cdata", "bare", "both")),
    st.tuples(CHARSETS, DAMAGE, st.integers(0, 1000), st.sampled_from((0, 1, 5, 100))),
)
def test_any_span_of_an_item(
    html: str, element: str, root: str, way: str, rest: tuple[str, list[tuple[int, int]], int, int]
) -> None:
    codec, damage, place, length = rest
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    wrapped = "<![CDATA[" + html.replace("]]>", "") + "]]>"
    inside = {"escaped": escaped, "cdata": wrapped, "bare": html, "both": escaped + wrapped + escaped}[way]
    name = element.split()[0]
    source = f"<{root}><{element}>{inside}</{name}><link>x &amp; y</link></{root}>"
    data = damaged(source.encode(codec, "ignore"), damage)
    layer = kept(data, ITEM, LABELS[codec])
    assert_exact(layer, data, place, length)
    for tag in tags_of(data, layer):
        assert 0 <= tag.position <= len(layer.text)
        assert tag.byte < len(data)
        attributes(data, tag, layer.charset)


@pytest.mark.parametrize(
    "unit", ["<description>", "<description>a", "&lt;b&gt;", "<![CDATA[", "<![CDATA[a]]>", "&amp;amp;"]
)
def test_twice_the_item_is_at_most_twice_the_work(unit: str) -> None:
    def steps(count: int) -> int:
        calls = 0

        def step(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(step)
        try:
            scan_item(b"<item><description>" + unit.encode() * count)
        finally:
            sys.setprofile(None)
        return calls

    assert steps(4000) <= 2.2 * steps(2000) + 200
