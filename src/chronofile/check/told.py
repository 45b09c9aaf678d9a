"""Told: whether a sentence of the draft tells a thing as the pages do: planned as planned, said as said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chronofile.check.draft import Draft
from chronofile.check.kept import Told
from chronofile.check.lexicon import Lexicon
from chronofile.check.on_page import Around
from chronofile.check.report import Concern, Item, Note
from chronofile.check.words import keys
from chronofile.model import Span

_CONCERN: dict[str, Concern] = {
    "planned": "planned told as done",
    "possible": "possible told as certain",
    "denied": "denied told as done",
    "cancelled": "cancelled told as done",
}


def judge(
    sentence: Span, draft: Draft, told: Sequence[Told], words: Lexicon, where: tuple[Mapping[str, int], Around]
) -> Item | None:
    """The item of a sentence that tells it otherwise than every entry that tells the same; None for all others.
    `where` numbers the pages by text layer and finds what stands around words.
    """
    if not told:
        return None
    text = sentence.of(draft.text)
    own = keys(text)
    note = _as_done(own, told, words) or _without_speaker(sentence, own, draft, told, words)
    if note is None:
        return None
    numbers, around = where
    number = numbers.get(told[0].page)
    place = None if number is None else around.place(number, (told[0].sentence,))
    return Item(number=0, kind="telling", mark="differs", spans=(sentence,), words=text, place=place, notes=(note,))


def _as_done(own: Sequence[str], told: Sequence[Told], words: Lexicon) -> Note | None:
    if any(t.factuality not in _CONCERN for t in told) or words.plans(own):
        return None
    trigger = words.content(keys(told[0].trigger))
    if not any(words.lemma(key) in trigger and words.is_past(key) for key in own):
        return None
    if told[0].factuality in ("denied", "cancelled") and words.denials(own):
        return None
    return Note(_CONCERN[told[0].factuality], told[0].trigger)


def _without_speaker(
    sentence: Span, own: Sequence[str], draft: Draft, told: Sequence[Told], words: Lexicon
) -> Note | None:
    if not all(t.said_by and t.factuality in ("occurred", "ongoing") for t in told):
        return None
    if any(key in words.attributed or words.lemma(key) in words.saying for key in own):
        return None
    paragraph = draft.paragraph_at(sentence.start)
    near = words.content(keys((paragraph.span if paragraph else sentence).of(draft.text)))
    if any(words.content(keys(t.said_by)) & near for t in told):
        return None
    return Note("speaker left out", told[0].said_by)
