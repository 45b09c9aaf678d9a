"""Lists: noun phrases that "and" and commas join to one subject, told from asides and from two clauses."""

from __future__ import annotations

from chronofile.find.chunks import Chunk
from chronofile.find.tokens import Sentence


def joined(s: Sentence, ch: list[Chunk], j: int, speech: frozenset[str]) -> list[int]:
    """A noun phrase with those joined to its left by "and" or commas."""
    group = [j]
    while j >= 2 and ch[j - 1].kind == "C" and ch[j - 2].kind == "NP":
        k = j - 2
        if (k and ch[k - 1].kind == "I") or is_told(ch, k, speech):
            break
        group.insert(0, k)
        j = k
    if len(group) == 1 and j >= 3 and ch[j - 1].kind == "C" and ch[j - 2].kind == "," and ch[j - 3].kind == "NP":
        j -= 1  # "Ana Ruiz, Petra Vance, and Osman Demir"
        group = _listed(s, ch, j - 1) + group
    elif len(group) > 1:
        group = _listed(s, ch, j - 1) + group
    return group


def _listed(s: Sentence, ch: list[Chunk], comma: int) -> list[int]:
    """What stands before commas in front of the last two of a list; at least one more, or it is an aside."""
    found: list[int] = []
    while comma >= 1 and ch[comma].kind == "," and ch[comma - 1].kind == "NP":
        k = comma - 1
        k -= 2 if explains(s, ch, k) else 0
        if (k and ch[k - 1].kind == "I") or is_told(ch, k, frozenset()) or ch[k].pronoun:
            return []
        found.insert(0, k)
        comma = k - 1
    opens = comma < 0 or ch[comma].kind in ("S", "W", "QUOTE") or (ch[comma].kind == "," and ch[comma - 1].kind == "TM")
    return found if opens else []


def explains(s: Sentence, ch: list[Chunk], j: int) -> bool:
    """ "Ana Ruiz, a lawyer": a noun phrase with an article right behind a name and a comma."""
    return (
        j >= 2
        and ch[j - 1].kind == ","
        and ch[j - 2].kind == "NP"
        and s.tags[ch[j].first] == "D"
        and s.tags[ch[j - 2].head] == "NP"
        and not (j >= 3 and ch[j - 3].kind == "I")
    )


def two_names(s: Sentence, ch: list[Chunk], j: int) -> bool:
    """ "Ana Ruiz of Spain and Petra Vance of Norway": two names, each with its own "of"."""
    own = j + 1 < len(ch) and ch[j + 1].kind == "I"
    return own and s.tags[ch[j].head] == "NP" and s.tags[ch[j - 4].head] == "NP"


def is_told(ch: list[Chunk], k: int, speech: frozenset[str]) -> bool:
    """The noun phrase `k` already belongs to a finite verb on its left, so that what "and" adds starts a clause."""
    for i in range(k, max(-1, k - 12), -1):
        verb = ch[i].verb
        if verb is not None:
            return bool(verb.finite) and verb.lemma not in speech
        if ch[i].kind not in ("NP", "I", "TM", "R", "PAR"):
            return False
    return False
