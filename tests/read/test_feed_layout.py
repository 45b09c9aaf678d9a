import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reading import Reading

RSS = """<item><title>Bridge at Halden closed</title><link>https://fjord.example/2025/02/11/bridge</link>
<guid isPermaLink="false">fn-8812</guid><pubDate>Tue, 11 Feb 2025 06:40:00 +0100</pubDate><dc:creator>Signe Holt</dc:creator>
<category>Transport</category><description>A cargo ship struck the eastern pier of the bridge.</description>
<content:encoded><![CDATA[<p>A cargo ship struck the eastern pier of the bridge on Monday night, and it was closed to all traffic.</p>
<p>Nobody was hurt. Engineers will look at the pier on Wednesday and decide whether lorries can cross.</p>]]></content:encoded></item>"""
ATOM = """<entry><title type="text">Mill in Lund burns down</title><link rel="alternate" href="https://lund.example/mill"/>
<published>2024-08-09T10:00:00Z</published><updated>2024-08-10T12:00:00Z</updated><author><name>Per Ahl</name></author>
<summary type="html">&lt;p&gt;The old mill in Lund burned down on Friday night, the fire brigade said.&lt;/p&gt;</summary></entry>"""


def read_item(source: str) -> Reading:
    return Reading(source.encode(), "application/rss+xml;item")


def test_an_rss_item() -> None:
    got = read_item(RSS)
    assert got.texts("headline") == ["Bridge at Halden closed"]
    assert got.candidates("published") == [("Tue, 11 Feb 2025 06:40:00 +0100", "feed pubDate")]
    assert got.candidates("byline") == [("Signe Holt", "feed author")]
    assert got.candidates("url") == [("https://fjord.example/2025/02/11/bridge", "feed link")]
    assert len(got.texts("paragraph")) == 2
    assert got.texts("tags") == ["Transport"]


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Fjord News", "Fjord News"),
        ("Fjord News: The bridge", "Fjord News"),
        ("Fjord News - World", "Fjord News"),
        ("Fjord-News", "Fjord-News"),
        ("https://fjord.example/feed", None),
    ],
)
def test_the_feed_names_the_outlet_of_its_items(title: str, outlet: str | None) -> None:
    got = Reading(RSS.encode(), "application/rss+xml;item", headers=(("x-feed-title", title),))
    assert got.candidates("outlet") == ([(outlet, "feed title")] if outlet else [])


def test_a_summary_that_repeats_the_text_is_a_duplicate() -> None:
    assert read_item(RSS).texts("duplicate") == ["A cargo ship struck the eastern pier of the bridge."]


def test_an_atom_entry() -> None:
    got = read_item(ATOM)
    assert got.candidates("published") == [("2024-08-09T10:00:00Z", "feed published")]
    assert got.candidates("modified") == [("2024-08-10T12:00:00Z", "feed updated")]
    assert got.candidates("url") == [("https://lund.example/mill", "feed link")]
    assert got.body == "The old mill in Lund burned down on Friday night, the fire brigade said."
