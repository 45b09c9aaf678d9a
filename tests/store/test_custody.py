"""Bytes and how they came: once each, recorded, and read in the way that is best."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from chronofile.errors import CalledWrongly
from chronofile.model import Incoming, sha256
from chronofile.store import CaseStore, create
from tests.store.records import AS_OF, incoming


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create(tmp_path / "case", "Test") as made:
        yield made


def way(given: Incoming, **fields: object) -> Incoming:
    return msgspec.structs.replace(given, acquisition=msgspec.structs.replace(given.acquisition, **fields))


def kinds(store: CaseStore) -> list[str]:
    return [line.kind for line in store.ledger()]


def test_what_comes_in_is_kept_and_recorded_once(store: CaseStore) -> None:
    given = incoming()
    for is_new in (True, False):
        kept = store.keep(given, as_of=AS_OF)
        assert kept is not None
        assert (kept.is_new, kept.made_from, kept.as_of) == (is_new, None, AS_OF)
        assert kept.acquisition == given.acquisition
    assert kinds(store) == ["case created", "page kept", "page acquired"]
    page_kept, acquired = list(store.ledger())[1:]
    assert (page_kept.subject, page_kept.digest) == (sha256(given.data), sha256(given.data))
    assert (acquired.subject, acquired.by, acquired.at) == (given.acquisition.key, "MK", given.acquisition.added_at)
    assert store.original(sha256(given.data)) == given.data


def test_the_parts_of_keeping_work_alone(store: CaseStore) -> None:
    given = incoming()
    snapshot = store.keep_original(given.data, "text/plain", by="MK")
    assert snapshot.size == len(given.data)
    assert store.add_acquisition(given.acquisition, media_type="text/plain", as_of=AS_OF)
    assert not store.add_acquisition(given.acquisition, media_type="text/plain", as_of=AS_OF)
    assert store.acquisitions() == store.acquisitions(snapshot.sha256) == (given.acquisition,)
    assert [kept.snapshot for kept in store.kept_pages()] == [snapshot]


def test_a_page_nobody_kept_is_named(store: CaseStore) -> None:
    with pytest.raises(CalledWrongly, match="no page with the hash abc"):
        store.original("abc")


def test_the_best_way_is_the_same_in_every_order(tmp_path: Path) -> None:
    given = incoming()
    ways = [
        given,
        way(given, location="another name.txt"),
        way(given, url="https://norrby.example/2", location="z.warc", how="warc"),
        way(given, url="https://norrby.example/1", headers=(("Content-Type", "text/plain"),), location="z"),
    ]
    for number, order in enumerate(itertools.permutations(ways)):
        with create(tmp_path / str(number), "Test") as store:
            for one in order:
                kept = store.keep(one, as_of=AS_OF)
            assert kept is not None
            assert kept.acquisition.headers == (("Content-Type", "text/plain"),)


def test_a_page_existed_by_the_earliest_day_known(store: CaseStore) -> None:
    given = incoming()

    def day(**fields: object) -> dt.date:
        kept = store.keep(way(given, **fields), as_of=AS_OF)
        assert kept is not None
        return kept.as_of

    assert day(location="a", collected_at="1980-01-01T00:00:00Z") == AS_OF  # a file's date proves nothing
    assert day(how="warc", location="b", collected_at="2025-06-01T23:00:00Z") == dt.date(2025, 6, 2)
    assert day(how="warc", location="c", collected_at="2025-07-01T00:00:00Z") == dt.date(2025, 6, 2)
    assert day(how="warc", location="d", collected_at="nonsense") == dt.date(2025, 6, 2)
    assert day(how="warc", location="e", collected_at=None) == dt.date(2025, 6, 2)


def test_a_container_is_kept_and_not_read(store: CaseStore) -> None:
    feed = incoming("<rss/>", is_container=True)
    assert store.keep(feed, as_of=AS_OF) is None
    assert list(store.kept_pages()) == []
    assert store.original(sha256(feed.data)) == b"<rss/>"
    as_page = msgspec.structs.replace(way(feed, location="rss.txt"), is_container=False)
    kept = store.keep(as_page, as_of=AS_OF)
    assert kept is not None
    assert kept.acquisition.location == "rss.txt"
