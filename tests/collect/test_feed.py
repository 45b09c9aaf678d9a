"""Feeds are cut byte for byte, and nothing in them is expanded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.collect.feed import CannotCut, cut
from tests.collect.making import pasted

RSS = b"""<?xml version="1.0" encoding="windows-1252"?>
<!DOCTYPE rss [<!ENTITY a "<item>no</item>">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Coast &amp; Country</title><link>https://coast.example/</link><language>en-ie</language>
<atom:link href="https://coast.example/feed" rel="self"/>
<!-- <item>not this</item> -->
<item><title>One</title><link>https://coast.example/1?a=1&amp;b=2</link>
<content:encoded><![CDATA[<p>The </item> is only text. <a href="x">x</a></p>]]></content:encoded></item>
<item><title>Two</title><link><![CDATA[ https://coast.example/2 ]]></link></item>
<item><guid isPermaLink="false">https://no.example/</guid><link>/3</link></item>
<item><guid>https://coast.example/4</guid><description>a > b &lt;item&gt;</description></item>
<item/>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="de"><a:title>Blatt</a:title>
<a:entry><a:source><a:title>x</a:title><a:link href="https://other.example/"/></a:source>
<a:link rel="self" href="https://blatt.example/self"/><a:link rel="alternate" href='https://blatt.example/1'/>
<a:content type="xhtml"><div><link href="https://bad.example/">y</div></a:content></a:entry>
<a:entry><a:id>https://blatt.example/2</a:id></a:entry></a:feed>"""


def test_items_of_rss_with_their_addresses() -> None:
    feed, items = cut(RSS)
    assert (feed.title, feed.language, feed.url, feed.charset) == (
        "Coast & Country",
        "en-ie",
        "https://coast.example/",
        "windows-1252",
    )
    assert [item.url for item in items] == [
        "https://coast.example/1?a=1&b=2",
        "https://coast.example/2",
        "https://coast.example/3",
        "https://coast.example/4",
    ]
    for item in items:
        piece = RSS[item.offset : item.offset + item.length]
        assert piece.startswith(b"<item>")
        assert piece.endswith(b"</item>")
    assert b"is only text" in RSS[items[0].offset : items[0].offset + items[0].length]


def test_entries_of_atom_whatever_their_prefix() -> None:
    feed, items = cut(ATOM)
    assert (feed.title, feed.language) == ("Blatt", "de")
    assert [item.url for item in items] == ["https://blatt.example/1", "https://blatt.example/2"]
    assert [item.url for item in cut(ATOM.replace(b"a:", b""))[1]] == [item.url for item in items]


def test_an_item_nobody_closed_ends_where_the_next_begins() -> None:
    _, items = cut(b"<rss><channel><item><title>A</title><item><title>B</title></item></channel></rss>")
    assert [item.whole for item in items] == [True, True]
    assert items[0].offset + items[0].length == items[1].offset


def test_a_feed_that_breaks_off_keeps_its_whole_items() -> None:
    came, failures = pasted(RSS[: RSS.index(b"</item>\n<item><guid>")], "feed.xml")
    assert [c.acquisition.url for c in came[1:]] == ["https://coast.example/1?a=1&b=2", "https://coast.example/2"]
    assert "feed.xml ends in the middle of an item" in failures[0].message


def test_what_an_item_cannot_say_goes_with_it() -> None:
    came, failures = pasted(RSS, "feed.xml")
    assert failures == []
    whole, first = came[0], came[1]
    assert (whole.media_type, whole.is_container, whole.data) == ("application/rss+xml", True, RSS)
    assert first.media_type == "application/rss+xml;item"
    held = first.acquisition
    assert (held.how, held.container) == ("feed", whole.acquisition.snapshot)
    assert held.header("content-type") == "application/rss+xml; charset=windows-1252"
    assert held.header("content-language") == "en-ie"
    assert held.header("x-feed-title") == "Coast & Country"
    assert held.offset is not None
    assert held.length is not None
    assert RSS[held.offset : held.offset + held.length] == first.data


def test_entities_are_never_expanded_and_nothing_is_read() -> None:
    laughs = b"".join(b'<!ENTITY l%d "%b">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 20))
    data = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">' + laughs + b'<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<rss version='2.0'><channel><item><title>&l19; &x;</title></item></channel></rss>"
    )
    came, failures = pasted(data, "f.xml")
    assert came[1].data == b"<item><title>&l19; &x;</title></item>"
    assert failures == []


def test_empty_feeds_and_wide_ones_say_so() -> None:
    assert "without items" in pasted(b"<rss version='2.0'><channel></channel></rss>", "f.xml")[1][0].message
    with pytest.raises(CannotCut):
        cut(RSS.decode("cp1252").encode("utf-16"))
    assert "UTF-16" in pasted(RSS.decode("cp1252").encode("utf-16"), "f.xml")[1][0].message


def test_hostile_feeds_take_linear_time() -> None:
    for piece in (
        b"<item><a b='",
        b'<item "',
        b"<item>",
        b"<!--",
        b"<![CDATA[",
        b"<!x [",
        b"<a ",
        b"</item>",
        b"<",
        b"<item><link>",
    ):
        cut(b"<rss>" + piece * 30_000)
    cut(b"<rss>" + b"<a>" * 100_000 + b"<item>x</item>")


@given(
    st.lists(
        st.sampled_from(
            [b"<item>", b"</item>", b"<link>u</link>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<", b'"', b"x"]
        ),
        max_size=40,
    )
)
def test_items_never_overlap_and_lie_inside(parts: list[bytes]) -> None:
    data = b"<rss>" + b"".join(parts)
    at = 0
    for item in cut(data)[1]:
        assert item.offset >= at
        assert data.startswith(b"<item", item.offset)
        at = item.offset + item.length
        assert at <= len(data)
