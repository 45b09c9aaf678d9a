"""Fill the output blocks of docs/tutorial.md by running the commands that stand there.

    python -m tools.tutorial

A block begins with a line `<!-- output: COMMAND -->` and ends with `<!-- end -->`; what stood between is replaced. All
commands run in one empty folder, in order, with the program of this environment.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tutorial.md"
_BLOCK = re.compile(r"<!-- output: (.+?) -->\n(?:.*?<!-- end -->\n)?", re.DOTALL)


def filled(text: str, folder: Path) -> str:
    """The page with every block made anew."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

    def made(found: re.Match[str]) -> str:
        done = subprocess.run(
            ["bash", "-c", found[1]], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
        )
        printed = done.stdout.replace(str(folder) + "/", "").rstrip()
        return f"<!-- output: {found[1]} -->\n```\n{printed}\n```\n<!-- end -->\n"

    return _BLOCK.sub(made, text)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
