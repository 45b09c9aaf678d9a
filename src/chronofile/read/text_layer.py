"""Text layer: the text of a page with its exact map to the kept bytes, whatever the page's format."""

from __future__ import annotations

from msgspec import structs

from chronofile.model import Acquisition, Segments, TextLayer
from chronofile.read.charset import charset
from chronofile.read.feed_item import scan_item
from chronofile.read.plain import scan_plain
from chronofile.read.scan import Scanned, Tag, scan
from chronofile.read.transcode import Transcoded, bom_length, scans_as_it_stands

HTML, XHTML, PLAIN, FEED = "html-1", "xhtml-1", "plain-1", "feed-1"
"""Kind and version of each scanner. Part of a layer's identity: count up when any page's text or offsets move."""

SCANNERS = {
    "text/html": HTML,
    "application/xhtml+xml": XHTML,
    "text/plain": PLAIN,
    "application/rss+xml;item": FEED,
}


def text_layer(data: bytes, media_type: str, acquisition: Acquisition, snapshot: str) -> TextLayer:
    """All text of the page in source order. Never raises on bad bytes; an unknown media type is read as HTML."""
    scanner = SCANNERS.get(media_type, HTML)
    chosen = charset(data, acquisition, markup=scanner != PLAIN)
    scanned = _scan(data, scanner, chosen.codec, with_tags=False)
    return TextLayer(
        snapshot=snapshot,
        scanner=scanner,
        charset=chosen.codec,
        charset_reason=chosen.reason,
        text=scanned.text,
        segments=scanned.segments,
    )


def tags_of(data: bytes, layer: TextLayer) -> list[Tag]:
    """The tags of the page a layer was made from, positions in `layer.text`, bytes in `data`; none in plain text."""
    if layer.scanner not in (HTML, XHTML, FEED):
        return []
    return _scan(data, layer.scanner, layer.charset, with_tags=True).tags


def _scan(data: bytes, scanner: str, codec: str, *, with_tags: bool) -> Scanned:
    if scans_as_it_stands(codec) and (scanner != FEED or codec == "utf-8"):
        return _scan_bytes(data, scanner, codec, with_tags=with_tags)
    transcoded = Transcoded(data, codec, bom_length(data, codec))
    return _brought_home(_scan_bytes(transcoded.utf8, scanner, "utf-8", with_tags=with_tags), transcoded)


def _scan_bytes(data: bytes, scanner: str, codec: str, *, with_tags: bool) -> Scanned:
    if scanner == PLAIN:
        return scan_plain(data, codec)
    if scanner == FEED:
        return scan_item(data, with_tags=with_tags)
    return scan(data, codec, xml=scanner == XHTML, with_tags=with_tags)


def _brought_home(scanned: Scanned, transcoded: Transcoded) -> Scanned:
    """The same with the offsets of the page's own bytes."""
    old, segments, origin = scanned.segments, Segments(), transcoded.origin
    segments.start, segments.end, segments.mode = old.start, old.end, old.mode
    for start, end in zip(old.byte_start, old.byte_end, strict=True):
        segments.byte_start.append(origin(start))
        segments.byte_end.append(origin(end))
    tags = [
        structs.replace(tag, byte=origin(tag.byte), attr_start=origin(tag.attr_start), attr_end=origin(tag.attr_end))
        for tag in scanned.tags
    ]
    return Scanned(scanned.text, segments, tags)
