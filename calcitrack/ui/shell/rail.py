"""The rail at the left: one entry for each page that there is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from calcitrack.ui.icons import icon
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_PX, current_theme
from calcitrack.ui.widgets.logo_mark import LogoMark

_MARK_PX, _ICON_PX, _LEAST_PX = 34, 20, 52
_LOW_GAP_PX = 2
_SPARED_PX = 8
"""By how much the style sheet makes an entry of a low window less high."""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One entry.

    Attributes:
        id: The page it leads to.
        text: The word below the icon.
        icon: The name of the icon.
        keys: The shortcut as people read it, for the tool tip.
    """

    id: str
    text: str
    icon: str
    keys: str = ""


class Rail(QFrame):
    """The entries below the mark of the program.

    Signals:
        page_chosen(id): Somebody wants another page.
    """

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self._entries: dict[str, tuple[RailEntry, QToolButton]] = {}
        self._is_low = False
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_button_clicked)
        self._column = QVBoxLayout(self)
        self._column.addWidget(LogoMark(_MARK_PX), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._draw()

    def add(self, entry: RailEntry) -> None:
        """Put an entry below the others."""
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setText(entry.text.replace("&", "&&"))
        button.setAccessibleName(entry.text)
        button.setToolTip(f"{entry.text} ({entry.keys})" if entry.keys else entry.text)
        button.setProperty("page", entry.id)
        dress(button, kind="rail")
        self._entries[entry.id] = (entry, button)
        self._group.addButton(button)
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._draw()

    def buttons(self) -> tuple[QToolButton, ...]:
        """Its entries, from the top."""
        return tuple(button for _, button in self._entries.values())

    def show_chosen(self, page_id: str) -> None:
        """Mark the entry of the page that is shown; a page without an entry leaves none marked."""
        found = self._entries.get(page_id)
        self._group.setExclusive(found is not None)
        for _, button in self._entries.values():
            button.setChecked(False)
        if found is not None:
            found[1].setChecked(True)

    def set_enabled(self, page_id: str, enabled: bool) -> None:
        """Switch an entry off while its page has nothing to show."""
        self._entries[page_id][1].setEnabled(enabled)

    def _draw(self) -> None:
        theme = current_theme()
        size, edge = theme.px(_ICON_PX), theme.px(GAP_XS)
        for entry, button in self._entries.values():
            button.setIcon(icon(entry.icon, theme.tokens.muted, size, theme.tokens.accent))
            button.setIconSize(QSize(size, size))
        # All entries are as wide as the widest word in bold: nothing moves when another one is chosen.
        bold = QFont(self.font())
        bold.setPixelSize(theme.px(SMALL_PX))
        bold.setBold(True)
        widest = max(
            (QFontMetrics(bold).horizontalAdvance(entry.text) for entry, _ in self._entries.values()), default=0
        )
        for _, button in self._entries.values():
            dress(button, low=self._is_low)
            button.setFixedWidth(max(widest + theme.px(GAP_S), theme.px(_LEAST_PX)))
        above = theme.px(GAP_XS if self._is_low else GAP_M)
        self._column.setContentsMargins(edge, above, edge, above)
        self._column.setSpacing(theme.px(_LOW_GAP_PX if self._is_low else GAP_S))

    def _fold(self) -> None:
        """Bring the entries closer together where the window is too low for all of them."""
        needed = self._column.sizeHint().height() + (self._spared() if self._is_low else 0)
        if self._is_low != (self.height() < needed):
            self._is_low = not self._is_low
            self._draw()

    def _spared(self) -> int:
        """How much less high the rail of a low window is, or a little more: else both would follow each other."""
        theme, spaces = current_theme(), self._column.count() - 1
        between = theme.px(GAP_S) - theme.px(_LOW_GAP_PX)
        around = theme.px(GAP_M) - theme.px(GAP_XS)
        return len(self._entries) * theme.px(_SPARED_PX) + spaces * between + 2 * around

    @Slot(QAbstractButton)
    def _on_button_clicked(self, button: QAbstractButton) -> None:
        self.page_chosen.emit(button.property("page"))

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """What a low window needs: none is kept from being low."""
        least = super().minimumSizeHint()
        return least if self._is_low else least - QSize(0, self._spared())

    def event(self, event: QEvent) -> bool:
        """Entries that came or grew may no longer fit."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the entries into the height."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
        super().changeEvent(event)
