"""A page is read again when what reads it changed, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronofile import find
from chronofile.build import Fingerprint, fingerprint, folding


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that stands for the installed one and can be changed."""
    for folder in ("model", "read", "when", "find", "merge", "lang/en", "show"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.py").write_text(folder)
    (tmp_path / "pipeline.py").write_text("the path")
    monkeypatch.setattr("importlib.resources.files", lambda name: tmp_path)
    return tmp_path


def now(process: str = "chronofile.pipeline:process") -> Fingerprint:
    for held in (fingerprint, folding):
        held.cache_clear()
    made = fingerprint(process)
    for held in (fingerprint, folding):
        held.cache_clear()
    return made


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("read/one.py", {"code"}),
        ("read/new.py", {"code"}),
        ("when/deep/new.py", {"code"}),
        ("pipeline.py", {"code"}),
        ("model/one.py", {"code", "folding"}),
        ("merge/one.py", {"folding"}),
        ("lang/en/time.toml", {"rules", "folding"}),
        ("lang/en/encoder.onnx", {"rules"}),
        ("show/one.py", set()),
        ("read/__pycache__/one.pyc", set()),
        ("read/one.pyc", set()),
    ],
)
def test_what_changed_decides_what_is_done_again(package: Path, file: str, changed: set[str]) -> None:
    before = now()
    (package / file).parent.mkdir(parents=True, exist_ok=True)
    (package / file).write_text("changed")
    after = now()
    assert {f for f in before.__struct_fields__ if getattr(before, f) != getattr(after, f)} == changed


def test_a_renamed_file_is_another_program(package: Path) -> None:
    before = now()
    (package / "find" / "one.py").rename(package / "find" / "two.py")
    assert now().code != before.code


def test_another_way_of_reading_is_another_program() -> None:
    assert now("a:b").code != now("a:c").code
    assert now() == now()


def test_of_the_installed_program() -> None:
    made = now()
    assert len({made.code, made.rules, made.folding}) == 3
    assert made.configuration == " ".join(f"encoder:{language}" for language in find.models())
