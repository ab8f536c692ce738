"""The chart of a patient's lesions; built when a chart is first opened, because pyqtgraph is slow to load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.figures.reading_error import ReadingError
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.ui.models.lesion_rows import lesion_rows
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.trend.content import Source
from calcitrack.ui.widgets.trend.small import SmallTrend

if TYPE_CHECKING:
    from calcitrack.clinic.session import Clinic


class TrendCard(LeadsKeys, QWidget):
    """Shows the trend of a record.

    Signals:
        lesion_selected(lesion_id): A lesion's line was chosen.
    """

    lesion_selected = Signal(int)

    def __init__(self, sites: SiteList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sites = sites
        self._plot = SmallTrend()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._plot)
        self.lead_keys(self._plot)
        self._plot.lesion_clicked.connect(self._on_lesion_clicked)

    def controls(self) -> tuple[QWidget, ...]:
        """The chips, for the header of a card."""
        return self._plot.controls()

    def set_record(self, record: PatientRecord, figures: RecordFigures, errors: Sequence[ReadingError] = ()) -> None:
        """Show another record, or the same one after a change; ``errors`` are the clinic's own reading errors."""
        self._plot.set_source(trend_source(record, figures, self._sites, errors))

    def set_selected(self, lesion_id: int | None) -> None:
        """Bring a lesion's line forward; None brings none."""
        self._plot.set_selected(lesion_id)

    @Slot(int)
    def _on_lesion_clicked(self, lesion_id: int) -> None:
        self.lesion_selected.emit(lesion_id)


def trend_source(
    record: PatientRecord, figures: RecordFigures, sites: SiteList, errors: Sequence[ReadingError] = ()
) -> Source:
    """A record with the words that a trend needs for it."""
    rows = lesion_rows(record, figures, sites)
    return Source(
        record,
        figures,
        {row.lesion_id: f"#{row.number} {row.site_label}" for row in rows},
        {row.lesion_id: row.subtype for row in rows},
        errors,
    )


def chart_picture(clinic: Clinic, patient_id: int) -> QPixmap:
    """A picture of a patient's chart without a window; makes an application when there is none."""
    application = QApplication.instance() or QApplication([])
    panel = TrendCard(clinic.sites)
    record = clinic.patients.reload(patient_id)
    panel.set_record(record, record_figures(record, clinic.settings.rules()))
    panel.resize(900, 500)
    picture = panel.grab()
    panel.deleteLater()
    application.processEvents()
    return picture
