"""The environment a program is frozen from: what it needs when it runs, and PyInstaller, at the versions of the lock.

Out of the developers' `.venv` the frozen program would take parts of their tools along.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import environment

_ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==", flags=re.MULTILINE)


def closure(roots: Iterable[str]) -> set[str]:
    """The names of requirements and of all that they need on this system, as the installed releases tell.

    Raises:
        importlib.metadata.PackageNotFoundError: A required one is not installed here.
    """
    found: set[str] = set()
    waiting = [Requirement(root) for root in roots]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or not _applies(requirement, ""):
            continue
        found.add(name)
        needs = [Requirement(text) for text in metadata.requires(name) or ()]
        waiting += [need for need in needs if _wanted(need, requirement.extras)]
    return found


def _wanted(need: Requirement, extras: Iterable[str]) -> bool:
    return any(_applies(need, extra) for extra in ("", *extras))


def _applies(requirement: Requirement, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def roots(project: Path) -> tuple[list[str], list[str]]:
    """The project's own requirements, and those of freezing it."""
    read = tomllib.loads(project.read_text(encoding="utf-8"))
    return read["project"]["dependencies"], read["dependency-groups"]["installer"]


def part_of_lock(lock: str, names: set[str]) -> str:
    """The entries of the lock, with their hashes, for some names; several of one name stand for several Pythons."""
    starts = [match.start() for match in _ENTRY.finditer(lock)]
    entries = [lock[start:end] for start, end in zip(starts, [*starts[1:], len(lock)], strict=True)]
    kept = [entry for entry in entries if canonicalize_name(entry.partition("==")[0]) in names]
    return "".join(entry if entry.endswith("\n") else entry + "\n" for entry in kept)


def make(root: Path, folder: Path) -> Path:
    """Make the environment in a folder and give its Python; one that fits is left as it is.

    Raises:
        subprocess.CalledProcessError: A step failed; its own words are on the terminal.
    """
    own, tools = roots(root / "pyproject.toml")
    wanted = part_of_lock((root / environment.LOCK).read_text(encoding="utf-8"), closure([*own, *tools]))
    listed, python = folder / "requirements.txt", _python(folder)
    if python.exists() and listed.is_file() and listed.read_text(encoding="utf-8") == wanted:
        return python
    print("Making the environment of the built program ...", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    # Written under another name first: an interrupted installation is not taken for a whole one.
    draft = folder / "requirements.new"
    draft.write_text(wanted, encoding="utf-8")
    subprocess.run(
        [str(python), "-m", "pip", "install", *environment.PIP_OPTIONS, "--require-hashes", "--only-binary=:all:",
         "-r", str(draft)],
        check=True,
    )  # fmt: skip
    draft.replace(listed)
    return python


def _python(folder: Path) -> Path:
    windows = sys.platform == "win32"
    return folder / ("Scripts" if windows else "bin") / ("python.exe" if windows else "python")
