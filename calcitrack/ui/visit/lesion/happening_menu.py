"""The list of what can have happened to a lesion, each with its letter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.visit.words import said
from calcitrack.ui.widgets.label import Label

_KINDS: tuple[tuple[tuple[EventKind, Marked], ...], ...] = (
    (
        (EventKind.LIQUEFIED, QT_TRANSLATE_NOOP("Happened", "&Liquefied")),
        (EventKind.EXTRUDED, QT_TRANSLATE_NOOP("Happened", "&Extruded")),
        (EventKind.ULCERATED, QT_TRANSLATE_NOOP("Happened", "&Ulcerated")),
        (EventKind.INFECTED, QT_TRANSLATE_NOOP("Happened", "&Infected")),
    ),
    (
        (EventKind.SPLIT, QT_TRANSLATE_NOOP("Happened", "&Split into parts…")),
        (EventKind.MERGED, QT_TRANSLATE_NOOP("Happened", "&Merged into another…")),
    ),
    (
        (EventKind.INJECTED, QT_TRANSLATE_NOOP("Happened", "In&jected")),
        (EventKind.PARTLY_REMOVED, QT_TRANSLATE_NOOP("Happened", "&Partly removed")),
        (EventKind.EXCISED, QT_TRANSLATE_NOOP("Happened", "E&xcised")),
    ),
    (
        (EventKind.APPEARED, QT_TRANSLATE_NOOP("Happened", "&Appeared")),
        (EventKind.RESOLVED, QT_TRANSLATE_NOOP("Happened", "&Resolved")),
        (EventKind.RECURRED, QT_TRANSLATE_NOOP("Happened", "Re&curred")),
    ),
)
_TITLE = QT_TRANSLATE_NOOP("Happened", "Lesion {number}: what happened?")
_CHANGE = QT_TRANSLATE_NOOP("Happened", "Cha&nge the lesion…")
_REMOVE = QT_TRANSLATE_NOOP("Happened", "Remo&ve: entered by mistake…")


def open_happenings(
    parent: QWidget,
    at: QPoint,
    number: int,
    chosen: Callable[[EventKind], None],
    change: Callable[[], None],
    remove: Callable[[], None] | None,
) -> QMenu:
    """Open the list; ``remove`` is None for a lesion that stays."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.addAction(_title(menu, number))
    for group in _KINDS:
        menu.addSeparator()
        for kind, words in group:
            # The menu dies with its popup, so these lambdas outlive nothing.
            menu.addAction(said(words)).triggered.connect(lambda _=False, k=kind: chosen(k))
    menu.addSeparator()
    menu.addAction(said(_CHANGE)).triggered.connect(lambda _=False: change())
    if remove is not None:
        menu.addAction(said(_REMOVE)).triggered.connect(lambda _=False: remove())
    menu.popup(at)
    return menu


def _title(menu: QMenu, number: int) -> QWidgetAction:
    """Whose list it is, in a text that is as clear as the others though nothing can be chosen there."""
    px = current_theme().px
    words = Label(said(_TITLE, number=number), "heading")
    words.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_XS))
    title = QWidgetAction(menu)
    title.setDefaultWidget(words)
    return title
