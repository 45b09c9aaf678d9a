"""Lexicon: what the languages of a draft and of a page say of denying, planning and attributing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from chronofile import lang
from chronofile.check.words import keys

Phrases = frozenset[tuple[str, ...]]


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """Phrases are runs of keys (`words.keys`); all are empty for a language without data.
    `saying` are lemmas of verbs of saying.
    """

    negation: Phrases
    negation_endings: tuple[str, ...]
    negation_except: Phrases
    planned: Phrases
    past_endings: tuple[str, ...]
    attributed: frozenset[str]
    saying: frozenset[str]
    citing_before: Phrases
    citing_after: frozenset[str]
    has_capitalised_names: bool
    never_names: frozenset[str]
    inside_names: frozenset[str]
    function: frozenset[str]
    lemmas: dict[str, str]
    known: dict[str, str] = {}
    """Words and their base forms as they were asked for."""

    def denials(self, words: Sequence[str]) -> list[int]:
        """The places in a run of keys that deny something."""
        found: list[int] = []
        skip = 0
        for at, key in enumerate(words):
            if at < skip:
                continue
            if excepted := self._phrase(self.negation_except, words, at):
                skip = at + excepted
            elif length := self._phrase(self.negation, words, at):
                found.append(at)
                skip = at + length
            elif self.negation_endings and key.endswith(self.negation_endings):
                found.append(at)
        return found

    def plans(self, words: Sequence[str]) -> bool:
        return any(self._phrase(self.planned, words, at) for at in range(len(words)))

    def is_past(self, key: str) -> bool:
        """A form of a verb that tells a thing as done; False where the data do not tell."""
        base = self.lemmas.get(key)
        return (base is not None and base != key) or bool(self.past_endings and key.endswith(self.past_endings))

    def lemma(self, key: str) -> str:
        """The base form where the data give one, else the word without the commonest endings of verbs and plurals."""
        if not self.lemmas:
            return key
        made = self.known.get(key)
        if made is None:
            made = self._lemma(key)
            if len(self.known) < _MOST:
                self.known[key] = made
        return made

    def _lemma(self, key: str) -> str:
        made = self.lemmas.get(key)
        if made is None:
            made = key
            for ending, instead in _ENDINGS:
                if key.endswith(ending) and len(key) - len(ending) >= 3:
                    made = key[: len(key) - len(ending)] + instead
                    break
        return made[:-1] if len(made) > 3 and made[-1] == made[-2] else made.removesuffix("e")

    def content(self, words: Sequence[str]) -> frozenset[str]:
        """The lemmas of the words that carry meaning."""
        return frozenset(self.lemma(key) for key in words if key not in self.function and len(key) > 1)

    @staticmethod
    def _phrase(phrases: Phrases, words: Sequence[str], at: int) -> int:
        """Length of the phrase that begins at a place, 0 for none."""
        return next((n for n in (4, 3, 2, 1) if tuple(words[at : at + n]) in phrases and at + n <= len(words)), 0)


_MOST = 100_000
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("'s", ""), ("es", ""), ("s", ""), ("e", ""))
"""Made equal, not correct: both sides go through it."""


@cache
def lexicon(*languages: str) -> Lexicon:
    """The data of these languages together (a draft's and a page's may differ); the first decides about capitals."""
    data = [lang.load(language, "draft") for language in dict.fromkeys(languages)]
    first = data[0] if data else {}
    made = Lexicon(
        negation=_phrases(data, "negation", "words"),
        negation_endings=tuple(e for d in data for e in d.get("negation", {}).get("endings", ())),
        negation_except=_phrases(data, "negation", "except"),
        planned=_phrases(data, "planned", "words"),
        past_endings=tuple(e for d in data for e in d.get("planned", {}).get("past_endings", ())),
        attributed=_single(data, "attributed", "words"),
        saying=frozenset(),
        citing_before=_phrases(data, "citing", "before"),
        citing_after=_single(data, "citing", "after"),
        has_capitalised_names=bool(first.get("capitalised_names", False)),
        never_names=frozenset(w for d in data for w in d.get("names", {}).get("never", "").split()),
        inside_names=frozenset(w for d in data for w in d.get("names", {}).get("inside", "").split()),
        function=frozenset(w for x in languages for w in _function_words(x)),
        lemmas={form: base for x in languages for form, base in _lemmas(x).items()},
    )
    verbs = [w for x in languages for w in str(lang.load(x, "speech").get("verbs", {}).get("report", "")).split()]
    return msgspec.structs.replace(made, saying=frozenset(map(made.lemma, verbs)))


def _phrases(data: Sequence[dict[str, object]], part: str, name: str) -> Phrases:
    return frozenset(keys(phrase) for d in data for phrase in _listed(d, part, name))


def _single(data: Sequence[dict[str, object]], part: str, name: str) -> frozenset[str]:
    return frozenset(key for d in data for phrase in _listed(d, part, name) for key in keys(phrase))


def _listed(data: dict[str, object], part: str, name: str) -> Sequence[str]:
    table = data.get(part, {})
    found = table.get(name, ()) if isinstance(table, dict) else ()
    return [str(phrase) for phrase in found]


def _function_words(language: str) -> list[str]:
    return [key for word in lang.load(language, "page").get("function_words", "").split() for key in keys(word)]


def _lemmas(language: str) -> dict[str, str]:
    """Irregular forms: "be was/were been, have had had" to form -> base."""
    listed = lang.load(language, "grammar").get("verbs", {}).get("irregular", "")
    made: dict[str, str] = {}
    for group in str(listed).replace("\n", " ").split(","):
        forms = group.split()
        for form in forms[1:]:
            for one in form.split("/"):
                made.setdefault(one, forms[0])
        if forms:
            made.setdefault(forms[0], forms[0])
    return made
