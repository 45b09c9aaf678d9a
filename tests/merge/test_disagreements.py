"""What is a contradiction, what only sharpens, and which value is shown meanwhile."""

from __future__ import annotations

from chronofile.model import DateValue, Disagreement, Entry
from tests.merge.story import Desk, Sentence, day, own_words, page, sentence


def told(place: str = "Kelm", date: str | None = "2024-05-03", number: str = "", **more: object) -> Sentence:
    return sentence(
        f"[[Ostran Police|actor]] {{arrested}} [[Mara Holt|target]] {number} in <{place}> on (that day).",
        "capture",
        date,
        **more,
    )


def joined(*sentences: Sentence, days: str = "456789") -> tuple[Entry, tuple[Disagreement, ...]]:
    """Pages of their own, joined by a person, so that only the comparison of values is under test."""
    pages = [
        page(s, own_words(f"outlet{i}x"), outlet=f"O{i}", published=f"2024-05-0{days[i]}")
        for i, s in enumerate(sentences)
    ]
    desk = Desk(*pages)
    if len(desk.events()) > 1:
        desk.join(*desk.events())
    (entry,) = desk.events()
    return entry, desk.chronology.disagreements


def test_a_month_and_a_day_in_it_are_no_disagreement_and_the_day_is_shown() -> None:
    entry, differ = joined(told(date="2024-05"), told(date="2024-05-03"))
    assert differ == ()
    assert entry.occurred is not None
    assert entry.occurred.edtf == "2024-05-03"
    assert "most precise" in entry.chosen["date"]


def test_two_days_are_one_with_the_exact_words_and_reports_of_each() -> None:
    entry, (one,) = joined(told(date="2024-05-03"), told(date="2024-05-04"), told(date="2024-05-03"))
    assert one.attribute == "date"
    assert one.entry == entry.id
    assert [(r.value["edtf"], r.reports, [c.exact for c in r.citations]) for r in one.readings] == [
        ("2024-05-03", 2, ["that day", "that day"]),
        ("2024-05-04", 1, ["that day"]),
    ]
    assert "Reports differ on date" in entry.flags


def test_the_value_of_most_reports_is_shown_and_said_to_be_disputed() -> None:
    entry, _ = joined(told("Kelm"), told("Dorn"), told("Dorn"))
    assert entry.place == "Dorn"
    assert entry.chosen["place"] == "told by 2 reports; fits 2 of 3; reports differ"
    stances = {c.citation.exact.split(" in ")[1][:4]: c.stance for c in entry.citations}
    assert stances == {"Kelm": "contradicts", "Dorn": "supports"}


def test_the_words_that_tell_whether_it_happened_come_first_among_its_reasons() -> None:
    planned = {"factuality": "planned", "factuality_reason": "“plan”"}
    alone, _ = joined(told(**planned))
    assert alone.chosen["factuality"] == "“plan”"
    entry, _ = joined(told(**planned), told(**planned), told(factuality_reason="told as past"))
    assert entry.factuality == "occurred"
    assert entry.chosen["factuality"] == "told as past; as last reported"


def test_between_equals_the_earliest_published_is_shown() -> None:
    assert joined(told("Kelm"), told("Dorn"))[0].place == "Kelm"
    assert joined(told("Kelm"), told("Dorn"), days="87")[0].place == "Dorn"


def test_a_sharper_place_is_no_disagreement() -> None:
    entry, differ = joined(told("Ukraine"), told("Kyiv"), told("near Kyiv"))
    assert differ == ()
    assert entry.place == "Kyiv"


def test_readings_inside_one_page_count_too() -> None:
    lead = sentence("[[two sailors|target]] {captured} in <Ukraine> want to go home.", "capture", "2025")
    caption = sentence(
        "[[two sailors|target]] were {captured} in <Russia’s Kursk region> in (January).",
        "capture",
        "2025-01",
        role="caption",
    )
    desk = Desk(page(lead, caption, published="2025-12-24"))
    (one,) = desk.chronology.disagreements
    assert one.attribute == "place"
    assert {(r.shown, r.reports) for r in one.readings} == {("Ukraine", 1), ("Russia’s Kursk region", 1)}


def test_values_that_only_refine_each_other_stand_on_one_side() -> None:
    _, (one,) = joined(told("Russia’s Kursk region"), told("Kursk region"), told("Ukraine"))
    assert sorted(len(r.citations) for r in one.readings) == [1, 2]


def test_numbers_of_one_unit() -> None:
    _, (one,) = joined(told(number="with #2 guards#"), told(number="with #3 guards#"))
    assert (one.attribute, {r.value for r in one.readings}) == ("number", {"2 guard", "3 guard"})
    assert joined(told(number="with #2 guards#"), told(number="with #3 dogs#"))[1] == ()
    assert joined(told(number="with at least #2 guards#"), told(number="with #3 guards#"))[1] == ()


def test_it_happened_and_it_did_not() -> None:
    entry, (one,) = joined(told(), told(factuality="denied", said_by="the ministry"))
    assert one.attribute == "factuality"
    assert {r.shown: r.attributed_to for r in one.readings} == {"occurred": None, "denied": "the ministry"}
    assert entry.factuality == "occurred"


def test_a_plan_that_came_true_is_no_disagreement_even_on_another_day() -> None:
    entry, differ = joined(told(date="2024-05-01", factuality="planned"), told(date="2024-05-03"))
    assert differ == ()
    assert entry.occurred is not None
    assert (entry.factuality, entry.occurred.edtf) == ("occurred", "2024-05-03")
    assert entry.chosen["factuality"] == "as last reported"


def test_a_copy_that_counts_the_same_words_from_another_day_does_not_contradict() -> None:
    def report(date: str) -> Sentence:
        return sentence(
            "[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm> (on Friday).", "capture", date,
            fields={"date": {"basis": "relative", "anchor": "published"}},
        )  # fmt: skip

    same = [f"The same line {i} of one and the same report of that day." for i in range(6)]
    desk = Desk(
        page(report("2024-05-03"), *same, published="2024-05-04"),
        page(report("2024-05-10"), *same, published="2024-05-11", outlet="T"),
    )
    (entry,) = desk.events()
    assert entry.occurred is not None
    assert (desk.chronology.disagreements, entry.occurred.edtf, entry.copies) == ((), "2024-05-03", 1)


def test_a_rejected_entry_is_in_no_disagreement() -> None:
    desk = Desk(page(told("Kelm"), told("Dorn")))
    assert len(desk.chronology.disagreements) == 1
    desk.on("reject", desk.events()[0])
    assert desk.chronology.disagreements == ()


def test_claims_carry_their_own_words() -> None:
    entry, _ = joined(told("Kelm", number="with #2 guards#", said_by="a witness"))
    claims = {
        c.attribute: (c.value if not isinstance(c.value, dict) else c.value["edtf"], c.citation.exact)
        for c in entry.claims
    }
    assert claims["place"] == ("Kelm", "Kelm")
    assert claims["date"] == ("2024-05-03", "that day")
    assert claims["number"] == ("2 guard", "2 guards")
    assert claims["factuality"] == ("occurred", "arrested")
    assert {c.attributed_to for c in entry.claims} >= {"a witness"}
    assert entry.said_by == "a witness"


def test_before_a_day_fits_the_month_that_ends_with_it() -> None:
    entry, differ = joined(told(date="2024-05"), told(date="[..2024-05-03]"))
    assert differ == ()
    assert isinstance(entry.occurred, DateValue)
    assert entry.occurred == day("2024-05", "that day")
