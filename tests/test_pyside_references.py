"""PySide6 6.12.0 drops references to None and True on Python 3.11, until the process aborts: keep such releases out.

Counted in a process of its own, for a faulty release kills the process that counts. From Python 3.12 on these objects
are immortal, their count never moves, and the tests pass with any release.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

ROUNDS = 200
NOISE = 40  # the program's own traffic; the fault drops at least one reference a round

PAINTING = """
import sys
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView

class Item(QGraphicsItem):
    def boundingRect(self):
        return QRectF(0, 0, 50, 50)

    def paint(self, painter, option, widget):
        painter.setPen(QPen())
        painter.drawLine(0, 0, 5, 5)

app = QApplication([])
scene = QGraphicsScene()
items = [Item() for _ in range(3)]
for item in items:
    scene.addItem(item)
view = QGraphicsView(scene)
view.show()
app.processEvents()
act = view.viewport().repaint
watched = None
"""

EMITTING = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    fired = Signal(bool)

app = QCoreApplication([])
sender = Sender()
act = lambda: sender.fired.emit(True)
watched = True
"""

COUNTING = f"""
act()
before = sys.getrefcount(watched)
for _ in range({ROUNDS}):
    act()
print(sys.getrefcount(watched) - before, flush=True)
import os
os._exit(0)
"""


@pytest.mark.parametrize("acting", [PAINTING, EMITTING], ids=["painting keeps None", "emitting keeps True"])
def test_keeps_the_references_of_python_objects(acting: str) -> None:
    answer = subprocess.run([sys.executable, "-c", acting + COUNTING], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert int(answer.stdout.split()[-1]) > -NOISE
