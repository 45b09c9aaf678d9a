"""Name evidence: what one place in a page makes clear about a name settles its other places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence as Many

from chronofile.find.gazetteer import Gazetteer
from chronofile.find.lexicon import Grammar, Trie, longest, trie
from chronofile.find.names import Name
from chronofile.find.tokens import Sentence
from chronofile.model import MentionType

_STRONG = {
    "title": 5, "gazetteer": 5, "body word": 4, "place word": 4, "dateline": 4, "place after": 3,
    "family name first": 3, "given name": 3, "initial or particle": 3, "newsroom": 3, "two capitals": 2, "acronym": 2,
}  # fmt: skip


HEADINGS = ("headline", "heading")


def settle(
    sentences: Many[Sentence], found: list[list[Name]], grammar: Grammar, gazetteer: Gazetteer
) -> list[list[Name]]:
    """Types by the whole page's evidence; unsure single words only where something else on the page speaks for them."""
    found = _headings(sentences, found)
    votes = _votes(sentences, found)
    surnames = _surnames(sentences, found)
    capitals = {w for s in sentences for w in s.words if w[0].isupper()}
    lower_seen = {w for s in sentences for w in s.words if w.islower()}
    settled: list[list[Name]] = []
    for s, names in zip(sentences, found, strict=True):
        kept = []
        for name in names:
            text = _text(s, name)
            kind = _type(s, name, text, votes, surnames, gazetteer, capitals)
            if kind and not (not name.sure and name.last - name.first == 1 and s.lowers[name.first] in lower_seen):
                kept.append(Name(name.first, name.last, kind, name.rule, name.title_first, name.sure))
        settled.append(_with_missed(s, kept, surnames, grammar))
    return settled


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


def _type(
    s: Sentence,
    name: Name,
    text: str,
    votes: dict[str, Counter[MentionType]],
    surnames: dict[str, str],
    gazetteer: Gazetteer,
    capitals: set[str],
) -> MentionType | None:
    lone = name.last - name.first == 1 and name.rule in ("capital", "known on this page") and text not in surnames
    if lone and len(text) > 3 and text not in gazetteer.given:
        adjectives = {text + ending for ending in gazetteer.adjective_endings}
        if adjectives & capitals:
            return "LOC"
    known = votes.get(text)
    if known:
        best, weight = known.most_common(1)[0]
        if name.rule in ("title", "body word") or known[name.type] == weight:
            return name.type
        return best
    if name.last - name.first == 1:
        word = s.words[name.first]
        if word in surnames and name.rule not in ("gazetteer", "dateline", "place word"):
            return "PER"
        if name.rule == "capital":
            return _lone(s, name, gazetteer)
    if name.rule == "title case":
        return None
    return name.type


def _lone(s: Sentence, name: Name, gazetteer: Gazetteer) -> MentionType | None:
    """One capital word that nothing else on the page explains: by its neighbours, else no name."""
    at, end = name.first, name.last
    after = s.lowers[end] if end < len(s) else ""
    tag = s.tags[end] if end < len(s) else ""
    before = s.lowers[at - 1] if at else ""
    if s.words[at] in gazetteer.given:
        return "PER"
    if before in gazetteer.joins.no_person_behind:
        return "ORG" if before in gazetteer.joins.article and tag in ("V", "H", "B", "M") else None
    if after in gazetteer.joins.person_before:
        return "PER"
    if tag in ("V", "POS") and at > 0:
        return "ORG"
    return None


def _with_missed(s: Sentence, names: list[Name], surnames: dict[str, str], grammar: Grammar) -> list[Name]:
    """Surnames that start a sentence and are also common words ("Long said"), once known from elsewhere."""
    taken = {i for name in names for i in range(name.title_first, name.last)}
    added = [
        Name(i, i + 1, "PER", "known on this page", i)
        for i, word in enumerate(s.words)
        if i not in taken and word in surnames and not _inside_run(s, i)
        and (i > 0 or s.lowers[i] not in grammar.closed)
    ]  # fmt: skip
    return sorted([*names, *added], key=lambda n: n.first)


def _inside_run(s: Sentence, i: int) -> bool:
    """Part of a longer run of capitals: then the run decides."""
    before = i > 0 and s.words[i - 1][0].isupper() and s.tags[i - 1] == "NP"
    after = i + 1 < len(s) and s.words[i + 1][0].isupper() and s.tags[i + 1] == "NP"
    return before or after
