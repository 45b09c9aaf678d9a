"""The example case: pages about one invented matter, told by invented outlets over a year."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

NAME = "The Linnet case"
QUESTION = "What happened to the crew of the trawler Linnet, and which promises are still open?"


def pages() -> Path:
    """The folder of the example's pages, to be given to a build like any other folder."""
    return Path(str(files(__name__).joinpath("pages")))


def expected() -> Path:
    """What a careful reader finds in the pages: dates, events, copies and disagreements (TOML)."""
    return Path(str(files(__name__).joinpath("EXPECTED.toml")))
