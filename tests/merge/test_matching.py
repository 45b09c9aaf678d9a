"""Which reports are joined, which are put before a person, and which stay apart."""

from __future__ import annotations

import pytest

from chronofile.model import Entry, Page
from tests.merge.story import Desk, Sentence, own_words, page, sentence


def arrest(where: str = "Kelm", date: str | None = "2024-05-03", **more: object) -> Sentence:
    return sentence(
        f"[[Ostran Police|actor]] {{arrested}} [[Mara Holt|target]] near the mole in <{where}> on (that day).",
        str(more.pop("kind", "capture")), date, **more,
    )  # fmt: skip


def alone(one: Sentence, outlet: str) -> Page:
    return page(one, own_words(outlet), outlet=outlet, name=outlet)


def two(a: Sentence, b: Sentence) -> Desk:
    return Desk(alone(a, "Harbour"), alone(b, "Tidewater"))


def joined(desk: Desk) -> bool:
    return len(desk.events()) == 1


def proposed(desk: Desk) -> bool:
    return len(desk.events()) == 2 and len(desk.chronology.proposals) == 1


def test_two_reports_of_one_event_are_joined_and_counted() -> None:
    said = sentence(
        "On (3 May) [[Mara Holt|target]] was {arrested} by [[Ostran Police|actor]] in <Kelm>, a neighbour said.",
        "capture",
        "2024-05-03",
    )
    desk = two(arrest(), said)
    assert joined(desk)
    assert desk.events()[0].independent_reports == 2
    assert desk.events()[0].reason.startswith("2 tellings are one: both tell of the same kind: capture")


def test_the_same_deed_by_another_actor_is_another_event() -> None:
    other = sentence(
        "[[Dornish Police|actor]] {arrested} [[Mara Holt|target]] near the mole in <Kelm> on (that day).",
        "capture",
        "2024-05-03",
    )
    desk = two(arrest(), other)
    assert len(desk.events()) == 2
    assert desk.chronology.proposals == ()


def test_the_same_deed_to_somebody_else_is_another_event() -> None:
    other = sentence(
        "[[Ostran Police|actor]] {arrested} [[Iven Straub|target]] near the mole in <Kelm> on (that day).",
        "capture",
        "2024-05-03",
    )
    assert len(two(arrest(), other).events()) == 2


def test_another_person_of_the_same_surname_is_another_person() -> None:
    one = sentence(
        "[[Ostran Police|actor]] {arrested} [[Peter Holt|target]] near the mole in <Kelm> on (that day).",
        "capture",
        "2024-05-03",
    )
    assert len(two(arrest(), one).events()) == 2
    short = sentence(
        "[[Ostran Police|actor]] {arrested} [[Holt|target]] near the mole in <Kelm> on (that day).",
        "capture",
        "2024-05-03",
    )
    assert joined(two(arrest(), short))


def test_a_transliterated_actor_is_no_other_actor() -> None:
    one = sentence(
        "[[Volodymyr Zelenskyy|actor]] {visited} [[Mara Holt|target]] near the mole in <Kelm> on (that day).",
        "visit",
        "2024-05-03",
    )
    other = sentence(
        "[[Volodymyr Zelensky|actor]] {visited} [[Mara Holt|target]] near the mole in <Kelm> on (that day).",
        "visit",
        "2024-05-03",
    )
    assert joined(two(one, other))


def test_two_statements_of_one_speaker_on_one_day_are_two() -> None:
    one = sentence(
        "[[Mara Holt|actor]] {said} on (3 May) that the boat was unsafe and rotten.", "statement", "2024-05-03"
    )
    other = sentence(
        "[[Mara Holt|actor]] {said} on (3 May) that negotiations with owners had failed.", "statement", "2024-05-03"
    )
    assert len(two(one, other).events()) == 2


def test_two_things_on_one_day_in_one_sentence_stay_two() -> None:
    one = page(arrest(), arrest("Dorn"))
    desk = Desk(one)
    assert len(desk.events()) == 1
    from msgspec.structs import replace

    from tests.merge.story import with_findings

    first = one.findings.findings[0]
    again = replace(first, trigger=first.sentence, rule="another rule")
    assert len(Desk(with_findings(one, [first, again])).events()) == 2


def test_a_year_apart_is_another_event() -> None:
    desk = two(arrest(), arrest(date="2023-05-03"))
    assert len(desk.events()) == 2
    assert desk.chronology.proposals == ()


def test_reports_that_differ_by_days_on_the_same_people_at_the_same_place_are_one_in_dispute() -> None:
    moved = "[[Ostran Police|actor]] {moved} [[Mara Holt|target]] and [[Iven Straub|target]] to the prison in <Kelm> on (that day)."
    desk = two(sentence(moved, "transfer", "2024-05-06"), sentence(moved, "transfer", "2024-05-09"))
    assert joined(desk)
    assert [d.attribute for d in desk.chronology.disagreements] == ["date"]


@pytest.mark.parametrize("date", ["2024-05", "2024", None])
def test_a_vague_date_only_proposes(date: str | None) -> None:
    desk = two(arrest(), arrest(date=date))
    assert proposed(desk)


def test_a_plan_is_not_yet_the_event() -> None:
    assert proposed(two(arrest(), arrest(factuality="planned")))


def test_a_denial_is_of_the_same_event() -> None:
    desk = two(arrest(), arrest(factuality="denied"))
    assert joined(desk)
    assert [d.attribute for d in desk.chronology.disagreements] == ["factuality"]


def test_a_lead_told_again_below_is_one_even_when_vague() -> None:
    lead = sentence(
        "[[two sailors|target]] {captured} in <Ostran> this year want to go home.", "capture", "2024", role="headline"
    )
    below = sentence(
        "They were [[two sailors|target]] {captured} by [[Ostran Police|actor]] in (May).", "capture", "2024-05"
    )
    desk = Desk(page(lead, below))
    assert joined(desk)
    assert desk.events()[0].occurred is not None
    assert desk.events()[0].occurred.edtf == "2024-05"


def test_what_happens_more_than_once_is_not_joined_on_one_page_when_vague() -> None:
    one = sentence("[[Mara Holt|actor]] {visited} [[two sailors|target]] in (March).", "visit", "2024-03")
    other = sentence("[[Mara Holt|actor]] {visited} [[two sailors|target]] this (year).", "visit", "2024")
    assert len(Desk(page(one, other)).events()) == 2


def test_a_vague_sentence_in_a_copy_is_the_same_sentence() -> None:
    vague = arrest(date=None)
    same = [f"The same line {i} of one and the same report of the day." for i in range(5)]
    desk = Desk(page(vague, *same, outlet="A"), page(vague, *same, outlet="B"))
    assert joined(desk)
    entry = desk.events()[0]
    assert (entry.independent_reports, entry.copies) == (1, 1)


def test_a_relayed_agency_is_one_report() -> None:
    said = sentence(
        "On (3 May) [[Mara Holt|target]] was {arrested} by [[Ostran Police|actor]] in <Kelm>, a neighbour said.",
        "capture",
        "2024-05-03",
    )
    one = page(arrest(), "A first page full of its own words.", outlet="A", relayed="Northline")
    other = page(said, "Then another one with other words still.", outlet="B", relayed="Northline")
    (entry,) = Desk(one, other).events()
    assert (entry.independent_reports, entry.copies) == (1, 1)
    source = page(said, "Then another one with other words still.", outlet="Northline")
    (entry,) = Desk(one, source).events()
    assert entry.independent_reports == 1


def test_statements_and_items_join_only_as_the_same_sentence() -> None:
    item = sentence(
        "[[Coast Ministry|actor]] promised to {answer every letter of the families by June}.",
        aspect="open_item",
        date="2024-06",
    )
    desk = two(item, item)
    (one,) = [e for e in desk.chronology.entries if e.aspect == "open_item"]
    assert (one.factuality, one.details["last_heard"], one.independent_reports) == ("planned", "2024-05-04", 2)
    said = sentence("[[Mara Holt|actor]] {said} that it was a long night for all of them.", aspect="statement")
    assert len([e for e in two(said, said).chronology.entries if e.aspect == "statement"]) == 2


def test_a_chain_of_likenesses_does_not_make_one_event() -> None:
    def moved(date: str, words: str) -> Sentence:
        return sentence(
            f"[[Ostran Police|actor]] {{moved}} [[Mara Holt|target]] and [[Iven Straub|target]] to {words} in <Kelm> on (day).",
            "transfer",
            date,
        )

    pages = [alone(moved(f"2024-05-{d:02}", f"cell {d}"), f"Outlet {d}") for d in (1, 4, 7, 10, 13, 16)]
    entries: list[Entry] = Desk(*pages).events()
    spans = [sorted(c.value["edtf"] for c in e.claims if c.attribute == "date") for e in entries]
    assert all(int(s[-1][-2:]) - int(s[0][-2:]) <= 6 for s in spans)
