import json

from chronofile.show.to_timelinejs import to_timelinejs
from tests.show.sample import sample


def record() -> dict:
    return json.loads(to_timelinejs(sample()))


def test_each_dated_entry_is_a_slide_with_its_own_id() -> None:
    events = record()["events"]
    ids = [e["unique_id"] for e in events]
    assert len(ids) == len(set(ids)) == 12
    letters = next(e for e in events if e["unique_id"] == "entry-e007")
    assert letters["start_date"] == {"year": 2025, "month": 11, "day": 24}
    assert letters["display_date"] == "24 November 2025"
    assert "end_date" not in letters


def test_a_span_has_both_ends() -> None:
    month = next(e for e in record()["events"] if e["unique_id"] == "entry-e002")
    assert (month["start_date"]["day"], month["end_date"]["day"]) == (1, 31)
    assert month["display_date"] == "January 2025 · some day in the month"


def test_undated_entries_are_listed_on_the_title() -> None:
    assert "<li>Their mother waits</li>" in record()["title"]["text"]["text"]


def test_planned_entries_are_a_group_of_their_own() -> None:
    assert [e["group"] for e in record()["events"]].count("Planned") == 1


def test_hostile_words_are_escaped() -> None:
    assert b"<script" not in to_timelinejs(sample())
    assert b"<img" not in to_timelinejs(sample())
