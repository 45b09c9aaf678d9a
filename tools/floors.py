"""The floors: imports go down the stairs, and rooms have no doors between them (DESIGN, the path)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "chronofile"

ROOMS = ("collect", "read", "when", "find", "merge", "store", "bring", "check", "show")
FLOOR = {
    "errors": 0,
    "model": 1,
    "lang": 2,
    **dict.fromkeys(ROOMS, 3),
    "pipeline": 4,
    "build": 4,
    "example": 4,
    "api": 5,
    "config": 6,
    "defect": 5,
    "desk": 6,
    "cli_bring": 7,
    "cli_case": 7,
    "cli_desk": 7,
    "cli_draft": 7,
    "cli_safe": 7,
    "cli_page": 7,
    "cli": 8,
    "__main__": 8,
}
"""Floor of each module at the top of the package; an import must go to a lower floor, or stay in its own module."""

SIDEWAYS = {("build", "pipeline"), ("__main__", "cli"), ("desk", "config"), ("cli_page", "cli_case")}
"""Neighbours on one floor that may look at each other, in this direction only."""

ONLY_HERE = {"sqlite3": {"store"}, "socket": {"collect", "desk"}, "urllib.request": {"collect"}}
"""Libraries that one room alone may touch: the database, the network."""


def module_of(path: Path) -> str:
    """Name of the floor a source file belongs to: its top-level module or package inside `chronofile`."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported anywhere in a file, function bodies included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "chronofile":
                yield from ((node.lineno, f"chronofile.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, node.module


def complaints(path: Path, text: str) -> Iterator[str]:
    """What in this file goes up the stairs or through a wall."""
    here = module_of(path)
    if here == "__init__":
        return
    if here not in FLOOR:
        yield f"{path}: '{here}' stands on no floor; give it one in tools/floors.py"
        return
    for line, name in imports(ast.parse(text)):
        top, _, rest = name.partition(".")
        if top != "chronofile":
            for library, owners in ONLY_HERE.items():
                if (name == library or name.startswith(library + ".")) and here not in owners:
                    yield f"{path}:{line}: only {' and '.join(sorted(owners))} may import {library}"
            continue
        there = rest.split(".")[0]
        if there in ("", here) or there.startswith("__"):
            continue
        if there not in FLOOR:
            yield f"{path}:{line}: 'chronofile.{there}' stands on no floor"
        elif FLOOR[there] >= FLOOR[here] and (here, there) not in SIDEWAYS:
            why = "rooms have no doors between them" if FLOOR[there] == FLOOR[here] else "imports go down the stairs"
            yield f"{path}:{line}: {here} may not import {there}: {why}"


def main() -> int:
    found = [c for path in sorted(SOURCE.rglob("*.py")) for c in complaints(path, path.read_text(encoding="utf-8"))]
    print("\n".join(found) or "floors: every import goes down")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
