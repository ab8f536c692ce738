"""The cards that a long form is cut into."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.card import Card


def section(title: str, *parts: QWidget, subtitle: str = "") -> Card:
    """A card with its parts below each other."""
    made = Card(title, subtitle)
    for part in parts:
        made.add(part)
    return made


def stacked(*cards: QWidget) -> QWidget:
    """Cards below each other, as one column of a form."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().px(GAP_M))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return whole
