"""Dates, names and tellings: what the pages say of them."""

from __future__ import annotations

import pytest

from chronofile.model import DateValue
from tests.check.pages import HERALD, PAGES, checked, concerns, page, told

FREED = "The police released both divers on May 15 after their lawyer, Ruth Calder, had protested at the station."
HELD = "Port police detained the divers Ana Lund and Piet Moor in Sarnhaven on May 14, the harbour office said on Wednesday."
PLAN = "Calder plans to meet officials of the Fisheries Ministry on May 20 to ask for the return of the boat."
NAMES = (("Ana Lund", "Lund"), ("Ruth Calder", "Calder"), ("Piet Moor", "Moor"), ("Émile Brandt", "Brandt"))
TOLD = (
    told(FREED, "released", occurred=DateValue.from_edtf("2024-05-15"), names=("divers", "police")),
    told(
        HELD,
        "detained",
        occurred=DateValue.from_edtf("2024-05-14"),
        said_by="harbour office",
        names=("Port police", "Ana Lund"),
    ),
    told(
        PLAN,
        "meet",
        factuality="planned",
        occurred=DateValue.from_edtf("2024-05-20"),
        names=("Ruth Calder", "Fisheries Ministry"),
    ),
)


def date(text: str, *dates: tuple[str, str, str], **more: object) -> object:
    (found,) = (i for i in checked(text, told=TOLD, names=NAMES, dates=dates, **more) if i.kind == "date")  # type: ignore[arg-type]
    return found


def test_a_date_as_the_pages_have_it() -> None:
    found = date("The police released both divers on 15 May 2024.", ("15 May 2024", "2024-05-15", "2024-05-15"))
    assert found.mark == "exact"
    assert found.place.exact == FREED


def test_another_date_is_said_with_the_pages() -> None:
    found = date("The police released both divers on 17 May 2024.", ("17 May 2024", "2024-05-17", "2024-05-17"))
    assert (found.mark, concerns(found)) == ("differs", {"another date"})


def test_the_day_of_the_announcement_is_not_the_day_of_the_event() -> None:
    found = date("The police released both divers on 16 May 2024.", ("16 May 2024", "2024-05-16", "2024-05-16"))
    assert concerns(found) == {"date of the announcement"}  # the page was published on 16 May


def test_a_day_where_the_page_has_a_month_is_more_exact_than_the_page() -> None:
    vague = (told(FREED, "released", occurred=DateValue.from_edtf("2024-05"), names=("divers",)),)
    found = next(
        i for i in checked("The police released both divers on 15 May 2024.", told=vague, dates=(("15 May 2024", "2024-05-15", "2024-05-15"),))
        if i.kind == "date"
    )  # fmt: skip
    assert concerns(found) == {"more exact than the page"}
    wide = next(
        i for i in checked("The police released both divers in May 2024.", told=TOLD, dates=(("May 2024", "2024-05-01", "2024-05-31"),))
        if i.kind == "date"
    )  # fmt: skip
    assert wide.mark == "exact"


def test_a_date_no_page_has_is_not_found() -> None:
    assert date("They sailed on 3 March 2021.", ("3 March 2021", "2021-03-03", "2021-03-03")).mark == "not found"


def test_planned_told_as_done() -> None:
    (found,) = (i for i in checked("Calder met officials of the Fisheries Ministry.", told=TOLD) if i.kind == "telling")
    assert concerns(found) == {"planned told as done"}
    assert found.place is not None
    assert found.place.exact == PLAN


@pytest.mark.parametrize(
    "text",
    [
        "Calder plans to meet officials of the Fisheries Ministry.",
        "Calder will meet officials of the Fisheries Ministry.",
        "Calder met her sister at the station of Sarnhaven.",
        "Officials of the Fisheries Ministry ate fish with Calder.",
    ],
)
def test_and_what_is_none(text: str) -> None:
    assert not any(i.kind == "telling" for i in checked(text, told=TOLD))


def test_a_meeting_that_some_page_tells_as_done_is_done() -> None:
    both = (*TOLD, told(PLAN, "meet", factuality="occurred", names=("Ruth Calder",)))
    assert not any(i.kind == "telling" for i in checked("Calder met officials of the Fisheries Ministry.", told=both))


def test_a_speaker_left_out() -> None:
    (found,) = (
        i for i in checked("Port police detained the divers Ana Lund and Piet Moor.", told=TOLD) if i.kind == "telling"
    )
    assert concerns(found) == {"speaker left out"}
    for text in (
        "Port police detained the divers Ana Lund and Piet Moor, the harbour office said.",
        "Reportedly, port police detained the divers Ana Lund.",
    ):
        assert not any(i.kind == "telling" for i in checked(text, told=TOLD))


def test_another_speaker_for_a_quotation() -> None:
    said = told(
        "“I do not accept that the catch was illegal,” Calder said.", "said", aspect="statement", said_by="Ruth Calder"
    )
    for who, wanted in (("Moor", {"another speaker"}), ("Calder", set()), ("She", set())):
        items = checked(f"“I do not accept that the catch was illegal”, {who} said.", told=(said,), names=NAMES)
        (found,) = (i for i in items if i.kind == "quotation")
        assert concerns(found) == wanted
    (found,) = (
        i
        for i in checked("There was talk: “I do not accept that the catch was illegal”.", told=(said,), names=NAMES)
        if i.kind == "quotation"
    )
    assert concerns(found) == {"speaker left out"}


def names(text: str) -> dict[str, str]:
    return {i.words: i.mark for i in checked(text, names=NAMES) if i.kind == "name"}


def test_names() -> None:
    found = names(
        "Yesterday the lawyer Ruth Calder met Ana Lundt and Zora Petrescu of the Ministry of Silly Walks in Sarnhaven. Calder’s boat is here. However, nobody came."
    )
    assert found == {
        "Ruth Calder": "exact",
        "Ana Lundt": "differs",
        "Zora Petrescu": "not found",
        "Ministry": "exact",
        "Silly Walks": "not found",
        "Sarnhaven": "exact",
        "Calder": "exact",
    }
    (spelt,) = (i for i in checked("He met Ana Lundt.", names=NAMES) if i.kind == "name")
    assert [(n.concern, n.value) for n in spelt.notes] == [("spelt otherwise", "Ana Lund")]


def test_accents_make_no_other_name() -> None:
    assert names("The mayor Emile Brandt spoke.") == {"Emile Brandt": "exact"}


def test_each_name_is_looked_at_once() -> None:
    (found,) = (i for i in checked("A word of Ruth Calder. A word of Ruth Calder.", names=NAMES) if i.kind == "name")
    assert len(found.spans) == 2


def test_where_every_noun_has_a_capital_only_known_names_are_looked_at() -> None:
    found = checked("Die Anwältin Ruth Calder traf den Minister.", names=NAMES, language="de")
    assert [i.words for i in found] == ["Ruth Calder"]


def test_dates_inside_quotations_are_part_of_them() -> None:
    found = checked(f"“{FREED}”", told=TOLD, names=NAMES, dates=(("May 15", "2024-05-15", "2024-05-15"),))
    assert [i.kind for i in found] == ["quotation"]


def test_numbers_count_from_one_in_the_drafts_order() -> None:
    found = checked("Zora Petrescu said “nobody told us what we were accused of”. Ana Lund was there.", names=NAMES)
    assert [i.number for i in found] == [1, 2, 3]
    assert [i.spans[0].start for i in found] == sorted(i.spans[0].start for i in found)


def test_nothing_to_check() -> None:
    assert checked("nothing at all.") == []
    assert checked("") == []
    assert checked("“nobody told us what we were accused of”", ())[0].mark == "not found"


def test_a_page_without_blocks_is_one_text() -> None:
    bare = page("bare", "").__class__(text_layer="bare", text=HERALD, blocks=())
    assert checked("“nobody told us what we were accused of”", (bare,))[0].mark == "exact"
    assert len(PAGES) == 3
