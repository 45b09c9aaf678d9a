"""The lock files name no host, carry hashes and follow pyproject.toml."""

from pathlib import Path

from tools import lockcheck

PROJECT = '[project]\ndependencies = ["click>=8"]\n[dependency-groups]\ndev = ["pytest>=8"]\n'


def write(root: Path, run: str, dev: str) -> None:
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (root / "requirements.lock").write_text(run, encoding="utf-8")
    (root / "requirements-dev.lock").write_text(dev, encoding="utf-8")


def test_the_locks_of_this_repository_are_in_order() -> None:
    assert lockcheck.complaints() == []


def test_a_host_a_missing_hash_and_a_missing_package_are_found(tmp_path: Path) -> None:
    write(tmp_path, "--index-url https://example.org/simple\nclick==8.1\n", "click==8.1 --hash=sha256:00\n")
    found = " | ".join(lockcheck.complaints(tmp_path))
    assert "names a host" in found
    assert "click==8.1 has no hash" in found
    assert "requirements-dev.lock lacks pytest" in found
