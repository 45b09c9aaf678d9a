"""Measure merging: copies found, events joined across pages, and the time of folding a large case.

    python -m tools.bench_merge [--data ../shared/bench] [--only copies|events|speed]
    python -m tools.bench_merge background PAGES.jsonl.gz    (makes lang/en/background_words.tsv)

The benchmark data is not part of this repository; what needs it is skipped where it is absent. Speed is measured on
generated pages and needs nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from chronofile import lang, merge
from chronofile.merge.syndication import Body, groups, links
from chronofile.merge.words import words
from chronofile.model import (
    Acquisition,
    Agent,
    Article,
    Block,
    DateValue,
    Event,
    EventFinding,
    Findings,
    Involvement,
    Layout,
    Mention,
    Page,
    Segments,
    Snapshot,
    Span,
    TextLayer,
    finding_key,
    sha256,
)
from tools.measure import Row, table

COMMAND = "make bench ROOM=merge"
STRETCH = 200
"""Words a stretch of the background table holds: documents of one length, so that long pages do not count more."""


def rows(data: Path, only: str = "") -> Iterator[Row]:
    """One row a measure; a set that is not there is left out."""
    home = data / "merge"
    if only in ("", "copies"):
        if (home / "dup").is_dir():
            yield from _natural(home)
            yield from _synthetic(home)
        else:
            print(f"no data on copies at {home}/dup", file=sys.stderr)
    if only in ("", "events"):
        if (home / "coref" / "ecbplus").is_dir():
            yield from _events(home / "coref" / "ecbplus")
        else:
            print(f"no data on events at {home}/coref", file=sys.stderr)
    if only in ("", "speed"):
        yield from _speed()


def _row(name: str, measure: str, value: float, unit: str, peer: str = "", peer_value: float | None = None) -> Row:
    return Row(
        room="merge",
        set=name,
        measure=measure,
        value=round(value, 4),
        unit=unit,
        peer=peer,
        peer_value=peer_value,
        command=COMMAND,
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    body = path.read_bytes()
    for line in (gzip.decompress(body) if path.suffix == ".gz" else body).decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


# ---- copies ---------------------------------------------------------------------------------------------------------


def _body(row: dict[str, Any], outlet: str) -> Body:
    day = dt.date.fromisoformat(row["published"]).toordinal() if row.get("published") else None
    lines = (tuple(words(line)) for line in row["text"].split("\n"))
    return Body(row["id"], row["id"], outlet, tuple(line for line in lines if line), day, day)


def _natural(home: Path) -> Iterator[Row]:
    """Judged pairs of real pages: a pair is called a copy when it is linked."""
    judged = [p for p in _lines(home / "dup" / "t17_natural" / "pairs.jsonl") if p["label"] is not None]
    called: set[frozenset[str]] = set()
    seconds, pages = 0.0, 0
    for topic in sorted({p["topic"] for p in judged}):
        bodies = [_body(r, r["source"]) for r in _lines(home / "tls" / "t17" / topic / "articles.jsonl.gz")]
        begun = time.perf_counter()
        called |= {frozenset((link.a, link.b)) for link in links(bodies)}
        seconds += time.perf_counter() - begun
        pages += len(bodies)
    right = sum(1 for p in judged if p["label"] and frozenset((p["a"], p["b"])) in called)
    wrong = sum(1 for p in judged if not p["label"] and frozenset((p["a"], p["b"])) in called)
    wanted = sum(1 for p in judged if p["label"])
    yield from _scores("dup/t17_natural", right, wrong, wanted, "rare-n-gram containment, reported", 0.871)
    yield _row("dup/t17_natural", "pages a second", pages / seconds, "pages/s")


def _synthetic(home: Path) -> Iterator[Row]:
    """Made copies of seven kinds among hard negatives: all pairs of a group are called copies."""
    made = list(_lines(home / "dup" / "syndication_synthetic" / "articles.jsonl.gz"))
    bodies = [_body(r, r["origin"].split("/")[0]) for r in made]
    cluster = {r["id"]: r["cluster"] for r in made}
    found = groups(bodies, {r["id"]: DateValue.from_edtf(r["published"]) for r in made})
    pairs = [pair for g in found for pair in combinations(g.members, 2)]
    right = sum(1 for a, b in pairs if cluster[a] == cluster[b])
    wanted = sum(n * (n - 1) // 2 for n in Counter(cluster.values()).values())
    yield from _scores("dup/syndication_synthetic", right, len(pairs) - right, wanted, "containment, reported", 0.984)


def _scores(name: str, right: int, wrong: int, wanted: int, peer: str, peer_value: float | None) -> Iterator[Row]:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / wanted if wanted else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    yield _row(name, "pairs F1", both, "", peer, peer_value)
    yield _row(name, "pairs precision", precision, "")
    yield _row(name, "pairs recall", recall, "")


# ---- events ---------------------------------------------------------------------------------------------------------


def _events(home: Path, topics: int = 15) -> Iterator[Row]:
    """ECB+ with the project's own finder; the documents have no dates, so every undated event is given one day.

    Precision is what counts; recall also misses what the finder dates otherwise. Only findings that stand on a gold
    mention of an action are scored.
    """
    from chronofile import find, when

    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _lines(home / "mentions.jsonl.gz"):
        mentions[row["doc"]].append(row)
    docs = [d for d in _lines(home / "docs.jsonl.gz") if d["id"] in mentions]
    chosen = sorted({d["topic"] for d in docs}, key=int)[:topics]
    right = wrong = 0
    proposed = proposed_right = 0
    gold: dict[str, tuple[str, str]] = {}
    for topic in chosen:
        pages = []
        for doc in (d for d in docs if d["topic"] == topic):
            published = DateValue.from_edtf(f"20{10 + int(topic) % 10}-0{1 + doc['subtopic'].endswith('plus')}-15")
            article = _article(doc["text"], doc["id"], "", published)
            expressions = when.match(doc["text"], article.layout.kept, "en")
            times = when.resolve(expressions, doc["text"], published, "en")
            article = _with(article, expressions=expressions, times=times)
            found = find.findings(article)
            dated = tuple(_on(f, published) for f in found.findings)
            pages.append(Page(article=article, findings=_with(found, findings=dated)))
            gold |= {k: (c, topic) for k, c in _gold(dated, doc, mentions[doc["id"]]).items()}
        chronology = merge.fold(pages, [], redate=lambda page, _: page, known_ids={})
        entries = {e.id: e for e in chronology.entries}
        for entry in chronology.entries:
            for a, b in combinations([m for m in entry.members if m in gold], 2):
                right += gold[a] == gold[b]
                wrong += gold[a] != gold[b]
        for a, b, _ in chronology.proposals:
            ends = [gold[m] for e in (a, b) for m in entries[e].members[:1] if m in gold]
            if len(ends) == 2:
                proposed += 1
                proposed_right += ends[0] == ends[1]
    wanted = sum(n * (n - 1) // 2 for n in Counter(gold.values()).values())
    yield from _scores("coref/ecbplus, one day", right, wrong, wanted, "", None)
    if proposed:
        yield _row("coref/ecbplus, one day", "proposals that are right", proposed_right / proposed, "")


def _with(record: Any, **changes: Any) -> Any:
    from msgspec.structs import replace

    return replace(record, **changes)


def _on(finding: Any, published: DateValue) -> Any:
    if isinstance(finding, EventFinding) and finding.value.occurred is None:
        return _with(finding, value=_with(finding.value, occurred=published))
    return finding


def _gold(findings: Any, doc: dict[str, Any], mentions: list[dict[str, Any]]) -> dict[str, str]:
    spans = [
        (hit.start(), hit.end(), m["chain"])
        for m in mentions
        if m["type"].startswith(("ACT", "NEG"))
        for hit in re.finditer(rf"\b{re.escape(m['text'])}\b", doc["text"])
    ]
    made = {}
    for finding in findings:
        if isinstance(finding, EventFinding):
            t = finding.trigger
            chains = {c for s, e, c in spans if min(e, t.end) > max(s, t.start)}
            if len(chains) == 1:
                made[finding_key(finding)] = chains.pop()
    return made


# ---- speed ----------------------------------------------------------------------------------------------------------

_FIRST = "Mara Iven Oda Tomas Lia Peter Hanne Karl Rosa Emil Dana Jonas Vera Milan Greta Anton"
_LAST = "Holt Straub Renn Keel Brandt Falk Rusk Solheim Okoro Wren Pell Garrow Stern Moll Lasker Tennant"
_BODIES = [f"{a} {b}" for a in ("Ostran", "Velmark", "Tarvian", "Dornish") for b in ("Police", "Court", "Navy")]
_VERBS = {
    "capture": "arrested", "visit": "visited", "meeting": "met", "statement": "told", "transfer": "moved",
    "release": "freed", "letter": "wrote to", "request": "asked",
}  # fmt: skip
_PLACES = "Kelm Dorn Tarvia Brunnov Haverness Korvena Lindow Serrin"


def _person(dice: random.Random) -> str:
    return f"{dice.choice(_FIRST.split())} {dice.choice(_LAST.split())}"


def generated(count: int, seed: int = 7) -> list[Page]:
    """A long case told by `count` pages of about 6 KB and 15 events: a fifth are copies, a third of all events are told
    by several pages.
    """
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choice("bdfklmnprstvaeiou") for _ in range(dice.randint(3, 9))) for _ in range(6000)]
    begin = dt.date(2023, 1, 2)

    def story(day: dt.date) -> tuple[str, str, str, str, str]:
        kind = dice.choice(sorted(_VERBS))
        who = dice.choice([*_BODIES, _person(dice)])
        whom = _person(dice)
        tail = " ".join(dice.choice(vocabulary) for _ in range(dice.randint(5, 14)))
        return kind, day.isoformat(), f"{who}|{_VERBS[kind]}|{whom}", dice.choice(_PLACES.split()), tail

    known = [story(begin + dt.timedelta(days=dice.randint(0, count))) for _ in range(5 * count)]
    pages: list[Page] = []
    texts: list[tuple[Any, ...]] = []
    for number in range(count):
        if texts and dice.random() < 0.2:
            told, fill = dice.choice(texts[-20:])
            told = [t for t in told if dice.random() < 0.95]
        else:
            told = [
                dice.choice(known) if dice.random() < 0.35 else story(begin + dt.timedelta(days=number))
                for _ in range(15)
            ]
            fill = [" ".join(dice.choice(vocabulary) for _ in range(55)).capitalize() + "." for _ in range(13)]
        texts.append((told, fill))
        pages.append(_generated_page(told, fill, f"Outlet {number % 25}", begin + dt.timedelta(days=number), number))
    return pages


def _generated_page(told: Any, fill: Any, outlet: str, published: dt.date, number: int) -> Page:
    text, sentences, findings, mentions = "", [], [], []
    agents: dict[str, Agent] = {}
    parts: list[tuple[Span, Any]] = []
    for at, (kind, day, deed, place, tail) in enumerate(told):
        who, verb, whom = deed.split("|")
        start = len(text)
        text += f"{who} {verb} {whom} in {place} {tail}."
        parts.append((Span(start, len(text)), (kind, day, who, verb, whom, place)))
        sentences.append(Span(start, len(text)))
        text += "\n" + (fill[at] + "\n" if at < len(fill) else "")
    article = _article(text, f"{number}", outlet, DateValue.from_edtf(published.isoformat()))
    for span, (kind, day, who, verb, whom, place) in parts:
        involved = []
        for name, part in ((who, "actor"), (whom, "target")):
            start = text.index(name, span.start)
            body = name in _BODIES
            agent = agents.setdefault(
                name, Agent(id=f"a{len(agents)}", name=name, names=(name,), type="Organization" if body else "Person")
            )
            mentions.append(Mention(start, start + len(name), "ORG" if body else "PER", agent.id))
            involved.append(Involvement(agent.id, part, start, start + len(name)))  # type: ignore[arg-type]
        trigger = text.index(verb, span.start)
        event = Event(
            kind=kind,
            headline=f"{who} {verb} {whom}",
            occurred=DateValue.from_edtf(day),
            place=place,
            involvements=tuple(involved),
        )
        findings.append(
            EventFinding(
                snapshot=article.snapshot.sha256, text_layer=article.layer.id, sentence=span,
                trigger=Span(trigger, trigger + len(verb)), value=event, rule="made", score=0.8, reason="made",
            )
        )  # fmt: skip
    return Page(
        article=article,
        findings=Findings(
            snapshot=article.snapshot.sha256, text_layer=article.layer.id, sentences=tuple(sentences),
            mentions=tuple(mentions), agents=tuple(agents.values()), findings=tuple(findings),
        ),
    )  # fmt: skip


def _article(text: str, name: str, outlet: str, published: DateValue) -> Article:
    data = f"{name}\n{text}".encode()
    snapshot = Snapshot(sha256(data), len(data), "text/plain")
    layer = TextLayer(
        snapshot=snapshot.sha256, scanner="plain-1", charset="utf-8", charset_reason="", text=text, segments=Segments()
    )
    return Article(
        snapshot=snapshot,
        acquisition=Acquisition(snapshot=snapshot.sha256, how="file", location=name),
        layer=layer,
        layout=Layout(text_layer=layer.id, version="bench", blocks=(Block(0, len(text), "paragraph"),)),
        language="en", headline=None, outlet=outlet or None, byline=(), url=None, published=published, modified=None,
        expressions=(), times=(), text=text,
    )  # fmt: skip


def _speed() -> Iterator[Row]:
    for count in (250, 500, 1000):
        pages = generated(count)
        begun = time.process_time()
        chronology = merge.fold(pages, [], redate=lambda page, _: page, known_ids={})
        seconds = time.process_time() - begun
        found = sum(len(p.findings.findings) for p in pages)
        name = f"{count} generated pages, {found} findings"
        yield _row(name, "fold", seconds, "s")
        yield _row(name, "entries", len(chronology.entries), "")
    yield _row(
        "1000 generated pages",
        "peak memory of the process",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "MB",
    )


def background(source: Path, target: Path) -> None:
    """Count in how many stretches of STRETCH words each word stands; rare words (fewer than 3) are left out."""
    count: Counter[str] = Counter()
    stretches = 0
    for row in _lines(source):
        flow = [w for w in re.findall(r"\w+", row["text"].casefold()) if not w.isdigit()]
        for at in range(0, len(flow), STRETCH):
            stretches += 1
            count.update(set(flow[at : at + STRETCH]))
    kept = sorted(((w, n) for w, n in count.items() if n >= 3), key=lambda wn: (-wn[1], wn[0]))
    head = (
        f"# How many of N stretches of {STRETCH} words hold a word; N stands first.\n"
        "# Counted by tools/bench_merge.py (background) from Wikinews 2019-2020 (CC BY 2.5).\n"
    )
    target.write_text(head + f"{stretches}\n" + "".join(f"{w}\t{n}\n" for w, n in kept), encoding="utf-8")


def main() -> int:
    if sys.argv[1:2] == ["background"]:
        background(Path(sys.argv[2]), Path(lang.__file__).parent / "en" / "background_words.tsv")
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--only", default="", choices=["", "copies", "events", "speed"])
    asked = parser.parse_args()
    print(table(rows(asked.data, asked.only)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
