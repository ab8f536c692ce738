"""The project's own `.venv`: made from the lock with hashes, checked by a stamp. Standard library only.

One environment holds the program and the tools of its developers. It is remade in place when the lock, `pyproject.toml`
or the Python changes, and left alone otherwise.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

LOCK = "requirements.lock"
STAMP = "calcitrack-setup.stamp"
PIP_OPTIONS = ("-qq", "--disable-pip-version-check", "--no-input")


class SetupError(Exception):
    """The environment cannot be made; the text says in a sentence what to do."""


def folder(root: Path) -> Path:
    """The environment's folder."""
    return root / ".venv"


def program(root: Path, name: str) -> Path:
    """A program inside the environment."""
    windows = sys.platform == "win32"
    return folder(root) / ("Scripts" if windows else "bin") / (f"{name}.exe" if windows else name)


def python(root: Path) -> Path:
    """The environment's Python."""
    return program(root, "python")


def ensure(root: Path) -> None:
    """Make the environment fit the lock.

    Raises:
        SetupError: Python cannot make environments here, or a library could not be had.
    """
    stamp = folder(root) / STAMP
    wanted = fingerprint(root)
    if python(root).exists() and stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    if not works(root):
        create(root)
    stamp.unlink(missing_ok=True)
    install(root)
    stamp.write_text(wanted, encoding="ascii")


def fingerprint(root: Path) -> str:
    """What the environment depends on: the lock, the project's own file, this Python, and where the folder lies."""
    digest = hashlib.sha256()
    for part in ((root / LOCK).read_bytes(), (root / "pyproject.toml").read_bytes()):
        digest.update(hashlib.sha256(part).digest())
    digest.update(f"{sys.version_info[:2]} {sys.platform} {platform.machine()} {root}".encode())
    return digest.hexdigest()


def works(root: Path) -> bool:
    """Whether the environment is whole and made by a Python like this one.

    Asks pip itself: on Debian a failed try leaves a folder with a Python but without pip.
    """
    probe = "import pip, sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([python(root), "-c", probe], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def create(root: Path) -> None:
    """Make an empty environment with pip, in place of whatever lies there."""
    if Path(sys.prefix) == folder(root):
        raise SetupError("This Python lies in the .venv that has to be remade: call dev.py with the system's python3.")
    if not _can_make_environments():
        raise SetupError(
            "This Python cannot make environments (it has no venv with ensurepip). "
            "On Debian or Ubuntu: sudo apt-get install python3-venv; elsewhere install the full Python."
        )
    print("Making .venv ...", flush=True)
    shutil.rmtree(folder(root), ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(folder(root))], check=False)
    if made.returncode != 0 or not works(root):
        shutil.rmtree(folder(root), ignore_errors=True)
        raise SetupError("Python could not make .venv; the lines above say why. On Debian, python3-venv may help.")


def install(root: Path) -> None:
    """Install what the lock names, only as wheels whose hashes fit, and then the project itself, editable."""
    print(f"Installing the libraries of {LOCK} into .venv (about a minute the first time) ...", flush=True)
    locked = ("--require-hashes", "--only-binary=:all:", "-r", LOCK)
    itself = ("--no-index", "--no-build-isolation", "--no-deps", "-e", ".")
    for arguments in (locked, itself):
        command = [str(python(root)), "-m", "pip", "install", *PIP_OPTIONS, *arguments]
        if subprocess.run(command, cwd=root, env=_clean_variables(), check=False).returncode != 0:
            raise SetupError(
                "The libraries could not be installed; the lines above say why. "
                "Look at the network and the free space, then call the same command again."
            )


def _can_make_environments() -> bool:
    importlib.invalidate_caches()  # it may have been installed a moment ago
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _clean_variables() -> dict[str, str]:
    """The environment without what would send pip's installs elsewhere or stop them."""
    unwanted = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONPATH", "PYTHONHOME")
    return {name: value for name, value in os.environ.items() if name not in unwanted}
