"""Roles: offices and functions a page gives its people, read off the words around their names."""

from __future__ import annotations

from chronofile.find.bearers import Bearer, Named
from chronofile.find.lexicon import longest
from chronofile.find.people import People
from chronofile.find.reading import Read, Reading
from chronofile.model import Role


def add_roles(reading: Reading, named: Named, people: People) -> None:
    """Titles before names, appositions behind them, "who chairs …": each with its place on the page."""
    for i, read in enumerate(reading.sentences):
        for k, name in enumerate(read.names):
            index = named.of.get((i, name.first))
            if name.type != "PER" or index is None:
                continue
            person = named.list[index]
            before = _before(reading, read, k, people)
            if before:
                person.roles.append(before)
            _behind(reading, read, k, person, people)
            if before is None and (beside := _beside(reading, read, name.first, people)) is not None:
                person.roles.append(beside)
        _given(reading, read, i, named, people)


def _former(read: Read, at: int, people: People) -> tuple[int, bool]:
    """Where a role starts when "former" or "then" stands before it, and whether it does."""
    if at > 0 and read.s.lowers[at - 1] in people.former:
        return at - 1, True
    return at, False


def _before(reading: Reading, read: Read, k: int, people: People) -> Role | None:
    """ "Ukrainian President Volodymyr …", "former lawmaker Tae …", "Coalition representative Jang …"."""
    s, name = read.s, read.names[k]
    at = name.first
    first = name.title_first
    if first < at:
        while first < at and s.words[first] in reading.gazetteer.country:
            first += 1
        two = " ".join(s.words[name.title_first : first])
        country = reading.gazetteer.country.get(two, "") or reading.gazetteer.country.get(s.words[name.title_first], "")
    else:
        country = ""
        for width in (3, 2, 1):
            start = at - width
            if start >= 0 and (hit := longest(people.titles, s.lowers, start)) and hit[0] == at:
                first = start
                break
        else:
            return None
    if first >= at:
        return None
    title = read.text(reading.page, first, at)
    start, former = _former(read, first, people)
    organization, start = _owner(reading, read, start, country)
    if not organization:
        organization = _of_body(reading, read, name.last, people)
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
    """ "Rep. Yoo … of the People Power Party": the body behind "of" right after the name."""
    s = read.s
    if at < len(s) and s.lowers[at] in people.of_body:
        at += 1
        while at < len(s) and s.tags[at] == "D":
            at += 1
        for name in read.names:
            if name.first == at and name.type == "ORG":
                return read.text(reading.page, name.first, name.last)
    return ""


def _behind(reading: Reading, read: Read, k: int, person: Bearer, people: People) -> None:
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
            _relative(reading, read, at + 1, person, people)
            return
    elif at + 1 < len(s) and s.tags[at] == "B" and s.tags[at + 1] == "D":
        at += 1
    else:
        return
    role = _apposition(reading, read, at, people)
    if role:
        person.roles.append(role)


def _beside(reading: Reading, read: Read, at: int, people: People) -> Role | None:
    """ "One senator, Ana Ruiz, said": what stands before the comma and the name."""
    s = read.s
    if at < 2 or s.words[at - 1] != ",":
        return None
    chunk = next((c for c in read.chunks if c.last == at - 1 and c.kind == "NP" and not c.pronoun), None)
    if chunk is None or s.tags[chunk.first] not in ("D", "X") or s.lowers[chunk.head] not in people.offices:
        return None
    end = next((n.last for n in read.names if n.first == at), at)
    if end < len(s) and s.tags[end] not in (",", ".", ":", "("):
        return None
    return _apposition(reading, read, chunk.first + (s.tags[chunk.first] == "X"), people)


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
        role = _apposition(reading, read, read.chunks[as_what].first, people)
        if index is not None and role is not None:
            named.list[index].roles.append(role)


def _relative(reading: Reading, read: Read, at: int, person: Bearer, people: People) -> None:
    s = read.s
    for width in (2, 1):
        phrase = " ".join(s.lowers[at : at + width])
        if phrase in people.office_verbs and at + width < len(s):
            title = people.office_verbs[phrase]
            start = at + width
            while start < len(s) and s.tags[start] == "D":
                start += 1
            for name in read.names:
                if name.first == start and name.type == "ORG":
                    where = s.stretch(at, name.last)
                    body = read.text(reading.page, name.first, name.last)
                    person.roles.append(
                        Role(title=title or body, organization=body if title else "", start=where.start, end=where.end)
                    )
            if (
                title
                and start < len(s)
                and not any(n.first == start for n in read.names)
                and s.tags[start] in ("N", "J")
            ):
                stop = _phrase_end(read, start)
                where = s.stretch(at, stop)
                body = read.text(reading.page, start, stop)
                person.roles.append(Role(title=title, organization=body, start=where.start, end=where.end))
            if not title:
                role = _apposition(reading, read, at + width, people)
                if role:
                    person.roles.append(role)
            return


def _apposition(reading: Reading, read: Read, at: int, people: People) -> Role | None:
    """A noun phrase whose head is an office, with what stands behind its "of"."""
    s = read.s
    first = at
    former = False
    while at < len(s) and (s.tags[at] in ("D",) or s.lowers[at] in people.former):
        former = former or s.lowers[at] in people.former
        at += 1
    start, head, owner = at, -1, ""
    limit = min(len(s), at + 9)
    while at < limit and s.tags[at] not in (",", ".", ":", "V", "W", "S", "B", "H", "M", "(", "Q"):
        if s.lowers[at] in people.offices or s.lowers[at].split("-")[-1] in people.offices:
            head = at
        if s.tags[at] in ("I", "T", "C") and head < 0:
            return None
        if s.tags[at] in ("I", "T") and head >= 0:
            break
        if s.tags[at] == "C":
            break
        at += 1
    if head < 0:
        return None
    title_first = start
    for name in read.names:
        if start <= name.first and name.last <= head and name.type in ("ORG", "LOC"):
            owner, title_first = read.text(reading.page, name.first, name.last), name.last
    if title_first == start:
        for width in (2, 1):
            land = reading.gazetteer.country.get(" ".join(s.words[start : start + width]))
            if land and start + width <= head:
                owner, title_first = land, start + width
                break
    if title_first < len(s) and s.tags[title_first] == "POS":
        title_first += 1
    end = head + 1
    title_end = end
    if end + 1 < len(s) and s.lowers[end] in people.behind_office:
        stop = _phrase_end(read, end + 1)
        body_first = end + 1
        while body_first < stop and s.tags[body_first] == "D":
            body_first += 1
        if body_first < stop:
            rest = read.text(reading.page, body_first, stop)
            if s.lowers[end] in s.function.of and s.tags[body_first] in ("N", "J") and s.words[body_first].islower():
                title_end = stop
            else:
                owner = owner or rest
            end = stop
    if title_first >= title_end:
        return None
    where = s.stretch(first, end)
    return Role(
        title=read.text(reading.page, title_first, title_end),
        organization=owner,
        former=former,
        start=where.start,
        end=where.end,
    )


def _phrase_end(read: Read, at: int) -> int:
    """Up to the end of the noun phrase at `at`, through a name and "of", not over a comma."""
    s = read.s
    for name in read.names:
        if name.first >= at and name.first - at <= 2 and all(s.tags[j] == "D" for j in range(at, name.first)):
            return name.last
    end = at
    while end < len(s) and s.tags[end] in ("D", "J", "N", "NP", "X", "POS", "NV", "VN") and end - at < 8:
        end += 1
    return end
