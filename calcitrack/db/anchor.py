"""The anchor: a small file beside the database that remembers how far the record had come.

A database that was cut short or put back from another day is whole in itself, and so is its chain; only something
outside of it can tell. The anchor holds the newest audit entry's number and MAC, how many visits were signed, and the
sequence of the key slots, under a MAC of its own key.

It has two places, written in turn. The record is on the disk before its mark is written, so a mark is never ahead of
it. Between two marks that were written through (at opening, at closing, and at a signature that still stands in the log
alone) all others go to one and the same place: whatever a power cut tears, the other place holds a whole older mark,
and a record that is longer than its mark is no reason for alarm.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import threading
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from calcitrack.db.files import write_atomically
from calcitrack.db.slots import canonical

ANCHOR_NAME = "vault.anchor"
PLACES = 2
STRIDE = 4096
"""Bytes from one place to the other: no sector of a disk holds a part of both."""
SIZE = 512
"""Bytes of a mark: one sector of the smallest disks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the record had come.

    Attributes:
        generation: Counts the marks that were written.
        sequence: Number of the newest audit entry of this workstation; 0 when there is none.
        head: That entry's MAC, hex.
        signed: Signed visits in the vault.
        keys: Sequence of the key slots.
        at: When the entry was written.
    """

    generation: int
    vault: str
    workstation: str
    sequence: int
    head: str
    signed: int
    keys: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FoundMark:
    """What the anchor's file holds.

    Attributes:
        mark: The newest whole mark; None when there is none.
        is_missing: There is no such file.
        damaged: How many of the two places hold no whole mark.
    """

    mark: Mark | None
    is_missing: bool = False
    damaged: int = 0


def find_mark(folder: Path, key: bytes) -> FoundMark:
    """Read the anchor.

    Raises:
        OSError: The file is there and cannot be read.
    """
    try:
        content = (folder / ANCHOR_NAME).read_bytes()
    except FileNotFoundError:
        return FoundMark(None, is_missing=True)
    marks = [mark for _, mark in _marks(content, key)]
    newest = max(marks, key=lambda mark: mark.generation, default=None)
    return FoundMark(newest, damaged=PLACES - len(marks))


def make_anchor(folder: Path, key: bytes, mark: Mark) -> None:
    """Write a new anchor, or one in place of another, whole or not at all.

    Raises:
        OSError: The folder cannot be written or the disk is full.
    """
    block = _packed(mark, key).ljust(STRIDE, b"\0")
    write_atomically(folder / ANCHOR_NAME, block * PLACES)


class Anchor:
    """An anchor that keeps up with its record; shared by all connections of this program to the vault."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Open a whole anchor for writing.

        Raises:
            OSError: It cannot be opened.
            ValueError: It holds no whole mark.
        """
        self._path = folder / ANCHOR_NAME
        self._key = key
        self._turn = threading.Lock()
        self._handle: int | None = os.open(self._path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            # What was read may not have reached the disk yet; from here on it is what a power cut leaves.
            os.fsync(self._handle)
            found = list(_marks(self._path.read_bytes(), key))
            if not found:
                raise ValueError(ANCHOR_NAME)
            self._settled, self._mark = max(found, key=lambda pair: pair[1].generation)
        except BaseException:
            self.close()
            raise

    @property
    def mark(self) -> Mark:
        """The newest mark, which may not be written yet where writing failed."""
        return self._mark

    def advance(self, sequence: int, head: str, at: datetime, *, signed: int = 0, settle: bool = False) -> None:
        """Follow the record to an entry that is in the database; an older entry than the mark's changes nothing.

        Args:
            sequence: The entry's number.
            head: Its MAC, hex.
            at: When it was written.
            signed: Visits that were signed with it.
            settle: Write the mark through to the disk.

        Raises:
            OSError: It could not be written; the next mark makes up for it.
        """
        with self._turn:
            newer = max(sequence, self._mark.sequence)
            known = newer == self._mark.sequence
            moved: dict[str, Any] = {} if known else {"sequence": newer, "head": head, "at": at}
            self._write(moved | {"signed": self._mark.signed + signed}, settle=settle)

    def note_keys(self, sequence: int) -> None:
        """Remember that the key slots were written.

        Raises:
            OSError: It could not be written.
        """
        with self._turn:
            self._write({"keys": sequence}, settle=True)

    def settle(self) -> None:
        """Write the newest mark through to the disk.

        Raises:
            OSError: It could not be written.
        """
        with self._turn:
            self._write({}, settle=True)

    def close(self) -> None:
        """Give the file back; safe to call twice."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.close(self._handle)
            self._handle = None

    def _write(self, moved: dict[str, Any], *, settle: bool) -> None:
        # Kept first: what this write does not bring to the disk, the next one does.
        self._mark = replace(self._mark, generation=self._mark.generation + 1, **moved)
        if self._handle is None:
            return
        place = (self._settled + 1) % PLACES
        if hasattr(os, "pwrite"):
            os.pwrite(self._handle, _packed(self._mark, self._key), place * STRIDE)
        else:
            os.lseek(self._handle, place * STRIDE, os.SEEK_SET)
            os.write(self._handle, _packed(self._mark, self._key))
        if settle:
            getattr(os, "fdatasync", os.fsync)(self._handle)
            self._settled = place


def _packed(mark: Mark, key: bytes) -> bytes:
    # Field by field: the general way of a dataclass copies each value deeply, and this runs at every save.
    values = {field: getattr(mark, field) for field in Mark.__slots__}
    text = canonical({**values, "at": mark.at.isoformat(timespec="milliseconds")})
    line = text + b" " + _mac(key, text) + b"\n"
    return line.ljust(SIZE, b"\0")


def _mac(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256").hex().encode()


def _marks(content: bytes, key: bytes) -> list[tuple[int, Mark]]:
    """The whole marks with their places."""
    found = []
    for place in range(PLACES):
        line = content[place * STRIDE : place * STRIDE + SIZE].rstrip(b"\0").rstrip(b"\n")
        text, _, mac = line.rpartition(b" ")
        if hmac.compare_digest(_mac(key, text), mac):
            fields = json.loads(text)
            found.append((place, Mark(**{**fields, "at": datetime.fromisoformat(fields["at"])})))
    return found
