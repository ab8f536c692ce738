"""A table of contents: titles in groups, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from calcitrack.ui.theme import current_theme

_ID = Qt.ItemDataRole.UserRole
_WIDTH_PX = 240


class TopicLine(NamedTuple):
    """A line; one without an id is the heading of a group."""

    id: str
    title: str


class TopicList(QListWidget):
    """Headings of groups cannot be chosen; long titles wrap.

    Signals:
        chosen(id): Somebody wants another topic.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("flush", "true")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(self._on_current)

    def set_lines(self, lines: Sequence[TopicLine]) -> None:
        """Replace all lines."""
        with QSignalBlocker(self):
            self.clear()
            for line in lines:
                item = QListWidgetItem(line.title, self)
                item.setData(_ID, line.id)
                if not line.id:
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)

    def choose(self, topic: str) -> None:
        """Mark a topic without asking for it; an unknown one leaves none marked."""
        with QSignalBlocker(self):
            found = [self.item(n) for n in range(self.count()) if self.item(n).data(_ID) == topic]
            self.setCurrentRow(self.row(found[0]) if found else -1)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ID):
            self.chosen.emit(item.data(_ID))

    # Qt overrides

    def sizeHint(self) -> QSize:
        """As wide as most titles."""
        return QSize(current_theme().px(_WIDTH_PX), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
