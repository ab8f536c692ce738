"""The lists that a cell opens: subtype and method."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from calcitrack.domain.entry import shown_reading
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Method, Subtype
from calcitrack.ui.visit.grid.keys import SUBTYPES
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.words import NO_SOURCE_DEFINITION, said
from calcitrack.ui.words import inside, short

_NOT_RECORDED = QT_TRANSLATE_NOOP("Grid", "not recorded")
_TRACKED = QT_TRANSLATE_NOOP("Grid", "{method} (tracking method)")


def open_subtypes(parent: QWidget, at: QPoint, row: GridRow, chosen: Callable[[Subtype | None], None]) -> QMenu:
    """Open the list of subtypes, each with its letter; what the source does not say stands above it."""
    menu = _menu(parent)
    menu.addAction(said(NO_SOURCE_DEFINITION)).setEnabled(False)
    menu.addSeparator()
    now = row.assessment.clinical_subtype if row.assessment else None
    for letter, subtype in SUBTYPES.items():
        _add(menu, _with_key(inside(subtype), letter), subtype, now, chosen)
    _add(menu, said(_NOT_RECORDED), None, now, chosen)
    menu.popup(at)
    return menu


def open_methods(parent: QWidget, at: QPoint, row: GridRow, chosen: Callable[[Method], None]) -> QMenu:
    """Open the list of methods, the tracking method first."""
    menu = _menu(parent)
    tracked = row.lesion.tracking_method
    reading = shown_reading(row.assessment, row.lesion)
    now = reading.method if reading else None
    _add(menu, said(_TRACKED, method=short(tracked)), tracked, now, chosen)
    for method in Method:
        if method is not tracked:
            _add(menu, short(method), method, now, chosen)
    menu.popup(at)
    return menu


def _with_key(word_: str, letter: str) -> str:
    """A word with its key beside it; where it begins with the letter, the menu obeys the key, too."""
    return f"&{word_}\t{letter}" if word_[:1].upper() == letter else f"{word_}\t{letter}"


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _add(menu: QMenu, text: str, value: object, now: object, chosen: Callable[..., None]) -> None:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(value == now)
    # The menu dies with its popup, so this lambda outlives nothing.
    action.triggered.connect(lambda: chosen(value))
