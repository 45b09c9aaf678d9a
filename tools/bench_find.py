"""Measure the find room on folders of the layout of `../shared/bench/find`.

    python -m tools.bench_find [--data ../shared/bench] [--errors SET N]

Sets are found by the prefix of their files below the data folder, and scored by the `score.py` that lies beside them;
a set that is not there is left out. Restricted sets are read where they lie and nothing of them is kept.
"""

from __future__ import annotations

import argparse
import bisect
import importlib.util
import itertools
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from chronofile import find, when
from chronofile.find.lexicon import grammar
from chronofile.find.sentences import sentences
from chronofile.find.speech_words import speech_words
from chronofile.model import (
    Acquisition,
    Article,
    Block,
    DateValue,
    EventFinding,
    Findings,
    Layout,
    Segments,
    StatementFinding,
    TextLayer,
    snapshot_of,
)
from tools.measure import Row

COMMAND = "make bench ROOM=find"
Record = dict[str, Any]
NAMES = ("ieer_even", "uner_pud_wiki", "gum_dev", "crossner_politics_dev", "uner_ewt_dev")
STUDY = "a study, reported in the data's README"
PEERS = {
    ("ieer_even", "names F1"): 83.1,
    ("polnear_dev", "direct recall"): 89.0,
    ("polnear_dev", "direct speaker"): 93.0,
    ("polnear_dev", "indirect recall"): 70.0,
    ("polnear_dev", "indirect speaker"): 86.0,
}
"""Figures of trained models and rules on sets of the same kind, where the README gives one number."""


def article(text: str, blocks: Sequence[tuple[int, int]], published: str | None = None, dates: bool = False) -> Article:
    """An article of plain text; `dates` has the when room read its times, counted from `published`."""
    data = text.encode("utf-8", "surrogatepass")
    snapshot = snapshot_of(data, "text/plain")
    segments = Segments()
    segments.append(0, len(text), 0, len(data), "raw")
    layer = TextLayer(
        snapshot=snapshot.sha256,
        scanner="plain-1",
        charset="utf-8",
        charset_reason="measured",
        text=text,
        segments=segments,
    )
    parts = tuple(Block(start, end, "paragraph") for start, end in blocks)
    day = DateValue.from_edtf(published) if published else None
    expressions = when.match(text, parts, "en") if dates else ()
    return Article(
        snapshot=snapshot,
        acquisition=Acquisition(snapshot=snapshot.sha256, how="file", location="measured"),
        layer=layer,
        layout=Layout(text_layer=layer.id, version="measured", blocks=parts),
        language="en",
        headline=None,
        outlet=None,
        byline=(),
        url=None,
        published=day,
        modified=None,
        expressions=expressions,
        times=when.resolve(expressions, text, day, "en") if dates else (),
        text=text,
    )


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Stretches between line ends, blank ones left out."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def records(data: Path, prefix: str, folder: str) -> tuple[list[Record], Path] | None:
    """The records of the first file below `data` whose name starts with `prefix`, in a folder of that name."""
    for file in sorted(data.rglob(f"{prefix}*.jsonl")):
        if file.parent.name == folder:
            with file.open(encoding="utf-8") as lines:
                return [json.loads(line) for line in lines if line.strip()], file
    return None


def scorer(data: Path) -> ModuleType | None:
    """The scorer beside the data; None when there is none."""
    for file in sorted(data.rglob("score.py")):
        if (file.parent / "ner").is_dir() or (file.parent / "quotes").is_dir():
            spec = importlib.util.spec_from_file_location("find_score", file)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    return None


# -- names


def _documents(found: list[Record]) -> Iterator[list[Record]]:
    for _, group in itertools.groupby(found, key=lambda r: r.get("doc", r.get("id"))):
        yield list(group)


def tagged(document: list[Record]) -> list[list[str]]:
    """BIO labels for the tokens of a document's sentences, each sentence one paragraph."""
    text, blocks, places = "", [], []
    for record in document:
        first = len(text)
        spots = []
        for token in record["tokens"]:
            spots.append((len(text), len(text) + len(token)))
            text += token + " "
        blocks.append((first, len(text)))
        places.append(spots)
        text += "\n"
    found = find.findings(article(text, blocks, dates=True))
    named = {a.id for a in found.agents if a.identification == "named"}
    mentions = [m for m in found.mentions if m.agent in named]
    starts = [m.start for m in mentions]
    labels = []
    for spots in places:
        line = ["O"] * len(spots)
        low = bisect.bisect_left(starts, spots[0][0]) if spots else 0
        for m in mentions[low:]:
            if m.start >= spots[-1][1]:
                break
            inside = [k for k, (s, e) in enumerate(spots) if s < m.end and m.start < e]
            for n, k in enumerate(inside):
                line[k] = ("B-" if n == 0 else "I-") + m.type
        labels.append(line)
    return labels


def name_rows(data: Path, score: ModuleType, errors: tuple[str, int]) -> Iterator[Row]:
    for name in NAMES:
        loaded = records(data, name, "ner")
        if loaded is None:
            continue
        gold = loaded[0]
        labels = [line for document in _documents(gold) for line in tagged(document)]
        predicted = [{"ner": line} for line in labels]
        result = score.ner(list(zip(gold, predicted, strict=True)))
        for kind in ("ALL", "PER", "LOC", "ORG"):
            if kind in result:
                measure = "names F1" if kind == "ALL" else f"names F1 {kind}"
                yield _row(name, measure, result[kind]["F"])
        yield _row(name, "names precision", result["ALL"]["P"])
        yield _row(name, "names recall", result["ALL"]["R"])
        if errors[0] == name:
            _print_names(gold, labels, score, errors[1])


def _print_names(gold: list[Record], labels: list[list[str]], score: ModuleType, count: int) -> None:
    shown = 0
    for record, line in zip(gold, labels, strict=True):
        right, made = score.bio(record["ner"]), score.bio(line)
        for mark, spans in (("missed", right - made), ("extra ", made - right)):
            for s, e, kind in sorted(spans):
                words = record["tokens"]
                print(mark, kind, "|", " ".join(words[s:e]), "|", " ".join(words[max(0, s - 6) : e + 5]))
                shown += 1
        if shown > count:
            return


# -- statements


def statement_record(found: Findings) -> list[Record]:
    return [
        {
            "source": [[s.start, s.end] for s in f.value.speaker],
            "cue": [[s.start, s.end] for s in f.value.cue],
            "content": [[s.start, s.end] for s in f.value.content],
            "type": f.value.mode,
        }
        for f in found.findings
        if isinstance(f, StatementFinding)
    ]


def quote_rows(data: Path, score: ModuleType, errors: tuple[str, int]) -> Iterator[Row]:
    for name in ("polnear_dev", "gum_attribution_news_dev"):
        loaded = records(data, name, "quotes")
        if loaded is None:
            continue
        gold = loaded[0]
        predicted = [
            {
                "id": g["id"],
                "attr": statement_record(find.findings(article(g["text"], paragraphs(g["text"]), dates=True))),
            }
            for g in gold
        ]
        result = score.quotes(list(zip(gold, predicted, strict=True)))
        for kind in ("direct", "indirect", "mixed", "ALL"):
            if kind in result:
                yield _row(name, f"{kind} recall", result[kind]["recall50"] or 0.0)
                yield _row(name, f"{kind} speaker", result[kind]["speaker_overlap"] or 0.0)
                yield _row(name, f"{kind} precision", result[kind]["precision50"] or 0.0)
        said = [{**g, "attr": [x for x in g["attr"] if x["type"] == "indirect" and _says(g["text"], x)]} for g in gold]
        narrow = score.quotes(list(zip(said, predicted, strict=True)))["indirect"]
        yield _row(name, "indirect recall, words of saying", narrow["recall50"] or 0.0)
        yield _row(name, "indirect speaker, words of saying", narrow["speaker_overlap"] or 0.0)
        if errors[0] == name:
            _print_quotes(gold, predicted, score, errors[1])


def _says(text: str, attribution: Record) -> bool:
    """The cue is a verb of saying or “according to”, not denied: what a chronology wants of indirect speech.

    Left out are wishes, plans, approval and doubt ("supports", "is attacking"), which PolNeAR counts alike.
    """
    words = " ".join(text[s:e] for s, e in attribution["cue"]).lower().split()
    speech, verbs = speech_words("en"), grammar("en").verbs  # type: ignore[union-attr]
    lemmas = {verbs[w].lemma for w in words if w in verbs}
    denied = any(w.startswith("not") or w.endswith(("n't", "n’t")) or w in ("never", "could", "should") for w in words)
    return not denied and (bool(lemmas & (speech.report - speech.thinking - speech.belief)) or "according" in words)


def _print_quotes(gold: list[Record], predicted: list[Record], score: ModuleType, count: int) -> None:
    shown = 0
    for g, p in zip(gold, predicted, strict=True):
        text = g["text"]
        whole = [x for x in g["attr"] if x["content"]]
        matched = score.match([score.ch(x["content"]) for x in whole], [score.ch(x["content"]) for x in p["attr"]], 0.5)
        hit = {j for j, _ in matched.values()}

        def words(spans: list[list[int]], text: str = text) -> str:
            return " … ".join(text[s:e] for s, e in spans)

        for i, x in enumerate(whole):
            if i not in matched:
                print(
                    "missed", x["type"], "|", words(x["source"]), "|", words(x["cue"]), "|", words(x["content"])[:160]
                )
                shown += 1
        for j, x in enumerate(p["attr"]):
            if j not in hit:
                print(
                    "extra ", x["type"], "|", words(x["source"]), "|", words(x["cue"]), "|", words(x["content"])[:160]
                )
        if shown > count:
            return


# -- events and agents


def event_record(found: Findings) -> list[Record]:
    """Events, and the words of saying of statements as the events of saying that they are."""
    made: list[Record] = []
    for f in found.findings:
        if isinstance(f, EventFinding):
            v = f.value
            first = min(v.involvements, key=lambda i: (i.start > f.trigger.start, i.start), default=None)
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
                made.append(
                    {"verb": verb, "modality": "happened", "actor_span": [speaker.start, speaker.end], "speaker": None,
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
        yield _row("wikinews_gold", measure, result[key] or 0.0)
    said = score.quotes([(g, {"attr": statement_record(f)}) for g, f in zip(gold, found, strict=True)])["ALL"]
    for measure, key in (
        ("statements recall", "recall50"),
        ("statements speaker", "speaker_overlap"),
        ("statements precision", "precision50"),
    ):
        yield _row("wikinews_gold", measure, said[key] or 0.0)
    who = score.actors([(g, {"actors": actor_record(f)}) for g, f in zip(gold, found, strict=True)])
    for measure, key in (
        ("agents recall", "actor_recall"),
        ("agents role", "role_acc"),
        ("agents alias", "alias_recall"),
    ):
        yield _row("wikinews_gold", measure, who[key] or 0.0)
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


# -- the rest


def coreference_rows(data: Path, score: ModuleType) -> Iterator[Row]:
    loaded = records(data, "gum_names", "coref")
    if loaded is None:
        return
    pairs = []
    for g in loaded[0]:
        found = find.findings(article(g["text"], paragraphs(g["text"]), dates=True))
        clusters: dict[str, list[list[int]]] = {}
        for m in found.mentions:
            clusters.setdefault(m.agent, []).append([m.start, m.end])
        # gold spans may be longer than the name ("Rep. Yoo"): a found name stands for the shortest one that holds it
        spans = sorted({tuple(s) for cluster in g["clusters"] for s in cluster}, key=lambda s: s[1] - s[0])
        made = [
            [list(s) for c in one for s in [next((s for s in spans if s[0] <= c[0] and c[1] <= s[1]), None)] if s]
            for one in clusters.values()
        ]
        pairs.append((g, {"clusters": made}))
    result = score.coref(pairs)
    yield _row("gum_names_dev", "coreference pairwise F1", result["pairwise"]["F"])
    yield _row("gum_names_dev", "coreference B3 F1", result["B3"]["F"])


def sentence_rows(data: Path, errors: tuple[str, int]) -> Iterator[Row]:
    loaded = records(data, "gum_dev", "sbd")
    if loaded is None:
        return
    right = made = both = 0
    for g in loaded[0]:
        text = g["text"]
        ends = {s.end for b in paragraphs(text) for s in sentences(text, Block(*b, "paragraph"), "en")}
        wanted = {len(text[:e].rstrip()) for e in g["sent_ends"]}
        right, made, both = right + len(wanted), made + len(ends), both + len(wanted & ends)
        if errors[0] == "sbd":
            for e in sorted(wanted ^ ends)[: errors[1]]:
                print(
                    "missed" if e in wanted else "extra ",
                    g["genre"],
                    "|",
                    text[max(0, e - 60) : e] + "¦" + text[e : e + 40],
                )
    yield _row("gum_dev", "sentence boundaries F1", round(200 * both / max(1, right + made), 1))


def speed_rows(data: Path) -> Iterator[Row]:
    """The whole room on pages of about 6 KB, one core; dates are read before and not counted."""
    loaded = records(data, "gold", "wikinews_gold")
    if loaded is None:
        return
    text = "\n".join(g["text"] for g in loaded[0])
    pages = []
    for copy in range(8):
        chunk = text[copy * 900 :][:6_000]
        pages.append(article(chunk, paragraphs(chunk), "2020-01-01", dates=True))
    find.findings(pages[0])
    began = time.process_time()
    tokens = 0
    for page in pages * 4:
        find.findings(page)
        tokens += len(page.text.split())
    used = time.process_time() - began
    yield Row(
        room="find",
        set="all",
        measure="pages of 6 KB a CPU-second",
        value=round(32 / used, 1),
        unit="1/s",
        command=COMMAND,
    )
    yield Row(
        room="find", set="all", measure="words a CPU-second", value=round(tokens / used), unit="1/s", command=COMMAND
    )
    times = []
    for copies in (1, 2):
        long = (text + "\n") * (8 * copies)
        page = article(long, paragraphs(long))
        began = time.process_time()
        find.findings(page)
        times.append(time.process_time() - began)
    yield Row(
        room="find",
        set="all",
        measure="time for twice the text",
        value=round(times[1] / times[0], 2),
        unit="×",
        command=COMMAND,
    )


def _row(name: str, measure: str, value: float) -> Row:
    peer = PEERS.get((name, measure))
    return Row(
        room="find",
        set=name,
        measure=measure,
        value=value,
        unit="%",
        peer=STUDY if peer is not None else "",
        peer_value=peer,
        command=COMMAND,
    )


def rows(data: Path, errors: tuple[str, int] = ("", 0), only: str = "") -> Iterable[Row]:
    """All rows for `make bench`."""
    score = scorer(data)
    out: list[Row] = []
    if not only or only == "sbd":
        out += sentence_rows(data, errors)
    if score is not None:
        if not only or only == "ner":
            out += name_rows(data, score, errors)
        if not only or only == "quotes":
            out += quote_rows(data, score, errors)
        if not only or only == "wikinews":
            out += wikinews_rows(data, score, errors)
        if not only or only == "coref":
            out += coreference_rows(data, score)
    if not only or only == "speed":
        out += speed_rows(data)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--only", default="", choices=["", "sbd", "ner", "quotes", "wikinews", "coref", "speed"])
    parser.add_argument("--errors", nargs=2, default=("", "0"), metavar=("SET", "N"))
    asked = parser.parse_args()
    if not asked.data.is_dir():
        raise SystemExit(f"no data in {asked.data}; point --data at a folder with the benchmark sets")
    for r in rows(asked.data, (asked.errors[0], int(asked.errors[1])), asked.only):
        beside = f"   {r.peer}: {r.peer_value}" if r.peer_value is not None else ""
        print(f"{r.set:<26}{r.measure:<32}{r.value:>9}{r.unit:<4}{beside}")


if __name__ == "__main__":
    main()
