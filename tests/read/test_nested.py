from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chronofile.read.nested import Stretch, Unwrapped, scan_nested
from chronofile.read.writer import Writer

PARTS = st.lists(
    st.sampled_from(("a", "é", "&amp;", "&lt;", "&am\0p;", "&nGt;", "\0", "&", "&unknown;", " ")), max_size=8
)


def unwrapped(parts: list[tuple[str, bool]]) -> tuple[bytes, Unwrapped]:
    data, stretches = b"", []
    for text, cdata in parts:
        data += b"<x>"
        stretches.append(Stretch(len(data), len(data) + len(text.encode()), cdata))
        data += text.encode()
    return data, Unwrapped(data, stretches)


def test_references_are_resolved_once_and_cdata_is_not_touched() -> None:
    _, both = unwrapped([("&lt;b&gt;&amp;amp;", False), ("<i>&amp;", True)])
    assert both.inner == b"<b>&amp;<i>&amp;"


@given(st.lists(st.tuples(PARTS.map("".join), st.booleans()), max_size=4))
def test_every_character_leads_back_to_its_bytes(parts: list[tuple[str, bool]]) -> None:
    data, both = unwrapped([part for part in parts if part[0]])
    text = both.inner.decode()
    at = last = 0
    for character in text:
        behind = at + len(character.encode())
        start, end = both.origin(at, behind)
        assert last <= end
        assert start < end
        source = data[start:end].decode()
        assert source == character or (source[0] == "&" and not both.stretch(at).cdata)
        at, last = behind, end


def test_the_writer_goes_on_where_the_outer_one_stood() -> None:
    data = b"&lt;p&gt;a&lt;/p&gt;"
    outer = Writer(data, "utf-8")
    outer.append("before", 0, 0, "normal")
    tags = scan_nested(data, [Stretch(0, len(data), False)], outer, with_tags=True)
    outer.append("after", 0, 0, "normal")
    assert outer.text() == "before\na\nafter"
    assert [(tag.name, tag.position, tag.byte, tag.mode) for tag in tags] == [
        ("p", 6, 0, "nested"),
        ("p", 8, 10, "nested"),
    ]
