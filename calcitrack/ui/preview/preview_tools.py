"""The buttons above a print: size, page, save, print."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from calcitrack.ui.icons import icon
from calcitrack.ui.preview.keys import PREVIEW_KEYS
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label


class PreviewTools(QWidget):
    """Every button has a key; the keys count anywhere in the preview.

    Signals:
        zoom_requested(steps): Larger (1) or smaller (-1).
        fit_requested(): As wide as the view.
        page_requested(steps): The next (1) or the previous (-1) page.
        save_requested(), print_requested(), close_requested(): What the buttons say.
    """

    zoom_requested = Signal(int)
    fit_requested = Signal()
    page_requested = Signal(int)
    save_requested = Signal()
    print_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._page = 0, 0
        self._smaller = QPushButton(self.tr("Smaller"))
        self._size = Label("", "muted")
        self._larger = QPushButton(self.tr("Larger"))
        self._fit = QPushButton(self.tr("Fit width"))
        self._back = QToolButton()
        self._place = Label(self.tr("Pages"), "muted")
        self._on = QToolButton()
        self._save = QPushButton(self.tr("Save as PDF…"))
        self._print = QPushButton(self.tr("Print…"))
        self._close = QPushButton(self.tr("Close"))
        self._lay_out()
        self._connect()
        self._draw_icons()

    def set_count(self, count: int) -> None:
        """Tell how many pages there are."""
        self._count = count
        self.set_page(0)

    def set_page(self, page: int) -> None:
        """Tell which page is in front, from 0."""
        self._page = page
        self._place.setText(self.tr("Page {number} of {count}").format(number=page + 1, count=self._count))
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page < self._count - 1)

    def set_zoom(self, zoom: float, *, fits: bool) -> None:
        """Tell how large the pages are, 1.0 being their size on paper."""
        self._size.setText(self.tr("{percent} %").format(percent=round(zoom * 100)))
        self._fit.setChecked(fits)

    def _lay_out(self) -> None:
        gap = current_theme().px(GAP_S)
        row = FlowLayout(self, gap=gap, line_gap=gap)
        for part in (self._smaller, self._size, self._larger, self._fit, self._back, self._place, self._on):
            row.addWidget(part)
        row.push_right()
        for part in (self._close, self._save, self._print):
            row.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        dress(self._print, kind="primary")
        self._fit.setCheckable(True)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        deeds: dict[str, tuple[QAbstractButton, Callable[[], None]]] = {
            "smaller": (self._smaller, lambda: self.zoom_requested.emit(-1)),
            "larger": (self._larger, lambda: self.zoom_requested.emit(1)),
            "fit": (self._fit, self.fit_requested.emit),
            "back": (self._back, lambda: self.page_requested.emit(-1)),
            "on": (self._on, lambda: self.page_requested.emit(1)),
            "save": (self._save, self.save_requested.emit),
            "print": (self._print, self.print_requested.emit),
            "close": (self._close, self.close_requested.emit),
        }
        for key in PREVIEW_KEYS:
            button, deed = deeds[key.id]
            button.clicked.connect(deed)
            button.setToolTip(f"{key.title()} ({key.keys()[0]})")
            button.setAccessibleName(key.title())
            # Esc is the dialog's own.
            for shortcut in key.shortcuts if key.id != "close" else ():
                pressed = QShortcut(QKeySequence(shortcut), self)
                pressed.setContext(Qt.ShortcutContext.WindowShortcut)
                pressed.activated.connect(button.click)

    def _draw_icons(self) -> None:
        theme = current_theme()
        for button, name in ((self._back, "chevron-left"), (self._on, "chevron-right")):
            button.setIcon(icon(name, theme.tokens.text, theme.px(16)))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icons()
        super().changeEvent(event)
