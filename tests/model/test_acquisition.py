"""The same way in is the same acquisition, however often it is built."""

import msgspec

from chronofile.model import Acquisition

FIRST = Acquisition(snapshot="ab", how="file", location="pages/1.html", added_at="2026-01-01", by="MK")


def test_when_and_by_whom_it_was_added_again_does_not_make_a_new_one() -> None:
    assert msgspec.structs.replace(FIRST, added_at="2026-02-02", by="JS").key == FIRST.key


def test_another_place_does() -> None:
    for change in (
        {"location": "2.html"},
        {"url": "https://a.example/"},
        {"container": "cd", "offset": 3},
        {"snapshot": "x"},
    ):
        assert msgspec.structs.replace(FIRST, **change).key != FIRST.key


def test_headers_are_found_whatever_their_case() -> None:
    held = msgspec.structs.replace(FIRST, headers=(("Content-Type", "text/html"),))
    assert held.header("content-type") == "text/html"
    assert held.header("date") is None
