"""The history of a record, with a box that filters it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from calcitrack.ui.delegates.history_delegate import HistoryDelegate
from calcitrack.ui.models.history_model import ITEM_ROLE, HistoryModel, HistoryRow
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

__all__ = ["HistoryList", "HistoryRow"]


class HistoryList(LeadsKeys, QWidget):
    """What was done, day by day, newest first. The current entry shows all its details. Fills a flush card.

    Signals:
        visit_requested: Enter or a double click on an entry that concerns a visit; the visit's id.
        moved: Another entry is the current one, or none.
    """

    visit_requested = Signal(int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = HistoryModel(self)
        self._filter = QLineEdit()
        self._count = Label(role="small")
        self._unread = 0
        self._view = QListView()
        self._delegate = HistoryDelegate(self._view)
        self._build()
        self._filter.textEdited.connect(self._on_filter_edited)
        self._view.activated.connect(self._on_activated)
        self._view.selectionModel().currentChanged.connect(self._on_current_changed)

    def set_rows(self, rows: Sequence[HistoryRow], there_are: int | None = None) -> None:
        """Show other entries; the filter stays.

        Args:
            rows: What was read.
            there_are: How many there are, where not all were read.
        """
        self._delegate.forget()
        self._unread = max(0, (there_are or 0) - len(rows))
        self._model.set_rows(rows)
        self._tell()

    def set_lesion(self, number: int | None) -> None:
        """Show only what names a lesion, too; None for everything."""
        self._model.set_lesion(number)
        self._tell()

    def current_row(self) -> HistoryRow | None:
        """The entry on which the cursor is; None when it is on none."""
        item = self._view.currentIndex().data(ITEM_ROLE)
        return item if isinstance(item, HistoryRow) else None

    def _build(self) -> None:
        self._filter.setPlaceholderText(self.tr("Filter by words, names or dates"))
        self._filter.setAccessibleName(self.tr("Filter the history"))
        self._filter.setClearButtonEnabled(True)
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._view.setAccessibleName(self.tr("History"))
        self._view.setProperty("flush", "true")
        # The first entries stand at once; a long history is laid out behind them.
        self._view.setLayoutMode(QListView.LayoutMode.Batched)
        self._view.setResizeMode(QListView.ResizeMode.Adjust)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._top = QVBoxLayout()
        self._top.addWidget(self._filter)
        self._top.addWidget(self._count)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._top)
        whole.addWidget(self._view, 1)
        self.lead_keys(self._filter)
        self._space()

    def _tell(self) -> None:
        shown, there_are = self._model.counts()
        if not there_are:
            self._count.setText(self.tr("Nothing has been done to this record yet."))
        elif not shown:
            self._count.setText(self.tr("None of {n} entries holds these words.").format(n=there_are))
        else:
            self._count.setText(self.tr("Showing {k} of {n} entries").format(k=shown, n=there_are + self._unread))
        if self._unread:
            told = self.tr("{n} older entries are not read yet, and the filter does not look at them.")
            self._count.setText(f"{self._count.text()}. {told.format(n=self._unread)}")

    def _space(self) -> None:
        px = current_theme().px
        self._top.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_S))
        self._top.setSpacing(px(GAP_S))

    @Slot(str)
    def _on_filter_edited(self, text: str) -> None:
        self._model.set_filter(text)
        self._tell()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE)
        if isinstance(item, HistoryRow) and item.visit_id is not None:
            self.visit_requested.emit(item.visit_id)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        for index in (previous, current):  # the one shrinks, the other grows
            if index.isValid():
                self._delegate.sizeHintChanged.emit(index)
        self.moved.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
            self._view.scheduleDelayedItemsLayout()
