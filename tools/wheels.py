"""Every run-time dependency has wheels for Windows, macOS and Linux: one resolver run a platform, wheels only."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLATFORMS = (
    "x86_64-pc-windows-msvc",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_28",
)
PYTHONS = ("3.11", "3.12", "3.13")


def resolve(tools: Path, platform: str, python: str) -> str:
    """Complaint of the resolver for one platform, empty when wheels cover everything."""
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "-q", "--only-binary", ":all:", "--no-config",
        "--python-platform", platform, "--python-version", python,
        "-c", str(ROOT / "requirements.lock"), str(ROOT / "pyproject.toml"), "-o", os.devnull,
    ]  # fmt: skip
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tools)}, capture_output=True, text=True)
    return done.stderr.strip() if done.returncode else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uv", type=Path, required=True, help="folder uv is installed in")
    tools = parser.parse_args().uv
    pairs = list(product(PLATFORMS, PYTHONS))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda pair: resolve(tools, *pair), pairs))
    missing = 0
    for (platform, python), complaint in zip(pairs, answers, strict=True):
        print(f"{'ok  ' if not complaint else 'FAIL'} {platform} Python {python}")
        if complaint:
            missing += 1
            print(f"     {complaint}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
