"""Tellings: which entries of the case tell what a sentence of the draft tells."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from chronofile.check.draft import Draft
from chronofile.check.kept import Told
from chronofile.check.lexicon import Lexicon, lexicon
from chronofile.check.words import keys

_LEAST = 0.4
"""Share of the weight of the draft's sentence that an entry's sentence must have beside the word that carries it."""
_SHARED = 2
"""Words of meaning shared besides that word, one of them a name or as rare as one."""
_OFTEN = 400
"""Entries with one word ("said") beyond which that word finds none by itself."""


class Tellings:
    """Entries by the words of meaning in their sentences: those that a word of the draft could carry."""

    def __init__(self, told: Sequence[Told], draft: Draft) -> None:
        self.lexicon: Lexicon = lexicon(draft.language)
        wanted = self.lexicon.content(keys(draft.text))
        carries = {t.trigger: self.lexicon.content(keys(t.trigger)) for t in told}
        self.told = [t for t in told if t.aspect == "event" and carries[t.trigger] and carries[t.trigger] <= wanted]
        self.content = [self.lexicon.content(keys(t.words)) for t in self.told]
        self.trigger = [carries[t.trigger] for t in self.told]
        self.names = [self.lexicon.content([k for name in t.names for k in keys(name)]) for t in self.told]
        self.counts: Counter[str] = Counter(lemma for own in self.content for lemma in own)
        self.by_trigger: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(self.trigger):
            for lemma in own:
                self.by_trigger[lemma].append(number)

    def of(self, sentence: Sequence[str]) -> list[Told]:
        """Entries that tell the same as a sentence (its keys, without those that date it), the nearest first: the word
        that carries the entry stands in it, and enough of the rest.
        """
        own = self.lexicon.content(sentence)
        candidates = {n for lemma in own if len(self.by_trigger[lemma]) <= _OFTEN for n in self.by_trigger[lemma]}
        weight = sum(self._weight(lemma) for lemma in own) or 1.0
        ranked: list[tuple[float, int]] = []
        for number in candidates:
            trigger = self.trigger[number]
            shared = (own & self.content[number]) - trigger
            if not trigger <= own or len(shared) < _SHARED or not shared & self.names[number]:
                continue
            share = sum(self._weight(lemma) for lemma in shared | trigger) / weight
            if share >= _LEAST:
                ranked.append((-share, number))
        return [self.told[number] for _, number in sorted(ranked)]

    def _weight(self, lemma: str) -> float:
        """Rarer words tell more; one that no entry has tells of something else."""
        return math.log2((len(self.told) + 2) / (self.counts[lemma] + 1)) + 1
