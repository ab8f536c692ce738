"""What is higher than its window scrolls in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolled(part: QWidget, *, name: str = "", sideways: bool = False) -> QScrollArea:
    """A part in an area without a frame that scrolls up and down.

    Args:
        part: What scrolls.
        name: With one, the area is a stop of the Tab key, under this name: for text alone, which else no key reaches.
        sideways: It scrolls to the side too, for what cannot become narrower.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name else Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(part)
    return area
