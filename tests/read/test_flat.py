"""Flattened pages of our own writing: other people, dates and layouts than any page the rules were made on."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reading import page, plain


def test_teasers_above_the_headline_are_left_out() -> None:
    got = page("flat_teasers_above.txt")
    for words in (
        "Will The Harbour",
        "Council members",
        "Singer Odile",
        "Marchetti asks",
        "Deputy Tomas",
        "Breck told",
    ):
        assert got.role(words) == "teaser"
    assert "Marchetti" not in got.body
    assert "Breck" not in got.body


def test_footer_labels_are_left_out() -> None:
    got = page("flat_teasers_above.txt")
    kept = [got.layer.text[b.start : b.end] for b in got.layout.kept]
    assert not [text for text in kept if text.startswith(("Check Out", "Most Popular"))]


def test_a_headline_printed_twice_is_kept_once_without_the_label_behind_it() -> None:
    got = page("flat_teasers_above.txt")
    assert got.layout.first("headline") == "Crew Of Detained Ferry Asks Court In Velmora For Release"
    assert got.texts("headline") == ["Crew Of Detained Ferry Asks Court In Velmora For Release"]
    assert got.role("Crew Of Detained Ferry Asks Court In Velmora For ReleaseWorld Desk") == "duplicate"
    assert "Asks Court" not in got.body


def test_a_label_glued_in_front_of_the_first_printing() -> None:
    got = page("flat_label_front.txt")
    assert got.layout.first("headline") == "Witness in fraud trial of Belmar mayor withdraws statement"
    assert got.role("COURTSWitness") == "duplicate"


def test_a_candidate_stands_where_it_says() -> None:
    for name in ("flat_teasers_above.txt", "flat_label_front.txt", "flat_headline_once.txt"):
        got = page(name)
        placed = [c for c in got.layout.candidates if c.start is not None]
        assert placed
        assert all(got.layer.text[c.start : c.end] == c.value for c in placed)


def test_captions_printed_twice_are_kept_once_and_their_credit_apart() -> None:
    got = page("flat_teasers_above.txt")
    assert len(got.texts("caption")) == 2
    assert got.texts("credit") == ["2024.5.9 / Meridian", "2024.6.1 / Meridian"]
    assert got.texts("caption")[0].endswith("(Provided by the consulate)")


def test_the_printing_without_escapes_is_kept() -> None:
    got = page("flat_teasers_above.txt")
    kept = [got.layer.text[b.start : b.end] for b in got.layout.kept]
    assert not any("\\'" in text for text in kept)
    assert any("\\'" in text for text in got.texts("duplicate"))


def test_captions_printed_once_are_told_by_their_credit() -> None:
    got = page("flat_captions_once.txt")
    assert got.texts("caption") == [
        "Nurses march to the town hall of Orlen on Wednesday.",
        "Mediator Sofie Brandal leaves the clinic after talks in Orlen.",
    ]
    assert got.texts("credit") == ["(Photo: Wim Teske)", "(AP Photo/Jana Miku)"]


def test_a_headline_that_stands_once_right_above_the_text() -> None:
    assert page("flat_captions_once.txt").layout.first("headline") == (
        "Nurses' union and clinic agree to talk again in Orlen"
    )


def test_stories_in_the_middle_of_the_text_are_left_out() -> None:
    got = page("flat_headline_once.txt")
    for words in ("Pop star", "Fans of the singer", "Chess prodigy", "Twelve-year-old", "Smuggler", "A man who hid"):
        assert got.role(words) == "teaser"
    assert "Lawyers of the owners rejected" in got.body


def test_a_heading_inside_the_article_is_no_teaser() -> None:
    got = page("flat_label_front.txt")
    assert got.role("What happens next") == "heading"
    assert got.role("The court will hear two more") == "paragraph"


@pytest.mark.parametrize("words", ["Related: Villagers", "READ ALSO: How a dam"])
def test_lines_that_lead_elsewhere_are_left_out(words: str) -> None:
    assert page("flat_headline_once.txt").role(words) == "teaser"


def test_menus_comments_tags_and_legal_lines_have_their_roles() -> None:
    got = page("flat_headline_once.txt")
    assert got.role("Home News Politics") == "navigation"
    assert got.role("Kalle42 says") == "comment"
    assert got.role("Tags: Askel") == "tags"
    assert got.role("© 2025 Norrland") == "legal"
    assert got.role("Share on Facebook") == "promotion"


def test_a_dateline_is_a_block_of_its_own() -> None:
    got = page("flat_headline_once.txt")
    assert got.texts("dateline") == ["BRENNMOOR, March 3 (Norrland Agency) —"]
    assert got.texts("paragraph")[0].startswith("The owners of the Askel dam")


def test_the_date_line_above_other_stories_is_told_from_the_one_at_the_headline() -> None:
    assert page("flat_teasers_above.txt").candidates("published") == [
        ("Tuesday, October 14, 2025", "visible date line above other stories")
    ]
    assert page("flat_headline_once.txt").candidates("published") == [
        ("March 3, 2025 09:14 CET", "visible date line at the headline")
    ]


def test_published_and_updated_on_one_line_are_kept_apart() -> None:
    got = page("flat_label_front.txt")
    assert got.candidates("published") == [("12 November 2023", "visible date line at the headline")]
    assert got.candidates("modified") == [("13 November 2023", "visible date line at the headline")]


def test_date_lines_stand_outside_the_body() -> None:
    for name in ("flat_teasers_above.txt", "flat_headline_once.txt", "flat_label_front.txt"):
        got = page(name)
        assert all(value not in got.body for value, _ in got.candidates("published"))


def test_bylines_give_their_names() -> None:
    assert page("flat_headline_once.txt").candidates("byline") == [
        ("Hanna Oduya", "visible byline"),
        ("Piet Laarman", "visible byline"),
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    got = page("flat_wrapped.txt")
    assert len(got.texts("paragraph")) == 4
    assert got.texts("dateline") == ["TARVO, May 19 (Boreal Press) -"]
    assert got.layout.first("headline") == "MINE OPERATOR IN TARVO APPEALS AGAINST ORDER TO CLOSE SHAFT"


def test_a_text_of_labels_alone_has_no_article() -> None:
    got = plain("Home\nNews\nSport\nMost Popular\nContact")
    assert got.layout.problems == ("no article found in the text",)
    assert got.body == ""


def test_an_empty_text_says_so() -> None:
    assert plain("").layout.problems == ("no text on the page",)


def test_every_reason_is_in_words() -> None:
    for name in ("flat_teasers_above.txt", "flat_headline_once.txt", "flat_label_front.txt", "flat_captions_once.txt"):
        assert all(len(b.reason) > 3 for b in page(name).layout.blocks)
