"""The words of languages: one folder a language, data only, found by its name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


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
    name = language.lower().replace("_", "-").split("-")[0]
    if name not in languages():
        return {}
    file = files(__name__) / name / f"{subject}.toml"
    if not file.is_file():
        return {}
    return tomllib.loads(file.read_text(encoding="utf-8"))
