"""Tokens: one sentence cut into words with exact offsets and a coarse word class each."""

from __future__ import annotations

import msgspec

from chronofile.find.function_words import FunctionWords
from chronofile.find.lexicon import Grammar, Verb
from chronofile.model import Span

VERBAL = frozenset("VBHOM")
"""Tags of verbs of every kind: open (V), be (B), have (H), do (O), modal (M)."""


class Sentence(msgspec.Struct):
    """Parallel lists, one place a token. `tags` as in `lexicon.TAGS` plus N, NP, V, J, R, T, POS ("'s"), "," ":" "("
    ")" "Q" (a quotation mark), "." and "-"; SI is I or S, which `chunks` settles. `role` is the block's. `forms` is the
    verb reading of a word or None.
    """

    span: Span
    role: str
    block: int
    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]
    tags: list[str]
    forms: list[Verb | None]
    function: FunctionWords

    def __len__(self) -> int:
        return len(self.words)

    def stretch(self, first: int, last: int) -> Span:
        """Span of the tokens `first` to `last`, the latter excluded."""
        return Span(self.starts[first], self.ends[last - 1])

    def at(self, position: int) -> int:
        """Index of the first token that ends after `position` (number of tokens when there is none)."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] > position:
                high = middle
            else:
                low = middle + 1
        return low


_MARKS = {
    ",": ",", ";": ":", ":": ":", "—": ":", "–": ":", "--": ":", "―": ":", "‒": ":",
    "(": "(", ")": ")", "[": "(", "]": ")",
    '"': "Q", "“": "Q", "”": "Q", "«": "Q", "»": "Q", "„": "Q", "「": "Q", "」": "Q", "『": "Q", "』": "Q", "‟": "Q",
    ".": ".", "!": ".", "?": ".", "…": ".", "/": ":",
}  # fmt: skip


_ENDS = frozenset(("I", ".", ",", ":", "C", "W", "", ")"))


def tokenise(text: str, span: Span, role: str, block: int, grammar: Grammar) -> Sentence:
    """The tokens of one sentence, tagged. Every token's words are the text at its offsets."""
    starts, ends, words = [], [], []
    for found in grammar.token.finditer(text, span.start, span.end):
        starts.append(found.start())
        ends.append(found.end())
        words.append(found[0])
    lowers = [w.lower() for w in words]
    sentence = Sentence(
        span=span,
        role=role,
        block=block,
        starts=starts,
        ends=ends,
        words=words,
        lowers=lowers,
        tags=[],
        forms=[grammar.verbs.get(w) for w in lowers],
        function=grammar.function,
    )
    _tag(sentence, grammar)
    return sentence


def _tag(sentence: Sentence, grammar: Grammar) -> None:
    """First each word's own class, then the neighbours decide between noun and verb."""
    tags = sentence.tags
    for i, (word, lower) in enumerate(zip(sentence.words, sentence.lowers, strict=True)):
        tags.append(_alone(word, lower, i, sentence.forms[i], grammar))
    _possessives(sentence)
    for i, lower in enumerate(sentence.lowers):
        if lower in grammar.function.that:
            tags[i] = "W" if _shows(sentence, i) else _that(tags, i)
        elif (
            lower in grammar.function.existential
            and (not i or tags[i - 1] in ("C", ",", "S", "V", "Q", "W", ".", ":"))
            and i + 1 < len(tags)
            and tags[i + 1] in ("B", "M", "H", "V")
        ):
            tags[i] = "P"
    for i, tag in enumerate(tags):
        if tag in ("NV", "VN", "V", "VJ"):
            tags[i] = _settle(sentence, i, tag, grammar)
    for i in range(1, len(tags) - 1):
        if tags[i] == "J" and tags[i - 1] == "H" and tags[i + 1] == "V" and _participle(sentence.forms[i + 1]):
            tags[i] = "R"  # "has long said"
        if tags[i] == "S" and tags[i - 1] in ("B", "H") and tags[i + 1] == "R":
            tags[i] = "R"  # "is once again asking"
    for i, lower in enumerate(sentence.lowers):
        if lower in grammar.either and _clause_ahead(sentence, i + 1):
            tags[i] = "SI"


def _shows(sentence: Sentence, i: int) -> bool:
    """ "a letter that shows the …": a noun before it, and behind it a form that is a verb by what follows."""
    if not 0 < i < len(sentence) - 2 or sentence.tags[i - 1] not in ("N", "NP"):
        return False
    form, tag, after = sentence.forms[i + 1], sentence.tags[i + 1], sentence.tags[i + 2]
    return form is not None and form.form == "third" and tag in ("N", "NV", "VN") and after in ("D", "P", "S", "T")


def _participle(form: Verb | None) -> bool:
    return form is not None and form.form in ("participle", "past-or-participle")


def _clause_ahead(sentence: Sentence, at: int) -> bool:
    """A subject and its finite verb follow: "since a court prolonged …", but not "since the letter of May"."""
    first = at
    while at < len(sentence) and at - first < 12:
        tag, form = sentence.tags[at], sentence.forms[at]
        if tag in ("B", "H", "M", "O") or (tag == "V" and form is not None and form.form not in ("ing", "participle")):
            return at > first and sentence.tags[at - 1] != "C"
        if tag not in ("D", "X", "J", "N", "NP", "POS", "P", "R", "I", "C"):
            return False
        at += 1
    return False


def _alone(word: str, lower: str, i: int, form: Verb | None, grammar: Grammar) -> str:
    if mark := _MARKS.get(word):
        return mark
    closed = grammar.closed.get(lower)
    if closed and (not word[0].isupper() or i == 0 or closed in "XPDSWGICT"):
        return (
            "NP"
            if word.isupper() and len(word) > 1 and closed in "IRP" and lower in grammar.function.also_acronyms
            else closed
        )
    first = word[0]
    if first.isdigit() or first in "$€£¥₩":
        return "X"
    if first.isupper() and i > 0:
        return "NP"
    classes = grammar.classes.get(lower)
    if form is not None:
        if classes == "N" and form.form == "base":
            return "NV"
        if classes == "J" and form.form in ("base", "past-or-participle", "participle", "ing"):
            return "VJ"
        if classes is None and form.form == "third":
            classes = grammar.classes.get(form.lemma)
        if form.form in ("base", "third") and classes in ("NV", "VN"):
            return classes
        if form.form == "third" and lower in grammar.singular:
            return "NV"
        return "V"
    if first.isupper() and not classes:
        return "N" if lower in grammar.singular else "NP"
    if classes:
        return classes[0]
    if lower in grammar.singular:
        return "N"
    for ending, tag in grammar.endings:
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            return tag
    return "N" if first.isalpha() else "-"


def _possessives(sentence: Sentence) -> None:
    """'s after a noun or name is the possessive unless a participle or determiner follows (then it is "is")."""
    for i, word in enumerate(sentence.words):
        if word in sentence.function.possessive:
            sentence.tags[i] = "B" if i and sentence.tags[i - 1] in ("P", "W", "R") else "POS"
        elif word in ("'", "’") and i and sentence.words[i - 1].endswith("s"):
            sentence.tags[i] = "POS" if sentence.starts[i] == sentence.ends[i - 1] else "Q"
        elif word in ("'", "’", "‘"):
            sentence.tags[i] = "Q"


def _that(tags: list[str], i: int) -> str:
    """Which "that" it is: before a verb it relates (W), before a new subject it introduces (S), else it points (D)."""
    before, after = tags[i - 1] if i else "", tags[i + 1] if i + 1 < len(tags) else ""
    if after in ("H", "B", "M", "O", "V") and before in ("N", "NP", "NV", ","):
        return "W"
    if before in ("V", "NV", "VN", "N", "J", "VJ", "C", "NP", "X", "P", "R", "B") and after not in (".", ""):
        return "S"
    return "D"


def _settle(sentence: Sentence, i: int, tag: str, grammar: Grammar) -> str:
    """Verb or noun (or adjective), by what stands before and after."""
    tags, form, function = sentence.tags, sentence.forms[i], grammar.function
    before = tags[i - 1] if i else ""
    after = tags[i + 1] if i + 1 < len(tags) else ""
    shape = form.form if form else ""
    if shape in ("past", "past-or-participle", "participle"):
        if (
            form is not None
            and form.lemma == sentence.lowers[i]
            and before in ("D", "J", "POS", "X")
            and after in _ENDS
        ):
            return "N"  # "the cost of it"
        if before in ("D", "J", "POS") and after in ("N", "NV", "VN", "NP", "J", "V", "VJ") and shape != "past":
            return "J" if before != "D" or sentence.lowers[i - 1] not in function.strong_determiners else "V"
        if before == "R" and i > 1 and tags[i - 2] == "D" and after in ("N", "NV", "VN"):
            return "J"  # "a medically induced coma"
        if before == "B" or (before == "R" and i > 1 and tags[i - 2] == "B"):
            return "V"
        if tag == "VJ" and before not in ("H", "N", "NP", "P") and not (before == "R" and i > 1 and tags[i - 2] == "H"):
            return "J"
        if before == "X" and after in ("N", "NV"):
            return "J"
        return "V"
    if shape == "ing":
        if before in ("D", "J", "POS") and after not in ("D", "NP", "P"):
            return "J" if after in ("N", "NV") else "N"
        leads_on = before in (",", "B") and after in ("T", "S", "D")
        return "V" if tag != "VJ" or leads_on else "J"
    if form is not None and form.twice and "H" in (before, tags[i - 2] if i > 1 and before == "R" else ""):
        sentence.forms[i] = Verb(form.lemma, "participle")
        return "V"
    if before == "R" and i > 1:
        before = tags[i - 2] if tags[i - 2] not in ("N", "NP") or tag != "NV" else before
    if before in ("T", "M", "O", "G"):
        return "V"
    if before in ("P", "W") and sentence.lowers[i - 1] not in function.objects:
        return "V"
    if before in ("D", "J", "POS", "X", "I", "H"):
        return "N"
    if tag == "V":
        if shape == "base" and before in ("N", "NP") and after in ("I", ".", ",", ""):
            return "N" if not sentence.lowers[i - 1].endswith("s") else "V"
        return "N" if shape == "third" and before in ("N", "J") and after == "I" else "V"
    if tag == "VJ":
        return "J"
    if shape == "third":
        if after == "T" and before in ("N", "NP", ",", ")") and _verb_class(tags, i + 2):
            return "V"
        if after in (".", ",", ":") and before in ("NP", "P") and _only_a_name_before(tags, i):
            return "V"
        if before == "C" and after in ("D", "P", "S", "T") and i > 1 and tags[i - 2] in ("V", "J", "R"):
            return "V"
        if before in ("NP", "N", "P") and after in ("S", "D", "NP", "P", "Q", "T", "W", "V", "X", "J", "R", ":"):
            return "V" if before in ("NP", "P") or after in ("S", "D", "P", "Q") else "N"
        return "N"
    if shape == "base" and before in ("N", "NP") and after == "T" and _verb_class(tags, i + 2) and _first_verb(tags, i):
        return "V"  # "Families and friends of Ana Ruiz plan to …"
    if shape == "base" and before in ("N", "P", "NP") and after in ("D", "S", "NP", "P", "T", "Q"):
        noun = sentence.lowers[i - 1]
        plural = noun.endswith("s") or before == "P" or noun in function.plural_bare or noun in grammar.singular
        return "V" if plural else "N"
    if shape == "base" and before in ("N", "NP") and after == "," and _many_before(sentence, i, grammar):
        return "V"  # "Aides to Ana Ruiz say, …"
    if not before or before in ("C", ",", ":", "S"):
        return "V" if tag == "VN" and after in ("D", "P", "NP", "S") else "N"
    return "N"


def _verb_class(tags: list[str], at: int) -> bool:
    return at < len(tags) and tags[at] in ("V", "VN", "NV", "B", "H")


def _only_a_name_before(tags: list[str], i: int) -> bool:
    """'“…,” Ana Ruiz recalls.': a name alone between a quotation or comma and the verb."""
    at = i - 1
    while at >= 0 and tags[at] in ("NP", "P"):
        at -= 1
    return at >= 0 and tags[at] in ("Q", ",")


def _many_before(sentence: Sentence, i: int, grammar: Grammar) -> bool:
    """From the last comma on a plural noun stands first and no verb follows it."""
    first = i
    while first and sentence.tags[first - 1] in ("N", "NP", "D", "J", "X", "I", "POS"):
        first -= 1
    nouns = [k for k in range(first, i) if sentence.tags[k] in ("N", "NP")]
    if not nouns or "I" not in sentence.tags[nouns[0] : i] or (first and sentence.tags[first - 1] in VERBAL):
        return False
    return sentence.lowers[nouns[0]] in grammar.singular


def _first_verb(tags: list[str], i: int) -> bool:
    """No verb stands before, and what does is joined by "and", so that it is more than one."""
    return "C" in tags[:i] and not any(tag in VERBAL for tag in tags[:i])
