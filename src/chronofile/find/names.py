"""Names: what a tagger finds in a page's sentences, and the interface any tagger fills.

A tagger sees all sentences of a page at once, so that what one sentence makes clear helps in another. The one that
stands on rules and lexicons is `name_rules.RuleTagger`; a trained one takes its place by the same two attributes.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from typing import Protocol

import msgspec

from chronofile.find.tokens import Sentence
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


class Tagger(Protocol):
    """Finds names. `label` is written into each finding's rule, so that a reader sees what it rests on."""

    label: str

    def names(self, sentences: Many[Sentence]) -> list[list[Name]]:
        """Names of each sentence, in order, not overlapping: one list a sentence."""
        ...
