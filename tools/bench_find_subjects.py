"""Measure subjects: whether a verb's subject is the treebank's, and how many are sure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chronofile.find.clause import Clause
from chronofile.find.reading import Read, read_page
from chronofile.find.subjects import is_sure
from tools.bench_find_sets import Record, article, records, row
from tools.measure import Row

Spot = tuple[int, int]


def subject_rows(data: Path, errors: tuple[str, int]) -> Iterator[Row]:
    loaded = records(data, "ewt_dev", "ud")
    if loaded is None:
        return
    asked = sure = right = sure_right = 0
    shown = 0
    for g in loaded[0]:
        text, spots = _page(g)
        reading = read_page(article(text, [(line[0][0], line[-1][1]) for line in spots]), "en")
        assert reading is not None
        at = {r.s.starts[c.verb.head]: (r, c) for r in reading.sentences for c in r.clauses}
        for sentence, line in zip(g["sents"], spots, strict=True):
            for verb, subject in _subjects(sentence):
                if any(q.span.start <= line[verb][0] < q.span.end for q in reading.quotes if q.full):
                    continue  # other people's words are no part of the sentence's own syntax
                asked += 1
                if line[verb][0] not in at:
                    continue
                read, clause = at[line[verb][0]]
                good = _is_subject(read, clause, line[subject], sentence["xpos"][subject])
                certain = is_sure(read.s, read.chunks, clause)
                right, sure = right + good, sure + certain
                sure_right += good and certain
                if certain and not good and errors[0] == "ewt_dev" and shown < errors[1]:
                    shown += 1
                    print(sentence["tokens"][subject], "|", sentence["tokens"][verb], "|", sentence["text"])
    yield row("ewt_dev", "subjects found", round(100 * right / max(1, asked), 1))
    yield row("ewt_dev", "sure subjects precision", round(100 * sure_right / max(1, sure), 1))
    yield row("ewt_dev", "sure subjects share", round(100 * sure / max(1, asked), 1))


def _page(g: Record) -> tuple[str, list[list[Spot]]]:
    """A document's text, each sentence one line, and where its tokens stand."""
    text, found = "", []
    for sentence in g["sents"]:
        line: list[Spot] = []
        for word, space in zip(sentence["tokens"], sentence["space"], strict=True):
            line.append((len(text), len(text) + len(word)))
            text += word + (" " if space else "")
        text += "\n"
        found.append(line)
    return text, found


def _subjects(sentence: Record) -> Iterator[tuple[int, int]]:
    """Tokens of a verb, or of the "be" before what is no verb, and of its subject; each verb once."""
    found: dict[int, int] = {}
    for token, (relation, head) in enumerate(zip(sentence["deprel"], sentence["head"], strict=True)):
        if relation.split(":")[0] == "nsubj" and head >= 0:
            found[head] = token
    for head, token in found.items():
        be = (k for k, r in enumerate(sentence["deprel"]) if r == "cop" and sentence["head"][k] == head)
        verb = head if sentence["upos"][head] in ("VERB", "AUX") else next(be, -1)
        if verb >= 0:
            yield verb, token


def _is_subject(read: Read, clause: Clause, spot: Spot, tag: str) -> bool:
    """A relative word stands for what the relative clause is about."""
    if clause.kind == "relative" and tag in ("WDT", "WP") and clause.subject:
        return True
    chunks = [read.chunks[c] for c in clause.subject]
    return any(read.s.starts[c.first] <= spot[0] and spot[1] <= read.s.ends[c.last - 1] for c in chunks)
