from chronofile.model import DateValue, Reading
from chronofile.show import words
from tests.show.sample import AGENCY, disagreements, entry, events
from tests.show.sample import words as quoted


def test_a_decision_is_told_with_who_took_it() -> None:
    told = {e.id: words.state(e) for e in events()}
    assert told["e002"] == "Suggested"
    assert told["e003"] == "Accepted MK"
    assert told["e007"] == "Edited MK"
    assert told["e010"] == "By hand MK"
    assert told["e015"] == "Rejected MK"


def test_copies_are_told_apart_from_reports() -> None:
    told = {e.id: words.told_by(e) for e in events()}
    assert told["e002"] == "2 reports, 1 copy"
    assert told["e001"] == "1 report"
    assert told["e010"] == "No words from a page"


def test_only_open_disagreements_are_said_to_differ() -> None:
    place, number, date = disagreements()
    assert words.differ([place, number]) == "Reports differ on place"
    assert words.differ([place, date]) == "Reports differ on place and date"
    assert words.differ([number]) == ""


def test_a_side_is_quoted_only_where_the_page_says_it_so() -> None:
    cited = (quoted(AGENCY, "on January 11"),)
    assert words.reading(Reading(value="x", shown="January 11", citations=cited)) == ("January 11", True)
    assert words.reading(Reading(value="x", shown="2025-01-11", citations=cited)) == ("11 January 2025", False)
    assert words.reading(Reading(value={"edtf": "2025-01"}, shown="", citations=cited)) == ("January 2025", False)


def test_values_of_any_kind_become_words() -> None:
    assert words.value(2.0) == "2"
    assert words.value(DateValue.from_edtf("[2025-12-24..2025-12-31]")) == "Between 24 and 31 December 2025"
    assert words.value({"edtf": "2025-01"}) == "January 2025"
    assert words.value("[2025-12-24..2025-12-31]") == "Between 24 and 31 December 2025"
    assert words.value("Port Lasko") == "Port Lasko"
    assert words.value(["a", "b", "c"]) == "a, b and c"
    assert words.value(None) == "the page does not say"


def test_an_unknown_factuality_is_shown_as_it_is() -> None:
    assert words.factuality("occurred") == "Happened"
    assert words.factuality("rumoured") == "Rumoured"


def test_absence_is_told_as_not_found_never_as_not_so() -> None:
    assert words.not_found_on(1) == "not found on the 1 page held"
    assert words.not_found_on(1200) == "not found on the 1,200 pages held"


def test_an_accepted_entry_without_a_difference_is_not_edited() -> None:
    assert not words.is_edited(entry(1, "x", None, state="accepted"))


def test_a_flag_does_not_say_again_that_reports_differ() -> None:
    flagged = entry(1, "x", None, flags=("reports differ on place", "changed since you rejected it"))
    assert words.flags(flagged, [disagreements()[0]]) == ["Changed since you rejected it"]
    assert words.flags(flagged, []) == ["Reports differ on place", "Changed since you rejected it"]
