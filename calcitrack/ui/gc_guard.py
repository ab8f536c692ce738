"""Reference cycles are collected on the GUI thread only.

Python's collector runs on whichever thread happens to allocate. When that is the worker and the garbage holds a
QObject, Qt destroys it on the wrong thread and the program may crash. So automatic collection is off, and a timer of
the GUI thread does what the collector would have done.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 2_000


class GcGuard(QObject):
    """Takes over cycle collection while it exists and has not been stopped. The composition root owns the one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    @Slot()
    def collect_due(self) -> None:
        """Collect the generations that are due by the collector's own thresholds; the oldest one seldom is."""
        for generation in (2, 1, 0):
            threshold = gc.get_threshold()[generation]
            if threshold and gc.get_count()[generation] > threshold:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give collection back to the interpreter."""
        self._timer.stop()
        gc.enable()
