"""Gzip files of one page: members, padding, damage, size."""

import gzip

import pytest

from chronofile.collect.unpack import CannotUnpack, TooLarge, gunzip, peek_gunzip


def test_members_padding_and_what_follows() -> None:
    one, two = gzip.compress(b"one "), gzip.compress(b"two")
    assert gunzip(one + two) == b"one two"
    assert gunzip(one + b"\0" * 100 + two + b"\0\0") == b"one two"
    assert gunzip(one + b"signature") == b"one "
    assert gunzip(gzip.compress(b"")) == b""


def test_a_large_page_is_unpacked_whole() -> None:
    page = b"<p>One line of a long list.</p>\n" * (50 << 15)
    assert gunzip(gzip.compress(page, 1)) == page


def test_limits_and_damage() -> None:
    packed = gzip.compress(bytes(1000))
    assert len(gunzip(packed, 1000)) == 1000
    with pytest.raises(TooLarge):
        gunzip(packed, 999)
    for broken in (packed[:-1], packed[:12], packed[:-8] + b"\0" * 8, b"no gzip"):
        with pytest.raises(CannotUnpack):
            gunzip(broken)


def test_very_many_members_are_refused() -> None:
    with pytest.raises(CannotUnpack):
        gunzip(gzip.compress(b"") * 150_000)


def test_peeking_does_not_mind_damage() -> None:
    assert peek_gunzip(gzip.compress(b"WARC/1.0")[:-4], 5) == b"WARC/"
    assert peek_gunzip(b"\x1f\x8b\x08\xffgarbage", 5) == b""
