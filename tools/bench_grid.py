"""Moves through the cells of a visit with 200 lesions, in turn with an empty table; prints the seconds of each pair.

The visit is the real window over a real vault: a move tells the panel of the lesion and the map beside the grid.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from calcitrack.clinic.session import Clinic
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.lesion import Lesion, LesionSetting
from calcitrack.domain.patient import Patient
from calcitrack.domain.visit import Assessment, Reading
from calcitrack.domain.vocabulary import Method, Side, State
from calcitrack.ui.actions import Actions
from calcitrack.ui.fonts import load_fallbacks
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.theme import ThemeChooser
from calcitrack.ui.visit.grid.columns import Col
from calcitrack.ui.workspace import Workspace
from tools.bench_data import Shape, make_vault
from tools.bench_pairs import Result

ROOT = Path(__file__).resolve().parents[1]
LESIONS, MOVES, MOST_MS = 200, 120, 16.0
SITES = ("hand.index.distal.volar", "hand.thumb.distal.volar", "elbow.extensor", "hand.ring.distal.volar")
Pair = tuple[float, float]
"""Seconds of the grid, and of the empty table right after it."""
WAYS = {
    "along": (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backtab),
    "down": (Qt.Key.Key_Down,),
    "said": (Qt.Key.Key_Equal,),
}
"""Along a row, to the next lesion, and to the next lesion with "unchanged" said of this one, which is saved."""


def with_lesions(clinic: Clinic) -> int:
    """A patient with many lesions, all measured at a signed visit, and a draft."""
    patient_id = clinic.patients.add(Patient("bench-1", "Bench", "Ada", PartialDate("1970"))).value
    today = clinic.clock.today()
    then = today.replace(year=today.year - 1, day=1)
    for number in range(LESIONS):
        setting = LesionSetting(SITES[number % len(SITES)], Side.LEFT if number % 2 else Side.RIGHT, then)
        clinic.lesions.add(patient_id, Lesion(0, then, (setting,)))
    record = clinic.patients.reload(patient_id)
    visit_id = clinic.visits.start(patient_id, then).value
    version = next(visit.version for visit in clinic.patients.reload(patient_id).visits if visit.id == visit_id)
    found = [
        Assessment(lesion.id, State.MEASURED, readings=(Reading(100, 80, Method.RULER, then, "bench"),))
        for lesion in record.lesions
    ]
    clinic.visits.sign(patient_id, visit_id, clinic.visits.record(patient_id, visit_id, version, found).value)
    clinic.visits.start(patient_id, today)
    return patient_id


def empty_table() -> QTableView:
    """As many rows and columns as the grid, and nothing in them."""
    table = QTableView()
    table.setModel(QStandardItemModel(LESIONS, len(Col), table))
    return table


def main(folder: Path) -> None:
    """Print the way and one pair a line: the visit's grid, and the empty table, from the key to the painted window."""
    application = QApplication([])
    load_fallbacks()
    ThemeChooser(application).choose("light")
    clinic = make_vault(folder, Shape(0, 0))
    patient_id = with_lesions(clinic)
    window, jobs = QMainWindow(), JobRunner()
    workspace = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(workspace)
    bare = empty_table()
    for shown in (window, bare):
        shown.resize(1440, 900)
        shown.show()
    workspace.open_patient(patient_id)
    grid = workspace.patient_page.visit_panel.grid.findChild(QTableView)
    assert isinstance(grid, QTableView)
    for way, keys in WAYS.items():
        for ours, its in _pairs(application, grid, bare, cycle(keys)):
            print(way, ours, its)
    jobs.shutdown()
    clinic.close()


def _pairs(application: QApplication, grid: QTableView, bare: QTableView, keys: Iterator[Qt.Key]) -> Iterator[Pair]:
    for table in (grid, bare):
        table.setCurrentIndex(table.model().index(0, Col.LENGTH))
    for turn in range(MOVES + 1):
        key = next(keys)
        pair = _seconds(application, grid, key), _seconds(application, bare, key)
        if turn:  # the first only warms up
            yield pair


def _seconds(application: QApplication, table: QTableView, key: Qt.Key) -> float:
    """From the key to the painted window; what the window does before the key is not counted."""
    table.window().activateWindow()
    table.setFocus()
    application.processEvents()
    start = time.perf_counter()
    QTest.keyClick(table, key)
    application.processEvents()
    return time.perf_counter() - start


def moving(_folder: Path) -> list[Result]:
    """Milliseconds that a move costs more in the grid than in the empty table: the median of the pairs' differences."""
    with TemporaryDirectory() as folder:
        child = subprocess.run(
            [sys.executable, "-m", "tools.bench_grid", str(Path(folder) / "vault")],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    taken: dict[str, list[Pair]] = {way: [] for way in WAYS}
    for way, ours, its in (line.split() for line in child.stdout.splitlines()):
        taken[way].append((float(ours), float(its)))
    return [_result(way, pairs) for way, pairs in taken.items()]


def _result(way: str, pairs: list[Pair]) -> Result:
    more = 1000 * statistics.median(ours - its for ours, its in pairs)
    mine, its = (1000 * statistics.median(part) for part in zip(*pairs, strict=True))
    name = f"next cell of a visit with {LESIONS} lesions, {way}: ms more than in an empty table"
    return Result(name, MOST_MS, more, mine, its, len(pairs), "(a difference, no ratio)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
