"""`python3 dev.py installer`: build the program, try it, and on Debian or Ubuntu make its package and try that too."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from calcitrack import __version__
from tools.installer import debian, frozen, runtime

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "installer"


def main() -> int:
    """Build everything that this system can build; 1 when a step failed, said in a sentence."""
    BUILD.mkdir(parents=True, exist_ok=True)
    try:
        folder = frozen.freeze(ROOT, runtime.make(ROOT, BUILD / "environment"), BUILD)
        frozen.try_out(frozen.program(folder))
        print(f"{folder} ({frozen.size_mb(folder):.0f} MB)")
        if shutil.which("dpkg-deb"):
            _package(folder)
    except frozen.BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _package(folder: Path) -> None:
    """Make the package and run the self-test of what it unpacks to."""
    own, _ = runtime.roots(ROOT / "pyproject.toml")
    made = debian.package(ROOT, folder, BUILD, __version__, runtime.closure(own))
    frozen.try_out(debian.unpack(made, BUILD / "unpacked"))
    shutil.rmtree(BUILD / "unpacked")
    print(f"{made} ({made.stat().st_size / 1e6:.0f} MB)")


if __name__ == "__main__":
    sys.exit(main())
