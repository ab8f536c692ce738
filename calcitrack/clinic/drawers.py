"""Processes that draw summaries, and what happens when the system ends one of them.

Each is kept by a thread of this process, so nothing here waits for a process that may never answer: whoever asked for
a print waits for the thread, looks up now and then, and can leave at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

from calcitrack.domain.errors import FileRefused
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.reports.parcels import answer_parcels, print_parcel

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from calcitrack.reports.parcels import Parcel
    from calcitrack.reports.printed import Printed

_TRIES = 2
"""So often a print is sent to a process; where both were ended, a third would be, too."""

Answering = Callable[[Connection], None]
"""What a process does: says ``None`` once it is there, then answers every parcel with its print."""

Draw = Callable[["Parcel"], "Future[Printed | None]"]
"""Its future has nothing where the process could not draw: this one tries then, and sees what is wrong."""


def drawn_here(parcel: Parcel) -> Future[Printed | None]:
    """A print drawn by this process, at once."""
    made: Future[Printed | None] = Future()
    made.set_result(print_parcel(parcel))
    return made


@contextmanager
def drawers(count: int, answering: Answering = answer_parcels) -> Iterator[Draw]:
    """So many processes that draw, ended when it is left, whatever they are at.

    A print whose process was ended is drawn once more by a new one; if that is ended, too, its future raises
    ``FileRefused``.

    Args:
        count: How many prints are drawn at a time.
        answering: What each process does.
    """
    starting, idle = Lock(), SimpleQueue[_Drawer]()
    all_of_them = [_Drawer(starting, answering) for _ in range(count)]
    for drawer in all_of_them:
        idle.put(drawer)

    def draw(parcel: Parcel) -> Printed | None:
        drawer = idle.get()
        try:
            return drawer.draw(parcel)
        finally:
            idle.put(drawer)

    threads = ThreadPoolExecutor(count, thread_name_prefix="calcitrack-drawer")
    try:
        yield lambda parcel: threads.submit(draw, parcel)
    finally:
        for drawer in all_of_them:
            drawer.stop()
        threads.shutdown(wait=True, cancel_futures=True)


class _Drawer:
    """One process that draws, and the next one where it was ended.

    Args:
        starting: Held while any process is started or buried: Python's list of them belongs to one thread at a time.
        answering: What the process does.
    """

    def __init__(self, starting: Lock, answering: Answering) -> None:
        self._guard, self._answering = starting, answering
        self._process: SpawnProcess | None = None
        self._near: Connection | None = None
        self._is_over = False

    def draw(self, parcel: Parcel) -> Printed | None:
        """The print of a parcel, or nothing where it could not be drawn.

        Raises:
            FileRefused: Every process that tried was ended.
        """
        for _ in range(_TRIES):
            with suppress(EOFError, OSError):
                return self._answer(parcel)
            with self._guard:
                self._bury()
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("clinic", "The processes that draw were ended by the system.")),
            say(QT_TRANSLATE_NOOP("clinic", "Close other programs, then try again.")),
        )

    def stop(self) -> None:
        """End the process; a thread that waits for it is told by the end of its pipe, and starts no other."""
        with self._guard:
            self._is_over = True
            self._bury()

    def _answer(self, parcel: Parcel) -> Printed | None:
        process, near = self._ready()
        near.send(parcel)
        return _received(process, near)

    def _ready(self) -> tuple[SpawnProcess, Connection]:
        """The process, started where there is none.

        Raises:
            OSError: It cannot be, or must not any more.
        """
        with self._guard:
            if self._process is not None and self._near is not None:
                return self._process, self._near
            if self._is_over:
                raise OSError("nobody wants a print any more")
            process, near = self._started()
            self._process, self._near = process, near
        _received(process, near)
        return process, near

    def _started(self) -> tuple[SpawnProcess, Connection]:
        """A process that begins anew instead of as a copy of this one: a copy would hold the vault's key."""
        context = get_context("spawn")
        near, far = context.Pipe()
        # Only the process may hold the far end: then its end is the end of the pipe, even in the middle of a print.
        with far:
            process = context.Process(target=self._answering, args=(far,), daemon=True)
            process.start()
        return process, near

    def _bury(self) -> None:
        """End what there is of the process. Its pipe goes when the thread that reads it lets go."""
        process, self._process, self._near = self._process, None, None
        if process is not None:
            process.kill()
            process.join()


def _received(process: SpawnProcess, near: Connection) -> Printed | None:
    """The next answer.

    Raises:
        EOFError: The process ended before it began to answer.
        OSError: It ended in the middle of its answer.
    """
    if near not in wait([near, process.sentinel]):
        raise EOFError
    answer: Printed | None = near.recv()
    return answer
