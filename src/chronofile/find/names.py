"""Names: what a tagger finds in a page's sentences, and the interface any tagger fills.

A tagger sees all sentences of a page at once, so that what one sentence makes clear helps in another. The one that
stands on rules and lexicons is `name_rules.RuleTagger`; where a trained model can run, `encoder_names.EncoderTagger`
takes its place (`tagger` in `reading.py` chooses).
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from typing import Protocol

import msgspec

from chronofile.find.tokens import Sentence
from chronofile.find.trees import Tree
from chronofile.model import MentionType


class Name(msgspec.Struct, frozen=True):
    """A name in one sentence: tokens `first` to `last` (excluded). `title_first` is where titles before it start (equal
    to `first` when there are none). `sure` is False where only a weak habit of spelling speaks for the type.
    """

    first: int
    last: int
    type: MentionType
    rule: str
    title_first: int
    sure: bool = True


class Tagged(msgspec.Struct, frozen=True):
    """One list of names a sentence, in order, not overlapping; one tree a sentence, None where nothing reads trees."""

    names: list[list[Name]]
    trees: list[Tree | None]


class Tagger(Protocol):
    """Finds names. `label` is written into each finding's rule, so that a reader sees what it rests on."""

    label: str

    def read(self, sentences: Many[Sentence]) -> Tagged:
        """Names and trees of all sentences of a page."""
        ...
