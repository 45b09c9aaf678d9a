"""Where the article stands among flattened lines, which line is its headline, and what inside it is another story."""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec

from chronofile.read.byline import is_byline
from chronofile.read.credit import credit_start
from chronofile.read.line import Line
from chronofile.read.topic import Topic, stems
from chronofile.read.visible_date import is_date_line

_KEY = re.compile(r"[\W_]+")
_GLUED = 40
"""A label glued to a headline ("WorldMinister resigns") is rarely longer; a longer rest is another sentence."""
_FAR = 400
"""Lines looked at above the densest text for a headline."""


class Core(msgspec.Struct, frozen=True):
    """Indexes of lines. The article is `start` (included) to `end` (excluded); `printings` are all lines that print
    the headline, `headline` the one that is kept with its span in the layer; `paragraphs` carry the topic.
    """

    start: int
    end: int
    first_text: int
    last_printing: int
    printings: frozenset[int]
    headline: int | None
    headline_span: tuple[int, int] | None
    headline_reason: str
    paragraphs: tuple[int, ...]
    cards: frozenset[int]
    usual_share: float


def line_key(text: str) -> str:
    """Letters and digits alone, in lower case: the same for two printings that differ in quotes, escapes or spaces."""
    return _KEY.sub("", text[:2_000].casefold())


def core_of(lines: list[Line]) -> Core:
    """The densest run of text, cut at the headline where one is found."""
    scores = _scores(lines)
    start, end = best_run(scores)
    texts = [i for i in range(start, end) if _is_text(lines[i])]
    topic = Topic(lines[i].text for i in texts)
    printings, best, span, reason = _headline(lines, start, end, topic)
    last = -1
    if printings:
        inside = [p for p in printings if p < end]
        last = next((p for p in reversed(inside) if p <= start or not _continues(lines, start, p, end)), -1)
        if last >= 0:
            start = last + 1
    first_text = next((i for i in range(start, end) if _is_text(lines[i])), start)
    paragraphs = tuple(i for i in range(start, end) if _is_text(lines[i]) and lines[i].words >= 12)
    topic = Topic(lines[i].text for i in paragraphs)
    shares = sorted(topic.share(lines[i].text, without=lines[i].text) for i in paragraphs)
    usual = shares[len(shares) // 2] if shares else 0.0
    cards = _cards(lines, start, end, usual)
    while end > start and (end - 1) in cards:
        end -= 1
    return Core(
        start=start,
        end=end,
        first_text=first_text,
        last_printing=last,
        printings=frozenset(printings),
        headline=best,
        headline_span=span,
        headline_reason=reason,
        paragraphs=tuple(p for p in paragraphs if p not in cards),
        cards=frozenset(cards),
        usual_share=usual,
    )


def _is_text(line: Line) -> bool:
    if not line.is_sentence or line.label is not None:
        return False
    start = line.opening
    return start is None or line.words > 45


def _scores(lines: list[Line]) -> list[float]:
    """Plus for running text by its length, minus for the short lines between, more for labels of other stories."""
    made: list[float] = []
    for at, line in enumerate(lines):
        label = line.label
        if label in ("teaser", "comment"):
            made.append(-6.0 if label == "teaser" else -12.0)
        elif label is not None:
            made.append(-1.5)
        elif line.is_sentence:
            start = line.opening
            if start is not None and line.words <= 45:
                made.append(-4.0 if start[1] in ("comment", "legal") else -1.0)
            elif line.text.endswith(("...", "…")) and is_card(lines, at):
                made.append(-2.0)
            else:
                made.append(min(line.words, 90) / 8.0 if line.words >= 10 else 0.6)
        elif credit_start(line.text) is not None and line.words >= 5:
            made.append(0.0)
        else:
            made.append(-1.6)
    return made


def best_run(scores: list[float]) -> tuple[int, int]:
    """The run with the largest sum (start included, end excluded); empty at 0 when nothing is positive."""
    best, best_run, total, start = 0.0, (0, 0), 0.0, 0
    for at, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, at
        total += score
        if total > best:
            best, best_run = total, (start, at + 1)
    return best_run


def is_card(lines: list[Line], at: int) -> bool:
    """A line that may be the title or the one-sentence summary of a teaser."""
    line = lines[at]
    if line.is_sentence:
        before = lines[at - 1] if at else None
        return (
            line.sentences <= 2
            and line.words <= 45
            and before is not None
            and not before.is_sentence
            and 3 <= before.words <= 25
        )
    after = lines[at + 1] if at + 1 < len(lines) else None
    return (
        3 <= line.words <= 25 and after is not None and after.is_sentence and after.words <= 45 and after.sentences <= 2
    )


def _cards(lines: list[Line], start: int, end: int, usual: float) -> set[int]:
    """Title and summary pairs inside the run that speak of something else than the rest does."""
    found: set[int] = set()
    texts = [i for i in range(start, end) if _is_text(lines[i]) and lines[i].words >= 12]
    if len(texts) < 3:
        return found
    topic = Topic(lines[i].text for i in texts)
    at = start
    while at + 1 < end:
        title, summary = lines[at], lines[at + 1]
        pair = (
            (not title.is_sentence or title.text.endswith(("?", "!")))
            and 3 <= title.words <= 25
            and summary.is_sentence
            and summary.sentences <= 2
            and 5 <= summary.words <= 45
        )
        if pair and title.label is None and not is_date_line(title.text) and not is_byline(title.text):
            words = title.text + " " + summary.text
            share = topic.share(words, without=summary.text)
            cut_off = summary.text.endswith(("...", "…"))
            if share < (0.6 if cut_off else 0.45) * usual:
                found.update((at, at + 1))
                at += 2
                continue
        at += 1
    return found


def _headline(
    lines: list[Line], start: int, end: int, topic: Topic
) -> tuple[list[int], int | None, tuple[int, int] | None, str]:
    """All printings of the headline, the best of them, its span and why.

    A headline shares its words with the article below it, is often printed twice (once glued to a label) and
    stands near the text; none of the three is enough by itself.
    """
    if end <= start:
        return [], None, None, ""
    middle = start + max(1, (end - start) // 2)
    low = max(0, start - _FAR)
    candidates = [i for i in range(low, middle) if _may_be_headline(lines[i])]
    if low > 0 and _may_be_headline(lines[0]):
        candidates.insert(0, 0)
    keys = {i: line_key(lines[i].text) for i in candidates}
    count: dict[str, int] = {}
    for key in keys.values():
        count[key] = count.get(key, 0) + 1
    glued = _glued(candidates, keys)
    plain_printings = frozenset(glued.values())
    texts = [i for i in range(start, end) if _is_text(lines[i])]
    ranked: list[tuple[float, int]] = []
    for i in candidates:
        line = lines[i]
        if len(keys[i]) < 12:
            continue
        content = len(stems(line.text))
        if content < 2:
            continue
        twice = count[keys[i]] > 1 or i in plain_printings
        below = bisect_right(texts, i)
        gap = (texts[below] if below < len(texts) else end) - i - 1
        score = topic.share(line.text) * min(1.0, content / 4) * 2 + (1.0 if twice else 0.0) - min(gap, 40) * 0.03
        if i < start and i == 0:
            score += 0.2
        if is_card(lines, i) and not twice and i + 2 < len(lines) and is_card(lines, i + 2):
            score -= 0.6
        if i >= start and not twice:
            score -= 0.5
        if line.terminal and not line.text.endswith(("?", "!")):
            if line.words >= 10 and not twice:
                continue
            score -= 0.5
        ranked.append((-score, i))
    ranked.sort()
    best = next(
        (
            i
            for score, i in ranked[:12]
            if (i <= start or not _continues(lines, start, i, end)) and _convinces(-score, i, texts, topic, lines)
        ),
        None,
    )
    if best is None:
        return [], None, None, ""
    key = keys[best]
    printings = [i for i in candidates if keys[i] == key]
    printings += [i for i in candidates if glued.get(i) is not None and keys[glued[i]] == key]
    clean = [i for i in printings if keys[i] == key]
    if best in glued:  # the best line itself carries a label: the shorter printing is the headline
        key = keys[glued[best]]
        clean = [i for i in candidates if keys[i] == key]
        printings = sorted({*clean, *(i for i in candidates if i in glued and keys[glued[i]] == key)})
    kept = clean[-1]
    reason = "shares its words with the text below"
    if len(printings) > 1:
        reason += ", printed more than once"
    line = lines[kept]
    return sorted(set(printings)), kept, (line.start, line.end), reason


def _convinces(score: float, at: int, texts: list[int], topic: Topic, lines: list[Line]) -> bool:
    """Enough evidence, or less of it right above the first text."""
    below = bisect_right(texts, at)
    close = below < len(texts) and texts[below] - at <= 2
    return score >= 0.9 or (close and below == 0 and lines[at].words >= 4 and topic.share(lines[at].text) >= 0.3)


def _continues(lines: list[Line], start: int, at: int, end: int) -> bool:
    """The text above a line speaks of what the text below it speaks of: then no headline stands between them."""
    above = [i for i in range(start, at) if _is_text(lines[i]) and lines[i].words >= 8]
    below = [i for i in range(at + 1, end) if _is_text(lines[i]) and lines[i].words >= 8][:40]
    if not above or len(below) < 2:
        return False
    topic = Topic(lines[i].text for i in below)
    own = sorted(topic.share(lines[i].text, without=lines[i].text) for i in below)
    usual = own[len(own) // 2]
    shares = sorted(topic.share(lines[i].text) for i in above[-12:])
    return shares[len(shares) // 2] >= 0.7 * usual


def _may_be_headline(line: Line) -> bool:
    return (
        2 <= line.words <= 35
        and 8 <= len(line.text) <= 260
        and line.sentences <= 2
        and line.label is None
        and not is_date_line(line.text)
        and not is_byline(line.text)
        and credit_start(line.text) is None
    )


def _glued(candidates: list[int], keys: dict[int, str]) -> dict[int, int]:
    """Lines that print another line with something short stuck to either end: {glued line: plain line}."""
    made: dict[int, int] = {}
    by_head: dict[str, list[int]] = {}
    by_tail: dict[str, list[int]] = {}
    for i in candidates:
        key = keys[i]
        if len(key) >= 16:
            by_head.setdefault(key[:16], []).append(i)
            by_tail.setdefault(key[-16:], []).append(i)
    for i in candidates:
        key = keys[i]
        if len(key) < 18:
            continue
        near = by_head.get(key[:16], [])[:20] + by_tail.get(key[-16:], [])[:20]
        for other in near:
            rest = len(key) - len(keys[other])
            if (
                0 < rest <= _GLUED
                and len(keys[other]) >= 16
                and (key.startswith(keys[other]) or key.endswith(keys[other]))
            ):
                made[i] = other
                break
    return made
