"""The checks that read the code without running it; all run even when one fails, and are told one after the other."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import environment, registry_names


def run(root: Path) -> int:
    """Run every check and say at the end which ones failed.

    Returns:
        0 when all passed, otherwise 1.
    """
    failed = list(_failing(root))
    if not _names_no_registry(root):
        failed.append("registry names")
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


def _commands(root: Path) -> dict[str, list[str]]:
    python = str(environment.python(root))
    return {
        "lint": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "types": [python, "-m", "mypy"],
        "import contracts": [str(environment.program(root, "lint-imports")), "--no-logo"],
    }


def _failing(root: Path) -> Iterator[str]:
    """Run them side by side: while the types are checked, which takes longest, the others are done."""
    commands = _commands(root)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, done in zip(commands, pool.map(lambda command: _run(command, root), commands.values()), strict=True):
            print(f"== {name}\n{done.stdout}", end="", flush=True)
            if done.returncode != 0:
                yield name


def _run(command: list[str], root: Path) -> subprocess.CompletedProcess[str]:
    told = subprocess.STDOUT  # what a check says of itself, such as a fault in its settings, stands where it belongs
    return subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=told, text=True, check=False)


def _names_no_registry(root: Path) -> bool:
    print("== registry names", flush=True)
    found = registry_names.offenders(root)
    for line in found:
        print(f"{line} (name no host of a package registry)", flush=True)
    return not found
