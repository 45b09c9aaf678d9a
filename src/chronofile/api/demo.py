"""The example case that ships with the program."""

from __future__ import annotations

from pathlib import Path

from chronofile import example as example_room
from chronofile.api.case import Case
from chronofile.api.reading import PathLike
from chronofile.errors import CaseNotFound


def example_pages() -> Path:
    """The folder of the example's pages, to be given to a build like any other folder."""
    return example_room.pages()


def begin_example(path: PathLike) -> Case:
    """The example case with nothing read yet. Raises CalledWrongly when something stands there already."""
    return Case.create(path, example_room.NAME, example_room.QUESTION)


def example(path: PathLike) -> Case:
    """The example case, built in `path`; what is there already is kept and brought up to date.

    Raises CalledWrongly when something that is no case stands there.
    """
    try:
        case = Case.open(path)
    except CaseNotFound:
        case = begin_example(path)
    try:
        case.build([example_room.pages()])
    except BaseException:
        case.close()
        raise
    return case
