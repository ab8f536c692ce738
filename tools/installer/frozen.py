"""The frozen folder: made by PyInstaller from the spec, and tried by its own self-test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


class BuildError(Exception):
    """The program could not be built; the text says what failed."""


def freeze(root: Path, python: Path, build: Path) -> Path:
    """Make the folder of the program.

    Returns:
        The folder, with the program `calcitrack` in it.

    Raises:
        BuildError: PyInstaller failed; its words are on the terminal.
    """
    command = [
        str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(build / "dist"),
        "--workpath", str(build / "work"), str(root / "build_installer.spec"),
    ]  # fmt: skip
    print("Freezing the program ...", flush=True)
    if subprocess.run(command, cwd=root, env=_clean(), check=False).returncode != 0:
        raise BuildError("PyInstaller could not build the program; the lines above say why.")
    return build / "dist" / "calcitrack"


def program(folder: Path) -> Path:
    """The program file in a frozen folder."""
    return folder / ("calcitrack.exe" if sys.platform == "win32" else "calcitrack")


def try_out(command: Path) -> None:
    """Run a built program's self-test.

    Raises:
        BuildError: It does not answer, or says that something is at fault.
    """
    answer = subprocess.run([str(command), "selftest"], env=_clean(), capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise BuildError(f"The self-test of {command.name} failed:\n{answer.stdout}{answer.stderr}")
    print(f"Self-test of {command}: {json.dumps(json.loads(answer.stdout))}", flush=True)


def size_mb(folder: Path) -> float:
    """What a folder takes on disk, in megabytes (10^6 bytes); a link counts nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6


def _clean() -> dict[str, str]:
    """Nothing of the developers' environment may lend the program a library that it lacks."""
    unwanted = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
    return {name: value for name, value in os.environ.items() if name not in unwanted}
