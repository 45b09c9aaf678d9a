"""Described and collective agents: "a local lawyer", "two North Korean soldiers", "the second soldier", "police"."""

from __future__ import annotations

import msgspec

from chronofile.find.people import People
from chronofile.find.reading import Read, Reading
from chronofile.model import Agent, AgentType, MentionType


class Described(msgspec.Struct):
    """`head` is the noun, singular; `marks` the lower-case words before it that tell it from others; `part_of` is the
    index of the group that it is one of; `may_be` of one that it may be and was not joined with.
    """

    head: str
    plural: bool
    marks: frozenset[str]
    ordinal: str
    size: int | None
    name: str
    names: dict[str, int]
    type: AgentType
    sentence: int
    part_of: int = -1
    may_be: int = -1
    id: str = ""

    @property
    def mention_type(self) -> MentionType:
        return "PER" if self.type in ("Person", "Group") else "ORG"


class Descriptions(msgspec.Struct):
    """`of` gives for (sentence, chunk index) the index in `list`."""

    list: list[Described]
    of: dict[tuple[int, int], int]


_REACH = 40
"""Descriptions looked back over when a definite one is joined: what lies further back is another agent."""


def described_agents(reading: Reading, people: People) -> Descriptions:
    """All unnamed agents of a page, definite mentions joined with the last one they fit."""
    found = Descriptions([], {})
    by_head: dict[tuple[str, bool], list[int]] = {}
    for i, read in enumerate(reading.sentences):
        for c, chunk in enumerate(read.chunks):
            if chunk.kind != "NP" or chunk.pronoun:
                continue
            made = _describe(reading, read, i, c, people)
            if made is None:
                continue
            description, determiner = made
            definite = determiner in read.s.function.definite or (not determiner and description.plural)
            known = by_head.setdefault((description.head, description.plural), [])
            index = _earlier(found, known[-_REACH:], description, definite, bool(determiner), people)
            if index is None:
                index = len(found.list)
                found.list.append(description)
                known.append(index)
            joined = found.list[index]
            joined.names[description.name] = joined.names.get(description.name, 0) + 1
            joined.size = joined.size if joined.size is not None else description.size
            joined.marks |= description.marks
            found.of[i, c] = index
    _relate(found)
    return found


def _relate(found: Descriptions) -> None:
    """Whom of a group one is ("two soldiers … the second soldier"), and which groups of one size may be the same."""
    for at, one in enumerate(found.list):
        if not one.plural and one.ordinal and one.type == "Person":
            groups = [k for k, d in enumerate(found.list[:at]) if d.head == one.head and (d.size or 0) > 1]
            one.part_of = groups[-1] if len(groups) == 1 else -1
        elif one.plural and one.type == "Group" and (one.size or 0) > 1 and one.marks:
            alike = (
                k
                for k, d in enumerate(found.list[:at])
                if d.size == one.size and d.marks == one.marks and d.head != one.head
            )
            one.may_be = next(alike, -1)


def _describe(reading: Reading, read: Read, i: int, c: int, people: People) -> tuple[Described, str] | None:
    """What the noun phrase describes, with its article or the like."""
    s, chunk = read.s, read.chunks[c]
    head = s.lowers[chunk.head]
    if s.tags[chunk.head] not in ("N", "NV", "VN", "NP") or any(n.first <= chunk.head < n.last for n in read.names):
        return None
    singular = reading.grammar.singular.get(head, head)
    compound = chunk.head > chunk.first and f"{s.lowers[chunk.head - 1]} {head}" in people.compound
    plural = (not compound and head in people.plural) or (singular != head and singular in people.person | people.body)
    if not plural and not compound and head not in people.person and head not in people.body:
        return None
    if s.lowers[chunk.first] in people.nobody or (s.lowers[chunk.first] in people.both and _joined(read, c)):
        return None
    first, size, ordinal, determiner, marks = chunk.first, None, "", "", set()
    for at in range(chunk.first, chunk.head):
        lower, tag = s.lowers[at], s.tags[at]
        if tag == "X":
            number = reading.grammar.numbers.get(lower)
            if number is None and lower.replace(",", "").isdigit():
                number = float(lower.replace(",", ""))
            size = int(number) if number is not None and number < 1e9 else size
            determiner = determiner or lower
        elif lower in people.ordinals:
            ordinal = lower
        elif tag == "D":
            determiner = determiner or lower
        elif not (tag == "J" and (form := s.forms[at]) is not None and "participle" in form.form):
            marks.add(lower)
    if head in people.vague and not marks and size is None:
        return None
    size = size if plural else None
    if not plural:
        ordinal = ordinal or s.function.ordinal_of.get(determiner, "")
    name = read.text(reading.page, first, chunk.head + 1)
    if first == 0 and s.tags[first] not in ("NP",) and not s.words[first].isupper():
        name = name[:1].lower() + name[1:]
    article, _, rest = name.partition(" ")
    if rest and article.lower() in s.function.articles:
        name = rest
    kind: AgentType = "Person"
    if compound:
        kind = "PublicBody"
    elif head in people.public or singular in people.public:
        kind = "Group" if plural and head in people.group else "PublicBody"
    elif singular in people.body and singular not in people.person:
        kind = "Organization"
    elif plural:
        kind = "Group"
    return Described(singular, plural, frozenset(marks), ordinal, size, name, {}, kind, i), determiner


def _joined(read: Read, c: int) -> bool:
    """ "Both prisoners of war and citizens" are one thing and another, not two prisoners."""
    for chunk in read.chunks[c + 1 :]:
        if chunk.kind in ("VG", ",", ":", "S", "W"):
            return False
        if chunk.kind == "C":
            return True
    return False


def _earlier(
    found: Descriptions, known: list[int], new: Described, definite: bool, article: bool, people: People
) -> int | None:
    """The last agent of this page that the description may refer to. Without an article only the very same words do."""
    for index in reversed(known):
        old = found.list[index]
        if old.ordinal != new.ordinal:
            continue
        if old.size is not None and new.size is not None and old.size != new.size:
            continue
        same = old.marks == new.marks
        if new.size is not None and old.size is None and not same:
            continue  # "the five men" are not the "armed men" spoken of before.
        if new.size is not None and old.size == new.size and (new.marks <= old.marks or old.marks <= new.marks):
            return index
        if same and (definite or new.plural):
            return index
        if definite and new.marks < old.marks and not (new.plural and not new.size and new.head in people.loose):
            return index
        if definite and article and old.marks < new.marks and new.sentence - old.sentence <= 3 and old.marks:
            return index
        if new.ordinal and same:
            return index
    return None


def described_records(found: Descriptions, used: list[int], start: int) -> list[Agent]:
    """Agents for the indexes in `used`, numbered from `start` on."""
    made = []
    ids = {index: f"a{n}" for n, index in enumerate(used, start=start)}
    for index in used:
        d = found.list[index]
        d.id = ids[index]
        made.append(
            Agent(
                id=d.id,
                name=d.name,
                names=tuple(sorted(d.names, key=lambda name: (-len(name), name))),
                type=d.type,
                identification="collective" if d.plural else "described",
                size=d.size,
                rule="rules: described" if not d.plural else "rules: collective",
                part_of=ids.get(d.part_of, ""),
                may_be=(ids[d.may_be],) if d.may_be in ids else (),
                reason=_reason(found, d),
            )
        )
    return made


def _reason(found: Descriptions, d: Described) -> str:
    reason = f"no name: described as “{d.name}”"
    if d.part_of >= 0:
        return f"{reason}, one of “{found.list[d.part_of].name}”"
    return f"{reason}; may be “{found.list[d.may_be].name}”, who are as many" if d.may_be >= 0 else reason
