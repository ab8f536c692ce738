"""The window is busy: how far a job is, and a way to stop it. Work that is done in a blink shows nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.jobs import Job
from calcitrack.ui.theme import GAP_L, GAP_M, current_theme
from calcitrack.ui.widgets.label import Label

_PATIENCE_MS = 500


class BusyDialog(QDialog):
    """Shows itself when the job takes its time, blocks its window from then on, and goes when the job ends.

    Work that writes to the vault must not be typed into meanwhile: give it no patience.

    Args:
        job: What runs; its outcome is for whoever started it.
        text: What is being done.
        patience_ms: How long nothing is shown.
    """

    def __init__(self, job: Job, text: str, *, patience_ms: int = _PATIENCE_MS, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("CalciTrack")
        self.setAccessibleName(text)
        self._job = job
        self._is_over = False
        self._text = Label(text)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._build()
        self._connect()
        QTimer.singleShot(patience_ms, self, self._on_patience_ended)

    def _build(self) -> None:
        px = current_theme().px
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(GAP_L), px(GAP_L), px(GAP_L), px(GAP_L))
        column.setSpacing(px(GAP_M))
        column.addWidget(self._text)
        column.addWidget(self._bar)
        column.addLayout(row)
        self.setMinimumWidth(px(360))

    def _connect(self) -> None:
        self._job.progressed.connect(self._on_job_progressed)
        # Before the outcome is told: whoever hears it may open a dialog, and this one must not stand over that.
        self._job.ended.connect(self._on_job_ended)
        self._cancel.clicked.connect(self.reject)

    @Slot()
    def _on_patience_ended(self) -> None:
        if not self._is_over:
            self.open()

    @Slot(int, int, str)
    def _on_job_progressed(self, done: int, of: int, text: str) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        if text:
            self._text.setText(text)
            self._bar.setAccessibleName(text)
            self._grow()

    def _grow(self) -> None:
        """Room for a longer text; it never gives it back, lest its buttons jump."""
        column = self.layout()
        if column is not None:
            self.resize(self.width(), max(self.height(), column.totalHeightForWidth(self.width())))

    @Slot()
    def _on_job_ended(self) -> None:
        self._is_over = True
        self.done(0)
        self.deleteLater()

    # Qt overrides

    def reject(self) -> None:
        """Cancel and Esc ask the job to stop, and wait until it has: what it holds must be put back first."""
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._cancel.setText(self.tr("Stopping..."))
