"""Cast: which agent a noun phrase or pronoun of a page stands for."""

from __future__ import annotations

import msgspec

from chronofile.find.agents import mentions, named_agents, records
from chronofile.find.bearers import Named
from chronofile.find.clause import Clause
from chronofile.find.described import Descriptions, described_agents, described_records
from chronofile.find.event_words import EventWords, event_words
from chronofile.find.people import People, people
from chronofile.find.reading import Read, Reading
from chronofile.find.roles import add_roles
from chronofile.find.speech_words import speech_words
from chronofile.model import Agent, Mention

Key = tuple[str, int]
"""("named", index) or ("described", index): an agent before it has its id."""


class Cast(msgspec.Struct):
    """`topics` gives for each sentence whom its main clause is about, for pronouns of the next: the subject, then those
    it does something to; None where the subject is several joined ones, whom no single agent stands for.
    """

    reading: Reading
    people: People
    named: Named
    described: Descriptions
    used: dict[Key, None]
    mentioned: dict[tuple[int, int], Key]
    topics: list[list[Key] | None]

    def of_chunk(self, i: int, c: int) -> Key | None:
        """The agent that chunk `c` of sentence `i` names, describes or points to; None when it is none."""
        read = self.reading.sentences[i]
        chunk = read.chunks[c]
        if chunk.pronoun:
            return self._pronoun(i, c)
        for name in read.names:
            if name.title_first <= chunk.head < name.last:  # "Secretary" of "Secretary of Justice Ana Ruiz" is she
                index = self.named.of.get((i, name.first))
                return ("named", index) if index is not None else None
        index = self.described.of.get((i, c))
        if index is None:
            return None
        return self._named_beside(i, c) or ("described", index)

    def _named_beside(self, i: int, c: int) -> Key | None:
        """ "One senator, Ana Ruiz, said": the name between commas behind a description of one person."""
        read = self.reading.sentences[i]
        ch = read.chunks
        if self.described.list[self.described.of[i, c]].plural or c + 2 >= len(ch) or ch[c + 1].kind != ",":
            return None
        if c + 3 < len(ch) and ch[c + 3].kind != ",":
            return None
        for name in read.names:
            if name.type == "PER" and ch[c + 2].kind == "NP" and name.first <= ch[c + 2].head < name.last:
                index = self.named.of.get((i, name.first))
                return ("named", index) if index is not None else None
        return None

    def is_public(self, key: Key) -> bool:
        """A body of the state that nobody names: "the police" too, of whom many are spoken."""
        if key[0] != "described":
            return False
        one = self.described.list[key[1]]
        return one.type == "PublicBody" or one.head in self.people.public

    def is_person(self, key: Key) -> bool:
        """One person or several, named or not."""
        if key[0] == "named":
            return self.named.list[key[1]].type == "PER"
        return self.described.list[key[1]].type in ("Person", "Group")

    def use(self, key: Key, i: int, c: int) -> Key:
        """Note that a finding needs this agent at this place."""
        self.used.setdefault(key)
        self.mentioned.setdefault((i, c), key)
        return key

    def name(self, key: Key) -> str:
        kind, index = key
        return " ".join(self.named.list[index].words) if kind == "named" else self.described.list[index].name

    def is_place(self, key: Key) -> bool:
        return key[0] == "named" and self.named.list[key[1]].type == "LOC"

    def is_named(self, key: Key) -> bool:
        return key[0] == "named"

    def _pronoun(self, i: int, c: int) -> Key | None:
        """He, she: the one person last spoken of; they: the group; it: the body. In doubt nobody.

        What somebody says may be about themselves or about another: there two people in reach leave it open.
        """
        read = self.reading.sentences[i]
        word = read.s.lowers[read.chunks[c].first]
        near = self._topics_before(i, c, word)
        around = list(dict.fromkeys(self._people_near(i, c, word)))
        if not near:
            return around[0] if len(around) == 1 else None
        clause = next((x for x in read.clauses if c in x.subject and not x.shared), None)
        if clause is None:
            return self._other_than_subject(i, c, near, word)
        if clause.kind == "complement" and any(k != near[0] for k in [*near, *around]):
            return near[0] if self._own_plan(i, c, near[0]) else None
        return near[0] if clause.kind == "complement" or not self._another_before(i, c, word, near) else None

    def _another_before(self, i: int, c: int, word: str, near: list[Key]) -> bool:
        """ "The charge against Vance is that she …": somebody else whom the sentence has named before the pronoun."""
        read = self.reading.sentences[i]
        inside = (self.of_chunk(i, n) for n, x in enumerate(read.chunks[:c]) if x.kind == "NP" and not x.pronoun)
        return any(key is not None and key != near[0] and self._fits(key, word) for key in inside)

    def _own_plan(self, i: int, c: int, speaker: Key) -> bool:
        """ "Ana Ruiz said she would appeal": what somebody says that "she" means to do is their own, unless they speak
        for another.
        """
        read, words = self.reading.sentences[i], event_words(self.reading.language)
        told = next((x for x in reversed(read.clauses) if x.at < c), None)
        if words is None or told is None or told.verb.lemma not in self.speaking:
            return False
        behind = all(x.kind == "S" for x in read.chunks[told.at + 1 : c])
        means = any(self._means(read, words, x) for x in read.clauses if c in x.subject)
        if not behind or not means or not told.subject or self.of_chunk(i, told.subject[0]) != speaker:
            return False
        return self.is_public(speaker) or (speaker[0] == "named" and not self._speaks_for(speaker[1]))

    def _means(self, read: Read, words: EventWords, clause: Clause) -> bool:
        """ "would appeal", "intends to appeal", "is to appeal"."""
        if clause.verb.modal in words.will | words.would or clause.verb.lemma in words.planned:
            return not clause.verb.passive
        behind = clause.at + 1
        is_to = clause.verb.lemma == read.s.function.helper_lemmas["B"] and behind < len(read.chunks)
        return is_to and read.chunks[behind].infinitive

    def _speaks_for(self, index: int) -> bool:
        """A lawyer, a spokeswoman: "he" may be whom they speak for."""
        person = self.named.list[index]
        told = {w for r in person.roles for w in r.title.lower().split()} | {
            w for t in person.titles for w in t.split()
        }
        return not told.isdisjoint(self.people.speaks_for)

    @property
    def speaking(self) -> frozenset[str]:
        return speech_words(self.reading.language).report

    def _other_than_subject(self, i: int, c: int, near: list[Key], word: str) -> Key | None:
        """ "The consul visited Hale and found him in good health": an object is nobody that does it, and the one named
        last in the same sentence before anybody of the sentences before.
        """
        read = self.reading.sentences[i]
        clause = next((x for x in read.clauses if c in x.objects or any(k == c for _, k in x.preps)), None)
        doers = {self.of_chunk(i, k) for k in clause.subject if k < c} if clause is not None else set()
        inside = {
            key: None
            for n, chunk in enumerate(read.chunks[:c])
            if chunk.kind == "NP" and not chunk.pronoun and (key := self.of_chunk(i, n)) is not None
            if self._fits(key, word) and key not in doers
        }
        if inside:
            return next(iter(inside)) if len(inside) == 1 else None
        return next((k for k in near if k not in doers), None)

    def _topics_before(self, i: int, c: int, word: str) -> list[Key]:
        """Subjects of this sentence before the pronoun, last first, then whom the two sentences before are about."""
        read = self.reading.sentences[i]
        found: list[Key] = []
        for clause in read.clauses:
            if clause.subject and clause.subject[0] < c and not clause.shared and clause.kind in ("main", "complement"):
                chunk = clause.subject[0]
                key = None if read.chunks[chunk].pronoun else self.of_chunk(i, chunk)
                if key is not None and self._fits(key, word):
                    found.insert(0, key)
        for k in (i - 1, i - 2):
            if k < 0 or self.reading.sentences[k].s.block not in (read.s.block, read.s.block - 1):
                continue
            topics = self.topics[k]
            if topics is None:
                if self._is_plural(word):
                    break
                continue
            fitting = [key for key in topics if self._fits(key, word)]
            if self._is_plural(word):
                fitting.sort(key=self._is_one)  # A group before a body: "police detained two men. They …".
            found += fitting
        return found

    def _is_one(self, key: Key) -> bool:
        return key[0] == "named" or not self.described.list[key[1]].plural

    def _is_plural(self, word: str) -> bool:
        return word in self.reading.grammar.function.many

    def _people_near(self, i: int, c: int, word: str) -> list[Key]:
        """Everybody the pronoun could stand for in this sentence before it and in the one before."""
        found: list[Key] = []
        for k in (i - 1, i):
            if k < 0:
                continue
            read = self.reading.sentences[k]
            for n, chunk in enumerate(read.chunks):
                if (k == i and n >= c) or chunk.kind != "NP" or chunk.pronoun:
                    continue
                key = self.of_chunk(k, n)
                found += [key] if key is not None and self._fits(key, word) else []
        return found

    def _fits(self, key: Key, word: str) -> bool:
        kind, index = key
        if kind == "named":
            person = self.named.list[index]
            if person.type == "PER":
                return word in self.reading.grammar.function.one_person
            return person.type == "ORG" and word in self.reading.grammar.function.thing
        d = self.described.list[index]
        if d.plural:
            return word in self.reading.grammar.function.many
        if d.type == "Person":
            return word in self.reading.grammar.function.one_person
        return word in self.reading.grammar.function.thing


def cast(reading: Reading) -> Cast:
    """Everybody on the page, joined; roles read off the words around their names."""
    who = people(reading.language)
    named = named_agents(reading)
    add_roles(reading, named, who)
    made = Cast(reading, who, named, described_agents(reading, who), {}, {}, [])
    for i, read in enumerate(reading.sentences):
        made.topics.append(_topic(made, i, read))
    return made


def _topic(made: Cast, i: int, read: Read) -> list[Key] | None:
    for clause in read.clauses:
        if clause.kind == "main" and clause.subject and clause.verb.finite:
            if len(clause.subject) > 1:
                return None
            keys = (made.of_chunk(i, c) for c in [clause.subject[0], *clause.objects[:1]])
            return [key for key in keys if key is not None]
    return []


class Roll(msgspec.Struct):
    """The finished list: `ids` from key to page-local id."""

    agents: list[Agent]
    mentions: list[Mention]
    ids: dict[Key, str]


def roll(made: Cast) -> Roll:
    """All named agents and those described ones that a finding needs, with their mentions in order."""
    agents, named_ids = records(made.named, made.reading)
    used = sorted({index for kind, index in made.used if kind == "described"})
    agents += described_records(made.described, used, len(agents) + 1)
    ids: dict[Key, str] = {("named", i): a for i, a in named_ids.items()}
    ids |= {("described", i): made.described.list[i].id for i in used}
    found = mentions(made.named, made.reading, named_ids)
    for (i, c), index in made.described.of.items():
        if ("described", index) in ids:
            read = made.reading.sentences[i]
            chunk = read.chunks[c]
            span = read.s.stretch(chunk.first, chunk.head + 1)
            d = made.described.list[index]
            found.append(Mention(span.start, span.end, d.mention_type, d.id))
    found.sort(key=lambda m: (m.start, m.end))
    return Roll(agents, found, ids)
