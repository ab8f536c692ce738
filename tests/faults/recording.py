"""Runs a program with its file operations written down, and reads what was written down."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.vaults import ROOT

HEADER = struct.Struct("<cHHqq")
SOURCE = Path(__file__).with_name("recorder.c")


@dataclass(frozen=True)
class Operation:
    """One call, as ``recorder.c`` tells of it.

    Attributes:
        kind: C made, E emptied, W written, T cut to ``offset``, S synced, R renamed to ``other``, U removed, A said.
    """

    kind: str
    name: str
    other: str
    offset: int
    data: bytes


def build_recorder(folder: Path) -> Path:
    """Compile the recorder."""
    library = folder / "recorder.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def record(command: Sequence[str | Path], recorder: Path, under: Path, to: Path, **variables: str) -> int:
    """Run a program to its end with everything below a folder written down; returns its exit code."""
    recording = {"LD_PRELOAD": str(recorder), "RECORD_UNDER": str(under), "RECORD_TO": str(to)}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **recording, **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    return done.returncode


def operations(recorded: Path) -> Iterator[Operation]:
    """What was written down, in its order."""
    with recorded.open("rb") as stream:
        while head := stream.read(HEADER.size):
            kind, name, other, offset, length = HEADER.unpack(head)
            names = stream.read(name).decode(), stream.read(other).decode()
            yield Operation(kind.decode(), *names, offset, stream.read(length))
