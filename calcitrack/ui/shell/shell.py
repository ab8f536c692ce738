"""The frame of an open vault. It knows no patient and no store: pages are put in, wishes come out."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from calcitrack.ui.shell.rail import Rail, RailEntry
from calcitrack.ui.shell.search_box import SearchBox
from calcitrack.ui.shell.search_rows import Sources
from calcitrack.ui.shell.status_line import StatusLine
from calcitrack.ui.shell.top_bar import TopBar


class Shell(QWidget):
    """Rail at the left, top bar, the page, status line.

    Args:
        sources: Where the search box looks.

    Signals:
        page_shown(id): Another page is in front.
        patient_chosen(patient_id): From the search.
        command_chosen(command_id): From the search.
        lock_requested(): From the top bar.
    """

    page_shown = Signal(str)
    patient_chosen = Signal(int)
    command_chosen = Signal(str)
    lock_requested = Signal()

    def __init__(self, sources: Sources, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search_box = SearchBox(sources)
        self.rail = Rail()
        self.top_bar = TopBar(self.search_box)
        self.status_line = StatusLine()
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._build()
        self._connect()

    def add_page(self, entry: RailEntry, page: QWidget) -> None:
        """Add a page with its entry on the rail; the first one added is shown."""
        self._pages[entry.id] = page
        self._stack.addWidget(page)
        self.rail.add(entry)
        if len(self._pages) == 1:
            self.show_page(entry.id)

    def show_page(self, page_id: str) -> None:
        """Bring a page to the front, ready for the keys."""
        page = self._pages[page_id]
        # Asked before the page is shown: Qt would give the keys to its first button, whatever that does.
        last: QWidget | None = page.focusWidget()
        self._stack.setCurrentWidget(page)
        self.rail.show_chosen(page_id)
        (page if last is None else last).setFocus()
        self.page_shown.emit(page_id)

    def current_page(self) -> str:
        """The page in front; empty while there is none."""
        return next((name for name, page in self._pages.items() if page is self._stack.currentWidget()), "")

    def begin_search(self) -> None:
        """Go to the search."""
        self.search_box.begin()

    def _build(self) -> None:
        column = QVBoxLayout()
        column.addWidget(self.top_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status_line)
        row = QHBoxLayout(self)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self.top_bar.lock_requested.connect(self.lock_requested)
        self.search_box.patient_chosen.connect(self._on_patient_chosen)
        self.search_box.command_chosen.connect(self._on_command_chosen)
        self.search_box.left.connect(self._give_keys_to_page)

    @Slot()
    def _give_keys_to_page(self) -> None:
        page = self._stack.currentWidget()
        if page is not None:
            # Within the page, to whatever had them last. The stubs do not say that there may be nothing.
            last: QWidget | None = page.focusWidget()
            (page if last is None else last).setFocus()

    @Slot(int)
    def _on_patient_chosen(self, patient_id: int) -> None:
        self._give_keys_to_page()
        self.patient_chosen.emit(patient_id)

    @Slot(str)
    def _on_command_chosen(self, command_id: str) -> None:
        self._give_keys_to_page()
        self.command_chosen.emit(command_id)
