"""Speakers: whom a page gives its words to, and whom the draft gives them to."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from chronofile.check.draft import Draft
from chronofile.check.kept import Told
from chronofile.check.lexicon import Lexicon
from chronofile.check.report import Note, Place
from chronofile.check.words import Words, keys, words
from chronofile.model import Span

_NEAR = 3
"""Words between a name and a verb of saying that go together: "Brandt, the minister, said" has two."""


class Talk:
    """Who says what on the pages, and who is named in the draft."""

    def __init__(self, draft: Draft, told: Sequence[Told], names: Sequence[tuple[str, ...]]) -> None:
        self.draft = draft
        self.by_page: dict[str, list[Told]] = defaultdict(list)
        for one in told:
            if one.said_by and one.aspect == "statement":
                self.by_page[one.page].append(one)
        for own in self.by_page.values():
            own.sort(key=lambda t: (t.sentence.start, t.sentence.end))
        self.group_of: dict[str, int] = {}
        self.by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for number, spellings in enumerate(names):
            for spelling in spellings:
                self.group_of.setdefault(spelling.casefold(), number)
                if name := keys(spelling):
                    self.by_first[name[0]].append((number, name))

    def notes(self, outer: Span, sentence: Span, place: Place, lexicon: Lexicon) -> list[Note]:
        """Nothing where the page does not quote somebody it names, or the draft names the same nearby."""
        own = words(self.draft.text, sentence.start, outer.start)
        after = words(self.draft.text, outer.end, sentence.end)
        attributed = any(
            k in lexicon.attributed or lexicon.lemma(k) in lexicon.saying for k in (*own.keys, *after.keys)
        )
        if not place.is_quoted:
            return [Note("told, not quoted")] if attributed else []
        speaker = self._speaker(place)
        group = self.group_of.get(speaker.casefold()) if speaker else None
        if group is None:
            return []
        paragraph = self.draft.paragraph_at(outer.start)
        near = paragraph.span if paragraph else sentence
        if group in {number for number, _ in self._named(words(self.draft.text, near.start, near.end))}:
            return []
        others = self._speaking(own, lexicon) | self._speaking(after, lexicon)
        if others:
            return [Note("another speaker", speaker)]
        return [] if attributed or self._named(own) or self._named(after) else [Note("speaker left out", speaker)]

    def _speaker(self, place: Place) -> str:
        """Whoever the page names for the sentence; "" where it names several or nobody."""
        told = self.by_page.get(place.page, [])
        last = bisect_right(told, place.spans[0].start, key=lambda t: t.sentence.start)
        near = [t for t in told[max(0, last - 4) : last] if t.sentence.overlap(place.spans[0])]
        said = {t.said_by for t in near}
        return said.pop() if len(said) == 1 else ""

    def _named(self, own: Words) -> list[tuple[int, int]]:
        """(group, place) of every name of the case in a run of words."""
        found: list[tuple[int, int]] = []
        for at, key in enumerate(own.keys):
            for number, name in self.by_first.get(key, ()):
                if own.keys[at : at + len(name)] == name:
                    found.append((number, at))
        return found

    def _speaking(self, own: Words, lexicon: Lexicon) -> set[int]:
        """Groups named close to a verb of saying."""
        verbs = [at for at, key in enumerate(own.keys) if lexicon.lemma(key) in lexicon.saying]
        return {number for number, at in self._named(own) for verb in verbs if -_NEAR - 1 <= verb - at <= _NEAR + 3}
