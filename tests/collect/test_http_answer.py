"""HTTP answers: status, headers, codings."""

import gzip
import zlib

import pytest
import zstandard

from chronofile.collect.http_answer import dechunk, http_answer, http_date, without_secrets
from chronofile.collect.unpack import CannotUnpack, TooLarge
from tests.collect.making import answer, page

BODY = page("The crew was heard on Monday.")


def body_of(data: bytes, *headers: str) -> bytes:
    made = http_answer(answer(data, *headers))
    assert made is not None
    return made.page()


def test_status_headers_and_body_come_apart() -> None:
    made = http_answer(b"HTTP/1.0 203 Fine\r\nA: 1\r\n two\r\nB:\xe9\r\nno colon\r\n\r\nrest")
    assert made is not None
    assert (made.status, made.headers, made.body) == (203, (("A", "1 two"), ("B", "é")), b"rest")


def test_bare_line_feeds_and_a_missing_body() -> None:
    assert http_answer(b"HTTP/1.1 200 OK\nA: 1\n\nrest").body == b"rest"  # type: ignore[union-attr]
    assert http_answer(b"HTTP/1.1 200 OK\r\nA: 1").body == b""  # type: ignore[union-attr]
    assert http_answer(b"<html>") is None


def test_a_line_feed_pair_inside_the_body_does_not_end_the_head() -> None:
    assert http_answer(b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\nx\n\ny").body == b"x\n\ny"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("zstd", zstandard.ZstdCompressor().compress),
        ("zstd", zstandard.ZstdCompressor(write_content_size=False).compress),
        ("identity", bytes),
        ("utf-8", bytes),
    ],
)
def test_codings_are_undone(coding: str, pack: object) -> None:
    packed = pack(BODY)  # type: ignore[operator]
    assert body_of(packed, f"Content-Encoding: {coding}") == BODY
    assert body_of(BODY, f"Content-Encoding: {coding}") == BODY  # undone by the crawler, header left


def test_brotli_is_undone() -> None:
    brotli = pytest.importorskip("brotli")
    assert body_of(brotli.compress(BODY), "Content-Encoding: br") == BODY
    assert body_of(BODY, "Content-Encoding: br") == BODY
    with pytest.raises(CannotUnpack):
        body_of(brotli.compress(BODY)[:-3], "Content-Encoding: br")
    with pytest.raises(TooLarge):
        body_of(brotli.compress(bytes(70 << 20)), "Content-Encoding: br")


def test_codings_in_order_and_too_many() -> None:
    twice = zlib.compress(gzip.compress(BODY))
    assert body_of(twice, "Content-Encoding: gzip, deflate") == BODY
    with pytest.raises(CannotUnpack):
        body_of(BODY, "Content-Encoding: " + ", ".join(["gzip"] * 9))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_bombs_stop_at_the_limit_and_cut_bodies_are_refused(coding: str) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "zstd": zstandard.ZstdCompressor().compress}[coding]
    with pytest.raises(TooLarge):
        body_of(pack(bytes(70 << 20)), f"Content-Encoding: {coding}")
    with pytest.raises(CannotUnpack):
        body_of(pack(BODY)[:-9], f"Content-Encoding: {coding}")


def test_chunks() -> None:
    assert dechunk(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\n") == b"abcde"
    assert dechunk(b"3\nabc\n0\n\n") == b"abc"
    assert dechunk(b"<html>") == b"<html>"
    assert dechunk(b"") == b""
    for broken in (b"5\r\nabc", b"3\r\nabc\r\n", b"3\r\nabc\r\nzz\r\n", b"ffffffffffffff\r\nabc"):
        with pytest.raises(CannotUnpack):
            dechunk(broken)


def test_dates_and_secrets() -> None:
    assert http_date("Tue, 06 May 2025 07:00:00 GMT") == "2025-05-06T07:00:00+00:00"
    assert http_date("soon") is None
    assert http_date("") is None
    assert without_secrets((("Set-Cookie", "a"), ("AUTHORIZATION", "b"), ("Date", "c"))) == (("Date", "c"),)
