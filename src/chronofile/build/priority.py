"""Priority: reading steps back behind whoever sits at the computer.

Without it a decision made while two workers read on two cores took 241 ms at the 99th percentile
(`make bench ROOM=desk`).
"""

from __future__ import annotations

import os
import subprocess

LOWERED: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""How Windows is asked for it, when the process is started; 0 elsewhere."""
_STEPS = 10
"""Of nice's 19: behind everything a person waits for, before what nobody waits for."""


def step_back() -> None:
    """Lower this process's own priority, where it is not lower yet; its children have it too. Nothing on Windows."""
    if hasattr(os, "nice"):
        os.nice(max(0, _STEPS - os.nice(0)))
