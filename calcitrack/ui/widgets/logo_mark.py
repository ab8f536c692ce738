"""The mark of the program: Ca on the accent colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.ui.theme import current_theme


class LogoMark(QWidget):
    """A rounded square of the given size of the design."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("CalciTrack")

    # Qt overrides

    def sizeHint(self) -> QSize:
        """A square."""
        side = current_theme().px(self._size)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        tokens = current_theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        radius = self.height() / 4
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        font = self.font()
        font.setBold(True)
        font.setPixelSize(round(self.height() * 0.42))
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Ca")
