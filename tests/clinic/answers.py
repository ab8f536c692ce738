"""What processes do that draw badly. A module of its own: each such process imports it, and should be there at once."""

from __future__ import annotations

import os
import signal
import struct
import time
from multiprocessing.connection import Connection
from pathlib import Path

from calcitrack.reports.parcels import answer_parcels


def ends_at_once(pipe: Connection) -> None:
    _end()


def ends_while_it_draws(pipe: Connection) -> None:
    pipe.send(None)
    pipe.recv()
    _end()


def ends_in_the_middle_of_its_answer(pipe: Connection) -> None:
    _begin_to_answer(pipe)
    _end()


def halts_in_the_middle_of_its_answer(at_it: Path, pipe: Connection) -> None:
    _begin_to_answer(pipe)
    _halt(at_it)


def never_reads(at_it: Path, pipe: Connection) -> None:
    pipe.send(None)
    _halt(at_it)


def cannot_draw(pipe: Connection) -> None:
    pipe.send(None)
    while True:
        pipe.recv()
        pipe.send(None)


def ends_the_first_time(been_here: Path, pipe: Connection) -> None:
    if been_here.exists():
        answer_parcels(pipe)
    else:
        been_here.touch()
        ends_in_the_middle_of_its_answer(pipe)


def _begin_to_answer(pipe: Connection) -> None:
    """An answer as ``Connection.send`` writes it: its length, then less than that."""
    pipe.send(None)
    pipe.recv()
    os.write(pipe.fileno(), struct.pack("!i", 50_000) + b"half")


def _end() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _halt(at_it: Path) -> None:
    (at_it / str(os.getpid())).touch()
    time.sleep(3600)
