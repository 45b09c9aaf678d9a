"""Config: what comes from outside the program: environment and terminal. Read here, at the door, and nowhere else."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

NAME = "chronofile"


def debug() -> bool:
    """CHRONOFILE_DEBUG=1: unexpected errors show their traceback."""
    return os.environ.get("CHRONOFILE_DEBUG", "") not in ("", "0")


def log_folder() -> Path:
    """Where reports of our defects are kept: CHRONOFILE_LOGS, else the system's place for them."""
    given = os.environ.get("CHRONOFILE_LOGS")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / NAME / "logs"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / NAME
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / NAME


def signature() -> str:
    """Who builds, for the custody log: CHRONOFILE_BY, else nobody named. The name of the account is never taken."""
    return os.environ.get("CHRONOFILE_BY", "")


def width() -> int:
    """Columns of the terminal, 80 where there is none, 100 at most (longer lines read badly)."""
    return min(100, shutil.get_terminal_size((80, 24)).columns) if is_terminal(sys.stdout) else 80


def colour() -> bool:
    """Only on a terminal, and never against NO_COLOR (no-color.org)."""
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def speak_utf8() -> None:
    """All output in UTF-8 whatever the console is set to; what has no UTF-8 form is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def data_folder() -> Path:
    """Where the desk keeps its shelf: CHRONOFILE_HOME, else the system's place for a program's data."""
    given = os.environ.get("CHRONOFILE_HOME")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / NAME
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / NAME


def cases_folder() -> Path:
    """Where new cases go unless a person says otherwise: CHRONOFILE_CASES, else a folder among their documents."""
    given = os.environ.get("CHRONOFILE_CASES")
    if given:
        return Path(given)
    documents = Path.home() / "Documents"
    return (documents if documents.is_dir() else Path.home()) / "Chronofile"
