"""What a decision makes of one entry is what a fold of everything makes of it; nothing else in the case changes."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from chronofile.merge import known_ids, standing
from chronofile.merge.digest import places_of
from chronofile.merge.fold import by_name, folded
from chronofile.merge.found import key_of
from chronofile.merge.revised import Around, Stood, names_in, revised
from chronofile.merge.standing import first_undone
from chronofile.model import Folded, Judgement
from tests.merge.story import Desk, page, random_pages, redate, sentence
from tests.merge.test_histories import Person, seeds

ARREST = sentence("[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm>.", "capture", "2024-05-03")
LATER = sentence("[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm>.", "capture", "2024-05-04")


def fold_of(desk: Desk, known: dict[str, str], judgements: list[Judgement] | None = None) -> Folded:
    said = desk.judgements if judgements is None else judgements
    return folded(desk.pages, said, redate=redate, known_ids=known)


def stood(at: Folded, own: str) -> Stood:
    told = at.chronology
    entry = next(e for e in told.entries if e.id == own)
    return Stood(entry, tuple(d for d in told.disagreements if d.entry == own), at.footings[own])


def revise(at: Folded, own: str, judgements: list[Judgement]) -> Stood | None:
    """The entry under all judgements in force that bear on it: those it names, the last one, and what that one undoes."""
    before = stood(at, own)
    by_id = {j.id: j for j in judgements}
    bear, last = set(before.entry.judgements), judgements[-1]
    while last.undoes:
        last = by_id[last.undoes]
    bear.add(last.id)
    said = [j for j in standing(judgements) if j.id in bear]
    names = names_in(before.entry, said)
    bearers = {name: found for name, found in by_name(at.chronology.agents).items() if name in names}
    places = places_of(at.chronology.agents)
    return revised(before, said, Around(at.chronology.published, bearers, places, first_undone(judgements)))


def check(desk: Desk, before: Folded, judged: set[str]) -> int:
    """Compare each touched entry with the fold; how many could be told without it."""
    after = fold_of(desk, known_ids(before.chronology))
    told = {own: revise(before, own, desk.judgements) for own in judged}
    if any(found is None for found in told.values()):
        return 0
    for own, found in told.items():
        assert found == stood(after, own)
    rest = [e for e in before.chronology.entries if e.id not in judged]
    assert rest == [e for e in after.chronology.entries if e.id not in judged]
    assert before.ground == after.ground
    assert pairs(before) == pairs(after)
    return len(told)


def pairs(at: Folded) -> set[tuple[frozenset[str], str]]:
    """Entries that may be one, whichever of the two comes first."""
    return {(frozenset((a, b)), why) for a, b, why in (*at.chronology.proposals, *at.chronology.resting)}


def touched(at: Folded, judgement: Judgement, desk: Desk) -> set[str]:
    """Entries that a judgement, or the one it takes back, stands on."""
    by_id = {j.id: j for j in desk.judgements}
    while judgement.undoes:
        judgement = by_id[judgement.undoes]
    keys = {key_of(a) for a in judgement.anchors}
    return {e.id for e in at.chronology.entries if keys & {key_of(a) for a in e.anchors}}


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_a_decision_told_alone_is_the_decision_folded(seed: int) -> None:
    dice = random.Random(seed)
    person = Person(dice, random_pages(dice, 2, 4))
    for _ in range(dice.randint(2, 8)):
        before = fold_of(person.desk, person.desk.ids)
        pages, count = list(person.desk.pages), len(person.desk.judgements)
        person.act()
        if person.desk.pages != pages or len(person.desk.judgements) != count + 1:
            continue
        if owns := touched(before, person.desk.judgements[-1], person.desk):
            check(person.desk, before, owns)


@given(st.sampled_from(["accept", "reject", "edit", "note", "unsure"]))
def test_a_plain_entry_needs_no_fold_and_neither_does_taking_it_back(act: str) -> None:
    desk = Desk(page(ARREST), page(LATER, name="other", outlet="Ostran Times", published="2024-05-06"))
    own = desk.entry("arrested").id
    for _ in range(2):
        before = fold_of(desk, desk.ids)
        value = {"edit": {"headline": "Taken"}, "note": {"text": "Ask"}}.get(act, {})
        desk.on(act, desk.entry("arrested"), **value)  # type: ignore[arg-type]
        assert check(desk, before, {own}) == 1
        before = fold_of(desk, desk.ids)
        desk.undo(desk.judgements[-1])
        assert check(desk, before, {own}) == 1
        before = fold_of(desk, desk.ids)
        desk.undo(desk.judgements[-1])
        assert check(desk, before, {own}) == 1
        desk.undo(desk.judgements[-1])


def test_a_settled_disagreement_needs_no_fold() -> None:
    desk = Desk(page(ARREST), page(LATER, name="other", outlet="Ostran Times", published="2024-05-06"))
    (open_one,) = desk.chronology.disagreements
    before = fold_of(desk, desk.ids)
    entry = desk.entry("arrested")
    from chronofile.merge import values_of

    value = {"attribute": open_one.attribute, "choice": open_one.readings[0].shown}
    desk.judge("resolve", entry.anchors, seen=values_of(entry), value=value)
    assert check(desk, before, {entry.id}) == 1


def test_what_bears_on_several_entries_is_folded() -> None:
    desk = Desk(page(ARREST, sentence("[[Mara Holt|target]] was {released}.", "release", "2024-06-01")))
    first, second = desk.events()
    before = fold_of(desk, desk.ids)
    desk.join(first, second)
    assert check(desk, before, {first.id, second.id}) == 0
