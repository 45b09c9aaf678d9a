"""How a person's work survives: each rule of the design, one test or more."""

from __future__ import annotations

from msgspec.structs import replace

from chronofile.merge import anchor_key, anchors_of, fold, known_ids, values_of
from chronofile.model import Anchor, Citation, Entry, Judgement, Page, Span, cite
from tests.merge.story import Desk, as_stored, changed, day, own_words, page, redate, sentence, with_findings, without

ARREST = sentence(
    "[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm> on (3 May).", "capture", "2024-05-03"
)
RELEASE = sentence(
    "[[Ostran Police|actor]] {freed} [[Iven Straub|target]] before noon on (4 May).", "release", "2024-05-04"
)
VISIT = sentence("[[Oda Renn|actor]] {visited} [[Mara Holt|target]] in prison on (9 May).", "visit", "2024-05-09")
FILL = "Nobody in the harbour wanted to say more about it that week."


def first(*more: object) -> Page:
    return page(ARREST, RELEASE, FILL, *more, published="2024-05-05")  # type: ignore[arg-type]


def copy(*more: object) -> Page:
    return page(ARREST, RELEASE, FILL, *more, published="2024-05-06", outlet="Tidewater", name="copy")  # type: ignore[arg-type]


def values(entry: Entry) -> dict[str, object]:
    """What a person sees, without ids and without the places behind it."""
    seen = as_stored(values_of(entry))
    seen["involvements"] = [(i["name"], i["part"]) for i in seen["involvements"]]
    return {k: v for k, v in seen.items() if k not in ("found", "judgements", "citations")}


# ---- an accepted, edited or hand-made entry is the person's record ----------------------------------------------------


def test_an_accepted_entry_keeps_what_was_seen_when_a_new_run_says_otherwise() -> None:
    desk = Desk(first())
    desk.on("accept", desk.entry("arrested"))
    seen = values(desk.entry("arrested"))
    desk.look(changed(first(), 0, kind="attack", place="Dorn", occurred=day("2024-05-02"), headline="Holt was seized"))
    entry = desk.entry("arrested")
    assert values(entry) == seen
    assert entry.state == "accepted"
    assert entry.decided_by == "MK"
    assert entry.program_says["kind"] == "attack"
    assert entry.program_says["occurred"]["edtf"] == "2024-05-02"
    assert any("otherwise on kind: attack" in f for f in entry.flags)


def test_an_edited_entry_keeps_every_edit_and_what_was_not_edited() -> None:
    desk = Desk(first())
    desk.on("edit", desk.entry("arrested"), headline="Holt taken at the quay", occurred="2024-05")
    desk.on("edit", desk.entry("quay"), place=None, note="ask the harbour master")
    desk.look(changed(first(), 0, place="Dorn", factuality="denied"))
    entry = desk.entry("quay")
    assert (entry.headline, entry.place, entry.factuality, entry.kind) == (
        "Holt taken at the quay",
        None,
        "occurred",
        "capture",
    )
    assert entry.occurred is not None
    assert (entry.occurred.edtf, entry.occurred.basis) == ("2024-05", "reviewer")
    assert entry.details["note"] == "ask the harbour master"
    assert entry.program_says["headline"].startswith("Ostran Police arrested")


def test_what_the_program_always_said_is_no_flag_on_an_edit() -> None:
    desk = Desk(first())
    desk.on("edit", desk.entry("arrested"), place="Dorn")
    entry = desk.entry("arrested")
    assert entry.flags == ()
    assert entry.program_says == {"place": "Kelm"}


def test_an_entry_whose_finding_vanished_stays_and_says_so() -> None:
    desk = Desk(first())
    desk.on("accept", desk.entry("arrested"))
    seen = values(desk.entry("arrested"))
    cited = desk.entry("arrested").citations
    desk.look(without(first(), 0))
    entry = desk.entry("arrested")
    assert values(entry) == seen
    assert entry.citations == cited
    assert entry.flags == ("The program no longer finds this",)
    desk.look(first())
    assert desk.entry("arrested").flags == ()


def test_an_entry_whose_page_was_withdrawn_stays_too() -> None:
    desk = Desk(first(), page(VISIT, name="other"))
    desk.on("edit", desk.entry("arrested"), headline="Taken")
    desk.look(desk.pages[1])
    assert desk.entry("Taken").flags == ("The page of these words is not held",)
    assert desk.entry("Taken").state == "accepted"


def test_an_entry_by_hand_stays_whatever_the_program_finds_around_it() -> None:
    desk = Desk(first())
    desk.make(first(), FILL, headline="Silence in the harbour", occurred="2024-05", factuality="ongoing")
    entry = desk.entry("Silence")
    assert (entry.made_by_hand, entry.state, entry.factuality) == (True, "accepted", "ongoing")
    assert [c.citation.exact for c in entry.citations] == [FILL]
    assert entry.independent_reports == 1
    desk.look(without(first(), 0, 1))
    assert values(desk.entry("Silence")) == values(entry)


def test_an_entry_by_hand_without_words_and_an_edit_of_it() -> None:
    desk = Desk(first())
    desk.judge("make", value={"headline": "The family hired a lawyer", "occurred": "2024"})
    desk.on("edit", desk.entry("hired"), occurred="2024-06", factuality="planned")
    entry = desk.entry("hired")
    assert entry.occurred is not None
    assert (entry.occurred.edtf, entry.factuality, entry.citations) == ("2024-06", "planned", ())
    assert len([e for e in desk.chronology.entries if e.made_by_hand]) == 1


def test_two_entries_by_hand_from_the_same_words_are_two() -> None:
    desk = Desk(first())
    desk.make(first(), FILL, headline="One")
    desk.make(first(), FILL, headline="Two")
    desk.on("edit", desk.entry("Two"), headline="Two, edited")
    assert sorted(e.headline for e in desk.chronology.entries if e.made_by_hand) == ["One", "Two, edited"]


def test_a_suggestion_inside_words_marked_by_hand_is_proposed_not_swallowed() -> None:
    desk = Desk(first())
    desk.make(first(), "Ostran Police arrested Mara Holt in Kelm on 3 May.", headline="Holt was taken")
    assert desk.entry("arrested").state == "suggested"
    assert [{p[0], p[1]} for p in desk.chronology.proposals] == [{desk.entry("arrested").id, desk.entry("taken").id}]


def test_an_entry_by_hand_that_was_taken_back_is_gone_with_what_hung_on_it() -> None:
    desk = Desk(first())
    made = desk.make(first(), FILL, headline="Silence")
    edit = desk.on("edit", desk.entry("Silence"), headline="Still silence")
    back = desk.undo(made)
    assert not [e for e in desk.chronology.entries if e.made_by_hand]
    assert edit.id in desk.chronology.unplaced
    desk.undo(back)
    assert desk.entry("Still silence").made_by_hand


def test_a_date_that_is_no_date_is_kept_word_for_word() -> None:
    desk = Desk(first())
    desk.on("edit", desk.entry("arrested"), occurred="after the feast")
    date = desk.entry("arrested").occurred
    assert date is not None
    assert (date.verbatim, date.earliest, date.latest) == ("after the feast", None, None)


# ---- a new finding belongs to an old judgement: same sentence, same aspect --------------------------------------------


def test_a_shifted_trigger_and_a_changed_kind_are_a_flag_not_a_blocker() -> None:
    desk = Desk(first())
    desk.on("accept", desk.entry("arrested"))
    trigger = first().findings.findings[0].trigger
    desk.look(changed(first(), 0, trigger=Span(trigger.start - 4, trigger.end + 2), kind="other"))
    assert len(desk.chronology.entries) == 2
    assert desk.entry("arrested").state == "accepted"
    assert any("otherwise on kind" in f for f in desk.entry("arrested").flags)


def test_a_trigger_elsewhere_in_the_sentence_still_belongs_to_it() -> None:
    desk = Desk(first())
    desk.on("accept", desk.entry("arrested"))
    sentence_ = first().findings.findings[0].sentence
    desk.look(changed(first(), 0, trigger=Span(sentence_.end - 6, sentence_.end - 1)))
    assert len(desk.chronology.entries) == 2
    assert desk.entry("arrested").state == "accepted"


def test_the_other_event_of_the_sentence_is_not_taken_for_the_one_decided() -> None:
    two = page(FILL, ARREST)
    found = two.findings.findings[0]
    at = two.article.layer.text.index("on 3 May")
    other = replace(
        found, trigger=Span(at, at + 2), value=replace(found.value, kind="decision", headline="Something else")
    )
    both = with_findings(two, [found, other])
    desk = Desk(both)
    desk.on("accept", desk.entry("arrested"))
    desk.look(without(both, 0))
    assert desk.entry("arrested").flags == ("The program no longer finds this",)
    assert desk.entry("Something else").state == "suggested"


def test_two_judged_triggers_keep_their_own_findings() -> None:
    line = sentence(
        "[[Ostran Police|actor]] {met} [[Mara Holt|target]] and wrote to her on (3 May).", "meeting", "2024-05-03"
    )
    one = page(line)
    found = one.findings.findings[0]
    at = one.article.layer.text.index("wrote")
    other = replace(found, trigger=Span(at, at + 5), value=replace(found.value, kind="letter", headline="A letter"))
    desk = Desk(with_findings(one, [found, other]))
    desk.on("edit", desk.entry("A letter"), headline="The letter")
    desk.on("edit", desk.entry("met"), headline="The meeting")
    moved = [replace(other, trigger=Span(at - 1, at + 5)), replace(found, value=replace(found.value, kind="other"))]
    desk.look(with_findings(one, moved))
    assert {e.headline: [f["kind"] for f in e.found] for e in desk.events()} == {
        "The letter": ["letter"],
        "The meeting": ["other"],
    }


def test_of_two_findings_at_the_same_words_the_one_decided_on_is_taken() -> None:
    one = first()
    found = one.findings.findings[0]
    twin = replace(found, rule="another", value=replace(found.value, kind="attack", headline="An attack"))
    desk = Desk(with_findings(one, [found, twin]))
    desk.on("reject", desk.entry("arrested"))
    desk.on("edit", desk.entry("An attack"), headline="The attack")
    for findings in ([found, twin], [twin, found]):
        desk.look(with_findings(one, findings))
        assert {e.headline: e.state for e in desk.events()} == {
            "The attack": "accepted",
            "Ostran Police arrested Mara Holt in Kelm on 3 May.": "rejected",
        }
    desk.look(with_findings(one, [twin]))
    assert {e.state: e.kind for e in desk.events()} == {"accepted": "attack", "rejected": "capture"}


def test_another_aspect_of_the_sentence_is_another_thing() -> None:
    desk = Desk(first())
    desk.on("reject", desk.entry("arrested"))
    said = sentence("[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm> on (3 May).", aspect="statement")
    desk.look(page(said, RELEASE, FILL, published="2024-05-05"))
    assert [e.state for e in desk.chronology.entries if e.aspect == "statement"] == ["suggested"]


# ---- rejection --------------------------------------------------------------------------------------------------------


def test_a_rejection_hides_the_same_trigger_with_the_same_value() -> None:
    desk = Desk(first())
    desk.on("reject", desk.entry("arrested"))
    desk.look(first())
    assert desk.entry("arrested").state == "rejected"
    assert len(desk.chronology.entries) == 2


def test_a_changed_value_comes_back_and_says_what_changed() -> None:
    desk = Desk(first())
    desk.on("reject", desk.entry("arrested"))
    desk.look(changed(first(), 0, occurred=day("2024-05-02")))
    entry = desk.entry("arrested")
    assert entry.state == "suggested"
    assert entry.flags == ("Changed since you rejected it: date was 2024-05-03, is 2024-05-02",)
    desk.on("reject", entry)
    assert desk.entry("arrested").state == "rejected"
    desk.look(first())
    assert desk.entry("arrested").state == "suggested"


def test_accepting_what_was_rejected_together_leaves_the_other_rejected() -> None:
    desk = Desk(first(), copy())
    desk.on("reject", desk.entry("arrested"))
    copied = copy()
    desk.look(first(), changed(copied, 0, kind="attack"))
    back = next(e for e in desk.chronology.entries if e.kind == "attack")
    desk.on("accept", back)
    states = {e.kind: e.state for e in desk.chronology.entries if "arrested" in e.headline}
    assert states == {"attack": "accepted", "capture": "rejected"}


def test_a_rejected_finding_joins_nothing() -> None:
    again = sentence(
        "[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] at night in <Kelm> on (3 May).",
        "capture",
        "2024-05-03",
    )
    desk = Desk(first())
    desk.on("reject", desk.entry("arrested"))
    desk.look(first(), page(again, name="x", outlet="Tidewater"))
    states = sorted(e.state for e in desk.chronology.entries if e.kind == "capture")
    assert states == ["rejected", "suggested"]


# ---- the same sentence in a copy carries the decision over --------------------------------------------------------------


def test_a_decision_is_carried_over_to_a_copy_and_shows_that_it_was() -> None:
    desk = Desk(first())
    desk.on("edit", desk.entry("arrested"), headline="Taken")
    desk.look(first(), copy())
    entry = desk.entry("Taken")
    assert entry.flags == ("Carried over from a copy",)
    assert (entry.independent_reports, entry.copies, len(entry.members)) == (1, 1, 2)
    assert len(desk.chronology.entries) == 2


def test_a_rejection_is_carried_over_only_to_the_same_value() -> None:
    desk = Desk(first())
    desk.on("reject", desk.entry("arrested"))
    desk.look(first(), copy())
    assert [e.state for e in desk.chronology.entries if e.kind == "capture"] == ["rejected"]
    desk.look(first(), changed(copy(), 0, place="Dorn"))
    assert sorted(e.state for e in desk.chronology.entries if e.kind == "capture") == ["rejected", "suggested"]


def test_the_same_sentence_in_an_independent_report_carries_nothing() -> None:
    desk = Desk(first())
    desk.on("reject", desk.entry("arrested"))
    desk.look(
        first(), page(ARREST, *[f"Quite another report, line {i}, of other things." for i in range(9)], outlet="T")
    )
    assert sorted(e.state for e in desk.chronology.entries if e.kind == "capture") == ["rejected", "suggested"]


def test_each_copy_decided_on_its_own_keeps_its_own_decision() -> None:
    one, two = first(), copy()
    desk = Desk(one, two)
    entry = desk.entry("arrested")
    desk.split(entry, [0], [1])
    kept, _ = [e for e in desk.events() if e.kind == "capture"]
    desk.on("accept", kept)
    desk.on("reject", next(e for e in desk.events() if e.kind == "capture" and e.state == "suggested"))
    assert sorted(e.state for e in desk.events() if e.kind == "capture") == ["accepted", "rejected"]


# ---- a text layer that changed ------------------------------------------------------------------------------------------


def read_anew(*lines: object) -> Page:
    return page(*lines, scanner="plain-2", data="same bytes", published="2024-05-05")  # type: ignore[arg-type]


def test_a_judgement_follows_its_words_into_a_new_text_layer() -> None:
    desk = Desk(page(ARREST, FILL, data="same bytes", published="2024-05-05"))
    desk.on("edit", desk.entry("arrested"), headline="Taken")
    new = read_anew("A line that was not read before.", ARREST, FILL)
    desk.look(new)
    entry = desk.entry("Taken")
    assert len(desk.chronology.entries) == 1
    assert entry.flags == ()
    text = new.article.layer.text
    assert all(c.citation.text_layer == new.article.layer.id for c in entry.citations)
    assert all(text[c.citation.start : c.citation.end] == c.citation.exact for c in entry.citations)
    desk.on("edit", entry, place="Dorn")
    assert len(desk.chronology.entries) == 1
    assert (desk.entry("Taken").place, desk.entry("Taken").headline) == ("Dorn", "Taken")


def test_a_judgement_whose_words_are_gone_stays_and_is_flagged() -> None:
    desk = Desk(page(ARREST, FILL, data="same bytes", published="2024-05-05"))
    desk.on("accept", desk.entry("arrested"))
    seen = values(desk.entry("arrested"))
    desk.look(read_anew("Other words altogether.", FILL))
    assert values(desk.entry("arrested")) == seen
    assert desk.entry("arrested").flags == (
        "The page was read anew and these words could not be found again in one place",
    )


# ---- same, split, undo ---------------------------------------------------------------------------------------------------


def test_joined_entries_are_one_with_the_words_of_both() -> None:
    desk = Desk(first())
    desk.join(desk.entry("arrested"), desk.entry("freed"))
    (entry,) = desk.events()
    assert (entry.state, len(entry.members), len(entry.citations)) == ("merged", 2, 2)


def test_the_first_of_two_decided_entries_gives_its_values_and_the_other_is_not_lost() -> None:
    desk = Desk(first())
    desk.on("edit", desk.entry("arrested"), place="Dorn")
    desk.on("edit", desk.entry("freed"), place="Oslo")
    desk.join(desk.entry("arrested"), desk.entry("freed"))
    (entry,) = desk.events()
    assert (entry.state, entry.place) == ("accepted", "Dorn")
    assert entry.details["also_decided"][0]["place"] == "Oslo"
    assert "Joined from entries that were decided differently" in entry.flags


def test_what_a_person_split_the_program_never_joins_again() -> None:
    desk = Desk(first(), copy())
    desk.split(desk.entry("arrested"), [0], [1])
    assert len([e for e in desk.events() if e.kind == "capture"]) == 2
    desk.look(first(), copy())
    assert len([e for e in desk.events() if e.kind == "capture"]) == 2
    assert desk.chronology.proposals == ()


def test_a_part_split_off_a_decided_entry_is_open_again_and_says_why() -> None:
    desk = Desk(first(), copy())
    desk.on("edit", desk.entry("arrested"), headline="Taken")
    desk.split(desk.entry("Taken"), [0], [1])
    assert desk.entry("Taken").state == "accepted"
    assert desk.entry("arrested").state == "suggested"
    assert desk.entry("arrested").flags == ("Split off from an entry that was decided",)


def test_undo_restores_and_an_undone_undo_brings_back() -> None:
    desk = Desk(first(), copy())
    before = desk.chronology
    act = desk.on("edit", desk.entry("arrested"), headline="Taken")
    after = desk.chronology
    back = desk.undo(act)
    assert desk.chronology.digest == before.digest
    desk.undo(back)
    assert desk.chronology.digest == after.digest
    assert before.digest != after.digest


def test_an_edit_made_in_another_window_is_not_overwritten_by_one_who_did_not_see_it() -> None:
    desk = Desk(first())
    stale = desk.entry("arrested")
    desk.on("edit", stale, place="Dorn")
    desk.on("edit", stale, occurred="2024-05-01")
    entry = desk.entry("arrested")
    assert entry.occurred is not None
    assert (entry.place, entry.occurred.edtf) == ("Dorn", "2024-05-01")


def test_an_accepted_entry_takes_in_a_later_report_and_keeps_its_values() -> None:
    again = sentence(
        "[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Dorn> on (3 May).", "capture", "2024-05-03"
    )
    desk = Desk(first())
    desk.on("accept", desk.entry("arrested"))
    desk.look(first(), page(again, own_words("tide"), name="x", outlet="Tidewater"))
    (entry,) = [e for e in desk.events() if e.kind == "capture"]
    assert (entry.place, entry.independent_reports) == ("Kelm", 2)
    assert "1 more telling joined since it was decided" in entry.flags
    assert [d.attribute for d in desk.chronology.disagreements] == ["place"]


def test_two_entries_accepted_one_by_one_are_never_joined_by_the_program() -> None:
    desk = Desk(first())
    desk.on("accept", desk.entry("arrested"))
    other = page(
        sentence(
            "[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm> on (3 May).", "capture", "2023-01-01"
        ),
        name="x",
        outlet="T",
    )
    desk.look(first(), other)
    desk.on("accept", next(e for e in desk.events() if e.state == "suggested" and e.kind == "capture"))
    desk.look(first(), changed(other, 0, occurred=day("2024-05-03")))
    assert [e.state for e in desk.events() if e.kind == "capture"] == ["accepted", "accepted"]


# ---- publication dates ----------------------------------------------------------------------------------------------------


def relative() -> Page:
    hung = sentence(
        "[[Oda Renn|actor]] {visited} [[Mara Holt|target]] (yesterday).", "visit", "2024-05-04",
        fields={"date": {"anchor": "published", "basis": "relative"}},
    )  # fmt: skip
    return page(hung, RELEASE, published="2024-05-05")


def on_page(of: Page) -> Anchor:
    layer = of.article.layer
    return Anchor(citation=cite(layer.id, layer.snapshot, layer.text, Span(0, 0)), sentence=Span(0, 0), aspect="page")


def test_redating_moves_what_hangs_on_publication_and_nothing_decided() -> None:
    desk = Desk(relative())
    desk.on("accept", desk.entry("freed"))
    act = desk.judge("redate", [on_page(relative())], value={"published": "2024-06-05"})
    assert desk.entry("visited").occurred == day("2024-06-04", "yesterday", anchor="published", basis="relative")
    assert desk.entry("freed").occurred == day("2024-05-04", "4 May")
    assert [d and d.edtf for d in desk.chronology.published.values()] == ["2024-06-05"]
    desk.undo(act)
    assert [d and d.edtf for d in desk.chronology.published.values()] == ["2024-05-05"]


def test_a_decided_date_does_not_move_with_its_page() -> None:
    desk = Desk(relative())
    desk.on("accept", desk.entry("visited"))
    desk.judge("redate", [on_page(relative())], value={"published": "2024-06-05"})
    entry = desk.entry("visited")
    assert entry.occurred is not None
    assert entry.occurred.edtf == "2024-05-04"
    assert entry.program_says["occurred"]["edtf"] == "2024-06-04"


def test_a_correction_to_a_page_that_is_not_held_is_kept_and_named() -> None:
    desk = Desk(first())
    act = desk.judge("redate", [on_page(relative())], value={"published": "2024-06-05"})
    assert desk.chronology.unplaced == (act.id,)


# ---- disagreements settled by a person --------------------------------------------------------------------------------------


def disputed() -> Desk:
    other = sentence(
        "[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Dorn> on (3 May).", "capture", "2024-05-03"
    )
    return Desk(first(), page(other, name="x", outlet="Tidewater"))


def test_a_settled_reading_stands_in_the_entry_with_the_reason() -> None:
    desk = disputed()
    (one,) = desk.chronology.disagreements
    entry = next(e for e in desk.events() if e.id == one.entry)
    assert "Reports differ on place" in entry.flags
    seen = {"readings": [r.shown for r in one.readings]}
    desk.judge("resolve", anchors_of(entry, desk.pages), seen=seen, value={"attribute": "place", "choice": "Dorn"})
    (one,) = desk.chronology.disagreements
    assert (one.state, one.resolution) == ("resolved", "Dorn")
    entry = next(e for e in desk.events() if e.id == one.entry)
    assert (entry.place, entry.flags, entry.state) == ("Dorn", (), "suggested")
    desk.look(
        *desk.pages,
        page(
            sentence(
                "[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Serrin> on (3 May).",
                "capture",
                "2024-05-03",
            ),
            name="y",
            outlet="Third",
        ),
    )
    assert any("changed since it was settled" in f for e in desk.events() for f in e.flags)


def test_saying_that_reports_differ_decides_nothing() -> None:
    desk = disputed()
    place = desk.events()[0].place
    entry = next(e for e in desk.events() if e.id == desk.chronology.disagreements[0].entry)
    desk.judge("resolve", anchors_of(entry, desk.pages), value={"attribute": "place", "choice": "reports differ"})
    assert desk.chronology.disagreements[0].state == "resolved"
    assert (desk.events()[0].place, desk.events()[0].state) == (place, "suggested")


# ---- ids, order, helpers ------------------------------------------------------------------------------------------------------


def test_ids_persist_through_what_a_new_run_finds() -> None:
    desk = Desk(first())
    before = {e.headline: e.id for e in desk.chronology.entries}
    desk.look(first(), copy(), page(VISIT, name="later"))
    after = {e.headline: e.id for e in desk.chronology.entries}
    assert before.items() <= after.items()
    found = first().findings.findings[0]
    assert before[desk.entry("arrested").headline] == anchor_key(
        found.text_layer, "event", found.sentence, found.trigger
    )


def test_reading_order_is_dated_then_planned_then_undated() -> None:
    plan = sentence(
        "[[Oda Renn|actor]] plans to {visit} [[Mara Holt|target]] on (1 May).",
        "visit",
        "2024-05-01",
        factuality="planned",
    )
    open_ = sentence("[[Oda Renn|actor]] {wrote} to [[Mara Holt|target]] again and again.", "letter")
    vague = sentence("[[Oda Renn|actor]] {left} <Kelm> in (May).", "transfer", "2024-05")
    desk = Desk(page(open_, plan, RELEASE, vague, ARREST))
    assert [e.kind for e in desk.chronology.entries] == ["transfer", "capture", "release", "visit", "letter"]


def test_one_page_kept_twice_counts_once() -> None:
    once, twice = Desk(first()), Desk(first(), first())
    assert once.chronology == twice.chronology


def test_the_way_and_time_a_page_came_in_do_not_change_the_digest() -> None:
    came = replace(first().article.acquisition, collected_at="2026-01-01T00:00:00Z", location="elsewhere")
    other = replace(first(), article=replace(first().article, acquisition=came))
    assert Desk(first()).chronology.digest == Desk(other).chronology.digest


def test_anchors_can_be_made_for_an_entry_of_an_older_projection() -> None:
    desk = Desk(first(), copy())
    entry = desk.entry("arrested")
    old = replace(entry, anchors=())
    assert set(anchors_of(old, desk.pages)) == set(entry.anchors)


def test_nothing_to_fold_is_an_empty_chronology() -> None:
    made = fold([], [], redate=redate, known_ids={})
    assert (made.entries, made.agents, made.unplaced) == ((), (), ())
    assert known_ids(made) == {}


def test_odd_judgements_break_nothing() -> None:
    anchor = Anchor(
        citation=Citation(text_layer="gone", snapshot="gone", start=5, end=9, exact="what"),
        sentence=Span(0, 20),
        aspect="event",
    )
    odd = [
        Judgement(id="a", sequence=1, by="x", at="", act="split", anchors=(anchor,), value={"parts": [[0, 7, "x"], 3]}),
        Judgement(
            id="b",
            sequence=1,
            by="x",
            at="",
            act="edit",
            anchors=(anchor,),
            value={"occurred": {"edtf": 7}, "involvements": "who"},
        ),
        Judgement(id="c", sequence=2, by="x", at="", act="resolve", anchors=(anchor,), value={"attribute": 3}),
        Judgement(id="d", sequence=2, by="x", at="", act="accept"),
        Judgement(id="e", sequence=3, by="x", at="", act="same", anchors=(anchor, anchor), seen={"entries": []}),
        Judgement(id="f", sequence=3, by="x", at="", act="redate", anchors=(anchor,), value={"published": "yesterday"}),
        Judgement(
            id="g",
            sequence=4,
            by="x",
            at="",
            act="accept",
            anchors=(anchor,),
            seen={"citations": [{"exact": 1}, 3], "found": 3},
        ),
    ]
    made = fold([first()], odd, redate=redate, known_ids={})
    assert sorted(e.state for e in made.entries) == ["accepted", "suggested", "suggested"]
