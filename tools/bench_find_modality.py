"""Measure modality: what the clause of each verb of the corpus makes of it. The corpus is measured, never read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from chronofile.find.cast import Cast, cast
from chronofile.find.clause import Clause
from chronofile.find.embedded import embedded
from chronofile.find.event_voice import source_of
from chronofile.find.event_words import EventWords, event_words
from chronofile.find.factuality import HANGS, factuality
from chronofile.find.reading import Read, read_page
from chronofile.find.said import Said
from chronofile.find.statements import statements
from tools.bench_find_sets import Record, article, paragraphs, records, row
from tools.measure import Row

_CONDITIONS = (HANGS, "stands in a condition")


def modality_rows(data: Path, errors: tuple[str, int]) -> Iterator[Row]:
    loaded = records(data, "timebank_modality", "events")
    words = event_words("en")
    if loaded is None or words is None:
        return
    pairs: Counter[tuple[str, str]] = Counter()
    for g in loaded[0]:
        pairs.update(_labels(g, words))
    right = sum(n for (gold, made), n in pairs.items() if gold == made)
    if errors[0] == "timebank_modality":
        print(sorted(((n, pair) for pair, n in pairs.items() if pair[0] != pair[1]), reverse=True)[: errors[1]])
    yield row("timebank_modality", "modality of eight", round(100 * right / max(1, pairs.total()), 1))


def _labels(g: Record, words: EventWords) -> Iterator[tuple[str, str]]:
    """The gold label and ours for each verb that the reading takes for one."""
    text = g["text"]
    reading = read_page(article(text, paragraphs(text), g["date"], dates=True), "en")
    assert reading is not None
    made = cast(reading)
    said: dict[int, list[Said]] = {}
    for one in statements(made):
        said.setdefault(one.sentence, []).append(one)
    at = {r.s.starts[c.verb.head]: (i, r, c) for i, r in enumerate(reading.sentences) for c in r.clauses}
    for e in g["events"]:
        found = at.get(e["verb"][0])
        yield e["modality"], _label(made, *found, said.get(found[0], []), words) if found else "state"


def _label(made: Cast, i: int, read: Read, clause: Clause, said: list[Said], words: EventWords) -> str:
    value, why = factuality(read, clause, words)
    if value is None:
        return "denied" if clause.verb.negated else "planned" if clause.verb.infinitive else "state"
    if value == "possible" and why in _CONDITIONS:
        return "conditional"
    if value != "occurred":
        return value
    trigger = read.s.stretch(clause.verb.head, clause.verb.head + 1)
    told = source_of(read, trigger, clause, said) is not None or embedded(made, i, read, clause) is not None
    return "claimed" if told else "happened"
