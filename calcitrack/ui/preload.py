"""Loads what is slow to load once the first window is on screen, so that neither start nor first use waits.

PySide makes a class of Qt when it is first named, and two threads that do so at the same time crash it. So a thread
loads at once what knows no Qt, while the window makes all the classes, a few at a time between the user's keys; only
then does the thread load what is built on them. Whoever needs a module before its turn loads it there and then: each
module has a lock of its own, which lets one thread load it while the other waits.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from time import perf_counter

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal, Slot

WITHOUT_QT = ("calcitrack.clinic.session", "numpy", "reportlab.pdfgen.canvas", "calcitrack.reports.summary")
WITH_QT = ("calcitrack.ui.error_dialog", "calcitrack.ui.workspace", "calcitrack.ui.widgets.trend.small")
_SLICE_S = 0.004


class Preloader(QObject):
    """Does it once. The composition root owns the one, and stops it before the program ends.

    Signals:
        finished(): Everything is loaded. An import that failed is left to whoever needs it to report.
    """

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._classes: Iterator[tuple[object, str]] = _class_names()
        self._may_use_qt = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._load, name="calcitrack-preload", daemon=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._make_classes)

    @Slot()
    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()
        self._timer.start(0)

    def stop(self) -> None:
        """Give up what has not begun, and wait for the one module that may be under way."""
        self._stopped = True
        self._timer.stop()
        self._may_use_qt.set()
        if self._thread.is_alive():
            self._thread.join()

    def _load(self) -> None:
        self._import(WITHOUT_QT)
        self._may_use_qt.wait()
        self._import(WITH_QT)
        if not self._stopped:
            self.finished.emit()

    def _import(self, names: Iterable[str]) -> None:
        for name in names:
            if not self._stopped:
                with suppress(Exception):
                    importlib.import_module(name)

    @Slot()
    def _make_classes(self) -> None:
        end = perf_counter() + _SLICE_S
        for module, name in self._classes:
            getattr(module, name)
            if perf_counter() > end:
                return
        self._timer.stop()
        self._may_use_qt.set()


def _class_names() -> Iterator[tuple[object, str]]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield module, name
