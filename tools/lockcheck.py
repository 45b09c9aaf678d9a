"""The lock files: hashed, naming no registry host, and in step with pyproject.toml."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
COPYLEFT = re.compile(r"\b(A?GPL)", re.IGNORECASE)


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def complaints(root: Path = ROOT) -> list[str]:
    """What is wrong with the lock files, one sentence each."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        LOCKS[0]: project["project"]["dependencies"],
        LOCKS[1]: project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }
    found = []
    for lock, requirements in wanted.items():
        text = (root / lock).read_text(encoding="utf-8")
        if re.search(r"https?://|file:|--(?:extra-)?index-url|--find-links", text):
            found.append(f"{lock} names a host or a folder: run `make lock`")
        blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
        found += [f"{lock}: {b.split()[0]} has no hash" for b in blocks if "--hash=sha256:" not in b]
        held = {name_of(b) for b in blocks}
        found += [f"{lock} lacks {name_of(r)}: run `make lock`" for r in requirements if name_of(r) not in held]
    return found


def main() -> int:
    found = complaints()
    print("\n".join(found) or "locks: hashed, no host named, in step with pyproject.toml")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
