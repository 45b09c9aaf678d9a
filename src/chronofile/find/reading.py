"""Reading: a page's kept sentences, each with names, chunks and clauses: what all finders look at."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from chronofile.find.acronyms import spelled_out
from chronofile.find.chunks import Chunk, chunks
from chronofile.find.clause import Clause
from chronofile.find.clauses import clauses
from chronofile.find.encoder import encoder
from chronofile.find.gazetteer import Gazetteer, gazetteer
from chronofile.find.lexicon import Grammar, grammar
from chronofile.find.name_rules import RuleTagger
from chronofile.find.names import Name, Tagger
from chronofile.find.place_chains import joined_places
from chronofile.find.quotes import Quote, quotes
from chronofile.find.sentences import sentences
from chronofile.find.speech_words import speech_words
from chronofile.find.surnames import of_people
from chronofile.find.tokens import Sentence, tokenise
from chronofile.find.trees import Tree
from chronofile.model import Article, Block, Span, Time

LONGEST_PAGE = 600_000
"""Code points of kept text that are searched for findings: about a hundred thousand words."""
SEARCHED: tuple[str, ...] = ("headline", "standfirst", "paragraph", "heading", "list", "block quote", "caption")
"""Roles whose sentences are read; credits, bylines and datelines only tell the relay."""


class Read(msgspec.Struct):
    """One sentence read. `quoted` are stretches of direct quotations that lie in it; only an encoder gives `tree`."""

    s: Sentence
    names: list[Name]
    chunks: list[Chunk]
    clauses: list[Clause]
    quoted: list[Span]
    tree: Tree | None = None

    def text(self, page: str, first: int, last: int) -> str:
        """Words of the tokens `first` to `last` (excluded) as they stand, white space folded."""
        return " ".join(page[self.s.starts[first] : self.s.ends[last - 1]].split())

    def chunk_span(self, index: int) -> Span:
        c = self.chunks[index]
        return self.s.stretch(c.first, c.last)


class Reading(msgspec.Struct):
    """`blocks` are those that were searched, in order; `quotes` all direct quotations of the page, in order."""

    article: Article
    grammar: Grammar
    gazetteer: Gazetteer
    language: str
    blocks: list[Block]
    sentences: list[Read]
    quotes: list[Quote]
    problems: list[str]
    tagger: str

    @property
    def page(self) -> str:
        return self.article.layer.text


def searched_blocks(article: Article) -> tuple[list[Block], bool]:
    """The kept blocks that are searched, and whether the page was too long for all of them."""
    found: list[Block] = []
    total = 0
    for block in article.layout.kept:
        if block.role in SEARCHED:
            if total >= LONGEST_PAGE:
                return found, True
            room = LONGEST_PAGE - total
            if block.end - block.start > room:
                return [*found, Block(block.start, block.start + room, block.role)], True
            found.append(block)
            total += found[-1].end - found[-1].start
    return found, False


def read_page(article: Article, language: str, tagger: Tagger | None = None) -> Reading | None:
    """All sentences of a page read, or None when there is no data for `language`."""
    words, names = grammar(language), gazetteer(language)
    if words is None or names is None:
        return None
    text = article.layer.text
    blocks, cut = searched_blocks(article)
    tokenised = [
        tokenise(text, span, block.role, i, words)
        for i, block in enumerate(blocks)
        for span in sentences(text, block, language)
    ]
    tagger = tagger or _tagger(language, RuleTagger(words, names))
    tagged = tagger.read(tokenised)
    named = of_people(tokenised, spelled_out(tokenised, tagged.names, names), names)
    said = quotes(text, blocks, tokenised)
    speech = speech_words(language)
    starts = [t.start for t in article.times]
    found: list[Read] = []
    for s, its_names, tree in zip(tokenised, named, tagged.trees, strict=True):
        low, high = bisect_left(starts, s.span.start), bisect_left(starts, s.span.end)
        times: list[tuple[int, Time]] = [
            (i, article.times[i]) for i in range(low, high) if article.times[i].end <= s.span.end
        ]
        inside = _inside(said, s.span)
        dateless = _outside_times(s, its_names, times)
        parts = joined_places(chunks(s, dateless, times, inside), dateless)
        found.append(Read(s, its_names, parts, clauses(s, parts, speech.report, speech.zero_that), inside, tree))
    problems = ["only the first 600,000 characters of this page were searched"] if cut else []
    return Reading(
        article=article,
        grammar=words,
        gazetteer=names,
        language=language,
        blocks=blocks,
        sentences=found,
        quotes=said,
        problems=problems,
        tagger=tagger.label,
    )


def _tagger(language: str, rules: RuleTagger) -> Tagger:
    """The encoder with the rules where it can run, else the rules alone."""
    model = encoder(language)
    if model is None:
        return rules
    from chronofile.find.encoder_names import EncoderTagger

    return EncoderTagger(rules, speech_words(language), model)


def _outside_times(s: Sentence, names: list[Name], times: list[tuple[int, Time]]) -> list[Name]:
    """No name lies inside a date: "in March", "Good Friday"."""
    if not times:
        return names
    return [n for n in names if not any(t.start <= s.starts[n.first] and s.ends[n.last - 1] <= t.end for _, t in times)]


def _inside(said: list[Quote], span: Span) -> list[Span]:
    """Parts of long direct quotations that lie in the sentence."""
    low = bisect_left(said, span.start, key=lambda q: q.span.end)
    found = []
    for quote in said[low:]:
        if quote.span.start >= span.end:
            break
        if quote.full:
            found.append(Span(max(quote.span.start, span.start), min(quote.span.end, span.end)))
    return [part for part in found if part.end > part.start]
