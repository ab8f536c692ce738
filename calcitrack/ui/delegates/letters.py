"""The fonts in which cells are written, with their metrics: made once for a look, and not for every cell."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

from calcitrack.ui.theme import SMALL_PX, Theme

_LEAST_PX, _LEAST_ON_SCREEN = 8, 9
"""No letter is smaller, in pixels of the design and of the screen: what needs less room than that is cut."""


class Letters:
    """The font of a table in the manners in which cells use it.

    Args:
        font: Of the table.
        theme: In force.
    """

    __slots__ = ("_key", "_metrics", "_narrow", "bold", "plain", "small", "small_bold", "theme")

    def __init__(self, font: QFont, theme: Theme) -> None:
        self.theme, self._key = theme, font.key()
        self.plain, self.bold = QFont(font), QFont(font)
        self.plain.setBold(False)
        self.bold.setBold(True)
        self.small, self.small_bold = QFont(self.plain), QFont(self.bold)
        for small in (self.small, self.small_bold):
            small.setPixelSize(theme.px(SMALL_PX))
        self._narrow = {bold: self._smaller(bold) for bold in (False, True)}
        made = (self.plain, self.bold, *self._narrow[False], *self._narrow[True])
        self._metrics = {id(one): QFontMetricsF(one) for one in made}

    def _smaller(self, bold: bool) -> tuple[QFont, ...]:
        made = [self.small_bold if bold else self.small]
        for size in range(SMALL_PX - 1, _LEAST_PX - 1, -1):
            if self.theme.px(size) >= _LEAST_ON_SCREEN:
                font = QFont(made[0])
                font.setPixelSize(self.theme.px(size))
                made.append(font)
        return tuple(made)

    def narrow(self, *, bold: bool) -> tuple[QFont, ...]:
        """The small letters, and then ever smaller ones for what finds no room."""
        return self._narrow[bold]

    def metrics(self, font: QFont) -> QFontMetricsF:
        """The metrics of one of these fonts."""
        return self._metrics[id(font)]

    def suit(self, font: QFont, theme: Theme) -> bool:
        """Whether these are the letters of a font in a theme."""
        return self.theme == theme and font.key() == self._key
