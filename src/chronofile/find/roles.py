"""Roles: offices and functions a page gives its people, what it says a body or place is; from the words around."""

from __future__ import annotations

from collections.abc import Set as Heads

from chronofile.find.bearers import Named
from chronofile.find.lexicon import longest
from chronofile.find.offices import office, phrase_end
from chronofile.find.people import People
from chronofile.find.reading import Read, Reading
from chronofile.model import Role


def add_roles(reading: Reading, named: Named, people: People) -> None:
    """Titles before names, appositions on either side, "who chairs …": each with its place on the page."""
    for i, read in enumerate(reading.sentences):
        for k, name in enumerate(read.names):
            index = named.of.get((i, name.first))
            if index is None:
                continue
            bearer = named.list[index]
            heads = people.heads[name.type]
            before = _before(reading, read, k, people) if name.type == "PER" else None
            before = before or _in_front(reading, read, k, heads, people)
            found = [before, *_behind(reading, read, k, heads, people)]
            if before is None:
                found.append(_beside(reading, read, k, heads, people))
            bearer.roles += [role for role in found if role is not None]
        _given(reading, read, i, named, people)


def _before(reading: Reading, read: Read, k: int, people: People) -> Role | None:
    """ "Ukrainian President Volodymyr …", "Coalition representative Jang …": a title of the lists. No "Mr."."""
    s, name = read.s, read.names[k]
    at = name.first
    first = name.title_first
    country = ""
    if first < at:
        while first < at and s.words[first] in reading.gazetteer.country:
            first += 1
        two = " ".join(s.words[name.title_first : first])
        country = reading.gazetteer.country.get(two, "") or reading.gazetteer.country.get(s.words[name.title_first], "")
    else:
        for width in (3, 2, 1):
            start = at - width
            if start >= 0 and (hit := longest(people.titles, s.lowers, start)) and hit[0] == at:
                first = start
                break
    former = first > 0 and s.lowers[first - 1] in people.former
    start = first - former
    while first < at and s.lowers[first] in people.former:
        former, first = True, first + 1
    if first >= at or all(w in people.courtesy for w in s.lowers[first:at]):
        return None
    title = read.text(reading.page, first, at)
    organization, start = _owner(reading, read, start, country)
    organization = organization or _of_body(reading, read, name.last, people)
    where = s.stretch(min(start, first), at)
    return Role(title=title, organization=organization, former=former, start=where.start, end=where.end)


def _owner(reading: Reading, read: Read, at: int, country: str) -> tuple[str, int]:
    """The country or body whose office it is, when its name stands right before the title."""
    if country:
        return country, at
    s = read.s
    end = at - 1 if at and s.tags[at - 1] == "POS" else at
    for name in read.names:
        if name.last == end and name.type in ("ORG", "LOC"):
            return read.text(reading.page, name.first, name.last), name.first
    for width in (2, 1):
        if end >= width and (land := reading.gazetteer.country.get(" ".join(s.words[end - width : end]))):
            return land, end - width
    return "", at


def _of_body(reading: Reading, read: Read, at: int, people: People) -> str:
    """ "Rep. Yoo … of the People Power Party", "King Harald of Norway": the body or country behind "of"."""
    s, lands = read.s, set(reading.gazetteer.country.values())
    if at < len(s) and s.lowers[at] in people.of_body:
        at += 1
        while at < len(s) and s.tags[at] == "D":
            at += 1
        for name in read.names:
            text = read.text(reading.page, name.first, name.last) if name.first == at else ""
            if text and (name.type == "ORG" or text in lands):
                return text
    return ""


def _in_front(reading: Reading, read: Read, k: int, heads: Heads[str], people: People) -> Role | None:
    """ "Harbour Party nominee Ana Ruiz", "the former goalkeeper Min Ha-jun": small letters in the same phrase."""
    name = read.names[k]
    at = name.title_first
    if not at or read.s.lowers[at - 1] not in heads or not read.s.words[at - 1].islower():
        return None
    chunk = next((c for c in read.chunks if c.kind == "NP" and c.first < at < c.last), None)
    return office(reading, read, chunk.first, heads, people, stop=at) if chunk is not None else None


def _behind(reading: Reading, read: Read, k: int, heads: Heads[str], people: People) -> list[Role]:
    """ ", representative of the …," and ", who chairs the …"; also "X is a …"."""
    s, at = read.s, read.names[k].last
    if at < len(s) and s.tags[at] == "(":
        while at < len(s) and s.tags[at] != ")":
            at += 1
        at += 1
    if at < len(s) and s.words[at] == ",":
        at += 1
        if at + 1 < len(s) and s.tags[at] == "X" and s.words[at + 1] == ",":
            at += 2
        if at + 1 < len(s) and s.lowers[at] in s.function.who:
            return _relative(reading, read, at + 1, people)
    elif at + 1 < len(s) and s.lowers[at] in s.function.who:
        return _relative(reading, read, at + 1, people)
    elif at + 1 < len(s) and s.tags[at] == "B" and s.tags[at + 1] == "D":
        at += 1
    else:
        return []
    role = office(reading, read, at, heads, people)
    return [role] if role else []


def _beside(reading: Reading, read: Read, k: int, heads: Heads[str], people: People) -> Role | None:
    """ "One senator, Ana Ruiz, said", "the mayor of Bergen, Petra Vance, said": before the comma and the name."""
    s, name = read.s, read.names[k]
    at, end = name.first, name.last
    if at < 2 or s.words[at - 1] != ",":
        return None
    if end < len(s) and (s.tags[end] not in (",", ".", ":", "(") or (end + 1 < len(s) and s.tags[end + 1] == "C")):
        return None
    c = next((n for n, chunk in enumerate(read.chunks) if chunk.last == at - 1 and chunk.kind == "NP"), None)
    if c is None:
        return None
    if c > 1 and read.chunks[c - 1].kind == "I" and read.chunks[c - 2].kind == "NP" and _heads_it(read, c - 2, heads):
        c -= 2
    chunk = read.chunks[c]
    told = s.tags[chunk.first] in ("D", "X") or "POS" in s.tags[chunk.first : chunk.head]
    if chunk.pronoun or not told or not _heads_it(read, c, heads):
        return None
    return office(reading, read, chunk.first, heads, people)


def _heads_it(read: Read, c: int, heads: Heads[str]) -> bool:
    return read.s.lowers[read.chunks[c].head] in heads


def _given(reading: Reading, read: Read, i: int, named: Named, people: People) -> None:
    """ "appointed Ana Ruiz as minister", "was sworn in as governor": the office somebody is given."""
    for clause in read.clauses:
        if clause.verb.lemma not in people.made or clause.verb.negated or clause.verb.modal:
            continue
        whom = clause.subject if clause.verb.passive or clause.kind == "participle" else clause.objects
        as_what = next((c for word, c in clause.preps if word in people.as_office), None)
        if as_what is None or not whom:
            continue
        chunk = read.chunks[whom[0]]
        name = next((n for n in read.names if n.first <= chunk.head < n.last and n.type == "PER"), None)
        index = named.of.get((i, name.first)) if name is not None else None
        role = office(reading, read, read.chunks[as_what].first, people.heads["PER"], people)
        if index is not None and role is not None:
            named.list[index].roles.append(role)


def _relative(reading: Reading, read: Read, at: int, people: People) -> list[Role]:
    """ "who chairs the River Committee", "who serves as judge"."""
    s = read.s
    for width in (2, 1):
        phrase = " ".join(s.lowers[at : at + width])
        if phrase not in people.office_verbs or at + width >= len(s):
            continue
        title = people.office_verbs[phrase]
        if not title:
            role = office(reading, read, at + width, people.heads["PER"], people)
            return [role] if role else []
        start = at + width
        while start < len(s) and s.tags[start] == "D":
            start += 1
        stop = phrase_end(read, start, reading.gazetteer.calendar)
        if stop == start or (
            s.tags[start] not in ("N", "J", "NP", "NV", "VN") and not any(n.first == start for n in read.names)
        ):
            return []
        where = s.stretch(at, stop)
        former = phrase in people.past_verbs
        body = read.text(reading.page, start, stop)
        return [Role(title=title, organization=body, former=former, start=where.start, end=where.end)]
    return []
