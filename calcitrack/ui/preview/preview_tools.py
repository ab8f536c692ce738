"""The buttons above a print: size, page, save, print."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from calcitrack.ui.icons import icon
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
        told = (
            (self._smaller, self.tr("Smaller pages"), lambda: self.zoom_requested.emit(-1), ("Ctrl+-",)),
            (self._larger, self.tr("Larger pages"), lambda: self.zoom_requested.emit(1), ("Ctrl++", "Ctrl+=")),
            (self._fit, self.tr("Fit the width"), self.fit_requested.emit, ("Ctrl+0",)),
            (self._back, self.tr("Previous page"), lambda: self.page_requested.emit(-1), ("Ctrl+PgUp",)),
            (self._on, self.tr("Next page"), lambda: self.page_requested.emit(1), ("Ctrl+PgDown",)),
            (self._save, self.tr("Save as PDF"), self.save_requested.emit, ("Ctrl+S",)),
            (self._print, self.tr("Print"), self.print_requested.emit, ("Ctrl+P",)),
            (self._close, self.tr("Close the preview"), self.close_requested.emit, ()),
        )
        for button, name, deed, keys in told:
            button.clicked.connect(deed)
            shown = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else self.tr("Esc")
            button.setToolTip(f"{name} ({shown})")
            button.setAccessibleName(name)
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(button.click)

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
