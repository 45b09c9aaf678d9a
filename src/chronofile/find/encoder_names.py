"""Names by the trained encoder and the rules together: each says where the other is weak.

The encoder reads the whole sentence and knows a body from a person by its company; the rules know titles, lists and the
page as a whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence as Many
from typing import TYPE_CHECKING, Any, cast

import msgspec

from chronofile.find.encoder import LABELS, Encoder
from chronofile.find.lexicon import longest
from chronofile.find.lone_names import BODY_ALONE, between_marks
from chronofile.find.name_evidence import settle
from chronofile.find.name_rules import RuleTagger
from chronofile.find.names import Name, Tagged
from chronofile.find.speech_words import SpeechWords
from chronofile.find.tokens import Sentence
from chronofile.find.trees import Tree
from chronofile.model import MentionType

if TYPE_CHECKING:
    from numpy.typing import NDArray

RULE = "encoder"
_LISTED = ("gazetteer", "dateline", "body word")
"""Rules that stand on what is known, not on how a name looks."""
_DOUBTED = 0.4
_TRUSTED = {"PER": 0.7, "LOC": 0.5, "ORG": 0.7}
"""Doubt up to which a name of several words counts that no rule sees."""
_TRUSTED_ALONE = 0.2
"""The same for one word: newswire precision 84.7 to 85.1 at the same recall."""
_LONGEST = 2_000
"""Words of a sentence that is read; what is longer is a table or has lost its marks, and would take half a minute."""
_OFTEN = 3
"""Places from which a name of the rules needs no encoder."""
_LONG = 3
"""Letters of an ending that make an adjective of a people, as in "Ostranian"; shorter ones end places too."""
_FOLLOWS = [[b[0] != "I" or a[2:] == b[2:] for b in LABELS] for a in LABELS]


class Scored(msgspec.Struct, frozen=True):
    """A name the encoder sees at tokens `first` to `last` (excluded); `doubt` is 0 where it is certain."""

    first: int
    last: int
    type: MentionType
    doubt: float


def scored(rows: NDArray[Any]) -> list[Scored]:
    """Names of one sentence from the scores of its words."""
    best = rows.argmax(1).tolist()
    if not any(best):
        return []
    if any(not _FOLLOWS[a][b] for a, b in zip([0, *best], best, strict=False)):
        best = _likeliest(rows)
    found: list[Scored] = []
    first = 0
    for i, label in enumerate([*best, 0]):
        if first < i and best[first] and not LABELS[label].startswith("I"):
            doubt = -float(min(rows[k, best[k]] for k in range(first, i)))
            found.append(Scored(first, i, cast(MentionType, LABELS[best[first]][2:]), doubt))
        if not LABELS[label].startswith("I"):
            first = i
    return found


def _likeliest(rows: NDArray[Any]) -> list[int]:
    """The likeliest labels of which each may follow the one before."""
    import numpy as np

    steps = np.where(np.array(_FOLLOWS), 0.0, -1e4)
    sums = rows[0] + steps[0]
    back = []
    for row in rows[1:]:
        both = sums[:, None] + steps
        back.append(both.argmax(0))
        sums = both.max(0) + row
    path = [int(sums.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return path[::-1]


def _text(s: Sentence, name: Name) -> str:
    return " ".join(s.words[name.first : name.last])


def _apart(names: list[Name], others: list[Name]) -> list[Name]:
    """Those of `others` that touch none of `names`."""
    taken = {i for n in names for i in range(n.first, n.last)}
    return [n for n in others if taken.isdisjoint(range(n.first, n.last))]


class EncoderTagger:
    """`label` names both, since either may have found a name; each name's own rule says which."""

    label = "encoder and rules"

    def __init__(self, rules: RuleTagger, speech: SpeechWords, model: Encoder) -> None:
        self.rules = rules
        self.speech = speech
        self.model = model

    def read(self, sentences: Many[Sentence]) -> Tagged:
        read = [self._is_read(s) for s in sentences]
        seen = iter(self.model.read([s.words for s, wanted in zip(sentences, read, strict=True) if wanted]))
        trees: list[Tree | None] = []
        by_model: list[list[Scored]] = []
        for wanted in read:
            one = next(seen) if wanted else None
            trees.append(one.tree if one else None)
            by_model.append(scored(one.names) if one else [])
        by_rules = [self.rules.sentence(s) for s in sentences]
        names = list(map(self._together, sentences, by_model, by_rules))
        again = self._again(sentences, by_model, by_rules, names)
        for s, found, others in zip(sentences, names, by_rules, strict=True):
            found += _apart(found, [n for n in others if _text(s, n) in again])
            found.sort(key=lambda n: n.first)
        names = self._unnumbered(sentences, names)
        return Tagged(settle(sentences, names, self.rules.grammar, self.rules.gazetteer), trees)

    def _again(
        self,
        sentences: Many[Sentence],
        by_model: list[list[Scored]],
        by_rules: list[list[Name]],
        names: list[list[Name]],
    ) -> set[str]:
        """Names that count wherever the rules see them: found twice, or seen three times by the rules alone, nowhere of
        another type by the encoder and never right behind a quotation mark, as books and films are.
        """
        twice = Counter(_text(s, n) for s, found in zip(sentences, names, strict=True) for n in found)
        often = Counter((_text(s, n), n.type) for s, found in zip(sentences, by_rules, strict=True) for n in found)
        types: dict[str, set[str]] = defaultdict(set)
        for s, seen in zip(sentences, by_model, strict=True):
            for one in seen:
                types[" ".join(s.words[one.first : one.last])].add(one.type)
        works = {
            _text(s, n)
            for s, found in zip(sentences, by_rules, strict=True)
            for n in found
            if n.first > 0 and s.tags[n.first - 1] == "Q"
        }
        steady = {text for (text, kind), n in often.items() if n >= _OFTEN and types[text] <= {kind}}
        return {text for text, n in twice.items() if n > 1} | (steady - works)

    def _unnumbered(self, sentences: Many[Sentence], names: list[list[Name]]) -> list[list[Name]]:
        """ "Norton I" as "Norton" where the page has him without his numeral too."""
        numeral = self.rules.gazetteer.joins.pronoun
        plain = {
            s.words[n.last - 1] for s, found in zip(sentences, names, strict=True) for n in found if n.type == "PER"
        }

        def of(s: Sentence, n: Name) -> Name:
            shorter = n.type == "PER" and n.last - n.first > 1 and s.words[n.last - 1] in numeral
            return msgspec.structs.replace(n, last=n.last - 1) if shorter and s.words[n.last - 2] in plain else n

        return [[of(s, n) for n in found] for s, found in zip(sentences, names, strict=True)]

    def _is_read(self, s: Sentence) -> bool:
        """No longer than sentences are, with a capital besides that of a common first word (a sixth of a page has none)
        or a verb of saying.
        """
        if len(s) > _LONGEST:
            return False
        verbs, closed = self.rules.grammar.verbs, self.rules.grammar.closed
        for i, (word, lower) in enumerate(zip(s.words, s.lowers, strict=True)):
            if word != lower and (i or lower not in closed):
                return True
            if lower in verbs and verbs[lower].lemma in self.speech.report:
                return True
        return False

    def _together(self, s: Sentence, by_model: list[Scored], by_rules: list[Name]) -> list[Name]:
        """The encoder's names with what the rules know of them, and the rules' own that need no encoder."""
        names: list[Name] = []
        for one in by_model:
            beside = [n for n in by_rules if n.first < one.last and one.first < n.last]
            name = self._either(s, one, beside)
            if name is not None:
                names.append(name)
        return names + _apart(names, [n for n in by_rules if self._stands_alone(s, n)])

    def _stands_alone(self, s: Sentence, name: Name) -> bool:
        """A name of the rules that the encoder need not see: of a list, "the Board", "Rep. Ruiz"."""
        if name.rule == "title":
            return s.words[name.first - 1].endswith(".")
        return name.rule in (*_LISTED, BODY_ALONE)

    def _either(self, s: Sentence, one: Scored, beside: list[Name]) -> Name | None:
        words = s.words[one.first : one.last]
        listed = any(n.rule in _LISTED for n in beside)
        if (not listed and self._of_a_people(words)) or between_marks(s, one.first, one.last):
            return None
        one = self._without_article(s, self._without_titles(s, one), beside)
        if one.type == "PER" and one.doubt > _DOUBTED and self._title_ends(s, one.first) >= one.last:
            return None
        for n in beside:
            alike = (n.first, n.last) == (one.first, one.last)
            if alike and (n.type == one.type or n.rule in _LISTED):
                return Name(n.first, n.last, n.type, n.rule, n.title_first)
            wider = n.first <= one.first and n.last >= one.last
            if not alike and wider and one.type != "PER" and len(beside) == 1 and self._knows_wider(n, one):
                return n
        lone = one.last - one.first == 1
        if lone and one.doubt > _TRUSTED_ALONE:
            return beside[0] if len(beside) == 1 else None
        if not beside and one.doubt > _TRUSTED[one.type]:
            return None
        title_first = one.first
        if one.type == "PER":
            title_first = min([n.title_first for n in beside] + [self._titles_before(s, one.first)])
        return Name(one.first, one.last, one.type, RULE, min(title_first, one.first))

    def _knows_wider(self, name: Name, one: Scored) -> bool:
        """Whether the rules' longer name is rather the right one: a body's, where the encoder has some doubt."""
        return name.rule in _LISTED or (name.rule in ("body word", "capitals") and one.doubt > _DOUBTED)

    def _of_a_people(self, words: list[str]) -> bool:
        """ "Swiss", "Afghan-led": no place, no body."""
        if len(words) != 1:
            return False
        last = words[0].rpartition("-")[2]
        ending = any(len(x) >= _LONG and last.endswith(x) for x in self.rules.gazetteer.adjective_endings)
        return words[0] in self.rules.gazetteer.country or ("-" in words[0] and last.islower()) or ending

    def _without_article(self, s: Sentence, one: Scored, beside: list[Name]) -> Scored:
        """ "The Harbour Foundation" without its article, unless a list has it so ("The Hague")."""
        if s.lowers[one.first] not in self.rules.gazetteer.joins.article or one.last - one.first == 1:
            return one
        if any(n.first == one.first and n.rule in _LISTED for n in beside):
            return one
        return Scored(one.first + 1, one.last, one.type, one.doubt)

    def _without_titles(self, s: Sentence, one: Scored) -> Scored:
        """A person's name without what stands before or behind it: "Ms.", "Pope", "Belgian"."""
        first = one.first
        while one.type == "PER" and one.last - first > 1:
            end = self._title_ends(s, first)
            if first < end < one.last:
                first = end
            elif s.words[first] in self.rules.gazetteer.country:
                first += 1
            else:
                break
        last = one.last
        while one.type == "PER" and last - first > 1 and s.words[last - 1].islower():
            last -= 1
        return Scored(first, last, one.type, one.doubt)

    def _title_ends(self, s: Sentence, first: int) -> int:
        hit = longest(self.rules.gazetteer.titles, s.words, first)
        return hit[0] if hit else first

    def _titles_before(self, s: Sentence, first: int) -> int:
        """Where the titles start that end right before token `first`; `first` where there are none."""
        titles, lower = self.rules.gazetteer.titles, self.rules.gazetteer.lower_titles
        start = first
        while start > 0:
            for width in range(min(5, start), 0, -1):
                at = start - width
                hit = longest(titles, s.words, at) or longest(lower, s.lowers, at)
                if hit and hit[0] == start:
                    start = at
                    break
            else:
                break
        return start
