"""Measure events, statements and agents of the articles that were annotated for this product."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from chronofile import find
from chronofile.model import EventFinding, Findings, StatementFinding
from tools.bench_find_said import statement_record
from tools.bench_find_sets import Record, article, paragraphs, records, row
from tools.measure import Row


def event_record(found: Findings) -> list[Record]:
    """Events, and the words of saying of statements as the events of saying that they are."""
    made: list[Record] = []
    for f in found.findings:
        if isinstance(f, EventFinding):
            v = f.value
            parts = v.involvements
            first = min(parts, key=lambda i: (i.part != "actor", i.start > f.trigger.start, i.start), default=None)
            happened = "claimed" if v.said_by else "happened"
            made.append(
                {
                    "verb": [f.trigger.start, f.trigger.end],
                    "modality": {"occurred": happened, "cancelled": happened}.get(v.factuality, v.factuality),
                    "actor_span": [first.start, first.end] if first else None,
                    "speaker": v.said_by,
                    "date": v.occurred.edtf if v.occurred else None,
                }
            )
    taken = {tuple(e["verb"]) for e in made}
    for f in found.findings:
        if isinstance(f, StatementFinding) and f.value.cue and f.value.speaker:
            verb = [f.trigger.start, f.trigger.end]
            if not any(s < verb[1] and verb[0] < e for s, e in taken):
                speaker = f.value.speaker[0]
                relay = (
                    s.value.speaker_name
                    for s in found.findings
                    if isinstance(s, StatementFinding)
                    and s is not f
                    and any(c.holds(f.trigger) for c in s.value.content)
                )
                made.append(
                    {"verb": verb, "modality": "happened", "actor_span": [speaker.start, speaker.end],
                     "speaker": next(relay, None),
                     "date": f.value.said.edtf if f.value.said else None}
                )  # fmt: skip
                taken.add((verb[0], verb[1]))
    return made


def actor_record(found: Findings) -> list[Record]:
    kinds = {"Person": "PER", "Place": "LOC"}
    return [
        {
            "name": a.name,
            "type": kinds.get(a.type, "ORG"),
            "role": " ".join(f"{r.title} {r.organization}" for r in a.roles),
            "forms": list(a.names),
        }
        for a in found.agents
    ]


def wikinews_rows(data: Path, score: ModuleType, errors: tuple[str, int]) -> Iterator[Row]:
    loaded = records(data, "gold", "wikinews_gold")
    if loaded is None:
        return
    gold = loaded[0]
    found = [find.findings(article(g["text"], paragraphs(g["text"]), g["date"], dates=True)) for g in gold]
    result = score.events([(g, {"events": event_record(f)}) for g, f in zip(gold, found, strict=True)])
    for measure, key in (
        ("event recall", "event_recall"), ("event precision (lower bound)", "event_precision"),
        ("modality", "modality_acc"), ("actor", "actor_acc"), ("who claims", "claim_speaker_acc"), ("date", "date_acc"),
    ):  # fmt: skip
        yield row("wikinews_gold", measure, result[key] or 0.0)
    said = score.quotes([(g, {"attr": statement_record(f)}) for g, f in zip(gold, found, strict=True)])["ALL"]
    for measure, key in (
        ("statements recall", "recall50"),
        ("statements speaker", "speaker_overlap"),
        ("statements precision", "precision50"),
    ):
        yield row("wikinews_gold", measure, said[key] or 0.0)
    who = score.actors([(g, {"actors": actor_record(f)}) for g, f in zip(gold, found, strict=True)])
    for measure, key in (
        ("agents recall", "actor_recall"),
        ("agents role", "role_acc"),
        ("agents alias", "alias_recall"),
    ):
        yield row("wikinews_gold", measure, who[key] or 0.0)
    if errors[0] == "wikinews_gold":
        print(result["confusion"])
        _print_events(gold, found, score)


def _print_events(gold: list[Record], found: list[Findings], score: ModuleType) -> None:
    for g, f in zip(gold, found, strict=True):
        made = event_record(f)
        right = g["events"]
        matched = score.match([score.ch([e["verb"]]) for e in right], [score.ch([e["verb"]]) for e in made], 0.3)
        hit = {j for j, _ in matched.values()}
        text = g["text"]
        for i, e in enumerate(right):
            if i not in matched:
                print(
                    "missed",
                    e["modality"],
                    "|",
                    e["actor"],
                    "|",
                    e["verb_text"],
                    "|",
                    text[e["verb"][0] - 50 : e["verb"][1] + 50].replace("\n", " "),
                )
            else:
                q = made[matched[i][0]]
                if q["modality"] != e["modality"] or (
                    e.get("date") and not (q["date"] or "").startswith(e["date"][:10])
                ):
                    print(
                        "differs",
                        e["verb_text"],
                        "|",
                        e["modality"],
                        q["modality"],
                        "|",
                        e.get("date"),
                        q["date"],
                        "|",
                        text[e["verb"][0] - 50 : e["verb"][1] + 50].replace("\n", " "),
                    )
        for j, q in enumerate(made):
            if j not in hit:
                print(
                    "extra ",
                    q["modality"],
                    q["date"],
                    "|",
                    text[q["verb"][0] - 60 : q["verb"][1] + 60].replace("\n", " "),
                )
