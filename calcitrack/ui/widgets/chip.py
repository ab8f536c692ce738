"""Small rounded words: the filter chip, which can be pressed, and the badge, which only tells."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from calcitrack.ui.icons import paint_icon
from calcitrack.ui.theme import SMALL_PX, Theme, Tokens, Tone, current_theme


class Chip(QPushButton):
    """A checkable filter, with a count behind its word where there is one.

    With ``opens_menu`` it shows a downward mark and is not checkable: its owner gives it a menu.
    """

    def __init__(
        self, text: str, count: int | None = None, *, opens_menu: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._word, self._count, self._opens_menu = text, count, opens_menu
        self.setProperty("kind", "chip")
        self.setCheckable(not opens_menu)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._retell()

    @property
    def word(self) -> str:
        """The word without its count."""
        return self._word

    def set_word(self, text: str) -> None:
        """Change the word."""
        self._word = text
        self._retell()

    def set_count(self, count: int | None) -> None:
        """Change the count; None shows none."""
        self._count = count
        self._retell()

    def _retell(self) -> None:
        shown = self._word if self._count is None else f"{self._word} {self._count}"
        # An ampersand would be taken for a mnemonic.
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(shown)
        self.updateGeometry()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Room for the bold text, so that checking a chip moves no other."""
        theme = current_theme()
        metrics = QFontMetrics(_font(self.font(), theme, bold=True))
        mark = theme.px(16) if self._opens_menu else 0
        width = metrics.horizontalAdvance(self.accessibleName()) + theme.px(24) + mark
        return QSize(width, max(theme.px(28), metrics.height() + theme.px(8)))

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill, its word and, under focus, the ring."""
        theme = current_theme()
        tokens = theme.tokens
        lit = self.isChecked() or self.isDown()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = theme.px(2 if self.hasFocus() else 1)
        edge = tokens.accent if lit or self.hasFocus() else tokens.faint if self.underMouse() else tokens.border
        box = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        painter.setPen(QPen(QColor(edge), ring))
        painter.setBrush(QColor(tokens.accent_weak if lit else tokens.surface))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        ink = tokens.faint if not self.isEnabled() else tokens.accent if lit else tokens.muted
        self._paint_word(painter, theme, ink, bold=lit)

    def _paint_word(self, painter: QPainter, theme: Theme, ink: str, *, bold: bool) -> None:
        painter.setFont(_font(self.font(), theme, bold=bold))
        painter.setPen(QColor(ink))
        area = self.rect()
        if self._opens_menu:
            mark = theme.px(12)
            spot = QRectF(area.right() - mark - theme.px(8), (area.height() - mark) / 2, mark, mark)
            paint_icon(painter, spot, "chevron-down", ink)
            area.adjust(0, 0, -theme.px(16), 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.accessibleName())


class Badge(QWidget):
    """A word on a weak background in its tone; never cut, never pressed."""

    def __init__(self, text: str, tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, tone)

    def set(self, text: str, tone: Tone) -> None:
        """Change word and tone."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word."""
        return self._text

    # Qt overrides

    def sizeHint(self) -> QSize:
        """As large as the word with its padding."""
        return badge_size(self._text, self.font(), current_theme())

    def minimumSizeHint(self) -> QSize:
        """A badge is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the badge."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(_font(self.font(), theme))
        paint_badge(painter, QRectF(self.rect()), self._text, self._tone, theme.tokens)


def badge_size(text: str, font: QFont, theme: Theme) -> QSize:
    """The size of a badge."""
    return badge_extent(text, QFontMetricsF(_font(font, theme)), theme).toSize()


def badge_extent(text: str, small: QFontMetricsF, theme: Theme) -> QSizeF:
    """The size of a badge in its small letters, for table cells that lay out their own."""
    return QSizeF(ceil(small.horizontalAdvance(text)) + theme.px(14), ceil(small.height()) + theme.px(4))


def paint_badge(
    painter: QPainter, rect: QRectF, text: str, tone: Tone, tokens: Tokens, *, is_shrunk: bool = False
) -> None:
    """Draw a badge that fills the rectangle, in the painter's font.

    Letters that were shrunk to fit are too thin for the ink of a tone: they have that of text.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.weak(tone)))
    radius = rect.height() / 5
    painter.drawRoundedRect(rect, radius, radius)
    painter.setPen(QColor(tokens.text if is_shrunk else tokens.strong(tone)))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _font(base: QFont, theme: Theme, *, bold: bool = False) -> QFont:
    made = QFont(base)
    made.setPixelSize(theme.px(SMALL_PX))
    made.setBold(bold)
    return made
