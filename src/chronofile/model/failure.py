"""Failure: a page or file that could not be read, kept so that a person sees it."""

from __future__ import annotations

from typing import Literal

import msgspec

FailureKind = Literal["input", "limit", "our defect"]


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """`message` names the subject and the way out. *input*: the file itself; *limit*: time or memory ran out;
    *our defect*: the program failed on it (`detail` then holds the error's type and place in the code, no page text).
    """

    location: str
    kind: FailureKind
    message: str
    snapshot: str | None = None
    detail: str = ""
