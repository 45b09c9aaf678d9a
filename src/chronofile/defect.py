"""Defect: an error that is ours, told in one sentence, with a report that holds no word of the case."""

from __future__ import annotations

import datetime as dt
import platform
import secrets
import traceback
from pathlib import Path
from types import TracebackType

from chronofile import __version__


def told(error: BaseException, trace: TracebackType | None, folder: Path) -> str:
    """What the person reads. The report is written into `folder`, or, where that cannot be done, left out."""
    reference = secrets.token_hex(4)
    place = folder / f"defect-{reference}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place.write_text(report(error, trace, reference), encoding="utf-8")
    except OSError:
        where = "It could not be written down; set CHRONOFILE_DEBUG=1 and run the command again to see it."
    else:
        where = f"Reference {reference}; the report, which holds no text of your case, is in {place}."
    return f"Our defect: Chronofile failed in a way nobody foresaw. What was kept is safe. {where}"


def report(error: BaseException, trace: TracebackType | None, reference: str) -> str:
    """Version, kind of error, and the places in the code. Never the error's own message, values or arguments: they
    may hold words of a page, names or paths.
    """
    moment = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"reference {reference}",
        f"at {moment}",
        f"chronofile {__version__}, python {platform.python_version()}, {platform.system()} {platform.machine()}",
        *_chain(error),
        *(_place(frame) for frame in traceback.extract_tb(trace)),
    ]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> list[str]:
    lines, seen = [], 0
    current: BaseException | None = error
    while current is not None and seen < 10:
        lines.append(f"error {type(current).__module__}.{type(current).__qualname__}")
        current, seen = current.__cause__ or current.__context__, seen + 1
    return lines


def _place(frame: traceback.FrameSummary) -> str:
    parts = Path(frame.filename).parts
    inside = parts[parts.index("chronofile") :] if "chronofile" in parts else parts[-2:]
    if "site-packages" in parts:
        inside = parts[parts.index("site-packages") + 1 :]
    elif "chronofile" in parts:
        inside = parts[len(parts) - 1 - parts[::-1].index("chronofile") :]
    return f"  {'/'.join(inside)}:{frame.lineno} in {frame.name}"
