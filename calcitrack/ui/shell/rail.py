"""The rail at the left: one entry for each page that there is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from calcitrack.ui.icons import icon
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_PX, current_theme
from calcitrack.ui.widgets.logo_mark import LogoMark

_MARK_PX, _ICON_PX, _LEAST_PX = 34, 20, 52


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
            button.setFixedWidth(max(widest + theme.px(GAP_S), theme.px(_LEAST_PX)))
        self._column.setContentsMargins(edge, theme.px(GAP_M), edge, theme.px(GAP_M))
        self._column.setSpacing(theme.px(GAP_S))

    @Slot(QAbstractButton)
    def _on_button_clicked(self, button: QAbstractButton) -> None:
        self.page_chosen.emit(button.property("page"))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
        super().changeEvent(event)
