"""What is packed comes back the same, and a flipped bit does not come back as something else."""

from __future__ import annotations

import gc
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.errors import CaseDamaged
from chronofile.model import Entry, Page
from chronofile.store.packing import PackedPage, many, pack, pack_page, pack_text, unpack, unpack_page, unpack_text
from tests.store.records import incoming, page_of

surrogates_too = st.text(st.characters(exclude_categories=()), max_size=300)


@given(surrogates_too)
def test_any_text_comes_back(text: str) -> None:
    assert unpack_text(pack_text(text), "it") == text


@given(st.text(max_size=100))
def test_a_page_comes_back_whole(text: str) -> None:
    given_page = incoming("Headline\n" + text)
    page = page_of(given_page)
    assert unpack_page(pack_page(page), given_page.acquisition) == page


def test_a_page_survives_the_way_from_the_worker() -> None:
    packed = pack_page(page_of(incoming()))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(packed), type=PackedPage) == packed


def test_a_lone_surrogate_costs_itself_and_not_the_page() -> None:
    given_page = incoming("Head\ud800line\nShe said \udfff.")
    page = page_of(given_page)
    back = unpack_page(pack_page(page), given_page.acquisition)
    assert isinstance(back, Page)
    assert back.article.layer.text == page.article.layer.text  # the text layer is what the bytes say
    assert back.article.headline == "Head\ufffdline"


def test_every_flipped_bit_is_an_error_or_changes_nothing() -> None:
    entry = Entry(id="e1", aspect="event", headline="The union met the mayor", details={"n": 1})
    packed = pack(entry)
    for bit in range(len(packed) * 8):
        flipped = bytearray(packed)
        flipped[bit // 8] ^= 1 << bit % 8
        with suppress(CaseDamaged):
            assert unpack(bytes(flipped), Entry, "it") == entry


@given(st.binary(max_size=100))
def test_garbage_is_damage(garbage: bytes) -> None:
    for read in (lambda: unpack(garbage, Entry, "the entry"), lambda: unpack_text(garbage, "the text")):
        with pytest.raises(CaseDamaged, match="cannot be read back"):
            read()


def test_the_collector_is_left_as_it_was() -> None:
    def fail() -> None:
        with many():
            assert not gc.isenabled()
            with many():
                pass
            assert not gc.isenabled()
            raise KeyError

    assert gc.isenabled()
    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()
