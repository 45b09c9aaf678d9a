"""Make press pages for measuring speed: any number of them, the same ones each time.

    python -m tools.make_pages 1000 FOLDER

Each page has about 6 KB of text in some thirty sentences of the kinds that press reports are made of: dated events,
plans, denials, quotations, reported speech, names with titles. Outlets have their own layouts; one page in six is a
near copy of one of the last forty; one in five is flattened text. Two pages fall on a day, so that more pages mean a
longer case and not a denser one. The sentences make sense one by one, the pages do not; they measure time, not quality.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FIRST_DAY = dt.date(2022, 1, 3)
PAGES_A_DAY = 2
TEXT_BYTES = 6000
"""Text of one page, near enough."""
COPY_EVERY = 6
FLAT_EVERY = 5
COPIED_FROM_LAST = 40

_GIVEN = re.findall(
    r"\w+",
    """Anselm Berit Carsten Dalia Edvin Frida Gregor Hanne Ilja Jorun
    Kaspar Livia Mattis Nora Otmar Petra Ruben Selma Tilda Ulf""",
)
_FAMILY = re.findall(
    r"\w+",
    """Abend Brask Colder Dunmore Eklund Farrow Gessner Holt Imber Jansky
    Kestrel Lomax Morrow Nyland Orrin Pask Quill Renner Sorel Tamm""",
)
_PLACES = re.findall(
    r"\w+",
    """Aldmoor Brevik Carrow Dunstead Elmar Fenwick Galt Harrowby
    Islay Joss Kelm Lorne Marrow Northam Oster Pelham""",
)
_ORGS = (
    "Dockworkers' Council",
    "Harbour Authority",
    "Coastal Relief Fund",
    "Ministry of Justice",
    "Interior Ministry",
    "Association of Free Shipowners",
    "Northern Bar Association",
    "Regional Court",
    "Federal Prison Service",
    "Union of Deckhands",
    "Committee for the Missing",
    "Parliamentary Commission",
)
_OFFICES = ("spokesman for", "director of", "representative of", "head of", "adviser to")
_OUTLETS = (
    "Aldmoor Courier",
    "The Carrow Times",
    "Daily Anchor",
    "Elmar Post",
    "Galt Gazette",
    "Harrowby Herald",
    "Kelm News",
    "Lorne Observer",
    "Northam Press",
    "Pelham Standard",
    "Radio Oster",
    "The Weekly Mast",
)
_AGENCY = "Tidewire"
_WHEN = (
    "on {weekday}",
    "on {month} {day}",
    "on {month} {day}, {year}",
    "last week",
    "in {month}",
    "in {month} of this year",
    "earlier this month",
    "two days ago",
    "on {day} {month} {year}",
    "last {weekday}",
    "three weeks later",
)
_FUTURE = (
    "next week",
    "on {month} {day}",
    "before the end of the month",
    "next {weekday}",
    "in {month}",
    "within thirty days",
)
_SENTENCES = (
    "{org} officials met {name}, {office}, in {place} {when} to discuss the release of {number} detained sailors.",
    "{Name} was transferred from {place} to the prison at {place2} {when}, according to the {org}.",
    "“{speech},” said {name}, {office}. “{speech2}.”",
    "The {org} denied that {name} had been questioned without a lawyer.",
    "{Name} told reporters {when} that the {org} {would}.",
    "The {org} plans to file a complaint with the {org2} {future}.",
    "A court in {place} extended the detention of {name} and {name2} by {number} months {when}.",
    "{Name}, who has been held in {place} since {month}, {wrote} a letter to the {org} {when}.",
    "{Number} crew members of the freighter were released in {place} {when} against a fine of {amount} crowns.",
    "The {org} announced {when} that it had appointed {name} as its observer in {place}.",
    "Negotiations between the {org} and the {org2} have been at a standstill since {month}, {name} said.",
    "{Name} was taken to a hospital in {place} {when}; a {office_plain} called it a precaution.",
    "An official who asked not to be named said that {name} would be allowed to call home {future}.",
    "According to the {org}, {number} vessels were stopped off {place} {when}, fewer than in the year before.",
    "The {org} promised {when} to answer the families {future}, but {name} said that nothing had arrived.",
    "Experts argue that {name} is both a seafarer under international law and a defendant under coastal law.",
)
_BACKGROUND = (
    "Nothing in the file explains why the {org} waited, and nobody at the {org2} wants to be the first to ask.",
    "It rained in {place} on the morning of the hearing, and the benches were full long before it began.",
    "The road from {place} to {place2} follows the coast, past warehouses that have stood empty for years.",
    "For the families the worst part is the silence, and the habit of looking at the telephone.",
    "The rules on visits differ from one prison to the next, and few relatives know all of them.",
    "The {org} has a small office above a bakery, with two desks and a map of the northern ports.",
    "Cases like this one rarely make the front page, and when they do it is for a day or two.",
    "A ship of that size needs a crew of {number} at least, with an engineer who knows the old pumps.",
    "The harbour of {place} is shallow, and larger vessels wait for the tide beyond the breakwater.",
    "Whether the {org} or the {org2} is responsible for such a file is a question of some age.",
    "Most of the letters are short, written in pencil on lined paper, and full of questions about the garden.",
    "In {place} the price of diesel is a more frequent subject than the law of the sea.",
    "The building dates from another century, with high windows and a clock that nobody winds.",
    "There is no direct line between the two capitals, only a form that goes through a third country.",
)
BACKGROUND = 0.72
"""Share of sentences that tell of no event. Forty English news pages of the reading benchmark hold 2.8 events and 8
statements in 4.2 KB of body; with this share a generated page holds about twice that, as pages on one case do."""
_SPEECH = (
    "We were told to wait and we are still waiting",
    "Nobody has shown us a single document",
    "This is a matter for the court",
    "I have asked for this in writing",
    "The crew did what it was ordered to do",
    "There will be an answer when there is one",
    "He is tired but he is well",
    "We will not comment on individual cases",
)
_WOULD = (
    "would review the case",
    "had received no request",
    "was ready to pay the bond",
    "would appeal against the ruling",
)
_TEASERS = (
    "Ferry Fares to Rise in Spring",
    "Rovers Draw Again at Home",
    "Ten Recipes for Winter Cabbage",
    "Bridge Reopens After Repairs",
)


class Page(NamedTuple):
    """A file's name and its bytes (UTF-8)."""

    name: str
    data: bytes


class _Story(NamedTuple):
    headline: str
    day: dt.date
    author: str
    paragraphs: tuple[str, ...]


def pages(count: int, seed: int = 1, background: float = BACKGROUND) -> Iterator[Page]:
    """`count` pages. The first pages are the same however many follow. `background` is the share of sentences that
    tell of no event, 0 to 1.
    """
    chance = random.Random(seed)
    lately: list[_Story] = []
    for number in range(count):
        day = FIRST_DAY + dt.timedelta(days=number // PAGES_A_DAY)
        if lately and number % COPY_EVERY == COPY_EVERY - 1:
            story = _copy(chance, chance.choice(lately), day)
        else:
            story = _story(chance, day, background)
            lately = [*lately[-COPIED_FROM_LAST + 1 :], story]
        outlet = chance.choice(_OUTLETS)
        if number % FLAT_EVERY == FLAT_EVERY - 1:
            yield Page(f"{number:06d}.txt", _flat(chance, outlet, story).encode())
        else:
            yield Page(f"{number:06d}.html", _markup(chance, outlet, story, number).encode())


def write(count: int, folder: Path, seed: int = 1, background: float = BACKGROUND) -> int:
    """Write `count` pages into `folder`; returns their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for page in pages(count, seed, background):
        total += folder.joinpath(page.name).write_bytes(page.data)
    return total


def _story(chance: random.Random, day: dt.date, background: float) -> _Story:
    sentences, size = [], 0
    while size < TEXT_BYTES:
        sentences.append(_sentence(chance, day, background))
        size += len(sentences[-1])
    paragraphs, at = [], 0
    while at < len(sentences):
        step = chance.randint(1, 4)
        paragraphs.append(" ".join(sentences[at : at + step]))
        at += step
    headline = (
        f"{_name(chance)} {chance.choice(('Faces', 'Awaits', 'Misses', 'Wins'))} Hearing in {chance.choice(_PLACES)}"
    )
    return _Story(headline, day, _name(chance), tuple(paragraphs))


def _copy(chance: random.Random, story: _Story, day: dt.date) -> _Story:
    """Another outlet's version: its own headline, the last paragraphs cut, a word changed here and there."""
    kept = story.paragraphs[: max(3, len(story.paragraphs) - chance.randint(0, 3))]
    edited = tuple(p.replace(" said ", " stated ") if chance.random() < 0.2 else p for p in kept)
    return _Story(f"{story.headline}, {_AGENCY} Reports", day, story.author, edited)


def _sentence(chance: random.Random, day: dt.date, background: float) -> str:
    name, name2 = _name(chance), _name(chance)
    org, org2 = chance.sample(_ORGS, 2)
    number = chance.choice(("two", "three", "five", "seven", "eleven"))
    past = day - dt.timedelta(days=chance.randint(1, 60))
    coming = day + dt.timedelta(days=chance.randint(3, 60))
    made = chance.choice(_BACKGROUND if chance.random() < background else _SENTENCES).format(
        org=org,
        org2=org2,
        name=name,
        name2=name2,
        Name=name,
        office=f"{chance.choice(_OFFICES)} the {chance.choice(_ORGS)}",
        office_plain="spokeswoman",
        place=chance.choice(_PLACES),
        place2=chance.choice(_PLACES),
        number=number,
        Number=number.capitalize(),
        amount=f"{chance.randint(2, 90)},000",
        month=_month(past),
        speech=chance.choice(_SPEECH),
        speech2=chance.choice(_SPEECH),
        would=chance.choice(_WOULD),
        wrote=chance.choice(("wrote", "sent", "dictated")),
        when=_time(chance.choice(_WHEN), past),
        future=_time(chance.choice(_FUTURE), coming),
    )
    return made[0].upper() + made[1:]


def _time(pattern: str, day: dt.date) -> str:
    return pattern.format(weekday=f"{day:%A}", month=_month(day), day=day.day, year=day.year)


def _month(day: dt.date) -> str:
    return f"{day:%B}"


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"


def _teasers(chance: random.Random) -> list[str]:
    return chance.sample(_TEASERS, 2)


def _flat(chance: random.Random, outlet: str, story: _Story) -> str:
    """A page as it looks when somebody copies it out of a browser."""
    parts = [outlet, f"{story.day:%B} {story.day.day}, {story.day.year}", *_teasers(chance), story.headline]
    return "\n\n".join([*parts, f"By {story.author}", *story.paragraphs, "Read More", "Most Popular"]) + "\n"


def _markup(chance: random.Random, outlet: str, story: _Story, number: int) -> str:
    """A page in one of three layouts, by outlet."""
    layout = _OUTLETS.index(outlet) % 3
    head = html.escape(story.headline)
    body = "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in story.paragraphs)
    teasers = "".join(f'<li><a href="/{i}">{t}</a></li>' for i, t in enumerate(_teasers(chance)))
    site = outlet.lower().replace(" ", "")
    top = f'<nav><a href="/">{outlet}</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>'
    if layout == 0:
        dated = (
            f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",'
            f'"headline":"{story.headline}","datePublished":"{story.day}T08:00:00Z"}}</script>'
        )
        article = f'<main><article><h1>{head}</h1><p class="byline">By {story.author}</p>{body}</article></main>'
    elif layout == 1:
        dated = f'<meta property="article:published_time" content="{story.day}T09:30:00+01:00">'
        article = f'<div id="story"><h1>{head}</h1><div class="author">{story.author}</div>{body}</div>'
    else:
        dated = ""
        when = f'<time datetime="{story.day}">{story.day.day} {story.day:%B} {story.day.year}</time>'
        article = f"<section><h1>{head}</h1>{when}<p>{outlet} and {_AGENCY}</p>{body}</section>"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{head} | {outlet}</title>\n'
        f'<meta property="og:site_name" content="{outlet}"><link rel="canonical" href="https://{site}.example/{number}">'
        f"\n{dated}</head>\n<body>{top}\n{article}\n<aside><h3>More</h3><ul>{teasers}</ul></aside>\n"
        f"<footer>{outlet}, generated for measuring speed</footer></body></html>\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Make press pages for measuring speed.")
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"{given.count} pages, {write(given.count, given.folder, given.seed):,} bytes in {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
