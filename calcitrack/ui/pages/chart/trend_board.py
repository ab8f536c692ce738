"""The trend with all that is chosen of it; loaded when it is first looked at, because pyqtgraph is slow to load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStandardPaths, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.figures.threads import thread_figures
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Trial
from calcitrack.ui.errors import show_error
from calcitrack.ui.i18n import day
from calcitrack.ui.pages.chart.trend_card import trend_source
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.trend.panel import TrendPanel
from calcitrack.ui.widgets.trend.tools import TrendTools
from calcitrack.ui.widgets.trend.words import measure_title

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_LEAST_PX = 230
_KINDS = ("png", "svg", "csv")


class TrendBoard(LeadsKeys, QWidget):
    """Chips, lines, and what lies under the cursor in words.

    Signals:
        lesion_selected(lesion_id): A lesion was chosen.
        trial_changed(): Another therapy is in question.
        saved(text): A file was written; what to say of it.
    """

    lesion_selected = Signal(int)
    trial_changed = Signal()
    saved = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record: PatientRecord | None = None
        self._plot = TrendPanel(least_px=_LEAST_PX)
        self._export = Chip(self.tr("Export…"), opens_menu=True)
        self._tools = TrendTools((self._plot.numbers_chip, self._export))
        self._readout = Label(role="small")
        self._menu = QMenu(self._export)
        self._whole = QVBoxLayout(self)
        self._build()
        self._plot.lesion_clicked.connect(self.lesion_selected)
        self._plot.pointed.connect(self._on_pointed)
        self._tools.changed.connect(self._on_changed)

    def _build(self) -> None:
        self._whole.setSpacing(0)
        for part, stretch in ((self._tools, 0), (self._readout, 0), (self._plot, 1)):
            self._whole.addWidget(part, stretch)
        warning = QAction(self.tr("Anybody who has the file can read it"), self._menu)
        warning.setEnabled(False)
        self._menu.addAction(warning)
        self._menu.addSeparator()
        words = (self.tr("Picture (PNG)"), self.tr("Drawing (SVG)"), self.tr("Numbers (CSV)"))
        for kind, word in zip(_KINDS, words, strict=True):
            action = self._menu.addAction(word)
            action.setData(kind)
        self._menu.triggered.connect(self._on_export)
        self._export.setMenu(self._menu)
        self._export.setToolTip(self.tr("Writes what is shown into a file that is not encrypted"))
        self._on_pointed("")
        self.lead_keys(self._plot)
        self._space()

    @property
    def trial(self) -> Trial | None:
        """The therapy in question; None where there is none."""
        return self._tools.trial

    def set_record(self, record: PatientRecord, figures: RecordFigures) -> None:
        """Show a record."""
        self._record, clinic = record, self._session.clinic
        self._tools.set_record(record.trials, has_threads=bool(thread_figures(record, figures)))
        source = trend_source(record, figures, clinic.sites, clinic.reading_errors.known().errors)
        self._plot.show_view(source, self._tools.view, log=self._tools.log)

    def set_selected(self, lesion_id: int | None) -> None:
        """Draw a lesion stronger than the others; None for none."""
        self._plot.set_selected(lesion_id)

    def save(self, path: Path, kind: str) -> None:
        """Write what is shown.

        Args:
            path: The file.
            kind: "png", "svg" or "csv".

        Raises:
            CalciTrackError: It was not written; an older file of that name stands.
        """
        assert self._record is not None, "a record is shown"
        patient_id, content = self._record.patient.id, self._content(self._record, kind)
        self._session.clinic.prints.save_trend(patient_id, path, content)
        told = self.tr("Saved as {name}. Anybody who has the file can read it.")
        self.saved.emit(told.format(name=path.name))

    def _content(self, record: PatientRecord, kind: str) -> bytes:
        from calcitrack.exchange.trend_csv import trend_csv
        from calcitrack.ui.widgets.trend.picture import png, svg

        shown = self._plot.content
        if kind == "csv":
            return trend_csv(record, shown.data)
        today = day(self._session.clinic.clock.today())
        patient = record.patient
        head = (
            patient.name,
            self.tr("born {birth} · MRN {mrn}").format(birth=day(patient.birth_date), mrn=patient.mrn),
            self.tr("{what}. Drawn on {day}.").format(what=measure_title(shown.view), day=today),
        )
        with self._plot.chart() as chart:
            return (png if kind == "png" else svg)(chart, head)

    @Slot(QAction)
    def _on_export(self, action: QAction) -> None:
        kind = str(action.data())
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"trend-{self._session.clinic.clock.today().isoformat()}.{kind}"  # no name tells whose it is
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the trend"), str(Path(documents, name)), f"{kind.upper()} (*.{kind})"
        )
        if not chosen:
            return
        try:
            self.save(Path(chosen), kind)
        except CalciTrackError as error:
            show_error(self, error)

    @Slot(str)
    def _on_pointed(self, text: str) -> None:
        """Say what lies under the cursor, in one line that is always there: nothing moves when it comes and goes."""
        keys = self.tr("Point at a line, or go from point to point with Shift and the arrow keys.")
        self._readout.setText(text.replace("\n", " · ") or keys)

    @Slot()
    def _on_changed(self) -> None:
        self._plot.set_view(self._tools.view, log=self._tools.log)
        self.trial_changed.emit()

    def _space(self) -> None:
        px = current_theme().px
        self._tools.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), 0)
        self._readout.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), 0)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
