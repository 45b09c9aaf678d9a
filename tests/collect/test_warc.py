"""However a record is broken, the others are kept and the fault is named."""

import gzip
import io
import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.collect.warc import Broken, Record, digest_fits, records
from tests.collect.making import answer, good, packed, page, pasted, record, sha1, urls

A, B, C = good("a"), good("b"), good("c")
BLOCK = answer(page("Two men were held."))
AT_B = "https://example.org/b"


def read(data: bytes) -> tuple[list[str], list[Broken]]:
    came = list(records(io.BytesIO(data), lambda headers, start: True))
    return (
        [r.header("warc-target-uri").rpartition("/")[2] for r in came if isinstance(r, Record)],
        [r for r in came if isinstance(r, Broken)],
    )


def test_sound_archives_are_read_whole_packed_or_not() -> None:
    for data in (A + B + C, packed(A, B, C), gzip.compress(A + B + C), packed(A, B) + packed(C), packed(A + B, C)):
        assert read(data) == (["a", "b", "c"], [])


def test_offset_and_length_cut_the_record_out_of_the_file_again() -> None:
    for data in (A + B + C, packed(A, B, C)):
        for made in records(io.BytesIO(data), lambda headers, start: True):
            assert isinstance(made, Record)
            piece = data[made.offset : made.offset + made.length]
            assert made.block in (gzip.decompress(piece) if piece[:2] == b"\x1f\x8b" else piece)


def test_in_one_member_for_all_offsets_count_unpacked_bytes() -> None:
    made = list(records(io.BytesIO(gzip.compress(A + B)), lambda headers, start: True))
    assert [(r.offset, r.length) for r in made if isinstance(r, Record)] == [(0, len(A)), (len(A), len(B))]


@pytest.mark.parametrize("stated", [0, 1, len(BLOCK) - 3, len(BLOCK) + 1, len(BLOCK) + 200, 10**7, 10**9, 10**17])
@pytest.mark.parametrize("pack", [False, True])
def test_a_lying_length_costs_one_record(stated: int, pack: bool) -> None:
    parts = [A, record(BLOCK, AT_B, length=stated), C]
    names, broken = read(packed(*parts) if pack else b"".join(parts))
    assert names == ["a", "c"]
    assert [b.url for b in broken] == [AT_B]
    assert any(word in broken[0].why for word in ("length", "cut short", "empty lines"))


def test_a_length_that_swallows_the_next_record_exactly_is_seen_through() -> None:
    liar = record(BLOCK, AT_B, length=len(BLOCK) + 4 + len(C) - 4)
    assert read(A + liar + C + A)[0] == ["a", "c", "a"]


def test_a_length_that_is_no_number_or_missing() -> None:
    for line in (b"Content-Length: minus one", b"Content-Length: -5", b"X: y", b"Content-Length: 9" + b"9" * 30):
        liar = record(BLOCK, AT_B).replace(b"Content-Length: %d" % len(BLOCK), line)
        names, broken = read(A + liar + C)
        assert names == ["a", "c"]
        assert broken[0].why == "it does not state its length"


def test_missing_line_ends_lose_the_record_unless_its_digest_fits() -> None:
    for end in (b"", b"\r\n", b"\n"):
        names, broken = read(A + record(BLOCK, AT_B)[:-4] + end + C)
        assert names == ["a", "c"]
        assert "empty lines" in broken[0].why
    proven = record(BLOCK, AT_B, f"WARC-Block-Digest: {sha1(BLOCK)}")
    assert read(A + proven[:-4] + C) == (["a", "b", "c"], [])


def test_line_ends_missing_at_the_end_of_file_or_member_are_no_fault() -> None:
    assert read(A + B[:-4]) == (["a", "b"], [])
    assert read(packed(A, B[:-4], C)) == (["a", "b", "c"], [])


def test_bare_line_feeds_are_understood() -> None:
    assert read((A + B).replace(b"\r\n", b"\n").replace(b"\n\n\n\n", b"\n\n"))[1] != []  # lengths count the lost CRs
    head = b"WARC/1.0\nWARC-Type: resource\nWARC-Target-URI: https://example.org/b\nContent-Length: 3\n\nabc\n\n"
    assert read(A + head + C) == (["a", "b", "c"], [])


def test_a_bad_digest_loses_the_record() -> None:
    wrong = record(BLOCK, AT_B, f"WARC-Block-Digest: {sha1(b'other')}")
    names, broken = read(A + wrong + C)
    assert names == ["a", "c"]
    assert "digest" in broken[0].why


def test_digests_in_base32_and_hex_and_unknown_ones() -> None:
    assert digest_fits(sha1(b"x"), b"x")
    assert digest_fits("sha-256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", b"x")
    assert digest_fits("md5:0", b"x") is False
    assert digest_fits("blake9:0", b"x") is None
    assert digest_fits("", b"x") is None


def test_a_truncated_tail_keeps_what_stands_before() -> None:
    for cut in (1, 30, len(C) - 20, len(C) - 5):
        names, broken = read(A + B + C[:cut])
        assert names == ["a", "b"]
        assert len(broken) == 1
    whole = packed(A, B, C)
    names, broken = read(whole[:-30])
    assert names == ["a", "b"]
    assert broken[0].why == "its gzip is cut short"


def test_damage_in_one_gzip_member_costs_that_member() -> None:
    a, b, c = packed(A), packed(B), packed(C)
    for spoilt in (b[:90] + b"\xff\xff\xff\xff" + b[94:], b[:-40], b[:-8] + b"\0\0\0\0" + b[-4:]):
        names, broken = read(a + spoilt + c)
        assert names == ["a", "c"]
        assert [x.offset for x in broken] == [len(a)]
        assert "gzip" in broken[0].why


def test_damage_inside_one_member_for_all_keeps_the_records_before_it() -> None:
    many = [record(answer(page(random.Random(i).randbytes(2000).hex())), f"https://e.org/{i}") for i in range(40)]
    whole = bytearray(gzip.compress(b"".join(many)))
    whole[len(whole) // 2] ^= 0xFF
    whole[len(whole) // 2 + 1] ^= 0xFF
    names, broken = read(bytes(whole))
    assert names[:15] == [str(i) for i in range(15)]
    assert any("may be damaged too" in b.why for b in broken)  # zlib notices only at the sum in the end


def test_foreign_bytes_between_members_are_named_and_passed_over() -> None:
    names, broken = read(packed(A) + b"nothing of ours" + packed(B))
    assert names == ["a", "b"]
    assert broken == [Broken(offset=len(packed(A)), why="these bytes are no gzip")]
    assert read(packed(A) + b"\0" * 1000 + packed(B) + b"\0" * 9) == (["a", "b"], [])


def test_foreign_bytes_between_plain_records() -> None:
    names, broken = read(A + b"an editor was here\r\n" + B)
    assert names == ["b"] or names == ["a", "b"]
    assert len(broken) == 1


def test_a_gzip_bomb_costs_its_record() -> None:
    bomb = gzip.compress(record(bytes(150 << 20), AT_B), 9)
    names, broken = read(packed(A) + bomb + packed(C))
    assert names == ["a", "c"]
    assert broken[0].too_large
    assert "200 times" in broken[0].why


def test_a_record_too_long_to_hold_is_passed_over() -> None:
    big = record(answer(bytes(range(256)) * (70 << 12)), AT_B)
    names, broken = read(A + big + C)
    assert names == ["a", "c"]
    assert [b.too_large for b in broken] == [True]


def test_many_lying_records_are_read_in_linear_time() -> None:
    liar = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60000000\r\n\r\nx\r\n\r\n"
    names, broken = read(liar * 20_000 + C)
    assert names == ["c"]
    assert len(broken) == 20_000


def test_what_is_no_archive_at_all_ends() -> None:
    assert read(b"WARC/1.0\r\n" + b"x" * 200_000)[0] == []
    assert read(b"")[1] == []
    assert read(b"WARC/")[0] == []
    assert read(b"\x1f\x8b\x08")[0] == []


@given(st.lists(st.tuples(st.integers(3, 3000), st.binary(max_size=6)), max_size=4), st.booleans())
def test_no_damage_raises_and_untouched_members_survive(damage: list[tuple[int, bytes]], pack: bool) -> None:
    parts = [good(str(i)) for i in range(6)]
    parts = [gzip.compress(p, mtime=0) for p in parts] if pack else parts
    ends = list(itertools.accumulate(len(p) for p in parts))
    data, hurt = bytearray(b"".join(parts)), set()
    for at, junk in damage:
        at = max(3, at % len(data))  # the first bytes tell whether the whole is packed
        data[at : at + len(junk)] = junk[: len(data) - at]
        if junk:
            hurt |= {i for i in range(6) if ends[i] - len(parts[i]) <= at + len(junk) and at <= ends[i]}
    names, _ = read(bytes(data))
    # A spoilt head may hide a record's kind, never its neighbour; neighbours by one byte count as touched.
    assert {str(i) for i in range(6) if i not in hurt} <= set(names)


def test_pages_come_with_their_place_time_and_headers() -> None:
    block = answer(page("x"), "Set-Cookie: id=1", "Last-Modified: Tue, 06 May 2025 07:00:00 GMT")
    came, failures = pasted(record(block, "<https://example.org/x>"), "crawl.warc")
    whole, made = came
    assert failures == []
    assert whole.is_container
    assert whole.media_type == "application/warc"
    held = made.acquisition
    assert (held.how, held.url, held.collected_at) == ("warc", "https://example.org/x", "2025-05-06T07:08:09Z")
    assert held.container == whole.acquisition.snapshot
    assert (held.offset, held.length) == (0, len(whole.data))
    assert held.header("last-modified")
    assert held.header("set-cookie") is None


def test_only_answers_that_can_be_pages_are_taken() -> None:
    data = b"".join(
        [
            record(b"software: hand\r\n", "", kind="warcinfo"),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(answer(b"", status="301 Moved"), "https://example.org/301"),
            record(answer(page("Not here"), status="404 Not Found"), "https://example.org/404"),
            record(answer(b"", "X: y"), kind="revisit"),
            record(answer(b"\x89PNG\r\n\x1a\n...", kind="image/png"), "https://example.org/i.png"),
            record(answer(b"let a = 1", kind="text/javascript"), "https://example.org/s.js"),
            record(answer(b"User-agent: *", kind="text/plain"), "https://example.org/robots.txt"),
            record(answer(b"  "), "https://example.org/empty"),
            record(answer(b"<svg xmlns='x'></svg>", kind="application/xml"), "https://example.org/svg"),
            good("kept"),
        ]
    )
    came, failures = pasted(data, "crawl.warc")
    assert urls(came) == ["https://example.org/kept"]
    assert failures == []


def test_resources_and_conversions_are_pages_too() -> None:
    for kind in ("resource", "conversion"):
        made = record(page("Plain"), kind=kind).replace(b"application/http; msgtype=response", b"text/html")
        came, failures = pasted(made, "x.warc")
        assert urls(came) == ["https://example.org/a"]
        assert failures == []


def test_a_picture_that_claims_to_be_html_is_named() -> None:
    came, failures = pasted(record(answer(b"\x89PNG\r\n\x1a\n" + bytes(50))) + good("k"), "x.warc")
    assert urls(came) == ["https://example.org/k"]
    assert "image" in failures[0].message


def test_an_archive_without_pages_says_so() -> None:
    came, failures = pasted(record(b"software: hand\r\n", "", kind="warcinfo"), "x.warc")
    assert [c.is_container for c in came] == [True]
    assert "no web page" in failures[0].message


def test_payload_digest_may_fit_any_stage_of_unpacking() -> None:
    body = page("Ships met")
    squeezed = gzip.compress(body)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(squeezed), squeezed)
    block = answer(chunked, "Transfer-Encoding: chunked", "Content-Encoding: gzip")
    for digested in (chunked, squeezed, body):
        came, failures = pasted(record(block, "https://e.org/", f"WARC-Payload-Digest: {sha1(digested)}"), "x.warc")
        assert came[1].data == body
        assert failures == []
    came, failures = pasted(record(block, "https://e.org/", f"WARC-Payload-Digest: {sha1(b'?')}"), "x.warc")
    assert len(came) == 1
    assert "digest" in failures[0].message


def test_packed_answers_that_are_broken_or_too_large() -> None:
    cut = gzip.compress(page("x" * 5000))[:-20]
    bomb = gzip.compress(bytes(70 << 20))
    spread = record(answer(page("x")), "https://example.org/s", "WARC-Segment-Number: 1")
    data = b"".join(
        [
            record(answer(cut, "Content-Encoding: gzip"), "https://example.org/cut"),
            record(answer(bomb, "Content-Encoding: gzip"), "https://example.org/bomb"),
            spread,
            good("kept"),
        ]
    )
    came, failures = pasted(data, "x.warc")
    assert urls(came) == ["https://example.org/kept"]
    assert [f.kind for f in failures] == ["input", "limit", "input"]
    assert all("x.warc" in f.message and "https://example.org/" in f.message for f in failures)


def test_a_feed_inside_an_archive_is_cut_into_items() -> None:
    feed = b"<?xml version='1.0'?><rss version='2.0'><channel><item><link>https://e.org/1</link></item></channel></rss>"
    came, failures = pasted(record(answer(feed, kind="application/rss+xml")), "x.warc")
    archive, whole, item = came
    assert failures == []
    assert (whole.is_container, whole.acquisition.how, whole.acquisition.container) == (
        True,
        "warc",
        archive.acquisition.snapshot,
    )
    assert (item.acquisition.container, item.acquisition.url) == (whole.acquisition.snapshot, "https://e.org/1")
    assert item.acquisition.collected_at == "2025-05-06T07:08:09Z"
