"""Refreshes the pathway panel after one edit of a draft, in turn with a bare label; prints the seconds of each pair."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.lesion import Lesion, LesionSetting
from calcitrack.domain.patient import Diagnosis, Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import Disease, Infection, Side, State, VisitStatus
from calcitrack.guidance.draft import as_if_signed
from calcitrack.guidance.engine import evaluate
from calcitrack.ui.fonts import load_fallbacks
from calcitrack.ui.guidance.beside import beside
from calcitrack.ui.guidance.pathway_panel import PathwayPanel
from calcitrack.ui.theme import ThemeChooser

PAIRS, LESIONS, VISITS = 31, 7, 8
TODAY = date(2026, 11, 22)


def record_with(pain: int, *, red: bool) -> PatientRecord:
    """Seven lesions at eight signed visits, and a draft in which one lesion is edited."""
    lesions = tuple(
        Lesion(n, date(2024, 1, 1), (LesionSetting("elbow.extensor", Side.LEFT, date(2024, 1, 1)),), id=n)
        for n in range(1, LESIONS + 1)
    )
    signed = [_visit(n, VisitStatus.SIGNED, _assessments(3, red=False)) for n in range(1, VISITS + 1)]
    draft = _visit(VISITS + 1, VisitStatus.DRAFT, _assessments(pain, red=red)[:1])
    patient = Patient("1", "Bench", "Ada", PartialDate("1970"), diagnoses=(Diagnosis(Disease.LCSSC),), id=1)
    return PatientRecord(patient, lesions, (*signed, draft))


def _visit(number: int, status: VisitStatus, assessments: tuple[Assessment, ...]) -> Visit:
    return Visit(date(2025, number, 10), status, assessments=assessments, id=number)


def _assessments(pain: int, *, red: bool) -> tuple[Assessment, ...]:
    return tuple(
        Assessment(n, State.UNCHANGED, pain=pain, redness=red, ulcer=False, infection=Infection.NONE)
        for n in range(1, LESIONS + 1)
    )


def main() -> None:
    """Print one pair a line: the panel from the edited record to the painted window, and the label likewise."""
    application = QApplication([])
    load_fallbacks()
    ThemeChooser(application).choose("light")
    panel, label = PathwayPanel(may_dismiss=True), QLabel("0")
    for widget in (panel, label):
        widget.resize(340, 1400)
        widget.show()
    edits = [record_with(pain, red=red) for pain, red in ((4, False), (5, True))]

    def refresh(turn: int) -> None:
        record = edits[turn % 2]
        counted = as_if_signed(record)
        panel.set_evaluation(evaluate(counted, TODAY), (), beside(record, TODAY, VISITS + 1))

    for turn in range(PAIRS + 1):
        ours = _painted(application, panel, partial(refresh, turn))
        bare = _painted(application, label, partial(label.setText, str(turn)))
        if turn:  # the first only warms up
            print(ours, bare)


def _painted(application: QApplication, widget: QWidget, change: Callable[[], None]) -> float:
    start = time.perf_counter()
    change()
    application.processEvents()
    widget.repaint()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
