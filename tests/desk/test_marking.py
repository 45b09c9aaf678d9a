"""Marking: a browser's UTF-16 counted to code points, words found as typed, and what may not be cited."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.desk.marking import NotPlaced, checked, counted, found, marked, places, trimmed
from chronofile.desk.premises import Premises
from chronofile.desk.setup import set_up
from chronofile.model import Block, Span

pytestmark = pytest.mark.usefixtures("session_desk")

TEXT = "🔥 화재 – fire 👩‍🚒 at the “old” quay.\nBuy now\nIt was May. Mayor Lo said so in May.\nsecret words\nLast line"
LINES = TEXT.split("\n")


def _blocks() -> tuple[Block, ...]:
    made, at = [], 0
    for line, (role, reason) in zip(
        LINES,
        [
            ("paragraph", ""),
            ("promotion", ""),
            ("paragraph", ""),
            ("navigation", "hidden on the page: style"),
            ("paragraph", ""),
        ],
        strict=True,
    ):
        made.append(Block(at, at + len(line), role, reason))  # type: ignore[arg-type]
        at += len(line) + 1
    return tuple(made)


BLOCKS = _blocks()


@pytest.fixture(scope="module")
def session_desk(tmp_path_factory: pytest.TempPathFactory) -> None:
    set_up(Premises(tmp_path_factory.mktemp("home")))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(max_size=40), st.integers(0, 40))
def test_counting_is_that_of_utf_16(text: str, at: int) -> None:
    at = min(at, len(text))
    assert counted(text, _units(text[:at])) == at
    assert counted(text, _units(text) + 1) is None


def test_half_a_letter_is_no_place() -> None:
    assert counted("🔥a", 1) is None
    assert counted("🔥a", 2) == 1
    assert counted("", 0) == 0


@given(st.data())
def test_what_a_browser_marks_is_found_exactly(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([BLOCKS[0], BLOCKS[2], BLOCKS[4]]))
    start = data.draw(st.integers(line.start, line.end - 1))
    end = data.draw(st.integers(start + 1, line.end))
    words = TEXT[start:end]
    ends = [(line.start, _units(TEXT[line.start : start])), (line.start, _units(TEXT[line.start : end]))]
    if not words.strip():
        with pytest.raises(NotPlaced):
            marked(TEXT, BLOCKS, ends, words)
        return
    assert marked(TEXT, BLOCKS, ends, words).of(TEXT) == words.strip()


def test_offsets_that_lead_to_other_words_are_refused() -> None:
    start = TEXT.index("fire")
    wrong = [(0, start), (0, start + 4)]  # code points taken for UTF-16
    with pytest.raises(NotPlaced, match="could not be placed exactly"):
        marked(TEXT, BLOCKS, wrong, "fire")
    for ends in ([(-1, 0), (0, 4)], [(0, 0), (10_000, 4)], [(0, 0), (0, 10_000)], [(5, 2), (0, 0)]):
        with pytest.raises(NotPlaced):
            marked(TEXT, BLOCKS, ends, "fire")


def test_letters_html_cannot_carry_shift_nothing() -> None:
    text = "a\x07b c"
    block = (Block(0, len(text), "paragraph", ""),)
    assert marked(text, block, [(0, 0), (0, 5)], "a�b c") == Span(0, 5)


def test_hidden_words_and_words_over_a_gap_cannot_be_cited() -> None:
    secret = TEXT.index("secret")
    with pytest.raises(NotPlaced, match="hidden on the page"):
        checked(BLOCKS, TEXT, Span(secret, secret + 6))
    with pytest.raises(NotPlaced, match="hidden on the page"):
        found(TEXT, BLOCKS, "secret words")
    with pytest.raises(NotPlaced, match="run over a part"):
        checked(BLOCKS, TEXT, Span(TEXT.index("quay"), TEXT.index("was")))
    assert found(TEXT, BLOCKS, "Buy now") == [Span(BLOCKS[1].start, BLOCKS[1].end)]


def test_words_are_found_as_people_type_them() -> None:
    assert [span.of(TEXT) for span in found(TEXT, BLOCKS, 'at the "old"  quay')] == ["at the “old” quay"]
    assert [span.of(TEXT) for span in found(TEXT, BLOCKS, "화재 - FIRE")] == ["화재 – fire"]
    assert [span.of(TEXT) for span in found(TEXT, BLOCKS, " May ")] == ["May", "May"]
    assert [span.of(TEXT) for span in found(TEXT, BLOCKS, "ayor")] == ["ayor"]
    for odd in ("", "   ", "never there", "fire … quay"):
        with pytest.raises(NotPlaced):
            found(TEXT, BLOCKS, odd)


def test_an_accent_belongs_to_its_letter() -> None:
    text = "cafe\u0301 cafe caf\u00e9"
    block = (Block(0, len(text), "paragraph", ""),)
    assert [span.of(text) for span in found(text, block, "caf\u00e9")] == ["cafe\u0301", "caf\u00e9"]
    assert found(text, block, "cafe") == [Span(6, 10)]


def test_places_show_what_stands_around_them() -> None:
    first, second = places(TEXT, BLOCKS, found(TEXT, BLOCKS, "May"))
    assert first.before.endswith("It was ")
    assert second.before.endswith("said so in ")
    assert "Buy" not in first.before
    assert "secret" not in second.after
    assert trimmed("  a ", Span(0, 4)) == Span(2, 3)


def test_long_pages_are_searched_at_once(tmp_path: Path) -> None:
    text = "The quay was closed. " * 20_000 + "The end."
    assert found(text, (Block(0, len(text), "paragraph", ""),), "The end") == [Span(len(text) - 8, len(text) - 1)]
