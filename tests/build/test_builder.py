"""A build keeps, reads, folds; run again it changes nothing; stopped anywhere it goes on."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from chronofile.build import BuildReport, Fingerprint, ProgressEvent, build
from chronofile.errors import CaseReadOnly
from chronofile.model import Acquisition, Chronology, Failure, Folded, Incoming, sha256
from chronofile.store import CaseStore, create, open_case, verify
from tests.build.fakes import AS_OF, RISKY, fold, incoming, plan, some_pages, stands


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create(tmp_path / "case", "Test", clock=ticking()) as made:
        yield made


def ticking() -> Callable[[], str]:
    """A clock that never shows the same second twice, so that nothing is equal by luck."""
    seconds = itertools.count()
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return lambda: (start + dt.timedelta(seconds=next(seconds))).isoformat()


def lines(store: CaseStore) -> list[tuple[str, str]]:
    return [(line.kind, line.digest) for line in store.ledger()]


def state(store: CaseStore) -> tuple[object, ...]:
    """All that a build may change."""
    return (list(store.ledger()), store.runs(), store.failures(), store.projection(), store.known_ids())


def test_a_first_build_reads_all_and_says_what_is_new(store: CaseStore) -> None:
    events: list[ProgressEvent] = []
    report = build(store, some_pages(3), plan(), progress=events.append)
    assert (report.pages_new, report.pages_again, report.pages_known, report.failures) == (3, 0, 0, ())
    assert len(report.entries_new) == 9
    assert report.entries_changed == ()
    kept = store.projection()
    assert kept is not None
    assert kept.digest == report.digest
    assert kept.entries == report.entries_new
    assert [e.step for e in events] == ["reading"] * 3 + ["joining", "done"]
    assert events[2] == ProgressEvent(step="reading", done=3, known=0, failed=0, location="page-2.txt")
    run = store.runs()[0]
    assert (run.outcome, run.digest) == ("done", report.digest)
    assert [kind for kind, _ in lines(store)] == ["case created"] + ["page kept", "page acquired"] * 3 + [
        "run finished"
    ]


def test_what_another_window_folds_meanwhile_is_new_all_the_same(store: CaseStore) -> None:
    def look(event: ProgressEvent) -> None:
        if event.step == "reading" and event.done == 2:
            store.put_projection(fold(store.all_pages(), (), store.known_ids()), {})

    report = build(store, some_pages(3), plan(), progress=look)
    assert len(report.entries_new) == 9
    assert report.entries_gone == ()


def test_building_again_changes_nothing(store: CaseStore) -> None:
    first = build(store, some_pages(3), plan())
    before = state(store)
    for pages in (some_pages(3), reversed(list(some_pages(3))), iter(())):
        again = build(store, pages, plan())
        assert (again.pages_new, again.pages_again, again.digest) == (0, 0, first.digest)
        assert (again.entries_new, again.entries_changed, again.entries_gone) == ((), (), ())
        assert state(store) == before
    assert build(store, some_pages(3), plan()).pages_known == 3


def test_what_is_added_later_is_new_and_the_rest_keeps_its_ids(store: CaseStore) -> None:
    first = build(store, some_pages(2), plan())
    second = build(store, some_pages(3), plan())
    assert (second.pages_new, second.pages_known) == (1, 2)
    assert len(second.entries_new) == 3
    kept = store.projection()
    assert kept is not None
    assert {e.id for e in kept.entries} == {e.id for e in (*first.entries_new, *second.entries_new)}


def test_ids_live_on_when_the_fold_would_give_others(store: CaseStore) -> None:
    first = build(store, some_pages(1), plan())

    def other_ids(pages, judgements, known):  # type: ignore[no-untyped-def]
        made = fold(pages, judgements, {}).chronology
        renamed = {e.id: f"new-{e.id}" for e in made.entries}
        ids = fold(pages, judgements, known).chronology
        assert {e.id for e in ids.entries} == {e.id for e in first.entries_new}
        entries = tuple(msgspec.structs.replace(e, id=renamed[e.id]) for e in made.entries)
        return Folded(chronology=msgspec.structs.replace(made, entries=entries, digest="other"))

    report = build(store, some_pages(1), plan(fold=other_ids, fingerprint=Fingerprint(code="", rules="", folding="2")))
    assert len(report.entries_new) == len(report.entries_gone) == 3


def test_the_ids_to_know_again_may_come_from_the_whole_chronology(store: CaseStore) -> None:
    build(store, some_pages(1), plan(known_ids=lambda made: {"an agent": "a1"}))
    assert store.known_ids() == {"an agent": "a1"}
    build(store, some_pages(2), plan(known_ids=lambda made: {}))
    assert store.known_ids() == {"an agent": "a1"}


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_arrival_gives_the_same_case(tmp_path: Path, seed: int) -> None:
    """The same bytes come with and without an address, early and late: they are read with the best of all ways."""
    both = "2025-03-01 The mayor met the union.\n"
    arrivals = [
        *some_pages(3),
        incoming(both, "saved.txt"),
        incoming(both, "crawl.warc", url="https://a.example/1", how="warc", collected_at="2025-04-01T10:00:00Z"),
        incoming(both, "crawl2.warc", url="https://b.example/1", how="warc", collected_at="2025-03-09T10:00:00Z"),
        incoming(both, "saved.html", media_type="text/html"),
    ]
    with create(tmp_path / "one", "Test") as one:
        expected = build(one, arrivals, plan()).digest
        urls = {page.article.url for page in one.pages()}
        dates = {page.article.published.latest for page in one.pages() if page.article.published}
    assert urls == {None, "https://a.example/1"}
    assert dates == {"2025-03-10", AS_OF.isoformat()}
    shuffled = random.Random(seed)
    shuffled.shuffle(arrivals)
    cut = shuffled.randrange(len(arrivals))
    with create(tmp_path / "two", "Test") as two:
        build(two, arrivals[:cut], plan())
        assert build(two, arrivals[cut:], plan()).digest == expected


def test_a_new_version_reads_every_kept_page_again_also_those_not_given(store: CaseStore) -> None:
    old = Fingerprint(code="1", rules="1", folding="1")
    build(store, some_pages(3), plan(fingerprint=old))
    for new in (
        msgspec.structs.replace(old, code="2"),
        msgspec.structs.replace(old, rules="2"),
        msgspec.structs.replace(old, configuration="2"),
    ):
        report = build(store, [], plan(fingerprint=new))
        assert (report.pages_new, report.pages_again) == (0, 3)
        assert (report.entries_new, report.entries_changed, report.entries_gone) == ((), (), ())
    assert [run.outcome for run in store.runs()] == ["done"] * 4


def test_a_new_way_of_joining_reads_nothing_and_folds(store: CaseStore) -> None:
    old = Fingerprint(code="1", rules="1", folding="1")
    build(store, some_pages(2), plan(fingerprint=old))
    folded = []

    def counted(*given):  # type: ignore[no-untyped-def]
        folded.append(given)
        return fold(*given)

    build(store, some_pages(2), plan(fingerprint=old, fold=counted))
    assert not folded
    report = build(store, some_pages(2), plan(fingerprint=msgspec.structs.replace(old, folding="2"), fold=counted))
    assert (len(folded), report.pages_again) == (1, 0)


def test_containers_are_kept_whole_and_not_read(store: CaseStore) -> None:
    crawl = incoming(b"WARC/1.1 ...", "crawl.warc", is_container=True, media_type="application/warc")
    report = build(store, [crawl, *some_pages(1)], plan())
    assert report.pages_new == 1
    assert store.original(sha256(crawl.data)) == crawl.data


def test_what_could_not_be_collected_is_kept_until_it_can(store: CaseStore) -> None:
    unreadable = Failure(location="b.txt", kind="input", message="b.txt cannot be read: give yourself permission")
    report = build(store, [*some_pages(1), unreadable], plan())
    assert report.failures == store.failures() == (unreadable,)
    assert build(store, some_pages(1), plan()).failures == ()
    assert store.failures() == (unreadable,)  # not given this time: nobody knows whether it can be read now
    build(store, [incoming("2025-01-01 It can.", "b.txt")], plan())
    assert store.failures() == ()


def test_a_damaged_archive_gives_its_pages_and_its_failure(store: CaseStore) -> None:
    cut = Failure(location="crawl.warc", kind="input", message="crawl.warc ends in the middle of a record")
    arrivals = [incoming("2025-01-01 Whole.", "crawl.warc"), cut]
    for _ in range(2):
        build(store, arrivals, plan())
        assert store.failures() == (cut,)


def test_a_page_the_program_fails_on_costs_itself_alone(store: CaseStore) -> None:
    arrivals = [incoming("RAISE secret words", "bad.txt"), *some_pages(2)]
    report = build(store, arrivals, plan(process=RISKY))
    assert report.pages_new == 2
    (failure,) = store.failures()
    assert (failure.kind, failure.location) == ("our defect", "bad.txt")
    assert failure.detail.startswith("ValueError at ")
    assert "secret" not in failure.message + failure.detail
    before = state(store)
    again = build(store, arrivals, plan(process=RISKY))
    assert len(again.failures) == 1
    assert state(store) == before


def test_a_failed_page_is_tried_again_by_a_new_version(store: CaseStore) -> None:
    build(store, [incoming("RAISE 2025", "bad.txt")], plan(process=RISKY))
    assert len(build(store, [], plan(process=RISKY)).failures) == 0
    assert build(store, [], plan()).pages_new == 1
    assert store.failures() == ()


def test_an_interrupted_build_goes_on_where_it_stopped(store: CaseStore, tmp_path: Path) -> None:
    def stop_after_two(event: ProgressEvent) -> None:
        if event.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(store, some_pages(5), plan(), progress=stop_after_two)
    assert [run.outcome for run in store.runs()] == ["cancelled"]
    assert verify(store, stands=stands).clean
    report = build(store, some_pages(5), plan())
    assert report.pages_known == 2
    with create(tmp_path / "undisturbed", "Test") as other:
        assert build(other, some_pages(5), plan()).digest == report.digest


def test_pages_kept_but_not_read_are_read_when_only_others_are_given(store: CaseStore) -> None:
    store.keep(incoming("2025-02-02 Kept, and then the power went."), as_of=AS_OF)
    report = build(store, some_pages(1), plan())
    assert report.pages_new == 2


def test_a_judgement_made_while_folding_is_folded_in(store: CaseStore) -> None:
    seen: list[int] = []

    def slow_fold(pages, judgements, known):  # type: ignore[no-untyped-def]
        seen.append(len(judgements))
        if len(seen) == 1:
            with open_case(store.path, write=True) as desk:
                desk.append_judgement("AB", "accept", reason="while you folded")
        return fold(pages, judgements, known)

    report = build(store, some_pages(2), plan(fold=slow_fold))
    assert seen == [0, 1]
    assert store.stands_on().judged == 1  # type: ignore[union-attr]
    kept = store.projection()
    assert kept is not None
    assert kept.digest == report.digest == fold(list(store.pages()), store.judgements(), {}).chronology.digest


def test_nobody_is_shown_a_chronology_that_only_another_fold_can_bring_up_to_date(store: CaseStore) -> None:
    """A decision on what the build joined with more pages, made while it was folded."""
    build(store, some_pages(1), plan())
    shown: list[int] = []

    def slow_fold(pages, judgements, known):  # type: ignore[no-untyped-def]
        shown.append(store.stands_on().judged)  # type: ignore[union-attr]
        if len(shown) == 1:
            with open_case(store.path, write=True) as desk:
                desk.append_judgement("AB", "accept")
        return fold(pages, judgements, known)

    build(store, some_pages(2), plan(fold=slow_fold))
    assert shown == [0, 0]
    assert store.stands_on().judged == 1  # type: ignore[union-attr]


def test_judgements_alone_are_folded_without_a_run(store: CaseStore) -> None:
    build(store, some_pages(1), plan())
    store.append_judgement("AB", "accept")
    before = len(store.runs())
    report = build(store, [], plan())
    assert report.pages_known == 0
    assert len(store.runs()) == before + 1  # another chronology: it has its line in the ledger
    assert lines(store)[-1][0] == "run finished"


def test_a_damaged_reading_is_made_again_from_the_page(store: CaseStore) -> None:
    digest = build(store, some_pages(3), plan()).digest
    with store.db.transaction("test"):
        store.db.run("UPDATE findings SET body = x'00' WHERE rowid = 1")
        store.db.run("DELETE FROM layout WHERE rowid = 2")
        store.db.run("UPDATE entry SET body = x'00' WHERE rowid = 1")
    assert not verify(store, stands=stands).clean
    report = build(store, some_pages(3), plan())
    assert report.digest == digest
    assert report.pages_again == 2
    assert verify(store, stands=stands).problems == ()


def test_a_damaged_original_is_named_and_put_right_by_the_same_page(store: CaseStore) -> None:
    pages = list(some_pages(2))
    digest = build(store, pages, plan()).digest
    broken = store.originals.place(sha256(pages[0].data))
    broken.chmod(0o644)
    broken.write_bytes(broken.read_bytes()[:-3])
    lost = build(store, [], plan(fingerprint=Fingerprint(code="2", rules="", folding="")))
    assert [f.snapshot for f in lost.failures] == [sha256(pages[0].data)]
    assert build(store, pages, plan()).digest == digest
    assert verify(store, stands=stands).problems == ()
    assert "page kept again" in [kind for kind, _ in lines(store)]


def test_names_of_files_that_are_no_text_are_kept_readable(store: CaseStore) -> None:
    strange = incoming("2025-01-01 Old file.", "\udcc6\udcf7\udcb7\udcce.txt")
    failing = incoming("RAISE", "\udcff.txt")
    build(store, [strange, failing], plan(process=RISKY))
    assert [page.location for page in store.listed()] == ["\\xc6\\xf7\\xb7\\xce.txt"]
    assert [failure.location for failure in store.failures()] == ["\\xff.txt"]


def test_a_case_opened_for_reading_is_not_built(store: CaseStore) -> None:
    with open_case(store.path, write=False) as reader, pytest.raises(CaseReadOnly, match="opened for reading"):
        build(reader, some_pages(1), plan())


def test_the_report_is_a_record(store: CaseStore) -> None:
    report = build(store, some_pages(1), plan())
    assert msgspec.json.decode(msgspec.json.encode(report), type=BuildReport) == report
    assert report.seconds > 0
    assert isinstance(store.projection(), Chronology)
    assert isinstance(incoming("x"), Incoming)
    assert isinstance(store.acquisitions()[0], Acquisition)
