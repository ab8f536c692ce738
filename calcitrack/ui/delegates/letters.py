"""The fonts in which cells are written, with their metrics: made once for a look, and not for every cell."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

from calcitrack.ui.theme import SMALL_PX, Theme


class Letters:
    """The font of a table in the manners in which cells use it.

    Args:
        font: Of the table.
        theme: In force.
    """

    __slots__ = ("_key", "_metrics", "bold", "plain", "small", "small_bold", "theme")

    def __init__(self, font: QFont, theme: Theme) -> None:
        self.theme, self._key = theme, font.key()
        self.plain, self.bold = QFont(font), QFont(font)
        self.plain.setBold(False)
        self.bold.setBold(True)
        self.small, self.small_bold = QFont(self.plain), QFont(self.bold)
        for small in (self.small, self.small_bold):
            small.setPixelSize(theme.px(SMALL_PX))
        made = (self.plain, self.bold, self.small, self.small_bold)
        self._metrics = {id(one): QFontMetricsF(one) for one in made}

    def metrics(self, font: QFont) -> QFontMetricsF:
        """The metrics of one of these fonts."""
        return self._metrics[id(font)]

    def suit(self, font: QFont, theme: Theme) -> bool:
        """Whether these are the letters of a font in a theme."""
        return self.theme == theme and font.key() == self._key
