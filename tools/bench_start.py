"""One start of a window, for the bench: prints the wall-clock time of the first paint and the size, then ends.

Both windows tell in the same way: the event that paints them posts a message, which is read when the picture is out.
"""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def main() -> None:
    """Start ours (with a vault) or a bare window."""
    if sys.argv[1] == "bare":
        _start_bare()
    else:
        _start_ours(sys.argv[2])


def _start_ours(vault: str) -> None:
    """The program by its own entry; only the first paint is overheard."""
    gc.disable()  # as the entry does itself, but here the window's class is met before
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from calcitrack.cli import main as entry
    from calcitrack.ui.main_window import MainWindow

    paint = MainWindow.paintEvent
    told: list[bool] = []

    def overheard(window: MainWindow, event: QPaintEvent) -> None:
        if not told:
            told.append(True)
            QTimer.singleShot(0, lambda: _tell(window))
        paint(window, event)

    MainWindow.paintEvent = overheard  # type: ignore[assignment,method-assign]
    entry.main(["--vault", vault])


def _start_bare() -> None:
    """What any program of this kind needs at least: a window with a table of a hundred rows."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    class Rows(QAbstractTableModel):
        def rowCount(self, _parent: QModelIndex | None = None) -> int:  # type: ignore[override]
            return 100

        def columnCount(self, _parent: QModelIndex | None = None) -> int:  # type: ignore[override]
            return 8

        def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:  # type: ignore[override]
            return f"{index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None

    class Bare(QMainWindow):
        told = False

        def paintEvent(self, event: QPaintEvent) -> None:
            if not self.told:
                self.told = True
                QTimer.singleShot(0, lambda: _tell(self))
            super().paintEvent(event)

    application = QApplication(sys.argv[:1])
    window, model, view = Bare(), Rows(), QTableView()
    view.setModel(model)
    window.setCentralWidget(view)
    window.resize(1440, 900)
    window.show()
    application.exec()


def _tell(window: QWidget) -> None:
    painted = time.time()
    from PySide6.QtWidgets import QApplication

    print(painted, f"{window.width()}x{window.height()}", flush=True)
    QApplication.exit()


if __name__ == "__main__":
    main()
