"""The front door: what `import chronofile` gives, and all that the command line and the desk may touch.

Each name is loaded when it is first used: showing a case needs none of the rooms that read pages.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chronofile.api.case import Case
    from chronofile.api.demo import example
    from chronofile.api.judge import EDITABLE, Change, Judge, Moved, version_of
    from chronofile.api.reading import articles, find, find_times, read
    from chronofile.api.typed_dates import DateNotUnderstood, typed_date

__all__ = [
    "EDITABLE",
    "Case",
    "Change",
    "DateNotUnderstood",
    "Judge",
    "Moved",
    "articles",
    "example",
    "find",
    "find_times",
    "read",
    "typed_date",
    "version_of",
]

_WHERE = {
    "Case": "case",
    "example": "demo",
    **dict.fromkeys(("EDITABLE", "Change", "Judge", "Moved", "version_of"), "judge"),
    **dict.fromkeys(("articles", "find", "find_times", "read"), "reading"),
    **dict.fromkeys(("DateNotUnderstood", "typed_date"), "typed_dates"),
}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
