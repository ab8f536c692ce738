"""The way of the Tab key past what was made late, which Qt would put at the end of the window.

Qt is never asked what comes before or after a widget: PySide would make the one the owner of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops_in(holder: QWidget) -> list[QWidget]:
    """What of a widget Tab comes to, as it was put together; the list of a choice is a window of its own."""
    return [
        part
        for part in holder.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.window() is holder.window()
    ]


def lead_before(stop: QWidget, parts: Sequence[QWidget]) -> None:
    """Lead Tab through the parts, in their order, and then to the stop; what led to the stop leads to them.

    The parts go behind the stop, and the stop behind the last of them.
    """
    if parts:
        lead_behind(stop, (*parts, stop))


def lead_behind(stop: QWidget, parts: Sequence[QWidget]) -> None:
    """Lead Tab from the stop through the parts, in their order."""
    for before, after in pairwise((stop, *parts)):
        QWidget.setTabOrder(before, after)
