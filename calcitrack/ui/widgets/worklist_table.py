"""The worklist as a table: smooth at any length, with heads that ask for an order."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from calcitrack.domain.worklist import WorklistRow
from calcitrack.ui.delegates.cell_delegate import PAD_PX
from calcitrack.ui.delegates.fit import share_width, without_dropped
from calcitrack.ui.delegates.row_pictures import Look, Place, RowPictures
from calcitrack.ui.models.worklist_columns import (
    AGE,
    AREA,
    ATTENTION,
    CHANGE,
    DIAGNOSIS,
    LESIONS,
    PATIENT,
    RECORD,
    THERAPY,
)
from calcitrack.ui.models.worklist_model import WorklistModel
from calcitrack.ui.theme import ROW_PX, current_theme
from calcitrack.ui.widgets.lazy_table import LazyTable

_ELASTIC = {THERAPY: 120, PATIENT: 130, ATTENTION: 148, DIAGNOSIS: 154}
"""Columns that give way, the last one first; the first one takes what room is left over."""

_ELASTIC_STACKED = {PATIENT: 130, **_ELASTIC}
"""The same where record number and age stand under the name: that column gives way last then."""

_STACKED = (RECORD, AGE)
"""Go under the name where there is too little room for all."""

_DROPPABLE = (*_STACKED, AREA, LESIONS, THERAPY, CHANGE, DIAGNOSIS)
"""Left out one after the other with less room yet: who it is and what is due stay to the end."""

_STACKED_ROW_PX = 56


class WorklistTable(LazyTable):
    """One row per patient.

    Args:
        model: The worklist.

    Signals:
        patient_chosen: Enter or a double click on a patient; the id.
        left_out: The heads of the columns for which there is no room, as one text; empty when all are there.
    """

    patient_chosen = Signal(int)
    left_out = Signal(str)

    def __init__(self, model: WorklistModel, parent: QWidget | None = None) -> None:
        super().__init__(model, PATIENT, parent)
        self._worklist = model
        self._pictures: RowPictures[WorklistRow] = RowPictures(model.cells)
        self.setAccessibleName(self.tr("Worklist"))
        self.activated.connect(self._on_activated)
        self._fit()

    def current_patient(self) -> int | None:
        """The patient in the current row; None when there is no current row."""
        return self._worklist.patient_at(self.currentIndex().row())

    def select_patient(self, patient_id: int | None) -> None:
        """Go to a patient; None, or one that is not listed, selects nothing."""
        row = None if patient_id is None else self._worklist.row_of(patient_id)
        if row is None:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self._worklist.index(row, PATIENT))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        patient_id = self._worklist.patient_at(index.row())
        if patient_id is not None:
            self.patient_chosen.emit(patient_id)

    def _space(self) -> None:
        self._fit()  # which sets the height of the rows: each other height would touch every row

    def _fit(self) -> None:
        widths = self._widths()
        kept = without_dropped(self, widths, _ELASTIC, _DROPPABLE)
        stacked = any(column not in kept for column in _STACKED)
        for column in _STACKED:  # both go, or none
            self.setColumnHidden(column, stacked)
        given = {column: width for column, width in kept.items() if not (stacked and column in _STACKED)}
        share_width(self, given, _ELASTIC_STACKED if stacked else _ELASTIC)
        self._worklist.set_stacked(stacked)
        self.set_row_height(_STACKED_ROW_PX if stacked else ROW_PX)
        gone = [column for column in widths if column not in kept and column not in _STACKED]
        self.left_out.emit(self._heads(gone))

    def _look(self) -> Look:
        places, left, header = [], 0, self.horizontalHeader()
        for column in (header.logicalIndex(place) for place in range(header.count())):
            if not header.isSectionHidden(column):
                width = header.sectionSize(column)
                places.append(Place(column, left, width, self._worklist.is_right(column)))
                left += width
        height, ratio = self.verticalHeader().defaultSectionSize(), self.devicePixelRatioF()
        letters = self._cells.letters(self.font())
        return Look(letters, tuple(places), height, self._worklist.manner, ratio, current_theme().px(PAD_PX))

    def _paint_row(self, painter: QPainter, row: int, left: int) -> None:
        shown = self._worklist.row_value(row)
        spot = QPoint(left, self.rowViewportPosition(row))
        if shown is None:
            painter.setPen(QColor(current_theme().tokens.muted))
            gone = str(self._worklist.index(row, PATIENT).data() or "")
            pad = current_theme().px(PAD_PX)
            room = QRect(spot, QSize(self.viewport().width(), self.rowHeight(row))).adjusted(pad, 0, -pad, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, gone)
            return
        current = row == self.currentIndex().row()
        selected = self.selectionModel().isRowSelected(row, QModelIndex())
        painter.drawPixmap(spot, self._pictures.of(shown, selected=selected, current=current and self.hasFocus()))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the pictures of the rows in sight on screen."""
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        if first < 0:
            return
        self._pictures.take_look(self._look())
        painter = QPainter(self.viewport())
        for row in range(first, (last if last >= 0 else self._worklist.rowCount() - 1) + 1):
            self._paint_row(painter, row, -self.horizontalHeader().offset())
        painter.end()
