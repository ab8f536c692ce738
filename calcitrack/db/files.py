"""Files that are whole or absent: temp file, fsync, replace, fsync of the folder. Mode 0600, folders 0700."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def make_private_folder(folder: Path) -> None:
    """Create a folder (and its parents), or close one that is there, so that only its owner can enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def make_private_file(path: Path) -> None:
    """Create an empty file for its owner only, whatever the process's mask allows.

    Raises:
        OSError: It is there already or cannot be written.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class UnconfirmedError(OSError):
    """A name was given, the disk did not confirm it, and it could not be taken back."""


def rename_durably(source: Path, target: Path) -> None:
    """Give something whole its name, for good or not at all.

    Raises:
        UnconfirmedError: It bears the name, and may lose it in a power cut.
        OSError: It has its old name.
    """
    source.rename(target)
    try:
        sync_folder(target.parent)
    except OSError:
        try:
            target.rename(source)
        except OSError as error:
            raise UnconfirmedError(*error.args) from error
        raise


def write_atomically(path: Path, content: bytes, *, durably: bool = True) -> None:
    """Replace a file's content so that a reader finds the old or the new whole.

    Args:
        path: The file.
        content: All of it.
        durably: Also after a power cut; what decides nothing need not be waited for.

    Raises:
        OSError: The folder cannot be written or the disk is full; the old file is untouched.
    """
    with writing_atomically(path, durably=durably) as stream:
        stream.write(content)


@contextlib.contextmanager
def writing_atomically(path: Path, *, durably: bool = True) -> Iterator[BinaryIO]:
    """Replace a file's content piece by piece: it bears its name only once it is whole.

    Raises:
        OSError: The folder cannot be written or the disk is full; the old file is untouched.
    """
    # Only the head of the name: what is added must not make a name too long that the disk allows.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            if durably:
                os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durably:
        sync_folder(path.parent)
