"""Files that leave the vault at somebody's wish: whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from calcitrack.db import opening
from calcitrack.db.errors import translated
from calcitrack.db.files import writing_atomically
from calcitrack.domain.errors import DiskFull, FileRefused
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say


def write_output(path: Path, content: bytes) -> None:
    """Write a file for its owner only; an older file of that name stands until the new one is whole.

    Raises:
        FileRefused: It could not be written, or it would lie in a vault, whose files it could replace.
    """
    with output_stream(path) as stream:
        stream.write(content)


@contextlib.contextmanager
def output_stream(path: Path) -> Iterator[BinaryIO]:
    """The same piece by piece: whatever is raised meanwhile leaves no new file.

    Raises:
        FileRefused: It could not be written, or it would lie in a vault, whose files it could replace.
    """
    try:
        _check(path)
        with writing_atomically(path) as stream:
            yield stream
    except OSError as error:
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("clinic", "The file {name} was not written."), name=path.name), _remedy(error)
        ) from error


def _check(path: Path) -> None:
    if not path.parent.is_dir():
        raise FileRefused(
            say(
                QT_TRANSLATE_NOOP("clinic", "The file {name} was not written: there is no folder {folder}."),
                name=path.name,
                folder=str(path.parent),
            ),
            say(QT_TRANSLATE_NOOP("clinic", "Make the folder, or choose another.")),
        )
    if opening.exists(path.parent):
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("clinic", "The file {name} was not written: the folder is a vault."), name=path.name),
            say(QT_TRANSLATE_NOOP("clinic", "Choose a folder outside of the vault.")),
        )
    if path.exists() and not path.is_file():
        # A rename would put the file in place of a device or a pipe, for everybody.
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("clinic", "{name} is no file, so nothing was written in its place."), name=path.name),
            say(QT_TRANSLATE_NOOP("clinic", "Choose another name.")),
        )


def _remedy(error: OSError) -> Message:
    if isinstance(translated(error), DiskFull):
        return say(QT_TRANSLATE_NOOP("clinic", "The disk is full: free some space, then try again."))
    return say(QT_TRANSLATE_NOOP("clinic", "Check the name, the folder and its permissions, then try again."))
