"""Office phrases: "a former engineer of Stolt Lines" taken apart into title, body, and whether it is past."""

from __future__ import annotations

from collections.abc import Set as Heads

from chronofile.find.people import People
from chronofile.find.reading import Read, Reading
from chronofile.model import Role

_ENDS = frozenset((",", ".", ":", "V", "W", "S", "SI", "B", "H", "M", "O", "(", ")", "Q", "P"))
_LONGEST = 9
_NOUNS = frozenset(("N", "NP", "NV", "VN"))


def office(reading: Reading, read: Read, first: int, heads: Heads[str], people: People, stop: int = 0) -> Role | None:
    """The role that the noun phrase at token `first` tells, None unless one of `heads` is its head.

    `stop` is the token it must end before, where a name follows.
    """
    s = read.s
    start, former = _opening(read, first, people)
    head, link = _head(read, start, heads, people, stop or min(len(s), start + _LONGEST))
    if head < 0 or (stop and head + 1 != stop):
        return None
    owner, title_first = _owner_inside(reading, read, start, head, people)
    end = title_end = head + 1
    of = end < len(s) and s.lowers[end] in s.function.of
    if link and end + 1 < len(s) and s.lowers[end] in people.behind_office and (of or not owner):
        body_first, stop_at = _behind_link(reading, read, end + 1)
        if body_first < stop_at:
            named = any(n.first == body_first for n in read.names)
            common = s.words[body_first].islower() and s.tags[body_first] in ("N", "J")
            if of and not named and (common or s.words[head][0].isupper()):
                title_end = stop_at
            else:
                owner = owner or read.text(reading.page, body_first, stop_at)
            end = stop_at
    if title_first >= title_end:
        return None
    where = s.stretch(first, end)
    title = read.text(reading.page, title_first, title_end)
    return Role(title=title, organization=owner, former=former, start=where.start, end=where.end)


def _behind_link(reading: Reading, read: Read, at: int) -> tuple[int, int]:
    """Where the noun phrase behind "of" starts after its article, and where it ends."""
    stop = phrase_end(read, at, reading.gazetteer.calendar)
    while at < stop and read.s.tags[at] == "D":
        at += 1
    return at, stop


def _opening(read: Read, at: int, people: People) -> tuple[int, bool]:
    """Past articles, numbers and adverbs in front; whether "former" stands among them."""
    s, former = read.s, False
    while at < len(s) and (s.tags[at] in ("D", "R") or s.lowers[at] in people.former or s.lowers[at] in people.one):
        former = former or s.lowers[at] in people.former
        at += 1
    return at, former


def _head(read: Read, start: int, heads: Heads[str], people: People, limit: int) -> tuple[int, bool]:
    """The head where the phrase ends in one of `heads`, else -1; and whether more may hang on it.

    "Chairman and founder of …" are one phrase.
    """
    s, head, last = read.s, -1, -1
    names = {n.first for n in read.names if n.type == "PER"}
    at = start
    while at < limit and s.tags[at] not in _ENDS:
        if at in names and head >= 0 and s.tags[at - 1] != "POS":
            break
        if s.tags[at] in ("I", "T"):
            break
        if s.tags[at] == "C":
            if head != at - 1 or not _more(read, at + 1, heads, limit):
                break
        elif s.tags[at] in _NOUNS or s.lowers[at] in heads:
            last = at
            if s.lowers[at] in heads or s.lowers[at].split("-")[-1] in heads:
                head = at
        at += 1
    return (head, True) if head == last else (-1, False)


def _more(read: Read, at: int, heads: Heads[str], limit: int) -> bool:
    """Another head without an article follows "and", before anything ends."""
    s = read.s
    while at < limit and s.tags[at] in ("N", "J", "NP", "NV", "VN"):
        if s.lowers[at] in heads:
            return True
        at += 1
    return False


def _owner_inside(reading: Reading, read: Read, start: int, head: int, people: People) -> tuple[str, int]:
    """The body or land in front of the title, and where the title starts behind it."""
    s = read.s
    for at in range(head - 1, start, -1):
        if s.tags[at] == "POS":
            return read.text(reading.page, start, at), at + 1
    if people.based and s.lowers[start].endswith(people.based):
        start += 1
    for name in read.names:
        if start <= name.first and name.last <= head and name.type in ("ORG", "LOC"):
            return read.text(reading.page, name.first, name.last), name.last if name.first == start else start
    for width in (2, 1):
        land = reading.gazetteer.country.get(" ".join(s.words[start : start + width]))
        if land and start + width <= head:
            return land, start + width
    return "", start


def phrase_end(read: Read, at: int, calendar: Heads[str]) -> int:
    """Up to the end of the noun phrase at `at`, through a name, "of" and what is its own; not over a comma or a day."""
    s = read.s
    end = at
    for name in read.names:
        if name.first >= at and name.first - at <= 2 and all(s.tags[j] == "D" for j in range(at, name.first)):
            end = name.last
            break
    while end < len(s) and end - at < 12 and s.words[end] not in calendar:
        if s.tags[end] not in ("D", "J", "N", "NP", "X", "POS", "NV", "VN") or (end > at and s.tags[end] == "D"):
            break
        end += 1
    while end > at and s.tags[end - 1] == "POS":
        end -= 1
    return end
