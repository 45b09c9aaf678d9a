"""Agents of one page: names joined with their short forms, descriptions joined with what they refer to."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from chronofile.find.gazetteer import Gazetteer
from chronofile.find.reading import Read, Reading
from chronofile.model import Agent, AgentType, Mention, MentionType, Role


class Person(msgspec.Struct):
    """A name being gathered. `words` is its fullest form; `keys` the words that may stand for it alone."""

    words: tuple[str, ...]
    type: MentionType
    forms: dict[str, int]
    keys: set[str]
    titles: set[str]
    rule: str
    first: int
    roles: list[Role]
    reason: str = ""
    id: str = ""


class Named(msgspec.Struct):
    """The named agents of a page; `of` gives for (sentence, first token of a name) the agent's index in `list`."""

    list: list[Person]
    of: dict[tuple[int, int], int]


def named_agents(reading: Reading) -> Named:
    """Join mentions of one name; two people who share a surname stay apart and their bare surname joins neither."""
    gathered = Named([], {})
    acronyms: dict[str, int] = {}
    exact: dict[tuple[MentionType, str], int] = {}
    by_word: dict[str, set[int]] = defaultdict(set)
    short: list[tuple[int, int]] = []
    for i, read in enumerate(reading.sentences):
        for k, name in enumerate(read.names):
            words = tuple(read.s.words[name.first : name.last])
            if name.type == "PER" and len(words) == 1:
                short.append((i, k))
                continue
            index = _full(reading, read, k, words, gathered, exact, by_word)
            gathered.of[i, name.first] = index
            if name.type == "ORG":
                _acronym(read, k, index, acronyms)
    _join_acronyms(gathered, acronyms)
    _join_bodies(gathered, reading)
    for i, k in short:
        _short(reading, i, k, gathered, by_word, exact)
    return gathered


def _full(
    reading: Reading,
    read: Read,
    k: int,
    words: tuple[str, ...],
    gathered: Named,
    exact: dict[tuple[MentionType, str], int],
    by_word: dict[str, set[int]],
) -> int:
    name = read.names[k]
    text = " ".join(words)
    index = exact.get((name.type, text))
    if index is None and name.rule == "dateline":
        index = exact.get((name.type, text.title()))
    if index is None and name.type == "PER":
        index = _same_person(words, gathered, by_word)
    if index is None:
        index = len(gathered.list)
        gathered.list.append(Person(words, name.type, {}, set(), set(), name.rule, read.s.starts[name.first], []))
    person = gathered.list[index]
    if person.rule == "dateline" and name.rule != "dateline":
        person.words, person.rule = words, name.rule
    exact[name.type, text] = index
    if name.rule == "dateline":
        exact.setdefault((name.type, text.title()), index)
    person.forms[text] = person.forms.get(text, 0) + 1
    if name.type == "PER":
        if len(words) > len(person.words):
            person.words = words
        person.keys |= _keys(words, name.rule, reading.gazetteer)
        for key in person.keys:
            by_word[key].add(index)
        if len(words) > 1:
            by_word[f"{words[0]} …"].add(index)
        title = " ".join(read.s.lowers[name.title_first : name.first])
        if title:
            person.titles.add(title)
    return index


def _keys(words: tuple[str, ...], rule: str, gazetteer: Gazetteer) -> set[str]:
    """Words that may stand alone for the person: the family name, wherever it stands; compound ones by either part."""
    plain = [w for w in words if w not in gazetteer.suffixes and not (len(w) == 2 and w[1] == ".")]
    if len(plain) < 2:
        return set(plain)
    if rule == "family name first" or (plain[0] in gazetteer.family_first and "-" in plain[-1]):
        return {plain[0]}
    keys = {plain[-1]}
    if len(plain) >= 3 and plain[-2] not in gazetteer.particles:
        keys.add(plain[-2])
        keys.add(" ".join(plain[-2:]))
    if len(plain) >= 3 and plain[-2] in gazetteer.particles:
        keys.add(" ".join(plain[-2:]))
    return keys


def _same_person(words: tuple[str, ...], gathered: Named, by_word: dict[str, set[int]]) -> int | None:
    """A longer or shorter form of a name known already: all words of one stand in the other, in order."""
    candidates = {i for word in words for i in by_word.get(word, ())}
    hits, by_surnames = [], []
    for i in sorted(candidates):
        known = gathered.list[i]
        shorter, longer = sorted((words, known.words), key=len)
        ordered = shorter[0] == longer[0] and len(shorter) >= 2 and _in_order(shorter, longer)
        if ordered or " ".join(words) in known.keys:
            hits.append(i)
        elif len(shorter) == 2 and len(longer) > 2 and longer[-2:] == shorter:
            by_surnames.append(i)
    hits = hits or by_surnames
    return hits[0] if len(hits) == 1 else None


def _in_order(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    rest = iter(longer)
    return all(word in rest for word in shorter)


def _acronym(read: Read, k: int, index: int, acronyms: dict[str, int]) -> None:
    """ "International Committee of the Red Cross (ICRC)": the short form in brackets behind."""
    name, s = read.names[k], read.s
    at = name.last
    if at + 2 < len(s) and s.words[at] == "(" and s.words[at + 2] == ")":
        short = s.words[at + 1]
        if short.isupper() and 2 <= len(short) <= 8:
            acronyms.setdefault(short, index)


def _join_acronyms(gathered: Named, acronyms: dict[str, int]) -> None:
    moved: dict[int, int] = {}
    for short, index in acronyms.items():
        for i, person in enumerate(gathered.list):
            if person.type == "ORG" and i != index and person.words == (short,):
                gathered.list[index].forms.update(person.forms)
                gathered.list[index].reason = f"“{short}” stands in brackets behind the full name"
                moved[i] = index
    if moved:
        for place, index in gathered.of.items():
            gathered.of[place] = moved.get(index, index)
        for i in moved:
            gathered.list[i].forms = {}


def _join_bodies(gathered: Named, reading: Reading) -> None:
    """ "the Supreme Court" is the page's only "Supreme Court of X"."""
    of = reading.grammar.function.of
    longer: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for i, body in enumerate(gathered.list):
        link = next((k for k, w in enumerate(body.words) if w in of), 0) if body.type == "ORG" else 0
        if link >= 2:
            longer[body.words[:link]].add(i)
    moved: dict[int, int] = {}
    for i, body in enumerate(gathered.list):
        found = longer.get(body.words, set()) if body.type == "ORG" and body.forms else set()
        if len(found) == 1:
            moved[i] = next(iter(found))
    for place, index in gathered.of.items():
        gathered.of[place] = moved.get(index, index)
    for i, index in moved.items():
        gathered.list[index].forms.update(gathered.list[i].forms)
        gathered.list[index].first = min(gathered.list[index].first, gathered.list[i].first)
        gathered.list[index].reason = f"“{' '.join(gathered.list[i].words)}” is the only one of the page"
        gathered.list[i].forms = {}


def _short(
    reading: Reading,
    i: int,
    k: int,
    gathered: Named,
    by_word: dict[str, set[int]],
    exact: dict[tuple[MentionType, str], int],
) -> None:
    """A surname alone: joined when one person of the page answers to it; by title when several do; else apart."""
    read = reading.sentences[i]
    name = read.names[k]
    word = read.s.words[name.first]
    candidates = sorted(by_word.get(word, ()))
    title = " ".join(read.s.lowers[name.title_first : name.first])
    if not candidates and not title and word in reading.gazetteer.given:
        candidates = sorted(by_word.get(f"{word} …", ()))  # "Isabel" is the only Isabel of the page.
        candidates = candidates if len(candidates) == 1 else []
    if len(candidates) == 1 and title and not _may_hold(reading, title, gathered.list[candidates[0]]):
        gathered_apart = f"another title than {' '.join(gathered.list[candidates[0]].words)}: left apart"
        candidates = []
    else:
        gathered_apart = ""
    if len(candidates) > 1:
        titled = [c for c in candidates if title and title in gathered.list[c].titles]
        candidates = titled if len(titled) == 1 else candidates
    if len(candidates) == 1:
        person = gathered.list[candidates[0]]
        person.forms[word] = person.forms.get(word, 0) + 1
        person.reason = person.reason or f"“{word}” alone is taken for the only {word} of the page"
        gathered.of[i, name.first] = candidates[0]
        return
    key: tuple[MentionType, str] = ("PER", word)
    if key not in exact:
        exact[key] = len(gathered.list)
        reason = gathered_apart
        if candidates:
            names = " or ".join(" ".join(gathered.list[c].words) for c in candidates[:3])
            reason = f"could be {names}: left apart"
        gathered.list.append(
            Person((word,), "PER", {}, {word}, set(), name.rule, read.s.starts[name.first], [], reason)
        )
    person = gathered.list[exact[key]]
    person.forms[word] = person.forms.get(word, 0) + 1
    gathered.of[i, name.first] = exact[key]


def _may_hold(reading: Reading, title: str, person: Person) -> bool:
    """Whether "King X" can be the one X of the page: an honorific always, an office only when the page gives it."""
    words = set(title.split()) - reading.gazetteer.honorifics
    if not words:
        return True
    return any(words & set(known.split()) for known in person.titles)


def agent_type(person: Person, gazetteer: Gazetteer) -> AgentType:
    if person.type == "PER":
        return "Person"
    if person.type == "LOC":
        return "Place"
    return "PublicBody" if any(w in gazetteer.public for w in person.words) else "Organization"


def records(named: Named, reading: Reading) -> tuple[list[Agent], dict[int, str]]:
    """Agents in the order they first stand on the page, and the id of each index of `named.list`."""
    order = sorted((p.first, i) for i, p in enumerate(named.list) if p.forms)
    ids = {index: f"a{n}" for n, (_, index) in enumerate(order, start=1)}
    marks = reading.grammar.function.possessive
    made = []
    for _, index in order:
        p = named.list[index]
        name = " ".join(p.words)
        made.append(
            Agent(
                id=ids[index],
                name=_spelt(name, marks),
                names=tuple(_spelt(f, marks) for f in sorted(p.forms, key=lambda f: (-len(f), f))),
                type=agent_type(p, reading.gazetteer),
                roles=tuple(_once(p.roles)),
                rule=f"{reading.tagger}: {p.rule}",
                reason=p.reason or f"named on the page {sum(p.forms.values())} times",
            )
        )
    return made, ids


def _spelt(name: str, possessive: tuple[str, ...]) -> str:
    """Tokens put back as they are written: no blank before 's or a comma."""
    for mark in (*possessive, ","):
        name = name.replace(f" {mark}", mark)
    return name


def _once(roles: list[Role]) -> list[Role]:
    kept: list[Role] = []
    for role in roles:
        if not any(
            r.title.lower() == role.title.lower() and (r.organization == role.organization or not role.organization)
            for r in kept
        ):
            kept = [r for r in kept if not (r.title.lower() == role.title.lower() and not r.organization)]
            kept.append(role)
    return kept


def mentions(named: Named, reading: Reading, ids: dict[int, str]) -> list[Mention]:
    found = []
    for i, read in enumerate(reading.sentences):
        for name in read.names:
            index = named.of.get((i, name.first))
            if index is not None and index in ids:
                span = read.s.stretch(name.first, name.last)
                found.append(Mention(span.start, span.end, name.type, ids[index]))
    return found
