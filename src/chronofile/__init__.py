"""Chronofile: a chronology you can cite, from press coverage of a long-running case.

The library: `Case`, `articles`, `find_times`, and the calls `read(path)` and `find(article)`. All are looked
up when first used, so that `import chronofile` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from chronofile.api import Case, articles, find_times

__all__ = ["Case", "articles", "find_times"]

ROOMS_THAT_ANSWER = ("read", "find")
"""Rooms that bear the name of a library function: `chronofile.read` is the folder, `chronofile.read(path)` the call."""


class _Room(ModuleType):
    """A room that can be called: the call goes to the front door's function of the same name."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        front_door = import_module("chronofile.api")
        return getattr(front_door, self.__name__.rpartition(".")[2])(*args, **options)


class _Package(ModuleType):
    """Importing a submodule sets it on its package: the moment to make a room answer."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ROOMS_THAT_ANSWER and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name in ROOMS_THAT_ANSWER:
        return import_module(f"{__name__}.{name}")
    if name in __all__:
        return getattr(import_module(f"{__name__}.api"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
