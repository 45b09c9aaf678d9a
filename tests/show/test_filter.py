import datetime as dt

import pytest

from chronofile.errors import CalledWrongly
from chronofile.show import Filter, day_range, filtered
from chronofile.show.export import shown_entries
from tests.show.sample import sample


def ids(**wanted: object) -> list[str]:
    return [e.id for e in shown_entries(filtered(sample(), Filter(**wanted)))]  # type: ignore[arg-type]


def test_what_people_type_is_a_period() -> None:
    assert day_range("2025") == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert day_range(" 2025-02 ") == (dt.date(2025, 2, 1), dt.date(2025, 2, 28))
    with pytest.raises(CalledWrongly, match="'last week' is not a date here; write 2025"):
        day_range("last week")


def test_an_entry_fits_when_it_may_have_been_in_the_period() -> None:
    assert ids(first=dt.date(2025, 3, 15), last=dt.date(2025, 3, 16)) == ["e001", "e005", "e009", "e012"]


def test_undated_entries_fit_no_period_but_every_open_one() -> None:
    assert "e013" not in ids(first=dt.date(1900, 1, 1))
    assert "e013" in ids()


def test_about_needs_all_words_anywhere_in_the_entry() -> None:
    assert ids(about="brenner REPORTERS") == ["e007"]
    assert ids(about="변호사를") == ["e009"]
    assert ids(about="brenner governor") == []


def test_top_keeps_the_most_important_in_the_order_of_the_chronology() -> None:
    assert ids(top=3) == ["e001", "e002", "e003"]
    assert ids(top=1, about="sailor") == ["e001"]


def test_disagreements_go_with_their_entries() -> None:
    kept = filtered(sample(), Filter(about="announced"))
    assert [d.id for d in kept.chronology.disagreements] == ["d1", "d2", "d3"][2:]


def test_no_filter_changes_nothing() -> None:
    export = sample()
    assert filtered(export, Filter()) is export
