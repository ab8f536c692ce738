"""The worklist of 100,000 patients on screen: what a filter costs over its bare SQL."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from calcitrack.clinic.session import Clinic
from calcitrack.db.slots import CLINIC_COST
from calcitrack.domain.worklist import WorklistFilter
from tools.bench_data import Shape, make_vault

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from calcitrack.ui.jobs import JobRunner
    from calcitrack.ui.pages.worklist_page import WorklistPage

PATIENTS = 100_000
FILTER_TARGET = 3.0

_EVERYONE = "SELECT p.id FROM patient p WHERE p.removed_at IS NULL AND p.merged_into IS NULL ORDER BY p.sort_name, p.id"
_SOME = (
    "SELECT p.id FROM patient p JOIN patient_total t ON t.patient_id = p.id "
    "WHERE +p.removed_at IS NULL AND +p.merged_into IS NULL AND {where} ORDER BY p.sort_name, p.id"
)
"""With the sign SQLite begins at the few; without it, it walks all names, and the program would look fast."""

_FILTERS = {
    WorklistFilter.EVERYONE: _EVERYONE,
    WorklistFilter.OVERDUE: _SOME.format(where="t.next_due_on < date('now') AND p.status = 'active'"),
    WorklistFilter.PROGRESSING: _SOME.format(where="t.progressing = 1 AND p.status = 'active'"),
    WorklistFilter.INFECTION: _SOME.format(where="t.infection = 1 AND p.status = 'active'"),
}
"""What somebody would type for the same patients in the same order."""

Comparison = tuple[str, float, Callable[[], float], Callable[[], float]]


class Shown:
    """A worklist page of a large vault, on screen."""

    def __init__(self, folder: Path, application: QApplication, jobs: JobRunner) -> None:
        self.folder, self._application, self._jobs = folder, application, jobs
        self.clinic = make_vault(folder, Shape(PATIENTS, 0, listed=True), CLINIC_COST)
        self.page = self._page(self.clinic)

    def seconds_to_filter(self, chosen: WorklistFilter) -> float:
        """From the press of a filter to the painted list."""
        start = time.perf_counter()
        self.page.filters.choose(chosen)
        self._application.processEvents()
        return time.perf_counter() - start

    def seconds_to_query(self, chosen: WorklistFilter) -> float:
        """The bare SQL of a filter."""
        connection = self.clinic.lists._context.vault.connection  # noqa: SLF001 - it runs beside the program
        start = time.perf_counter()
        connection.execute(_FILTERS[chosen]).fetchall()
        return time.perf_counter() - start

    def _page(self, clinic: Clinic) -> WorklistPage:
        from calcitrack.ui.pages.worklist_page import WorklistPage
        from calcitrack.ui.session import Session

        page = WorklistPage(Session(clinic, self._jobs))
        page.resize(1300, 800)
        page.show()
        self._application.processEvents()
        return page


@contextlib.contextmanager
def on_screen(folder: Path) -> Iterator[Shown]:
    """A large vault with its worklist on Qt's own screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from calcitrack.ui.jobs import JobRunner

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    jobs = JobRunner()
    shown = Shown(folder / "lists", application, jobs)
    try:
        yield shown
    finally:
        shown.page.close()
        shown.clinic.close()
        jobs.shutdown()


def comparisons(shown: Shown) -> Iterator[Comparison]:
    """What is set side by side, each callable giving its own seconds."""
    for chosen in _FILTERS:
        name = f"worklist filter “{chosen.value}” of {PATIENTS} patients, painted / its bare SQL"
        ours, other = partial(shown.seconds_to_filter, chosen), partial(shown.seconds_to_query, chosen)
        yield name, FILTER_TARGET, ours, other
