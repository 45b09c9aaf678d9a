"""Which pages are copies of one report, so that it is counted once.

Three steps: the same bytes, the same body text, most of the shorter body's runs of five words in the other. The
last is containment, not resemblance: a copy cut to its first paragraphs is still a copy. Runs of words from page
furniture do not count. Nothing depends on the order of pages.
"""

from __future__ import annotations

import datetime as dt
import itertools
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chronofile.merge.furniture import Line, furniture
from chronofile.merge.words import words
from chronofile.model import BODY_ROLES, DateValue, Page, SyndicationGroup, sort_key

RUN = 5
"""Words in a run: 5 as in the literature on text reuse."""
NEAR_DAYS = 1
NEAR = 0.5
"""Share of the shorter body's runs, pages published within NEAR_DAYS: best F1 on both sets (tools/bench_merge.py)."""
FAR = 0.9
"""The same for pages further apart or undated, where old paragraphs are reused in new reports."""
LEAST_RUNS = 10
"""Bodies with fewer runs (a caption, a brief) are copies only when they are equal."""

_SAMPLE = 4
_SHORT = 200
_CROWD = 24


class Body(NamedTuple):
    """What a page is compared by. `day` bounds are ordinals of its publication date, None where open."""

    page: str
    snapshot: str
    outlet: str
    lines: tuple[Line, ...]
    first: int | None
    last: int | None


def body_of(page: Page, published: DateValue | None) -> Body:
    """The article's body lines; a page whose layout names no body block is compared by all its kept blocks."""
    article = page.article
    text = article.text
    if not text.strip():
        layer = article.layer.text
        blocks = [b for b in article.layout.blocks if b.role in BODY_ROLES] or list(article.layout.kept)
        text = "\n".join(layer[b.start : b.end] for b in blocks)
    lines = (tuple(words(line)) for line in text.split("\n"))
    return Body(
        page=article.layer.id,
        snapshot=article.snapshot.sha256,
        outlet=(article.outlet or "").casefold().strip(),
        lines=tuple(line for line in lines if line),
        first=_ordinal(published.earliest) if published else None,
        last=_ordinal(published.latest) if published else None,
    )


def _ordinal(day: str | None) -> int | None:
    return dt.date.fromisoformat(day).toordinal() if day else None


class Link(NamedTuple):
    """Two pages of one report. `share` is the contained part of the shorter body, 1.0 for equal ones."""

    a: str
    b: str
    share: float
    reason: str


def links(bodies: Sequence[Body]) -> list[Link]:
    """Pairs of copies, enough of them to connect every group, in order of content."""
    leave_out = furniture([(b.outlet, b.lines, b.first) for b in bodies])
    ordered = sorted(bodies, key=lambda b: (b.lines, b.page))
    flat = {b.page: [w for line in b.lines if line not in leave_out.get(b.outlet, ()) for w in line] for b in ordered}
    runs = {page: _runs(flow) for page, flow in flat.items()}
    made = list(_equal(ordered, flat))
    covered = {link.b for link in made}
    rest = [b for b in ordered if b.page not in covered and len(runs[b.page]) >= LEAST_RUNS]
    for left, right in sorted(_candidates([runs[b.page] for b in rest])):
        a, b = rest[left], rest[right]
        shorter = min(len(runs[a.page]), len(runs[b.page]))
        share = len(runs[a.page] & runs[b.page]) / shorter
        if share >= (NEAR if _days_apart(a, b) <= NEAR_DAYS else FAR):
            made.append(Link(a.page, b.page, share, f"{share:.0%} of its {RUN}-word runs stand in"))
    return made


def _runs(flow: list[str]) -> frozenset[int]:
    """Hashes of the runs of words; of content alone, so that they are the same in every process."""
    codes = [zlib.crc32(w.encode("utf-8", "surrogatepass")) for w in flow]
    return frozenset(map(hash, zip(*(codes[i:] for i in range(RUN)), strict=False)))


def _equal(ordered: Iterable[Body], flat: Mapping[str, list[str]]) -> Iterable[Link]:
    by_bytes: dict[str, str] = {}
    by_text: dict[tuple[str, ...], str] = {}
    for body in ordered:
        words_of = tuple(flat[body.page])
        if body.snapshot in by_bytes:
            yield Link(by_bytes[body.snapshot], body.page, 1.0, "the same bytes as")
        elif words_of and words_of in by_text:
            yield Link(by_text[words_of], body.page, 1.0, "word for word the body of")
        by_bytes.setdefault(body.snapshot, body.page)
        if words_of:
            by_text.setdefault(words_of, body.page)


def _candidates(runs: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """Pairs that share a fair part of a sample of their runs.

    Runs are sampled by their own hash; short bodies are looked up with all of theirs. A run that stands on a crowd
    of pages links each page to the next one only, which keeps a thousand copies of one report linear.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(runs):
        for run in own:
            if run % _SAMPLE == 0:
                holders[run].append(index)
    shared = _shared(holders)
    sampled = [sum(1 for run in own if run % _SAMPLE == 0) for own in runs]
    found = {(a, b) for (a, b), n in shared.items() if n >= 0.6 * NEAR * min(sampled[a], sampled[b])}
    short: dict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(runs):
        if len(own) < _SHORT:
            for run in own:
                short[run].append(index)
    for (a, b), n in _shared(short).items():
        if n >= 0.6 * NEAR * min(len(runs[a]), len(runs[b])):
            found.add((a, b))
    for index, own in enumerate(runs):
        if len(own) >= _SHORT and short:
            met = Counter(other for run in own if run in short for other in short[run][:_CROWD])
            found |= {(min(index, o), max(index, o)) for o, n in met.items() if n >= 0.6 * NEAR * len(runs[o])}
    return found


def _shared(holders: Mapping[int, list[int]]) -> Counter[tuple[int, int]]:
    count: Counter[tuple[int, int]] = Counter()
    for at in holders.values():
        if len(at) > _CROWD:
            count.update(itertools.pairwise(at))
        elif len(at) > 1:
            count.update((at[i], at[j]) for i in range(len(at)) for j in range(i + 1, len(at)))
    return count


def _days_apart(a: Body, b: Body) -> int:
    """Least number of days between two publications; far when either is unknown."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 1 << 20
    return max(0, a.first - b.last, b.first - a.last)


def groups(bodies: Sequence[Body], published: Mapping[str, DateValue | None]) -> tuple[SyndicationGroup, ...]:
    """Groups of two pages and more, in order of their originals: earliest published, then longest, then content."""
    found = links(bodies)
    parent = {b.page: b.page for b in bodies}

    def root(page: str) -> str:
        while parent[page] != page:
            parent[page] = parent[parent[page]]
            page = parent[page]
        return page

    for link in found:
        parent[root(link.a)] = root(link.b)
    members: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        members[root(body.page)].append(body)
    best: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in found:
        best[link.a][link.b] = best[link.b][link.a] = link
    made = [_group(group, best, published) for group in members.values() if len(group) > 1]
    return tuple(sorted(made, key=lambda g: g.members))


def _group(
    bodies: list[Body], best: Mapping[str, Mapping[str, Link]], published: Mapping[str, DateValue | None]
) -> SyndicationGroup:
    ordered = sorted(bodies, key=lambda b: (sort_key(published.get(b.page)), -sum(map(len, b.lines)), b.lines, b.page))
    original, *copies = ordered
    reasons = []
    for copy in copies:
        to = best[copy.page]
        if original.page in to:
            reasons.append(f"{to[original.page].reason} the original")
        else:
            reasons.append(f"{max(to.values(), key=lambda link: (link.share, link.reason)).reason} another copy")
    return SyndicationGroup(original=original.page, copies=tuple(c.page for c in copies), reasons=tuple(reasons))
