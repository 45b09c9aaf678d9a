from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.read.json_strings import string_values, unescape_json
from chronofile.read.plainly import plainly
from tests.read.kept import JSON


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\"\\\/\b\f\n\r\t", '"\\/\b\f\n\r\t'),
        (r"\u00e9\u2019", "é’"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d \ude00 \ude00\ud83d", "\ufffd \ufffd \ufffd\ufffd"),
        (r"\q\u12\u", "qu12u"),
        ("\\", "\\"),
        ("\0\\\0\\u0000", "\ufffd\ufffd\ufffd"),
    ],
)
def test_an_escape(source: str, text: str) -> None:
    assert unescape_json(source) == text


@given(
    st.recursive(
        st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    )
)
def test_every_string_value_of_sound_json_is_found_in_order(value: object) -> None:
    def strings(part: object) -> list[str]:
        if isinstance(part, str):
            return [part]
        if isinstance(part, dict):
            return [found for inner in part.values() for found in strings(inner)]
        assert isinstance(part, list)
        return [found for inner in part for found in strings(inner)]

    data = json.dumps(value).encode()
    found = [unescape_json(data[v.start : v.end].decode()) for v in string_values(data, 0, len(data))]
    assert found == [text.replace("\0", "\ufffd") for text in strings(value)]


@given(JSON)
def test_two_ways_to_unescape_agree(value: str) -> None:
    assert plainly(unescape_json(value), "raw") == plainly(value, "json")


def test_a_value_with_more_escapes_than_one_match_takes() -> None:
    value = '\\"' * 1000 + "\\\\"
    data = f'{{"headline":"{value}"}}'.encode()
    assert [(v.start, v.end, v.path) for v in string_values(data, 0, len(data))] == [(13, len(data) - 2, ("headline",))]
