"""The thread of a lesion: drawn, in words, and its area at every signed visit, beside the figures of its lesions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.figures.threads import ThreadPoint, thread_figures
from calcitrack.domain.lineage import lineage_of
from calcitrack.domain.record import PatientRecord
from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.forms.columns import ColumnsLayout
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.lesion_columns import area_text
from calcitrack.ui.models.lineage_words import lineage_lesions, lineage_sentences
from calcitrack.ui.models.record_table import Column, RecordTableModel
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.card_table import CardTable
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesions.lineage_view import LineageView

_MOST_ROWS, _COLUMN_PX = 5, 340


class ThreadCard(Card):
    """Shown only for a lesion that split, merged, or came of either; as the signed visits say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("ThreadCard", "Thread"), parent=parent)
        self._view, self._told = LineageView(), Label(role="small")
        self._table = ThreadTable()
        self._note = Label(
            self.tr(
                "The area of a thread is the sum of its open lesions, and is unknown unless each of them was measured. "
                "It stands beside the other figures, which take each lesion by itself."
            ),
            role="muted",
        )
        self._drawn = _stacked(self._view, self._told)
        self._measured = _stacked(self._table, self._note)
        inside = QWidget()
        columns = ColumnsLayout(inside, least=_COLUMN_PX)
        columns.addWidget(self._drawn)
        columns.addWidget(self._measured)
        self.add(inside)
        self.hide()

    def show_lesion(self, record: PatientRecord, figures: RecordFigures, lesion_id: int | None) -> None:
        """Show the thread that a lesion belongs to; hide where there is none."""
        lineage = lineage_of(record, lesion_id) if lesion_id is not None else None
        thread = next((t for t in thread_figures(record, figures) if lesion_id in t.lesions), None)
        self.setVisible(lineage is not None)
        if lineage is None or lesion_id is None:
            return
        self.set_subtitle(lineage_lesions(lineage))
        until = max([v.visited_on for v in record.counted_visits], default=lineage.ties[-1].on)
        self._view.set_lineage(lineage, until, lesion_id)
        self._told.setText("\n".join(lineage_sentences(lineage)))
        self._table.set_rows(thread.points if thread else ())


class ThreadTable(CardTable):
    """One line a signed visit, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RecordTableModel[ThreadPoint] = RecordTableModel(_columns(), self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Area of the thread at every signed visit"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._space()

    def set_rows(self, points: Sequence[ThreadPoint]) -> None:
        """Show another thread."""
        self._model.set_rows(tuple(reversed(points)))
        self._space()

    def _fit(self) -> None:
        fit_columns(self, {0: 90})

    def _space(self) -> None:
        super()._space()
        rows = min(self._model.rowCount(), _MOST_ROWS)
        header = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(header + rows * self.verticalHeader().defaultSectionSize() + bar)


def _columns() -> tuple[Column[ThreadPoint], ...]:
    return (
        Column(translate("ThreadCard", "Visit"), lambda point: day(point.on), sort_key=lambda point: point.on),
        Column(
            translate("ThreadCard", "Area of the thread, mm²"),
            lambda point: area_text(point.area_mm2),
            right=True,
            spoken=lambda point: (
                translate("ThreadCard", "not known") if point.area_mm2 is None else area_text(point.area_mm2)
            ),
            sort_key=lambda point: point.area_mm2,
        ),
        Column(
            translate("ThreadCard", "Measured"),
            lambda point: translate("ThreadCard", "{k} of {n}").format(k=point.measured, n=point.open),
            right=True,
        ),
    )


def _stacked(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().px(GAP_S))
    for part in parts:
        column.addWidget(part)
    return whole
