"""Summaries by the hundred: of a day, of a list, or of whoever a filter chose."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from calcitrack.clinic.context import Operations
from calcitrack.clinic.outputs import write_output
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.clinic.summary_requests import note_print, summary_request
from calcitrack.db import batches
from calcitrack.domain.errors import FileRefused
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.process_guard import guard_memory, guard_process

if TYPE_CHECKING:
    from calcitrack.reports.parcels import Parcel
    from calcitrack.reports.printed import Printed
    from calcitrack.reports.request import SummaryRequest
    from calcitrack.reports.words import Words

ALONE = 20
"""Up to so many summaries are drawn in this process: starting two others takes longer."""

PROCESSES = 2
_AHEAD = 6
"""So many records are read before the first of them is drawn: each is in memory meanwhile."""

Wanted = tuple[int, int]
"""A patient and one of the patient's visits."""

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch.

    Attributes:
        files: What was written, in the order asked for.
        missing: Characters that no font has, of all prints.
    """

    files: tuple[Path, ...]
    missing: tuple[str, ...]


class Batches(Operations):
    """Use cases around many prints at once."""

    @operation(EVERYBODY)
    def of_day(self, day: date) -> tuple[Wanted, ...]:
        """Every signed visit of a day that counts, in the order of names."""
        return tuple(batches.visits_on(self._context.vault.connection, day))

    @operation(EVERYBODY)
    def newest_of(self, patient_ids: Sequence[int]) -> tuple[Wanted, ...]:
        """The newest signed visit of each of these patients, in their order; patients without one are left out."""
        return tuple(batches.last_visits(self._context.vault.connection, patient_ids))

    @operation(EVERYBODY)
    def in_files(
        self,
        wanted: Sequence[Wanted],
        folder: Path,
        report: Report,
        words: Words | None = None,
        processes: int | None = None,
    ) -> Batch:
        """Write the summaries of visits into a folder, one file each.

        Every file is whole or not there; where it ends early, those that were written stay and are told.

        Args:
            wanted: The visits.
            folder: Is there already, and in no vault.
            report: Told how many are done; raises to give up.
            words: The language of the prints.
            processes: How many draw; None chooses by the number of prints.

        Raises:
            FileRefused: One could not be written: how many are whole stands in it.
        """
        names, missing = _Names(), set[str]()
        files: list[Path] = []
        try:
            for request, printed in self._printed(wanted, report, words, processes):
                path = folder / names.of(request)
                note_print(self._context, "print summary", request, "one of many")
                write_output(path, printed.content)
                files.append(path)
                missing.update(printed.missing)
        except FileRefused as error:
            raise _only_some(error, len(files), len(wanted)) from error
        return Batch(tuple(files), tuple(sorted(missing)))

    @operation(EVERYBODY)
    def in_one_file(
        self,
        wanted: Sequence[Wanted],
        path: Path,
        report: Report,
        words: Words | None = None,
        processes: int | None = None,
    ) -> Batch:
        """Write the summaries of visits into one file, each with its own numbers of pages; as ``in_files``.

        Raises:
            FileRefused: It was not written; an older file of that name stands.
        """
        from calcitrack.reports.parcels import in_one

        parts, missing = [], set[str]()
        for request, printed in self._printed(wanted, report, words, processes):
            note_print(self._context, "print summary", request, "one of many")
            parts.append(printed.content)
            missing.update(printed.missing)
        write_output(path, in_one(parts))
        return Batch((path,), tuple(sorted(missing)))

    def _printed(
        self, wanted: Sequence[Wanted], report: Report, words: Words | None, processes: int | None
    ) -> Iterator[tuple[SummaryRequest, Printed]]:
        """Read, draw and hand over, in the order asked for, a few records ahead."""
        from calcitrack.reports.parcels import packed, print_parcel

        count = processes or (PROCESSES if len(wanted) > ALONE else 1)
        under_way: deque[tuple[SummaryRequest, Future[Printed]]] = deque()
        done = 0
        report(0, len(wanted))
        with _drawers(count) as draw:
            for patient_id, visit_id in wanted:
                request = summary_request(self._context, patient_id, visit_id, words)
                under_way.append((request, draw(print_parcel, packed(request))))
                if len(under_way) < (_AHEAD if count > 1 else 1):
                    continue
                yield _finished(under_way)
                done += 1
                report(done, len(wanted))
            while under_way:
                yield _finished(under_way)
                done += 1
                report(done, len(wanted))


Draw = Callable[[Callable[["Parcel"], "Printed"], "Parcel"], "Future[Printed]"]


def _finished(under_way: deque[tuple[SummaryRequest, Future[Printed]]]) -> tuple[SummaryRequest, Printed]:
    request, future = under_way.popleft()
    try:
        return request, future.result()
    except BrokenProcessPool:
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("clinic", "A process that draws was ended by the system.")),
            say(QT_TRANSLATE_NOOP("clinic", "Close other programs, then ask for the rest again.")),
        ) from None


@contextmanager
def _drawers(count: int) -> Iterator[Draw]:
    """Who draws: this process, or others that are started and ended here.

    Others begin anew instead of as a copy of this one: a copy would hold the vault's key.
    """
    if count == 1:
        yield _drawn_here
        return
    from multiprocessing import get_context

    pool: Executor = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin_to_draw)
    try:
        yield pool.submit
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _drawn_here(make: Callable[[Parcel], Printed], parcel: Parcel) -> Future[Printed]:
    made: Future[Printed] = Future()
    made.set_result(make(parcel))
    return made


def _begin_to_draw() -> None:
    """What a process that draws does first: it will hold records."""
    guard_process()
    guard_memory()


class _Names:
    """File names that tell no name, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, request: SummaryRequest) -> str:
        """Record number and day; a number where two would be the same."""
        mrn = re.sub(r"[^\w.-]", "-", request.record.patient.mrn)
        stem = f"summary-{mrn}-{request.visit.visited_on.isoformat()}"
        n, name = 1, f"{stem}.pdf"
        while name.casefold() in self._taken:
            n += 1
            name = f"{stem}-{n}.pdf"
        self._taken.add(name.casefold())
        return name


def _only_some(error: FileRefused, written: int, of: int) -> FileRefused:
    told = QT_TRANSLATE_NOOP("clinic", "{written} of {of} summaries are written and whole; the others are not. {why}")
    return FileRefused(say(told, written=written, of=of, why=error.message), error.remedy)
