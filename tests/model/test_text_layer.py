"""Segments keep their five columns through packing, whatever the numbers."""

from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import MODES, Segments, text_layer_id

row = st.tuples(
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**40),
    st.integers(0, 2**40),
    st.sampled_from(MODES),
)


@given(st.lists(row, max_size=50))
def test_packing_loses_nothing(rows: list[tuple]) -> None:
    made = Segments()
    for r in rows:
        made.append(*r)
    back = Segments.unpack(made.pack())
    assert back == made
    assert [
        (back.start[i], back.end[i], back.byte_start[i], back.byte_end[i], MODES[back.mode[i]])
        for i in range(len(back))
    ] == rows


def test_at_finds_the_segment_before_a_position() -> None:
    made = Segments()
    made.append(0, 5, 3, 8)
    made.append(6, 9, 12, 15)
    assert [made.at(p) for p in (0, 4, 5, 6, 100)] == [0, 0, 0, 1, 1]
    assert Segments().at(0) == -1


def test_the_key_of_a_layer_hangs_on_bytes_scanner_and_charset() -> None:
    keys = {text_layer_id(s, v, c) for s in ("a", "b") for v in ("html-1", "html-2") for c in ("utf-8", "cp1252")}
    assert len(keys) == 8
