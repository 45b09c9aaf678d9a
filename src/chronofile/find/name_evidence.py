"""Name evidence: what one place in a page makes clear about a name settles its other places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence as Many

import msgspec

from chronofile.find.gazetteer import Gazetteer
from chronofile.find.lexicon import Grammar, Trie, longest, trie
from chronofile.find.lone_names import AFTER_PLACE, BODY_ALONE, BODY_BEFORE, alone, between_marks
from chronofile.find.names import Name
from chronofile.find.same_person import folded, misspelt
from chronofile.find.tokens import Sentence
from chronofile.model import MentionType

_STRONG = {
    "title": 5, "gazetteer": 5, "body word": 4, "place word": 4, "dateline": 4, "place after": 3,
    "family name first": 3, "given name": 3, "initial or particle": 3, "newsroom": 3, "two capitals": 2, "acronym": 2,
    "encoder": 2,
}  # fmt: skip
HEADINGS = ("headline", "heading")


class Evidence(msgspec.Struct):
    """What a page as a whole says of its names. `alone` are kinds of lone capital words, `heads` words of bodies,
    `lower` the words it has in small letters too, `bodies` those that stand alone for one,
    `short` the first words of those that end in one ("Stolt" of "Stolt Lines").
    """

    votes: dict[str, Counter[MentionType]]
    alone: dict[str, MentionType]
    surnames: dict[str, str]
    heads: set[str]
    capitals: set[str]
    lower: set[str]
    bodies: set[str]
    short: set[str]


def settle(
    sentences: Many[Sentence], found: list[list[Name]], grammar: Grammar, gazetteer: Gazetteer
) -> list[list[Name]]:
    """Types by the whole page's evidence; unsure single words only where something else on the page speaks for them."""
    found = _headings(sentences, found)
    evidence = Evidence(
        votes=_votes(sentences, found),
        alone=alone(sentences, found, gazetteer),
        surnames=_surnames(sentences, found),
        heads=_heads(sentences, found),
        capitals={w for s in sentences for w in s.words if w[0].isupper()},
        lower={w for s in sentences for w in s.words if w.islower()},
        bodies={
            s.words[n.first] for s, names in zip(sentences, found, strict=True) for n in names if n.rule == BODY_ALONE
        },
        short=_short(sentences, found, grammar, gazetteer),
    )
    settled: list[list[Name]] = []
    for s, names in zip(sentences, found, strict=True):
        kept = []
        for name in names:
            kind = _type(s, name, evidence, gazetteer)
            if kind and _speaks(s, name, evidence):
                kept.append(Name(name.first, name.last, kind, name.rule, name.title_first, name.sure))
        settled.append(_with_missed(s, kept, evidence.surnames, grammar))
    return settled


def _speaks(s: Sentence, name: Name, evidence: Evidence) -> bool:
    """Whether something on the page speaks for a single word that its own place leaves unsure."""
    if name.sure or name.last - name.first > 1:
        return True
    if name.rule == BODY_ALONE:
        return s.words[name.first] in evidence.heads
    if name.rule == BODY_BEFORE:
        return s.words[name.first] in evidence.heads & evidence.bodies
    return s.lowers[name.first] not in evidence.lower


def _heads(sentences: Many[Sentence], found: list[list[Name]]) -> set[str]:
    """Words of the page's names of bodies of several words: the "Party" may be one of them."""
    return {
        word
        for s, names in zip(sentences, found, strict=True)
        for n in names
        if n.type == "ORG" and n.last - n.first > 1
        for word in s.words[n.first : n.last]
    }


def _short(sentences: Many[Sentence], found: list[list[Name]], grammar: Grammar, gazetteer: Gazetteer) -> set[str]:
    """What may stand alone for a body: the word before its class, where that is no common word, land or given name."""
    names = [
        s.words[n.first : n.last]
        for s, line in zip(sentences, found, strict=True)
        for n in line
        if n.type == "ORG" and n.rule == "body word" and n.last - n.first == 2
    ]
    return {
        words[0]
        for words in names
        if words[1] in gazetteer.org_words
        and words[0].isalpha()
        and not grammar.knows(words[0].lower())
        and words[0] not in gazetteer.given
        and longest(gazetteer.known, words, 0) is None
    }


def _headings(sentences: Many[Sentence], found: list[list[Name]]) -> list[list[Name]]:
    """In headlines capitals say little: only names that the body has too, where there is a body."""
    if all(s.role in HEADINGS for s in sentences):
        return found
    known: Trie = trie(
        (_text(s, n), n.type)
        for s, names in zip(sentences, found, strict=True)
        if s.role not in HEADINGS
        for n in names
    )
    surnames = _surnames(sentences, [[] if s.role in HEADINGS else n for s, n in zip(sentences, found, strict=True)])
    return [
        _again(s, names, known, surnames) if s.role in HEADINGS else names
        for s, names in zip(sentences, found, strict=True)
    ]


def _again(s: Sentence, names: list[Name], known: Trie, surnames: dict[str, str]) -> list[Name]:
    kept, i = [], 0
    sure = {n.first: n for n in names if n.rule in ("gazetteer", "title")}
    while i < len(s):
        hit = longest(known, s.words, i)
        if hit is None and s.words[i] in surnames:
            hit = i + 1, "PER"
        if i in sure and (hit is None or hit[0] <= sure[i].last):
            kept.append(sure[i])
            i = sure[i].last
        elif hit is not None:
            kept.append(Name(i, hit[0], hit[1], "known on this page", i, False))
            i = hit[0]
        else:
            i += 1
    return kept


def _text(s: Sentence, name: Name) -> str:
    return " ".join(s.words[name.first : name.last])


def _votes(sentences: Many[Sentence], found: list[list[Name]]) -> dict[str, Counter[MentionType]]:
    votes: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for s, names in zip(sentences, found, strict=True):
        for name in names:
            if name.sure:
                votes[_text(s, name)][name.type] += _STRONG.get(name.rule, 1)
    return votes


def _surnames(sentences: Many[Sentence], found: list[list[Name]]) -> dict[str, str]:
    """Words that stand for a person named in full on the page: the last word, the first of an East Asian name."""
    surnames: dict[str, str] = {}
    for s, names in zip(sentences, found, strict=True):
        for name in names:
            if name.type == "PER" and name.sure and name.last - name.first > 1:
                words = s.words[name.first : name.last]
                key = words[0] if name.rule == "family name first" or "-" in words[-1] else words[-1]
                surnames.setdefault(key, " ".join(words))
                surnames.setdefault(words[-1], " ".join(words))
                if len(words) == 3 and "." not in words[1]:
                    surnames.setdefault(words[1], " ".join(words))
            elif name.type == "PER" and name.sure and name.rule == "title":
                surnames.setdefault(s.words[name.first], s.words[name.first])
    return surnames


def _type(s: Sentence, name: Name, evidence: Evidence, gazetteer: Gazetteer) -> MentionType | None:
    text = _text(s, name)
    if _signed(text, evidence.surnames):
        return "PER"
    lone = name.last - name.first == 1 and name.rule in ("capital", "known on this page")
    if lone and text not in evidence.surnames and len(text) > 3 and text not in gazetteer.given:
        adjectives = {text + ending for ending in gazetteer.adjective_endings}
        if adjectives & evidence.capitals:
            return "LOC"
    if name.rule == "encoder" and name.last - name.first == 1 and text in evidence.surnames:
        return "PER"
    known = evidence.votes.get(text)
    if known:
        best, weight = known.most_common(1)[0]
        if name.rule in ("title", "body word") or known[name.type] == weight:
            return name.type
        return best
    if name.last - name.first == 1:
        if text in evidence.surnames and name.rule not in ("gazetteer", "dateline", "place word"):
            return "PER"
        if name.rule in ("capital", AFTER_PLACE):
            if text in evidence.short and text not in evidence.surnames:
                return "ORG"
            return evidence.alone.get(text) or _slip(text, evidence.surnames)
    if name.rule == "title case":
        return None
    return name.type


def _slip(text: str, surnames: dict[str, str]) -> MentionType | None:
    """A person where the word is a family name of the page with one slip of the pen."""
    return "PER" if any(misspelt(folded(text), folded(known)) for known in surnames) else None


def _with_missed(s: Sentence, names: list[Name], surnames: dict[str, str], grammar: Grammar) -> list[Name]:
    """Surnames that start a sentence and are also common words ("Long said"), once known from elsewhere."""
    taken = {i for name in names for i in range(name.title_first, name.last)}
    added = [
        Name(i, i + 1, "PER", "known on this page", i)
        for i, word in enumerate(s.words)
        if i not in taken and not between_marks(s, i, i + 1)
        and (_signed(word, surnames) or (word in surnames and not _inside_run(s, i)))
        and (i > 0 or s.lowers[i] not in grammar.closed)
    ]  # fmt: skip
    return sorted([*names, *added], key=lambda n: n.first)


def _signed(word: str, surnames: dict[str, str]) -> bool:
    """ "— RUIZ": a surname of the page in capitals, as under a letter."""
    return len(word) > 3 and word.isupper() and word.isalpha() and word not in surnames and word.title() in surnames


def _inside_run(s: Sentence, i: int) -> bool:
    """Part of a longer run of capitals: then the run decides."""
    before = i > 0 and s.words[i - 1][0].isupper() and s.tags[i - 1] == "NP"
    after = i + 1 < len(s) and s.words[i + 1][0].isupper() and s.tags[i + 1] == "NP"
    return before or after
