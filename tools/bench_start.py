"""One start of a window, for the bench: prints the wall-clock time of the first paint, then ends."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class _Rows(QAbstractTableModel):
    def rowCount(self, _parent: QModelIndex | None = None) -> int:  # type: ignore[override]
        return 100

    def columnCount(self, _parent: QModelIndex | None = None) -> int:  # type: ignore[override]
        return 8

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:  # type: ignore[override]
        return f"{index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


class _Bare(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self._model = _Rows()
        view = QTableView()
        view.setModel(self._model)
        self.setCentralWidget(view)
        self.resize(1440, 900)
        self._told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._told:
            self._told = True
            QTimer.singleShot(0, _tell)


def _tell() -> None:
    print(time.time(), flush=True)
    QApplication.exit()


def main() -> None:
    """Start ours (with a vault) or a bare window."""
    if sys.argv[1] == "bare":
        application = QApplication(sys.argv[:1])
        window = _Bare()
        window.show()
        application.exec()
        return
    from calcitrack import app
    from calcitrack.ui.main_window import MainWindow

    shown = MainWindow.show

    def show(window: MainWindow) -> None:
        window.painted.connect(_tell)
        shown(window)

    # The composition root hands its window to nobody, so it is met on its way to the screen.
    MainWindow.show = show  # type: ignore[assignment,method-assign]
    app.run_window(Path(sys.argv[2]))


if __name__ == "__main__":
    main()
