"""The encoder's training data: annotated sentences by document, packed into stretches and varied by chance."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

from chronofile.find.wordpiece import FIRST, LAST, LOWER, MARKS, MASK, TITLE, UPPER, WordPieces
from tools.encoder_net import LABELS

LONGEST = 126
NONE = -100
"""What the loss passes over."""
TWEETS = ("btc_a", "btc_b", "btc_e", "btc_f", "btc_g", "btc_h", "wnut17_train")
LAYERS = ("names", "speech", "head", "relation")
_LETTERED = range(LOWER, LOWER + 5)


class Example(NamedTuple):
    """A sentence: pieces, shapes, first pieces of words, and a number a word for each of `LAYERS`."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    marks: dict[str, list[int]]


class Sources(NamedTuple):
    """Documents as lists of annotated sentences; names of parts of speech and relations, in their order."""

    documents: list[list[dict[str, Any]]]
    speech: list[str]
    relations: list[str]


class Batch(NamedTuple):
    ids: Tensor
    shapes: Tensor
    mask: Tensor
    firsts: Tensor
    same: Tensor
    marks: dict[str, Tensor]


def records(file: Path) -> list[dict[str, Any]]:
    text = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return [json.loads(line) for line in text.decode().split("\n") if line.strip()]


def sources(folder: Path, rng: random.Random) -> Sources:
    """Everything below `../shared/train` that carries names or syntax.

    Of the tweets without a name four in five are left out: they teach it to find too few, and cost time.
    """
    web = records(folder / "ud" / "ewt_train.jsonl.gz")
    free = records(folder / "ud" / "gum_train_free_genres.jsonl.gz")
    named = {r["id"]: r for r in records(folder / "ner" / "uner_ewt_train.jsonl")}
    documents = []
    for document in web:
        for s in document["sents"]:
            other = named.get(s["id"])
            if other and other["tokens"] == s["tokens"]:
                s["ner"] = other["ner"]
        documents.append(document["sents"])
    documents += [document["sents"] for document in free]
    wiki = records(folder / "ner" / "wikigold.jsonl")
    documents += [wiki[i : i + 8] for i in range(0, len(wiki), 8)]
    documents += [[r] for r in records(folder / "ner" / "crossner_politics_train.jsonl")] * 2
    for name in TWEETS:
        for r in records(folder / "ner" / f"{name}.jsonl"):
            called = [w.startswith("@") or (i > 0 and r["tokens"][i - 1] == "@") for i, w in enumerate(r["tokens"])]
            r["ner"] = ["?" if c else label for label, c in zip(r["ner"], called, strict=True)]
            if any(label not in "O?" for label in r["ner"]) or rng.random() >= 0.8:
                documents.append([r])
    trees = [s for d in (*web, *free) for s in d["sents"]]
    speech = sorted({u for s in trees for u in s["upos"]} - {"_"})
    relations = [r for r, _ in Counter(r for s in trees for r in s["deprel"]).most_common(50)]
    return Sources(documents, speech, relations)


def vocabulary(base: list[str], documents: Iterable[list[dict[str, Any]]], raw: Iterable[str], size: int) -> list[int]:
    """Numbers of the pieces to keep: marks, single letters, then those the texts use, then the base's commonest.

    The base's own order is about that of frequency, so the rest is filled from its front.
    """
    cut = WordPieces([*MARKS, *base])
    counts: Counter[int] = Counter()
    for document in documents:
        for s in document:
            counts.update(cut.sentence(s["tokens"]).ids)
    for text in raw:
        counts.update(cut.sentence(text.split()).ids)
    number = {piece: i for i, piece in enumerate(base)}
    kept = [number[mark] for mark in MARKS]
    taken = set(kept)
    single = [i for i, piece in enumerate(base) if len(piece.removeprefix("##")) == 1 and piece[0] < "\u2e80"]
    used = [i - len(MARKS) for i, n in counts.most_common() if n > 1 and i >= len(MARKS)]
    front = [i for i, piece in enumerate(base) if not piece.startswith("[") and i > number["the"]]
    for i in (*single, *used, *front):
        if i not in taken and len(kept) < size and not base[i].startswith("[unused"):
            kept.append(i)
            taken.add(i)
    return kept


class Examples:
    """Turns annotated sentences into examples; keeps each one that it made unchanged."""

    def __init__(self, cut: WordPieces, found: Sources) -> None:
        self.cut = cut
        self.numbers = {
            "names": {label: i for i, label in enumerate(LABELS)},
            "speech": {u: i for i, u in enumerate(found.speech)},
            "relation": {r: i for i, r in enumerate(found.relations)},
        }
        self._made: dict[int, Example] = {}

    def of(self, s: dict[str, Any]) -> Example:
        known = self._made.get(id(s))
        if known is None:
            known = self._made[id(s)] = self.make(s["tokens"], s.get("ner"), s)
        return known

    def make(self, tokens: list[str], names: list[str] | None, tree: dict[str, Any]) -> Example:
        pieces = self.cut.sentence(tokens)
        nothing = [NONE] * len(tokens)
        marks = {
            "names": [self.numbers["names"].get(x, NONE) for x in names] if names else nothing,
            "speech": [self.numbers["speech"].get(x, NONE) for x in tree["upos"]] if "upos" in tree else nothing,
            "relation": [self.numbers["relation"].get(x, NONE) for x in tree["deprel"]] if "upos" in tree else nothing,
            "head": [i if h < 0 else h for i, h in enumerate(tree["head"])] if "upos" in tree else nothing,
        }
        return Example(pieces.ids, pieces.shapes, pieces.firsts, marks)


def exchanged(s: dict[str, Any], known: dict[str, list[list[str]]], rng: random.Random) -> tuple[list[str], list[str]]:
    """Words and labels with each body and place, by an even chance, replaced by one of the gazetteer's."""
    words: list[str] = []
    labels: list[str] = []
    i = 0
    while i < len(s["tokens"]):
        label = s["ner"][i]
        end = i + 1
        if label[0] == "B":
            while end < len(s["ner"]) and s["ner"][end] == "I" + label[1:]:
                end += 1
            others = known.get(label[2:])
            if others and rng.random() < 0.5:
                other = rng.choice(others)
                words += other
                labels += [label, *["I" + label[1:]] * (len(other) - 1)]
                i = end
                continue
        words += s["tokens"][i:end]
        labels += s["ner"][i:end]
        i = end
    return words, labels


def packs(
    found: Sources, examples: Examples, known: dict[str, list[list[str]]], rng: random.Random
) -> list[list[Example]]:
    """Neighbouring sentences of a document together, in stretches of changing length: what it sees at work."""
    made: list[list[Example]] = []
    for document in found.documents:
        limit = LONGEST if len(document) == 1 else rng.choice((40, 80, LONGEST, LONGEST))
        run: list[Example] = []
        size = 0
        for s in document:
            example = examples.of(s)
            if "ner" in s and rng.random() < 0.1 and any(x > 0 for x in example.marks["names"]):
                words, labels = exchanged(s, known, rng)
                example = examples.make(words, labels, {})
            length = len(example.ids)
            if run and (size + length > limit or length > LONGEST):
                made.append(run)
                run, size = [], 0
                limit = rng.choice((40, 80, LONGEST, LONGEST))
            if length <= LONGEST:
                run.append(example)
                size += length
        if run:
            made.append(run)
    return made


def batches(made: list[list[Example]], pieces: int, rng: random.Random) -> Iterator[list[list[Example]]]:
    """Stretches of like length together, about `pieces` pieces a batch, in an order by chance."""
    rng.shuffle(made)
    found: list[list[list[Example]]] = []
    for i in range(0, len(made), 600):
        run: list[list[Example]] = []
        for pack in sorted(made[i : i + 600], key=_length):
            if run and (len(run) + 1) * _length(pack) > pieces:
                found.append(run)
                run = []
            run.append(pack)
        found.append(run)
    rng.shuffle(found)
    return iter(found)


def _length(pack: list[Example]) -> int:
    return sum(len(e.ids) for e in pack) + 2


def collate(chosen: list[list[Example]], rng: random.Random | None) -> Batch:
    """Tensors of a batch; with `rng` some stretches lose their capitals or get more, and some words are masked."""
    rows, width = len(chosen), max(map(_length, chosen))
    words = max(sum(len(e.firsts) for e in pack) for pack in chosen)
    ids, shapes = (torch.zeros(rows, width, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(rows, width)
    firsts = torch.zeros(rows, words, dtype=torch.long)
    sentence = torch.full((rows, words), -1)
    marks = {layer: torch.full((rows, words), NONE) for layer in LAYERS}
    for r, pack in enumerate(chosen):
        row_ids, row_shapes, at = [FIRST], [0], 0
        style = rng.random() if rng else 1.0
        for number, e in enumerate(pack):
            offset, count = len(row_ids), len(e.firsts)
            row_ids += _masked(e, rng) if rng else e.ids
            row_shapes += _restyled(e, style, rng) if rng and style < 0.08 else e.shapes
            firsts[r, at : at + count] = torch.tensor(e.firsts) + offset
            sentence[r, at : at + count] = number
            for layer in LAYERS:
                values = torch.tensor(e.marks[layer])
                marks[layer][r, at : at + count] = values + at * (values >= 0) if layer == "head" else values
            at += count
        row_ids.append(LAST)
        row_shapes.append(0)
        ids[r, : len(row_ids)], shapes[r, : len(row_ids)] = torch.tensor(row_ids), torch.tensor(row_shapes)
        mask[r, : len(row_ids)] = 1
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, :, None] >= 0)
    return Batch(ids, shapes, mask, firsts, same | torch.eye(words, dtype=torch.bool)[None], marks)


def _masked(e: Example, rng: random.Random) -> list[int]:
    """Words of names more often than others, so that their company has to tell."""
    ids = list(e.ids)
    ends = [*e.firsts[1:], len(ids)]
    for start, end, mark in zip(e.firsts, ends, e.marks["names"], strict=True):
        if rng.random() < (0.06 if mark > 0 else 0.01):
            ids[start:end] = [MASK] * (end - start)
    return ids


def _restyled(e: Example, style: float, rng: random.Random) -> list[int]:
    """Shapes of a sentence in capitals, in small letters, or as a heading writes it."""
    if style < 0.035:
        return [(UPPER if x % 8 in _LETTERED else x % 8) + 8 for x in e.shapes]
    if style < 0.06:
        return [(LOWER if x % 8 in _LETTERED else x % 8) + 16 for x in e.shapes]
    firsts = set(e.firsts)
    return [
        (TITLE if i in firsts and x % 8 == LOWER and rng.random() < 0.8 else x % 8) + 8 for i, x in enumerate(e.shapes)
    ]
