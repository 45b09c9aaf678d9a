"""Reading steps back behind whoever sits at the computer, once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from chronofile.build.priority import LOWERED

CODE = "import os; from chronofile.build.priority import step_back; step_back(); step_back(); print(os.nice(0))"


@pytest.mark.skipif(not hasattr(os, "nice"), reason="Windows is asked when the process starts")
@pytest.mark.parametrize(("own", "then"), [(0, 10), (15, 15)])
def test_own_priority_is_lowered_once_and_never_raised(own: int, then: int) -> None:
    code = f"import os; os.nice({own} - os.nice(0)); {CODE}"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == f"{then}\n"


def test_only_windows_is_asked_at_the_start() -> None:
    assert (LOWERED != 0) == (sys.platform == "win32")
