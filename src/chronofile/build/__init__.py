"""Build: the processes around the path: lock, workers, builder."""

from chronofile.build.builder import build
from chronofile.build.case_key import case_key, same_case
from chronofile.build.fingerprint import Fingerprint, fingerprint
from chronofile.build.lock import Holder, holder, lock
from chronofile.build.plan import BuildReport, Fold, KnownIds, Plan
from chronofile.build.progress import ProgressEvent, silent
from chronofile.build.task import Answer, Process, Task, answer
from chronofile.build.workers import Limits, in_process, supervised

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
    "fingerprint",
    "holder",
    "in_process",
    "lock",
    "same_case",
    "silent",
    "supervised",
]
