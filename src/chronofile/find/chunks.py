"""Chunks: noun phrases, verb groups and times of one sentence, left to right."""

from __future__ import annotations

from collections.abc import Sequence as Many

import msgspec

from chronofile.find.names import Name
from chronofile.find.tokens import Sentence
from chronofile.model import Span, Time

_NOUNISH = frozenset(("X", "J", "N", "NP", "POS", "NV", "VN", "VJ"))


class VerbGroup(msgspec.Struct):
    """`finite` is True, False, or None while a bare participle may be either. `infinitive` with "to"."""

    head: int
    lemma: str
    form: str
    modal: str = ""
    perfect: bool = False
    progressive: bool = False
    passive: bool = False
    negated: bool = False
    infinitive: bool = False
    past: bool = False
    finite: bool | None = None


class Chunk(msgspec.Struct):
    """Tokens `first` to `last` (excluded). `kind`: NP, VG, TM (a time), I, C, S, W, R, PAR (parentheses), QUOTE, and
    the marks "," and ":". `head` is the token that names it; `time` the index of the page's time it is.
    """

    kind: str
    first: int
    last: int
    head: int
    verb: VerbGroup | None = None
    time: int = -1
    pronoun: bool = False

    @property
    def finite(self) -> bool:
        """A verb group that can carry a sentence."""
        return self.verb is not None and bool(self.verb.finite)

    @property
    def bare(self) -> bool:
        """A participle or other verb form that carries no sentence."""
        return self.verb is not None and self.verb.finite is False

    @property
    def infinitive(self) -> bool:
        """A verb group with "to"."""
        return self.verb is not None and self.verb.infinitive


def chunks(s: Sentence, names: Many[Name], times: Many[tuple[int, Time]], quoted: Many[Span] = ()) -> list[Chunk]:
    """All tokens of the sentence in chunks, in order. `times` are those of the page that lie in the sentence, each with
    its index on the page; `quoted` are stretches of other people's words that are no part of the sentence's own syntax.
    """
    fixed = _fixed(s, names, times, quoted)
    found: list[Chunk] = []
    i = 0
    while i < len(s):
        if i in fixed:
            chunk = fixed[i]
            if chunk.kind == "NP":
                i = _noun_phrase(s, chunk.first, fixed, found)
                continue
            found.append(chunk)
            i = chunk.last
            continue
        tag = s.tags[i]
        if tag == "SI":
            before_time = i + 1 in fixed and fixed[i + 1].kind == "TM"
            tag = s.tags[i] = "I" if before_time else "S"
        if tag == "(":
            i = _parenthesis(s, i, found)
        elif tag == "P":
            found.append(Chunk("NP", i, i + 1, i, pronoun=True))
            i += 1
        elif tag in ("D", "X", "J", "N", "NP", "POS"):
            i = _noun_phrase(s, i, fixed, found)
        elif tag in ("V", "B", "H", "O", "M", "T"):
            i = _verb_group(s, i, found)
        elif tag == ":" and (end := _between_dashes(s, i)):
            found.append(Chunk("PAR", i, end, i))
            i = end
        elif tag in ("I", "C", "S", "W", "R", ",", ":"):
            found.append(Chunk(tag, i, i + 1, i))
            i += 1
        elif tag == "G":
            i = _verb_group(s, i, found) if _verb_ahead(s, i + 1) else _skip(found, "R", i)
        else:
            i += 1
    return found


def _skip(found: list[Chunk], kind: str, i: int) -> int:
    found.append(Chunk(kind, i, i + 1, i))
    return i + 1


def _fixed(s: Sentence, names: Many[Name], times: Many[tuple[int, Time]], quoted: Many[Span]) -> dict[int, Chunk]:
    """Chunks given from outside, by first token: quotations win over times, times over names."""
    fixed: dict[int, Chunk] = {}
    taken: set[int] = set()

    def put(kind: str, first: int, last: int, time: int = -1) -> None:
        if first < last and not taken.intersection(range(first, last)):
            taken.update(range(first, last))
            fixed[first] = Chunk(kind, first, last, last - 1, time=time)

    for span in quoted:
        put("QUOTE", s.at(span.start), s.at(span.end - 1) + 1 if span.end > span.start else 0)
    for index, time in times:
        first = s.at(time.start)
        last = s.at(time.end - 1) + 1
        while first < last - 1 and s.tags[first] == "I":
            first += 1
        put("TM", first, min(last, len(s)), index)
    for name in names:
        put("NP", name.first, name.last)
    return fixed


def _noun_phrase(s: Sentence, i: int, fixed: dict[int, Chunk], found: list[Chunk]) -> int:
    """Determiner, numbers, adjectives, nouns, names and possessives up to the next thing of another kind."""
    first, head, at = i, -1, i
    while at < len(s):
        inside = fixed.get(at)
        if inside is not None:
            if inside.kind != "NP":
                break
            head, at = inside.last - 1, inside.last
            continue
        tag = s.tags[at]
        if tag == "D":
            if at > first and s.tags[at - 1] not in ("D",):
                break
        elif tag in ("N", "NP"):
            head = at
        elif tag == "X":
            if head >= 0 and s.tags[at - 1] != "POS" and s.tags[head] == "N":
                break
            head = at if head < 0 else head
        elif tag == "R":
            leads = at + 1 < len(s) and at > first and head < 0
            if not (leads and (s.tags[at + 1] == "J" or (s.tags[at + 1] == "N" and s.tags[at - 1] == "D"))):
                break
        elif tag == "C":
            # "local and international groups": adjectives joined inside one phrase
            if not (s.tags[at - 1] == "J" and head < 0 and at + 1 < len(s) and s.tags[at + 1] in ("J", "N")):
                break
        elif tag not in _NOUNISH:
            break
        at += 1
    if head < 0:
        head = at - 1
    found.append(Chunk("NP", first, max(at, first + 1), head))
    return max(at, first + 1)


def _parenthesis(s: Sentence, i: int, found: list[Chunk]) -> int:
    depth, at = 0, i
    while at < len(s) and at - i < 60:
        depth += (s.tags[at] == "(") - (s.tags[at] == ")")
        at += 1
        if depth == 0:
            found.append(Chunk("PAR", i, at, i))
            return at
    return i + 1


_DASHES = ("—", "–", "--", "―")


def _between_dashes(s: Sentence, i: int) -> int:
    """End of an aside between two dashes, 0 for none."""
    if s.words[i] not in _DASHES or i == 0:
        return 0
    for at in range(i + 2, min(i + 16, len(s) - 1)):
        if s.words[at] in _DASHES:
            return at + 1
    return 0


def _verb_ahead(s: Sentence, at: int) -> bool:
    while at < len(s) and s.tags[at] in ("R", "G"):
        at += 1
    return at < len(s) and s.tags[at] in ("V", "B", "H", "O")


def _verb_group(s: Sentence, i: int, found: list[Chunk]) -> int:
    """Auxiliaries, adverbs and the verb they lead to. "to" without a verb behind it is a preposition."""
    tags = s.tags
    if tags[i] == "T" and not _verb_ahead(s, i + 1):
        return _skip(found, "I", i)
    at, head, last = i, -1, i
    auxiliaries: list[int] = []
    negated = False
    while at < len(s):
        tag = tags[at]
        if tag == "T":
            if at > i:
                break
        elif tag in ("M", "H", "B", "O"):
            if head >= 0 and tags[head] == "V":
                break
            auxiliaries.append(at)
            head, last = at, at
        elif tag == "V":
            form = s.forms[at]
            shape = form.form if form else ""
            if head >= 0 and tags[head] == "V":
                break
            if auxiliaries and not _fits(s, auxiliaries[-1], shape):
                break
            head, last = at, at
            at += 1
            break
        elif tag == "G":
            negated = True
        elif tag != "R" or (head >= 0 and not _verb_ahead(s, at)):
            break
        at += 1
    if head < 0:
        return _skip(found, "R", i)
    found.append(Chunk("VG", i, last + 1, head, verb=_verb(s, i, head, auxiliaries, negated)))
    return last + 1


def _fits(s: Sentence, auxiliary: int, shape: str) -> bool:
    tag = s.tags[auxiliary]
    if tag in ("M", "O"):
        return shape in ("base", "past-or-participle", "")
    if tag == "H":
        return shape in ("past-or-participle", "participle", "past", "base", "")
    return shape in ("past-or-participle", "participle", "ing", "base", "")


def _verb(s: Sentence, first: int, head: int, auxiliaries: list[int], negated: bool) -> VerbGroup:
    form = s.forms[head]
    shape = form.form if form else ("ing" if s.lowers[head].endswith("ing") else "past-or-participle")
    lemma = s.function.helper_lemmas.get(s.tags[head]) or (form.lemma if form else s.lowers[head])
    helpers = [a for a in auxiliaries if a != head]
    lowers = [s.lowers[a] for a in helpers]
    tags = [s.tags[a] for a in helpers]
    infinitive = s.tags[first] == "T"
    modal = next((s.lowers[a] for a in auxiliaries if s.tags[a] == "M"), "")
    be_last = bool(tags) and tags[-1] == "B"
    past_aux = bool(lowers) and lowers[0] in s.function.past_helpers
    if not helpers and not modal and s.tags[head] in ("B", "H", "O"):
        finite: bool | None = s.lowers[head] not in s.function.bare_helpers and not infinitive
    elif helpers or modal:
        finite = not infinitive and (lowers or [modal])[0] not in s.function.bare_first
    elif infinitive or shape == "ing":
        finite = False
    elif shape in ("past-or-participle", "participle") and s.tags[head] == "V":
        finite = None if shape == "past-or-participle" else False
    else:
        finite = True
    return VerbGroup(
        head=head,
        lemma=lemma,
        form=shape,
        modal=modal,
        perfect="H" in tags,
        progressive=be_last and shape == "ing",
        passive=be_last and shape in ("past-or-participle", "participle"),
        negated=negated,
        infinitive=infinitive,
        past=past_aux
        or (not helpers and shape in ("past", "past-or-participle") and s.tags[head] == "V")
        or s.lowers[head] in s.function.past_helpers,
        finite=finite,
    )
