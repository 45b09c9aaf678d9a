"""Factuality: whether a clause's event happened, goes on, is planned, may be, is denied or was called off."""

from __future__ import annotations

from chronofile.find.clause import Clause
from chronofile.find.event_words import EventWords
from chronofile.find.reading import Read
from chronofile.model import Factuality

HANGS = "hangs on a condition"
"""Reason of what is to happen only if something else does."""


def factuality(read: Read, clause: Clause, words: EventWords) -> tuple[Factuality | None, str]:
    """The value and its reason in words; None where no single event is meant (a habit, a purpose)."""
    verb = clause.verb
    negated = verb.negated or _of_nobody(read, clause, words)
    if clause.kind in ("complement", "adverbial") and _disclaimed(read, clause, words):
        # "denied that he had been beaten after he fell ill": the beating is denied; the illness only stands beside it.
        return ("denied", "what somebody denies") if clause.kind == "complement" else (None, "")
    if verb.infinitive:
        return _infinitive(read, clause, words)
    if _conditional(read, clause, words):
        return (None, "") if negated else ("possible", "stands in a condition")
    if verb.modal:
        value = _modal(verb.modal, words)
        if value == "planned" and not negated and verb.modal in words.would and _under_condition(read, clause, words):
            return "possible", HANGS
        if value == "planned" and not negated and _condition_ahead(read, clause, words):
            return "possible", HANGS
        if value is None:
            return None, ""
        if negated:
            return "denied", f"“{verb.modal}” with a negation"
        if verb.perfect and verb.modal in words.would | words.may:
            return "possible", f"“{verb.modal} have”"
        return value, f"“{verb.modal}”"
    if negated:
        habit = verb.form in ("base", "third") and not (verb.past or verb.perfect or verb.passive or clause.times)
        return (None, "") if habit else ("denied", "negated")
    if verb.progressive:
        return "ongoing", "is going on in the page's words"
    if verb.form == "ing":
        return "occurred", "told as under way in a caption" if read.s.role == "caption" else "told beside another event"
    if verb.form in ("base", "third") and not verb.perfect and not verb.passive:
        return _present(read, clause)
    if verb.passive and not verb.past and not verb.perfect:
        return ("ongoing", "a state that holds") if clause.times else (None, "")
    return "occurred", "told as past"


def _of_nobody(read: Read, clause: Clause, words: EventWords) -> bool:
    """ "No court has ruled", "neither man was freed"."""
    return bool(clause.subject) and read.s.lowers[read.chunks[clause.subject[0]].first] in words.negative


def _disclaimed(read: Read, clause: Clause, words: EventWords) -> bool:
    """The clause hangs, over at most two others, on a verb that denies what it tells, itself not negated."""
    at = clause.governor
    for _ in range(3):
        if at < 0:
            return False
        governor = read.clauses[at]
        if governor.verb.lemma in words.denying or _rules_out(read, governor, words):
            return not governor.verb.negated and governor.at < clause.at
        if governor.kind not in ("complement", "adverbial"):
            return False
        at = governor.governor
    return False


def _rules_out(read: Read, clause: Clause, words: EventWords) -> bool:
    """ "ruled out that …": the words right behind the verb turn it round."""
    behind = clause.verb.head + 1
    return any(
        tuple(read.s.lowers[behind : behind + len(rest)]) == rest
        for rest, _ in words.ruled_out.get(clause.verb.lemma, ())
    )


def _present(read: Read, clause: Clause) -> tuple[Factuality | None, str]:
    if read.s.role in ("headline", "heading", "caption", "standfirst"):
        return "occurred", "told in the present tense of headlines and captions"
    if clause.verb.form == "third" and clause.times:
        return "planned", "told in the present tense with a date"
    return None, ""


def _modal(modal: str, words: EventWords) -> Factuality | None:
    if modal in words.will or modal in words.would:
        return "planned"
    if modal in words.may:
        return "possible"
    return None


def _conditional(read: Read, clause: Clause, words: EventWords) -> bool:
    first = min([clause.at, *clause.subject]) if clause.subject and not clause.shared else clause.at
    k = first - 1
    while k >= 0 and read.chunks[k].kind in ("R", "TM", "I"):
        k -= 1
    return k >= 0 and read.chunks[k].kind == "S" and read.s.lowers[read.chunks[k].first] in words.conditional


def _condition_ahead(read: Read, clause: Clause, words: EventWords) -> bool:
    """ "If the court refuses, she will appeal": the sentence's own clause behind the condition it opens with."""
    first = read.chunks[0]
    if clause.kind not in ("main", "complement") or first.kind != "S":
        return False
    word = read.s.lowers[first.first]
    return word in words.conditional and word not in read.s.function.whether and clause.at > 2


def _under_condition(read: Read, clause: Clause, words: EventWords) -> bool:
    """ "would resign if the court ruled": a condition stands right behind the clause."""
    k = clause.at + 1
    while k < len(read.chunks) and read.chunks[k].kind in ("NP", "I", "R", "TM", "C"):
        k += 1
    if k >= len(read.chunks) or read.chunks[k].kind != "S":
        return False
    word = read.s.lowers[read.chunks[k].first]
    return word in words.conditional and word not in read.s.function.whether


def _infinitive(read: Read, clause: Clause, words: EventWords) -> tuple[Factuality | None, str]:
    """By the word the infinitive hangs on: "plans to", "set to", "failed to", "intention to"; a purpose is no event."""
    if clause.governor < 0:
        return None, ""
    governor = read.clauses[clause.governor]
    if _conditional(read, governor, words):
        return "possible", "stands in a condition"
    mark = _word_before(read, clause)
    cue = mark or governor.verb.lemma
    if not mark and governor.objects and clause.at > governor.objects[-1]:
        return None, ""
    if clause.verb.negated:
        return "denied", "negated"
    if governor.verb.infinitive and cue not in words.planned | words.possible | words.denied:
        return None, ""
    if cue in words.denied:
        return ("occurred", f"not “{cue}”") if governor.verb.negated else ("denied", f"“{cue}”")
    if cue in words.planned:
        if governor.verb.negated:
            return "denied", f"“{cue}” negated"
        return "planned", f"“{cue}”"
    if cue in words.possible:
        return "possible", f"“{cue}”"
    if cue in words.ongoing:
        return "ongoing", f"“{cue}”"
    if cue == read.s.function.helper_lemmas["B"] and not governor.objects and clause.at == governor.at + 1:
        return "planned", "“is to”"
    return None, ""


def _word_before(read: Read, clause: Clause) -> str:
    """An adjective or participle right before "to": "set to", "due to", "ready to"; its lemma."""
    first = read.chunks[clause.at].first
    if first == 0:
        return ""
    at = first - 1
    if read.s.tags[at] == "J" or (clause.at > 0 and read.chunks[clause.at - 1].kind == "R"):
        form = read.s.forms[at]
        return form.lemma if form else read.s.lowers[at]
    return ""
