"""Pages: bytes of any kind turned into the pages they hold."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

import msgspec

from chronofile.collect import limits
from chronofile.collect.feed import CannotCut, cut
from chronofile.collect.http_answer import Headers, HttpAnswer, http_answer, without_secrets
from chronofile.collect.origin import Origin
from chronofile.collect.sniff import HEAD, READABLE, WAY_OUT, Kind, kind_of
from chronofile.collect.unpack import CannotUnpack, TooLarge, gunzip, peek_gunzip
from chronofile.collect.warc import Broken, Record, digest_fits, records, target
from chronofile.model import Failure, Incoming

Came = Iterator[Incoming | Failure]

_MEDIA_TYPES: dict[Kind, str] = {"html": "text/html", "xhtml": "application/xhtml+xml", "text": "text/plain"}
_FEED_TYPES: dict[Kind, str] = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
_PAGE_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "",
    }
)
"""Declared types looked at inside a WARC; all else (images, scripts, styles, data) is no page."""
_RECORD_TYPES = frozenset({"response", "resource", "conversion"})
_NOT_WEB = ("dns:", "whois:", "urn:", "metadata:", "about:", "data:")
_NOT_READ = ("/robots.txt", "/ads.txt", "/favicon.ico")
_TOO_LARGE = f"is larger than {limits.PAGE_BYTES // limits.MB} MB, too large for a page: give the part that matters"


def from_bytes(data: bytes, origin: Origin, name: str, declared: str = "") -> Came:
    """The pages in `data`; `name` (for its suffix) and `declared` (a media type) only break ties."""
    suffix = PurePath(name.lower()).suffix
    kind = kind_of(data[:HEAD], suffix, declared)
    if kind == "gzip":
        inner = peek_gunzip(data, 5)
        if inner == b"WARC/":
            yield from from_warc(io.BytesIO(data), origin)
            return
        try:
            data = gunzip(data)
        except CannotUnpack as error:
            yield origin.failure(f"cannot be unpacked: its gzip {error}. Copy or download it again")
            return
        except TooLarge:
            yield origin.failure(_TOO_LARGE, "limit")
            return
        kind = kind_of(data[:HEAD], PurePath(name.lower().removesuffix(".gz")).suffix, declared)
        if kind == "gzip":
            kind = "packed"
    if kind == "warc":
        yield from from_warc(io.BytesIO(data), origin)
    elif len(data) > limits.PAGE_BYTES:
        yield origin.failure(_TOO_LARGE, "limit")
    elif kind in _FEED_TYPES:
        yield from from_feed(data, origin, _FEED_TYPES[kind])
    elif kind in _MEDIA_TYPES:
        yield Incoming(data=data, media_type=_MEDIA_TYPES[kind], acquisition=origin.acquisition(data))
    else:
        yield origin.failure(WAY_OUT[kind])


def too_large(head: bytes, origin: Origin, name: str) -> Failure:
    """The failure of a file longer than a page may be, of which only `head` was read."""
    kind = kind_of(head, PurePath(name.lower()).suffix)
    if kind in READABLE:
        return origin.failure(_TOO_LARGE, "limit")
    return origin.failure(WAY_OUT[kind])


def from_feed(data: bytes, origin: Origin, media_type: str) -> Came:
    """The feed whole, then its items. What a cut-out item can no longer say for itself (charset, language and name of
    its feed) goes with it as headers.
    """
    container = Incoming(data=data, media_type=media_type, acquisition=origin.acquisition(data), is_container=True)
    yield container
    try:
        feed, items = cut(data)
    except CannotCut as error:
        yield origin.failure(f"is a feed in {error}, which cannot be cut into items: save it as UTF-8")
        return
    declared = next((value for key, value in origin.headers if key.lower() == "content-type"), "")
    charset = declared.lower().rpartition("charset=")[2].strip(" \"';") if "charset=" in declared.lower() else ""
    headers = [("content-type", f"{media_type}; charset={charset or feed.charset or 'utf-8'}")]
    if feed.language:
        headers.append(("content-language", feed.language))
    if feed.title:
        headers.append(("x-feed-title", feed.title))
    for item in items:
        if not item.whole:
            yield origin.failure("ends in the middle of an item; the items before it were kept. Download it again")
            continue
        page = data[item.offset : item.offset + item.length]
        place = Origin(
            how="feed",
            location=origin.location,
            added_at=origin.added_at,
            by=origin.by,
            collected_at=origin.collected_at,
            url=item.url,
            headers=tuple(headers),
            container=container.acquisition.snapshot,
            offset=item.offset,
            length=item.length,
        )
        yield Incoming(data=page, media_type="application/rss+xml;item", acquisition=place.acquisition(page))
    if not items:
        yield origin.failure("is a feed without items: give the pages it leads to")
    elif len(items) >= limits.FEED_ITEMS:
        yield origin.failure(f"holds more than {limits.FEED_ITEMS:,} items; the rest was not read", "limit")


def from_warc(raw: BinaryIO, origin: Origin, *, file: str | None = None, digest: str = "") -> Came:
    """The archive whole, then the pages in it. With `file` its bytes stay on disk and `digest` is their SHA-256;
    else `raw` is read for them.
    """
    data = b"" if file else raw.read()
    acquisition = origin.acquisition_of(digest) if file else origin.acquisition(data)
    yield Incoming(data=data, media_type="application/warc", acquisition=acquisition, is_container=True, file=file)
    inside = msgspec.structs.replace(origin, how="warc", container=acquisition.snapshot)
    empty = True
    for record in records(raw, _is_page):
        if isinstance(record, Broken):
            empty = False
            where = f"the record at byte {record.offset:,}" + (f" ({record.url})" if record.url else "")
            yield origin.failure(
                f"is an archive with a fault: {where} was left out because {record.why}. "
                "The other records were kept; fetch that page again if you need it",
                "limit" if record.too_large else "input",
            )
            continue
        for came in _from_record(record, inside):
            empty = False
            yield came
    if empty:
        yield origin.failure("is an archive that holds no web page (images and scripts are not read): give the pages")


def _is_page(headers: Headers, start: bytes) -> bool:
    """Whether a record can hold a page: an answer with status 200, or a resource, of a type that is text."""
    named = {key.lower(): value for key, value in reversed(headers)}
    url = target(headers).lower()
    if named.get("warc-type", "").lower() not in _RECORD_TYPES or url.startswith(_NOT_WEB):
        return False
    if url.partition("?")[0].endswith(_NOT_READ):
        return False
    answer = http_answer(start)
    if answer is None:
        return named.get("content-type", "").partition(";")[0].strip().lower() in _PAGE_TYPES
    return answer.status == 200 and answer.media_type in _PAGE_TYPES


def _from_record(record: Record, inside: Origin) -> Came:
    url = target(record.headers)
    where = (
        f"is an archive with a fault: the page at byte {record.offset:,} ({url or 'no address'}) was left out because"
    )
    if record.header("warc-segment-number"):
        yield inside.failure(f"{where} it is split over several records, which cannot be joined. Fetch it again")
        return
    answer = http_answer(record.block)
    if answer is None:
        answer = HttpAnswer(200, (("Content-Type", record.header("content-type")),), record.block)
    try:
        data = answer.page()
        if not _payload_fits(record.header("warc-payload-digest"), answer, data):
            yield inside.failure(f"{where} its text does not match the digest stored with it. Fetch it again")
            return
    except CannotUnpack as error:
        yield inside.failure(f"{where} its packed text {error}. Fetch it again")
        return
    except TooLarge:
        yield inside.failure(f"{where} it unpacks to more than {limits.PAGE_BYTES // limits.MB} MB", "limit")
        return
    place = msgspec.structs.replace(
        inside,
        url=url or None,
        collected_at=_moment(record.header("warc-date")) or answer.date,
        headers=without_secrets(answer.headers),
        offset=record.offset,
        length=record.length,
    )
    kind = kind_of(data[:HEAD], PurePath(url.partition("?")[0].lower()).suffix, answer.media_type)
    if kind in _FEED_TYPES:
        yield from from_feed(data, place, _FEED_TYPES[kind])
    elif kind in _MEDIA_TYPES and (kind != "text" or answer.media_type in ("text/plain", "text/html", "")):
        yield Incoming(data=data, media_type=_MEDIA_TYPES[kind], acquisition=place.acquisition(data))
    elif kind != "empty" and answer.media_type in ("text/html", "application/xhtml+xml"):
        yield inside.failure(f"{where} the server called it HTML, but it {WAY_OUT.get(kind, 'is ' + kind)}")


def _payload_fits(stated: str, answer: HttpAnswer, page: bytes) -> bool:
    """Crawlers digest the payload at different stages of unpacking; any that fits will do, and so will none stated.

    Raises CannotUnpack.
    """
    if digest_fits(stated, page) is not False:
        return True
    return bool(digest_fits(stated, answer.body) or digest_fits(stated, answer.dechunked()))


def _moment(text: str) -> str | None:
    """ISO 8601 with zone; WARC dates are UTC by definition."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).isoformat().replace("+00:00", "Z")
