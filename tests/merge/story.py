"""Pages written sentence by sentence, with the findings a finder would make of them; and a desk that judges them.

A sentence marks its parts in brackets: "[[Ostran police|actor]] {arrested} [[two sailors|target]] in <Kelm> on (3 May)."
Names are told from descriptions by a capital letter. The date of an event is given beside the sentence.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from chronofile.merge import anchors_of, fold, known_ids, values_of
from chronofile.model import (
    Acquisition,
    Act,
    Agent,
    Anchor,
    Article,
    Block,
    Chronology,
    DateValue,
    Entry,
    Event,
    EventFinding,
    Finding,
    Findings,
    Involvement,
    Judgement,
    Layout,
    LegalStatus,
    LegalStatusFinding,
    Mention,
    OpenItem,
    OpenItemFinding,
    Page,
    Quantity,
    Segments,
    Snapshot,
    Span,
    Statement,
    StatementFinding,
    TextLayer,
    cite,
    sha256,
)

_MARK = re.compile(
    r"\[\[(?P<agent>[^|\]]+)\|(?P<part>\w+)\]\]|\{(?P<trigger>[^}]+)\}|<(?P<place>[^>]+)>|\((?P<time>[^)]+)\)|#(?P<number>\d+) (?P<unit>\w+)#"
)
_TYPES = {
    "Police": "Organization",
    "police": "Organization",
    "ministry": "PublicBody",
    "Ministry": "PublicBody",
    "Union": "Organization",
}


class Sentence(msgspec.Struct, frozen=True):
    """`text` with marks; the event's kind, date (EDTF, None for undated) and the other values the finder gives it."""

    text: str
    kind: str = ""
    date: str | None = None
    factuality: str = "occurred"
    factuality_reason: str = ""
    said_by: str | None = None
    role: str = "paragraph"
    aspect: str = "event"
    score: float = 0.8
    fields: dict[str, Any] = {}


def sentence(text: str, kind: str = "", date: str | None = None, **fields: Any) -> Sentence:
    return Sentence(text, kind, date, **fields)


def day(edtf: str | None, verbatim: str = "", **fields: Any) -> DateValue | None:
    return DateValue.from_edtf(edtf, verbatim=verbatim, **fields) if edtf else None


def page(
    *sentences: Sentence | str, published: str | None = "2024-05-04", outlet: str = "Harbour Post", **more: Any
) -> Page:
    """A page of these sentences, one a line. `scanner` and `lead` (text put before) make another layer or snapshot."""
    scanner, lead, name = more.get("scanner", "plain-1"), more.get("lead", ""), more.get("name", "")
    text, places, blocks = lead, [], []
    for one in sentences:
        marked = one if isinstance(one, Sentence) else Sentence(one)
        start = len(text)
        plain, marks = _plain(marked.text, start)
        text += plain
        places.append((marked, Span(start, len(text)), marks))
        blocks.append(Block(start, len(text), marked.role))
        text += "\n"
    data = (more.get("data") or name + outlet + str(published) + text).encode()
    snapshot = Snapshot(sha256(data), len(data), "text/plain")
    layer = TextLayer(
        snapshot=snapshot.sha256, scanner=scanner, charset="utf-8", charset_reason="", text=text, segments=Segments()
    )
    layout = Layout(text_layer=layer.id, version="test", blocks=tuple(blocks))
    date = day(published)
    article = Article(
        snapshot=snapshot,
        acquisition=Acquisition(
            snapshot=snapshot.sha256, how="file", location=name, collected_at=more.get("collected")
        ),
        layer=layer,
        layout=layout,
        language=more.get("language", "en"),
        headline=None,
        outlet=outlet or None,
        byline=(),
        url=None,
        published=date,
        modified=None,
        expressions=(),
        times=(),
        text="\n".join(text[b.start : b.end] for b in blocks if b.role == "paragraph"),
    )
    findings = _findings(places, layer, text, more.get("relayed"))
    return Page(article=article, findings=findings)


def _plain(text: str, start: int) -> tuple[str, list[tuple[str, Span, str]]]:
    plain, marks, at = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        kind = next(k for k in ("agent", "trigger", "place", "time", "number") if found[k])
        words = f"{found['number']} {found['unit']}" if kind == "number" else found[kind]
        here = Span(start + len(plain), start + len(plain) + len(words))
        marks.append((kind, here, found["part"] or ""))
        plain += words
        at = found.end()
    return plain + text[at:], marks


def _findings(
    places: Sequence[tuple[Sentence, Span, list[tuple[str, Span, str]]]],
    layer: TextLayer,
    text: str,
    relayed: str | None,
) -> Findings:
    agents: dict[str, Agent] = {}
    mentions, findings = [], []
    for marked, span, marks in places:
        for kind, here, _ in marks:
            if kind == "agent":
                agent = _agent(here.of(text), agents)
                mentions.append(Mention(here.start, here.end, "PER" if agent.type == "Person" else "ORG", agent.id))
        made = _finding(marked, span, marks, agents, layer, text)
        findings += [made] if made else []
    return Findings(
        snapshot=layer.snapshot,
        text_layer=layer.id,
        sentences=tuple(span for _, span, _ in places),
        mentions=tuple(mentions),
        agents=tuple(agents.values()),
        findings=tuple(findings),
        relayed_from=relayed,
    )


def _agent(name: str, agents: dict[str, Agent]) -> Agent:
    named = name[0].isupper()
    kind = next((t for word, t in _TYPES.items() if word in name), "Person" if named else "Group")
    if name not in agents:
        agents[name] = Agent(
            id=f"a{len(agents) + 1}",
            name=name,
            names=(name,),
            type=kind,  # type: ignore[arg-type]
            identification="named" if named else "collective",
        )
    return agents[name]


def _finding(
    marked: Sentence,
    span: Span,
    marks: list[tuple[str, Span, str]],
    agents: Mapping[str, Agent],
    layer: TextLayer,
    text: str,
) -> Finding | None:
    at = {kind: here for kind, here, _ in marks}
    trigger = at.get("trigger")
    if trigger is None:
        return None
    envelope: dict[str, Any] = {
        "snapshot": layer.snapshot,
        "text_layer": layer.id,
        "sentence": span,
        "trigger": trigger,
        "rule": "test",
        "score": marked.score,
        "reason": "a test says so",
    }
    people = [(here, part) for kind, here, part in marks if kind == "agent"]
    time = at.get("time")
    date = day(marked.date, time.of(text) if time else "", **marked.fields.get("date", {}))
    if marked.aspect == "statement":
        speaker = people[0][0] if people else None
        value = Statement(
            mode="indirect",
            content=(Span(trigger.end, span.end),),
            speaker=(speaker,) if speaker else (),
            speaker_agent=agents[speaker.of(text)].id if speaker else None,
            speaker_name=speaker.of(text) if speaker else "",
            cue=(trigger,),
            said=date,
        )
        return StatementFinding(value=value, **envelope)
    if marked.aspect == "legal_status":
        return LegalStatusFinding(value=LegalStatus(**marked.fields["status"]), **envelope)
    if marked.aspect == "open_item":
        return OpenItemFinding(
            value=OpenItem(what=trigger.of(text), kind="plan", due=date, **marked.fields.get("item", {})), **envelope
        )
    place = at.get("place")
    event = Event(
        kind=marked.kind or "other",  # type: ignore[arg-type]
        headline=marked.fields.get("headline", span.of(text)),
        factuality=marked.factuality,  # type: ignore[arg-type]
        factuality_reason=marked.factuality_reason,
        occurred=date,
        time=time,
        place=place.of(text) if place else None,
        place_span=place,
        involvements=tuple(Involvement(agents[h.of(text)].id, p, h.start, h.end) for h, p in people),  # type: ignore[arg-type]
        quantities=tuple(
            Quantity(float(h.of(text).split()[0]), h.of(text).split()[1].removesuffix("s"), h.start, h.end)
            for kind, h, _ in marks
            if kind == "number"
        ),
        said_by=marked.said_by,
    )
    return EventFinding(value=event, **envelope)


def own_words(seed: str, count: int = 40) -> str:
    """A paragraph that no other page shares."""
    return " ".join(f"{seed.casefold()}{i}" for i in range(count)).capitalize() + "."


def with_findings(page: Page, findings: Iterable[Finding]) -> Page:
    """The page as a later run would find it."""
    return replace(page, findings=replace(page.findings, findings=tuple(findings)))


def changed(page: Page, at: int, **values: Any) -> Page:
    """The page with one finding's value changed; `trigger` moves its trigger."""
    findings = list(page.findings.findings)
    trigger = values.pop("trigger", findings[at].trigger)
    findings[at] = replace(findings[at], trigger=trigger, value=replace(findings[at].value, **values))
    return with_findings(page, findings)


def without(page: Page, *at: int) -> Page:
    """The page as a run would find it that misses these findings."""
    return with_findings(page, [f for i, f in enumerate(page.findings.findings) if i not in at])


def redate(page: Page, published: DateValue | None) -> Page:
    """Moves dates that were counted from publication by as many days as publication moved."""
    before, after = page.article.published, published
    moved = []
    for finding in page.findings.findings:
        value = finding.value
        if isinstance(value, Event) and value.occurred and value.occurred.anchor == "published" and before and after:
            shift = dt.date.fromisoformat(after.earliest or "") - dt.date.fromisoformat(before.earliest or "")
            to = (dt.date.fromisoformat(value.occurred.earliest or "") + shift).isoformat()
            kept = {"verbatim": value.occurred.verbatim, "anchor": "published", "basis": "relative"}
            value = replace(value, occurred=DateValue.from_edtf(to, **kept))
        moved.append(replace(finding, value=value))
    return with_findings(replace(page, article=replace(page.article, published=published)), moved)


class Desk:
    """What a person has before them: the pages, what they decided so far, and the chronology that comes of both."""

    def __init__(self, *pages: Page) -> None:
        self.pages = list(pages)
        self.judgements: list[Judgement] = []
        self.ids: dict[str, str] = {}
        self.count = 0
        self.look()

    def look(self, *pages: Page) -> Chronology:
        """Fold again, with other pages where some are given."""
        if pages:
            self.pages = list(pages)
        self.chronology = fold(self.pages, self.judgements, redate=redate, known_ids=self.ids)
        self.ids = known_ids(self.chronology)
        return self.chronology

    def entry(self, words: str) -> Entry:
        """The one entry whose headline holds these words."""
        found = [e for e in self.chronology.entries if words in e.headline]
        assert len(found) == 1, [e.headline for e in self.chronology.entries]
        return found[0]

    def events(self) -> list[Entry]:
        return [e for e in self.chronology.entries if e.aspect == "event"]

    def judge(
        self,
        act: Act,
        anchors: Sequence[Anchor] = (),
        *,
        seen: Any = None,
        value: Any = None,
        undoes: str | None = None,
    ) -> Judgement:
        self.count += 1
        made = Judgement(
            id=f"j{self.count:03}",
            sequence=self.count,
            by="MK",
            at="2026-01-01T10:00:00Z",
            act=act,
            anchors=tuple(anchors),
            seen=as_stored(seen or {}),
            value=as_stored(value or {}),
            reason="",
            undoes=undoes,
        )
        self.judgements.append(made)
        self.look()
        return made

    def on(self, act: Act, entry: Entry, **value: Any) -> Judgement:
        """Judge an entry as the desk does: its anchors, and its values frozen."""
        return self.judge(act, anchors_of(entry, self.pages), seen=values_of(entry), value=value)

    def join(self, *entries: Entry) -> Judgement:
        anchors = [a for e in entries for a in anchors_of(e, self.pages)]
        return self.judge("same", anchors, seen=values_of(entries[0]))

    def split(self, entry: Entry, *parts: Sequence[int]) -> Judgement:
        return self.judge(
            "split", anchors_of(entry, self.pages), seen=values_of(entry), value={"parts": [list(p) for p in parts]}
        )

    def undo(self, judgement: Judgement) -> Judgement:
        return self.judge("undo", undoes=judgement.id)

    def make(self, page: Page, words: str, **value: Any) -> Judgement:
        """An entry by hand from words that stand on a page."""
        text = page.article.layer.text
        at = text.index(words)
        citation = cite(page.article.layer.id, page.article.snapshot.sha256, text, Span(at, at + len(words)))
        held = next((s for s in page.findings.sentences if s.holds(citation.span)), citation.span)
        return self.judge(
            "make", [Anchor(citation=citation, sentence=held, aspect=value.pop("aspect", "event"))], value=value
        )


def as_stored(value: Any) -> Any:
    """Through JSON and back, as a store keeps it."""
    return msgspec.json.decode(msgspec.json.encode(value))


def content(chronology: Chronology) -> Any:
    """Entries, agents and disagreements without ids and without the judgements behind them."""
    body = msgspec.to_builtins(chronology)
    for one in (*body["entries"], *body["agents"]):
        one["id"], one["judgements"] = "", []
        for involvement in one.get("involvements", ()):
            involvement["agent"] = ""
        one["proposals"] = ()
    return [body["entries"], body["agents"], [{**d, "entry": "", "id": ""} for d in body["disagreements"]]]


# ---- random cases ---------------------------------------------------------------------------------------------------

_PEOPLE = ["Mara Holt", "Iven Straub", "Oda Renn", "Tomas Keel", "Lia Brandt"]
_BODIES = ["Ostran police", "Harbour Union", "Coast Ministry"]
_GROUPS = ["two sailors", "the crew", "a local lawyer"]
_VERBS = {
    "capture": "arrested",
    "visit": "visited",
    "meeting": "met",
    "statement": "told",
    "transfer": "moved",
    "release": "freed",
}
_PLACES = ["Kelm", "Dorn", "Tarvia", "near Kelm", "Ostran's Kelm region"]
_TAILS = ["after a long night at the harbour", "while rain fell", "before the court opened", "as the boat was unloaded"]


def random_sentence(dice: random.Random) -> Sentence:
    kind = dice.choice(sorted(_VERBS))
    actor, target = dice.choice(_BODIES + _PEOPLE), dice.choice(_PEOPLE + _GROUPS)
    number = f" with #{dice.randint(2, 4)} guards#" if dice.random() < 0.3 else ""
    text = f"[[{actor}|actor]] {{{_VERBS[kind]}}} [[{target}|target]] in <{dice.choice(_PLACES)}>{number} {dice.choice(_TAILS)}."
    date = dice.choice(["2024-05-01", "2024-05-02", "2024-05-03", "2024-05", "2024", None])
    aspect = dice.choices(["event", "statement", "open_item"], [8, 1, 1])[0]
    return Sentence(text, kind, date, dice.choice(["occurred", "occurred", "planned", "denied"]), aspect=aspect)


def random_pages(dice: random.Random, pages: int = 4, sentences: int = 4) -> list[Page]:
    """Pages that copy, retell and contradict each other."""
    pool = [random_sentence(dice) for _ in range(pages * sentences // 2)]
    made: list[Page] = []
    for number in range(pages):
        own = [dice.choice(pool) if dice.random() < 0.6 else random_sentence(dice) for _ in range(sentences)]
        if made and dice.random() < 0.3:
            own = list(dice.choice(_SOURCES)) if _SOURCES else own
        _SOURCES.append(own)
        made.append(
            page(*own, published=f"2024-05-0{dice.randint(3, 9)}", outlet=f"Outlet {number % 3}", name=str(number))
        )
    _SOURCES.clear()
    return made


_SOURCES: list[list[Sentence]] = []


def rerun(dice: random.Random, pages: Sequence[Page]) -> list[Page]:
    """The same pages as another version of the finders would find them."""
    made = []
    for held in pages:
        findings: list[Finding] = []
        for finding in held.findings.findings:
            roll = dice.random()
            if roll < 0.15:
                continue
            if roll < 0.3 and isinstance(finding.value, Event):
                finding = replace(finding, value=replace(finding.value, kind=dice.choice(["other", "attack"])))
            elif roll < 0.4:
                grown = Span(max(finding.sentence.start, finding.trigger.start - 3), finding.trigger.end)
                finding = replace(finding, trigger=grown)
            elif roll < 0.5 and isinstance(finding.value, Event):
                finding = replace(finding, value=replace(finding.value, occurred=day("2024-05-02")))
            findings.append(finding)
            if roll > 0.92 and isinstance(finding.value, Event):
                other = Span(finding.sentence.start, min(finding.sentence.end, finding.sentence.start + 4))
                other = dice.choice([other, finding.trigger])
                findings.append(replace(finding, trigger=other, value=replace(finding.value, kind="decision")))
        dice.shuffle(findings)
        made.append(with_findings(held, findings))
    return made


def read_anew(page: Page) -> Page:
    """The page under another text layer with the same text, as after a change of scanner."""
    layer = page.article.layer
    other = "plain-2" if layer.scanner == "plain-1" else "plain-1"
    layer = replace(layer, scanner=other)
    findings = tuple(replace(f, text_layer=layer.id) for f in page.findings.findings)
    layout = replace(page.article.layout, text_layer=layer.id)
    return Page(
        article=replace(page.article, layer=layer, layout=layout),
        findings=replace(page.findings, text_layer=layer.id, findings=findings),
    )
