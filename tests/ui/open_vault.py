"""An open vault in a window, as tests of the pages want it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtWidgets import QMainWindow

from calcitrack.clinic.session import Clinic
from calcitrack.ui.actions import Actions
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.workspace import Workspace


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
