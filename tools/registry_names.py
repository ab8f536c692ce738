"""No tracked file may name the host of a package registry: where packages come from is each installation's matter."""

from __future__ import annotations

import subprocess
from pathlib import Path

# Written in pieces, so that this file itself is clean.
_HOSTS = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("deb", "debian", "org"),
    ("security", "debian", "org"),
    ("archive", "ubuntu", "com"),
    ("ports", "ubuntu", "com"),
    ("crates", "io"),
    ("anaconda", "org"),
    ("conda", "io"),
    ("rubygems", "org"),
    ("proxy", "golang", "org"),
    ("repo", "maven", "apache", "org"),
)
_MADE = {".venv", "build", "dist", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


def hosts() -> tuple[str, ...]:
    """The host names that are looked for."""
    return tuple(".".join(parts) for parts in _HOSTS)


def offenders(root: Path) -> list[str]:
    """Every file of the project that names a registry's host, as `path: host`, sorted."""
    return sorted(f"{path.relative_to(root).as_posix()}: {host}" for path in _files(root) for host in _named_in(path))


def _files(root: Path) -> list[Path]:
    """What git tracks or would track; in a tree without git, everything but what is made there."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if (root / ".git").exists():
        listing = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
        return [path for name in listing.split("\0") if name and (path := root / name).is_file()]
    return [path for path in root.rglob("*") if path.is_file() and not _MADE.intersection(path.relative_to(root).parts)]


def _named_in(path: Path) -> list[str]:
    content = path.read_bytes().lower()
    return [host for host in hosts() if host.encode() in content]
