"""Candidates: what a page offers for its headline, byline, outlet, dates, language and address, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from chronofile.model import Acquisition, Candidate
from chronofile.model.layout import Field
from chronofile.read.byline import clean_names, is_name
from chronofile.read.head import Head
from chronofile.read.json_ld import ArticleData, articles_in
from chronofile.read.language import language_of
from chronofile.read.page_words import page_words
from chronofile.read.visible_date import VisibleDate

_URL_DATE = re.compile(
    r"(?<![\d])((?:19|20)\d\d)([/_\-.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![\d])|/((?:19|20)\d\d)/(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?=[/\-_]|\Z)"
)
_URL_DAY_FIRST = re.compile(
    r"(?<![\da-z])(0[1-9]|[12]\d|3[01])([._\-])(0[1-9]|1[0-2])\2((?:19|20)\d\d)(?![\da-z])", re.IGNORECASE
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "date.published", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "article.published", "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate", "date",
    "dc.date.published", "created", "created-date", "date_published", "pub_date", "displaydate", "bt:pubdate",
    "citation_publication_date", "citation_online_date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "article:modified", "og:updated_time", "datemodified",
    "last-modified", "lastmod", "dcterms.modified", "dc.date.modified",
    "article.updated", "revised", "article:updated_time",
)  # fmt: skip
_AUTHORS = (
    "author",
    "parsely-author",
    "article:author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "article.author",
    "cxenseparse:author",
    "og:article:author",
    "dc.contributor",
    "citation_author",
)
_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "parsely-title",
    "sailthru.title",
    "title",
    "headline",
    "citation_title",
)
_SUFFIX = re.compile(r"\s*+(?:\s[|\-–—·•:»/~]\s++|\|\s*+|ㅣ\s*+)")


class Visible(msgspec.Struct, frozen=True):
    """What the layout saw: values with their place in the layer (None where they do not stand in it)."""

    headline: tuple[str, int | None, int | None] | None = None
    headline_place: str = "heading on the page"
    title: str = ""
    dates: tuple[Candidate, ...] = ()
    names: tuple[str, ...] = ()
    names_place: str = "visible byline"
    body: str = ""


class Gathered(msgspec.Struct, frozen=True):
    """What the markup says, read once for headline, dates and names alike."""

    head: Head
    articles: tuple[ArticleData, ...]


def gather(head: Head) -> Gathered:
    return Gathered(head, articles_in(head.scripts))


def headlines(found: Gathered, title: str) -> list[tuple[str, str]]:
    """(value, place) of every headline the markup offers, best first; the document's title comes last."""
    made = [(a.headline, f"json-ld {a.kind} headline") for a in found.articles if a.headline][:3]
    for name in _TITLES:
        made += [(content.strip(), f"meta {name}") for content in found.head.meta.get(name, ())[:2] if content.strip()]
    if title:
        made.append((title, "title element"))
    return made


def without_outlet(title: str, outlets: Iterable[str]) -> str:
    """A title without the outlet's name at either end ("Minister resigns | Daily Example")."""
    known = {_fold(o) for o in outlets if o}
    parts = _SUFFIX.split(title)
    if len(parts) < 2:
        return title
    cuts = [(m.start(), m.end()) for m in _SUFFIX.finditer(title)]
    if _fold(parts[-1]) in known or (len(parts[-1].split()) <= 4 and len(parts[0].split()) >= 4 and not known):
        return title[: cuts[-1][0]].strip()
    if _fold(parts[0]) in known:
        return title[cuts[0][1] :].strip()
    return title


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+|^the\b", "", name.casefold())


def candidates(found: Gathered, seen: Visible, acquisition: Acquisition) -> tuple[Candidate, ...]:
    """All fields, best first within each."""
    outlet = [*_outlets(found), *_feed_title(acquisition)]
    made = [
        *_headline(found, seen, [value for value, _ in outlet]),
        *_byline(found, seen, [value for value, _ in outlet]),
        *(_one("outlet", value, place) for value, place in outlet if place != "feed title"),
        *_published(found, seen, acquisition),
        *_modified(found, seen, acquisition),
        *_language(found, seen, acquisition),
        *(c for c in seen.dates if c.field in ("url", "outlet")),
        *(_one("outlet", value, place) for value, place in outlet if place == "feed title"),
        *_url(found),
    ]
    known: set[tuple[str, str, str]] = set()
    kept: list[Candidate] = []
    for candidate in made:
        key = (candidate.field, candidate.value, candidate.place)
        if candidate.value.strip() and key not in known and len(candidate.value) <= 2_000:
            known.add(key)
            kept.append(candidate)
    return tuple(kept)


def _one(field: Field, value: str, place: str, start: int | None = None, end: int | None = None) -> Candidate:
    return Candidate(field=field, value=value.strip(), place=place, start=start, end=end)


def _outlets(found: Gathered) -> Iterable[tuple[str, str]]:
    for name in ("og:site_name", "application-name", "publisher", "dc.publisher", "cre", "twitter:app:name:iphone"):
        hit = found.head.first(name)
        if hit and name == "og:site_name":
            yield hit[1], f"meta {name}"
    for article in found.articles:
        if article.publisher:
            yield article.publisher, f"json-ld {article.kind} publisher"
    for name in ("application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title"):
        hit = found.head.first(name)
        if hit and not hit[1].startswith("http"):
            yield hit[1], f"meta {name}"


def _feed_title(acquisition: Acquisition) -> Iterable[tuple[str, str]]:
    """A feed's own title; what follows a separator is a section ("Daily Example: World")."""
    title = acquisition.header("x-feed-title") or ""
    name = re.split(r"\s*(?:: | [-–—|»·] ).*", title, maxsplit=1)[0].strip()
    if name and not name.startswith("http"):
        yield name, "feed title"


def _headline(found: Gathered, seen: Visible, outlets: list[str]) -> Iterable[Candidate]:
    if seen.headline is not None:
        value, start, end = seen.headline
        yield _one("headline", value, seen.headline_place if start is not None else "markup", start, end)
    for value, place in headlines(found, seen.title):
        yield _one("headline", without_outlet(value, outlets), place)


def _byline(found: Gathered, seen: Visible, outlets: list[str]) -> Iterable[Candidate]:
    """Names from the first place that gives any: several places would name the same person in several spellings."""
    known = {_fold(o) for o in outlets}
    for article in found.articles:
        names = [n for n in _people(article.authors) if not seen.names or _fold(n) not in known]
        if names:
            for name in names:
                yield _one("byline", name, f"json-ld {article.kind} author")
            return
    for key in _AUTHORS:
        contents = [c for c in found.head.meta.get(key, ()) if c.strip() and "://" not in c and "@" not in c]
        names = _people(contents[:10])
        names = [n for n in names if not seen.names or _fold(n) not in known]
        if names:
            for name in names:
                yield _one("byline", name, f"meta {key}")
            return
    for name in seen.names:
        yield _one("byline", name, seen.names_place)


def _people(values: Iterable[str]) -> list[str]:
    nobody = page_words().byline_nobody
    names: list[str] = []
    for value in values:
        found = clean_names(_without_prefix(value)) or ((value.strip(),) if is_name(value.strip()) else ())
        names += [name for name in found if name.casefold() not in nobody]
    return list(dict.fromkeys(names))


def _without_prefix(value: str) -> str:
    text = value.strip()
    low = text.casefold()
    for prefix in page_words().byline_prefixes:
        if low.startswith(prefix + " "):
            return text[len(prefix) :].strip()
    return text


def _published(found: Gathered, seen: Visible, acquisition: Acquisition) -> Iterable[Candidate]:
    for article in found.articles:
        if article.published:
            yield _one("published", article.published, f"json-ld {article.kind} datePublished")
    for name in _PUBLISHED:
        for content in found.head.meta.get(name, ())[:2]:
            yield _one("published", content, f"meta {name}")
    for value, start in found.head.properties.get("datePublished", ())[:3]:
        if value:
            yield _one("published", value, "itemprop datePublished", start)
    created = found.head.properties.get("dateCreated", ())
    if len(created) == 1 and created[0][0]:  # several are those of comments
        yield _one("published", created[0][0], "itemprop dateCreated", created[0][1])
    yield from (c for c in seen.dates if c.field == "published" and c.place != FAR)
    for address, place in ((acquisition.url, "url"), (next((c.value for c in _url(found)), None), "canonical url")):
        date = date_in_url(address or "")
        if date:
            yield _one("published", date, place)
    yield from (c for c in seen.dates if c.field == "published" and c.place == FAR)


FAR = "visible date line above other stories"
NEAR = "visible date line at the headline"


def date_candidate(at: int, date: VisibleDate, place: str) -> Candidate:
    """A date on the line that begins at `at` of the layer."""
    return Candidate(
        field="modified" if date.modified else "published",
        value=date.text,
        place=place,
        start=at + date.start,
        end=at + date.end,
    )


def _modified(found: Gathered, seen: Visible, acquisition: Acquisition) -> Iterable[Candidate]:
    for article in found.articles:
        if article.modified:
            yield _one("modified", article.modified, f"json-ld {article.kind} dateModified")
    for name in _MODIFIED:
        for content in found.head.meta.get(name, ())[:2]:
            yield _one("modified", content, f"meta {name}")
    for value, start in found.head.properties.get("dateModified", ())[:3]:
        if value:
            yield _one("modified", value, "itemprop dateModified", start)
    yield from (c for c in seen.dates if c.field == "modified")
    header = acquisition.header("last-modified")
    if header:
        yield _one("modified", header, "http last-modified")


def date_in_url(address: str) -> str | None:
    """ "2025-01-12" from ".../2025/01/12/..." or "...20250112..."; None without a whole day."""
    for hit in _URL_DATE.finditer(address[:2_000]):
        year, month, day = (hit[1], hit[3], hit[4]) if hit[1] else (hit[5], hit[6], hit[7])
        if hit[1] and not hit[2] and not _bounded(address, hit.start(), hit.end()):
            continue
        return f"{year}-{int(month):02d}-{int(day):02d}"
    days = {f"{hit[4]}-{hit[3]}-{hit[1]}" for hit in _URL_DAY_FIRST.finditer(address[:2_000])}
    return days.pop() if len(days) == 1 else None


def _bounded(address: str, start: int, end: int) -> bool:
    """Eight digits in a row are a date only as a piece of their own; inside a longer id they are chance."""
    before, after = address[start - 1 : start], address[end : end + 1]
    return not before.isalnum() and not after.isalnum()


def _language(found: Gathered, seen: Visible, acquisition: Acquisition) -> Iterable[Candidate]:
    declared: list[tuple[str, str]] = []
    if found.head.language:
        declared.append((found.head.language, "html lang"))
    declared += [(a.language, f"json-ld {a.kind} inLanguage") for a in found.articles[:1] if a.language]
    for name in ("og:locale", "content-language", "language", "dc.language"):
        hit = found.head.first(name)
        if hit:
            declared.append((hit[1], f"meta {name}"))
    header = acquisition.header("content-language")
    if header:
        declared.append((header, "http content-language"))
    language, reason = language_of(seen.body, tuple(value for value, _ in declared))
    yield _one("language", language, f"text: {reason}")
    for value, place in declared:
        yield _one("language", value, place)


def _url(found: Gathered) -> Iterable[Candidate]:
    options: Sequence[tuple[str, str]] = (
        (found.head.links.get("canonical", ""), "link canonical"),
        *((content, "meta og:url") for content in found.head.meta.get("og:url", ())[:1]),
        *((a.url, f"json-ld {a.kind} url") for a in found.articles[:1]),
    )
    for value, place in options:
        if value.startswith(("http://", "https://")) and not re.search(r"\s", value):
            yield _one("url", value, place)
