"""The language of an article: what the page declares, checked against what it says."""

from __future__ import annotations

import re
from collections import Counter

from chronofile.read.page_words import page_words

_WORD = re.compile(r"[^\W\d_]++(?:'[^\W\d_]++)?")
_SAMPLE = 8_000
"""Code points looked at: an article's first thousand words tell its language."""
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("kana", re.compile("[\u3040-\u30ff]")),
    ("hangul", re.compile("[\uac00-\ud7a3]")),
    ("han", re.compile("[\u4e00-\u9fff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("thai", re.compile("[\u0e00-\u0e7f]")),
    ("devanagari", re.compile("[\u0900-\u097f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
)
_ALONE = {"kana": "ja", "hangul": "ko", "han": "zh", "hebrew": "he", "greek": "el", "thai": "th"}
"""Scripts that name their language by themselves in press text."""
_WRITTEN_IN = {
    "cyrillic": frozenset(("ru", "uk", "bg", "be", "mk", "sr", "kk", "ky", "mn", "tg")),
    "arabic": frozenset(("ar", "fa", "ur", "ps", "ku", "ckb", "ug")),
    "devanagari": frozenset(("hi", "mr", "ne")),
    "kana": frozenset(("ja",)),
    "han": frozenset(("zh", "ja")),
    "hangul": frozenset(("ko",)),
    "hebrew": frozenset(("he", "yi")),
    "greek": frozenset(("el",)),
    "thai": frozenset(("th",)),
}
_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,20})?(?:\.[\w-]+)?\s*\Z")


def script_of(text: str) -> str | None:
    """The script most letters are in; a tenth of kana makes a text Japanese. None: no letters."""
    sample = text[:_SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    total = sum(counts.values())
    if total == 0:
        return None
    if counts["kana"] * 10 >= total and counts["kana"] + counts["han"] > total / 2:
        return "kana"
    return max(counts, key=lambda name: counts[name])


def tag(declared: str) -> str | None:
    """Primary subtag of a declared language ("en-GB", "ko_KR.UTF-8"), or None when it is no language tag."""
    found = _TAG.match(declared)
    return found[1].lower() if found else None


def language_of(text: str, declared: tuple[str, ...]) -> tuple[str, str]:
    """(language, reason). "und" when the text is too short or nothing fits; a declared language the text
    contradicts is not believed: templates carry over "en" to pages in every language.
    """
    tags = [t for t in (tag(d) for d in declared) if t]
    script = script_of(text)
    if script is None:
        return "und", "no letters to tell it by"
    if script in _ALONE and script != "han":
        return _ALONE[script], f"written in {script}"
    if script != "latin":
        fitting = [t for t in tags if t in _WRITTEN_IN.get(script, frozenset())]
        if fitting:
            return fitting[0], f"declared, and the text is written in {script}"
        return (
            (_ALONE[script], f"written in {script}")
            if script in _ALONE
            else ("und", f"{script} without a declared language")
        )
    words = Counter(w.lower() for w in _WORD.findall(text[:_SAMPLE].replace("\u2019", "'")))
    total = sum(words.values())
    shares = {
        name: sum(n for w, n in words.items() if w in known) / total if total else 0.0
        for name, known in page_words().functions.items()
    }
    ranked = sorted(shares, key=lambda name: (-shares[name], name))
    best = ranked[0] if ranked else None
    second = shares[ranked[1]] if len(ranked) > 1 else 0.0
    if best is not None and total >= 12 and shares[best] >= 0.15 and shares[best] >= 1.25 * second:
        return best, "its function words" + (", as declared" if best in tags else "")
    latin = [t for t in tags if not any(t in those for those in _WRITTEN_IN.values())]
    for declared_tag in latin:
        if declared_tag not in shares:
            return declared_tag, "declared; no word list to check it by"
        if total < 12 or shares[declared_tag] >= 0.1:
            return declared_tag, "declared"
    return "und", "nothing declared fits the words"
