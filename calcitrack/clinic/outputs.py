"""Files that leave the vault at somebody's wish: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from calcitrack.db.errors import translated
from calcitrack.db.files import write_atomically
from calcitrack.domain.errors import FileRefused
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say


def write_output(path: Path, content: bytes) -> None:
    """Write a file for its owner only; an older file of that name stands until the new one is whole.

    Raises:
        FileRefused: It could not be written.
    """
    try:
        write_atomically(path, content)
    except OSError as error:
        cause = translated(error)
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("clinic", "The file {name} was not written."), name=path.name),
            cause.remedy or say(QT_TRANSLATE_NOOP("clinic", "Check the folder and its permissions.")),
        ) from error
