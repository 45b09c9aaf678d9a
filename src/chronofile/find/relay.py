"""Relay: from whom a page has its report: "(Reuters) -", "News1 reports that", a credit "/ News1"."""

from __future__ import annotations

import re
from functools import cache

from chronofile.find.cast import Cast
from chronofile.find.gazetteer import Gazetteer, gazetteer
from chronofile.find.said import Said
from chronofile.find.speech_words import speech_words
from chronofile.model import Article

_DATELINE = re.compile(r"\A\s*[A-Z][^\n()a-z]{2,30}[^\n()]{0,30}\(([^()\n]{2,40})\)\s*(?:[-–—_:]|\Z)")


@cache
def _credit(marks: tuple[str, ...]) -> re.Pattern[str]:
    """A stroke, a sign of copyright or a word like "photo:" before the name."""
    spelt = "|".join(f"{re.escape(form)}:" for mark in marks for form in (mark, mark.title()))
    return re.compile(rf"(?:/|©|\(c\){'|' + spelt if spelt else ''})\s*([^\n/|()]{{2,40}})")


def relayed_from(article: Article, cast: Cast | None, said: list[Said], language: str) -> str | None:
    """The newsroom the page says it has the report from, never its own outlet; None when it names none."""
    names = gazetteer(language)
    if names is None:
        return None
    text, words = article.layer.text, speech_words(language)
    credit = _credit(words.credit_marks)
    for block in article.layout.kept:
        if block.role in ("paragraph", "dateline", "standfirst"):
            found = _DATELINE.match(text[block.start : min(block.end, block.start + 120)])
            if found and found[1][:1].isupper() and not (article.outlet and found[1].lower() in article.outlet.lower()):
                return found[1].strip()
            if block.role == "paragraph":
                break
    for one in said if cast else ():
        reported = one.rule in ("speech.complement", "speech.clause", "speech.according")
        if cast is None or not reported or one.speaker is None or not cast.is_named(one.speaker):
            continue
        if name := _newsroom(cast.name(one.speaker), names, article, words.newsroom_starts):
            return name
    for block in article.layout.kept:
        if block.role in ("credit", "caption", "byline"):
            for found in credit.finditer(text, block.start, min(block.end, block.start + 2_000)):
                if name := _newsroom(found[1], names, article, words.newsroom_starts):
                    return name
    return None


def _newsroom(words: str, names: Gazetteer, article: Article, starts: tuple[str, ...]) -> str | None:
    """The name when it is an agency's or looks like a newsroom's and is not the page's own outlet."""
    name = " ".join(words.split()).strip(" .,;-–—")
    if not name or (article.outlet and name.lower() in article.outlet.lower()):
        return None
    if name in names.agencies:
        return name
    parts = name.split()
    if len(parts) <= 5 and parts[0][:1].isupper():
        if any(p in names.newsroom_words for p in parts):
            return name
        if any(p.startswith(starts) for p in parts):
            return name
    return None
