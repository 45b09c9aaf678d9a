from __future__ import annotations

import pytest

from chronofile.read.writer import CHUNK, Writer


def written(data: bytes, codec: str = "utf-8", *, cut_words: bool = True) -> Writer:
    writer = Writer(data, codec, cut_words=cut_words)
    writer.run(0, len(data))
    return writer


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "gb18030", "euc_jp", "cp949", "big5hkscs", "cp1252"])
@pytest.mark.parametrize("unit", ["word ", "x", "語", "語 ", "&amp;", "&#x2019;", "語&amp;", "a&#1234567890;"])
def test_a_long_run_is_cut_without_a_trace_in_the_text(codec: str, unit: str) -> None:
    if not unit.isascii() and codec == "cp1252":
        unit = unit.replace("語", "é")
    data = (unit * (3 * CHUNK)).encode(codec)
    short = written(unit.encode(codec) * 7, codec).text().rstrip()
    writer = written(data, codec)
    assert len(writer.segments) > 2
    assert writer.text().startswith(short)
    assert writer.text() == written(data, codec, cut_words=False).text()
    s = writer.segments
    assert all(b - a <= CHUNK for a, b in zip(s.byte_start, s.byte_end, strict=True))
    for index in range(len(s)):
        alone = written(data[s.byte_start[index] : s.byte_end[index]], codec, cut_words=False)
        assert alone.text() == writer.text()[s.start[index] : s.end[index]]


def test_a_reference_longer_than_a_chunk_is_not_cut() -> None:
    data = b"&#" + b"0" * (2 * CHUNK) + b"65;b"
    writer = written(data)
    assert writer.text() == "Ab"
    assert writer.segments.byte_end[0] == len(data) - 1


def test_words_are_not_cut_where_that_is_not_allowed() -> None:
    assert len(written(b"x" * (3 * CHUNK), cut_words=False).segments) == 1
    assert len(written(b"x " * (3 * CHUNK), cut_words=False).segments) > 2


@pytest.mark.parametrize(
    ("data", "text", "place"),
    [
        (b"a", "a", (0, 1)),
        (b"  a\n ", "a", (2, 3)),
        (b"\0 a \0", "a", (2, 3)),
        (b"&#32;a&#10;&Tab;", "a", (5, 6)),
        (b"\0&#32 a&#x20;\0 \0", "a", (6, 7)),
        (b"a\0b", "ab", (0, 3)),
        (b"a\0", "a", (0, 1)),
        (b"a&#32;\0b", "a b", (0, 8)),
    ],
)
def test_the_ends_of_a_run_are_trimmed(data: bytes, text: str, place: tuple[int, int]) -> None:
    writer = written(data)
    assert writer.text() == text
    assert (writer.segments.byte_start[0], writer.segments.byte_end[0]) == place


@pytest.mark.parametrize("data", [b"", b" ", b"\0", b"\0 \0", b"&#32;", b"&#32;\0"])
def test_a_run_of_nothing_writes_nothing(data: bytes) -> None:
    writer = written(data)
    assert (writer.text(), len(writer.segments)) == ("", 0)
    assert writer.pending == (" " if data.strip(b"\0") else "")


def test_a_pending_gap_is_owed_only_between_two_runs() -> None:
    writer = Writer(b"a b", "utf-8")
    writer.pending = "\n"
    writer.run(0, 1)
    writer.run(1, 2)
    writer.pending = "\n"
    writer.run(2, 3)
    writer.pending = "\n"
    assert writer.text() == "a\nb"
