"""Bytes as a text layer, and strategies that make hostile pages."""

from __future__ import annotations

from hypothesis import strategies as st

from chronofile.model import MODES, Acquisition, Span, TextLayer, cite, sha256
from chronofile.read.byte_map import byte_span, bytes_text, stands, widened
from chronofile.read.text_layer import text_layer

LABELS = {
    "utf-8": "utf-8",
    "cp1252": "windows-1252",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "gb18030": "gb2312",
    "big5hkscs": "big5",
    "euc_jp": "euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "cp1251": "windows-1251",
}
"""Codec to the label a page would write."""

WORDS = (
    "a",
    "word",
    "Überfall",
    "naïve",
    "日本",
    "表示",
    "ソ",
    "漢字",
    "한국",
    "각하",
    "😀",
    "Привет",
    "中文",
    "…",
    "①",
)
BLANKS = (" ", "  ", "\n", "\t \r\n", "\f", "\v")
REFERENCES = (
    *("&amp;", "&lt;", "&lt", "&notit", "&nbsp;", "&#8217;", "&#x2019;", "&#x80;", "&#0;", "&#xD800;", "&#1114112;"),
    *(
        "&#10;",
        "&#32;",
        "&Tab;",
        "&unknown;",
        "&",
        "&#",
        "&#x",
        "&nGt;",
        "&fjlig;",
        "&amp;amp;",
        "&amp;lt;b&amp;gt;",
        "&am",
        "p;",
    ),
)
MARKUP = (
    *(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        '<div class="a>b">',
        "</div>",
        "<!-- c -->",
        "<!x>",
        "<?y?>",
        "</>",
        "</ z>",
    ),
    *("<3", "< 5", "<a href=x/>", "<pre>", "</pre>", "<title>T &amp; <b></title>", "<textarea>\nx\n</textarea>"),
    *('<script>var a="<p>";<!--<script></script>--></script>', "<style>p{}</style>", "<svg>", "</svg>", "<math>"),
    *("<![CDATA[ c & d ]]>", "<title>", "</title>", "<xmp>", "</xmp>", "<style>", "<plaintext>", "<svg><style>", "]]>"),
    *("<", ">", '"', "'", "=", "/", "\0"),
)
HTML = st.lists(st.sampled_from((*WORDS, *BLANKS, *REFERENCES, *MARKUP)), max_size=30).map("".join)
PLAIN = st.lists(st.sampled_from((*WORDS, *BLANKS, "\n\n", "\r", "&amp;", "<p>", "\0")), max_size=30).map("".join)
JSON = st.lists(
    st.sampled_from(
        (
            *WORDS,
            *(" ", "  ", "\\n", "\\t", "\\u0020", "\\u000a", "\\ud83d\\ude00", "\\ud83d", '\\"', "\\\\", "\\/", "\\x"),
            *("\\u12", "\n", "&amp;", "<p>", "\0", "\\u0000", "\\b", "\\f", "\\r\\n", "\\ "),
        )
    ),
    max_size=12,
).map("".join)
CHARSETS = st.sampled_from(tuple(LABELS))
DAMAGE = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from((0x81, 0x8F, 0xFF, 0xD8, 0xE2, 0x1B, 0x30, 0x20, 0x88))), max_size=3
)


def kept(data: bytes, media_type: str = "text/html", label: str = "") -> TextLayer:
    """The layer of `data`; `label` is the charset the server claimed."""
    headers = (("Content-Type", f"{media_type}; charset={label}"),) if label else ()
    way = Acquisition(snapshot=sha256(data), how="file", location="page", headers=headers)
    return text_layer(data, media_type, way, way.snapshot)


def damaged(data: bytes, damage: list[tuple[int, int]]) -> bytes:
    broken = bytearray(data)
    for place, byte in damage:
        if broken:
            broken[place % len(broken)] = byte
    return bytes(broken)


def segments_of(layer: TextLayer, data: bytes) -> list[tuple[str, bytes, str]]:
    """Text, bytes and mode of each segment."""
    s = layer.segments
    return [
        (layer.text[a:b], data[c:d], MODES[m])
        for a, b, c, d, m in zip(s.start, s.end, s.byte_start, s.byte_end, s.mode, strict=True)
    ]


def assert_exact(layer: TextLayer, data: bytes, start: int, length: int) -> None:
    """Everything that must hold of any layer: shape of text and segments, and one span back to its bytes."""
    layer.text.encode("utf-8")
    assert not any(blank in layer.text for blank in ("\t", "\r", "\f", "\v", "  ", " \n", "\n ", "\n\n\n"))
    at = byte_at = 0
    segments = layer.segments
    for index in range(len(segments)):
        assert layer.text[at : segments.start[index]] in ("", " ", "\n", "\n\n")
        assert at <= segments.start[index] < segments.end[index]
        assert byte_at <= segments.byte_start[index] < segments.byte_end[index] <= len(data)
        at, byte_at = segments.end[index], segments.byte_end[index]
    assert at == len(layer.text)
    if not layer.text:
        return
    start %= len(layer.text)
    span = Span(start, min(len(layer.text), start + 1 + length))
    wide = widened(layer, data, span)
    assert wide is not None
    assert wide.start <= span.start < span.end <= wide.end
    assert bytes_text(layer, data, span) == layer.text[wide.start : wide.end]
    assert byte_span(layer, data, span) == (wide.byte_start, wide.byte_end)
    assert stands(cite(layer.id, layer.snapshot, layer.text, span), layer, data)
