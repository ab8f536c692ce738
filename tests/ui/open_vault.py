"""An open vault in a window, and one chart of it, as tests of the pages want them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtWidgets import QMainWindow

from calcitrack.clinic.session import Clinic
from calcitrack.ui.actions import Actions
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.chart.patient_page import PatientPage
from calcitrack.ui.session import Session
from calcitrack.ui.workspace import Workspace
from tests.vaults import SAMPLE


@contextmanager
def workspace_of(clinic: Clinic, width: int = 1200, height: int = 800) -> Iterator[Workspace]:
    """The workspace of a vault, shown and in front; its window is closed afterwards, and its worker has ended."""
    window, jobs = QMainWindow(), JobRunner()
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(width, height)
    window.show()
    window.activateWindow()
    try:
        yield shown
    finally:
        window.close()
        jobs.shutdown()
        shiboken6.delete(window)  # before its vault is closed


@contextmanager
def chart_of_sample(clinic: Clinic, mrn: str = "004-1183") -> Iterator[PatientPage]:
    """The chart of a patient of the sample, shown without the frame around it."""
    jobs = JobRunner()
    clinic.record_files.import_file(SAMPLE)
    shown = PatientPage(Session(clinic, jobs))
    shown.resize(1300, 850)
    shown.show()
    shown.open_patient(clinic.patients.by_mrn(mrn))
    try:
        yield shown
    finally:
        shown.close()
        jobs.shutdown()
        shiboken6.delete(shown)
