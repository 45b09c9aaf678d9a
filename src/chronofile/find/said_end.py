"""Said end: how far in its sentence what somebody says goes, and where the writer's own voice goes on."""

from __future__ import annotations

from chronofile.find.clause import Clause
from chronofile.find.reading import Read
from chronofile.find.speech_words import SpeechWords
from chronofile.model import Span


def opens_clause(read: Read, k: int) -> bool:
    """The noun phrase at `k` is the subject of a finite verb close by."""
    ch = read.chunks
    if k >= len(ch) or ch[k].kind != "NP":
        return False
    if ch[k].pronoun and read.s.lowers[ch[k].first] in read.s.function.never_subject:
        return False
    for j in range(k + 1, min(k + 14, len(ch))):
        if ch[j].kind == "," and j + 1 < len(ch) and ch[j + 1].kind == "C":
            return False
        if ch[j].kind == "VG":
            if ch[j].finite:
                return True
            if ch[j].infinitive:
                return False
            continue
        if ch[j].kind not in ("NP", "I", "R", "TM", "PAR", "C", ",", "W"):
            return False
    return False


def until_end(speech: SpeechWords, read: Read, first: int, clause: Clause) -> Span:
    """From a token to the sentence's end, its last stop left out; cut where the writer's own voice goes on."""
    s, last = read.s, len(read.s)
    while last - 1 > first and (
        s.tags[last - 1] in (".", ",", ":") or (s.tags[last - 1] == "Q" and s.tags[last - 2] == ".")
    ):
        last -= 1
    for c in read.chunks:
        if first + 2 < c.first < last and c.kind == ":" and s.words[c.first] == ";":
            last = c.first
    if clause.kind == "relative":
        last = min(last, _outer_verb(read, clause, first))
    if clause.at == 0 or (clause.kind == "adverbial" and clause.subject and not clause.shared):
        last = min(last, _main_ahead(read, clause, first))
    for other in read.clauses:
        if other.at > clause.at + 1 and read.chunks[other.at].first < last:
            last = min(last, _own_voice(speech, read, other, clause, first))
    return s.stretch(first, max(last, first + 1))


def _main_ahead(read: Read, clause: Clause, first: int) -> int:
    """ "Although she has admitted using it, she …", "Citing it, she …": the comma before the sentence's own clause."""
    ch = read.chunks
    mark = clause.subject[0] - 1 if clause.at else 0
    if (
        any(c.kind == "main" and c.verb.finite and c.at < clause.at for c in read.clauses)
        or mark < 0
        or ch[mark].kind != ("S" if clause.at else "VG")
    ):
        return len(read.s)
    for k in range(clause.at + 1, len(ch) - 1):
        if ch[k].kind == "," and ch[k].first > first and ch[k + 1].kind == "NP" and opens_clause(read, k + 1):
            return ch[k].first
    return len(read.s)


def _outer_verb(read: Read, clause: Clause, first: int) -> int:
    """ "The mayor, who wants to stay, may lose": the comma before the verb of whoever it is about."""
    ch = read.chunks
    for k in range(clause.at + 1, len(ch) - 1):
        if ch[k].kind == "," and ch[k].first > first and ch[k + 1].finite:
            return ch[k].first
    return len(read.s)


def thing_span(read: Read, span: Span, at: int) -> Span:
    """What is said of the thing in chunk `at`, without what only explains it or tells the moment."""
    ch, s = read.chunks, read.s
    last = s.at(span.end - 1) + 1
    for k in range(at + 1, len(ch)):
        if ch[k].first >= last:
            break
        if (
            ch[k].kind == "S"
            and ch[k - 1].kind != "I"
            and s.lowers[ch[k].first] in s.function.circumstance | s.function.same_time
        ):
            return s.stretch(ch[at].first, ch[k - 1].first if ch[k - 1].kind == "," else ch[k].first)
        if ch[k].kind != "," or k + 1 >= len(ch):
            continue
        after = ch[k + 1]
        if (
            after.kind in ("W", "S", "R")
            or (after.kind == "VG" and after.bare)
            or (after.kind == "C" and opens_clause(read, k + 2))
            or (after.kind == "NP" and opens_clause(read, k + 1))
        ):
            return s.stretch(ch[at].first, ch[k].first)
    return s.stretch(ch[at].first, last)


def _own_voice(speech: SpeechWords, read: Read, other: Clause, clause: Clause, first: int) -> int:
    """Token at which `other` goes on in the writer's own voice; a number behind every token where it does not."""
    s, never = read.s, len(read.s)
    saying = speech.report - speech.thinking
    comma = read.chunks[other.at - 1]
    if comma.kind == "," and other.kind == "ing" and comma.first > first + 2:
        return comma.first if other.verb.lemma in saying and _leads_on(speech, read, other) else never
    if not other.verb.finite or not other.subject:
        return never
    if other.shared:
        k = other.at - 1
        while k > clause.at and read.chunks[k].kind in ("R", "TM", "I"):
            k -= 1
        start = read.chunks[k].first
        joined = read.chunks[k].kind == "C" and start > first + 2
        if not joined or (other.verb.form == "base" and not other.verb.past and clause.verb.form != "base"):
            return never
        says_on = s.lowers[start] in s.function.contrast and other.verb.lemma in saying
        return start if other.subject == clause.subject or says_on else never
    k = other.subject[0] - 1
    while k > clause.at and read.chunks[k].kind in ("R", "TM", "I"):
        k -= 1
    start = read.chunks[k].first
    if read.chunks[k].kind == "," and k + 1 == other.subject[0] and start > first and other.verb.lemma in saying:
        behind = other.at + 1
        apart = behind >= len(read.chunks) or read.chunks[behind].kind in (",", "TM")
        return start if apart and other.at > other.subject[0] else never
    if start <= first + 2 or read.chunks[k].kind not in ("C", "S"):
        return never
    after_comma = s.words[start - 1] == ","
    if read.chunks[k].kind == "C":
        contrast = other.kind == "main" and other.governor == -1 and s.lowers[start] in s.function.contrast
        too = _says_too(speech, other, clause)
        if after_comma and (contrast or too):
            return start - 1
        return start if too and other.verb.past == clause.verb.past else never
    aside = s.lowers[start] in speech.own_voice
    return start - 1 if after_comma and aside and other.verb.lemma in saying else never


def _says_too(speech: SpeechWords, other: Clause, clause: Clause) -> bool:
    """ "A says … and B denies …": somebody else says something."""
    verb = other.verb
    if verb.lemma not in (speech.report | speech.stance) - speech.thinking or other.subject == clause.subject:
        return False
    return not verb.passive and not verb.negated


def _leads_on(speech: SpeechWords, read: Read, other: Clause) -> bool:
    """What stands behind is said in its own right: "adding that …", "saying he …", "citing their status"."""
    k = other.at + 1
    if k >= len(read.chunks):
        return False
    kind = read.chunks[k].kind
    return kind in ("S", "QUOTE") or (kind == "NP" and opens_clause(read, k)) or other.verb.lemma in speech.beside
