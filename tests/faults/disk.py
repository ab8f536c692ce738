"""What a power cut leaves of a folder: all that was synced, and any part of the rest.

A file's content is safe once the file was synced; names (a file made, renamed or removed) are safe once their folder
was. Of what came after, each write and each cut of a file is kept, torn at sectors, or lost, one independently of the
other, so that a later one may survive an earlier one. Names that were not synced are kept up to some instant, for a
file system keeps their order.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.recording import Operation

SECTOR = 512
PASSED_OVER = "-shm"
"""The shared memory of SQLite's log is no data: whoever opens the database first makes it anew."""


@dataclass
class Inode:
    """A file, whatever its name is.

    Attributes:
        base: What it held before the recording.
        changes: (place in the recording, write or cut) in order.
        synced: Places at which it was synced.
    """

    base: bytes = b""
    changes: list[tuple[int, Operation]] = field(default_factory=list)
    synced: list[int] = field(default_factory=list)


Names = dict[str, Inode]


class Disk:
    """A folder's history, from which the folder after any cut is made."""

    def __init__(self, folder: Path, before: dict[str, bytes], history: Sequence[Operation]) -> None:
        self.folder = folder
        self.history = history
        names: Names = {name: Inode(content) for name, content in before.items()}
        self._names = [(-1, dict(names))]
        self._folder_synced = [-1]
        for place, operation in enumerate(history):
            self._follow(place, operation, names)

    def _follow(self, place: int, operation: Operation, names: Names) -> None:
        name = Path(operation.name).name
        if operation.kind == "S" and Path(operation.name) == self.folder:
            self._folder_synced.append(place)
        elif operation.kind == "A" or name.endswith(PASSED_OVER) or (name not in names and operation.kind != "C"):
            return
        elif operation.kind == "S":
            names[name].synced.append(place)
        elif operation.kind in "WTE":
            names[name].changes.append((place, operation))
        else:
            _rename(operation, names)
            self._names.append((place, dict(names)))

    def after_cut(self, place: int, numbers: random.Random) -> dict[str, bytes]:
        """The files of the folder when the power went before the operation of this place."""
        folder_synced = max(at for at in self._folder_synced if at < place)
        possible = [names for at, names in self._names if folder_synced <= at < place]
        safe = [names for at, names in self._names if at <= folder_synced][-1]
        names = numbers.choice([safe, *possible])
        chance = numbers.choice(CHANCES)
        return {name: _content(inode, place, chance, numbers) for name, inode in names.items()}


@dataclass(frozen=True)
class Chance:
    """How likely something that was not synced is whole or torn; else it is lost."""

    whole: float
    torn: float


CHANCES = (Chance(0, 0), Chance(0.5, 0), Chance(0.34, 0.33), Chance(0.8, 0.1))


def _rename(operation: Operation, names: Names) -> None:
    name = Path(operation.name).name
    if operation.kind == "C":
        names[name] = Inode()
    elif operation.kind == "U":
        del names[name]
    else:
        names[Path(operation.other).name] = names.pop(name)


def _content(inode: Inode, place: int, chance: Chance, numbers: random.Random) -> bytes:
    synced = max((at for at in inode.synced if at < place), default=-1)
    content = bytearray(inode.base)
    for at, operation in inode.changes:
        if at >= place:
            break
        luck = 0.0 if at < synced else numbers.random()
        if luck < chance.whole or at < synced:
            _apply(content, operation)
        elif luck < chance.whole + chance.torn and operation.kind == "W":
            _apply_torn(content, operation, numbers)
    return bytes(content)


def _apply(content: bytearray, operation: Operation) -> None:
    if operation.kind == "W":
        _lengthen(content, operation.offset + len(operation.data))
        content[operation.offset : operation.offset + len(operation.data)] = operation.data
        return
    del content[operation.offset :]
    _lengthen(content, operation.offset)


def _apply_torn(content: bytearray, operation: Operation, numbers: random.Random) -> None:
    """Some of its sectors arrive; where the file grew, the others are zero."""
    _lengthen(content, operation.offset + len(operation.data))
    for start in range(0, len(operation.data), SECTOR):
        if numbers.random() < 0.5:
            sector = operation.data[start : start + SECTOR]
            content[operation.offset + start : operation.offset + start + len(sector)] = sector


def _lengthen(content: bytearray, length: int) -> None:
    content.extend(bytes(max(0, length - len(content))))
