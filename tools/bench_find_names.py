"""Measure names: where they stand, of what kind they are, and which of them are one agent's."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from chronofile import find
from tools.bench_find_sets import Record, article, paragraphs, records, row
from tools.measure import Row

NAMES = ("ieer_even", "uner_pud_wiki", "gum_dev", "crossner_politics_dev", "uner_ewt_dev")


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
            if token == "." and text[-1:] == " ":
                text = text[:-1]  # as it is printed: "Calif." is one word
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
                yield row(name, measure, result[kind]["F"])
        yield row(name, "names precision", result["ALL"]["P"])
        yield row(name, "names recall", result["ALL"]["R"])
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
    yield row("gum_names_dev", "coreference pairwise F1", result["pairwise"]["F"])
    yield row("gum_names_dev", "coreference B3 F1", result["B3"]["F"])
