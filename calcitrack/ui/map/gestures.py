"""What clicks and keys mean on the map."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt

from calcitrack.ui.map.plates import View
from calcitrack.ui.map.walk import Way

WAYS = {
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
}
VIEW_KEYS = {
    (Qt.Key.Key_F, False): View.FRONT,
    (Qt.Key.Key_B, False): View.BACK,
    (Qt.Key.Key_L, False): View.LEFT_HAND,
    (Qt.Key.Key_R, False): View.RIGHT_HAND,
    (Qt.Key.Key_L, True): View.LEFT_FOOT,
    (Qt.Key.Key_R, True): View.RIGHT_FOOT,
    (Qt.Key.Key_H, False): View.HEAD,
}
"""The key of each view, and whether Shift is held with it."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Clicks(Enum):
    """What a click on the map is for. A region that is small in a view only comes closer at the first click."""

    LOOK = "a lesion is selected, and an empty region is named"
    ADD = "a lesion is selected, and an empty region is where a new one is"
    SITE = "a region is chosen, whatever is recorded there"
