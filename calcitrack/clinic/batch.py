"""Summaries by the hundred: of a day, of a list, or of whoever a filter chose."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import wait
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from calcitrack.clinic.context import Operations
from calcitrack.clinic.outputs import write_output
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.clinic.summary_requests import note_print, summary_request
from calcitrack.db import batches
from calcitrack.domain.errors import FileRefused
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from concurrent.futures import Future

    from calcitrack.reports.printed import Printed
    from calcitrack.reports.request import SummaryRequest
    from calcitrack.reports.words import Words

ALONE = 20
"""Up to so many summaries are drawn in this process: starting two others takes longer."""

PROCESSES = 2
_AHEAD = 6
"""So many records are read before the first of them is drawn: each is in memory meanwhile."""

_LOOK_S = 0.1
"""So often it is looked whether a print is still wanted while it is being drawn."""

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
            with closing(self._printed(wanted, report, words, processes)) as prints:
                for request, printed in prints:
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
        try:
            with closing(self._printed(wanted, report, words, processes)) as prints:
                for request, printed in prints:
                    note_print(self._context, "print summary", request, "one of many")
                    parts.append(printed.content)
                    missing.update(printed.missing)
        except FileRefused as error:
            raise _not_written(error, path) from error
        write_output(path, in_one(parts, lambda: report(len(parts), len(parts))))
        return Batch((path,), tuple(sorted(missing)))

    def _printed(
        self, wanted: Sequence[Wanted], report: Report, words: Words | None, processes: int | None
    ) -> Generator[tuple[SummaryRequest, Printed]]:
        """Read, draw and hand over, in the order asked for, a few records ahead."""
        from calcitrack.clinic.drawers import drawers, drawn_here
        from calcitrack.reports.parcels import packed

        count = processes or (PROCESSES if len(wanted) > ALONE else 1)
        ahead = _AHEAD if count > 1 else 1
        under_way: deque[tuple[SummaryRequest, Future[Printed | None]]] = deque()
        waiting = iter(wanted)
        report(0, len(wanted))
        with drawers(count) if count > 1 else nullcontext(drawn_here) as draw:
            for done in range(len(wanted)):
                for patient_id, visit_id in islice(waiting, ahead - len(under_way)):
                    request = summary_request(self._context, patient_id, visit_id, words)
                    under_way.append((request, draw(packed(request))))
                request, made = under_way.popleft()
                yield request, _finished(made, request, partial(report, done, len(wanted)))
                report(done + 1, len(wanted))


def _finished(made: Future[Printed | None], request: SummaryRequest, going_on: Callable[[], None]) -> Printed:
    """Wait for a print, and look now and then whether anybody still wants it."""
    from calcitrack.reports.summary import print_visit

    while not wait([made], _LOOK_S).done:
        going_on()
    return made.result() or print_visit(request)


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


def _not_written(error: FileRefused, path: Path) -> FileRefused:
    told = QT_TRANSLATE_NOOP("clinic", "The file {name} was not written. {why}")
    return FileRefused(say(told, name=path.name, why=error.message), error.remedy)
