"""Loads what is slow to load once the first window is on screen, so that neither start nor first use waits."""

from __future__ import annotations

import importlib
import threading

SLOW_MODULES = (
    "calcitrack.ui.error_dialog",
    "calcitrack.clinic.session",
    "calcitrack.ui.workspace",
    "numpy",
    "pyqtgraph",
    "reportlab.pdfgen.canvas",
    "calcitrack.reports.summary",
)


def preload() -> threading.Thread:
    """Import the slow modules on a thread of their own; an import that fails is reported where it is needed."""
    thread = threading.Thread(target=_load, name="calcitrack-preload", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    for name in SLOW_MODULES:
        try:
            importlib.import_module(name)
        except ImportError:
            return
