"""Writes an open draft to the vault, field by field, and remembers how each step is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from calcitrack.domain.errors import CalciTrackError, Conflict
from calcitrack.ui.visit.step_words import changed_lesions, draft_step_words
from calcitrack.ui.visit.undo import Step, UndoStack

if TYPE_CHECKING:
    from calcitrack.clinic.context import Written
    from calcitrack.clinic.session import Clinic
    from calcitrack.domain.record import PatientRecord
    from calcitrack.domain.visit import Assessment, Visit
    from calcitrack.ui.session import Session


class DraftWriter(QObject):
    """Knows the draft as it stands in the vault. It shows nothing.

    Signals:
        saved(visit): The draft as it now is in the vault.
        refused(error): Nothing was saved; a ``CalciTrackError``.
        turned(step, undone): A step was taken back, or done again: the draft says something else than what is shown.

    Attributes:
        steps: What was done since the draft was opened. Whatever else is done in a draft pushes its step here.
    """

    saved = Signal(object)
    refused = Signal(object)
    turned = Signal(object, bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.steps = UndoStack(self)
        self._record: PatientRecord | None = None
        self._visit: Visit | None = None

    @property
    def record(self) -> PatientRecord | None:
        """The record, with the draft as it is in the vault; None before one is opened."""
        return self._record

    @property
    def visit(self) -> Visit | None:
        """The draft as it is in the vault."""
        return self._visit

    def open(self, record: PatientRecord, visit: Visit) -> None:
        """Write to a draft from now on, or to the same one as it was just read."""
        if self._visit is None or self._visit.id != visit.id:
            self.steps.forget()
        self._record, self._visit = record, visit

    def put(self, found: Sequence[Assessment]) -> bool:
        """Save what is said of lesions; whether it was saved."""
        visit, record = self._opened()
        kept = replace(visit, assessments=_patched(visit.assessments, found))
        return self._do(lambda clinic: clinic.visits.record(record.patient.id, visit.id, visit.version, found), kept)

    def clear(self, lesion_id: int) -> bool:
        """Take back what is said of a lesion."""
        visit, record = self._opened()
        kept = replace(visit, assessments=tuple(a for a in visit.assessments if a.lesion_id != lesion_id))
        return self._do(lambda clinic: clinic.visits.clear(record.patient.id, visit.id, visit.version, lesion_id), kept)

    def change(self, changed: Visit) -> bool:
        """Save the draft's own fields and lists; its assessments and orders stay as they stand in the vault."""
        visit, record = self._opened()
        kept = replace(changed, assessments=visit.assessments, orders=visit.orders, version=visit.version)
        return self._do(lambda clinic: clinic.visits.change(record.patient.id, kept, visit.version), kept)

    def move(self, on: date) -> bool:
        """Give the draft another day; readings that were taken on its day move along."""
        visit, record = self._opened()
        kept = replace(visit, visited_on=on, assessments=tuple(_moved(a, visit, on) for a in visit.assessments))
        return self._do(lambda clinic: clinic.visits.move(record.patient.id, visit.id, visit.version, on), kept)

    def undo(self) -> Step | None:
        """Take the last step back; None when there is none, or it was refused."""
        return self._turn(self.steps.undo, undone=True)

    def redo(self) -> Step | None:
        """Do again what was taken back last; None likewise."""
        return self._turn(self.steps.redo, undone=False)

    def _opened(self) -> tuple[Visit, PatientRecord]:
        assert self._visit is not None and self._record is not None, "no draft is open"  # noqa: PT018 - both or none
        return self._visit, self._record

    def _do(self, operation: Callable[[Clinic], Written[int]], kept: Visit) -> bool:
        """Save, and on success remember how to go back."""
        before, record = self._opened()
        try:
            after = self._write(operation, kept)
        except CalciTrackError as error:
            self.refused.emit(error)
            return False
        if replace(before, version=after.version) != after:
            what, changed = draft_step_words(record, before, after), changed_lesions(before, after)
            step = Step(
                what,
                lambda: self._put_back(before, again=False),
                lambda: self._put_back(after, again=True),
                changed[0] if len(changed) == 1 else None,
            )
            self.steps.push(step)
        self.saved.emit(after)
        return True

    def _write(self, operation: Callable[[Clinic], Written[int]], kept: Visit) -> Visit:
        """Save; from then on the draft is what was saved."""
        _, record = self._opened()
        visit = self._visit = replace(kept, version=self._session.write(operation))
        self._record = replace(record, visits=tuple(visit if v.id == visit.id else v for v in record.visits))
        return visit

    def _put_back(self, wanted: Visit, *, again: bool) -> None:
        visit, record = self._opened()
        kept = replace(wanted, orders=visit.orders)
        self._write(
            lambda clinic: clinic.drafts.put_back(record.patient.id, kept, visit.version, again=again),
            kept,
        )

    def _turn(self, way: Callable[[], Step | None], *, undone: bool) -> Step | None:
        try:
            step = way()
        except CalciTrackError as error:
            if isinstance(error, Conflict):
                # What was done since is no longer the last thing that was done to this draft.
                self.steps.forget()
            self.refused.emit(error)
            return None
        if step is not None:
            self.saved.emit(self._visit)
            self.turned.emit(step, undone)
        return step


def _moved(assessment: Assessment, visit: Visit, on: date) -> Assessment:
    readings = tuple(
        replace(reading, measured_on=on) if reading.measured_on == visit.visited_on else reading
        for reading in assessment.readings
    )
    return replace(assessment, readings=readings)


def _patched(before: Sequence[Assessment], found: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """The assessments with some replaced in place and new ones at the end, as the vault orders them."""
    by_lesion = {a.lesion_id: a for a in found}
    known = {a.lesion_id for a in before}
    kept = [by_lesion.get(a.lesion_id, a) for a in before]
    return (*kept, *(a for a in found if a.lesion_id not in known))
