import datetime as dt
import re

import msgspec

from chronofile.model import DateValue
from chronofile.show.export import shown_entries
from chronofile.show.html.strip import MONTHS_ABOVE, strip
from tests.show.sample import entry, sample


def drawn() -> str:
    export = sample()
    return str(strip(export, shown_entries(export)))


def test_every_dated_entry_and_page_has_its_sign() -> None:
    made = drawn()
    assert len(re.findall(r'href="#e-e\d+"', made)) == 12
    assert len(re.findall(r'href="#p-', made)) == 4  # the fifth page has no date


def test_signs_tell_happened_from_planned_denied_cancelled_and_lasting() -> None:
    made = drawn()
    sign = dict(re.findall(r'<a href="#e-(e\d+)"(.*?)</a>', made))
    assert 'class="long' in sign["e001"]
    assert 'class="soft' in sign["e002"]
    assert 'class="full"' in sign["e003"]
    assert 'class="stroke"' in sign["e004"]
    assert 'class="stroke"' in sign["e008"]
    assert 'class="hollow"' in sign["e011"]
    assert 'class="hollow possible"' in sign["e012"]
    assert 'class="item dec"' in sign["e003"]
    assert 'class="item sug"' in sign["e002"]


def test_copies_are_hollow_and_undated_ones_have_a_box() -> None:
    made = drawn()
    assert made.count('class="report copy"') == 1
    assert "Undated" in made
    assert "2 entries" in made


def test_it_is_one_picture_for_keys_and_ears() -> None:
    made = drawn()
    assert 'class="grid" aria-hidden="true"' in made
    assert set(re.findall(r'<a [^>]*tabindex="(-?\d)"', made)) == {"-1"}
    assert "The table below says the same in words." in made


def test_many_entries_become_months_with_counts() -> None:
    day = dt.date(2024, 1, 1)
    many = [entry(n + 1, "x", DateValue.from_edtf(str(day + dt.timedelta(days=n)))) for n in range(MONTHS_ABOVE + 1)]
    export = sample()
    export = msgspec.structs.replace(export, chronology=msgspec.structs.replace(export.chronology, entries=tuple(many)))
    made = str(strip(export, many))
    assert "href=" not in made
    counts = [int(n) for n in re.findall(r'class="count"/>', made) and re.findall(r"<title>(\d+)</title>", made)]
    assert sum(counts) == len(many) + 4


def test_nothing_is_drawn_without_a_date() -> None:
    assert strip(sample(), [entry(1, "x", None)]) is None
