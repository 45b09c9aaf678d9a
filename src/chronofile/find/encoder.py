"""Encoder: the trained model of one language, if it ships with the package and what runs it is installed.

The model reads word pieces (`wordpiece.py`) of neighbouring sentences together. For each word it gives how likely each
label of names is, and which word of the sentence it hangs on. It is loaded when the first page is read, in about half a
second.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Many
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import msgspec

from chronofile import lang
from chronofile.find.trees import Tree
from chronofile.find.wordpiece import FIRST, LAST, Pieces, WordPieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
MODEL, VOCABULARY = "encoder.onnx", "encoder_pieces.txt"
_STRETCH = 120
"""Pieces read together: what the training saw."""
_ROWS = 8
"""Stretches a run; more are no faster and take more memory."""


class Encoder:
    """A loaded model. One thread: pages are read side by side by several processes."""

    def __init__(self, model: bytes, vocabulary: str) -> None:
        import numpy
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._np: Any = numpy
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._relations = self._session.get_modelmeta().custom_metadata_map["relations"].split()
        self._cut = WordPieces(vocabulary.rstrip("\n").split("\n"))

    def read(self, sentences: Many[Many[str]]) -> list[Seen]:
        """What the model sees in each sentence; words whose letters it does not know get marks of their company."""
        rows = list(_stretches([self._cut.sentence(words) for words in sentences]))
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
        done: list[Any] = [None] * len(rows)
        for at in range(0, len(order), _ROWS):
            chosen = order[at : at + _ROWS]
            for i, made in zip(chosen, self._run([rows[i] for i in chosen]), strict=True):
                done[i] = made
        return list(self._sentences(sentences, rows, done))

    def _run(self, rows: list[_Stretch]) -> list[Any]:
        """For each stretch its rows of names, heads, doubts and relations, a word a row."""
        np = self._np
        width, words = max(len(r.ids) for r in rows) + 2, max(len(r.firsts) for r in rows)
        ids, shapes = np.zeros((2, len(rows), width), np.int64)
        mask, firsts = np.zeros((len(rows), width), np.float32), np.zeros((len(rows), words), np.int64)
        sentence = np.full((len(rows), words), -1, np.int64)
        for i, row in enumerate(rows):
            length = len(row.ids)
            ids[i, : length + 2] = [FIRST, *row.ids, LAST]
            shapes[i, 1 : length + 1] = row.shapes
            mask[i, : length + 2] = 1
            firsts[i, : len(row.firsts)] = row.firsts
            sentence[i, : len(row.firsts)] = row.sentence
        firsts += 1
        given = {"ids": ids, "shapes": shapes, "mask": mask, "firsts": firsts, "sentence": sentence}
        made = self._session.run(["names", "head", "head_doubt", "relation"], given)
        return [[part[i, : len(row.firsts)] for part in made] for i, row in enumerate(rows)]

    def _sentences(self, sentences: Many[Many[str]], rows: list[_Stretch], done: list[Any]) -> Iterator[Seen]:
        """The stretches taken apart again; heads counted from the start of the sentence."""
        np = self._np
        if not rows:
            yield from (Seen(np.zeros((0, len(LABELS)), np.float32), Tree([], [], [])) for _ in sentences)
            return
        names = np.concatenate([made[0] for made in done])
        starts = np.cumsum([0, *(len(row.firsts) for row in rows)])
        heads = np.concatenate([made[1] + start for made, start in zip(done, starts, strict=False)]).tolist()
        doubts = np.concatenate([made[2] for made in done]).tolist()
        relations = np.concatenate([made[3] for made in done]).tolist()
        at = 0
        for words in sentences:
            end = at + len(words)
            tree = Tree(
                [head - at for head in heads[at:end]], [self._relations[r] for r in relations[at:end]], doubts[at:end]
            )
            yield Seen(names[at:end], tree)
            at = end


class Seen(msgspec.Struct):
    """One sentence: a row a word of `names`, a column for each of `LABELS`, logarithms of how likely it is."""

    names: NDArray[Any]
    tree: Tree


class _Stretch(msgspec.Struct):
    """Pieces read together; `sentence` tells for each word which of the sentences in the stretch it is in."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    sentence: list[int]


def _stretches(sentences: list[Pieces]) -> Iterator[_Stretch]:
    """Neighbouring sentences put together, one that is too long cut between its words."""
    run, number = _Stretch([], [], [], []), 0
    for whole in sentences:
        for s in _cut_up(whole) if len(whole.ids) > _STRETCH else (whole,):
            if run.ids and len(run.ids) + len(s.ids) > _STRETCH:
                yield run
                run, number = _Stretch([], [], [], []), 0
            run.firsts += [len(run.ids) + first for first in s.firsts]
            run.sentence += [number] * len(s.firsts)
            run.ids += s.ids
            run.shapes += s.shapes
            number += 1
    if run.firsts:
        yield run


def _cut_up(s: Pieces) -> Iterator[Pieces]:
    ends = [*s.firsts[1:], len(s.ids)]
    start = 0
    for word in range(1, len(s.firsts) + 1):
        first = s.firsts[start]
        if word == len(s.firsts) or ends[word] - first > _STRETCH:
            last = ends[word - 1]
            yield Pieces(s.ids[first:last], s.shapes[first:last], [f - first for f in s.firsts[start:word]])
            start = word


@cache
def available(language: str) -> bool:
    """Whether `language` has a model here and what runs it is installed (`pip install chronofile[encoder]`)."""
    installed = find_spec("onnxruntime") is not None and find_spec("numpy") is not None
    return installed and lang.has(language, MODEL)


def models() -> tuple[str, ...]:
    """Languages whose model can run here: what is found depends on it as on the program's own files."""
    return tuple(language for language in lang.languages() if available(language))


@cache
def encoder(language: str) -> Encoder | None:
    """The model of a language, loaded once a process; None where it is not `available`, or is but does not start (a
    library of the system is missing).
    """
    if not available(language):
        return None
    try:
        return Encoder(lang.read(language, MODEL), lang.read(language, VOCABULARY).decode())
    except (ImportError, OSError):
        return None
