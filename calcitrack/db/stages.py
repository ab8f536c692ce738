"""Folders in which something grows before it gets its name, and what is left of them when nobody works there any more.

Beside each lies a lock that the system drops however its program ends. So what a killed program left is told from what
another one is at work on, and whoever makes something in the same place next clears it away.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from filelock import FileLock, Timeout


class Kind(Enum):
    """What grows there, or goes: with what the names begin."""

    BACKUP = ".making-"
    RESTORED = ".restoring-"
    SALVAGED = ".salvaging-"
    GOING = ".going-"


_LOCK = ".lock"
_OURS = re.compile(
    rf"({'|'.join(re.escape(kind.value) for kind in Kind)})([0-9a-f]{{8}}|calcitrack-[0-9a-f]{{8}}-[-0-9TZ]+)"
)
"""Names that this program gives, and no others: it clears folders in which people keep other things, too."""


@contextlib.contextmanager
def stage(parent: Path, kind: Kind) -> Iterator[Path]:
    """A new folder that only its owner can enter, of which nothing is left unless it got another name.

    Raises:
        OSError: It cannot be made.
    """
    clear_left(parent)
    made = parent / f"{kind.value}{secrets.token_hex(4)}"
    with _held(made):
        try:
            made.mkdir(mode=0o700)
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def clear_left(parent: Path) -> None:
    """Remove what a killed program or a failing disk left here; what another program is at work on stays."""
    for left in _all_in(parent):
        with _held(left) as is_nobodys:
            if is_nobodys:
                shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Hold a folder for this program; whether that was possible. Where a disk knows no locks, nothing is cleared."""
    path = folder.with_name(folder.name + _LOCK)
    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError, NotImplementedError):
        yield False
        return
    try:
        yield True
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            lock.release()


def _all_in(parent: Path) -> list[Path]:
    try:
        names = {path.name.removesuffix(_LOCK) for path in parent.iterdir()}
    except OSError:
        return []
    return [parent / name for name in sorted(names) if _OURS.fullmatch(name)]
