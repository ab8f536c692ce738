"""The checks that read the code without running it, one after the other; all run even when one fails."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tools import environment, registry_names


def run(root: Path) -> int:
    """Run every check and say at the end which ones failed.

    Returns:
        0 when all passed, otherwise 1.
    """
    failed = [name for name, command in _commands(root).items() if not _passes(name, command, root)]
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


def _passes(name: str, command: list[str], root: Path) -> bool:
    print(f"== {name}", flush=True)
    return subprocess.run(command, cwd=root, check=False).returncode == 0


def _names_no_registry(root: Path) -> bool:
    print("== registry names", flush=True)
    found = registry_names.offenders(root)
    for line in found:
        print(f"{line} (name no host of a package registry)", flush=True)
    return not found
