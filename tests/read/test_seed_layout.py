"""The rows marked M of ../shared/seed/EXPECTED.md that the layout answers for."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reading import Reading

pytestmark = pytest.mark.seed
HEADLINE = "Ukraine North Korea Prisoner South Korea Repatriation, Eventually Passes Year"


@pytest.fixture(scope="module")
def got() -> Reading:
    path = Path(__file__).resolve().parents[3] / "shared" / "seed" / "page.txt"
    if not path.is_file():
        pytest.skip("../shared/seed is not here: this test reads the seed page")
    return Reading(path.read_bytes(), "text/plain")


def test_three_teasers_and_the_footer_labels_are_left_out(got: Reading) -> None:
    for words in (
        "Was North",
        "North Korea claims",
        "NewJeans Challenges",
        "NewJeans' legal",
        "Democratic Party",
        "Park Jiwon",
    ):
        assert got.role(words) == "teaser"
    assert {got.role(w) for w in ("Check Out Our", "Check Out Other", "Most Popular")} <= {
        "teaser",
        "tags",
        "navigation",
    }
    assert "Park Jiwon" not in got.body


def test_the_headline_is_kept_once_and_without_its_label(got: Reading) -> None:
    assert got.layout.first("headline") == HEADLINE
    assert got.texts("headline") == [HEADLINE]
    assert HEADLINE not in got.body


def test_one_caption_each_and_no_escape_on_screen(got: Reading) -> None:
    assert len(got.texts("caption")) == 2
    assert got.texts("credit") == ["2025.3.4 / News1", "2025.1.12 / News1"]
    assert "\\'" not in got.body


def test_the_body_runs_from_the_first_to_the_last_paragraph(got: Reading) -> None:
    paragraphs = got.texts("paragraph")
    assert len(paragraphs) == 18
    assert paragraphs[0].startswith("Two North Korean soldiers captured")
    assert paragraphs[-1].startswith("A government official noted")


def test_both_sentences_of_december_24_stand_in_the_body(got: Reading) -> None:
    assert got.body.count("On December 24, ") == 2


def test_the_printed_date_is_offered_as_a_date_above_other_stories(got: Reading) -> None:
    assert got.candidates("published") == [("Friday, January 30, 2026", "visible date line above other stories")]
