"""Said content: which words of a sentence are what somebody says, told without quotation marks."""

from __future__ import annotations

from chronofile.find.clause import Clause
from chronofile.find.lexicon import Grammar
from chronofile.find.reading import Read
from chronofile.find.said_end import opens_clause, thing_span, until_end
from chronofile.find.speech_words import SpeechWords
from chronofile.model import Span

LEAST_TOLD = 4
"""Words from which what follows a verb of saying is taken for what is said, when no clause is seen in it."""


def content_of(speech: SpeechWords, read: Read, clause: Clause) -> tuple[list[Span] | None, str]:
    ch, s = read.chunks, read.s
    k = clause.at + 1
    first = min([clause.at, *clause.subject])
    if k < len(ch) and ch[k].kind == "," and first and ch[first - 1].kind == ",":
        around = _before_cue(speech, read, clause)  # "Strikes, she said, are lawful."
        if around:
            return around, "closing"
    while k < len(ch) and (ch[k].kind in ("R", "PAR", "TM") or _aside(speech, read, clause, k)):
        k += 2 if ch[k].kind == "I" else 1
    if (
        k < len(ch)
        and ch[k].kind == ","
        and k + 1 < len(ch)
        and (ch[k + 1].kind in ("I", "TM", "VG") or s.lowers[ch[k + 1].first] in speech.as_said)
    ):
        j = k + 1
        while j < len(ch) and ch[j].kind != ",":
            j += 1
        if j + 1 < len(ch) and ch[j + 1].kind == "S":
            k = j + 1
    if k < len(ch) and ch[k].kind == "S" and s.lowers[ch[k].first] in s.function.opens_content:
        if s.lowers[ch[k].first] not in s.function.that and clause.verb.lemma in speech.thinking:
            return None, ""
        return [until_end(speech, read, ch[k].first + 1, clause)], "complement"
    if k < len(ch) and ch[k].kind == "NP" and opens_clause(read, k):
        return [until_end(speech, read, _with_not(read, k), clause)], "clause"
    if k < len(ch) and ch[k].kind in ("C", "S") and k + 1 < len(ch) and clause.verb.lemma not in speech.clause_only:
        inner = k + 1
        if ch[inner].kind == "NP" and s.lowers[ch[k].first] in s.function.circumstance:
            return [until_end(speech, read, _with_not(read, k), clause)], "clause"
    if (
        k + 1 < len(ch)
        and k > clause.at + 1
        and ch[k].kind == ","
        and ch[k + 1].kind == "NP"
        and opens_clause(read, k + 1)
    ):
        return [until_end(speech, read, ch[k + 1].first, clause)], "clause"
    trailing = _before_cue(speech, read, clause)
    if trailing:
        return trailing, "closing"
    if k < len(ch) and ch[k].infinitive and clause.verb.lemma in speech.infinitive:
        return [until_end(speech, read, _with_not(read, k), clause)], "infinitive"
    if clause.objects and clause.verb.lemma in speech.infinitive:
        after = clause.objects[0] + 1
        if after < len(ch) and ch[after].infinitive:
            return [until_end(speech, read, _with_not(read, after), clause)], "infinitive"
    if clause.verb.lemma in speech.only_said and k < len(ch) and ch[k].kind in ("NP", "I", "VG", "W") and (
        ch[-1].last - ch[k].first >= LEAST_TOLD
    ):  # fmt: skip
        return [until_end(speech, read, _with_not(read, k), clause)], "told"
    embedded = _set_in(read, clause, k)
    if embedded:
        return embedded, "set_in"
    if clause.objects and clause.verb.lemma in speech.takes_object and clause.objects[0] == k:
        return [thing_span(read, until_end(speech, read, ch[k].first, clause), k)], "object"
    return None, ""


def _with_not(read: Read, k: int) -> int:
    """First token of chunk `k` with the "not" before it: "vowed not to return" is no vow to return."""
    first = read.chunks[k].first
    while first and read.s.tags[first - 1] == "G":
        first -= 1
    return first


def _aside(speech: SpeechWords, read: Read, clause: Clause, k: int) -> bool:
    """What may stand between the verb of saying and what is said: "told reporters", "in a statement", "on Monday"."""
    ch = read.chunks
    if ch[k].kind == "I" and k + 1 < len(ch) and ch[k + 1].kind in ("TM", "NP"):
        behind = ch[k + 2] if k + 2 < len(ch) else None
        return behind is None or not behind.finite
    if ch[k].kind != "NP":
        return False
    if ch[k - 1].kind == "TM" and k + 1 < len(ch) and not ch[k + 1].finite:
        return True
    addressed = clause.verb.lemma in speech.addressed
    return addressed and (k == clause.at + 1 or ch[k - 1].kind == "NP") and not opens_clause(read, k)


def _before_cue(speech: SpeechWords, read: Read, clause: Clause) -> list[Span] | None:
    """ "X did Y, police said.": the cue closes the sentence or stands between commas."""
    ch, s = read.chunks, read.s
    first = min([clause.at, *clause.subject])
    if first == 0 or not clause.subject:
        return None
    mark = ch[first - 1]
    if mark.kind != ",":
        return None
    before = any(c.verb.finite and c.at < first - 1 for c in read.clauses)
    inverted = clause.subject[0] > clause.at
    tail = max(clause.at, clause.subject[-1]) if inverted else clause.at
    end = tail + 1
    while end < len(ch) and (ch[end].kind in ("TM", "R", "I", "NP", "PAR") and ch[end].kind != ","):
        end += 1
    if end < len(ch) and ch[end].kind != ",":
        return None
    goes_on = end + 1 < len(ch) and any(c.verb.finite and c.at > end for c in read.clauses)
    told = clause.verb.lemma in speech.only_said and mark.first >= LEAST_TOLD // 2
    if clause.kind == "relative" or not (before or goes_on or told):
        return None
    if not before and clause.verb.lemma in speech.not_around:
        return None
    spans = [Span(s.starts[0], s.ends[mark.first - 1])]
    if end + 1 < len(ch) and ch[end].kind == ",":
        half = before and ch[0].kind == "S" and not any(c.kind == "main" and c.at < first - 1 for c in read.clauses)
        if before and not half and ch[end + 1].kind in ("VG", "W", "C", "NP"):
            return spans
        last = len(s) - 1 if s.tags[-1] == "." else len(s)
        spans.append(s.stretch(ch[end + 1].first, last))
    return spans


def _set_in(read: Read, clause: Clause, k: int) -> list[Span] | None:
    """ "called the vote “a farce for all of us”": from behind the verb to the end of the words set in marks."""
    s, ch = read.s, read.chunks
    if k >= len(ch) or k >= clause.end + 1:
        return None
    marks = [t for t in range(ch[clause.at].last, len(s)) if s.tags[t] == "Q" and s.words[t] not in ("'", "’", "‘")]
    if len(marks) < 2:
        return None
    stop = ch[clause.end].first if clause.end < len(ch) else len(s)
    if marks[0] > stop:
        return None
    first = ch[clause.at].last
    return [s.stretch(first, marks[1] + 1)] if marks[1] > first else None


def turned_content(speech: SpeechWords, read: Read, clause: Clause) -> list[Span] | None:
    """ "X did Y, said Z, …": verb before speaker behind a comma; what stands before is what is said."""
    ch, s = read.chunks, read.s
    k = clause.at
    if clause.verb.lemma not in speech.zero_that or k < 2 or ch[k - 1].kind != "," or k + 1 >= len(ch):
        return None
    if ch[k + 1].kind != "NP" or not clause.objects or clause.objects[0] != k + 1:
        return None
    if k + 2 < len(ch) and (ch[k + 2].kind in ("S", "QUOTE") or ch[k + 2].finite):
        return None
    if not any(c.verb.finite and c.at < k - 1 for c in read.clauses) or any(c.kind == "QUOTE" for c in ch[:k]):
        return None
    return [Span(s.starts[0], s.ends[ch[k - 1].first - 1])]


def noun_content(speech: SpeechWords, grammar: Grammar, read: Read, at: int) -> list[Span] | None:
    """ "his claim that X did Y": what a noun of saying, in chunk `at`, is said to say; None where it says nothing."""
    ch, s = read.chunks, read.s
    if ch[at].kind != "NP" or at + 2 >= len(ch) or ch[at + 1].kind != "S" or not opens_clause(read, at + 2):
        return None
    lower = s.lowers[ch[at].head]
    if s.lowers[ch[at + 1].first] not in s.function.that or grammar.singular.get(lower, lower) not in speech.said_nouns:
        return None
    last = len(s)
    while last > ch[at + 2].first + 1 and s.tags[last - 1] in (".", ",", ":"):
        last -= 1
    for c in ch[at + 3 :]:
        if c.kind == "," or c.kind == ":":
            last = min(last, c.first)
            break
    return [s.stretch(ch[at + 2].first, max(last, ch[at + 2].last))]


def stance_content(speech: SpeechWords, read: Read, clause: Clause) -> Span | None:
    """ "criticised the ruling that freed him": what stands behind the verb and its preposition."""
    ch, lowers = read.chunks, read.s.lowers
    first = clause.at + 1
    while first < len(ch) and (
        ch[first].kind in ("R", "TM") or (ch[first].kind == "I" and lowers[ch[first].first] in speech.bearing)
    ):
        first += 1
    if first >= len(ch) or first > clause.at + 4 or ch[first].kind not in ("NP", "VG", "S", "W"):
        return None
    of_thing = ch[first].kind == "NP"
    if of_thing and (
        clause.verb.lemma in speech.addressed | speech.only_said
        or (ch[first].last - ch[first].first == 1 and lowers[ch[first].first] in speech.as_much)
    ):
        return None
    span = until_end(speech, read, _with_not(read, first), clause)
    return thing_span(read, span, first) if of_thing else span


def as_content(speech: SpeechWords, read: Read, clause: Clause) -> list[Span] | None:
    """ "As Ana Ruiz has noted, X did Y", "X did Y, as police reported": the rest of the sentence is what is said."""
    ch, s = read.chunks, read.s
    mark = clause.subject[0] - 1 if clause.subject and not clause.shared else -1
    if mark < 0 or s.lowers[ch[mark].first] not in speech.as_said:
        return None
    end = clause.at + 1
    while end < len(ch) and (ch[end].kind in ("R", "TM") or (ch[end].kind == "I" and ch[end - 1].kind != "NP")):
        end += 2 if ch[end].kind == "I" and end + 1 < len(ch) and ch[end + 1].kind in ("NP", "TM") else 1
    if end < len(ch) and ch[end].kind != ",":
        return None
    last = len(s) - 1 if s.tags[-1] == "." else len(s)
    before = [s.stretch(0, ch[mark - 1].first)] if mark >= 2 and ch[mark - 1].kind == "," and ch[mark - 1].first else []
    after = [s.stretch(ch[end].last, last)] if end < len(ch) and ch[end].last < last else []
    if before and any(c.verb.finite and c.at < mark for c in read.clauses):
        return before + after
    return after if mark <= 1 and after else None


def accused_content(speech: SpeechWords, read: Read, clause: Clause) -> Span | None:
    """ "was accused of taking money": what is said of the subject, behind the verb and its preposition."""
    ch = read.chunks
    k = clause.at + 1
    while k < len(ch) and ch[k].kind in ("R", "TM"):
        k += 1
    if k < len(ch) and ch[k].kind == "I" and read.s.lowers[ch[k].first] not in read.s.function.by:
        k += 1
    elif k >= len(ch) or not ch[k].infinitive:
        return None
    if k >= len(ch) or ch[k].kind not in ("NP", "VG"):
        return None
    return until_end(speech, read, _with_not(read, k), clause)


def content_is_clause(read: Read, content: Span) -> bool:
    """A sentence of its own is held ("that …", "the guards beat him"), not a thing."""
    first = read.s.at(content.start)
    c = next((k for k, chunk in enumerate(read.chunks) if chunk.first == first), None)
    return c is not None and (read.chunks[c].kind == "S" or opens_clause(read, c))
