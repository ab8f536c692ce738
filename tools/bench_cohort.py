"""The cohort of 10,000 patients and 2,000,000 assessments on screen: a changed filter over its bare SQL, and memory."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calcitrack.clinic.session import Clinic
from calcitrack.domain.cohort.criteria import Criteria
from tools.bench_cohort_data import make_cohort_vault

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from calcitrack.ui.jobs import JobRunner
    from calcitrack.ui.pages.cohort_page import CohortPage

PATIENTS = 10_000
FILTER_TARGET, PAINT_TARGET, MEMORY_TARGET = 3.0, 1.0, 1.1
FRAME_MS = 1000 / 60

_STONES, _OPEN = "subtype = 'stone' AND site || '.' LIKE 'hand.%'", "standing = 'open'"
FILTERS: dict[str, tuple[Criteria, str, str]] = {
    "everybody": (Criteria(), "1", ""),
    "dermatomyositis": (
        Criteria.of({"disease": ["DM"]}),
        "p.id IN (SELECT patient_id FROM diagnosis WHERE disease = 'DM')",
        "",
    ),
    "stone on the hand": (
        Criteria.of({"site": ["hand"], "subtype": ["stone"]}),
        f"p.id IN (SELECT patient_id FROM lesion_total WHERE {_STONES})",
        _STONES,
    ),
    "open lesions": (
        Criteria.of({"standing": ["open"]}),
        f"p.id IN (SELECT patient_id FROM lesion_total WHERE {_OPEN})",
        _OPEN,
    ),
}
"""Each with the condition that somebody would type, and that on lesions where there is one."""

_BARE = (
    "SELECT disease, count(DISTINCT patient_id) FROM diagnosis WHERE patient_id IN ({ids}) GROUP BY disease",
    "SELECT name, result, count(DISTINCT patient_id) FROM antibody WHERE patient_id IN ({ids}) GROUP BY name, result",
    "SELECT fact, answer, count(*) FROM background WHERE patient_id IN ({ids}) GROUP BY fact, answer",
    "SELECT sex, count(*) FROM patient WHERE id IN ({ids}) GROUP BY sex",
    "SELECT status, count(*) FROM patient WHERE id IN ({ids}) GROUP BY status",
    "SELECT substr(birth_date, 1, 4), count(*) FROM patient WHERE id IN ({ids}) GROUP BY 1",
    *(
        f"SELECT {column}, count(DISTINCT patient_id), count(*) FROM lesion_total WHERE patient_id IN ({{ids}}) "
        f"GROUP BY {column}"
        for column in ("subtype", "form", "standing", "substr(site, 1, instr(site || '.', '.') - 1)", "site, side")
    ),
    (
        "SELECT patient_id, max(nth), percent, compared FROM visit_change WHERE patient_id IN ({ids}) AND nth > 0 "
        "GROUP BY patient_id, (julianday(visited_on) - julianday((SELECT b.visited_on FROM visit_change b WHERE "
        "b.patient_id = visit_change.patient_id AND b.nth = 0))) / 365.25"
    ),
    "SELECT patient_id, min(visited_on), max(visited_on) FROM visit_total WHERE patient_id IN ({ids}) GROUP BY 1",
    (
        "SELECT t.therapy, j.balin, count(*), count(DISTINCT t.patient_id) FROM trial t JOIN lesion l ON "
        "l.patient_id = t.patient_id LEFT JOIN judgement j ON j.trial_id = t.id AND j.lesion_id = l.id AND "
        "j.blind = 0 WHERE "
        "t.patient_id IN ({ids}) GROUP BY 1, 2"
    ),
)
"""The numbers of the page, each typed as one statement over the same rows."""
_CHANGE = 11
"""The statement of the change: of some lesions it takes their own sizes."""
_BARE_SOME = (
    "WITH said AS (SELECT l.patient_id AS p, l.lesion_id AS i, CAST(j.key AS INTEGER) AS nth, j.value AS size FROM "
    "lesion_total l, json_each(l.sizes) j WHERE l.patient_id IN ({ids}) AND {lesions} AND j.value IS NOT NULL), "
    "first AS (SELECT p, min(nth) AS nth FROM said GROUP BY p), "
    "base AS (SELECT s.p, s.i, s.size FROM said s JOIN first f ON f.p = s.p AND f.nth = s.nth) "
    "SELECT s.p, s.nth, sum(s.size) * 100.0 / sum(b.size) - 100, count(*) FROM said s JOIN base b ON b.i = s.i "
    "GROUP BY s.p, s.nth"
)

Comparison = tuple[str, float, Callable[[], float], Callable[[], float]]


class Shown:
    """The page of a large cohort, on screen."""

    def __init__(self, folder: Path, application: QApplication, jobs: JobRunner, patients: int = PATIENTS) -> None:
        from calcitrack.ui.pages.cohort_page import CohortPage
        from calcitrack.ui.session import Session

        self._application = application
        self.clinic: Clinic = make_cohort_vault(folder, patients)
        self.page: CohortPage = CohortPage(Session(self.clinic, jobs))
        self.page.resize(1300, 800)
        self.page.show()
        self._wait(lambda: self.page.answer is not None)

    def seconds_to_filter(self, criteria: Criteria) -> float:
        """From the wish for another filter to its painted numbers."""
        start = time.perf_counter()
        self.page.ask(criteria)
        self._wait(lambda: self.page.answer is not None and not self.page.reading.is_reading)
        return time.perf_counter() - start

    def seconds_to_query(self, condition: str, lesions: str = "") -> float:
        """The bare SQL of the same numbers."""
        statements = list(_BARE)
        if lesions:
            statements[_CHANGE] = _BARE_SOME.replace("{lesions}", lesions)
        connection = self.clinic.lists._context.vault.connection  # noqa: SLF001 - it runs beside the program
        start = time.perf_counter()
        found = connection.execute(f"SELECT p.id FROM patient p WHERE {condition} ORDER BY p.sort_name").fetchall()
        ids = json.dumps([row[0] for row in found])
        for statement in statements:
            connection.execute(statement.format(ids="SELECT value FROM json_each(:ids)"), {"ids": ids}).fetchall()
        return time.perf_counter() - start

    def seconds_to_paint(self, tab: int) -> float:
        """From the answer in hand to the painted part of the page."""
        page: Any = self.page
        page.tabs.setCurrentIndex(tab)
        self._application.processEvents()
        start = time.perf_counter()
        page._on_answered(page.answer)  # noqa: SLF001 - as the worker does
        page.repaint()
        return time.perf_counter() - start

    def _wait(self, done: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop

        # As the program waits: one that asked again and again would take the interpreter from the worker.
        while not done():
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._application.processEvents()


@contextlib.contextmanager
def on_screen(folder: Path, patients: int = PATIENTS) -> Iterator[Shown]:
    """A large clinic with its cohort on Qt's own screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from calcitrack.ui.jobs import JobRunner

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    jobs = JobRunner()
    shown = Shown(folder / "cohort", application, jobs, patients)
    try:
        yield shown
    finally:
        shown.page.close()
        jobs.shutdown()
        shown.clinic.close()


def comparisons(shown: Shown) -> Iterator[Comparison]:
    """What is set side by side, each callable giving its own seconds."""
    for name, (criteria, condition, lesions) in FILTERS.items():
        told = f"cohort filter “{name}” of {PATIENTS} patients, painted / its bare SQL"
        yield (
            told,
            FILTER_TARGET,
            partial(shown.seconds_to_filter, criteria),
            partial(shown.seconds_to_query, condition, lesions),
        )
    shown.seconds_to_filter(Criteria())
    for tab, part in enumerate(("counts", "change", "therapies", "sites", "courses")):
        told = f"cohort of {PATIENTS} patients: {part} painted after the data / one frame"
        yield told, PAINT_TARGET, partial(shown.seconds_to_paint, tab), lambda: FRAME_MS / 1000
    told = f"memory after 30 changed filters of {PATIENTS} patients / after the first ten (in MB for ms)"
    yield told, MEMORY_TARGET, *_memory(shown)


def _memory(shown: Shown) -> tuple[Callable[[], float], Callable[[], float]]:
    """Resident megabytes as seconds / 1000, before and after more filters."""
    asked = [criteria for criteria, *_ in FILTERS.values()]
    for number in range(10):
        shown.seconds_to_filter(asked[number % len(asked)])
    before = _resident()
    for number in range(20):
        shown.seconds_to_filter(asked[number % len(asked)])
    after = _resident()
    return lambda: after, lambda: before


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e9
