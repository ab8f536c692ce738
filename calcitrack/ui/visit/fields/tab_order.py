"""The way of the Tab key through a form whose fields come and go: as they stand in the layouts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLayout, QLineEdit, QPlainTextEdit, QWidget

_STOPS = (QLineEdit, QPlainTextEdit, QAbstractButton, QComboBox)


def follow_layout(form: QWidget) -> None:
    """Lead Tab through all fields of a form in the order of its layouts.

    Qt goes by the order in which widgets were made, so a row that is added in the middle would come last.
    """
    for before, after in pairwise(tab_stops(form)):
        QWidget.setTabOrder(before, after)


def tab_stops(form: QWidget) -> list[QWidget]:
    """The fields and buttons of a form in the order of its layouts, hidden ones too."""
    layout = form.layout()
    return list(_stops(layout)) if layout else []


def _stops(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if isinstance(widget, _STOPS):
            yield widget
        elif widget is not None:
            yield from tab_stops(widget)
        elif inner is not None:
            yield from _stops(inner)
