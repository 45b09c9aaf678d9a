from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.read.transcode import (
    Transcoded,
    character_bytes,
    character_starts,
    decode,
    decode_slice,
    scans_as_it_stands,
)
from tests.read.kept import WORDS

SCANNED = ("utf-8", "cp1252", "cp932", "cp949", "gb18030", "big5hkscs", "euc_jp", "koi8-r")
TRANSCODED = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "iso2022_jp")
TEXTS = st.lists(st.sampled_from((*WORDS, " ", "\n", "<", "ｶﾞ", "Ê\u0304")), max_size=12).map("".join)


@pytest.mark.parametrize("codec", SCANNED)
def test_markup_bytes_are_no_part_of_another_character(codec: str) -> None:
    """What the whole scanner stands on: `<` after any one, two or three bytes is still `<`."""
    assert scans_as_it_stands(codec)
    for mark in b"<>&\"'-/=#;! \t\n":
        for before in range(0x80, 0x100):
            for middle in (b"", b"0", b"A", b"\x81", b"0\x81", b"\xa1", b"\xa1\xa1"):
                raw = bytes((before,)) + middle
                assert decode(raw + bytes((mark,)) + b"  ", codec) == decode(raw, codec) + chr(mark) + "  "


@pytest.mark.parametrize("codec", SCANNED)
def test_every_character_has_its_bytes(codec: str) -> None:
    for size in (1, 2, 3, 4):
        for raw in map(bytes, itertools.product((0x20, 0x30, 0x41, 0x81, 0x88, 0x8F, 0xA1, 0xFF), repeat=size)):
            text, starts = character_starts(raw, codec)
            assert text == decode(raw, codec)
            assert starts[-1] == size
            at = 0
            while at < len(text):
                behind = at + 1
                while starts[behind] == starts[at]:
                    behind += 1
                assert decode(raw[starts[at] : starts[behind]], codec) == text[at:behind]
                at = behind


@given(TEXTS, st.sampled_from((*SCANNED, *TRANSCODED)), st.binary(max_size=3), st.integers(0, 40), st.integers(1, 3))
def test_any_characters_of_any_stretch(text: str, codec: str, tail: bytes, first: int, count: int) -> None:
    before = "<p>".encode(codec)
    raw = text.encode(codec, "ignore") + tail
    data = before + raw
    place = (len(before), len(data))
    decoded = decode_slice(data, *place, codec)
    if not decoded:
        return
    first %= len(decoded)
    found = character_bytes(data, place, codec, decoded, (first, min(len(decoded), first + count)))
    assert found.first <= first
    assert place[0] <= found.byte_start < found.byte_end <= place[1]
    assert decode_slice(data, found.byte_start, found.byte_end, codec) == decoded[found.first : found.last]


@given(TEXTS, st.sampled_from(TRANSCODED), st.binary(max_size=3))
def test_the_way_back_from_utf8(text: str, codec: str, tail: bytes) -> None:
    data = "…".encode(codec, "ignore") + text.encode(codec, "ignore") + tail
    start = len("…".encode(codec, "ignore"))
    transcoded = Transcoded(data, codec, start)
    said = transcoded.utf8.decode("utf-8")
    assert said == decode_slice(data, start, len(data), codec)
    offsets = [len(said[:index].encode()) for index in range(len(said) + 1)]
    origins = [transcoded.origin(offset) for offset in offsets]
    assert origins == sorted(origins)
    for index, character in enumerate(said):
        assert decode_slice(data, origins[index], origins[index + 1], codec) == character
    assert [transcoded.origin(offset) for offset in offsets] == origins


def test_a_pair_written_as_one_character_stays_together() -> None:
    raw = b"a\x88\x62b"
    assert decode(raw, "big5hkscs") == "aÊ\u0304b"
    assert character_bytes(raw, (0, 4), "big5hkscs", "aÊ\u0304b", (2, 3)) == (1, 3, 1, 3)
    assert character_bytes(raw, (0, 4), "big5hkscs", "aÊ\u0304b", (1, 2)) == (1, 3, 1, 3)


def test_what_the_end_cuts_off_swallows_no_letter() -> None:
    assert decode(b"\x8ft", "euc_jp") == "\ufffdt"
    assert decode(b"\x810", "gb18030") == "\ufffd0"


def test_half_a_surrogate_pair_is_two_bytes_and_a_half_unit_what_is_left() -> None:
    raw = b"\x00\xd8a\x00\x00\xdc\x3d"
    assert decode(raw, "utf-16-le") == "\ufffda\ufffd\ufffd"
    transcoded = Transcoded(raw, "utf-16-le")
    assert [transcoded.origin(offset) for offset in (0, 3, 4, 7, 10)] == [0, 2, 4, 6, 7]
