"""Memory: the limit a worker lives under, set by the system where it does so, watched where it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
else:
    import resource

ENFORCED = sys.platform.startswith("linux")
"""True where the system itself refuses memory beyond the limit; macOS accepts the limit and ignores it."""


def limit_own(size: int) -> None:
    """Let this process have at most `size` bytes of address space; nothing happens where the system cannot."""
    if sys.platform != "win32" and ENFORCED:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def used_by(pid: int) -> int | None:
    """Bytes of memory a process holds now; None when it is gone or the system does not tell."""
    if sys.platform == "win32":
        return _windows(pid)
    if sys.platform.startswith("linux"):
        try:
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
        except (OSError, ValueError, IndexError):
            return None
    try:
        said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return int(said.stdout) * 1024
    except (OSError, ValueError):
        return None


if sys.platform == "win32":

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = (
            ("size", ctypes.c_ulong),
            ("faults", ctypes.c_ulong),
            ("peak_working_set", ctypes.c_size_t),
            ("working_set", ctypes.c_size_t),
            *((f"pool_{n}", ctypes.c_size_t) for n in range(4)),
            ("pagefile", ctypes.c_size_t),
            ("peak_pagefile", ctypes.c_size_t),
        )

    def _windows(pid: int) -> int | None:
        kernel = ctypes.WinDLL("kernel32")
        handle = kernel.OpenProcess(0x0410, False, pid)  # may ask about it and read its memory's size
        if not handle:
            return None
        try:
            counters = _Counters(size=ctypes.sizeof(_Counters))
            told = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.size)
            return int(counters.working_set) if told else None
        finally:
            kernel.CloseHandle(handle)
