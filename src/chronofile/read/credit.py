"""Captions and their credits, datelines: lines that are two blocks in one."""

from __future__ import annotations

import re
from functools import cache

from chronofile.read.page_words import page_words

_DAY = r"(?:(?:19|20)\d\d[.\-/]\s?\d{1,2}[.\-/]\s?\d{1,2}\.?|\d{1,2}[.\-/]\d{1,2}[.\-/](?:19|20)\d\d)"
_NAME = r"[^\W\d_][\w.&'’\-]*+(?:\s[\w.&'’\-]++){0,4}"
_DATED = re.compile(rf"(?<=[\s)\]]){_DAY}\s?[/|·©ⓒ\-–—]?\s?(?:{_NAME})?\s?\Z")
_SLASHED = re.compile(rf"(?<=[\s)\]])/\s?{_NAME}\s?\Z")
_MARKED = re.compile(r"(?<=\s)[©ⓒ]\s?[^()\[\]]{2,60}\Z")
_BRACKETED = re.compile(r"(?<=\s)[(\[]([^()\[\]]{2,120})[)\]]\.?\Z")
_AGENCY = re.compile(
    r"\b(?:AP|AFP|EPA|EFE|ANSA|dpa|DPA|TASS|Reuters|REUTERS|Getty|Xinhua|Yonhap|Kyodo|News1|Newsis|Bloomberg|Shutterstock|iStock|Unsplash|Alamy|Imago|IMAGO|APA|ZUMA|Keystone|Anadolu|Wikimedia|Pexels|Pixabay)\b"
)
_DATELINE = re.compile(
    r"(?P<line>(?P<city>[A-ZÀ-ÖØ-Þ][\w.'’\-]*+(?:[ ][A-ZÀ-ÖØ-Þ][\w.'’\-]*+){0,3})"
    r"(?P<place>(?:,\s[A-ZÀ-ÖØ-Þ][\w.'’\-]*+(?:\s[A-ZÀ-ÖØ-Þ][\w.'’\-]*+){0,2}){0,2})"
    r"(?P<day>,?\s(?:[A-Za-zÀ-ÿ]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s[A-Za-zÀ-ÿ]{3,9}\.?)(?:,?\s(?:19|20)\d\d)?)?"
    r"(?P<agency>,?\s?(?:\([^()]{2,40}\)|/[A-Z][\w\-]{1,20}/))?"
    r"\s{0,2}(?:[—–]|--|\s-(?=\s)|-(?=\s)|:(?=\s(?:[—–-]\s)?)))\s{0,2}(?=\S)"
)
_BRACKET_DATELINE = re.compile(
    r"(?P<line>[(\[][^()\[\]]{1,30}=[^()\[\]]{1,40}[)\]]\s?(?:[^\s=]{2,12}\s(?:기자|특파원)\s?=)?)\s{0,2}(?=\S)"
)


@cache
def _credit_word() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in page_words().credit_words)
    return re.compile(rf"(?:\b|(?<=[\uac00-\ud7a3]))(?:{words})\b", re.IGNORECASE)


@cache
def _labelled() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in page_words().credit_words)
    return re.compile(rf"(?:\A|(?<=[\s.!?|)]))(?:{words})\s?[:=/|©]\s?[^.!?]{{2,80}}\.?\Z", re.IGNORECASE)


def credit_start(line: str) -> int | None:
    """Where the credit at the end of a caption begins, 0 when the whole line is a credit, None when there is none."""
    if len(line) > 2_000:
        return None
    tail_at = max(0, len(line) - 160)
    tail = line[tail_at:]
    padded = " " + tail
    for pattern in (_DATED, _SLASHED):
        found = pattern.search(padded)
        if found and (pattern is _DATED or _AGENCY.search(found.group())):
            return tail_at + found.start() - 1
    found = _BRACKETED.search(padded)
    if found:
        return tail_at + found.start() - 1 if is_credit(found[1]) else None
    labelled = _labelled().search(tail)
    if labelled:
        return tail_at + labelled.start()
    found = _MARKED.search(padded)
    return tail_at + found.start() - 1 if found else None


def is_credit(inside: str) -> bool:
    """A bracket's content names a photographer or agency: "AP Photo/Jane Roe", "Provided by the ministry"."""
    if _AGENCY.search(inside) and len(inside) <= 60:
        return True
    found = _credit_word().search(inside)
    return found is not None and (found.start() <= 24)


def dateline_end(paragraph: str) -> int | None:
    """Where the first sentence begins after a dateline ("KYIV, March 3 (Agency) - "), or None without one."""
    head = paragraph[:140]
    found = _BRACKET_DATELINE.match(head)
    if found:
        return found.end()
    found = _DATELINE.match(head)
    if found is None:
        return None
    city, day, agency = found["city"], found["day"], found["agency"]
    shouted = city.isupper() and len(city) >= 3
    if found["line"].rstrip().endswith(":"):
        return None
    if not (shouted or (day and agency) or (agency and len(city) <= 30) or (day and found["place"])):
        return None
    if len(paragraph) - found.end() < 25:
        return None
    return found.end()
