"""Parts: who did it, to whom, with whom, where, and how many, read off one clause."""

from __future__ import annotations

from collections.abc import Mapping

from chronofile.find.cast import Cast, Key
from chronofile.find.clause import Clause
from chronofile.find.event_words import EventWords
from chronofile.find.reading import Read
from chronofile.model import EventKind, Part, Quantity, Span

Taken = tuple[Key, Part, int]
"""Agent, its part, and the chunk that shows it."""

_WITH: frozenset[EventKind] = frozenset(("meeting", "negotiation", "agreement", "interview", "visit"))
_GIVING: frozenset[EventKind] = frozenset(("letter", "request", "publication", "transfer"))
_ADDRESSED: frozenset[EventKind] = frozenset(("letter", "request", "statement", "filing"))
_SUFFERED: frozenset[EventKind] = frozenset(("death", "hospital"))


def parts(cast: Cast, i: int, clause: Clause, kind: EventKind, words: EventWords) -> list[Taken]:
    """Agents by their place beside the verb; the passive turned round. A death is suffered by the subject of
    "die" but done by that of "kill".
    """
    read = cast.reading.sentences[i]
    found: list[Taken] = []

    def take(c: int, part: Part) -> None:
        key = cast.of_chunk(i, c)
        if key is not None and not any(k == key for k, _, _ in found):
            found.append((key, part, c))

    verb = clause.verb
    passive = verb.passive or clause.kind == "participle"
    subject_part: Part = "actor"
    if passive:
        subject_part = "participant" if kind in _WITH else "target"
    elif kind in _SUFFERED and not clause.objects:
        subject_part = "target"
    for c in clause.subject:
        take(c, subject_part)
    for n, c in enumerate(clause.objects):
        recipient = kind in _GIVING and n == 0 and len(clause.objects) > 1 and clause.objects[1] == c + 1
        take(c, "recipient" if recipient else "participant" if kind in _WITH else "target")
    for word, c in clause.preps:
        part = _by_preposition(read, words.parts.get(word, ""), c, passive, kind, clause, words)
        if part:
            take(c, part)
    return [
        t
        for t in found
        if not cast.is_place(t[0]) or (t[1] in ("actor", "participant", "target") and t[2] in clause.subject)
    ]


def _by_preposition(
    read: Read, part: str, c: int, passive: bool, kind: EventKind, clause: Clause, words: EventWords
) -> Part | None:
    """`part` is what the language's data make of the preposition; "both_sides" and "joined" are for dealings alone."""
    if part == "actor":
        return "actor" if passive else None
    if part == "recipient":
        before = read.chunks[c - 2] if c >= 2 else None
        loose = before is not None and before.kind == "NP" and before.last - 1 > before.head
        # "access to the men" is demanded of somebody else; a hospital is where somebody is taken.
        loose = loose or (kind == "request" and bool(clause.objects)) or kind in _SUFFERED
        return None if loose else "recipient"
    if part == "both_sides":
        return "participant" if kind in _WITH else None
    if part == "joined":
        return "participant" if _behind_part(clause, c, kind, words) else None
    if part == "participant":
        return "participant"
    if part == "target":
        return "target"
    return "intermediary" if part == "intermediary" else None


def _behind_part(clause: Clause, c: int, kind: EventKind, words: EventWords) -> bool:
    """ "met with representatives from X and former lawmaker Y": what is joined to a participant is one."""
    if kind not in _WITH:
        return False
    before = [w for w, k in clause.preps if k < c]
    return bool(before) and words.parts.get(before[0]) in ("participant", "both_sides")


def place(cast: Cast, i: int, clause: Clause, kind: EventKind, words: EventWords) -> tuple[str, Span] | None:
    """The phrase with "in", "at", "near" … that names a place, articles left out; the first one behind the verb. What
    is written, asked or filed is addressed there, so that a place behind the addressee is the addressee's.
    """
    read = cast.reading.sentences[i]
    for word, c in clause.preps:
        if word not in words.places or (
            kind in _ADDRESSED and (words.parts.get(word) == "recipient" or _of_a_phrase(read, clause, c))
        ):
            continue
        if made := _placed(cast, read, word, c, words):
            return made
    return _before_verb(cast, i, clause, words) or _of_the_court(cast, i, clause, kind, words)


def _placed(cast: Cast, read: Read, word: str, c: int, words: EventWords) -> tuple[str, Span] | None:
    """The place that a preposition and its noun phrase name."""
    chunk = read.chunks[c]
    named = any(n.type == "LOC" and chunk.first <= n.first < chunk.last for n in read.names)
    head = read.s.lowers[chunk.head]
    if not named and word in words.spatial and _is_called(read, c):
        first = next(t for t in range(chunk.first, chunk.last) if read.s.tags[t] != "D")
        return read.text(cast.reading.page, first, chunk.last), read.s.stretch(first, chunk.last)
    if not named and not (head in words.place_nouns and read.s.tags[chunk.first] == "D"):
        return None
    if word in words.only_named and not named:
        return None
    if named and not _is_place_phrase(read, c, words):
        return None
    first, last = chunk.first, chunk.last
    if not named:
        behind = _with_place_behind(read, c, words)
        if behind is None:
            return None
        last = behind
    while first < chunk.head and read.s.tags[first] == "D":
        first += 1
    return read.text(cast.reading.page, first, last), read.s.stretch(first, last)


def _of_a_phrase(read: Read, clause: Clause, c: int) -> bool:
    """The preposition stands right behind the noun phrase of another one: "to the ministry in Oslo"."""
    return any(k == c - 2 for _, k in clause.preps)


def _of_the_court(cast: Cast, i: int, clause: Clause, kind: EventKind, words: EventWords) -> tuple[str, Span] | None:
    """ "A court in Geneva ruled": where a court sits is where it rules."""
    if kind != "ruling" or clause.shared or not clause.subject:
        return None
    read = cast.reading.sentences[i]
    c = clause.subject[0]
    ch = read.chunks
    if c + 2 >= clause.at or ch[c + 1].kind != "I" or ch[c + 2].kind != "NP":
        return None
    head = read.s.lowers[ch[c].head]
    word = read.s.lowers[ch[c + 1].first]
    if cast.reading.grammar.singular.get(head, head) not in words.courts or word not in words.places:
        return None
    return _placed(cast, read, word, c + 2, words)


def _is_called(read: Read, c: int) -> bool:
    """ "near the Serrin Bank": what a word of nearness stands before is a place, if it has a name and is no person."""
    chunk = read.chunks[c]
    is_person = any(n.type == "PER" and n.first <= chunk.head < n.last for n in read.names)
    return not is_person and read.s.words[chunk.head][:1].isupper()


def _is_place_phrase(read: Read, c: int, words: EventWords) -> bool:
    chunk = read.chunks[c]
    head = read.s.lowers[chunk.head]
    if any(n.type == "LOC" and n.first <= chunk.head < n.last for n in read.names):
        return True
    return head in words.place_nouns


def _with_place_behind(read: Read, c: int, words: EventWords) -> int | None:
    """ "the port of Odesa", "a court in Vienna": a common place counts with the name behind it."""
    ch = read.chunks
    joined = c + 2 < len(ch) and ch[c + 1].kind == "I" and read.s.lowers[ch[c + 1].first] in words.of_place
    if joined and any(n.type == "LOC" and ch[c + 2].first <= n.first < ch[c + 2].last for n in read.names):
        return ch[c + 2].last
    return None


def _before_verb(cast: Cast, i: int, clause: Clause, words: EventWords) -> tuple[str, Span] | None:
    """ "In Geneva, the two sides met": a leading phrase of the sentence."""
    read = cast.reading.sentences[i]
    first = clause.subject[0] if clause.subject and not clause.shared else clause.at
    for k in range(max(0, first - 4), first - 1):
        if (
            read.chunks[k].kind == "I"
            and read.chunks[k + 1].kind == "NP"
            and read.s.lowers[read.chunks[k].first] in words.places
        ):
            chunk = read.chunks[k + 1]
            if any(n.type == "LOC" and n.first <= chunk.head < n.last for n in read.names):
                return read.text(cast.reading.page, chunk.first, chunk.last), read.s.stretch(chunk.first, chunk.last)
    return None


def quantities(cast: Cast, i: int, clause: Clause, words: EventWords) -> list[Quantity]:
    """Numbers beside the verb with what they count; ages, hours, years and ordinals are none."""
    read = cast.reading.sentences[i]
    grammar = cast.reading.grammar
    found: list[Quantity] = []
    for c in sorted({*([] if clause.shared else clause.subject), *clause.objects, *(k for _, k in clause.preps)}):
        chunk = read.chunks[c]
        for at in range(chunk.first, chunk.last):
            if read.s.tags[at] != "X":
                continue
            value = _number(read, at, grammar.numbers)
            if value is None:
                continue
            unit_at = chunk.head if chunk.head > at else -1
            word = read.s.words[at]
            money = word[0] in "$€£¥₩"
            unit = (
                word[0]
                if money
                else grammar.singular.get(read.s.lowers[unit_at], read.s.lowers[unit_at])
                if unit_at >= 0
                else ""
            )
            if at > chunk.first and read.s.tags[at - 1] == "X":
                continue
            if not unit or unit in words.skip_units or (unit_at >= 0 and read.s.tags[unit_at] == "NP"):
                continue
            end = unit_at + 1 if unit_at > at else at + 1
            span = read.s.stretch(at, end)
            found.append(Quantity(value, unit, span.start, span.end))
    return found


def _number(read: Read, at: int, numbers: Mapping[str, float]) -> float | None:
    """The value of a number word or figure, multiplied by a "million" behind it."""

    word = read.s.lowers[at]
    figure = word.strip("$€£¥₩").replace(",", "")
    value: float | None
    if word in numbers:
        value = numbers[word]
    else:
        try:
            value = float(figure) if figure[:1].isdigit() and figure.replace(".", "", 1).isdigit() else None
        except ValueError:
            value = None
    if value is None:
        return None
    nxt = at + 1
    while nxt < len(read.s) and read.s.tags[nxt] == "X" and read.s.lowers[nxt] in numbers:
        factor = numbers[read.s.lowers[nxt]]
        value = value * factor if factor >= 100 else value + factor
        nxt += 1
    return value
