"""The frame of an open vault. It knows no patient and no store: pages are put in, wishes come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from calcitrack.ui.shell.page_slot import PageSlot
from calcitrack.ui.shell.rail import Rail, RailEntry
from calcitrack.ui.shell.search_box import SearchBox
from calcitrack.ui.shell.search_rows import Sources
from calcitrack.ui.shell.status_line import StatusLine
from calcitrack.ui.shell.top_bar import TopBar
from calcitrack.ui.widgets.tab_order import lead_before

P = TypeVar("P", bound=QWidget)

_BETWEEN_PAGES_MS = 20


class Shell(QWidget):
    """Rail at the left, top bar, the page, status line.

    Args:
        sources: Where the search box looks.
        may_read: Whether pages that nobody has asked for yet can be made now.

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

    def __init__(
        self, sources: Sources, may_read: Callable[[], bool] = lambda: True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._may_read = may_read
        self._later = QTimer(self)
        self._later.setInterval(_BETWEEN_PAGES_MS)
        self.search_box = SearchBox(sources)
        self.rail = Rail(self)
        self.top_bar = TopBar(self.search_box, self)
        self.status_line = StatusLine(self)
        self._stack = QStackedWidget(self)
        self._slots: dict[str, PageSlot[QWidget]] = {}
        self._build()
        self._connect()

    def add_page(self, entry: RailEntry, make: Callable[[QWidget], P]) -> PageSlot[P]:
        """Add an entry on the rail, and a place for its page; the first one added is made and shown.

        Args:
            entry: Of the rail.
            make: Makes the page when it is first wanted, given its parent.
        """
        slot = PageSlot(self._stack, make)
        self._slots[entry.id] = slot
        self.rail.add(entry)
        lead_before(self.search_box, self.rail.buttons())
        if len(self._slots) == 1:
            self.show_page(entry.id)
        return slot

    @Slot()
    def make_rest(self) -> None:
        """Make the pages that nobody has wanted yet, one by one in the pauses: who opens one then does not wait."""
        self._later.start()

    def show_page(self, page_id: str) -> None:
        """Bring a page to the front, ready for the keys."""
        page = self._slots[page_id].page
        # Asked before the page is shown: Qt would give the keys to its first button, whatever that does.
        last: QWidget | None = page.focusWidget()
        self._stack.setCurrentWidget(page)
        self.rail.show_chosen(page_id)
        (page if last is None else last).setFocus()
        self.page_shown.emit(page_id)

    def current_page(self) -> str:
        """The page in front; empty while there is none."""
        shown = self._stack.currentWidget()
        return next((name for name, slot in self._slots.items() if slot.made is not None and slot.made is shown), "")

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
        self._later.timeout.connect(self._make_next)
        self.rail.page_chosen.connect(self.show_page)
        self.top_bar.lock_requested.connect(self.lock_requested)
        self.search_box.patient_chosen.connect(self._on_patient_chosen)
        self.search_box.command_chosen.connect(self._on_command_chosen)
        self.search_box.left.connect(self._give_keys_to_page)

    @Slot()
    def _make_next(self) -> None:
        self._later.stop()  # a page that cannot be made now is tried again when it is wanted, and not before
        slot = next((one for one in self._slots.values() if one.made is None), None)
        if slot is not None and self._may_read():
            _ = slot.page
            self._later.start()

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
