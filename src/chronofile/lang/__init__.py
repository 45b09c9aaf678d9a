"""The words of languages: one folder a language, data only, found by its name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def languages() -> tuple[str, ...]:
    """Names of the languages there are data for, sorted (BCP 47 primary subtags)."""
    here = files(__name__)
    return tuple(sorted(e.name for e in here.iterdir() if e.is_dir() and not e.name.startswith("_")))


@cache
def load(language: str, subject: str) -> dict[str, Any]:
    """The data of one language on one subject ("time", "speech", …), empty when that language has none.

    `language` may carry a region ("en-GB"): the primary subtag decides. The result is shared: do not change it.
    """
    return tomllib.loads(_text(language, f"{subject}.toml"))


@cache
def rows(language: str, subject: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a language's counted table ("background_words"), cut at tabs; without its comments and empty lines.

    Empty when that language has none.
    """
    lines = _text(language, f"{subject}.tsv").split("\n")
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def has(language: str, name: str) -> bool:
    """Whether the language has a file of that name."""
    return (file := _file(language, name)) is not None and file.is_file()


def read(language: str, name: str) -> bytes:
    """A file of the language as it is, empty when it has none of that name: a trained model, its vocabulary."""
    file = _file(language, name)
    return file.read_bytes() if file is not None and file.is_file() else b""


def _text(language: str, name: str) -> str:
    return read(language, name).decode("utf-8").replace("\r\n", "\n")


def _file(language: str, name: str) -> Traversable | None:
    folder = language.lower().replace("_", "-").split("-")[0]
    return files(__name__) / folder / name if folder in languages() else None
