from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.read.iso2022_jp import ASCII, read, state_at


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"abc", "abc"),
        (b"\x1b$B$\"$$\x1b(Ba", "あいa"),
        (b"\x1b$@$\"", "あ"),
        (b"\x1b$B-!", "①"),
        (b"\x1b(J\\~a", "¥‾a"),
        (b"\x1b(I1\x21\x7f a", "ｱ｡\ufffd \ufffd"),
        (b"\x1b$(D\"/", "˘"),
        (b"\x1b$B$\"\n$", "あ\n\ufffd"),
        (b"\x1b$B$\xff$\"", "\ufffd\ufffdあ"),
        (b"\x1bx\x1b", "\ufffdx\ufffd"),
        (b"\xe9", "\ufffd"),
        (b"", ""),
    ],
)  # fmt: skip
def test_a_sequence(raw: bytes, text: str) -> None:
    assert read(raw)[0] == text


def test_an_escape_belongs_to_the_character_behind_it() -> None:
    text, starts = read(b'a\x1b$B$"$$\x1b(Bb\x1b(B')
    assert text == "aあいb"
    assert list(starts) == [0, 1, 6, 8, 15]


@given(st.text(alphabet="aあ漢ア、\n", max_size=20))
def test_it_reads_what_python_writes(text: str) -> None:
    assert read(text.encode("iso2022_jp"))[0] == text


@given(
    st.binary(max_size=40)
    | st.lists(st.sampled_from((b"\x1b$B", b"\x1b(B", b"\x1b(I", b"\x1b", b'$"', b"\n", b"\xff", b"a"))).map(b"".join)
)
def test_any_stretch_reads_the_same_alone_with_its_state(raw: bytes) -> None:
    text, starts = read(raw)
    for index, character in enumerate(text):
        start, end = starts[index], starts[index + 1]
        assert start < end
        assert read(raw[start:end], state_at(raw, start))[0] == character
    assert state_at(b"", 0) == ASCII
