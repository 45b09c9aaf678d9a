"""Random people on random cases: whatever they do and in whatever order, what they decided is never lost or changed."""

from __future__ import annotations

import random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from chronofile.merge import anchors_of, fold, known_ids, standing, values_of
from chronofile.merge.found import key_of
from chronofile.merge.record import date_of
from chronofile.model import Anchor, Entry, Judgement, Page, Span, cite
from tests.merge.story import Desk, as_stored, content, random_pages, read_anew, redate, rerun, with_findings

seeds = st.integers(0, 1 << 30)
DECIDES = {"accept", "edit", "make", "reject"}


def shuffled(dice: random.Random, pages: list[Page]) -> list[Page]:
    made = []
    for page in pages:
        findings = list(page.findings.findings)
        dice.shuffle(findings)
        made.append(with_findings(page, findings))
    dice.shuffle(made)
    return made


class Person:
    """Somebody who does anything the desk allows, and remembers what they decided."""

    def __init__(self, dice: random.Random, pages: list[Page]) -> None:
        self.dice = dice
        self.desk = Desk(*pages)

    def act(self) -> None:
        what = self.dice.choice(
            [
                "accept",
                "accept",
                "reject",
                "edit",
                "edit",
                "join",
                "split",
                "make",
                "undo",
                "undo",
                "rerun",
                "redate",
                "describe",
                "withdraw",
                "pages",
                "note",
                "unsure",
            ]
        )
        getattr(self, what)()

    def entry(self, *states: str) -> Entry | None:
        found = [e for e in self.desk.chronology.entries if not states or e.state in states]
        return self.dice.choice(found) if found else None

    def accept(self) -> None:
        if entry := self.entry():
            self.desk.on("accept", entry)

    def reject(self) -> None:
        if entry := self.entry("suggested", "accepted", "merged"):
            self.desk.on("reject", entry)

    def edit(self) -> None:
        if entry := self.entry("suggested", "accepted", "merged"):
            change: dict[str, Any] = self.dice.choice(
                [
                    {"headline": f"My words {self.dice.randint(1, 99)}"},
                    {"occurred": f"2023-0{self.dice.randint(1, 9)}"},
                    {"occurred": None},
                    {"place": self.dice.choice(["Oslo", None])},
                    {"factuality": "cancelled"},
                    {"kind": "ruling", "involvements": [{"name": "Mara Holt", "part": "witness"}]},
                    {"note": "ask again"},
                ]
            )
            self.desk.on("edit", entry, **change)

    def note(self) -> None:
        if entry := self.entry():
            self.desk.on("note", entry, text=f"Ask again {self.dice.randint(1, 99)}")

    def unsure(self) -> None:
        if entry := self.entry("suggested", "merged"):
            self.desk.on("unsure", entry)

    def join(self) -> None:
        first, second = self.entry("suggested", "accepted", "merged"), self.entry("suggested", "accepted", "merged")
        if first and second and first.id != second.id and first.aspect == second.aspect:
            self.desk.join(first, second)

    def split(self) -> None:
        found = [e for e in self.desk.chronology.entries if len(e.anchors) > 1]
        if found:
            entry = self.dice.choice(found)
            cut = self.dice.randint(1, len(entry.anchors) - 1)
            self.desk.split(entry, range(cut), range(cut, len(entry.anchors)))

    def make(self) -> None:
        page = self.dice.choice(self.desk.pages)
        words = self.dice.choice(page.article.text.split("\n"))
        self.desk.make(page, words, headline=f"By hand {self.dice.randint(1, 99)}", occurred="2022")

    def undo(self) -> None:
        if self.desk.judgements:
            taken = {j.undoes for j in self.desk.judgements}
            left = [j for j in self.desk.judgements if j.id not in taken]
            if left:
                self.desk.undo(self.dice.choice(left))

    def rerun(self) -> None:
        self.desk.look(*rerun(self.dice, self.desk.pages))

    def pages(self) -> None:
        """A page is withdrawn, or one comes in, or one is kept under another text layer."""
        pages = list(self.desk.pages)
        roll = self.dice.random()
        if roll < 0.3 and len(pages) > 1:
            pages.pop(self.dice.randrange(len(pages)))
        elif roll < 0.6:
            pages += random_pages(self.dice, 1, 3)
        else:
            at = self.dice.randrange(len(pages))
            pages[at] = read_anew(pages[at])
        self.desk.look(*pages)

    def redate(self) -> None:
        page = self.dice.choice(self.desk.pages)
        anchor = msgspec.structs.replace(
            self.desk.chronology.entries[0].anchors[0] if self.desk.chronology.entries else _page_anchor(page),
            aspect="page",
        )
        self.desk.judge("redate", [anchor], value={"published": f"2024-05-{self.dice.randint(10, 28)}"})

    def describe(self) -> None:
        """Another outlet, or a body without its first block."""
        page = self.dice.choice(self.desk.pages)
        blocks = [[b.start, b.end, b.role] for b in page.article.layout.blocks]
        if self.dice.random() < 0.5:
            self.desk.judge(
                "describe", [_page_anchor(page)], value={"outlet": self.dice.choice(["Ostran Times", None])}
            )
        else:
            blocks[0][2] = "teaser"
            parts = [_page_anchor(page, start, end) for start, end, _ in blocks]
            self.desk.judge("describe", [_page_anchor(page), *parts], value={"body": blocks})

    def withdraw(self) -> None:
        self.desk.judge("withdraw", [_page_anchor(self.dice.choice(self.desk.pages))])


def _page_anchor(page: Page, start: int = 0, end: int = 1) -> Anchor:
    span = Span(start, end)
    words = cite(page.article.layer.id, page.article.snapshot.sha256, page.article.layer.text, span)
    return Anchor(citation=words, sentence=span, aspect="page")


def places_of(judgement: Judgement) -> set[tuple[object, ...]]:
    """Where a judgement stands, whatever text layer the words are kept under."""
    if judgement.act == "make":
        return {at(msgspec.structs.replace(a, made=judgement.id)) for a in judgement.anchors[:1]}
    return {at(a) for a in judgement.anchors}


def at(anchor: Anchor) -> tuple[object, ...]:
    c = anchor.citation
    return (anchor.made,) if anchor.made else (c.snapshot, anchor.aspect, c.start, c.end, anchor.name)


def last_words(judgements: list[Judgement]) -> list[Judgement]:
    """Decisions that no later act in force touches: what must stand exactly as it was decided."""
    in_force = [j for j in standing(judgements) if j.act != "redate"]
    made = {j.id for j in in_force if j.act == "make"}
    found = []
    for at, judgement in enumerate(in_force):
        orphaned = any(a.made and a.made not in made for a in judgement.anchors)
        later = set().union(*(places_of(j) for j in in_force[at + 1 :]), set())
        if judgement.act in DECIDES and not orphaned and not places_of(judgement) & later:
            found.append(judgement)
    return found


def expected(judgement: Judgement, field: str) -> Any:
    value = (
        judgement.value.get(field, judgement.seen.get(field))
        if judgement.act != "accept"
        else judgement.seen.get(field)
    )
    if field == "occurred":
        made = date_of(value)
        return made.edtf if made else None
    if field == "involvements":
        return sorted((i["name"], i["part"]) for i in value)
    return value


def actual(entry: Entry, field: str) -> Any:
    if field == "occurred":
        return entry.occurred.edtf if entry.occurred else None
    if field == "involvements":
        return sorted((i.name, i.part) for i in entry.involvements)
    return getattr(entry, field)


FIELDS = ("headline", "kind", "occurred", "factuality", "place", "involvements", "said_by")


def stands(desk: Desk) -> None:
    """Every last word is there, once, with exactly the values decided."""
    entries = desk.chronology.entries
    by_place: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        for anchor in entry.anchors:
            by_place.setdefault(at(anchor), []).append(entry)
    for judgement in last_words(desk.judgements):
        places = places_of(judgement)
        holders = [e for p in sorted(places, key=repr) for e in by_place.get(p, ())]
        if judgement.act == "reject":
            assert any(e.state == "rejected" and judgement.id in e.judgements for e in holders) or all(
                any("Changed since you rejected it" in f for f in e.flags) or e.state == "rejected" for e in holders
            )
            continue
        ours = {e.id: e for e in holders if judgement.id in e.judgements}
        assert len(ours) == 1, (judgement.act, [e.headline for e in holders])
        entry = next(iter(ours.values()))
        assert entry.state == "accepted"
        assert places <= {at(a) for a in entry.anchors}
        fields = FIELDS if judgement.act != "make" else tuple(f for f in FIELDS if f in judgement.value)
        for field in fields:
            assert actual(entry, field) == expected(judgement, field), field
        if "note" in judgement.value:
            assert entry.details["note"] == "ask again"
        if judgement.act != "make":
            cited = {c.citation.exact for c in entry.citations}
            assert {c["exact"] for c in judgement.seen["citations"]} <= cited
    remarked(desk)
    told = {j for e in entries for j in e.judgements} | set(desk.chronology.unplaced)
    on_pages = {"redate", "describe", "withdraw"}
    assert {j.id for j in standing(desk.judgements) if j.act not in on_pages} <= told


def remarked(desk: Desk) -> None:
    """Every note in force stands beside exactly one entry, with its words; who is unsure is told until somebody decides."""
    entries = desk.chronology.entries
    in_force = standing(desk.judgements)
    made = {j.id for j in in_force if j.act == "make"}
    for judgement in in_force:
        if judgement.act not in ("note", "unsure") or any(a.made and a.made not in made for a in judgement.anchors):
            continue
        (home,) = [e for e in entries if judgement.id in e.judgements]
        if judgement.act == "note":
            (note,) = [n for n in home.notes if n.judgement == judgement.id]
            assert (note.text, note.by) == (judgement.value["text"], judgement.by)
            continue
        later = [j for j in in_force if j.sequence > judgement.sequence and j.act in (*DECIDES, "same")]
        touched = any(places_of(j) & places_of(judgement) for j in later)
        if home.state in ("suggested", "merged") and not touched:
            assert home.unsure_by == judgement.by
    assert all(not e.unsure_by for e in entries if e.state in ("accepted", "rejected"))
    gone = {j.id for j in desk.judgements} - {j.id for j in in_force}
    assert not {n.judgement for e in entries for n in e.notes} & gone


@settings(max_examples=100)
@given(seeds)
def test_what_a_person_decided_is_never_lost_or_changed(seed: int) -> None:
    dice = random.Random(seed)
    person = Person(dice, random_pages(dice, 3, 3))
    for _ in range(12):
        person.act()
        stands(person.desk)


@settings(max_examples=60)
@given(seeds)
def test_any_order_gives_the_same_case(seed: int) -> None:
    dice = random.Random(seed)
    person = Person(dice, random_pages(dice, 4, 3))
    for _ in range(6):
        person.act()
    desk = person.desk
    judgements = list(desk.judgements)
    dice.shuffle(judgements)
    again = fold(shuffled(dice, desk.pages), judgements, redate=redate, known_ids={})
    assert again.digest == desk.chronology.digest
    assert content(again) == content(desk.chronology)


@settings(max_examples=60)
@given(seeds)
def test_taking_back_restores_the_chronology(seed: int) -> None:
    dice = random.Random(seed)
    person = Person(dice, random_pages(dice, 3, 3))
    for _ in range(4):
        person.act()
    desk = person.desk
    before, count = desk.chronology, len(desk.judgements)
    while len(desk.judgements) == count:
        getattr(person, dice.choice(["accept", "reject", "edit", "join", "make", "redate", "note", "unsure"]))()
    after = desk.chronology
    back = desk.undo(desk.judgements[-1])
    assert desk.chronology.digest == before.digest
    desk.undo(back)
    assert desk.chronology.digest == after.digest


def seen_values(entry: Entry) -> Any:
    return {**as_stored(values_of(entry)), "judgements": [], "version": ""}


@settings(max_examples=60)
@given(seeds)
def test_splitting_what_was_joined_restores_both(seed: int) -> None:
    dice = random.Random(seed)
    person = Person(dice, random_pages(dice, 3, 3))
    for _ in range(4):
        getattr(person, dice.choice(["accept", "edit", "reject"]))()
    desk = person.desk
    open_ones = [e for e in desk.chronology.entries if e.state != "rejected"]
    first, second = (dice.sample(open_ones, 2)) if len(open_ones) > 1 else (None, None)
    if first is None or second is None or first.aspect != second.aspect:
        return
    before = {e.id: seen_values(e) for e in desk.chronology.entries}
    states = {e.id: e.state for e in desk.chronology.entries}
    ids = desk.ids
    desk.join(first, second)
    joined = next(e for e in desk.chronology.entries if e.anchors[0] == first.anchors[0])
    here = {key_of(a) for a in first.anchors}
    parts = [i for i, a in enumerate(joined.anchors) if key_of(a) in here]
    others = [i for i in range(len(joined.anchors)) if i not in parts]
    desk.split(joined, parts, others)
    again = fold(desk.pages, desk.judgements, redate=redate, known_ids=ids)
    assert {e.id: seen_values(e) for e in again.entries} == before
    assert {e.id: e.state for e in again.entries} == states


@settings(max_examples=60)
@given(seeds)
def test_ids_persist_and_a_repeated_run_changes_nothing(seed: int) -> None:
    dice = random.Random(seed)
    person = Person(dice, random_pages(dice, 3, 3))
    for _ in range(5):
        person.act()
    desk = person.desk
    before = desk.chronology
    again = fold(desk.pages, desk.judgements, redate=redate, known_ids=known_ids(before))
    assert again == before
    more = random_pages(dice, 2, 3)
    later = fold([*desk.pages, *more], desk.judgements, redate=redate, known_ids=known_ids(before))
    kept = {a: e.id for e in later.entries for a in map(key_of, anchors_of(e, desk.pages))}
    decided = [e for e in before.entries if e.state == "accepted"]
    assert all(kept[key_of(e.anchors[0])] == e.id for e in decided)
