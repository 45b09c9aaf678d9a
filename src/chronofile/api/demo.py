"""The example case that ships with the program."""

from __future__ import annotations

from chronofile import example as example_room
from chronofile.api.case import Case
from chronofile.api.reading import PathLike
from chronofile.errors import CaseNotFound


def example(path: PathLike) -> Case:
    """The example case, built in `path`; what is there already is kept and brought up to date.

    Raises CalledWrongly when something that is no case stands there.
    """
    try:
        case = Case.open(path)
    except CaseNotFound:
        case = Case.create(path, example_room.NAME, example_room.QUESTION)
    try:
        case.build([example_room.pages()])
    except BaseException:
        case.close()
        raise
    return case
