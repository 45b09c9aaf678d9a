"""Bodies under their short names: acronyms in brackets, "the Commission" alone, "the Supreme Court" of a land."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence as Many

from chronofile.find.acronyms import after_formerly, bracketed, is_acronym, may_be_blend, stands_for
from chronofile.find.bearers import Named
from chronofile.find.gazetteer import Gazetteer
from chronofile.find.lexicon import longest
from chronofile.find.reading import Reading
from chronofile.find.same_person import folded
from chronofile.model import MentionType


def join_bodies(named: Named, reading: Reading) -> None:
    """Join bodies of one page; a short name that several bodies answer to joins none and names them."""
    _join(named, _acronyms(named, reading), "“{}” stands in brackets beside the full name")
    _join(named, _initials(named, reading), "“{}” are the first letters of the full name")
    _join(named, _by_head(named, reading), "“{}” is the only one of the page")


def _join(named: Named, moved: dict[int, int], why: str) -> None:
    named.join(moved, {at: why.format(named.list[at].name) for at in moved})


def _acronyms(named: Named, reading: Reading) -> dict[int, int]:
    """ "International Committee of the Red Cross (ICRC)", and every other place of the short form."""
    short: dict[str, int] = {}
    for i, read in enumerate(reading.sentences):
        for a, b in zip(read.names, read.names[1:], strict=False):
            s = read.s
            if b.last >= len(s) or s.words[a.last] != "(" or s.words[b.last] != ")":
                continue
            inside = after_formerly(s, a.last + 1, reading.gazetteer)
            if b.first != inside:
                continue
            left, right = named.of.get((i, a.first)), named.of.get((i, b.first))
            if left is None or right is None or left == right or a.type == "PER" or b.type == "PER":
                continue
            bare = bracketed(s, a.last) == b.last
            words = s.words[b.first : b.last]
            if inside > a.last + 1 or (bare and _marked("".join(words), s.words[a.first : a.last], a.type, reading)):
                short.setdefault(" ".join(words), left)
            elif a.last - a.first == 1 and _first_letters(s.words[a.first], s.words[b.first : b.last], reading):
                short.setdefault(s.words[a.first], right)
    bodies = {at: b.name for at, b in enumerate(named.list) if b.forms and b.type != "PER"}
    moved = {at: short[name] for at, name in bodies.items() if short.get(name, at) != at}
    return {at: into for at, into in moved.items() if into not in moved}


def _marked(short: str, words: Many[str], kind: MentionType, reading: Reading) -> bool:
    """The bracket behind a name holds its short form: behind a place only where the letters are the place's."""
    if _first_letters(short, words, reading) or (
        (short in reading.gazetteer.agencies or may_be_blend(short, reading.gazetteer))
        and stands_for(short, words, reading.gazetteer) == 0
    ):
        return True
    return kind != "LOC" and is_acronym(short, reading.gazetteer)


def _initials(named: Named, reading: Reading) -> dict[int, int]:
    """An acronym that no place of the page spells out: the only name of which it is the first letters."""
    moved: dict[int, int] = {}
    for at, body in enumerate(named.list):
        if body.type == "PER" or len(body.words) > 1 or not body.forms:
            continue
        found = [
            k
            for k, other in enumerate(named.list)
            if other.forms and other.type != "PER" and _first_letters(body.name, other.words, reading)
        ]
        sure = len(body.name) > 2 or body.name in reading.gazetteer.body_of
        if len(found) == 1 and sure:
            moved[at] = found[0]
        elif found:
            named.leave_apart(at, found)
    return moved


def _first_letters(short: str, words: Many[str], reading: Reading) -> bool:
    return is_acronym(short, reading.gazetteer) and stands_for(short, words, reading.gazetteer) == 0


def _by_head(named: Named, reading: Reading) -> dict[int, int]:
    """What stands before "of" or behind a land is a body's short name; so is the last word of a longer one, but not
    of one that is always called by both ("White House").
    """
    gazetteer = reading.gazetteer
    heads: dict[tuple[str, ...], set[int]] = defaultdict(set)
    last: dict[str, set[int]] = defaultdict(set)
    classed: dict[str, set[int]] = defaultdict(set)
    for at, body in enumerate(named.list):
        if body.type != "ORG" or not body.forms:
            continue
        head, start = _head(body.words, reading)
        heads[tuple(folded(w) for w in head)].add(at)
        heads[tuple(folded(w) for w in head[start:])].add(at)
        heads[tuple(folded(w) for w in body.words[start:])].add(at)
        if len(head) == 2 and head[1] in gazetteer.org_words:
            classed[head[0]].add(at)
        if len(head) > 1 and head[-1] in gazetteer.org_words and longest(gazetteer.known, list(head), 0) is None:
            last[folded(head[-1])].add(at)
    moved: dict[int, int] = {}
    for at, body in sorted(enumerate(named.list), key=lambda one: -len(one[1].words)):
        if body.type != "ORG" or not body.forms:
            continue
        found = heads.get(tuple(folded(w) for w in body.words), set()) - {at}
        lone = len(body.words) == 1 and body.words[0] in gazetteer.org_words
        if not found and len(body.words) == 1:
            found = classed.get(body.words[0], set()) - {at}
        if not found and lone:
            found = last.get(folded(body.words[0]), set()) - {at}
        found = {moved.get(other, other) for other in found} - {at}
        if len(found) == 1:
            moved[at] = next(iter(found))
        elif found and lone:
            named.leave_apart(at, sorted(found))
    return {at: into for at, into in moved.items() if into not in moved}


def _head(words: tuple[str, ...], reading: Reading) -> tuple[tuple[str, ...], int]:
    """A body's name up to its "of", and how many words of it name a land."""
    of, gazetteer = reading.grammar.function.of, reading.gazetteer
    link = next((k for k, w in enumerate(words) if k and w in of), len(words))
    lands = (k for k in (2, 1) if k < link and _is_land(" ".join(words[:k]), gazetteer))
    return words[:link], next(lands, 0)


def _is_land(text: str, gazetteer: Gazetteer) -> bool:
    return text in gazetteer.country or text in gazetteer.place_of
