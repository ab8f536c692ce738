"""The line of keys: each key with its word, from the one table of keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from calcitrack.ui.theme import GAP_M, GAP_XS, current_theme
from calcitrack.ui.visit.keys import KEYS, KeyHelp
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label


class HintLine(QWidget):
    """The keys that have a short word; it wraps where it is narrow."""

    def __init__(self, keys: Iterable[KeyHelp] = KEYS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._pairs = [self._pair(key) for key in keys if key.brief]
        for pair in self._pairs:
            self._flow.addWidget(pair)
        self._space()

    @staticmethod
    def _pair(key: KeyHelp) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(key.key, "key"))
        row.addWidget(Label(key.hint(), "small"))
        pair.setToolTip(key.sentence())
        return pair

    def _space(self) -> None:
        px = current_theme().px
        self._flow.set_gaps(px(GAP_M), px(GAP_XS))
        for pair in self._pairs:
            layout = pair.layout()
            if layout is not None:
                layout.setSpacing(px(GAP_XS))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)
