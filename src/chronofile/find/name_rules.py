"""Names by shape, titles, gazetteer and the company they keep: the tagger that needs no model."""

from __future__ import annotations

import re
from collections.abc import Sequence as Many

import msgspec

from chronofile.find.gazetteer import Gazetteer
from chronofile.find.lexicon import Grammar, longest
from chronofile.find.lone_names import AFTER_PLACE, BODY_ALONE, BODY_BEFORE
from chronofile.find.name_evidence import settle
from chronofile.find.names import Name, Tagged
from chronofile.find.tokens import Sentence
from chronofile.model import MentionType

_INITIAL = re.compile(r"[A-Z]\.|[A-Z]\.-?[A-Z]\.")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,6}s?|[A-Z]\.(?:[A-Z]\.)+")
_ROMAN = re.compile(r"[IVX]{1,5}")
_HYPHENED = re.compile(r"[A-Z]\w*-[A-Za-z]\w*")
LONGEST_RUN = 14


class Run(msgspec.Struct):
    """Capitalised tokens `first` to `last` (excluded) that may hold a name after its titles."""

    first: int
    last: int
    titles: int = 0


class RuleTagger:
    """`label` names the rules and the language's lexicon."""

    label = "rules"

    def __init__(self, grammar: Grammar, gazetteer: Gazetteer) -> None:
        self.grammar = grammar
        self.gazetteer = gazetteer

    def read(self, sentences: Many[Sentence]) -> Tagged:
        found = [self.sentence(s) for s in sentences]
        return Tagged(settle(sentences, found, self.grammar, self.gazetteer), [None] * len(sentences))

    def sentence(self, s: Sentence) -> list[Name]:
        if self._all_capitals(s):
            return self._known_only(s)
        names: list[Name] = []
        shouting = self._headline_style(s)
        i = self._dateline(s, names)
        while i < len(s):
            word = s.words[i]
            if not self._capital(s, i):
                i += 1
                continue
            hit = longest(self.gazetteer.known, s.words, i)
            run = self._run(s, i, hit[0] if hit and hit[1] in ("ORG", "LOC") else 0)
            if run is None:
                i += 1
                continue
            if hit and hit[1] == "ADJ" and hit[0] < run.last:
                body = longest(self.gazetteer.known, s.words, hit[0])
                if body and body[1] == "ORG" and body[0] - hit[0] > 1:
                    names.append(Name(i, body[0], "ORG", "gazetteer", i))
                    i = body[0]
                    continue
            if hit and hit[0] >= run.last and hit[1] != "ADJ" and (hit[0] - i > 1 or len(word) > 1):
                names.append(Name(i, hit[0], hit[1], "gazetteer", i))
                i = hit[0]
                continue
            made = self._classify(s, run, shouting)
            names.extend(made)
            i = max(run.last, i + 1)
        return names

    def _capital(self, s: Sentence, i: int) -> bool:
        word = s.words[i]
        if not word[0].isupper():
            return word[:3] in self.gazetteer.joins.prefixes and len(word) > 4 and word[3].isupper()
        if i == 0 or s.tags[i - 1] in ("Q", ":", "(", "."):
            lower = s.lowers[i]
            if lower in self.grammar.closed and lower not in self.grammar.function.also_names:
                return longest(self.gazetteer.known, s.words, i) is not None or (
                    lower in self.gazetteer.joins.article
                    and i + 1 < len(s)
                    and s.words[i + 1] in self.gazetteer.joins.with_article
                )
        return s.tags[i] not in ("D", "P", "W", "S") or (word.isupper() and len(word) > 1)

    def _all_capitals(self, s: Sentence) -> bool:
        """No word in small letters at all, in a sentence of some length."""
        letters = [w for w in s.words if w[0].isalpha()]
        return len(letters) >= 4 and all(w.isupper() for w in letters)

    def _known_only(self, s: Sentence) -> list[Name]:
        """In capitals throughout only names of the gazetteer are names."""
        words = [w.title() if len(w) > 3 else w for w in s.words]
        found, i = [], 0
        while i < len(words):
            hit = longest(self.gazetteer.known, words, i)
            if hit and hit[1] in ("ORG", "LOC"):
                found.append(Name(i, hit[0], hit[1], "gazetteer", i))
            i = hit[0] if hit else i + 1
        return found

    def _dateline(self, s: Sentence, names: list[Name]) -> int:
        """ "GENEVA, March 3 (Agency) -": capitals that open a paragraph before a comma, bracket or dash; a place."""
        end = 0
        while end < min(len(s), 4) and s.words[end].isupper() and len(s.words[end]) > 1 and s.words[end].isalpha():
            end += 1
        if not end or end >= len(s) or not (len(s.words[0]) > 3 or end > 1):
            return 0
        if s.words[end] in ("(", "-", "--", "–", "—", "_") or (
            s.words[end] == "," and any(w in ("(", "-", "–", "—", "--", "_") for w in s.words[end : end + 8])
        ):
            names.append(Name(0, end, "LOC", "dateline", 0))
            return end
        return 0

    def _headline_style(self, s: Sentence) -> bool:
        """Most longer words start with a capital: a heading in title case, where capitals say nothing."""
        open_words = [
            w for w, t in zip(s.words, s.lowers, strict=True) if w[0].isalpha() and t not in self.grammar.closed
        ]
        return len(open_words) >= 3 and sum(w[0].isupper() for w in open_words) > 0.9 * len(open_words)

    def _run(self, s: Sentence, at: int, least: int) -> Run | None:
        """From a capital word as far as one name can reach: particles, "of" after a body's head word, "&"."""
        g = self.gazetteer
        end = at
        committee = False
        heads = False
        while end < len(s) and end - at < LONGEST_RUN:
            word = s.words[end]
            if (
                self._capital(s, end)
                if end == at
                else (word[0].isupper() and word not in g.joins.pronoun and word not in g.calendar)
            ):
                heads = heads or word in g.of_heads or word in g.joins.offices
                end += 1
                if end < least:
                    continue
                if end - at == 1 and longest(g.titles, s.words, at) is None and self._breaks_after(s, at):
                    break
                continue
            step = self._bridge(s, at, end, heads, committee)
            if not step:
                if end < least:
                    end += 1
                    continue
                break
            committee = committee or s.lowers[end] in g.joins.for_
            end += step
        return Run(at, end) if end > at else None

    def _breaks_after(self, s: Sentence, at: int) -> bool:
        """A common word that only starts its sentence is no part of the name behind it: "Protesters Monday"."""
        lower = s.lowers[at]
        first = at == 0 or s.tags[at - 1] in ("Q", ".")
        if not first or s.words[at].isupper():
            return False
        if s.words[at] in self.gazetteer.family_first and at + 1 < len(s) and _HYPHENED.fullmatch(s.words[at + 1]):
            return False  # "Park Won-soon": the family name comes first.
        common = lower in self.grammar.verbs or lower in self.grammar.closed or lower in self.grammar.singular
        return common and s.words[at] not in self.gazetteer.org_words and s.words[at] not in self.gazetteer.given

    def _bridge(self, s: Sentence, at: int, end: int, heads: bool, committee: bool) -> int:
        """How many lower-case tokens may be crossed at `end` so that the name goes on, 0 when it ends here."""
        if end + 1 >= len(s) or end == at:
            return 0
        g, word, following = self.gazetteer, s.lowers[end], s.words[end + 1]
        capital = following[0].isupper() and following not in g.calendar
        if word in g.particles and (capital or (s.lowers[end + 1] in g.particles and end + 2 < len(s))):
            return 1 if capital else 2 if s.words[end + 2][0].isupper() else 0
        if word == "&" and capital:
            return 1
        if s.words[end][:3] in g.joins.prefixes_within and len(word) > 3:
            return 1
        links = g.joins.of | g.joins.for_ | g.joins.on
        if word in links and (heads or (word in g.joins.for_ and self._body_ahead(s, end + 1))):
            if capital and word not in g.joins.on:
                return 1
            if s.lowers[end + 1] in g.joins.article and end + 2 < len(s) and s.words[end + 2][0].isupper():
                return 2
            return 1 if capital else 0
        if word in g.joins.in_ and committee and capital:
            return 1
        if word in g.joins.and_ and heads and capital and not g.joins.of.isdisjoint(s.lowers[at:end]):
            common = s.lowers[end + 1] in self.grammar.classes or s.lowers[end + 1] in self.grammar.singular
            return 1 if common and following not in g.of_heads and following not in g.given else 0
        if s.tags[end] == "POS" and capital and s.lowers[end - 1] in self.grammar.singular and end - at <= 2:
            return 1
        return 0

    def _body_ahead(self, s: Sentence, at: int) -> bool:
        """ "Books for Kelda Foundation": the capitals after "for" end in a body's head word."""
        end = at
        while end < len(s) and end - at < 5 and s.words[end][0].isupper():
            end += 1
        return end > at and s.words[end - 1] in self.gazetteer.org_words

    # -- what a run is

    def _classify(self, s: Sentence, run: Run, shouting: bool) -> list[Name]:
        start, titled = self._after_titles(s, run)
        if start >= run.last:
            return []
        words = s.words[start : run.last]
        while words and words[-1] in self.gazetteer.joins.pronoun:
            words.pop()
        last = start + len(words)
        if not words:
            return []
        parts = self._split(s, start, last)
        if parts:
            return [name for first, end in parts for name in self._classify(s, Run(first, end), shouting)]
        title_first = run.first if titled else start
        if len(words) == 1:
            return self._single(s, start, last, title_first, shouting)
        while (
            last - start > 1
            and s.words[last - 1] in self.gazetteer.country
            and s.words[start] not in self.gazetteer.given
        ):
            last -= 1
        if last - start == 1:
            return self._single(s, start, last, title_first, shouting)
        kind, rule, sure = self._several(s, start, last, titled)
        if kind is None:
            return []
        if shouting and rule in ("two capitals",):
            return [Name(start, last, kind, "title case", title_first, False)]
        return [Name(start, last, kind, rule, title_first, sure)]

    def _after_titles(self, s: Sentence, run: Run) -> tuple[int, bool]:
        """First token after adjectives of a people and titles, and whether a title was among them."""
        g = self.gazetteer
        at, titled = run.first, False
        while at < run.last:
            if hit := longest(g.titles, s.words, at):
                end = hit[0]
                if end + 1 < run.last and s.lowers[end] in g.joins.of | g.joins.for_:
                    end = self._office_end(s, end + 1, run.last)
                if end > run.last or (end < run.last and s.words[end] in g.org_words and end + 1 >= run.last):
                    break
                at, titled = end, True
                continue
            office = self._office_before(s, at, run.last)
            if office:
                at, titled = office, True
                continue
            adjective = longest(g.known, s.words, at)
            if adjective and adjective[1] == "ADJ" and adjective[0] <= run.last:
                ahead = longest(g.titles, s.words, adjective[0]) if adjective[0] < run.last else None
                rest = s.words[adjective[0] : run.last]
                if ahead or not rest or not any(w in g.org_words for w in rest):
                    at = adjective[0]
                    continue
            break
        if not titled and at == run.first and at > 0:
            titled = self._lower_title(s, at)
        return at, titled

    def _office_before(self, s: Sentence, at: int, last: int) -> int:
        """ "Ports and Fisheries Minister …": common nouns that lead up to a title; the end of the title, 0 for none."""
        end = at
        while end < last and end - at < 5:
            hit = longest(self.gazetteer.titles, s.words, end)
            if hit and end > at:
                return hit[0] if hit[0] < last else 0
            lower = s.lowers[end]
            if (
                lower not in self.grammar.classes
                and lower not in self.grammar.singular
                and (lower not in self.gazetteer.joins.and_)
            ):
                return 0
            end += 1
        return 0

    def _lower_title(self, s: Sentence, at: int) -> bool:
        """ "lawmaker Tae Yong-ho": an office in small letters right before."""
        for width in (3, 2, 1):
            first = at - width
            if first >= 0 and (hit := longest(self.gazetteer.lower_titles, s.lowers, first)) and hit[0] == at:
                return not (first and s.tags[first - 1] == "I" and s.lowers[first - 1] in self.gazetteer.joins.of)
        return False

    def _office_end(self, s: Sentence, at: int, last: int) -> int:
        """ "Minister of Foreign Affairs Cho Tae-yul": the office ends where words stop being common nouns."""
        while at < last and (
            s.lowers[at] in self.grammar.classes
            or s.lowers[at] in self.grammar.singular
            or s.lowers[at] in self.gazetteer.joins.office
        ):
            at += 1
        return at

    def _split(self, s: Sentence, first: int, last: int) -> list[tuple[int, int]]:
        """A run that holds two names: after a possessive place, a known place before a person, a comma never."""
        g = self.gazetteer
        for i in range(first + 1, last):
            if s.tags[i] == "POS":
                left = s.words[first:i]
                if " ".join(left) in g.country or longest(g.known, s.words, first) == (i, "LOC"):
                    return [(first, i), (i + 1, last)]
        for i in range(first + 1, last - 1):
            if longest(g.titles, s.words, i) and s.words[last - 1] not in g.org_words:
                left = s.words[first:i]
                body = any(w in g.org_words or _ACRONYM.fullmatch(w) for w in left)
                adjective = i - first == 1 and left[0].endswith(g.adjective_endings)
                return [(i, last)] if adjective and not body else [(first, i), (i, last)]
        return []

    def _single(self, s: Sentence, at: int, last: int, title_first: int, shouting: bool) -> list[Name]:
        g, word = self.gazetteer, s.words[at]
        if word in g.not_names or word in g.country or self._is_bond(word):
            return []
        known = longest(g.known, s.words, at)
        if known and known[0] == last and known[1] in ("ORG", "LOC") and title_first == at:
            return [Name(at, last, known[1], "gazetteer", at)]
        if title_first < at and (longest(g.titles, s.words, title_first) or at - title_first > 0):
            return [Name(at, last, "PER", "title", title_first)]
        if self._lower_title(s, at) and word[0].isupper():
            return [Name(at, last, "PER", "title", at)]
        if any(c.isdigit() for c in word) and any(c.isalpha() for c in word):
            news = any(word.startswith(w) for w in g.newsroom_words)
            return [Name(at, last, "ORG", "newsroom", at)] if news else []
        if _ACRONYM.fullmatch(word) and not _ROMAN.fullmatch(word) and not shouting:
            return [Name(at, last, "ORG", "acronym", at, False)]
        if (at == 0 or s.tags[at - 1] in ("Q", ".")) and self.grammar.knows(s.lowers[at]):
            return []
        if word in g.org_words and not shouting and at and s.tags[at - 1] == "D":
            ends = self._ends(s, last)
            rule, sure = (BODY_ALONE, word in g.public) if ends else (BODY_BEFORE, False)
            return [Name(at, last, "ORG", rule, at, sure)]
        if word in g.org_words or longest(g.titles, s.words, at) or shouting:
            return []
        before = s.lowers[at - 1] if at else ""
        if before in g.joins.of and at > 1 and s.lowers[at - 2] in g.of_place:
            return [Name(at, last, "LOC", "place word", at)]
        if at + 1 < len(s) and s.lowers[at + 1] in g.place_after and s.tags[at + 1] in ("N", "NV"):
            return [Name(at, last, "LOC", "place word", at)]
        if before in g.joins.place_before and not self.grammar.knows(s.lowers[at]):
            return [Name(at, last, "LOC", AFTER_PLACE, at, False)]
        if self.grammar.knows(s.lowers[at]) and word not in g.given:
            return []
        kind: MentionType = "PER"
        return [Name(at, last, kind, "capital", at, False)]

    def _is_bond(self, word: str) -> bool:
        """ "Russia-Ukraine": two lands, neither of them; "D-Va": a party and a state."""
        sides = word.split("-")
        lands = all(longest(self.gazetteer.known, [side], 0) for side in sides)
        return len(sides) == 2 and (lands or (len(sides[0]) == 1 and sides[1][:1].isupper()))

    def _ends(self, s: Sentence, last: int) -> bool:
        """No noun goes on behind: "the Court held", not "the Court documents"."""
        return last >= len(s) or s.tags[last] not in ("N", "NP", "NV", "VN", "X", "-")

    def _several(self, s: Sentence, first: int, last: int, titled: bool) -> tuple[MentionType | None, str, bool]:
        g, words = self.gazetteer, s.words[first:last]
        known = longest(g.known, s.words, first)
        if known and known[0] == last and known[1] != "ADJ":
            return known[1], "gazetteer", True
        if titled and not (words[-1] in g.org_words and words[0] not in g.given):
            return "PER", "title", True
        east = words[0] in g.family_first and self._eastern(words)
        if words[0] in g.given and len(words) == 2 and words[1] in g.surname_like:
            return "PER", "given name", True
        if east or (words[0] in g.given and words[-1] not in g.org_words and words[-1] not in g.place_words):
            return "PER", "given name" if not east else "family name first", True
        link = next((k for joins in (g.joins.of, g.joins.for_) for k, w in enumerate(words) if w in joins), None)
        if link is not None:
            head = words[:link]
            if head and any(w in g.of_heads or w in g.org_words for w in (head[-1], words[-1])):
                return "ORG", "body word", True
        if words[-1] in g.org_words or (words[0] in g.of_heads and len(words) > 2) or "&" in words:
            return "ORG", "body word", True
        if words[-1] in g.place_words and words[0] not in g.given:
            return ("PER", "office behind", True) if self._office_behind(s, last) else ("LOC", "place word", True)
        if words[0] in g.place_before and words[0] not in g.titles:
            return "LOC", "place word", True
        if any(w in g.org_words for w in words[1:]) and words[0] not in g.given:
            return "ORG", "body word", True
        if any(_INITIAL.fullmatch(w) for w in words[:2]) or any(w in g.particles for w in words[1:-1]):
            return "PER", "initial or particle", True
        if any(w in g.not_names for w in words):
            return None, "", False
        return self._plain(s, first, last)

    def _office_behind(self, s: Sentence, last: int) -> bool:
        """ ", representative of", ", a lawyer": an apposition that only a person has."""
        at = last + 1
        if last >= len(s) or s.words[last] != ",":
            return False
        while at < len(s) and s.tags[at] in ("D", "J") and at - last < 5:
            at += 1
        return at < len(s) and s.lowers[at] in self.gazetteer.offices

    def _plain(self, s: Sentence, first: int, last: int) -> tuple[MentionType | None, str, bool]:
        """Two or three capital words nothing is known of: a person, unless common words or a place."""
        words = s.words[first:last]
        if (
            first > 1
            and s.lowers[first - 1] in self.gazetteer.joins.of
            and s.lowers[first - 2] in self.gazetteer.of_place
        ):
            return "LOC", "place word", True
        common = [w for w in s.lowers[first:last] if w in self.grammar.classes or w in self.grammar.singular]
        if last < len(s) and s.lowers[last] in self.gazetteer.place_after:
            return "LOC", "place word", True
        if any(longest(self.gazetteer.known, s.words, k) for k in range(first, last)):
            return "ORG", "capitals", False
        if common:
            if len(common) == 1 and 2 <= len(words) <= 3 and (words[0].lower() not in common or len(words) == 3):
                return "PER", "two capitals", False
            return ("ORG", "capitals", False) if len(common) < len(words) else (None, "", False)
        if first and s.lowers[first - 1] in self.gazetteer.joins.place_before_several:
            return "LOC", "place after", True
        if any(w.isupper() and len(w) > 1 and "." not in w for w in words):
            return "ORG", "acronym", False
        if len(words) <= 3:
            return "PER", "two capitals", True
        return "ORG", "capitals", False

    def _eastern(self, words: list[str]) -> bool:
        """Family name first: "Jang Se-yul", "Lee Jae Myung", "Kim Jong Un"."""
        if len(words) == 2:
            return bool(_HYPHENED.fullmatch(words[1])) or words[1].lower() not in self.grammar.classes
        return (
            len(words) == 3
            and all(len(w) <= 7 and w.isalpha() for w in words)
            and words[-1] not in self.gazetteer.org_words
        )
