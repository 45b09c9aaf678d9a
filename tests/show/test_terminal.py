from hypothesis import given
from hypothesis import strategies as st

from chronofile.show import Filter, filtered, terminal
from chronofile.show.terminal import clean, columns, wrapped
from tests.show.sample import sample


def test_it_fits_80_columns() -> None:
    assert max(columns(line) for line in terminal(sample()).splitlines()) <= 80
    assert max(columns(line) for line in terminal(sample(), width=52).splitlines()) <= 52


def test_date_words_state_quotation_and_page_are_there() -> None:
    told = terminal(sample())
    assert "January 2025 · some day in the month; counted from publication" in told
    assert "○ Suggested · ◆ Happened · 2 reports, 1 copy" in told
    assert "“They have been held for almost a year.”" in told
    assert "Two Sailors of the Marvika Held in Port Lasko, Nordwire, between 24 and 30" in told
    assert "  Reports differ on place:\n    - “in Port Lasko”, 1 report\n    - “off Cape Venn” (says Governor" in told
    assert (
        told.index("\nPlanned\n")
        < told.index("The lawyer plans")
        < told.index("\nUndated\n")
        < told.index("Their mother")
    )
    assert "photo-3.pdf is a scan; it has no text to read." in told


def test_no_colour_unless_asked() -> None:
    assert "\x1b" not in terminal(sample())
    assert "\x1b[1m" in terminal(sample(), colour=True)


def test_colour_changes_no_word() -> None:
    coloured = terminal(sample(), colour=True)
    for code in ("\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == terminal(sample())


def test_a_filter_says_what_it_hides() -> None:
    kept = filtered(sample(), Filter(about="brenner"))
    assert "· 1 of 14 entries shown: 1 decided, 0 suggested ·" in " ".join(terminal(kept, out_of=14).split())
    everything = terminal(sample(), out_of=14)
    assert "· 14 entries: 4 decided, 10 suggested" in " ".join(everything.split())
    assert "shown)" in everything
    assert "of 14" not in everything


def test_a_filter_that_nothing_fits_says_so() -> None:
    nothing = " ".join(terminal(filtered(sample(), Filter(about="no such word")), out_of=14).split())
    assert "0 of 14 entries shown ·" in nothing
    assert "No entry fits; there are 14 without this filter." in nothing


def test_an_edited_entry_says_so() -> None:
    assert "● Edited MK" in terminal(sample())
    assert "● Accepted MK" in terminal(sample())


def test_an_open_item_says_when_it_is_due() -> None:
    assert "- Registration as protected persons (due between 24 Nov and 7 Dec 2025)" in terminal(sample())


def test_a_page_cannot_steer_the_terminal() -> None:
    assert clean("a\x1b[2Jb\x07\u202ec\nd\x9b31m") == "a[2Jbc d31m"
    assert "\u202e" not in terminal(sample())


@given(st.text(max_size=200), st.integers(min_value=20, max_value=60))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width, "- ", "  ")
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(line[2:].split()) for line in lines) == "".join(clean(text).split())


def test_wide_characters_take_two_columns() -> None:
    assert columns("변호사") == 6
    assert columns("e\u0301") == 1
    assert wrapped("변호사 선임", 8) == ["변호사", "선임"]
