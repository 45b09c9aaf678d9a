"""Screens: each is one module with its `urls`; a new one is its file and its line here.

`SHELF` stands at the root; `CASE` below `/c/<key>/`, where each view is wrapped in `held.on_case`.
"""

from __future__ import annotations

from types import ModuleType

from chronofile.desk.screens import (
    activity,
    add,
    bring,
    bring_back,
    build,
    case_settings,
    cases,
    check,
    chronology,
    coverage,
    disagreements,
    entries,
    export,
    folders,
    here,
    mark,
    menu,
    open_items,
    pages,
    people,
    person,
    printing,
    redate,
    restore,
    review,
    safe,
    search,
    settings,
    shelf,
)

SHELF: tuple[ModuleType, ...] = (shelf, cases, folders, restore, settings, here)
CASE: tuple[ModuleType, ...] = (
    activity,
    add,
    bring,
    bring_back,
    build,
    pages,
    case_settings,
    review,
    entries,
    chronology,
    disagreements,
    open_items,
    people,
    person,
    mark,
    redate,
    check,
    coverage,
    export,
    menu,
    printing,
    safe,
    search,
)
