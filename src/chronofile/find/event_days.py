"""Event days: the day a page gives to an event, from its clause, its sentence, its other mentions or the story's day.

`event_times.own_time` finds the date that stands in the event's own clause. This goes on from there as a reader does:
the launch told with its day in one sentence is the same launch in the headline; what a story tells in the past tense
without a day happened on the day the story is about; what it states as present holds on the day of publication. Each
answer says how it was come by, so that those who use it can decide how far to follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from chronofile.find.clause import Clause
from chronofile.find.reading import Read, Reading
from chronofile.find.tokens import Sentence
from chronofile.model import DateValue, Time

How = Literal["clause", "governor", "sentence", "same event", "story", "publication"]
STEM = 5
"""Letters of a word's base form by which two mentions are the same event's: "resigned", "resignation"."""
SHORTEST = 3
RECENT = 31
"""Days before publication within which the day told at the head of a story can be the day it is about."""
LEAD = 4
"""Sentences, the headline included, in which a story says what it is about."""
NEWS = ("headline", "standfirst", "paragraph")


class EventDay(msgspec.Struct, frozen=True):
    """A day and how it was found. `time` is None when publication stands in."""

    date: DateValue
    how: How
    reason: str
    time: Time | None = None


SAME_EVENT = "find.same_event"
"""Rule of a day that does not stand in the event's own sentence."""


def inferred(date: DateValue, rule: str, reason: str) -> DateValue:
    """A day that the page gives to something else on the same occasion."""
    return msgspec.structs.replace(date, basis="inferred", rule=rule, reason=reason, alternatives=())


class EventDays:
    """What a page says of days, read once: the days of its clauses, by event word, and the day the story is about."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.published = reading.article.published
        self.told: dict[str, list[tuple[int, Time]]] = {}
        self.story: Time | None = None
        for i, read in enumerate(reading.sentences):
            for clause in read.clauses:
                time = self._of_clause(read, clause, read.chunks[clause.at].first)
                if time is not None:
                    for stem in self._stems(read, clause):
                        self.told.setdefault(stem, []).append((i, time))
        self.story = self._story_day()

    def of(self, i: int, token: int) -> EventDay | None:
        """The day of the event whose word is `token` of sentence `i`; None when not even publication is known, or when
        the event is to come and the page says no day.
        """
        read = self.reading.sentences[i]
        at = clause_of(read, token)
        for how, time in self._in_sentence(read, at, token):
            if time is not None and time.date is not None:
                return EventDay(time.date, how, f"'{time.text}' stands in its {how}", time)
        told = at is None or self._told(i, read, at)
        same = self._same_event(i, stem_of(read.s, token), told) or self._occasion(i, read, at, token, told)
        if same is not None and same.date is not None:
            return EventDay(same.date, "same event", f"the page dates it elsewhere: '{same.text}'", same)
        story = self.story
        if story is not None and story.date is not None and told:
            return EventDay(story.date, "story", f"told as past in a story of '{story.text}'", story)
        if self.published is None:
            return None
        return EventDay(self.published, "publication", "the page gives no day; news is told as it happens")

    def elsewhere(self, i: int, token: int) -> EventDay | None:
        """The inferred day of an event that is told as past in a main clause and has none of its own, from another
        mention of it. Never the day of the story, which is what a reader of one line takes for said: of the twelve it
        gave on the annotated articles none was the event's own, and some were weeks off. Never publication.
        """
        read = self.reading.sentences[i]
        at = clause_of(read, token)
        if at is None or read.clauses[at].kind != "main" or not self._told(i, read, at):
            return None
        found = self.of(i, token)
        if found is None or found.how != "same event":
            return None
        return msgspec.structs.replace(found, date=inferred(found.date, SAME_EVENT, found.reason))

    def _in_sentence(self, read: Read, at: int | None, token: int) -> Iterator[tuple[How, Time | None]]:
        if at is None:
            return
        clause = read.clauses[at]
        yield "clause", self._of_clause(read, clause, token)
        yield "clause", self._coarse(read, clause)
        for other in self._beside(read, at):
            yield "sentence", self._of_clause(read, other, token)
        seen = 0
        while clause.verb.finite is not True and clause.governor >= 0 and seen < 3:
            clause, seen = read.clauses[clause.governor], seen + 1
            yield "governor", self._of_clause(read, clause, token)

    def _coarse(self, read: Read, clause: Clause) -> Time | None:
        """A month or year of its own keeps an event from any other day."""
        for k in clause.times:
            time = self.reading.article.times[read.chunks[k].time]
            if k and read.chunks[k - 1].kind == "I" and is_period(time):  # not the "2010" of a name
                return time
        return None

    def _beside(self, read: Read, at: int) -> Iterator[Clause]:
        """Clauses that tell of the same moment: "will wear it when it arrives on Friday"."""
        words = read.s.function.same_time
        for index, other in enumerate(read.clauses):
            if other.kind == "adverbial" and (other.governor == at or (other.governor < 0 and at == index + 1)):
                first = read.chunks[other.subject[0] if other.subject else other.at].first
                if first and read.s.lowers[first - 1] in words:
                    yield other

    def _told(self, i: int, read: Read, at: int) -> bool:
        """Whether a clause tells of what happened on the story's day: in the past, in a headline's present, as just
        done at the head of the story, or beside a clause that does.
        """
        clause = read.clauses[at]
        seen = 0
        while clause.kind in ("ing", "participle") and seen < 3:
            above = clause.governor if clause.governor >= 0 else at + 1
            if above >= len(read.clauses):
                break
            clause, seen = read.clauses[above], seen + 1
        if read.s.role == "headline":
            return not clause.verb.infinitive and not clause.verb.modal
        if clause.verb.perfect and not clause.verb.past and not clause.verb.modal:
            return i < LEAD and clause.kind == "main"
        return _tells(read, clause)

    def _occasion(self, i: int, read: Read, at: int | None, token: int, told: bool) -> Time | None:
        """ "a glitch on its maiden flight": the day of the occasion that stands right behind the event's word."""
        chunk = next((k for k, c in enumerate(read.chunks) if c.first <= token < c.last), None)
        if at is None or chunk is None or chunk + 2 >= len(read.chunks) or read.chunks[chunk].kind != "NP":
            return None
        link, occasion = read.chunks[chunk + 1], read.chunks[chunk + 2]
        if link.kind != "I" or occasion.kind != "NP":
            return None
        return self._same_event(i, stem_of(read.s, occasion.head), told)

    def _of_clause(self, read: Read, clause: Clause, token: int) -> Time | None:
        """The day in a clause, the nearest of several."""
        times = [(read.chunks[k].first, self.reading.article.times[read.chunks[k].time]) for k in clause.times]
        days = [(abs(first - token), first, t) for first, t in times if is_moment(t)]
        return min(days, key=lambda d: d[:2])[2] if days else None

    def _stems(self, read: Read, clause: Clause) -> Iterator[str]:
        """Of the verb and of the nouns it happens to or by."""
        yield stem_of(read.s, read.chunks[clause.at].head)
        for chunk in (*clause.objects, *(clause.subject if clause.verb.passive else ())):
            yield stem_of(read.s, read.chunks[chunk].head)

    def _same_event(self, i: int, stem: str, told: bool) -> Time | None:
        """The day told of an event of the same word, the nearest; nothing when the page tells of several. What is told
        as past has no day to come.
        """
        found = self.told.get(stem, []) if len(stem) >= SHORTEST else []
        found = [f for f in found if not told or not self._to_come(f[1])]
        if len({t.value[:10] for _, t in found}) != 1:
            return None
        return min(found, key=lambda f: (abs(f[0] - i), f[0]))[1]

    def _story_day(self) -> Time | None:
        """The day of the first main clause at the head of the story that tells of a day just gone."""
        lead = [r for r in self.reading.sentences if r.s.role in NEWS][:LEAD]
        for read in lead:
            for clause in read.clauses:
                if clause.kind != "main" or clause.verb.modal or not (clause.verb.past or clause.verb.perfect):
                    continue
                time = self._of_clause(read, clause, read.chunks[clause.at].first)
                if time is not None and self._recent(time):
                    return time
        return None

    def _to_come(self, time: Time) -> bool:
        day = time.date.first_day if time.date else None
        last = self.published.last_day if self.published else None
        return day is not None and last is not None and day > last

    def _recent(self, time: Time) -> bool:
        day = time.date.last_day if time.date else None
        last = self.published.last_day if self.published else None
        return day is not None and last is not None and 0 <= (last - day).days <= RECENT


def is_moment(time: Time) -> bool:
    """A day on which something can have happened: no month, no term ("by Friday"), no stretch ("since Friday")."""
    date = time.date
    return (
        date is not None and date.is_day and time.type in ("DATE", "TIME") and date.qualifier not in ("before", "after")
    )


def is_period(time: Time) -> bool:
    """A month, season or year in which something happened."""
    date = time.date
    if date is None or date.is_day or time.type != "DATE" or date.qualifier in ("before", "after"):
        return False
    return date.precision in ("month", "season", "year") and date.extent == "within"


def _tells(read: Read, clause: Clause) -> bool:
    """Told as past: not as present, going on, lasting until now or to come."""
    verb = clause.verb
    return verb.past and not verb.modal and not verb.perfect


def clause_of(read: Read, token: int) -> int | None:
    """Index of the clause a word stands in: as its verb, in one of its phrases, or between its ends."""
    for index, clause in enumerate(read.clauses):
        if _holds(read, clause.at, token):
            return index
    for index, clause in enumerate(read.clauses):
        if any(_holds(read, k, token) for k in _phrases(clause)):
            return index
    inside = [i for i, c in enumerate(read.clauses) if read.chunks[c.start].first <= token]
    return inside[-1] if inside else 0 if read.clauses else None


def _phrases(clause: Clause) -> Iterable[int]:
    return (*clause.subject, *clause.objects, *(k for _, k in clause.preps))


def _holds(read: Read, chunk: int, token: int) -> bool:
    return read.chunks[chunk].first <= token < read.chunks[chunk].last


def stem_of(s: Sentence, token: int) -> str:
    form = s.forms[token]
    return (form.lemma if form is not None else s.lowers[token])[:STEM]
