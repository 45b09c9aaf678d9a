"""Originals are written once, found by their hash, and never half there."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from chronofile.errors import CaseDamaged, ChronofileError
from chronofile.model import sha256
from chronofile.store.originals import Originals

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
PAGE = b"<html>A page that is kept.</html>" * 50


def kept(case: Path, data: bytes = PAGE) -> tuple[Originals, str, Path]:
    originals = Originals(case)
    assert originals.keep(data)
    return originals, sha256(data), originals.place(sha256(data))


def test_a_page_stands_under_its_hash_in_two_folders_and_cannot_be_written(tmp_path: Path) -> None:
    originals, digest, path = kept(tmp_path)
    assert path == tmp_path / "originals" / digest[:2] / digest[2:4] / f"{digest}.zst"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert originals.read(digest, len(PAGE)) == PAGE
    assert list(originals.names()) == [digest]


def test_keeping_again_writes_nothing(tmp_path: Path) -> None:
    originals, _, path = kept(tmp_path)
    before = path.stat()
    assert not originals.keep(PAGE)
    assert path.stat() == before


@pytest.mark.parametrize("data", [b"", b"\x00", "포로".encode(), b"x" * 3_000_000])
def test_any_bytes_come_back(tmp_path: Path, data: bytes) -> None:
    originals, digest, _ = kept(tmp_path, data)
    assert originals.read(digest, len(data)) == data


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
    originals, digest, path = kept(tmp_path)
    whole = path.read_bytes()
    path.chmod(0o644)
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        assert originals.fault(digest, len(PAGE)), bit
    path.write_bytes(whole)
    assert originals.fault(digest, len(PAGE)) is None


@pytest.mark.parametrize("end", [0, 3, 17, -1])
def test_a_cut_file_is_found(tmp_path: Path, end: int) -> None:
    originals, digest, path = kept(tmp_path)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:end])
    with pytest.raises(CaseDamaged, match=f"{digest} is damaged"):
        originals.read(digest, len(PAGE))


@given(st.binary(max_size=200))
def test_no_bytes_under_a_name_are_taken_for_the_page(garbage: bytes) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        originals, digest, path = kept(Path(folder))
        path.chmod(0o644)
        path.write_bytes(garbage)
        assert originals.fault(digest, len(PAGE))


def test_a_missing_page_is_named_with_the_way_out(tmp_path: Path) -> None:
    originals, digest, path = kept(tmp_path)
    path.unlink()
    with pytest.raises(CaseDamaged, match=f"{digest} is missing.*Build again with the same page"):
        originals.read(digest, len(PAGE))


def test_the_same_page_puts_a_damaged_file_right(tmp_path: Path) -> None:
    originals, digest, path = kept(tmp_path)
    path.chmod(0o644)
    path.write_bytes(b"other")
    assert originals.keep(PAGE)
    assert originals.read(digest, len(PAGE)) == PAGE


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    originals, digest, _ = kept(tmp_path)
    (tmp_path / "originals" / "unfinished" / "half.zst").write_bytes(b"half")
    assert originals.sweep() == 1
    assert originals.sweep() == 0
    assert list(originals.names()) == [digest]


def test_other_programs_can_unpack_a_page(tmp_path: Path) -> None:
    _, _, path = kept(tmp_path)
    with open(path, "rb") as file, zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as reader:
        assert reader.read() == PAGE


def test_a_file_too_large_for_memory_is_kept_in_slices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chronofile.store.originals._IN_MEMORY", 1000)
    monkeypatch.setattr("chronofile.store.originals._SLICE", 700)
    data = bytes(range(256)) * 50
    source = tmp_path / "long.warc"
    source.write_bytes(data)
    digest = sha256(data)
    originals = Originals(tmp_path / "case")
    (tmp_path / "case").mkdir()
    assert originals.keep_file(source, digest)
    assert not originals.keep_file(source, digest)
    assert originals.read(digest, len(data)) == data
    assert originals.fault(digest, len(data)) is None
    place = originals.place(digest)
    packed = bytearray(place.read_bytes())
    for at in (0, len(packed) // 2, len(packed) - 1):
        changed = packed.copy()
        changed[at] ^= 1
        place.chmod(0o644)
        place.write_bytes(changed)
        assert "damaged" in (originals.fault(digest, len(data)) or "")
    place.unlink()
    assert "missing" in (originals.fault(digest, len(data)) or "")
    with pytest.raises(ChronofileError, match="written to while"):
        originals.keep_file(source, "0" * 64)
    assert not list((originals.folder / "unfinished").glob("*"))
