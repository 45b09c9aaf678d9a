"""Make `src/` importable in the environment that runs this, and put the `chronofile` command into it.

An editable install would need the build backend in the run-time environment; two small files do.
"""

import sys
import sysconfig
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"


def main() -> None:
    packages = Path(sysconfig.get_path("purelib"))
    packages.joinpath("chronofile-src.pth").write_text(f"{SOURCE}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts"), "chronofile")
    command.write_text(f"#!{sys.executable}\nfrom chronofile.cli import main\n\nmain()\n", encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    main()
