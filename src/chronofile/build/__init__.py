"""Build: the processes around the path: lock, workers, builder. Workers are loaded when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from chronofile.build.case_key import case_key, same_case, same_judgements, same_pages
from chronofile.build.fingerprint import Fingerprint, fingerprint, folding
from chronofile.build.lock import Holder, holder, lock
from chronofile.build.progress import ProgressEvent, silent

if TYPE_CHECKING:
    from chronofile.build.builder import build
    from chronofile.build.decided import caught_up
    from chronofile.build.plan import BuildReport, Fold, KnownIds, Plan
    from chronofile.build.task import Answer, Process, Task, answer
    from chronofile.build.workers import Limits, in_process, supervised

_WHERE = {
    "build": "builder",
    "caught_up": "decided",
    **dict.fromkeys(("BuildReport", "Fold", "KnownIds", "Plan"), "plan"),
    **dict.fromkeys(("Answer", "Process", "Task", "answer"), "task"),
    **dict.fromkeys(("Limits", "in_process", "supervised"), "workers"),
}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


__all__ = [
    "Answer",
    "BuildReport",
    "Fingerprint",
    "Fold",
    "Holder",
    "KnownIds",
    "Limits",
    "Plan",
    "Process",
    "ProgressEvent",
    "Task",
    "answer",
    "build",
    "case_key",
    "caught_up",
    "fingerprint",
    "folding",
    "holder",
    "in_process",
    "lock",
    "same_case",
    "same_judgements",
    "same_pages",
    "silent",
    "supervised",
]
