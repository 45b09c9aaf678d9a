"""Named: what became of a draft's names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

import msgspec

from chronofile.check.draft import Draft
from chronofile.check.lexicon import Lexicon
from chronofile.check.words import keys
from chronofile.model import Span

_WORD = re.compile(r"[^\W\d_](?:[\w'’.\-‑]{0,60}[^\W_])?")
_MOST = 12
"""Words of one name."""
_NEAR = 0.78
"""Share of letters in common from which two spellings may be one name."""


class NameRun(msgspec.Struct, frozen=True):
    """A name as the draft has it, and every place where it stands."""

    words: str
    spans: tuple[Span, ...]
    keys: tuple[str, ...]


def names_in(draft: Draft, known: Sequence[tuple[str, ...]], words: Lexicon, taken: Collection[Span]) -> list[NameRun]:
    """Runs of capitalised words in the running text, and names of the case in any script; each spelling once. What
    lies in `taken` (quotations, dates) is looked at there.
    """
    covered = _Covered(taken)
    found: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    if words.has_capitalised_names:
        starts = {s.start for s in draft.sentences} | {p.start for p in draft.paragraphs}
        alone = {own for group in known for name in group if len(own := keys(name)) == 1}
        for paragraph in draft.paragraphs:
            for span in _runs(draft.text, paragraph.span, words, (starts, alone)):
                if not covered.holds(span):
                    found[keys(span.of(draft.text))].append(span)
    else:
        spellings = sorted({name for group in known for name in group}, key=lambda name: (-len(name), name))
        if spellings:
            for match in re.finditer("|".join(map(re.escape, spellings)), draft.text):
                span = Span(match.start(), match.end())
                if not covered.holds(span):
                    found[keys(match[0])].append(span)
    return [
        NameRun(spans[0].of(draft.text), tuple(spans), own)
        for own, spans in sorted(found.items(), key=lambda f: f[1][0])
        if own
    ]


def parts(run: NameRun, text: str, words: Lexicon) -> list[NameRun]:
    """The same cut at its small words: "Calder of the Ministry" is two names, "Ministry of Health" one, and only the
    pages can tell which. Empty where there are none.
    """
    made: list[NameRun] = []
    for span in run.spans:
        found = list(_WORD.finditer(text, span.start, span.end))
        start = 0
        for number, match in enumerate([*found, None]):
            if match is not None and match[0] not in words.inside_names:
                continue
            if number > start:
                piece = Span(found[start].start(), found[number - 1].end())
                made.append(NameRun(piece.of(text), (piece,), keys(piece.of(text))))
            start = number + 1
    return made if len(made) > len(run.spans) else []


def gathered(runs: Sequence[NameRun]) -> list[NameRun]:
    """Each spelling once, with all its places."""
    found: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    first: dict[tuple[str, ...], str] = {}
    for run in runs:
        first.setdefault(run.keys, run.words)
        found[run.keys] += run.spans
    return [NameRun(first[own], tuple(sorted(spans)), own) for own, spans in found.items()]


class Spelt:
    """The case's names by how many words and letters they have, so that a name is compared with few."""

    def __init__(self, known: Sequence[tuple[str, ...]]) -> None:
        self.by_words: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
        for number, group in enumerate(known):
            for spelling in group:
                own = keys(spelling)
                self.by_words[len(own)].append((" ".join(own), spelling, number))

    def nearest(self, run: tuple[str, ...]) -> str | None:
        """A name of the case that is spelt almost so, None when none is or several are."""
        own = " ".join(run)
        best: dict[int, tuple[float, str]] = {}
        for theirs, spelling, group in self.by_words.get(len(run), ()):
            if abs(len(theirs) - len(own)) > 0.35 * len(own) or theirs[:1] not in own[:2]:
                continue
            matcher = SequenceMatcher(None, own, theirs, autojunk=False)
            if matcher.quick_ratio() >= _NEAR and (ratio := matcher.ratio()) >= _NEAR:
                best[group] = max(best.get(group, (0.0, "")), (ratio, spelling))
        ranked = sorted(best.values(), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 0.05):
            return None
        return ranked[0][1]


class _Covered:
    """Stretches joined where they overlap, so that the one before a place and the one after it tell all."""

    def __init__(self, spans: Collection[Span]) -> None:
        self.spans: list[Span] = []
        for span in sorted(spans):
            if self.spans and span.start <= self.spans[-1].end:
                self.spans[-1] = Span(self.spans[-1].start, max(self.spans[-1].end, span.end))
            else:
                self.spans.append(span)

    def holds(self, span: Span) -> bool:
        at = bisect_right(self.spans, span.start, key=lambda s: s.start) - 1
        return any(self.spans[n].overlap(span) for n in (at, at + 1) if 0 <= n < len(self.spans))


def _runs(
    text: str, within: Span, words: Lexicon, known: tuple[Collection[int], Collection[tuple[str, ...]]]
) -> list[Span]:
    """Capitalised words side by side, small words between two of them included. One alone at the start of a sentence
    is a name only where the case has it. `known` are the starts of sentences and the case's names of one word.
    """
    made: list[Span] = []
    run: list[Span] = []
    pending: list[Span] = []

    def close() -> None:
        if run and run[0].start in known[0]:
            first = run[0].of(text)
            if first.lower() in words.function or (len(run) == 1 and keys(first) not in known[1]):
                run.pop(0)
        if run and not all(s.of(text).lower() in words.function for s in run):
            made.append(Span(run[0].start, run[-1].end))
        run.clear()
        pending.clear()

    last = within.start
    for match in _WORD.finditer(text, within.start, within.end):
        between = text[last : match.start()]
        if run and (between.strip(" \u00a0&") not in ("", ".") or (between.strip() == "." and _is_long(run[-1], text))):
            close()
        word, end = match[0], match.end()
        owned = word.endswith(("'s", "’s"))
        word, end = (word[:-2], end - 2) if owned else (word, end)
        if word[:1].isupper() and word not in words.never_names and len(run) < _MOST:
            run += pending
            pending.clear()
            run.append(Span(match.start(), end))
            if owned:
                close()
        elif run and word in words.inside_names and len(pending) < 2:
            pending.append(Span(match.start(), end))
        else:
            close()
        last = match.end()
    close()
    return made


def _is_long(span: Span, text: str) -> bool:
    """No abbreviation: a full stop after it ends the name."""
    return span.end - span.start > 4 or text[span.start : span.end].isupper()
