"""The bar at the top: the search, how the vault is kept, who is signed in, and Lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from calcitrack.ui.icons import icon, paint_icon
from calcitrack.ui.shell.search_box import SearchBox
from calcitrack.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XS, SMALL_PX, Tone, current_theme
from calcitrack.ui.widgets.chip import paint_badge
from calcitrack.ui.widgets.label import Label

_ICON_PX, _HEIGHT_PX = 14, 50
_NO_ROLE, _COMPACT_PILL, _BARE_LOCK, _LEVELS = 1, 2, 3, 4
_SEARCH_LEAST_PX, _SEARCH_MOST_PX = 190, 400


class TopBar(QFrame):
    """Gives way when it is narrow: first the role goes, then the words of the pill, then the word on the button.

    Signals:
        lock_requested(): The Lock button was pressed.
    """

    lock_requested = Signal()

    def __init__(self, search: SearchBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._search = search
        self._pill = StatePill(self.tr("Encrypted"))
        self._person, self._role = Label(role="heading"), Label(role="muted")
        self.lock_button = QPushButton()
        self.lock_button.setAccessibleName(self.tr("Lock"))
        self.lock_button.setToolTip(self.tr("Lock (Ctrl L)"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(search, 1)
        self._row.addStretch(0)
        for part in (self._pill, self._person, self._role, self.lock_button):
            self._row.addWidget(part)
        self.lock_button.clicked.connect(self.lock_requested)
        self._draw()

    def set_person(self, name: str, role: str) -> None:
        """Who is signed in."""
        self._person.setText(name)
        self._role.setText(role)
        self._person.setToolTip(f"{name}, {role}" if role else name)
        self._fit()

    def set_protection(self, text: str, tone: Tone = "good") -> None:
        """How the vault is kept: encrypted, and how old the backup is."""
        self._pill.set(text, tone)
        self._fit()

    def _fit(self) -> None:
        """Take away what is needed least until the rest has room; below that the name wraps."""
        level = next((level for level in range(_LEVELS) if self._wanted(level) <= self.width()), _LEVELS - 1)
        self._role.setVisible(level < _NO_ROLE and bool(self._role.text()))
        self._pill.set_compact(level >= _COMPACT_PILL)
        self.lock_button.setText(self.tr("Lock") if level < _BARE_LOCK else "")

    def _wanted(self, level: int) -> int:
        """The width at which nothing is cut at a level; asks the widgets, changes none."""
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        role = self._role.sizeHint().width() + gap if level < _NO_ROLE and self._role.text() else 0
        pill = self._pill.width_of(compact=level >= _COMPACT_PILL)
        lock = self._lock_width() if level < _BARE_LOCK else self.lock_button.height()
        around = margins.left() + margins.right() + 4 * gap
        return around + self._search.minimumWidth() + pill + self._person.sizeHint().width() + role + lock

    def _lock_width(self) -> int:
        theme = current_theme()
        words = self.lock_button.fontMetrics().horizontalAdvance(self.tr("Lock"))
        return words + theme.px(_ICON_PX + 2 * GAP_M + 2 * GAP_XS)

    def _draw(self) -> None:
        theme = current_theme()
        self.lock_button.setIcon(icon("lock", theme.tokens.text, theme.px(_ICON_PX)))
        self.lock_button.setIconSize(QSize(theme.px(_ICON_PX), theme.px(_ICON_PX)))
        self._search.setMinimumWidth(theme.px(_SEARCH_LEAST_PX))
        self._search.setMaximumWidth(theme.px(_SEARCH_MOST_PX))
        self._row.setContentsMargins(theme.px(GAP_L), theme.px(GAP_S), theme.px(GAP_L), theme.px(GAP_S))
        self._row.setSpacing(theme.px(GAP_M))
        self.setMinimumHeight(theme.px(_HEIGHT_PX))
        self._fit()

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """As narrow as it can get, not as narrow as it is: or it could never begin to give way."""
        return QSize(
            self._wanted(_LEVELS - 1) - self._person.sizeHint().width() // 2, super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more or less."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
        super().changeEvent(event)


class StatePill(QWidget):
    """A shield and words in a tone; compact it is the shield alone, and the words are its tool tip."""

    def __init__(self, text: str, tone: Tone = "good", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, tone)

    def set(self, text: str, tone: Tone) -> None:
        """Change words and tone; where it is not good, the shield becomes a warning sign."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Leave the words out."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def width_of(self, *, compact: bool) -> int:
        """How wide the pill is with or without its words."""
        px = current_theme().px
        words = 0 if compact else px(4) + QFontMetrics(self._small()).horizontalAdvance(self._text)
        return px(_ICON_PX) + words + px(14)

    def is_compact(self) -> bool:
        """Whether the words are left out."""
        return self._compact

    def _small(self) -> QFont:
        made = QFont(self.font())
        made.setPixelSize(current_theme().px(SMALL_PX))
        return made

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The shield, and the words with it."""
        height = QFontMetrics(self._small()).height() + current_theme().px(4)
        return QSize(self.width_of(compact=self._compact), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(self._small())
        paint_badge(painter, QRectF(self.rect()), "", self._tone, theme.tokens)
        side, pad = theme.px(_ICON_PX), theme.px(7)
        ink = theme.tokens.strong(self._tone)
        spot = QRectF(pad, (self.height() - side) / 2, side, side)
        paint_icon(painter, spot, "shield" if self._tone == "good" else "warning", ink)
        if not self._compact:
            painter.setPen(ink)
            room = QRectF(self.rect()).adjusted(pad + side + theme.px(4), 0, 0, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._text)
