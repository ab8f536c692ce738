"""The pathway panel of the open record: it evaluates, and writes what is put aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Role
from calcitrack.guidance.dismissing import facts_hash
from calcitrack.guidance.draft import as_if_signed
from calcitrack.guidance.engine import evaluate
from calcitrack.guidance.finding import Finding
from calcitrack.ui.errors import show_error
from calcitrack.ui.guidance.arranged import Part
from calcitrack.ui.guidance.beside import beside
from calcitrack.ui.guidance.pathway_panel import PathwayPanel
from calcitrack.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcitrack.clinic.context import Written
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.session import Session


REST_MS = 150
"""So long no key is pressed before the draft is looked at."""


class PathwayColumn(QWidget):
    """Hides itself where the clinic has switched the panel off. Nothing is evaluated while its place is out of sight.

    Args:
        counts_draft: The draft counts as if it were signed; else only signed visits do.
        scrolls: Inside itself; else it is as high as what it shows, and whoever holds it scrolls.

    Signals:
        evaluated(signs): What it shows was made anew; the argument is the number of its cards with signs.
        step_requested(node): Show a step of the pathway on the page of the guidance.
    """

    evaluated = Signal(int)
    step_requested = Signal(str)

    def __init__(
        self, session: Session, *, counts_draft: bool, scrolls: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._counts_draft = session, counts_draft
        self._record: PatientRecord | None = None
        self._is_stale = False
        self.panel = PathwayPanel(may_dismiss=Role.CLINICIAN in session.clinic.person.roles)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._refresh)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_scrolling(self.panel) if scrolls else self.panel)
        self.panel.dismissed.connect(self._on_dismissed)
        self.panel.taken_back.connect(self._on_taken_back)
        self.panel.step_requested.connect(self.step_requested)
        session.changed.connect(self._on_changed)

    def set_record(self, record: PatientRecord) -> None:
        """Show what the review says of a record, now or when the column is next in sight."""
        if self._record is not None and self._record.patient.id != record.patient.id:
            self.panel.clear()
        self._record = record
        self._is_stale = True
        self._follow_setting()
        self._refresh()

    def follow(self, record: PatientRecord) -> None:
        """Show what the review says of a draft that is being typed, once the keys rest for a moment.

        To go through two hundred lesions takes time, and none of it may stand between two keys.
        """
        self._record = record
        self._is_stale = True
        self._rest.start()

    def begin(self) -> None:
        """Give it the keys."""
        if self.isVisible():
            self.panel.begin()

    def is_switched_off(self) -> bool:
        """Whether the clinic does without it."""
        return not self._session.clinic.settings.guidance_shown()

    @Slot()
    def _refresh(self) -> None:
        if not self._is_stale or self._record is None or not self._is_wanted():
            return
        self._is_stale = False
        clinic = self._session.clinic
        today, record = clinic.clock.today(), self._record
        drafted = record.draft if self._counts_draft else None
        counted = as_if_signed(record) if drafted is not None else record
        known = beside(record, today, drafted.id if drafted is not None else None)
        found = evaluate(counted, today)
        if not isValid(self):  # nobody held the page any more, and it was cleared away while the content loaded
            return
        self.panel.set_evaluation(found, clinic.guidance.dismissals(record.patient.id), known)
        self.evaluated.emit(self.panel.count(Part.SIGNS))

    def _is_wanted(self) -> bool:
        """In sight; or behind the panel that it shares its place with, which counts its signs."""
        place = self.parentWidget()
        return self.isVisible() or (place is not None and place.isVisible() and not self.is_switched_off())

    def _follow_setting(self) -> None:
        off = self.is_switched_off()
        # Beside a visit the place of both panels follows the setting.
        if not self._counts_draft and off != self.isHidden() and self.parentWidget() is not None:
            self.setHidden(off)

    def _write(self, operation: Callable[[Clinic], Written[None]]) -> None:
        try:
            self._session.write(operation)
        except CalciTrackError as error:
            show_error(self, error)

    @Slot(object, str)
    def _on_dismissed(self, findings: Sequence[Finding], reason: str) -> None:
        if self._record is None:
            return
        patient_id = self._record.patient.id
        facts = {finding.id: facts_hash(finding) for finding in findings}
        self._write(lambda clinic: clinic.guidance.dismiss(patient_id, facts, reason))

    @Slot(object)
    def _on_taken_back(self, dismissal_ids: Sequence[int]) -> None:
        if self._record is not None:
            patient_id = self._record.patient.id
            self._write(lambda clinic: clinic.guidance.take_back(patient_id, dismissal_ids))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if Kind.SETTINGS in change.kinds:
            self._follow_setting()
        if Kind.GUIDANCE in change.kinds and self._record is not None and change.touches(self._record.patient.id):
            self._is_stale = True
            self._refresh()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is evaluated now."""
        super().showEvent(event)
        self._refresh()


def _scrolling(panel: PathwayPanel) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(panel)
    column.addStretch(1)
    return scrolled(inside)
