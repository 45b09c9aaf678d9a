"""Seen speech: statements that only the encoder's tree of the sentence shows, for a person to check.

The rules read from left to right and pass over what stands too far from its verb ("the study, which ran for two years
and cost a fortune, found that …"). A tree sees it; it is right less often, and each such statement says so.
"""

from __future__ import annotations

from chronofile.find.cast import Cast
from chronofile.find.reading import Read
from chronofile.find.said import BELIEF, Said, speaker_of
from chronofile.find.speech_words import SpeechWords
from chronofile.find.trees import Tree

RULE = "encoder.speech"
"""Rule of these statements; what somebody only thinks keeps the rule that makes no event of it."""
SCORE = 0.4
"""Below every rule's, which so goes first; within another's words it is only part of those (`TOLD_BESIDE`)."""
DOUBTED = 1.0
"""Doubt of a head from which nothing rests on it."""
_SUBJECT = ("nsubj", "nsubj:outer", "csubj")
_SHARES = ("conj", "xcomp", "advcl")
"""How a verb without a subject hangs on one whose subject is its own."""
_OF_NOUN = ("acl", "acl:relcl")
_LEAST = 3
"""Words from which something is said; shorter ones are mostly misread."""


def seen_speech(cast: Cast, speech: SpeechWords, i: int, read: Read) -> list[Said]:
    """Verbs of saying with a clause of their own below them, in sentence `i`."""
    tree = read.tree
    if tree is None:
        return []
    found = []
    for c, chunk in enumerate(read.chunks):
        verb = chunk.verb
        if verb is None or verb.negated or verb.modal or verb.passive or verb.head >= len(tree.heads):
            continue
        if verb.lemma not in speech.report | speech.stance | speech.belief:
            continue
        trigger = read.s.stretch(verb.head, verb.head + 1)
        top = _said_below(tree, verb.head, verb.lemma in speech.report)
        if top < 0 or any(q.holds(trigger) for q in read.quoted):
            continue
        subject = _who(tree, verb.head)
        words = _content(read, tree, top, verb.head, subject)
        who = next((k for k, x in enumerate(read.chunks) if x.kind == "NP" and x.first <= subject < x.last), None)
        if len(words) < _LEAST or who is None or _nobody(read, who):
            continue
        speaker, spans, name = speaker_of(cast, i, [who])
        content = [read.s.stretch(words[0], words[-1] + 1)]
        cue = read.chunk_span(c)
        reason = f"the encoder sees a clause below “{cue.of(cast.reading.page)}”: check it"
        rule = BELIEF if verb.lemma in speech.belief else RULE
        found.append(
            Said(i, "indirect", content, spans, speaker, name, [cue], trigger, None, rule, SCORE, reason)
        )  # fmt: skip
    return found


def _said_below(tree: Tree, verb: int, reports: bool) -> int:
    """First word below the verb that heads what is said; -1 for none."""
    top = tree.child(verb, "ccomp")
    if top < 0 and reports:
        top = tree.child(verb, "xcomp")
    return top if top < 0 or tree.doubts[top] < DOUBTED else -1


def _who(tree: Tree, verb: int) -> int:
    """The word whose phrase says it; -1 for none."""
    for _ in range(3):
        subject = tree.child(verb, *_SUBJECT)
        if subject >= 0:
            return subject if tree.doubts[subject] < DOUBTED else -1
        head = tree.heads[verb]
        if head == verb:
            return -1
        if tree.relations[verb] in _OF_NOUN:
            return head
        if tree.relations[verb] not in _SHARES:
            return -1
        verb = head
    return -1


def _content(read: Read, tree: Tree, top: int, verb: int, subject: int) -> list[int]:
    """Words below `top` on its own side of the verb, without marks and "that" at their ends."""
    below = tree.below(top)
    if top > verb:
        words = list(range(max(below[0], verb + 1, tree.child(top, "mark")), below[-1] + 1))
    else:
        end = min(x for x in (verb, subject) if x >= 0)
        words = [w for w in range(below[0], below[-1] + 1) if w < end]
    marks = (".", ",", ":", "Q")
    while words and read.s.tags[words[-1]] in marks:
        words.pop()
    while words and (read.s.tags[words[0]] in marks or read.s.lowers[words[0]] in read.s.function.that):
        words.pop(0)
    return words if subject not in words else []


def _nobody(read: Read, c: int) -> bool:
    chunk = read.chunks[c]
    return chunk.pronoun and read.s.lowers[chunk.first] in read.s.function.no_speaker
