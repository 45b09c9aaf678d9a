"""Measure the day of events: gold events of dated news, each given the day that the room of findings would choose.

    python -m tools.bench_event_day [--data ../shared/bench] [--part all|work|held] [--errors N]

Two baselines are run beside it: every event on the day of publication, and every event on the nearest day that its
sentence names (else publication). Counted are the mentions of events whose day the corpus knows. Documents whose id
hashes to 0 modulo 5 are the held-out fifth.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from chronofile.find.event_days import EventDays
from chronofile.find.reading import Reading, read_page
from chronofile.model import Acquisition, Article, Block, DateValue, Layout, Segments, TextLayer, snapshot_of
from chronofile.when import match, resolve
from tools.bench_time import held_out
from tools.measure import Row

DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?%)\]]|''|'s?|n't|’s?")
_NO_SPACE_AFTER = frozenset(("(", "[", "$", "``"))
REPORTED = {"day of publication": 0.69, "nearest expression": 0.73}


class Gold(NamedTuple):
    """A mention: where its word stands in the document's text, its day, and its words."""

    position: int
    day: str
    words: str


class Doc(NamedTuple):
    identity: str
    published: str
    article: Article
    gold: list[Gold]


def documents(home: Path) -> Iterator[Doc]:
    """Documents with their gold events; the corpus's spaced tokens are put together as a newspaper prints them."""
    days = {e["chain"]: e["time"] for e in _lines(home / "events.jsonl") if DAY.fullmatch(e["time"] or "")}
    mentions: dict[str, list[dict[str, Any]]] = {}
    for mention in _lines(home / "mentions.jsonl"):
        if mention["chain"] in days:
            mentions.setdefault(mention["doc"], []).append(mention)
    for doc in _lines(home / "docs.jsonl"):
        text, blocks, places = _laid_out(doc["sentences"])
        gold = [Gold(places[m["sent"], m["tok"][0]], days[m["chain"]], m["text"]) for m in mentions.get(doc["id"], ())]
        yield Doc(doc["id"], doc["published"], _article(text, blocks, doc["published"]), gold)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _laid_out(sentences: list[str]) -> tuple[str, list[Block], dict[tuple[int, int], int]]:
    """Text, blocks (headline, date line, one body) and the offset of each token of each sentence."""
    text, blocks, places = "", [], {}
    body = 0
    for i, sentence in enumerate(sentences):
        if i == 2:
            body = len(text)
        start, glue = len(text), True
        for j, token in enumerate(sentence.split(" ")):
            if not glue and not _NO_SPACE_BEFORE.fullmatch(token):
                text += " "
            places[i, j] = len(text)
            text += {"``": '"', "''": '"'}.get(token, token)
            glue = token in _NO_SPACE_AFTER
        if i < 2:
            blocks.append(Block(start, len(text), "headline" if i == 0 else "dateline"))
        text += "\n\n" if i < 2 else " "
    if len(sentences) > 2:
        blocks.append(Block(body, len(text.rstrip()), "paragraph"))
    return text, blocks, places


def _article(text: str, blocks: list[Block], published: str) -> Article:
    data = text.encode()
    snapshot = snapshot_of(data, "text/plain")
    segments = Segments()
    segments.append(0, len(text), 0, len(data), "raw")
    layer = TextLayer(
        snapshot=snapshot.sha256,
        scanner="plain-1", charset="utf-8", charset_reason="made", text=text, segments=segments
    )  # fmt: skip
    layout = Layout(text_layer=layer.id, version="1", blocks=tuple(blocks))
    date = DateValue.from_edtf(published)
    expressions = match(text, [b for b in blocks if b.role != "dateline"], "en")
    return Article(
        snapshot=snapshot, acquisition=Acquisition(snapshot=snapshot.sha256, how="file", location="made"), layer=layer,
        layout=layout, language="en", headline=None, outlet=None, byline=(), url=None, published=date, modified=None,
        expressions=expressions, times=resolve(expressions, text, date, "en"), text=text,
    )  # fmt: skip


def nearest(doc: Doc, reading: Reading, gold: Gold) -> str:
    """The nearest day that the event's sentence names, else publication."""
    inside = [r.s.span for r in reading.sentences if r.s.span.start <= gold.position < r.s.span.end]
    days = [
        (abs(t.start - gold.position), t.date.earliest)
        for t in doc.article.times
        if inside and inside[0].start <= t.start < inside[0].end and t.date is not None and t.date.is_day
    ]
    return min(days)[1] or "" if days else doc.published


def chosen(days: EventDays, reading: Reading, gold: Gold) -> tuple[str, str]:
    for i, read in enumerate(reading.sentences):
        if read.s.span.start <= gold.position < read.s.span.end:
            found = days.of(i, min(read.s.at(gold.position), len(read.s) - 1))
            return (found.date.earliest or "", found.how) if found else ("", "none")
    return "", "no sentence"


def rows(data: Path, part: str = "all", errors: int = 0) -> list[Row]:
    home = data / "merge" / "coref" / "meantime"
    if not (home / "docs.jsonl").is_file():
        return []
    right = {"day of publication": 0, "nearest expression": 0, "event's own day": 0}
    hows: dict[str, list[int]] = {}
    total = 0
    for doc in documents(home):
        if part != "all" and held_out(doc.identity) != (part == "held"):
            continue
        reading = read_page(doc.article, "en")
        if reading is None:
            continue
        days = EventDays(reading)
        for gold in doc.gold:
            total += 1
            day, how = chosen(days, reading, gold)
            near = nearest(doc, reading, gold)
            right["day of publication"] += doc.published == gold.day
            right["nearest expression"] += near == gold.day
            right["event's own day"] += day == gold.day
            hows.setdefault(how, [0, 0])[day == gold.day] += 1
            if errors and day != gold.day:
                errors -= 1
                around = doc.article.layer.text[max(0, gold.position - 90) : gold.position + 60]
                told = f"'{gold.words}' gold {gold.day} got {day} ({how}) near {near}:"
                print(doc.identity, doc.published, told, " ".join(around.split()))
    if errors:
        print({how: (f"{good}/{good + bad}") for how, (bad, good) in hows.items()})
    name = "meantime, gold events" + ("" if part == "all" else f" ({part})")
    made = []
    for who, count in right.items():
        own = who == "event's own day"
        made.append(
            Row(
                room="time",
                set=name,
                measure=f"event day right: {who}" if not own else f"event day right (n={total})",
                value=round(count / max(total, 1), 3),
                unit="",
                peer="nearest expression, same run" if own else "study",
                peer_value=round(right["nearest expression"] / max(total, 1), 3) if own else REPORTED[who],
                command="python -m tools.bench_event_day",
            )
        )
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--part", choices=("all", "work", "held"), default="all")
    parser.add_argument("--errors", type=int, default=0)
    asked = parser.parse_args()
    for row in rows(asked.data, asked.part, asked.errors):
        print(f"{row.set:<32}{row.measure:<44}{row.value:>7}   {row.peer}: {row.peer_value}")


if __name__ == "__main__":
    main()
