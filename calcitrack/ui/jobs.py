"""Slow work off the GUI thread: a plain function on the one worker thread.

The function is closed over plain values, never sees a QObject and never the window's connection to the vault. All
signals are emitted on the GUI thread, so a receiver may be any callable, and a receiver that died is skipped by Qt.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Raised by work that gave up because its ``Progress`` was cancelled: nothing of it was kept."""


class Progress:
    """What a work may say while it runs, and whether anybody still wants it.

    The newest report wins: work may report as often as it likes without flooding the window.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._guard = threading.Lock()
        self._unread: tuple[int, int, str] | None = None
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Somebody asked to stop. Work that can stop undoes what it began and raises ``Cancelled``."""
        return self._cancelled.is_set()

    def report(self, done: int, of: int, text: str = "") -> None:
        """Say how far the work is; ``of`` is 0 while the whole is not known."""
        with self._guard:
            is_first = self._unread is None
            self._unread = (done, of, text)
        if is_first:
            self._wake()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def take(self) -> tuple[int, int, str] | None:
        """The newest report that nobody has read yet."""
        with self._guard:
            unread, self._unread = self._unread, None
        return unread


class Job(QObject):
    """One piece of work under way.

    Signals:
        progressed(done, of, text): The newest report.
        ended(): The work is over, and its outcome is told next. What stands in the way of a dialog goes now.
        succeeded(result): What the work returned.
        failed(error): The exception that it raised; its frames hold no values any more.
        finished(): The last signal of every job, also of a cancelled one.
    """

    progressed = Signal(int, int, str)
    ended = Signal()
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def cancel(self) -> None:
        """Ask the work to stop; work that is beyond stopping still succeeds or fails."""
        self._progress.cancel()

    def tell_progress(self) -> None:
        """Emit the newest report, if there is one."""
        unread = self._progress.take()
        if unread is not None:
            self.progressed.emit(*unread)

    def tell_outcome(self, result: object, error: Exception | None) -> None:
        """Emit how the work ended."""
        self.tell_progress()
        self.ended.emit()
        if error is None:
            self.succeeded.emit(result)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
        self.finished.emit()


class _Task:
    """The worker's side of a job: no QObject, so that the worker can never be the one to destroy one."""

    def __init__(self, work: Callable[[Progress], object], progress: Progress) -> None:
        self.work = work
        self.progress = progress
        self.result: object = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            if self.progress.cancelled:
                raise Cancelled
            self.result = self.work(self.progress)
        except Exception as error:  # noqa: BLE001 - whatever happened is told on the GUI thread
            _forget_values(error)
            self.error = error


class JobRunner(QObject):
    """Runs jobs one after the other, in the order in which they were started. The composition root owns the one."""

    # Emitted by the worker, received on the GUI thread.
    _ended = Signal()
    _reported = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[_Task, Job] = {}
        # Not of the queue module, which would take its milliseconds before the first window stands.
        self._waiting: deque[_Task | None] = deque()
        self._count = threading.Semaphore(0)
        self._done: deque[_Task] = deque()
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._worker = threading.Thread(target=self._run, name="calcitrack-jobs", daemon=True)
        self._worker.start()

    @property
    def is_busy(self) -> bool:
        """Some job has not finished."""
        return bool(self._jobs)

    def start(self, work: Callable[[Progress], object]) -> Job:
        """Queue the work. Nothing is emitted before the caller has returned to the event loop.

        Raises:
            RuntimeError: The runner was shut down.
        """
        if self._closed:
            raise RuntimeError("the job runner is shut down")
        progress = Progress(self._wake_for_report)
        task, job = _Task(work, progress), Job(progress)
        self._jobs[task] = job
        self._queue(task)
        return job

    def shutdown(self) -> None:
        """Cancel what waits, ask what runs to stop, wait for it. No signal comes afterwards."""
        self._closed = True
        for task in self._jobs:
            task.progress.cancel()
        self._queue(None)
        self._worker.join()
        self._jobs.clear()

    def _queue(self, task: _Task | None) -> None:
        """Hand the worker a task, or with None its end."""
        self._waiting.append(task)
        self._count.release()

    def _run(self) -> None:
        while self._run_next():
            # Only now, with no reference left on this thread, may the window let go of the work and what it holds.
            self._wake(self._ended)

    def _run_next(self) -> bool:
        self._count.acquire()
        task = self._waiting.popleft()
        if task is None:
            return False
        task.run()
        self._done.append(task)
        return True

    def _wake_for_report(self) -> None:
        self._wake(self._reported)

    def _wake(self, signal: object) -> None:
        with suppress(RuntimeError):  # the window is gone: nobody is left to tell
            signal.emit()  # type: ignore[attr-defined]  # the stubs type a bound signal as its unbound class

    @Slot()
    def _on_ended(self) -> None:
        task = self._done.popleft()
        job = self._jobs.pop(task, None)
        if job is not None:
            job.tell_outcome(task.result, task.error)

    @Slot()
    def _on_reported(self) -> None:
        for job in tuple(self._jobs.values()):
            job.tell_progress()


def _forget_values(error: BaseException | None) -> None:
    """Empty the frames that an exception keeps alive: they may hold a password or a patient."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
