"""Language: whether the words of a page are of a language there is data for."""

from __future__ import annotations

import re

from chronofile import lang
from chronofile.find.lexicon import grammar
from chronofile.model import Article

_WORD = re.compile(r"[^\W\d_]{1,24}")
SAMPLE = 4_000
SHARE = 0.2
"""Running text of a language has above a third of its words in the closed classes; another language under a tenth."""


def searchable(article: Article) -> str | None:
    """The language whose words the kept text is written in, the page's own claim tried first; None when none fits."""
    sample = _sample(article)
    claimed = article.language.lower().split("-")[0]
    known = [name for name in lang.languages() if grammar(name) is not None]
    for name in sorted(known, key=lambda n: (n != claimed, n)):
        words = grammar(name)
        assert words is not None
        if not sample:
            return name if name == claimed else None
        share = sum(w in words.closed for w in sample) / len(sample)
        short = name == claimed and len(sample) < 40 and any(words.knows(w) for w in sample)
        if short or share >= SHARE:
            return name
    return None


def _sample(article: Article) -> list[str]:
    text, room, found = article.layer.text, SAMPLE, []
    for block in article.layout.kept:
        if block.role in ("paragraph", "standfirst", "caption", "list", "block quote", "headline", "heading"):
            part = text[block.start : min(block.end, block.start + room)]
            found += _WORD.findall(part.lower())
            room -= len(part)
            if room <= 0:
                break
    return found
