"""Measure statements: what is said, in which words of the page, by whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from chronofile import find
from chronofile.find.lexicon import grammar
from chronofile.find.speech_words import speech_words
from chronofile.model import Findings, StatementFinding
from tools.bench_find_sets import Record, article, paragraphs, records, row
from tools.measure import Row


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
                yield row(name, f"{kind} recall", result[kind]["recall50"] or 0.0)
                yield row(name, f"{kind} speaker", result[kind]["speaker_overlap"] or 0.0)
                yield row(name, f"{kind} precision", result[kind]["precision50"] or 0.0)
        said = [{**g, "attr": [x for x in g["attr"] if x["type"] == "indirect" and _says(g["text"], x)]} for g in gold]
        narrow = score.quotes(list(zip(said, predicted, strict=True)))["indirect"]
        yield row(name, "indirect recall, words of saying", narrow["recall50"] or 0.0)
        yield row(name, "indirect speaker, words of saying", narrow["speaker_overlap"] or 0.0)
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
