"""Tokens: a stretch of text as a string of codes, one character a token, ready for the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from chronofile.when.forms import Form, integer_classes, read_blob
from chronofile.when.grammar import (
    BREAK,
    NAME,
    OTHER,
    PLURAL,
    WORD,
    Grammar,
    Word,
)
from chronofile.when.numerals import ordinal_classes, value_of, word_classes

_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+)|(?P<blob>\d(?:[\d.,:/-]*\d)?)|(?P<gap>\s+)|(?P<tail>['’](?:s|ll|re|ve|d)\b)|(?P<mark>[^\w\s]|_)"
)
_SAME_MARK = {"’": "'", "‘": "'", "‐": "-", "‑": "-", "−": "-", "—": "–"}
_MONEY = frozenset("$€£¥₩#№@")
Tense = Literal["past", "present", "future", "unknown"]
CHUNK = 4000
"""Tokens handled at a time: bounds memory on a line of 20 MB; cut where no expression stands whenever possible."""


class Tokens:
    """Parallel columns. `values` holds what a number or merged token says; words keep theirs in the grammar.
    `stops` and `cues` remember what the reading of tense found out about a token: every date near by asks again.
    """

    __slots__ = ("codes", "cues", "ends", "starts", "stops", "text", "values", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.codes: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.values: dict[int, Word] = {}
        self.stops: dict[int, bool] = {}
        self.cues: dict[int, Tense | None] = {}

    def add(self, code: str, start: int, end: int, word: str) -> None:
        self.codes.append(code)
        self.starts.append(start)
        self.ends.append(end)
        self.words.append(word)

    def value(self, index: int, name: str, grammar: Grammar) -> str:
        """What token `index` says in class `name`: "1" for "January" in MONTH."""
        special = self.values.get(index)
        if special is not None:
            return special.values.get(name, special.values.get("", ""))
        known = grammar.words.get(self.words[index])
        return known.values.get(name, "") if known else ""


def tokenise(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Tokens]:
    """The tokens of `text[start:end]`, in chunks; offsets are those of the whole text."""
    tokens = Tokens(text)
    words, forms = grammar.words, _Forms(grammar)
    for m in _TOKEN.finditer(text, start, end):
        kind = m.lastgroup
        if kind == "word":
            word = m[0]
            glued = bool(tokens.ends) and tokens.ends[-1] == m.start() and tokens.words[-1].isdecimal()
            if not (glued and _glued(tokens, word, m.end(), grammar, forms.junk)):
                _add_word(tokens, word, m.start(), m.end(), grammar)
        elif kind == "gap":
            if m[0].count("\n") > 1 and tokens.codes and tokens.codes[-1] != BREAK:
                tokens.add(BREAK, m.start(), m.end(), "\n")
                if len(tokens.codes) > CHUNK // 2:
                    yield _merged(tokens, grammar)
                    tokens = Tokens(text)
        elif kind == "blob":
            forms.add(tokens, m[0], m.start(), m.end(), end)
        else:
            mark = m[0]
            mark = _SAME_MARK.get(mark[0], mark[0]) + mark[1:]
            known = words.get(mark)
            tokens.add(known.code if known else OTHER, m.start(), m.end(), mark)
        if len(tokens.codes) >= CHUNK and (tokens.codes[-1] in (WORD, PLURAL, OTHER) or len(tokens.codes) >= 2 * CHUNK):
            yield _merged(tokens, grammar)
            tokens = Tokens(text)
    if tokens.codes:
        if tokens.codes[-1] != BREAK:  # a block ends like a paragraph, wherever it stands
            tokens.add(BREAK, end, end, "\n")
        yield _merged(tokens, grammar)


def _glued(tokens: Tokens, word: str, end: int, grammar: Grammar, junk: str) -> bool:
    """A word right behind a number: a suffix ("11th", "1990s": True, taken), a unit ("5pm"), or a spoiler ("4G")."""
    number, suffix = tokens.words[-1], word.lower()
    if suffix in grammar.ordinal_suffixes and len(number) <= 3:
        value = int(number)
        tokens.codes[-1], tokens.ends[-1] = grammar.number_codes[ordinal_classes(value)], end
        tokens.values[len(tokens.codes) - 1] = Word("", {"": str(value)})
        tokens.words[-1] += word
        return True
    if suffix in grammar.decade_suffixes and len(number) in (2, 3, 4) and number.endswith("0"):
        tokens.codes[-1], tokens.ends[-1] = grammar.number_codes[frozenset({"DECADE"})], end
        tokens.words[-1] += word
        return True
    if suffix not in grammar.glued_suffixes:
        tokens.codes[-1] = junk
    return False


def _add_word(tokens: Tokens, word: str, start: int, end: int, grammar: Grammar) -> None:
    known = grammar.words.get(word)
    if known is None and len(word) > 3 and not word.islower() and not word[1:].islower():
        known = grammar.words.get(word.lower())
    if known is not None:
        tokens.add(known.code, start, end, word if word in grammar.words else word.lower())
    elif word[:1].isupper():
        tokens.add(NAME, start, end, word)
    else:
        tokens.add(PLURAL if word.endswith(grammar.plural_suffixes) else WORD, start, end, word)


class _Forms:
    """Blobs to number tokens, remembering the ones met before."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.junk = grammar.number_codes[frozenset({"JUNK"})]
        self.seen: dict[str, tuple[Form, ...]] = {}

    def add(self, tokens: Tokens, blob: str, start: int, end: int, limit: int) -> None:
        text = tokens.text
        before = text[start - 1] if start else ""
        after = text[end] if end < len(text) else ""
        spoiled = before in _MONEY or (after == "%") or before == "_" or after == "_"
        if (before in ("-", ".", "/", ":", "−") and start > 1 and text[start - 2].isalnum()) or before.isalpha():
            spoiled = spoiled or not self._known_before(tokens)
        if after in "-/:" and end + 1 < len(text) and after and text[end + 1].isdigit():
            spoiled = True
        if blob.count("-") == 1 and len(blob) == 9 and before == " " and tokens.words and tokens.words[-1].isdecimal():
            spoiled = True
        if spoiled:
            tokens.add(self.junk, start, end, blob)
            return
        forms = self.seen.get(blob)
        if forms is None:
            forms = read_blob(blob, self.grammar.order, self.grammar.decimal)
            if len(self.seen) < 5000:
                self.seen[blob] = forms
        for form in forms:
            if form.value in (",", "-"):
                tokens.add(self.grammar.words[form.value].code, start + form.start, start + form.end, form.value)
            else:
                tokens.add(
                    self.grammar.number_codes[form.classes],
                    start + form.start,
                    start + form.end,
                    blob[form.start : form.end],
                )
                tokens.values[len(tokens.codes) - 1] = Word("", {"": form.value})

    def _known_before(self, tokens: Tokens) -> bool:
        """True when the word a number hangs on is a time word ("mid-1996", "Jan/3"), not a name ("F-16")."""
        for word in reversed(tokens.words[-2:]):
            if word.isalpha():
                return word in self.grammar.words
            if word.isalnum():
                return False
        return True


def _merged(tokens: Tokens, grammar: Grammar) -> Tokens:
    """Numbers in words and listed phrases become one token each."""
    if grammar.phrases is None and grammar.numeral_run is None:
        return tokens
    code = "".join(tokens.codes)
    merges: list[tuple[int, int, str, Word]] = []
    if grammar.phrases is not None:
        for m in grammar.phrases.finditer(code):
            words = " ".join(tokens.words[m.start() : m.end()]).lower()
            known = grammar.phrase_words.get(words)
            if known is not None:
                merges.append((m.start(), m.end(), known.code, known))
    if grammar.numeral_run is not None:
        for m in grammar.numeral_run.finditer(code):
            merges += _numeral_merges(tokens, m.start(), m.end(), grammar)
    return _apply(tokens, sorted(merges), grammar) if merges else tokens


def _numeral_merges(tokens: Tokens, start: int, end: int, grammar: Grammar) -> Iterator[tuple[int, int, str, Word]]:
    while end - start > 1:
        for stop in range(end, start + 1, -1):
            if stop - start < 2:
                break
            words = [w.lower() for w in tokens.words[start:stop]]
            if words[-1] in grammar.numerals.joiners or words[0] in grammar.numerals.joiners:
                continue
            found = value_of(words, grammar.numerals)
            if found is None:
                continue
            value, kind = found
            if kind == "ordinal":
                signature = ordinal_classes(value)
            elif kind == "year" or (1000 <= value <= 2199):
                signature = integer_classes(str(value)) | {"WORDNUM"}
            else:
                signature = word_classes(min(value, 100))
            yield start, stop, grammar.number_codes[signature], Word("", {"": str(value)})
            start = stop
            break
        else:
            start += 1
            continue
        if end - start <= 1:
            break


def _apply(tokens: Tokens, merges: list[tuple[int, int, str, Word]], grammar: Grammar) -> Tokens:
    made = Tokens(tokens.text)
    at = 0
    for start, stop, code, word in [*merges, (len(tokens.codes), len(tokens.codes), "", Word("", {}))]:
        if start < at:
            continue
        for i in range(at, start):
            made.add(tokens.codes[i], tokens.starts[i], tokens.ends[i], tokens.words[i])
            if i in tokens.values:
                made.values[len(made.codes) - 1] = tokens.values[i]
        if stop > start:
            made.add(code, tokens.starts[start], tokens.ends[stop - 1], "".join(tokens.words[start:stop]))
            made.values[len(made.codes) - 1] = word
        at = stop
    return made
