"""Fingerprint: hashes of what does the work, so that a page is read again exactly when the program changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from chronofile import __version__

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_READING = ("model", "read", "when", "find", "pipeline.py")
_FOLDING = ("model", "merge")
_RULES = ("lang",)
_MODEL = ".onnx"


class Fingerprint(msgspec.Struct, frozen=True, kw_only=True):
    """`code`, `rules` and `configuration` decide what is found on a page; `folding` how pages are joined."""

    code: str
    rules: str
    folding: str
    configuration: str = ""


@cache
def fingerprint(process: str) -> Fingerprint:
    """Of the program and its models as installed; `process` is the name of the function that reads pages."""
    from importlib.resources import files

    from chronofile import find

    package = files("chronofile")
    return Fingerprint(
        code=_hash(package, _READING, process),
        rules=_hash(package, _RULES, ""),
        folding=folding(),
        configuration=" ".join(f"encoder:{language}" for language in find.models()),
    )


@cache
def folding() -> str:
    """How pages are joined: every look at a case asks for it. Models decide what is found, not this."""
    from importlib.resources import files

    return _hash(files("chronofile"), (*_FOLDING, *_RULES), "", without=_MODEL)


def _hash(package: Traversable, names: Iterable[str], also: str, without: str = "\0") -> str:
    whole = hashlib.sha256(f"{__version__}\x1f{also}".encode())
    for name in names:
        for path, entry in _walk(package / name, name):
            if path.endswith(without):
                continue
            body = entry.read_bytes()
            whole.update(f"\x1f{path}\x1f{len(body)}\x1f".encode() + body)
    return whole.hexdigest()


def _walk(entry: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """Every source and data file below `entry`, in the order of the paths; compiled files are none."""
    if entry.is_dir():
        for child in sorted(entry.iterdir(), key=lambda c: c.name):
            if child.name != "__pycache__":
                yield from _walk(child, f"{path}/{child.name}")
    elif entry.is_file() and not entry.name.endswith((".pyc", ".pyo")):
        yield path, entry
