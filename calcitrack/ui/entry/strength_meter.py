"""A bar of three steps and a sentence: how hard a new password is to guess."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from calcitrack.domain.passwords import Level, Strength
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_XS, Tone, current_theme
from calcitrack.ui.widgets.label import Label

_TONES: dict[Level, Tone] = {
    Level.REFUSED: "danger",
    Level.FAIR: "warning",
    Level.GOOD: "good",
    Level.STRONG: "good",
}


class StrengthMeter(QWidget):
    """Shows nothing until it is given a strength; the sentence says what the colour says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Steps()
        self._verdict = Label(role="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_XS))
        column.addWidget(self._bar)
        column.addWidget(self._verdict)

    def set_strength(self, strength: Strength | None) -> None:
        """Show a strength, or with None what is asked for."""
        tone: Tone = "neutral" if strength is None else _TONES[strength.level]
        self._bar.set(0 if strength is None else int(strength.level), tone)
        text = self.tr("15 characters or more. A few unrelated words are easy to keep in mind.")
        self._verdict.setText(translate(strength.verdict) if strength else text)
        self.setAccessibleName(self._verdict.text())

    def verdict(self) -> str:
        """The sentence."""
        return self._verdict.text()


class _Steps(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._lit = 0
        self._tone: Tone = "neutral"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, lit: int, tone: Tone) -> None:
        self._lit, self._tone = lit, tone
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        px = current_theme().px
        return QSize(px(120), px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        gap = theme.px(GAP_XS)
        width = (self.width() - 2 * gap) / 3
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(3):
            painter.setBrush(QColor(theme.tokens.strong(self._tone) if step < self._lit else theme.tokens.border))
            box = QRectF(step * (width + gap), 0, width, self.height())
            painter.drawRoundedRect(box, self.height() / 2, self.height() / 2)
