"""Agents of one page: names joined with their short forms, each join with its reason."""

from __future__ import annotations

from collections import defaultdict

from chronofile.find.bearers import Bearer, Named
from chronofile.find.bodies import join_bodies
from chronofile.find.gazetteer import Gazetteer
from chronofile.find.numbered import join_numbered
from chronofile.find.reading import Read, Reading
from chronofile.find.same_person import folded, generation, lone_keys, misspelt, one_person
from chronofile.model import Agent, AgentType, Mention, MentionType, Role


class _Index:
    """The names gathered so far: by their whole text, and for people by each word that may stand for them. `in_full`
    are start and block of each person's names of several words; `called` is whom the page called by a family name while
    it had named no other who has it.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.named = Named([], {})
        self.exact: dict[tuple[MentionType, str], int] = {}
        self.by_word: dict[str, set[int]] = defaultdict(set)
        self.by_given: dict[str, set[int]] = defaultdict(set)
        self.in_full: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.called: dict[str, int] = {}


def named_agents(reading: Reading) -> Named:
    """Join mentions of one name; two people who share a surname stay apart and their bare surname joins neither."""
    index = _Index(reading)
    places = [(i, k) for i, read in enumerate(reading.sentences) for k in range(len(read.names))]
    names = {(i, k): reading.sentences[i].names[k] for i, k in places}
    lone = [place for place in places if names[place].type == "PER" and names[place].last - names[place].first == 1]
    full = [place for place in places if place not in set(lone)]
    # Full names first, so that a short form that stands before its full one finds it.
    for i, k in sorted(full, key=lambda place: names[place].first - names[place].last):
        index.named.of[i, names[i, k].first] = _full(index, reading.sentences[i], k)
    join_bodies(index.named, reading)
    for i, k in lone:
        index.named.of[i, names[i, k].first] = _lone(index, i, k)
    join_numbered(index.named)
    return index.named


def _full(index: _Index, read: Read, k: int) -> int:
    """The bearer of a name of a place, of a body, or of a person's name of several words."""
    name, gazetteer = read.names[k], index.reading.gazetteer
    words = tuple(read.s.words[name.first : name.last])
    text = " ".join(words)
    key = _one_land(words, gazetteer) if name.type != "PER" else text
    kind: MentionType = "LOC" if text in gazetteer.place_of else name.type
    at = index.exact.get((kind, folded(key)))
    rivals: list[int] = []
    if at is None and name.type == "PER":
        rivals = _forms_of(index, words)
        at = rivals[0] if len(rivals) == 1 and _one_generation(index, words, rivals[0]) else None
    if at is None:
        at = index.named.add(Bearer(words, kind, name.rule, read.s.starts[name.first]))
        if rivals:
            index.named.leave_apart(at, rivals)
    bearer = index.named.list[at]
    if bearer.rule == "dateline" and name.rule != "dateline":
        bearer.words, bearer.rule = words, name.rule
    index.exact[kind, folded(key)] = at
    bearer.count(text, read.s.starts[name.first])
    if name.type == "PER":
        index.in_full[at].append((read.s.starts[name.first], read.s.block))
        if len(words) > len(bearer.words):
            bearer.words = words
        bearer.keys |= lone_keys(words, name.rule, gazetteer)
        for word in bearer.keys:
            index.by_word[word].add(at)
        index.by_given[folded(words[0])].add(at)
        if title := " ".join(read.s.lowers[name.title_first : name.first]):
            bearer.titles.add(title)
    return at


def _one_land(words: tuple[str, ...], gazetteer: Gazetteer) -> str:
    """A name with the land it starts with, or is, under that land's usual name: "U.S. Congress"."""
    if name := gazetteer.body_of.get(" ".join(words)):
        return name
    for end in range(min(len(words), 4), 0, -1):
        land = " ".join(words[:end])
        usual = gazetteer.place_of.get(land) or (gazetteer.country.get(land) if end < len(words) else None)
        if usual:
            return " ".join((usual, *words[end:]))
    return " ".join(words)


def _forms_of(index: _Index, words: tuple[str, ...]) -> list[int]:
    """People gathered whose name this may be a longer or shorter form of; a father and his son are both."""
    gazetteer = index.reading.gazetteer
    bare = words[:-1] if generation(words, gazetteer) else words
    near = {at for word in bare for at in index.by_word.get(folded(word), ())}
    near |= index.by_given.get(folded(bare[0]), set())
    forms, by_surnames = [], []
    for at in sorted(near):
        known = index.named.list[at].words
        stem = known[:-1] if generation(known, gazetteer) else known
        if one_person(bare, stem, gazetteer) or folded(" ".join(bare)) in index.named.list[at].keys:
            forms.append(at)
        elif len(bare) == 2 and len(stem) > 2 and stem[-2:] == bare:
            by_surnames.append(at)
    forms = forms or by_surnames
    same = [at for at in forms if _one_generation(index, words, at)]
    return same if same else forms


def _one_generation(index: _Index, words: tuple[str, ...], at: int) -> bool:
    gazetteer = index.reading.gazetteer
    return generation(words, gazetteer) == generation(index.named.list[at].words, gazetteer)


def _lone(index: _Index, i: int, k: int) -> int:
    """One word: joined when one person of the page answers to it; by title when several do; else apart."""
    read = index.reading.sentences[i]
    name, named = read.names[k], index.named
    word = read.s.words[name.first]
    title = " ".join(read.s.lowers[name.title_first : name.first])
    candidates, reason = _answering(index, word, title)
    if len(candidates) > 1:
        titled = [c for c in candidates if title and _offices(index.reading, title) & _held(index.reading, named, c)]
        if len(titled) != 1 and not _offices(index.reading, title):
            titled = _introduced(index, word, candidates, read.s.starts[name.first], read.s.block)
        if len(titled) == 1:
            candidates, reason = titled, f"“{word}” is the {word} whom the page calls so"
    apart = len(candidates) != 1 or not _may_hold(index.reading, title, named.list[candidates[0]])
    if not apart:
        bearer = named.list[candidates[0]]
        bearer.count(word, read.s.starts[name.first])
        bearer.reason = bearer.reason or reason
        return candidates[0]
    key: tuple[MentionType, str] = ("PER", folded(word))
    if key not in index.exact:
        index.exact[key] = named.add(Bearer((word,), "PER", name.rule, read.s.starts[name.first]))
        if len(candidates) == 1:
            named.leave_apart(index.exact[key], candidates, "another title than {}: left apart")
        elif candidates:
            named.leave_apart(index.exact[key], candidates)
    named.list[index.exact[key]].count(word, read.s.starts[name.first])
    return index.exact[key]


def _answering(index: _Index, word: str, title: str) -> tuple[list[int], str]:
    """Who answers to a word: by family name, then by given name, then by a family name that is misspelt here."""
    key = folded(word)
    if found := sorted(index.by_word.get(key, ())):
        return found, f"“{word}” alone is taken for the only {word} of the page"
    if not title and word in index.reading.gazetteer.given:
        found = sorted(index.by_given.get(key, ()))  # "Isabel" is the only Isabel of the page.
        return found if len(found) == 1 else [], f"“{word}” alone is taken for the only {word} of the page"
    slips = {known for known in index.by_word if misspelt(key, known)}
    found = sorted({at for known in slips for at in index.by_word[known]})
    return found if len(found) == 1 else [], f"“{word}” is taken for a slip of the pen"


def _introduced(index: _Index, word: str, candidates: list[int], start: int, block: int) -> list[int]:
    """The one whom the page has named in full before, where the others only follow; all of them where it is open.

    Whom it has called by the family name while it knew no other keeps it, but not in a paragraph that names the other
    in full, nor in the next.
    """
    found = [at for at in candidates if any(place < start for place, _ in index.in_full.get(at, ()))]
    if len(found) == 1:
        return [index.called.setdefault(folded(word), found[0])]
    known = index.called.get(folded(word), -1)
    near = [
        at
        for at in candidates
        if at != known and any(place < start and block - b <= 1 for place, b in index.in_full.get(at, ()))
    ]
    return [known] if known >= 0 and not near else candidates


def _offices(reading: Reading, title: str) -> frozenset[str | int]:
    """The words of a title that tell an office, and the kinds of office they tell."""
    told = {w.rstrip(".") for w in title.split()} - {w.rstrip(".") for w in reading.gazetteer.honorifics}
    kinds = {kind for w in told for kind in reading.gazetteer.office_of.get(w, ())}
    return frozenset(told) | frozenset(kinds)


def _held(reading: Reading, named: Named, at: int) -> frozenset[str | int]:
    return frozenset().union(*(_offices(reading, title) for title in named.list[at].titles))


def _may_hold(reading: Reading, title: str, bearer: Bearer) -> bool:
    """Whether "Minister X" can be the one X of the page: where the page calls him nothing else, or the like.

    A title that stands before given names ("King X") must be the very one.
    """
    offices = _offices(reading, title)
    if not offices:
        return True
    known = frozenset().union(*(_offices(reading, known) for known in bearer.titles))
    return bool(offices & known) if known or offices & reading.gazetteer.regnal else True


def agent_type(person: Bearer, gazetteer: Gazetteer) -> AgentType:
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
                may_be=tuple(ids[at] for at in p.may_be if at in ids),
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
