"""Runs inside the program and tells what is on its screen. It looks and does nothing else.

A question is a line on standard input, the answer a line of JSON on standard output. The looking is done on the
thread of the window, between two of its events.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

Seen = dict[str, Any]


class Observer(QObject):
    """Answers questions until the program ends."""

    _asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._asked.connect(self._look, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        for _ in sys.stdin:
            self._asked.emit()
            sys.stdout.write(f"{self._answers.get()}\n")
            sys.stdout.flush()

    @Slot()
    def _look(self) -> None:
        try:
            self._answers.put(json.dumps(screen()))
        except Exception as error:  # noqa: BLE001 - whoever asks waits for an answer
            self._answers.put(json.dumps({"error": repr(error)}))


def screen() -> Seen:
    """Everything that stands on screen at this moment."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    focus = QApplication.focusWidget()
    return {
        "windows": [window.windowTitle() for window in windows],
        "active": QApplication.activeWindow() is not None,
        "modal": QApplication.activeModalWidget() is not None,
        "focus": name_of(focus) if focus is not None else "",
        "parts": [part(widget) for window in windows for widget in in_sight(window)],
        "tables": [table(widget) for window in windows for widget in in_sight(window) if is_list(widget)],
    }


def in_sight(window: QWidget) -> Iterator[QWidget]:
    """The window and what of it is on screen, from above to below."""
    yield window
    for child in window.findChildren(QWidget):
        if child.isVisible() and child.window() is window and not child.visibleRegion().isEmpty():
            yield child


def is_list(widget: QWidget) -> bool:
    """Whether it shows the rows of a model."""
    return isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView)


def part(widget: QWidget) -> Seen:
    """What a widget says of itself, and where it stands on the screen."""
    rect = shown_rect(widget)
    over = QApplication.widgetAt(rect.center())
    return {
        "kind": kind_of(widget),
        "class": type(widget).__name__,
        "name": name_of(widget),
        "text": text_of(widget),
        "told": described(widget),
        "rect": rect.getRect(),
        "free": over is not None and (over is widget or widget.isAncestorOf(over) or over.isAncestorOf(widget)),
        "enabled": widget.isEnabled(),
        "focus": widget.hasFocus(),
        "checked": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "modal": widget.window() is QApplication.activeModalWidget(),
        "tabs": tabs(widget) if isinstance(widget, QTabBar) else [],
    }


def shown_rect(widget: QWidget) -> QRect:
    """The part of a widget that no edge cuts off, on the screen."""
    inside = widget.visibleRegion().boundingRect()
    return QRect(widget.mapToGlobal(inside.topLeft()), inside.size())


def kind_of(widget: QWidget) -> str:
    """The role that assistive software is told."""
    seen = interface_of(widget)
    return "" if seen is None else seen.role().name


def name_of(widget: QWidget) -> str:
    """The name that assistive software is told; a button without one is called by its word."""
    seen = interface_of(widget)
    named = widget.accessibleName() or ("" if seen is None else seen.text(QAccessible.Text.Name))
    return named.replace("&&", "&")


def described(widget: QWidget) -> str:
    """The further description that assistive software is told."""
    seen = interface_of(widget)
    return "" if seen is None else seen.text(QAccessible.Text.Description)


def interface_of(widget: QWidget) -> QAccessibleInterface | None:
    """What assistive software is given."""
    return QAccessible.queryAccessibleInterface(widget)


def text_of(widget: QWidget) -> str:
    """The text that stands in a widget."""
    if isinstance(widget, QLineEdit):
        return widget.displayText()
    if isinstance(widget, QLabel):
        return widget.text()
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "&")
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def tabs(bar: QTabBar) -> list[Seen]:
    """The tabs of a bar that are on screen."""
    places = [place for place in range(bar.count()) if bar.isTabVisible(place)]
    return [
        {"text": bar.tabText(place), "rect": on_screen(bar, bar.tabRect(place)), "current": place == bar.currentIndex()}
        for place in places
    ]


def on_screen(widget: QWidget, rect: QRect) -> tuple[int, int, int, int]:
    """A rectangle of a widget in the screen's coordinates."""
    return QRect(widget.mapToGlobal(QPoint(rect.topLeft())), rect.size()).getRect()


def table(view: QAbstractItemView) -> Seen:
    """The rows of a table or list that are on screen: what their cells show and where."""
    model, root = view.model(), view.rootIndex()
    columns = columns_of(view)
    rows = []
    for place in range(model.rowCount(root)):
        indexes = [model.index(place, column, root) for column in columns]
        if not view.viewport().rect().intersects(view.visualRect(indexes[0])):
            continue
        head = model.headerData(place, Qt.Orientation.Vertical)
        cells = [str(index.data() or "") for index in indexes]
        spoken = [str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "") for index in indexes]
        rects = [on_screen(view.viewport(), view.visualRect(index)) for index in indexes]
        rows.append({"head": str(head or ""), "cells": cells, "spoken": spoken, "rects": rects})
    heads = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
    return {"name": name_of(view), "class": type(view).__name__, "heads": heads, "rows": rows, "focus": view.hasFocus()}


def columns_of(view: QAbstractItemView) -> list[int]:
    """The columns that are shown; a list has one."""
    if not isinstance(view, QTableView):
        return [0]
    return [column for column in range(view.model().columnCount()) if not view.isColumnHidden(column)]
