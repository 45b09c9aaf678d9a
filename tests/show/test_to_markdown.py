import re

from hypothesis import given
from hypothesis import strategies as st

from chronofile.show.to_markdown import escaped, to_markdown
from tests.show.sample import sample


def text() -> str:
    return to_markdown(sample()).decode()


def test_a_table_of_when_and_what_with_notes() -> None:
    lines = text().splitlines()
    assert "| When | What |" in lines
    row = next(line for line in lines if line.startswith("| **January 2025**"))
    assert "some day in the month; counted from publication" in row
    assert r"\[2\] \[3\] \[4\]" in row
    assert r"\[Suggested, not decided\] \[Reports differ\]" in row
    assert "Place: “in Port Lasko” \\[5\\] \\[6\\] or “off Cape Venn” \\[7\\]." in row


def test_notes_hold_the_exact_words_and_their_page() -> None:
    assert (
        "1. “They have been held for almost a year.” Page A, paragraph 1 (between 24 and 30 November 2025)." in text()
    )
    assert (
        "“It's our mother who waits, the letter says.” Page C, paragraph 2 (1 December 2025). Shown without" in text()
    )


def test_decided_entries_carry_no_suggestion_mark() -> None:
    row = next(line for line in text().splitlines() if line.startswith("| **24 November 2025**"))
    assert "Suggested" not in row


def test_pages_have_fingerprint_and_its_limits() -> None:
    assert text().count("it does not prove that a server sent them") == 4


def test_hostile_words_stay_in_their_cell_as_text() -> None:
    made = text()
    assert "<script" not in re.sub(r"\\<", "", made)
    for line in made.splitlines():
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line)) == 3


@given(st.text())
def test_escaping_leaves_one_line_without_live_marks(given_text: str) -> None:
    made = escaped(given_text)
    assert "\n" not in made
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>#|]", made)


def test_addresses_and_lists_do_not_come_alive() -> None:
    assert escaped("http://evil.example") == r"http\://evil.example"
    assert escaped("1. first") == r"1\. first"
    assert escaped("- item") == r"\- item"
